import { flushSync } from 'svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { call } from '../../ipc/backend';
import type { InovasiPage, ListInovasi } from '../../ipc/bindings';
import { eachDesk, inovasi, reply } from '../../ipc/bridge/testing';
import { listing } from '../../ipc/listing';
import { entry } from '../../ipc/query.svelte';
import { toasts } from '../../kit/toast.svelte';
import { Catalogue, forgetCatalogue, requestOf } from './catalogue.svelte';
import { chosenColumns, columnsOf, leastWidth, tracksOf } from './columns';
import { editMany, proposeMany, removeMany } from './many';
import { keepView, removeView, renameView } from './saved';

const ROWS = 400;
const ALL = ROWS + 17;
let stop: (() => void) | undefined;

const desk = eachDesk({ rows: ROWS });
afterEach(() => {
  vi.useRealTimers();
  stop?.();
  toasts.list = [];
  forgetCatalogue();
  localStorage.clear();
});

/** A catalogue whose first rows are on screen. */
async function open(): Promise<Catalogue> {
  let made: Catalogue | undefined;
  stop = $effect.root(() => {
    made = new Catalogue();
  });
  flushSync();
  await vi.waitFor(() => expect(made?.total).toBe(ALL));
  return made!;
}

/** Types, and waits until that is asked. */
async function search(catalogue: Catalogue, text: string): Promise<void> {
  catalogue.search(text);
  await vi.waitFor(() => expect(catalogue.asked.text).toBe(text));
}

/** Lets the answers to a text come when they are let go. */
function holdAnswers(): Map<string, () => void> {
  const held = new Map<string, () => void>();
  reply('listInovasi', async (req: ListInovasi) => {
    await new Promise<void>((go) => held.set(req.text, go));
    return (await desk.carrier('listInovasi', [req])) as InovasiPage;
  });
  return held;
}

const list = (asked: Partial<ListInovasi>) => call('listInovasi', listing(asked));

describe('the catalogue', () => {
  it('reads by the page as it scrolls', async () => {
    const asked = reply('listInovasi');
    const catalogue = await open();
    catalogue.look({ first: 0, last: 20 });
    flushSync();
    expect(catalogue.row(0)?.nama).toBeTruthy();
    expect(catalogue.row(350)).toBeUndefined();
    catalogue.look({ first: 340, last: 360 });
    await vi.waitFor(() => expect(catalogue.row(350)?.nama).toBeTruthy());
    expect(asked.mock.calls.map(([req]) => (req as ListInovasi).offset)).toEqual([0, 300]);
  });

  it('searches after a rest of 80 ms and keeps the rows until the answer', async () => {
    const catalogue = await open();
    const held = holdAnswers();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    catalogue.search('pak');
    vi.advanceTimersByTime(79);
    catalogue.search('pak rahman');
    vi.advanceTimersByTime(79);
    expect(catalogue.asked.text).toBe('');
    vi.advanceTimersByTime(1);
    expect(catalogue.asked.text).toBe('pak rahman');
    vi.useRealTimers();
    await vi.waitFor(() => expect([...held.keys()]).toEqual(['pak rahman']));
    expect(catalogue.total).toBe(ALL);
    held.get('pak rahman')?.();
    await vi.waitFor(() => expect(catalogue.total).toBe(1));
    expect(catalogue.row(0)?.nama).toBe('Pak Rahman');
  });

  it('turns the order when the same column is chosen again', async () => {
    const catalogue = await open();
    catalogue.sortBy('claimed');
    expect(catalogue.asked).toMatchObject({ sort: 'claimed', descending: true });
    catalogue.sortBy('claimed');
    expect(catalogue.asked.descending).toBe(false);
    catalogue.sortBy('nama');
    expect(catalogue.asked).toMatchObject({ sort: 'nama', descending: false });
    catalogue.sortBy('nama');
    const [last] = (await list({ sort: 'nama', descending: true, limit: 1 })).rows;
    await vi.waitFor(() => expect(catalogue.row(0)?.id).toBe(last?.id));
  });
});

