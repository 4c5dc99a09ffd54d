// The only door to Rust: every command, unwrapped, behind one type that the
// in-memory backend of browser tests shares.
import { Channel } from '@tauri-apps/api/core';
import { refusalOf } from '../text/refusal';
import { commands, type IpcError, type Progress } from './bindings';

export { Refusal, refusalOf } from '../text/refusal';

type Commands = typeof commands;
type Unwrapped<R> = R extends { status: 'ok'; data: infer D } ? D : R extends { status: 'error' } ? never : R;

export type Command = keyof Commands;
export type Args<K extends Command> = Parameters<Commands[K]>;
export type Data<K extends Command> = Unwrapped<Awaited<ReturnType<Commands[K]>>>;
export type Backend = { [K in Command]: (...args: Args<K>) => Promise<Data<K>> };

let chosen: Partial<Backend> | null = null;

/** Puts an in-memory backend in the place of Rust. */
export function useBackend(backend: Partial<Backend> | null): void {
  chosen = backend;
}

export function isReal(): boolean {
  return chosen === null;
}

/** Calls a command; throws a `Refusal` and nothing else. */
export async function call<K extends Command>(command: K, ...args: Args<K>): Promise<Data<K>> {
  const run = (chosen ?? commands)[command] as ((...args: Args<K>) => Promise<unknown>) | undefined;
  try {
    const answer = await run?.(...args);
    if (isResult(answer)) {
      if (answer.status === 'ok') return answer.data as Data<K>;
      throw refusalOf(answer.error);
    }
    return answer as Data<K>;
  } catch (cause) {
    throw refusalOf(cause);
  }
}

/** A channel that reports the steps of long work. */
export function channel(report: (progress: Progress) => void): Channel<Progress> {
  if (!isReal()) return { onmessage: report } as unknown as Channel<Progress>;
  const channel = new Channel<Progress>();
  channel.onmessage = report;
  return channel;
}

type AnyResult = { status: 'ok'; data: unknown } | { status: 'error'; error: IpcError };

function isResult(answer: unknown): answer is AnyResult {
  return typeof answer === 'object' && answer !== null && 'status' in answer && ('data' in answer || 'error' in answer);
}
