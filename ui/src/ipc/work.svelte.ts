// Long work: its progress, its result, its refusal. One at a time per screen part.
import { refusalOf, type Refusal, type Watch } from './backend';
import type { Progress } from './bindings';
import { jobs } from './jobs.svelte';
import { say } from '../text/t.svelte';

export class Work<T> {
  running = $state(false);
  progress = $state.raw<Progress | null>(null);
  result = $state.raw<T | null>(null);
  refusal = $state.raw<Refusal | null>(null);
  #job: number | undefined;
  #stopped = false;

  /** Why the last run did not happen, in words; empty when it did or was stopped. */
  get error(): string {
    if (!this.refusal || this.refusal.code === 'cancelled') return '';
    return say(`error.${this.refusal.reason}`, this.refusal.args);
  }

  async run(work: (watch: Watch) => Promise<T>): Promise<T | null> {
    if (this.running) return null;
    this.running = true;
    this.progress = null;
    this.result = null;
    this.refusal = null;
    this.#job = undefined;
    this.#stopped = false;
    try {
      this.result = await jobs.follow(work, (job) => {
        this.progress = job.progress;
        this.#job = job.id;
        if (this.#stopped) this.cancel();
      });
    } catch (cause) {
      this.refusal = refusalOf(cause);
    } finally {
      this.running = false;
    }
    return this.result;
  }

  /** Stops it, also where it has not begun yet. */
  cancel(): void {
    this.#stopped = true;
    if (this.#job !== undefined) jobs.cancel(this.#job);
  }

  clear(): void {
    this.result = null;
    this.refusal = null;
  }
}
