// Tests of the interface stand on the real registry: one desk for each test.
import { isId } from '../ids';
import { afterEach, beforeEach, vi, type Mock } from 'vitest';
import { call, Refusal, useCarrier, type Args, type Carrier, type Command, type Data } from '../backend';
import type { Code, InovasiId, Reason } from '../bindings';
import { usePicker } from '../dialog';
import { listing } from '../listing';
import { forgetAll } from '../query.svelte';
import { Desk, type MakeDesk } from './desk';
import { send } from './process';

type Answer<K extends Command> = (...args: Args<K>) => Data<K> | Promise<Data<K>>;
const instead = new Map<Command, Mock>();
let n = 0;
let below: Carrier;

/**
 * Lays a fresh desk before each test of a file and clears it after: `desk.make`
 * for another beginning, `desk.file` for a file to attach.
 */
export function eachDesk(asked: MakeDesk = {}): Desk {
  const desk = new Desk(`test-${++n}`, send);
  beforeEach(async () => {
    await desk.make(asked);
    below = desk.carrier;
    useCarrier(async (command, args) => {
      const own = instead.get(command);
      return own ? own(...args) : below(command, args);
    });
    usePicker({
      files: async () => [await desk.file('bukti.pdf')],
      file: ([filter]) => desk.file(`berkas.${filter?.extensions[0] ?? 'pdf'}`),
      target: (suggested) => Promise.resolve(suggested),
    });
  });
  afterEach(async () => {
    instead.clear();
    forgetAll();
    useCarrier(null);
    usePicker(null);
    await desk.drop();
  });
  return desk;
}

/**
 * Answers a command instead of the registry, or only listens when no answer is given;
 * for refusals, slowness and cancellation, never for what the registry would say.
 */
export function reply<K extends Command>(command: K, answer?: Answer<K>): Mock {
  const passed = (...args: unknown[]) => below(command, args);
  const mock = vi.fn((answer as (...args: unknown[]) => unknown) ?? passed);
  instead.set(command, mock);
  return mock;
}

/** An answer that refuses. */
export function refusing(reason: Reason, code: Code = 'invalid'): () => never {
  return () => {
    throw new Refusal(code, reason);
  };
}

/** The first inovasi whose name begins so; without a name, any of the example. */
export async function inovasi(nama = ''): Promise<InovasiId> {
  const [row] = (await call('listInovasi', listing({ text: nama, limit: 1 }))).rows;
  if (!row) throw new Error(`no inovasi ${nama}`);
  return row.id;
}

/** An id that no registry gave, the same for the same number. */
export function madeUp(n: number): InovasiId {
  const id = `01990000-0000-7000-8000-${String(n).padStart(12, '0')}`;
  if (!isId<InovasiId>(id)) throw new Error(id);
  return id;
}
