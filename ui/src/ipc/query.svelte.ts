// Reads, kept by command and arguments until an act says they may have changed.
// A read that is on screen reloads at once; the others wait until looked at.
import { call, type Args, type Data, type Refusal, refusalOf } from './backend';
import type { Topic } from './bindings';
import { SHOWS, type Read } from './topics';

export type { Read } from './topics';

const LIMIT = 200;
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
    if (entries.size >= LIMIT) sweep();
    found = new Entry(command, args);
    entries.set(key, found as unknown as Entry<Read>);
  }
  return found;
}

/** Fields of a request in one order, however it was written. */
function sorted(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Keeps a read fresh until the returned function is called. */
export function hold(read: Pick<Entry<Read>, 'held' | 'stale' | 'load'>): () => void {
  read.held++;
  if (read.stale) void read.load();
  return () => void read.held--;
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
    if (read.held > 0) void read.load();
    else entries.delete(key);
  }
}

function sweep(): void {
  for (const [key, read] of entries) {
    if (read.held === 0) entries.delete(key);
  }
}

/** Forgets everything, as if the program had just started. */
export function forgetAll(): void {
  entries.clear();
}
