// Official results in the window: what is written, and the portal's export step by step.
import { act } from '../../ipc/act';
import { call } from '../../ipc/backend';
import type {
  Handed,
  ImportOfficial,
  InovasiId,
  InstrumentId,
  LoweredView,
  OfficialFigure,
  OfficialFigureView,
  OfficialImportView,
  OfficialRowView,
  Subject,
} from '../../ipc/bindings';
import { Work } from '../../ipc/work.svelte';
import { plain, t } from '../../text/t.svelte';

export function write(
  subject: Subject,
  instrument: InstrumentId,
  figure: OfficialFigure,
  value: string | null,
): Promise<unknown> {
  return act('setOfficial', { subject, instrument, figure, value: value?.trim() || null });
}

/** A figure as officers write it; empty where nobody has said. */
export function shownFigure(it: OfficialFigureView | undefined): string {
  if (!it?.value) return '';
  return it.number ? plain(it.value) : it.value;
}

/** `SID-22 dari 3 menjadi 1 dan …` */
export function wayOf(way: LoweredView[]): string {
  const one = (it: LoweredView) => t().official.lowered(it.code, String(it.from), String(it.to ?? 0));
  return way.map(one).join(t().official.and);
}

/** What a row's choice means when it is no inovasi. */
export const LEFT_OUT = 'left_out';

/** Taking the portal's export in: its plan, what a person decides, and the act itself. */
export class Taking {
  path = $state<Handed | null>(null);
  mandiri = $state(false);
  koordinat = $state(true);
  plan = $state.raw<OfficialImportView | null>(null);
  taken = $state.raw<OfficialImportView | null>(null);
  #decisions = $state.raw<ReadonlyMap<number, string>>(new Map());
  readonly work = new Work<OfficialImportView>();

  choose(path: Handed | null): void {
    this.path = path;
    this.plan = this.taken = null;
    this.#decisions = new Map();
    this.work.clear();
  }

  async look(instrument: InstrumentId): Promise<void> {
    const plan = await this.#run(instrument, true);
    if (plan) this.plan = plan;
  }

  /** Whose a row is, by a person; the plan is made anew, so that it says what follows. */
  async decide(instrument: InstrumentId, row: number, choice: string | null): Promise<void> {
    const decisions = new Map(this.#decisions);
    if (choice) decisions.set(row, choice);
    else decisions.delete(row);
    this.#decisions = decisions;
    await this.look(instrument);
  }

  choiceOf(row: OfficialRowView): string | null {
    return this.#decisions.get(row.row) ?? row.id;
  }

  async apply(instrument: InstrumentId): Promise<void> {
    const taken = await this.#run(instrument, false);
    if (!taken) return;
    this.taken = taken;
    this.plan = null;
  }

  request(path: Handed, instrument: InstrumentId): ImportOfficial {
    const decisions = [...this.#decisions].map(([row, id]) => ({
      row,
      id: id === LEFT_OUT ? null : (id as InovasiId),
    }));
    return { path, sheet: null, instrument, mandiri: this.mandiri, take_koordinat: this.koordinat, decisions };
  }

  async #run(instrument: InstrumentId, dry_run: boolean): Promise<OfficialImportView | null> {
    const path = this.path;
    if (!path || this.work.running) return null;
    const req = { official: this.request(path, instrument), dry_run };
    return this.work.run(async (watch) =>
      dry_run ? (await call('importOfficial', req, watch)).view : (await act('importOfficial', req, watch)).view,
    );
  }
}
