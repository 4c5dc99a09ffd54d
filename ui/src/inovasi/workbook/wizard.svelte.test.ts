import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useBackend, type Backend } from '../../ipc/backend';
import { fakeBackend } from '../../ipc/fake';
import { forgetAll } from '../../ipc/query.svelte';
import { Wizard } from './wizard.svelte';

let backend: Backend;
let wizard: Wizard;

beforeEach(() => {
  backend = fakeBackend();
  useBackend(backend);
  wizard = new Wizard();
});
afterEach(() => {
  forgetAll();
  useBackend(null);
});

const column = (letter: string) => {
  const found = wizard.columns.find((each) => each.letter === letter);
  if (!found) throw new Error(letter);
  return found;
};

describe('a recap', () => {
  beforeEach(() => wizard.inspect(' /rekap.xlsx '));

  it('is mapped before anything else', () => {
    expect(wizard.step).toBe('columns');
    expect(wizard.sheet?.nama).toBe('Rekap 2026');
    expect(wizard.headerRow).toBe(4);
    expect(wizard.targetOf(column('B'))).toBe('nama');
  });

  it('marks what is only guessed until somebody looked', () => {
    expect(wizard.nUnsure).toBe(2);
    wizard.choose(column('C'), 'perangkat_daerah');
    expect(wizard.isUnsure(column('C'))).toBe(false);
    wizard.choose(column('E'), null);
    expect(wizard.nUnsure).toBe(0);
  });

  it('wants a name, and one column for each field', () => {
    wizard.choose(column('B'), null);
    expect(wizard.nameless).toBe(true);
    expect(wizard.canPreview).toBe(false);
    wizard.choose(column('A'), 'id');
    expect(wizard.canPreview).toBe(true);
    wizard.choose(column('F'), 'tahapan');
    expect(wizard.twice).toEqual(['tahapan']);
    expect(wizard.canPreview).toBe(false);
  });

  it('reads the columns anew under the row that a person points at', async () => {
    wizard.choose(wizard.columns[0]!, 'manfaat');
    const asked = vi.spyOn(backend, 'inspectWorkbook');
    useBackend(backend);
    await wizard.putHeader(2);
    expect(asked).toHaveBeenCalledWith(wizard.path, wizard.sheet?.nama, 2);
    expect(wizard.headerRow).toBe(2);
    expect(wizard.targetOf(wizard.columns[0]!)).toBe('manfaat');
    await wizard.putHeader(2);
    await wizard.putHeader(0);
    expect(asked).toHaveBeenCalledTimes(1);
  });

  it('wants a header row', () => {
    wizard.headerRow = 0;
    expect(wizard.canPreview).toBe(false);
  });

  it('is asked for as it was mapped', async () => {
    const sent = vi.spyOn(backend, 'importWorkbook');
    wizard.choose(column('F'), 'catatan');
    wizard.choose(column('E'), null);
    wizard.remember = false;
    await wizard.preview();
    expect(sent.mock.calls[0]?.slice(0, 2)).toEqual([
      {
        path: '/rekap.xlsx',
        sheet: 'Rekap 2026',
        header_row: 4,
        columns: [
          { at: 1, key: 'nama' },
          { at: 2, key: 'perangkat_daerah' },
          { at: 3, key: 'tahapan' },
          { at: 5, key: 'catatan' },
        ],
        remember: false,
        take_diverged: false,
      },
      true,
    ]);
  });

  it('writes nothing before it is applied, and can be taken back after', async () => {
    const total = async () =>
      (await backend.listInovasi({ text: '', offset: 0, limit: 1, sort: '', descending: false })).total;
    const before = await total();
    await wizard.preview();
    expect(wizard.step).toBe('preview');
    expect(await total()).toBe(before);
    await wizard.apply();
    expect(wizard.step).toBe('done');
    expect(wizard.taken?.dry_run).toBe(false);
    expect(await total()).toBe(before + 3);
    await backend.undo();
    expect(await total()).toBe(before);
  });

  it('is worked out anew when the other side is to win', async () => {
    await wizard.preview();
    const sent = vi.spyOn(backend, 'importWorkbook');
    await wizard.decideDiverged(true);
    expect(sent.mock.calls[0]?.[0].take_diverged).toBe(true);
    expect(sent.mock.calls[0]?.[1]).toBe(true);
    await wizard.decideDiverged(true);
    expect(sent).toHaveBeenCalledTimes(1);
  });

  it('goes back to its columns with what was chosen', async () => {
    wizard.choose(column('F'), 'catatan');
    await wizard.preview();
    wizard.back();
    expect(wizard.step).toBe('columns');
    expect(wizard.targetOf(column('F'))).toBe('catatan');
  });

  it('forgets the columns of another sheet', () => {
    wizard.choose(column('F'), 'catatan');
    wizard.chooseSheet(wizard.book?.sheets[1] ?? null);
    expect(wizard.canPreview).toBe(false);
    wizard.chooseSheet(wizard.book?.sheets[0] ?? null);
    expect(wizard.targetOf(column('F'))).toBeNull();
  });
});

it('a form of ours needs no columns', async () => {
  const sent = vi.spyOn(backend, 'importWorkbook');
  await wizard.inspect('/formulir-isian.xlsx');
  expect(wizard.step).toBe('preview');
  expect(sent.mock.calls[0]?.[0]).toMatchObject({ sheet: null, header_row: 0, columns: [], remember: false });
  wizard.back();
  expect(wizard.step).toBe('file');
});

it('a file that is none stays at the first step', async () => {
  await wizard.inspect('/foto.png');
  expect(wizard.step).toBe('file');
  expect(wizard.inspecting.error).toBeTruthy();
});

it('an import that is stopped stays in the preview, and says nothing', async () => {
  useBackend(fakeBackend({ delay: 2 }));
  await wizard.inspect('/rekap.xlsx');
  await wizard.preview();
  const applying = wizard.apply();
  await new Promise((wake) => setTimeout(wake, 10));
  wizard.working.cancel();
  await applying;
  expect(wizard.step).toBe('preview');
  expect(wizard.plan).not.toBeNull();
  expect(wizard.working.error).toBe('');
});
