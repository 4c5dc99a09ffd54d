// What is being simulated: the changes, kept by this laptop until cleared, and the
// newest answer to them. Every change is one question.
import { act } from '../../ipc/act';
import { call, type Refusal, refusalOf } from '../../ipc/backend';
import type {
  AppliedView,
  InovasiId,
  ScenarioView,
  Simulate,
  SimulateChange,
  SimulationView,
  Subject,
} from '../../ipc/bindings';
import { entry } from '../../ipc/query.svelte';
import { keep, recall } from '../../kit/remember';

const KEY = 'prakarsa.simulation';

export class SimulationDesk {
  state = $state.raw<Simulate>(remembered());
  data = $state.raw<SimulationView>();
  refusal = $state.raw<Refusal>();
  #turn = 0;

  /** Asks again; an answer that a newer question has overtaken is dropped. */
  ask = async (): Promise<void> => {
    const turn = ++this.#turn;
    try {
      const data = await call('simulate', this.state);
      if (turn !== this.#turn) return;
      this.data = data;
      this.refusal = undefined;
    } catch (cause) {
      if (turn === this.#turn) this.refusal = refusalOf(cause);
    }
  };

  retry = (): void => void this.ask();

  start = async (): Promise<void> => {
    void this.ask();
    await entry('showScenarios').load();
  };

  get scenarios(): ScenarioView[] {
    return entry('showScenarios').data?.scenarios ?? [];
  }

  /** Whether it can be applied as it stands. */
  get applies(): boolean {
    return !this.refusal && (this.data?.applicable ?? false);
  }

  set(state: Simulate): void {
    this.state = state;
    keep(KEY, JSON.stringify(state));
    void this.ask();
  }

  /** Sends an inovasi or keeps it back; what is as it is today is no change. */
  send(id: InovasiId, sent: boolean, proposed: boolean): void {
    const subject: Subject = `inovasi:${id}`;
    const rest = this.state.changes.filter((it) => it.kind === 'choose' || it.subject !== subject);
    this.#changes(sent === proposed ? rest : [...rest, { ...blank, kind: sent ? 'send' : 'keep_back', subject }]);
  }

  choose(subject: Subject, indikator: string, parameter: number, today: number): void {
    const rest = this.state.changes.filter(
      (it) => it.kind !== 'choose' || it.subject !== subject || it.indikator !== indikator,
    );
    this.#changes(parameter === today ? rest : [...rest, { ...blank, kind: 'choose', subject, indikator, parameter }]);
  }

  chosen(subject: Subject, indikator: string): number | undefined {
    return this.state.changes.find((it) => it.kind === 'choose' && it.subject === subject && it.indikator === indikator)
      ?.parameter;
  }

  /** Reckons with an inovasi that does not exist yet. */
  imagine(urusan: string, kematangan: string): void {
    this.#changes([...this.state.changes, { ...blank, kind: 'new', urusan, kematangan }]);
  }

  drop(at: number): void {
    this.#changes(this.state.changes.filter((_, index) => index !== at));
  }

  clear(): void {
    this.#changes([]);
  }

  async keepAs(nama: string): Promise<void> {
    await act('keepScenario', { nama: nama.trim(), state: this.state });
  }

  load(nama: string): void {
    const found = this.scenarios.find((it) => it.nama === nama);
    if (found) this.set(JSON.parse(found.state) as Simulate);
  }

  async forget(nama: string): Promise<void> {
    await act('removeScenario', { nama });
  }

  /** Writes it; what could not be written stays as the simulation under way. */
  async apply(): Promise<AppliedView> {
    const asked = this.state;
    const { view } = await act('applyScenario', asked);
    this.#changes(this.state.changes.filter((it) => it.kind === 'new' || !asked.changes.includes(it)));
    return view;
  }

  #changes(changes: SimulateChange[]): void {
    this.set({ ...this.state, changes });
  }
}

const blank = { subject: null, indikator: null, parameter: 0, urusan: null, kematangan: null };

function remembered(): Simulate {
  const none = { instrument: null, changes: [] };
  try {
    const found = JSON.parse(recall(KEY) ?? 'null') as Simulate | null;
    return Array.isArray(found?.changes) ? found : none;
  } catch {
    return none;
  }
}
