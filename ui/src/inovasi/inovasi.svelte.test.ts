import { flushSync } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useBackend, type Backend } from '../ipc/backend';
import { fakeBackend } from '../ipc/fake';
import { entry, forgetAll } from '../ipc/query.svelte';
import { toasts } from '../kit/toast.svelte';
import { historyLabel, restoreValue } from '../merge/history/history.svelte';
import { editInovasi, keepNote, namaOf, registerInovasi, removeInovasi } from './inovasi.svelte';
import { Catalogue } from './catalogue/catalogue.svelte';
import { isWide, sectionsOf } from './worksheet/sections';

let backend: Backend;
let stop: (() => void) | undefined;

beforeEach(() => {
  backend = fakeBackend({ rows: 950 });
  useBackend(backend);
});
afterEach(() => {
  stop?.();
  toasts.list = [];
  forgetAll();
  useBackend(null);
});

const settle = () => new Promise((wake) => setTimeout(wake, 60));

function open(): Catalogue {
  let made: Catalogue | undefined;
  stop = $effect.root(() => {
    made = new Catalogue();
  });
  flushSync();
  if (!made) throw new Error('no catalogue');
  return made;
}

describe('the catalogue', () => {
  it('reads by the page as it scrolls', async () => {
    const asked = vi.spyOn(backend, 'listInovasi');
    const catalogue = open();
    catalogue.look({ first: 0, last: 20 });
    flushSync();
    await settle();
    expect(catalogue.total).toBe(966);
    expect(catalogue.row(0)?.nama).toBeTruthy();
    expect(catalogue.row(350)).toBeUndefined();
    catalogue.look({ first: 340, last: 360 });
    flushSync();
    await settle();
    expect(catalogue.row(350)?.nama).toBeTruthy();
    expect(asked.mock.calls.map(([req]) => req.offset)).toEqual([0, 300]);
  });

  it('searches after a rest of 80 ms and keeps the rows until the answer', async () => {
    useBackend(fakeBackend({ rows: 950, delay: 25 }));
    const catalogue = open();
    await settle();
    catalogue.search('pak');
    catalogue.search('pak rahman');
    expect(catalogue.asked.text).toBe('');
    await new Promise((wake) => setTimeout(wake, 92));
    flushSync();
    expect(catalogue.total).toBe(966);
    await settle();
    flushSync();
    expect(catalogue.total).toBe(1);
    catalogue.search('');
    await new Promise((wake) => setTimeout(wake, 92));
  });

  it('turns the order when the same column is chosen again', () => {
    const catalogue = open();
    catalogue.sortBy('claimed');
    expect(catalogue.asked).toMatchObject({ sort: 'claimed', descending: true });
    catalogue.sortBy('claimed');
    expect(catalogue.asked.descending).toBe(false);
    catalogue.sortBy('nama');
    expect(catalogue.asked).toMatchObject({ sort: 'nama', descending: false });
  });
});

describe('acts', () => {
  it('register with a name alone', async () =>
    expect(namaOf(await registerInovasi('Bank Sampah'))).toBe('Bank Sampah'));

  it('save an emptied field as unknown', async () => {
    const sent = vi.spyOn(backend, 'editInovasi');
    await editInovasi('pak-rahman', 'kepanjangan', '  ');
    expect(sent).toHaveBeenCalledWith('pak-rahman', 'kepanjangan', null);
  });

  it('bring an earlier value back from its history', async () => {
    const before = (await backend.showInovasi('pak-rahman')).profile.find((field) => field.field === 'tujuan')?.value;
    await editInovasi('pak-rahman', 'tujuan', 'Lain');
    const entries = await backend.showHistory('inovasi:pak-rahman', 'tujuan');
    expect(entries.map((each) => [each.value, each.stands])).toEqual([
      ['Lain', true],
      [before, false],
    ]);
    await restoreValue('pak-rahman', entries[1]!);
    expect(
      entry('showInovasi', { id: 'pak-rahman' }).data?.profile.find((field) => field.field === 'tujuan')?.value,
    ).toBe(before);
  });

  it('name members of sets in history by what they are', async () => {
    const [known] = await backend.showHistory('inovasi:pak-rahman', 'tujuan');
    const label = (field: string, given: string) =>
      historyLabel({ ...known!, field, label: given }, (key) => `«${key}»`);
    expect(label('tujuan', 'Tujuan')).toBe('Tujuan');
    expect(label('urusan_beririsan/pangan', 'Urusan: pangan')).toBe('«urusan_beririsan/pangan»');
    expect(label('usulan/x', 'usulan/x')).toBe('«usulan/x»');
  });

  it('tell of a value that history does not have', async () => {
    const [known] = await backend.showHistory('inovasi:pak-rahman', 'tujuan');
    await restoreValue('pak-rahman', { ...known!, stamp: '0@x' });
    expect(toasts.list.at(-1)?.tone).toBe('negative');
  });

  it('keep a note beside the profile, and drop an empty one', async () => {
    const read = entry('showInovasi', { id: 'pak-rahman' });
    await read.load();
    await keepNote('pak-rahman', 'Tanya Bu Ani.');
    expect(read.data?.note).toBe('Tanya Bu Ani.');
    await keepNote('pak-rahman', '  ');
    expect(read.data?.note).toBeNull();
    expect((await backend.showInovasi('pak-rahman')).note).toBeNull();
  });

  it('remove with a way back', async () => {
    await removeInovasi('pak-rahman', 'Pak Rahman');
    expect(entry('showInovasi', { id: 'pak-rahman' }).data?.removed).toBe(true);
    toasts.list.at(-1)?.action?.run();
    await settle();
    expect(entry('showInovasi', { id: 'pak-rahman' }).data?.removed).toBe(false);
  });
});

describe('the profile', () => {
  it('shows every field once, unknown ones last', async () => {
    const { profile } = await backend.showInovasi('pak-rahman');
    const extra = { ...profile[0]!, field: 'isian_baru', kind: 'line' as const };
    const shown = sectionsOf([extra, ...profile]).flatMap((section) => section.list.map((field) => field.field));
    expect(shown).toHaveLength(profile.length + 1);
    expect(new Set(shown).size).toBe(shown.length);
    expect(shown.at(-1)).toBe('isian_baru');
  });

  it('gives paragraphs the whole width', async () => {
    const { profile } = await backend.showInovasi('pak-rahman');
    const wide = profile.filter(isWide).map((field) => field.field);
    expect(wide).toContain('rancang_bangun');
    expect(wide).not.toContain('tahapan');
  });
});
