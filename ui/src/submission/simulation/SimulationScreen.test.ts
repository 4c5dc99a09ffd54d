import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { useBackend } from '../../ipc/backend';
import type { SimulationView } from '../../ipc/bindings';
import { fakeBackend } from '../../ipc/fake';
import { forgetAll } from '../../ipc/query.svelte';
import SimulationApply from './SimulationApply.svelte';
import SimulationChanges from './SimulationChanges.svelte';
import SimulationInovasi from './SimulationInovasi.svelte';
import SimulationLines from './SimulationLines.svelte';
import SimulationNew from './SimulationNew.svelte';
import { SimulationDesk } from './simulation.svelte';

let made: Record<string, unknown> | undefined;
const backend = () => fakeBackend();
const settle = () => new Promise((wake) => setTimeout(wake, 20));
const find = <T extends HTMLElement>(test: string) => document.querySelector<T>(`[data-test="${test}"]`)!;

beforeEach(() => useBackend(backend()));
afterEach(() => {
  if (made) void unmount(made);
  made = undefined;
  document.body.innerHTML = '';
  localStorage.clear();
  forgetAll();
  useBackend(null);
});

async function opened(): Promise<[SimulationDesk, SimulationView]> {
  const desk = new SimulationDesk();
  await desk.start();
  await settle();
  return [desk, desk.data!];
}

it('switches an inovasi off and on again, and opens the indikator of the chosen one', async () => {
  const [desk, view] = await opened();
  made = mount(SimulationInovasi, {
    target: document.body,
    props: {
      desk,
      inovasi: view.inovasi,
      basis: ['claimed', 'supported', 'verified'],
      lines: [],
      instrument: 'iga-2026',
    },
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
  const line = (await backend().showInstrument('iga-2026')).indikator.find(
    (it) => it.daerah && it.parameter.length > 1,
  )!;
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
  made = mount(SimulationNew, {
    target: document.body,
    props: {
      urusan: [{ id: 'kesehatan', nama: 'Kesehatan', group: null }],
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
  await settle();
  expect(desk.data!.basis[0]!.then.n_inovasi).toBe(before + 1);
  expect(desk.applies).toBe(false);
  desk.choose('daerah', 'visi-dan-misi', 1, 0);
  await settle();
  expect(desk.applies).toBe(true);
  void unmount(made);
  let applied = 0;
  made = mount(SimulationApply, {
    target: document.body,
    props: { open: true, view: desk.data!, onapply: () => applied++ },
  });
  flushSync();
  await settle();
  expect(find('simulation-written').querySelectorAll('li')).toHaveLength(1);
  expect(find('simulation-left-out').textContent).toContain('60,5');
  find('simulation-confirm-apply').click();
  expect(applied).toBe(1);
  expect((await desk.apply()).n_kept_out).toBe(1);
  expect(desk.state.changes.map((it) => it.kind)).toEqual(['new']);
});

it('marks a change that no longer fits and takes it out', async () => {
  const [desk] = await opened();
  desk.send('hilang', true, false);
  desk.choose('daerah', 'visi-dan-misi', 1, 0);
  await settle();
  expect(desk.applies).toBe(false);
  made = mount(SimulationChanges, {
    target: document.body,
    props: { view: desk.data!, ondrop: (at: number) => desk.drop(at) },
  });
  flushSync();
  expect(document.querySelectorAll('[data-test="simulation-unfit"]')).toHaveLength(1);
  expect(document.querySelector('.gain')!.getAttribute('title')!.split('\n')).toHaveLength(3);
  find('simulation-drop').click();
  await settle();
  expect(desk.applies).toBe(true);
});