describe('an answer', () => {
  it('to what is no longer asked is never shown', async () => {
    const catalogue = await open();
    const { total } = await list({ text: 'pasar' });
    const held = holdAnswers();
    for (const text of ['pa', 'pasar']) {
      await search(catalogue, text);
      await vi.waitFor(() => expect(held.has(text)).toBe(true));
    }
    held.get('pasar')?.();
    await vi.waitFor(() => expect(catalogue.total).toBe(total));
    const first = catalogue.row(0)?.nama;
    held.get('pa')?.();
    const late = entry('listInovasi', requestOf({ ...catalogue.asked, text: 'pa' }));
    await vi.waitFor(() => expect(late.data).toBeDefined());
    flushSync();
    expect(late.data?.total).not.toBe(total);
    expect(catalogue.total).toBe(total);
    expect(catalogue.row(0)?.nama).toBe(first);
  });

  it('waits for a rest in typing', async () => {
    const asked = reply('listInovasi');
    const catalogue = await open();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    for (const text of ['p', 'pa', 'pas', 'pasa', 'pasar']) {
      catalogue.search(text);
      vi.advanceTimersByTime(5);
    }
    vi.advanceTimersByTime(80);
    vi.useRealTimers();
    flushSync();
    expect(asked.mock.calls.map(([req]) => (req as ListInovasi).text)).toEqual(['', 'pasar']);
    expect(catalogue.typed).toBe('pasar');
  });
});

describe('order', () => {
  it('is by fit in a search and by name otherwise, until a column is chosen', async () => {
    const catalogue = await open();
    expect(catalogue.sort).toBe('nama');
    await search(catalogue, 'pasar');
    expect(catalogue.sort).toBe(null);
    catalogue.sortBy('claimed');
    expect(catalogue.asked).toMatchObject({ sort: 'claimed', descending: true });
    await search(catalogue, '');
    expect(catalogue.sort).toBe('claimed');
  });
});

describe('ids between two rows', () => {
  it('are read beyond what is on screen', async () => {
    const catalogue = await open();
    const ids = await catalogue.idsBetween(0, 299);
    expect(ids).toEqual((await list({ limit: 300 })).rows.map((row) => row.id));
    expect(ids[0]).toBe(catalogue.row(0)?.id);
    expect(new Set(await catalogue.allIds(catalogue.asked)).size).toBe(ALL);
    expect(await catalogue.idsBetween(3, 3)).toEqual([catalogue.row(3)?.id]);
  });
});

describe('a saved view', () => {
  it('brings back question, order and columns', async () => {
    const catalogue = await open();
    await search(catalogue, 'pasar');
    catalogue.sortBy('claimed');
    catalogue.filterBy({ tahapan: ['penerapan'], claimed_min: '2' });
    catalogue.showColumns(['jenis', 'n_bukti']);
    const state = catalogue.state;
    await keepView('Pasar matang', state);
    catalogue.clear();
    catalogue.showColumns(['nama']);
    expect(catalogue.state).not.toBe(state);

    const { views } = await call('showSavedViews');
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

  it('that cannot be read is as usual', async () => {
    const catalogue = await open();
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
    expect((await call('showSavedViews')).views).toEqual([{ nama: 'Baru', state: '{}' }]);
    expect(await removeView('Baru')).toBe(true);
    expect(await keepView('  ', '{}')).toBe(false);
    expect((await call('showSavedViews')).views).toEqual([]);
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
  const nonDigital = { text: 'pasar', filter: { jenis: ['non-digital'] } };

  it('write one field of all that fit', async () => {
    const sent = reply('editManyInovasi');
    const [spared, ...others] = (await list({ ...nonDigital, limit: 500 })).rows;
    expect(others.length).toBeGreaterThan(10);
    const digital = { text: 'pasar', filter: { jenis: ['digital'] } };
    const before = (await list(digital)).total;
    await editMany(
      { ids: [], all: listing(nonDigital), except: [spared!.id] },
      { field: 'jenis', value: 'digital', member: null, present: true },
    );
    expect(sent).toHaveBeenCalledTimes(1);
    expect((await list(nonDigital)).rows.map((row) => row.id)).toEqual([spared!.id]);
    expect((await list(digital)).total).toBe(before + others.length);
    expect(toasts.list.at(-1)?.text).toContain('Ctrl+Z');
  });

  it('remove and can be taken back', async () => {
    const ids = [await inovasi('Pasar'), await inovasi('Pak Rahman')];
    const total = async () => (await list({ limit: 1 })).total;
    await removeMany({ ids, all: null, except: [] });
    expect(await total()).toBe(ALL - 2);
    await call('undo');
    expect(await total()).toBe(ALL);
  });

  it('propose, or say that a note is wanted', async () => {
    const id = await inovasi('Pasar');
    const { years } = await call('showYears');
    const current = years.find((year) => year.current)!;
    const next = years.find((year) => year.tahun > current.tahun)!;
    const usulan = async () => (await call('showInovasi', { id })).usulan.map((each) => each.instrument);
    await proposeMany([id], current.instrument, '');
    expect(await usulan()).toEqual([current.instrument]);
    const told = toasts.list.length;
    await expect(proposeMany([id], next.instrument, '')).rejects.toMatchObject({ reason: 'growth_note_short' });
    expect(await usulan()).toEqual([current.instrument]);
    expect(toasts.list).toHaveLength(told);
  });
});
