// The catalogue in windows: searched, filtered, ordered.
import { call } from '../../ipc/backend';
import type { Filter, InovasiId, InovasiRow, ListInovasi, SavedView, Sort } from '../../ipc/bindings';
import { listing } from '../../ipc/listing';
import { entry, hold } from '../../ipc/query.svelte';
import { pagesOf, type Window } from '../../kit/virtual';
import { columnsOf, falls, habitOfColumns, keepColumns, sortOf, type ColumnId } from './columns';
import { clean, known } from './filter';

export type Ask = { text: string; sort: Sort | null; descending: boolean; filter: Filter };

const LIMIT = 100;
const MOST = 500;
const PAUSE = 80;
const USUAL: Ask = { text: '', sort: null, descending: false, filter: {} };
let last: Ask = USUAL;
let lastView: string | null = null;

/** The whole question, as the registry takes it. */
export function requestOf(ask: Ask, offset = 0, limit = LIMIT): ListInovasi {
  return listing({ ...ask, offset, limit });
}

/** Made inside a component. An answer to what is no longer asked is never shown. */
export class Catalogue {
  asked = $state.raw<Ask>(last);
  /** What stands in the search field, ahead of what is asked. */
  typed = $state(last.text);
  columns = $state.raw<ColumnId[]>(habitOfColumns());
  /** Name of the saved view that was chosen. */
  view = $state.raw<string | null>(lastView);
  #answered = $state.raw<Ask>(last);
  #window = $state.raw<Window>({ first: 0, last: 0 });
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #first = $derived(this.#page(this.asked, 0));

  constructor() {
    $effect(() => hold(this.#first));
    $effect(() => {
      if (this.#first.data || this.#first.refusal) this.#answered = this.asked;
    });
    $effect(() => {
      const releases = pagesOf(this.#window, LIMIT).map((offset) => hold(this.#page(this.#answered, offset)));
      return () => releases.forEach((release) => release());
    });
  }

  get total(): number {
    return this.#page(this.#answered, 0).data?.total ?? 0;
  }

  /** More fit than `total`; counting on would take too long. */
  get atLeast(): boolean {
    return this.#page(this.#answered, 0).data?.at_least ?? false;
  }

  /** Whether the rows shown were found by words. */
  get searched(): boolean {
    return this.#answered.text.trim() !== '';
  }

  get read() {
    const first = this.#first;
    return { data: this.#page(this.#answered, 0).data, refusal: first.refusal, retry: () => void first.load() };
  }

  /** The column that orders the rows; none when a search does. */
  get sort(): Sort | null {
    return this.asked.sort || (this.asked.text.trim() ? null : 'nama');
  }

  row(index: number): InovasiRow | undefined {
    return this.#page(this.#answered, index - (index % LIMIT)).data?.rows[index % LIMIT];
  }

  look(window: Window): void {
    this.#window = window;
  }

  search(text: string): void {
    this.typed = text;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ask({ ...this.asked, text }), PAUSE);
  }

  sortBy(sort: Sort | null): void {
    const same = this.sort === sort;
    this.#ask({ ...this.asked, sort, descending: same ? !this.asked.descending : falls(sort) });
  }

  filterBy(filter: Filter): void {
    this.#ask({ ...this.asked, filter: clean(filter) });
  }

  /** Nothing searched and nothing filtered. */
  clear(): void {
    clearTimeout(this.#timer);
    this.typed = '';
    this.view = lastView = null;
    this.#ask({ ...this.asked, text: '', filter: {} });
  }

  showColumns(columns: readonly ColumnId[]): void {
    this.columns = columnsOf(columns);
    keepColumns(this.columns);
  }

  /** What a saved view keeps. */
  get state(): string {
    // The usual order is kept as an empty word, as it always was.
    return JSON.stringify({ req: { ...requestOf(this.asked), sort: this.asked.sort ?? '' }, columns: this.columns });
  }

  /** Whether the list still is what the saved view kept. */
  isAs(saved: SavedView): boolean {
    return saved.state === this.state;
  }

  /** Puts a saved view on; what cannot be read in it stays as usual. */
  take(saved: SavedView): void {
    const { ask, columns } = readState(saved.state);
    clearTimeout(this.#timer);
    this.view = lastView = saved.nama;
    this.typed = ask.text;
    if (columns) this.showColumns(columns);
    this.#ask(ask);
  }

  named(nama: string | null): void {
    this.view = lastView = nama;
  }

  /** Ids of the rows from one index to another, both included, in their order. */
  async idsBetween(from: number, to: number): Promise<InovasiId[]> {
    const known = Array.from({ length: to - from + 1 }, (_, at) => this.row(from + at)?.id);
    if (known.every((id) => id !== undefined)) return known;
    const ids: InovasiId[] = [];
    for (let offset = from; offset <= to; offset += MOST) {
      const page = await call('listInovasi', requestOf(this.#answered, offset, Math.min(MOST, to - offset + 1)));
      ids.push(...page.rows.map((row) => row.id));
    }
    return ids;
  }

  /** Ids of all that fit, also beyond what a search as it is typed stops counting at. */
  async allIds(ask: Ask): Promise<InovasiId[]> {
    const ids: InovasiId[] = [];
    for (;;) {
      // With an order of its own a search is not cut short.
      const page = await call('listInovasi', requestOf({ ...ask, sort: 'nama', descending: false }, ids.length, MOST));
      ids.push(...page.rows.map((row) => row.id));
      if (page.rows.length === 0 || ids.length >= page.total) return ids;
    }
  }

  #ask(ask: Ask): void {
    last = ask;
    this.asked = ask;
  }

  #page(ask: Ask, offset: number) {
    return entry('listInovasi', requestOf(ask, offset));
  }
}

function readState(state: string): { ask: Ask; columns: ColumnId[] | null } {
  try {
    const { req, columns } = JSON.parse(state) as { req?: Partial<ListInovasi>; columns?: unknown };
    const ask = {
      text: String(req?.text ?? ''),
      sort: sortOf(req?.sort),
      descending: req?.descending === true,
      filter: clean(known(req?.filter ?? {})),
    };
    return { ask, columns: Array.isArray(columns) ? columnsOf(columns) : null };
  } catch {
    return { ask: USUAL, columns: null };
  }
}

/** Forgets what was asked last, as if the program had just started. */
export function forgetCatalogue(): void {
  last = USUAL;
  lastView = null;
}

/** What the list opens with when somebody goes there next. */
export function askNext(filter: Filter): void {
  last = { ...USUAL, filter: clean(filter) };
  lastView = null;
}
