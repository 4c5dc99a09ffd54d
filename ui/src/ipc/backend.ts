// The only door to Rust: every command, unwrapped. What carries it there is chosen
// once: Tauri in the window, the bridge in tests and in a browser.
import { Channel } from '@tauri-apps/api/core';
import { refusalOf } from '../text/refusal';
import { commands, type IpcError, type JobView } from './bindings';

export { Refusal, refusalOf } from '../text/refusal';

type Commands = typeof commands;
type Unwrapped<R> = R extends { status: 'ok'; data: infer D } ? D : never;

/** Hears the steps of long work. */
export type Watch = (job: JobView) => void;
export type Command = keyof Commands;
/** One request at most; for long work a listener after it. */
export type Args<K extends Command> = Plain<Parameters<Commands[K]>>;
type Plain<P extends unknown[]> = { [I in keyof P]: P[I] extends Channel<JobView> ? Watch : P[I] };
export type Data<K extends Command> = Unwrapped<Awaited<ReturnType<Commands[K]>>>;
/** Brings a command to Rust and its answer back. */
export type Carrier = (command: Command, args: unknown[]) => Promise<unknown>;

let carrier: Carrier = tauri;

/** Puts another carrier in; answers the one before. */
export function useCarrier(next: Carrier | null): Carrier {
  const before = carrier;
  carrier = next ?? tauri;
  return before;
}

/** Whether the window's own Rust is behind. */
export function isReal(): boolean {
  return carrier === tauri;
}

/** Calls a command; throws a `Refusal` and nothing else. */
export async function call<K extends Command>(command: K, ...args: Args<K>): Promise<Data<K>> {
  try {
    return (await carrier(command, args)) as Data<K>;
  } catch (cause) {
    throw refusalOf(cause);
  }
}

async function tauri(command: Command, args: unknown[]): Promise<unknown> {
  const run = commands[command] as (...args: unknown[]) => Promise<Result>;
  const answer = await run(...args.map((each) => (typeof each === 'function' ? channel(each as Watch) : each)));
  if (answer.status === 'error') throw answer.error;
  return answer.data;
}

type Result = { status: 'ok'; data: unknown } | { status: 'error'; error: IpcError };

function channel(watch: Watch): Channel<JobView> {
  const channel = new Channel<JobView>();
  channel.onmessage = watch;
  return channel;
}
