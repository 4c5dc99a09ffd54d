import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { eachDesk, reply } from '../../ipc/bridge/testing';
import type { Handed } from '../../ipc/bindings';
import ColumnStep from './ColumnStep.svelte';
import { columnsOf, letterOf } from './grid';
import { kindOf, paintOf } from './kind';
import { PAUSE } from './live.svelte';
import { Wizard } from './wizard.svelte';

const REKAP = `No,Nama Inovasi,OPD,Tujuan
1,Urusan Bersama,,untuk semua
2,Kelas Ibu Hamil,,sehat
3,Dicetak oleh Bagian Organisasi,,lembar kedua
4,Semar Tani,Dispertan,pangan
`;

const desk = eachDesk();
let wizard: Wizard;
let path: Handed;
let shown: ReturnType<typeof mount> | undefined;

beforeEach(async () => {
  wizard = new Wizard();
  path = await desk.file('rekap.csv', REKAP);
  await wizard.inspect(path);
});

afterEach(() => {
  if (shown) void unmount(shown);
  shown = undefined;
  document.body.innerHTML = '';
});

const named = (name: string, more = '') => document.querySelector<HTMLElement>(`[data-test=${name}]${more}`);
const row = (number: number) => named('grid-row', `[data-row="${number}"]`);
const kind = (number: number) => row(number)?.dataset.kind;
const live = (name: string) => named(`live-${name}`)?.textContent;
const until = (check: () => void) => vi.waitFor(() => (flushSync(), check()), { timeout: 5000, interval: 20 });

async function show() {
  document.body.innerHTML = '<main></main>';
  shown = mount(ColumnStep, { target: document.querySelector('main')!, props: { wizard } });
  await until(() => expect(row(5)).not.toBeNull());
}

async function choose(number: number, item: string) {
  row(number)!.click();
  await until(() => expect(named(`row-${item}`)).not.toBeNull());
  named(`row-${item}`)!.click();
  await until(() => expect(named('row-menu')).toBeNull());
}

describe('the grid', () => {
  it('shows each row with a word for what it is taken for, under the meaning of its columns', async () => {
    await show();
    expect([1, 2, 3, 4, 5].map(kind)).toEqual(['header', 'inovasi', 'inovasi', 'inovasi', 'inovasi']);
    expect(row(1)?.textContent).toContain('Judul');
    expect(row(3)?.querySelectorAll('[role=gridcell]')[1]?.textContent).toBe('Kelas Ibu Hamil');
    const targets = [...document.querySelectorAll<HTMLSelectElement>('[data-test=wizard-target]')];
    expect(targets.map((each) => each.value)).toEqual(['', 'nama', 'perangkat_daerah', 'tujuan']);
    expect(named('wizard-share', '[data-column=B]')?.textContent).toBe('100% cocok');
  });

  it('tells beside it what would come of it, anew after two clicks', async () => {
    await show();
    await until(() => expect(live('new')).toBe('4'));
    await choose(2, 'group');
    await until(() => expect([kind(2), live('new'), live('skipped')]).toEqual(['group', '3', '2']));
    await choose(4, 'skip');
    await until(() =>
      expect([kind(4), live('new'), live('skipped-by_hand')]).toEqual(['by_hand', '2', '1 baris yang Anda lewati']),
    );
    expect(row(4)?.textContent).toContain('menurut Anda');
    await choose(4, 'unsay');
    await until(() => expect([kind(4), live('new')]).toEqual(['inovasi', '3']));
  });

  it('opens the menu of a row by keyboard, and comes back to the rows', async () => {
    await show();
    const grid = named('wizard-grid')!;
    grid.focus();
    for (const key of ['ArrowDown', 'ArrowDown', 'Enter']) {
      grid.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
      flushSync();
    }
    await until(() => expect(named('row-menu')?.textContent).toContain('Baris 3: Inovasi'));
    named('row-skip')!.click();
    await until(() => expect(kind(3)).toBe('by_hand'));
    await until(() => expect(document.activeElement).toBe(grid));
  });

  it('moves the heading to a row that is called so', async () => {
    await show();
    await choose(2, 'header');
    await until(() => expect(wizard.headerRow).toBe(2));
    await until(() => expect([kind(1), kind(2), kind(3)]).toEqual(['header', 'header', 'unclear']));
    expect(named('wizard-live')?.textContent).toContain('Belum dapat dihitung');
  });

  it('leaves the keys of a field above a column to that field', async () => {
    await show();
    const field = document.querySelector('[data-test=wizard-target]')!;
    const event = new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true, cancelable: true });
    field.dispatchEvent(event);
    expect(event.defaultPrevented).toBe(false);
  });
});

describe('what a person says of rows', () => {
  it('is asked with, and forgotten with its table or file', async () => {
    await wizard.sayRow(2, 'group');
    await wizard.sayRow(4, 'skip');
    await wizard.sayRow(4, null);
    const rows = [{ sheet: 'rekap', row: 2, meaning: 'group' }];
    expect(wizard.request(path).rows).toEqual(rows);
    expect(wizard.linesAsked?.rows).toEqual(rows);
    await wizard.preview();
    expect(wizard.plan?.n_new).toBe(3);
    await wizard.inspect(path);
    expect(wizard.request(path).rows).toEqual([]);
  });

  it('ends at the row that the heading moves to', async () => {
    await wizard.sayRow(2, 'skip');
    await wizard.sayRow(2, 'header');
    expect(wizard.headerRow).toBe(2);
    expect(wizard.request(path).rows).toEqual([]);
  });
});

describe('the result beside it', () => {
  it('is worked out once for many changes in a row, and never twice at once', async () => {
    const sent = reply('importWorkbook');
    for (const n of [2, 3, 4]) {
      await wizard.sayRow(n, 'skip');
      wizard.live.ask(wizard.liveAsked!);
    }
    await until(() => expect(wizard.live.running).toBe(false));
    expect(sent).toHaveBeenCalledTimes(1);
    expect(wizard.live.plan?.n_new).toBe(1);
  });

  it('of before the last change is never shown', async () => {
    wizard.live.ask(wizard.liveAsked!);
    await new Promise((done) => setTimeout(done, PAUSE + 1));
    await wizard.sayRow(2, 'skip');
    wizard.live.ask(wizard.liveAsked!);
    await until(() => expect(wizard.live.running).toBe(false));
    expect(wizard.live.plan?.n_new).toBe(3);
    wizard.live.ask(wizard.liveAsked!);
    wizard.live.stop();
    expect(wizard.live.running).toBe(false);
  });

  it('says why it cannot be', async () => {
    wizard.live.ask({ ...wizard.liveAsked!, sheet: 'lain' });
    await until(() => expect(wizard.live.error).toContain('lain'));
    expect(wizard.live.plan).toBeNull();
  });
});

describe('columns and kinds', () => {
  it('are lettered as spreadsheets do', () => {
    expect([0, 25, 26, 51, 52, 701, 702].map(letterOf)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA']);
    expect(columnsOf([], 3).map((each) => each.letter)).toEqual(['A', 'B', 'C']);
    expect(columnsOf([], 500).length).toBe(100);
  });

  it('of a row that is refused as a whole is that', () => {
    const line = { row: 3, skipped: null, said: null, hidden: false, struck: false, cells: [] };
    expect(kindOf(line, new Set([3]))).toBe('refused');
    expect(kindOf({ ...line, skipped: 'total' }, new Set([3]))).toBe('total');
    expect([paintOf('joined'), paintOf('numbering'), paintOf('total')]).toEqual(['inovasi', 'header', 'skipped']);
  });
});
