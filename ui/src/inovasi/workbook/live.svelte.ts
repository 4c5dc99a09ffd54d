// What taking a workbook in would do, worked out anew after each thing that a person
// changes: a moment after the last change, and never twice at once.
import { call, refusalOf } from '../../ipc/backend';
import { jobs } from '../../ipc/jobs.svelte';
import type { ImportWorkbook, WorkbookImportView } from '../../ipc/bindings';
import { say } from '../../text/t.svelte';

/** Milliseconds of quiet before it is worked out. */
export const PAUSE = 350;

export class Live {
  /** As it was worked out last; it stays in view while the next is under way. */
  plan = $state.raw<WorkbookImportView | null>(null);
  running = $state(false);
  error = $state('');
  #timer: ReturnType<typeof setTimeout> | undefined;
  #turn = 0;
  #job: number | undefined;
  #under: Promise<void> = Promise.resolve();

  /** Works it out for this, and stops what is under way for another. */
  ask(workbook: ImportWorkbook): void {
    this.#outdate();
    this.running = true;
    const turn = this.#turn;
    this.#timer = setTimeout(() => {
      // What was stopped ends at its next step.
      this.#under = this.#under.then(() => this.#work(workbook, turn));
    }, PAUSE);
  }

  /** Nothing is to be worked out. */
  stop(): void {
    this.#outdate();
    this.running = false;
  }

  clear(): void {
    this.stop();
    this.plan = null;
    this.error = '';
  }

  #outdate(): void {
    clearTimeout(this.#timer);
    this.#turn++;
    if (this.#job !== undefined) jobs.cancel(this.#job);
  }

  async #work(workbook: ImportWorkbook, turn: number): Promise<void> {
    if (turn !== this.#turn) return;
    const hear = (job: { id: number }) => {
      this.#job = job.id;
      if (turn !== this.#turn) jobs.cancel(job.id);
    };
    try {
      const { view } = await call('importWorkbook', { workbook, dry_run: true }, hear);
      if (turn !== this.#turn) return;
      this.plan = view;
      this.error = '';
    } catch (cause) {
      if (turn !== this.#turn) return;
      const refusal = refusalOf(cause);
      this.plan = null;
      this.error = say(`error.${refusal.reason}`, refusal.args);
    } finally {
      this.#job = undefined;
      if (turn === this.#turn) this.running = false;
    }
  }
}
