// Reads, kept by command and arguments until an act says they may have changed.
// A read that is on screen reloads at once, or when the window is seen again; the others
// wait until looked at, the last few of them.
import { call, type Args, type Data, type Refusal, refusalOf } from './backend';
import type { Topic } from './bindings';
import { SHOWS, type Read } from './topics';

export type { Read } from './topics';

/** How many are kept that nobody looks at: enough to go back to, and no more, since a
    worksheet or a page of the list is a few hundred kilobytes. */
export const RESTING = 24;
/** Those that were looked at last come last. */
const entries = new Map<string, Entry<Read>>();

export class Entry<K extends Read> {
  data = $state.raw<Data<K>>();
  refusal = $state.raw<Refusal>();
  stale = true;
  held = 0;
  #turn = 0;

  constructor(
    readonly command: K,
    readonly args: Args<K>,
    readonly key: string,
  ) {}

  async load(): Promise<void> {
    const turn = ++this.#turn;
    this.stale = false;
    try {
      const data = await call(this.command, ...this.args);
      if (turn !== this.#turn) return;
      this.data = data;
      this.refusal = undefined;
    } catch (cause) {
      if (turn === this.#turn) this.refusal = refusalOf(cause);
    }
  }

  /** Takes an answer that an act brought along; a load under way is outdated. */
  put(data: Data<K>): void {
    this.#turn++;
    this.stale = false;
    this.data = data;
    this.refusal = undefined;
  }
}

/** The entry of a read, made but not loaded. */
export function entry<K extends Read>(command: K, ...args: Args<K>): Entry<K> {
  const key = JSON.stringify([command, ...args], sorted);
  let found = entries.get(key) as Entry<K> | undefined;
  if (!found) {
    found = new Entry(command, args, key);
    entries.set(key, found as unknown as Entry<Read>);
    sweep();
  }
  return found;
}

/** Fields of a request in one order, however it was written. */
function sorted(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Keeps a read fresh until the returned function is called. */
export function hold<K extends Read>(read: Entry<K>): () => void {
  const one = read as unknown as Entry<Read>;
  one.held++;
  // It may have been let go between being made and being looked at.
  if (!entries.has(one.key)) entries.set(one.key, one);
  if (one.stale) void one.load();
  return () => {
    one.held--;
    if (entries.get(one.key) !== one) return;
    entries.delete(one.key);
    entries.set(one.key, one);
    sweep();
  };
}

/** Follows one read for as long as the component lives; `null` follows none. */
export function watch<K extends Read>(ask: () => [K, ...Args<K>] | null): Watched<K> {
  const read = $derived.by(() => {
    const asked = ask();
    return asked && entry(...asked);
  });
  $effect(() => (read ? hold(read) : undefined));
  return {
    get data() {
      return read?.data;
    },
    get refusal() {
      return read?.refusal;
    },
    retry: () => void read?.load(),
  };
}

export type Watched<K extends Read> = {
  readonly data: Data<K> | undefined;
  readonly refusal: Refusal | undefined;
  retry: () => void;
};

/** Drops what these topics touch, except the entries an act has just answered. */
export function touch(topics: Topic[], except: unknown[] = []): void {
  for (const [key, read] of entries) {
    if (except.includes(read) || !SHOWS[read.command].some((topic: Topic) => topics.includes(topic))) continue;
    if (read.held === 0) entries.delete(key);
    else if (document.hidden) read.stale = true;
    else void read.load();
  }
}

// What changed while nobody saw the window: a minimised one does no work of its own.
document.addEventListener('visibilitychange', () => {
  if (document.hidden) return;
  for (const read of entries.values()) {
    if (read.held > 0 && read.stale) void read.load();
  }
});

/** Lets those go that were looked at longest ago. */
function sweep(): void {
  const resting = [...entries.values()].filter((read) => read.held === 0);
  for (const read of resting.slice(0, -RESTING)) entries.delete(read.key);
}

/** How many reads are kept, looked at or not. */
export function kept(): number {
  return entries.size;
}

/** Forgets everything, as if the program had just started. */
export function forgetAll(): void {
  entries.clear();
}
