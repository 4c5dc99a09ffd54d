import { flushSync } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useBackend, type Backend } from '../../ipc/backend';
import type { InovasiPage, ListInovasi } from '../../ipc/bindings';
import { fakeBackend } from '../../ipc/fake';
import { entry, forgetAll } from '../../ipc/query.svelte';
import { toasts } from '../../kit/toast.svelte';
import { Catalogue, forgetCatalogue } from './catalogue.svelte';
import { chosenColumns, columnsOf, leastWidth, tracksOf } from './columns';
import { editMany, proposeMany, removeMany } from './many';
import { keepView, removeView, renameView } from './saved';

let backend: Backend;
let stop: (() => void) | undefined;

beforeEach(() => {
  backend = fakeBackend({ rows: 300 });
  useBackend(backend);
});
afterEach(() => {
  stop?.();
  toasts.list = [];
  forgetAll();
  forgetCatalogue();
  localStorage.clear();
  useBackend(null);
});

const rest = (ms: number) => new Promise((wake) => setTimeout(wake, ms));

function open(): Catalogue {
  let made: Catalogue | undefined;
  stop = $effect.root(() => {
    made = new Catalogue();
  });
  flushSync();
  if (!made) throw new Error('no catalogue');
  return made;
}

describe('an answer', () => {
  it('to what is no longer asked is never shown', async () => {
    const answers = new Map<string, (page: InovasiPage) => void>();
    const row = (text: string) => ({ id: text, nama: text }) as InovasiPage['rows'][number];
    const page = (text: string): InovasiPage => ({ total: text.length, at_least: false, offset: 0, rows: [row(text)] });
    useBackend({
      ...backend,
      listInovasi: (req: ListInovasi) => new Promise((resolve) => answers.set(req.text, resolve)),
    });
    const catalogue = open();
    answers.get('')?.(page('semua'));
    await rest(5);
    flushSync();
    for (const text of ['pa', 'pasar']) {
      catalogue.search(text);
      await rest(95);
      flushSync();
    }
    answers.get('pasar')?.(page('pasar'));
    await rest(5);
    flushSync();
    answers.get('pa')?.(page('pa'));
    await rest(5);
    flushSync();
    expect(catalogue.row(0)?.nama).toBe('pasar');
    expect(catalogue.total).toBe(5);
  });

  it('waits for a rest in typing', async () => {
    const asked = vi.spyOn(backend, 'listInovasi');
    const catalogue = open();
    for (const text of ['p', 'pa', 'pas', 'pasa', 'pasar']) {
      catalogue.search(text);
      await rest(5);
    }
    await rest(100);
    flushSync();
    expect(asked.mock.calls.map(([req]) => req.text)).toEqual(['', 'pasar']);
    expect(catalogue.typed).toBe('pasar');
  });
});

describe('order', () => {
  it('is by fit in a search and by name otherwise, until a column is chosen', async () => {
    const catalogue = open();
    expect(catalogue.sort).toBe('nama');
    catalogue.search('pasar');
    await rest(95);
    expect(catalogue.sort).toBe('');
    catalogue.sortBy('claimed');
    expect(catalogue.asked).toMatchObject({ sort: 'claimed', descending: true });
    catalogue.search('');
    await rest(95);
    expect(catalogue.sort).toBe('claimed');
  });
});

describe('ids between two rows', () => {
  it('are read beyond what is on screen', async () => {
    const catalogue = open();
    await rest(20);
    flushSync();
    const ids = await catalogue.idsBetween(0, 299);
    expect(new Set(ids).size).toBe(300);
    expect(ids[0]).toBe(catalogue.row(0)?.id);
    expect(await catalogue.allIds(catalogue.asked)).toHaveLength(316);
    expect(await catalogue.idsBetween(3, 3)).toEqual([catalogue.row(3)?.id]);
  });
});

