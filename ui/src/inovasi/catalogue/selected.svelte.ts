// Which rows are chosen: some by name, or all that fit a question but for some.
import type { InovasiId, Selection } from '../../ipc/bindings';
import { requestOf, type Ask } from './catalogue.svelte';

type IdsBetween = (from: number, to: number) => Promise<InovasiId[]>;

export class Selected {
  /** Chosen ones; with `all`, those left out. */
  #ids = $state.raw<ReadonlySet<InovasiId>>(new Set());
  all = $state.raw<Ask | null>(null);
  /** Where a range begins. */
  #anchor: number | null = null;
  /** What was chosen before the range. */
  #before: ReadonlySet<InovasiId> = new Set();
  #turn = 0;

  has(id: InovasiId): boolean {
    return this.#ids.has(id) !== (this.all !== null);
  }

  /** How many, where `total` fit the question. */
  count(total: number): number {
    return this.all ? Math.max(0, total - this.#ids.size) : this.#ids.size;
  }

  get none(): boolean {
    return this.all === null && this.#ids.size === 0;
  }

  toggle(id: InovasiId, index: number): void {
    this.#turn++;
    const next = new Set(this.#ids);
    if (!next.delete(id)) next.add(id);
    this.#ids = next;
    this.#anchor = index;
    this.#before = next;
  }

  /** Chooses from where it last began up to here, and lets go of what the range had before. */
  async rangeTo(index: number, from: number, idsBetween: IdsBetween): Promise<void> {
    const turn = ++this.#turn;
    const start = (this.#anchor ??= from);
    const ids = await idsBetween(Math.min(start, index), Math.max(start, index));
    if (turn !== this.#turn) return;
    const next = new Set(this.#before);
    for (const id of ids) {
      if (this.all) next.delete(id);
      else next.add(id);
    }
    this.#ids = next;
  }

  everything(ask: Ask): void {
    this.#reset();
    this.all = ask;
  }

  clear(): void {
    this.#reset();
    this.all = null;
  }

  /** All that fit another question are others: they are let go; those chosen by name stay. */
  asked(ask: Ask): void {
    this.#anchor = null;
    this.#before = this.#ids;
    if (this.all && (this.all.text !== ask.text || this.all.filter !== ask.filter)) this.clear();
  }

  /** As the registry takes it. */
  get selection(): Selection {
    const ids = [...this.#ids];
    return this.all ? { ids: [], all: requestOf(this.all), except: ids } : { ids, all: null, except: [] };
  }

  /** Every id, for acts that take no selection. */
  async ids(allThatFit: (ask: Ask) => Promise<InovasiId[]>): Promise<InovasiId[]> {
    if (!this.all) return [...this.#ids];
    return (await allThatFit(this.all)).filter((id) => this.has(id));
  }

  /** One of them, if one is known. */
  first(shown: (InovasiId | undefined)[]): InovasiId | undefined {
    return this.all ? shown.find((id) => id !== undefined && this.has(id)) : [...this.#ids][0];
  }

  #reset(): void {
    this.#turn++;
    this.#ids = new Set();
    this.#anchor = null;
    this.#before = this.#ids;
  }
}
