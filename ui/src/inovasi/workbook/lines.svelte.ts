// The rows of a table, page by page as they are looked at, each with what it is taken
// for. What is known stays in view until it is known anew.
import { call, refusalOf } from '../../ipc/backend';
import type { ListWorkbookLines, WorkbookFit, WorkbookLine } from '../../ipc/bindings';
import { pagesOf, type Window } from '../../kit/virtual';
import { say } from '../../text/t.svelte';

const LIMIT = 100;

/** Which rows, and all that decides what they are. */
export type LinesAsked = Omit<ListWorkbookLines, 'offset' | 'limit'>;

export class Lines {
  total = $state(0);
  /** Up to the last filled one; fewer may be shown. */
  nColumn = $state(0);
  error = $state('');
  /** How well the columns fit what they are meant to be. */
  columns = $state.raw<readonly WorkbookFit[]>([]);
  #pages = $state.raw<ReadonlyMap<number, readonly WorkbookLine[]>>(new Map());
  #asked: LinesAsked | null = null;
  #window: Window = { first: 0, last: LIMIT };
  /** Pages that are read, or under way, since the last change. */
  #fresh = new Set<number>();
  #turn = 0;

  /** Reads the rows in view; of another table, or of the same one anew. */
  ask(asked: LinesAsked): void {
    const before = this.#asked;
    const same =
      before?.path === asked.path && before.table.sheet === asked.table.sheet && before.first_row === asked.first_row;
    this.#asked = asked;
    this.#turn++;
    this.#fresh = new Set();
    if (!same) {
      this.#pages = new Map();
      this.total = this.nColumn = 0;
      this.columns = [];
      this.#window = { first: 0, last: LIMIT };
    }
    this.#read();
  }

  look(window: Window): void {
    if (window.last === 0) return;
    this.#window = window;
    this.#read();
  }

  line(index: number): WorkbookLine | undefined {
    return this.#pages.get(index - (index % LIMIT))?.[index % LIMIT];
  }

  /** The rows that are known, in no order. */
  get known(): WorkbookLine[] {
    return [...this.#pages.values()].flat();
  }

  #read(): void {
    for (const offset of pagesOf(this.#window, LIMIT)) {
      if (!this.#fresh.has(offset)) void this.#page(offset);
    }
  }

  async #page(offset: number): Promise<void> {
    const asked = this.#asked;
    if (!asked) return;
    const turn = this.#turn;
    this.#fresh.add(offset);
    try {
      const page = await call('listWorkbookLines', { ...asked, offset, limit: LIMIT });
      if (turn !== this.#turn) return;
      this.total = page.total;
      this.nColumn = page.n_column;
      this.columns = page.columns;
      // A page of before the last change goes when it is out of view.
      const kept = [...this.#pages].filter(([at]) => this.#fresh.has(at) || pagesOf(this.#window, LIMIT).includes(at));
      this.#pages = new Map(kept).set(offset, page.lines);
      this.error = '';
    } catch (cause) {
      if (turn !== this.#turn) return;
      const refusal = refusalOf(cause);
      this.error = say(`error.${refusal.reason}`, refusal.args);
    }
  }
}
