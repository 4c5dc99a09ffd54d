// How the in-memory backend answers: later, with a copy, or with a refusal.
import { Refusal } from '../backend';
import type { Outcome, Progress, Topic } from '../bindings';
import type { Book, Inovasi } from './book';

type Report = { onmessage: (progress: Progress) => void };

export class Desk {
  cancelled = false;

  constructor(readonly book: Book) {}

  later = <T>(make: () => T): Promise<T> =>
    new Promise((resolve, reject) => {
      setTimeout(() => {
        try {
          resolve(structuredClone(make()));
        } catch (cause) {
          reject(cause);
        }
      }, this.book.options.delay);
    });

  refuse = (reason: string, code: Refusal['code'] = 'invalid', args: Refusal['args'] = []): Refusal =>
    new Refusal(code, reason, args);

  read = <T>(make: () => T): Promise<T> =>
    this.later(() => {
      if (this.book.options.state === 'error') {
        throw this.refuse('store_damaged', 'store_damaged', [{ name: 'kept', value: 'quarantine/registry.sqlite3' }]);
      }
      return make();
    });

  act = <T>(touched: Topic[], make: () => T): Promise<Outcome<T>> =>
    this.later(() => ({ view: make(), touched, findings: [] }));

  find = (id: string): Inovasi => {
    const found = this.book.inovasi.get(id);
    if (!found) throw this.refuse('inovasi_missing', 'not_found', [{ name: 'id', value: id }]);
    return found;
  };

  work = async (report: unknown, step: string, names: string[]): Promise<void> => {
    this.cancelled = false;
    for (const [at, nama] of names.entries()) {
      (report as Report).onmessage({ step, nama, done: at, total: names.length });
      await new Promise((wake) => setTimeout(wake, this.book.options.delay * 20));
      if (this.cancelled) throw this.refuse('cancelled', 'cancelled');
    }
  };
}
