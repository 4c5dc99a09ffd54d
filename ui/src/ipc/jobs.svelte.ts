// Long work under way, each with its progress and its own stop.
import { call, type Watch } from './backend';
import type { JobView } from './bindings';

class Jobs {
  /** The oldest first. */
  list = $state.raw<JobView[]>([]);

  /** Runs long work, seen here until it ends. */
  async follow<T>(run: (watch: Watch) => Promise<T>, report: Watch): Promise<T> {
    let id: number | undefined;
    try {
      return await run((job) => {
        id = job.id;
        const known = this.list.some((each) => each.id === job.id);
        this.list = known ? this.list.map((each) => (each.id === job.id ? job : each)) : [...this.list, job];
        report(job);
      });
    } finally {
      this.list = this.list.filter((each) => each.id !== id);
    }
  }

  /** Asks it to end at its next step. */
  cancel(id: number): void {
    void call('cancelJob', { id }).catch(() => undefined);
  }
}

export const jobs = new Jobs();
