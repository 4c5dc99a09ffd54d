import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { call } from '../../ipc/backend';
import type { IndikatorView, RegistryView, SimulationView } from '../../ipc/bindings';
import { eachDesk, madeUp, reply } from '../../ipc/bridge/testing';
import { SimulationDesk } from './simulation.svelte';

eachDesk();
let instrument = '';
let line: IndikatorView;

beforeEach(async () => {
  ({ instrument } = (await call('openRegistry')) as RegistryView);
  const { indikator } = await call('showInstrument', { instrument });
  line = indikator.find((each) => each.daerah && each.parameter.length > 1)!;
});
afterEach(() => localStorage.clear());

async function opened(): Promise<SimulationDesk> {
  const desk = new SimulationDesk();
  await desk.start();
  await vi.waitFor(() => expect(desk.data).toBeDefined());
  return desk;
}
const standing = () => call('standing', { instrument });

describe('a simulation', () => {
  it('moves the numbers and leaves the registry alone until it is applied', async () => {
    const before = await standing();
    const desk = await opened();
    const first = desk.data!.inovasi[0]!;
    desk.send(first.id, false, true);
    await vi.waitFor(() => expect(desk.data!.basis[0]!.then.n_inovasi).toBe(before.claimed.n_inovasi - 1));
    expect(desk.data!.inovasi.find((each) => each.id === first.id)!.sent).toBe(false);
    expect(await standing()).toEqual(before);
    await desk.apply();
    expect(desk.state.changes).toEqual([]);
    expect((await standing()).claimed.n_inovasi).toBe(before.claimed.n_inovasi - 1);
  });

  it('counts as no change what is as it is today', async () => {
    const desk = await opened();
    desk.send(madeUp(1), false, true);
    desk.choose('daerah', 'x', 2, 1);
    desk.choose('daerah', 'x', 3, 1);
    expect(desk.state.changes.map((it) => [it.kind, it.parameter])).toEqual([
      ['keep_back', 0],
      ['choose', 3],
    ]);
    desk.send(madeUp(1), true, true);
    desk.choose('daerah', 'x', 1, 1);
    expect(desk.state.changes).toEqual([]);
  });

  it('survives leaving the screen, and is kept under a name', async () => {
    const desk = await opened();
    desk.choose('daerah', line.id, 1, 0);
    await desk.keepAs('Rencana A');
    const again = await opened();
    expect(again.chosen('daerah', line.id)).toBe(1);
    again.clear();
    again.load('Rencana A');
    expect(again.state.changes).toHaveLength(1);
    await again.forget('Rencana A');
    expect(again.scenarios).toEqual([]);
    expect((await call('showScenarios')).scenarios).toEqual([]);
  });

  it('shows only the newest answer', async () => {
    const desk = await opened();
    const waiting: ((view: SimulationView) => void)[] = [];
    const answers = await Promise.all(
      [1, 2].map((parameter) =>
        call('simulate', {
          instrument: null,
          changes: [
            { kind: 'choose', subject: 'daerah', indikator: line.id, parameter, urusan: null, kematangan: null },
          ],
        }),
      ),
    );
    reply('simulate', () => new Promise((done) => waiting.push(done)));
    desk.choose('daerah', line.id, 1, 0);
    desk.choose('daerah', line.id, 2, 0);
    await vi.waitFor(() => expect(waiting).toHaveLength(2));
    waiting[1]!(answers[1]!);
    await vi.waitFor(() => expect(desk.data).toBe(answers[1]));
    waiting[0]!(answers[0]!);
    await Promise.resolve();
    expect(desk.data!.changes[0]!.args.find((it) => it.name === 'to')?.value).toBe('2');
  });
});
