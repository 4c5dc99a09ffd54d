import { flushSync, mount, unmount } from 'svelte';
import { afterEach, expect, it, vi } from 'vitest';
import type { WorkbookDiverged, WorkbookImportView } from '../../ipc/bindings';
import DivergedTable from './DivergedTable.svelte';
import { Decisions } from './decisions.svelte';

const cell = (column: string, taken: boolean): WorkbookDiverged => ({
  sheet: 'Inovasi',
  row: 12,
  column,
  subject: 'inovasi:1',
  nama: 'Kado Mbak Ita',
  label: 'Tujuan',
  taken,
  was: 'dahulu',
  stands: 'di sini',
  wanted: 'di lapangan',
});

let shown: ReturnType<typeof mount> | undefined;
const radios = (test: string) => [...document.querySelectorAll<HTMLInputElement>(`[data-test=${test}]`)];

function show(diverged: WorkbookDiverged[], acts: object) {
  const plan = { diverged, n_diverged: diverged.length } as unknown as WorkbookImportView;
  shown = mount(DivergedTable, { target: document.body, props: { plan, busy: false, ...acts } });
  flushSync();
}

afterEach(() => {
  if (shown) void unmount(shown);
  shown = undefined;
  document.body.innerHTML = '';
});

it('a cell that was changed on both sides is decided by itself, or with all others', () => {
  const [onall, ondecide] = [vi.fn(), vi.fn()];
  show([cell('C', false), cell('D', true)], { onall, ondecide });
  const checked = (test: string) => radios(test).map((it) => it.checked);
  expect([checked('diverged-ours'), checked('diverged-theirs')]).toEqual([
    [true, false],
    [false, true],
  ]);
  expect([checked('diverged-keep'), checked('diverged-take')], 'neither holds for all').toEqual([[false], [false]]);
  const theirs = radios('diverged-theirs')[0]!;
  expect(theirs.getAttribute('aria-label')).toContain('Kado Mbak Ita');
  theirs.click();
  expect(ondecide).toHaveBeenCalledWith(expect.objectContaining({ column: 'C', row: 12 }), true);
  radios('diverged-keep')[0]!.click();
  expect(onall).toHaveBeenCalledWith(false);
});

it('tells only what won, once it is done', () => {
  show([cell('C', true)], {});
  expect(document.querySelectorAll('input')).toHaveLength(0);
  expect(document.querySelector('.wins')?.textContent.trim()).toBe('di lapangan');
});

it('a word about all cells goes over those about single ones', () => {
  const decisions = new Decisions();
  decisions.cell(cell('C', false), true);
  decisions.cell(cell('C', false), false);
  decisions.cell(cell('D', false), true);
  expect(decisions.asked.decided.map((it) => [it.column, it.take])).toEqual([
    ['C', false],
    ['D', true],
  ]);
  decisions.all(true);
  expect(decisions.asked).toEqual({ take: [], leave: [], take_diverged: true, decided: [] });
});
