// Whether everything typed is safe: shown live in the top bar, and waited for
// before the window closes.

export type Saveable = { flush: () => Promise<void> };

class Saving {
  #running = $state(0);
  #dirty = $state(0);
  #refused = $state(0);
  #savedAt = $state.raw<Date | null>(null);
  #drafts = new Set<Saveable>();

  get state(): 'saved' | 'editing' | 'saving' | 'refused' {
    if (this.#running > 0) return 'saving';
    if (this.#refused > 0) return 'refused';
    return this.#dirty > 0 ? 'editing' : 'saved';
  }

  get savedAt(): Date | null {
    return this.#savedAt;
  }

  /** Shows the given work as saving, and its end as saved. */
  async during<T>(work: Promise<T>): Promise<T> {
    this.#running++;
    try {
      const done = await work;
      this.#savedAt = new Date();
      return done;
    } finally {
      this.#running--;
    }
  }

  /** Notes edits that are typed but not yet sent. */
  mark(draft: Saveable, dirty: boolean): void {
    if (dirty) this.#drafts.add(draft);
    else this.#drafts.delete(draft);
    this.#dirty = this.#drafts.size;
  }

  markRefused(change: 1 | -1): void {
    this.#refused = Math.max(0, this.#refused + change);
  }

  /** Sends every pending edit now. */
  async flush(): Promise<void> {
    await Promise.allSettled([...this.#drafts].map((draft) => draft.flush()));
  }
}

export const saving = new Saving();
