// Long work: its progress, its result, its refusal. One at a time per screen part.
import { call, channel, refusalOf, type Refusal } from './backend';
import type { Progress } from './bindings';
import { say } from '../text/t.svelte';

export class Work<T> {
  running = $state(false);
  progress = $state.raw<Progress | null>(null);
  result = $state.raw<T | null>(null);
  refusal = $state.raw<Refusal | null>(null);

  /** Why the last run did not happen, in words; empty when it did or was stopped. */
  get error(): string {
    if (!this.refusal || this.refusal.code === 'cancelled') return '';
    return say(`error.${this.refusal.reason}`, this.refusal.args);
  }

  async run(work: (onProgress: ReturnType<typeof channel>) => Promise<T>): Promise<T | null> {
    if (this.running) return null;
    this.running = true;
    this.progress = null;
    this.result = null;
    this.refusal = null;
    try {
      this.result = await work(channel((progress) => (this.progress = progress)));
    } catch (cause) {
      this.refusal = refusalOf(cause);
    } finally {
      this.running = false;
    }
    return this.result;
  }

  cancel(): void {
    void call('cancelWork').catch(() => undefined);
  }

  clear(): void {
    this.result = null;
    this.refusal = null;
  }
}
