import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { call } from '../../ipc/backend';
import type { IndikatorView, RegistryView, SimulationView } from '../../ipc/bindings';
import { eachDesk } from '../../ipc/bridge/testing';
import SimulationApply from './SimulationApply.svelte';
import SimulationChanges from './SimulationChanges.svelte';
import SimulationInovasi from './SimulationInovasi.svelte';
import SimulationLines from './SimulationLines.svelte';
import SimulationNew from './SimulationNew.svelte';
import { SimulationDesk } from './simulation.svelte';

eachDesk();
let made: Record<string, unknown> | undefined;
let instrument = '';
let line: IndikatorView;
const find = <T extends HTMLElement>(test: string) => document.querySelector<T>(`[data-test="${test}"]`)!;

beforeEach(async () => {
  ({ instrument } = (await call('openRegistry')) as RegistryView);
  const { indikator } = await call('showInstrument', { instrument });
  line = indikator.find((each) => each.daerah && each.parameter.length > 1)!;
});
afterEach(() => {
  if (made) void unmount(made);
  made = undefined;
  document.body.innerHTML = '';
  localStorage.clear();
});

async function opened(): Promise<[SimulationDesk, SimulationView]> {
  const desk = new SimulationDesk();
  await desk.start();
  await vi.waitFor(() => expect(desk.data).toBeDefined());
  return [desk, desk.data!];
}

it('switches an inovasi off and on again, and opens the indikator of the chosen one', async () => {
  const [desk, view] = await opened();
  made = mount(SimulationInovasi, {
    target: document.body,
    props: { desk, inovasi: view.inovasi, basis: view.basis.map((each) => each.basis), lines: [], instrument },
  });
  flushSync();
  const toggle = find<HTMLInputElement>('simulate-send');
  expect(toggle.getAttribute('role')).toBe('switch');
  expect(toggle.getAttribute('aria-label')).toContain(view.inovasi[0]!.nama);
  toggle.click();
  flushSync();
  expect(desk.state.changes.map((it) => it.kind)).toEqual(['keep_back']);
  expect(find('simulation-opened')).toBeNull();
  toggle.click();
  expect(desk.state.changes).toEqual([]);
  document.querySelector<HTMLElement>('[role="gridcell"].nama')!.click();
  flushSync();
  expect(find('simulation-opened').getAttribute('aria-label')).toContain(view.inovasi[0]!.nama);
});

it('steps a parameter up and down', async () => {
  const [desk] = await opened();
  made = mount(SimulationLines, {
    target: document.body,
    props: { desk, subject: 'daerah', lines: [line], answers: [] },
  });
  flushSync();
  const [lower, raise] = [...document.querySelectorAll('button')];
  expect(lower!.disabled).toBe(true);
  raise!.click();
  flushSync();
  expect(desk.chosen('daerah', line.id)).toBe(1);
  lower!.click();
  flushSync();
  expect(desk.state.changes).toEqual([]);
});

it('reckons with an inovasi that does not exist, shows it as a chip, and says that applying leaves it out', async () => {
  const [desk] = await opened();
  const before = desk.data!.basis[0]!.then.n_inovasi;
  const { lists } = await call('showVocabulary');
  made = mount(SimulationNew, {
    target: document.body,
    props: {
      urusan: lists.find((each) => each.field === 'urusan_utama')!.options,
      onadd: (urusan, kematangan) => desk.imagine(urusan, kematangan),
    },
  });
  flushSync();
  const urusan = find<HTMLSelectElement>('simulation-new-urusan');
  urusan.value = 'kesehatan';
  urusan.dispatchEvent(new Event('change', { bubbles: true }));
  const kematangan = find<HTMLInputElement>('simulation-new-kematangan');
  kematangan.value = '60,5';
  kematangan.dispatchEvent(new Event('input', { bubbles: true }));
  flushSync();
  find('simulation-new-add').click();
  await vi.waitFor(() => expect(desk.data!.basis[0]!.then.n_inovasi).toBe(before + 1));
  expect(desk.applies).toBe(false);
  desk.choose('daerah', line.id, 1, 0);
  await vi.waitFor(() => expect(desk.applies).toBe(true));
  void unmount(made);
  let applied = 0;
  made = mount(SimulationApply, {
    target: document.body,
    props: { open: true, view: desk.data!, onapply: () => applied++ },
  });
  flushSync();
  await vi.waitFor(() => expect(find('simulation-written')).not.toBeNull());
  expect(find('simulation-written').querySelectorAll('li')).toHaveLength(1);
  expect(find('simulation-left-out').textContent).toContain('60,5');
  find('simulation-confirm-apply').click();
  expect(applied).toBe(1);
  expect((await desk.apply()).n_kept_out).toBe(1);
  expect(desk.state.changes.map((it) => it.kind)).toEqual(['new']);
  const { indikator } = await call('showAssessment', { subject: 'daerah', instrument });
  expect(indikator.find((each) => each.indikator === line.id)?.parameter).toBe(1);
});

it('marks a change that no longer fits and takes it out', async () => {
  const [desk, view] = await opened();
  const { id } = view.inovasi[0]!;
  await call('removeInovasi', { id });
  desk.send(id, false, true);
  desk.choose('daerah', line.id, 1, 0);
  await vi.waitFor(() => expect(desk.data!.changes).toHaveLength(2));
  expect(desk.applies).toBe(false);
  made = mount(SimulationChanges, {
    target: document.body,
    props: { view: desk.data!, ondrop: (at: number) => desk.drop(at) },
  });
  flushSync();
  expect(document.querySelectorAll('[data-test="simulation-unfit"]')).toHaveLength(1);
  expect(document.querySelector('.gain')!.getAttribute('title')!.split('\n')).toHaveLength(3);
  find('simulation-drop').click();
  await vi.waitFor(() => expect(desk.applies).toBe(true));
});
