import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { useBackend, type Backend } from '../../ipc/backend';
import { fakeBackend } from '../../ipc/fake';
import { forgetAll } from '../../ipc/query.svelte';
import { SimulationDesk } from './simulation.svelte';

let backend: Backend;
const settle = () => new Promise((wake) => setTimeout(wake, 20));

beforeEach(() => useBackend((backend = fakeBackend())));
afterEach(() => {
  localStorage.clear();
  forgetAll();
  useBackend(null);
});

async function opened(): Promise<SimulationDesk> {
  const desk = new SimulationDesk();
  await desk.start();
  await settle();
  return desk;
}

describe('a simulation', () => {
  it('moves the numbers and leaves the registry alone until it is applied', async () => {
    const before = await backend.standing('iga-2026');
    const desk = await opened();
    const first = desk.data!.inovasi[0]!;
    desk.send(first.id, false, true);
    await settle();
    expect(desk.data!.basis[0]!.then.n_inovasi).toBe(before.claimed.n_inovasi - 1);
    expect(desk.data!.inovasi[0]!.sent).toBe(false);
    expect(await backend.standing('iga-2026')).toEqual(before);
    await desk.apply();
    expect(desk.state.changes).toEqual([]);
    expect((await backend.standing('iga-2026')).claimed.n_inovasi).toBe(before.claimed.n_inovasi - 1);
  });

  it('counts as no change what is as it is today', async () => {
    const desk = await opened();
    desk.send('a', false, true);
    desk.choose('daerah', 'x', 2, 1);
    desk.choose('daerah', 'x', 3, 1);
    expect(desk.state.changes.map((it) => [it.kind, it.parameter])).toEqual([
      ['keep_back', 0],
      ['choose', 3],
    ]);
    desk.send('a', true, true);
    desk.choose('daerah', 'x', 1, 1);
    expect(desk.state.changes).toEqual([]);
  });

  it('survives leaving the screen, and is kept under a name', async () => {
    const desk = await opened();
    desk.choose('daerah', 'visi-dan-misi', 1, 0);
    await desk.keepAs('Rencana A');
    const again = await opened();
    expect(again.chosen('daerah', 'visi-dan-misi')).toBe(1);
    again.clear();
    again.load('Rencana A');
    expect(again.state.changes).toHaveLength(1);
    await again.forget('Rencana A');
    expect(again.scenarios).toEqual([]);
  });

  it('shows only the newest answer', async () => {
    const desk = await opened();
    const waiting: (() => void)[] = [];
    const slow = backend.simulate;
    useBackend({ ...backend, simulate: (req) => new Promise((done) => waiting.push(() => void slow(req).then(done))) });
    desk.choose('daerah', 'visi-dan-misi', 1, 0);
    desk.choose('daerah', 'visi-dan-misi', 2, 0);
    waiting[1]!();
    await settle();
    waiting[0]!();
    await settle();
    expect(desk.data!.changes[0]!.args.find((it) => it.name === 'to')?.value).toBe('2');
  });
});