describe('a saved view', () => {
  it('brings back question, order and columns', async () => {
    const catalogue = open();
    catalogue.search('pasar');
    await rest(95);
    catalogue.sortBy('claimed');
    catalogue.filterBy({ tahapan: ['penerapan'], claimed_min: '2' });
    catalogue.showColumns(['jenis', 'n_bukti']);
    const state = catalogue.state;
    await keepView('Pasar matang', state);
    catalogue.clear();
    catalogue.showColumns(['nama']);
    expect(catalogue.state).not.toBe(state);

    const { views } = await backend.showSavedViews();
    const [saved] = views;
    if (!saved) throw new Error('not kept');
    catalogue.take(saved);
    expect(catalogue.isAs(saved)).toBe(true);
    expect(catalogue.typed).toBe('pasar');
    expect(catalogue.view).toBe('Pasar matang');
    expect(catalogue.columns).toEqual(['nama', 'jenis', 'n_bukti']);
    catalogue.sortBy('nama');
    expect(catalogue.isAs(saved)).toBe(false);
  });

  it('that cannot be read is as usual', () => {
    const catalogue = open();
    for (const state of ['', '{', '[]', 'null', '{"req":{"sort":5,"filter":{"tahapan":[]}},"columns":["x",3]}']) {
      catalogue.take({ nama: 'rusak', state });
      expect(catalogue.asked.text).toBe('');
      expect(catalogue.columns[0]).toBe('nama');
    }
  });

  it('gets another name without being lost', async () => {
    await keepView('Lama', '{}');
    expect(await renameView({ nama: 'Lama', state: '{}' }, 'Baru')).toBe(true);
    expect(entry('showSavedViews').data?.views).toEqual([{ nama: 'Baru', state: '{}' }]);
    expect(await removeView('Baru')).toBe(true);
    expect(await keepView('  ', '{}')).toBe(false);
  });
});

describe('columns', () => {
  it('stand in one order, with the name always', () => {
    expect(columnsOf(['findings', 'jenis', 'tidak ada'])).toEqual(['nama', 'jenis', 'findings']);
    const columns = chosenColumns(['nama', 'jenis']);
    expect(tracksOf(columns).split('px').length).toBeGreaterThan(2);
    expect(leastWidth(columns)).toBeGreaterThan(292);
  });
});

describe('acts on many', () => {
  it('write one field of all that fit', async () => {
    const sent = vi.spyOn(backend, 'editManyInovasi');
    const all = { text: 'pasar', offset: 0, limit: 100, sort: '', descending: false, filter: {} };
    await editMany({ ids: [], all, except: ['r7'] }, { field: 'jenis', value: 'digital', member: null, present: true });
    expect(sent).toHaveBeenCalledTimes(1);
    const page = await backend.listInovasi({ ...all, limit: 500, filter: { jenis: ['digital'] } });
    expect(page.total).toBeGreaterThan(10);
    expect(page.rows.some((row) => row.id === 'r7')).toBe(false);
    expect(toasts.list.at(-1)?.text).toContain('Ctrl+Z');
  });

  it('remove and can be taken back', async () => {
    const before = (await backend.listInovasi({ text: '', offset: 0, limit: 1, sort: '', descending: false })).total;
    await removeMany({ ids: ['r1', 'r2'], all: null, except: [] });
    expect((await backend.listInovasi({ text: '', offset: 0, limit: 1, sort: '', descending: false })).total).toBe(
      before - 2,
    );
    await backend.undo();
    expect((await backend.listInovasi({ text: '', offset: 0, limit: 1, sort: '', descending: false })).total).toBe(
      before,
    );
  });

  it('propose, or say that a note is wanted', async () => {
    const instrument = (await backend.showYears()).years.find((year) => year.current)?.instrument ?? '';
    await proposeMany(['r1'], instrument, '');
    const page = await backend.listInovasi({
      text: '',
      offset: 0,
      limit: 500,
      sort: '',
      descending: false,
      filter: { proposed_only: true },
    });
    expect(page.rows.map((row) => row.id)).toContain('r1');
    const seen = page.rows.find((row) => row.contoh);
    await expect(proposeMany([seen?.id ?? ''], instrument, '')).rejects.toMatchObject({ reason: 'growth_note_short' });
  });
});
