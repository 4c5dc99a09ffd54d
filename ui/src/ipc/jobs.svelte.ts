// Long work under way, each with its progress and its own stop.
import { call, refusalOf, type Refusal, type Watch } from './backend';
import type { JobView } from './bindings';

type Stopped = (job: JobView, refusal: Refusal) => void;

class Jobs {
  /** The oldest first. */
  list = $state.raw<JobView[]>([]);
  /** Hears of work that was stopped, and what was kept. */
  onstopped: Stopped | null = null;

  /** Runs long work, seen here until it ends. */
  async follow<T>(run: (watch: Watch) => Promise<T>, report: Watch): Promise<T> {
    let last: JobView | undefined;
    try {
      return await run((job) => {
        last = job;
        const known = this.list.some((each) => each.id === job.id);
        this.list = known ? this.list.map((each) => (each.id === job.id ? job : each)) : [...this.list, job];
        report(job);
      });
    } catch (cause) {
      const refusal = refusalOf(cause);
      if (last && refusal.code === 'cancelled') this.onstopped?.(last, refusal);
      throw cause;
    } finally {
      this.list = this.list.filter((each) => each.id !== last?.id);
    }
  }

  /** Asks it to end at its next step. */
  cancel(id: number): void {
    void call('cancelJob', { id }).catch(() => undefined);
  }
}

export const jobs = new Jobs();
