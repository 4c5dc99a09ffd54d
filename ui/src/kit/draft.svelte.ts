// One text field that saves itself: after a pause, on leaving the field, and
// before its screen goes. A refused text stays in the field with the reason.
import { saving } from './saving.svelte';

export type DraftOptions = {
  /** What is known to be saved, as shown in the field. */
  read: () => string;
  /** Saves; throws when refused. */
  save: (text: string) => Promise<unknown>;
  /** Milliseconds of rest before saving. */
  pause?: number;
};

/** Fields that somebody stands in. */
const held = new Set<Draft>();

/** Lets saved fields take a new value though somebody stands in them: who takes an
 *  act back wants to see it go. What is typed and not saved stays. */
export function letGo(): void {
  for (const draft of held) draft.release();
}

/** True for a text field that takes its own typing back: one whose text is not saved. */
export function isOwnUndo(element: Element | null): boolean {
  if (!(element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement)) return false;
  const typed = element instanceof HTMLTextAreaElement || ['text', 'search', 'number'].includes(element.type);
  return typed && element.dataset.draft !== 'clean';
}

export class Draft {
  text = $state('');
  refusal = $state.raw<unknown>();
  saving = $state(false);
  /** True once a save of this field went through, until it is edited again. */
  justSaved = $state(false);
  #saved = $state('');
  #focused = false;
  #left = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: Promise<void> | undefined;

  constructor(readonly options: DraftOptions) {
    this.#adopt(options.read());
  }

  get dirty(): boolean {
    return this.text !== this.#saved;
  }

  /** Follows the saved value, unless the officer is in the middle of typing. */
  sync(value: string): void {
    if (value === this.#saved || this.refusal) return;
    if (this.#focused || this.dirty || this.#running) return;
    this.#adopt(value);
  }

  focus(): void {
    this.#focused = true;
    held.add(this);
  }

  release(): void {
    if (!this.dirty) this.#focused = false;
  }

  type(text: string): void {
    // Who types is in the field, also where a window without focus sent no event.
    this.focus();
    this.text = text;
    this.justSaved = false;
    this.#accept();
    saving.mark(this, this.dirty);
    clearTimeout(this.#timer);
    if (this.dirty) this.#timer = setTimeout(() => void this.flush(), this.options.pause ?? 600);
  }

  async blur(): Promise<void> {
    this.#focused = false;
    held.delete(this);
    await this.flush();
    if (!this.#left) this.sync(this.options.read());
  }

  /** Saves now what is not saved yet; resolves when nothing is under way. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#running) await this.#running;
    if (!this.dirty || this.refusal) return;
    this.#running = this.#send(this.text);
    await this.#running;
    this.#running = undefined;
    if (this.dirty && !this.refusal) await this.flush();
  }

  /** Sends what is pending and forgets a refusal; the field goes away. */
  leave(): void {
    this.#left = true;
    held.delete(this);
    void this.flush().finally(() => {
      this.#accept();
      saving.mark(this, false);
    });
  }

  async #send(text: string): Promise<void> {
    this.saving = true;
    try {
      await saving.during(this.options.save(text));
      this.#saved = text;
      this.justSaved = true;
      saving.mark(this, this.dirty);
      if (!this.#focused && !this.#left && !this.dirty) this.#adopt(this.options.read());
    } catch (cause) {
      if (this.text === text) this.#refuse(cause);
    } finally {
      this.saving = false;
    }
  }

  #adopt(value: string): void {
    this.#saved = value;
    this.text = value;
  }

  #refuse(cause: unknown): void {
    if (!this.refusal) saving.markRefused(1);
    this.refusal = cause;
  }

  #accept(): void {
    if (this.refusal) saving.markRefused(-1);
    this.refusal = undefined;
  }
}
