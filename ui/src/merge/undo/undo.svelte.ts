// Taking acts back and doing them again, across the whole app.
import { act } from '../../ipc/act';
import type { Op, RevertView, UndoneView } from '../../ipc/bindings';
import { watch } from '../../ipc/query.svelte';
import { isOwnUndo, letGo } from '../../kit/draft.svelte';
import { tell } from '../../kit/refusal';
import { saving } from '../../kit/saving.svelte';
import { toasts } from '../../kit/toast.svelte';
import { count, say, t } from '../../text/t.svelte';

/** Acts that read better with the field they touched. */
const LABELLED: Op[] = [
  'edit_inovasi',
  'restore_value',
  'choose_parameter',
  'accept_review',
  'edit_bukti',
  'edit_penghargaan',
  'edit_perangkat_daerah',
  'resolve_conflict',
];

/** An act in words: `mengubah Nama Inovasi — Rumah Pelita`. */
export function actInWords(told: UndoneView, fieldNama: (key: string) => string): string {
  // A label that is still a key of history gets its words here.
  const label = told.label && (/^[a-z_]+(\/|$)/.test(told.label) ? fieldNama(told.label) : told.label);
  const op = say(`op.${told.op ?? 'unknown'}`);
  const what = label && told.op && LABELLED.includes(told.op) ? `${op} ${label}` : op;
  return told.subject_nama ? `${what} — ${told.subject_nama}` : what;
}

/** Made inside a component. */
export class UndoDesk {
  busy = $state(false);
  readonly #read = watch(() => ['showUndo']);

  constructor(readonly fieldNama: (key: string) => string) {}

  get undoWords(): string | null {
    const told = this.#read.data?.undo;
    return told ? actInWords(told, this.fieldNama) : null;
  }

  get redoWords(): string | null {
    const told = this.#read.data?.redo;
    return told ? actInWords(told, this.fieldNama) : null;
  }

  undo = (): Promise<void> => this.#turn('undo');
  redo = (): Promise<void> => this.#turn('redo');

  /** Ctrl+Z, Ctrl+Y and Ctrl+Shift+Z, unless the field in work takes its own typing back. */
  key(event: KeyboardEvent): boolean {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return false;
    const letter = event.key.toLowerCase();
    const redo = (letter === 'y' && !event.shiftKey) || (letter === 'z' && event.shiftKey);
    if (!redo && letter !== 'z') return false;
    const at = event.target instanceof Element ? event.target : null;
    if (isOwnUndo(at) || at?.closest('[role=dialog]')) return false;
    event.preventDefault();
    void (redo ? this.redo() : this.undo());
    return true;
  }

  async #turn(command: 'undo' | 'redo'): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    try {
      await saving.flush();
      letGo();
      const { view } = await saving.during(act(command));
      this.#tellOf(command, actInWords(view.done, this.fieldNama), view);
    } catch (cause) {
      tell(cause);
    } finally {
      this.busy = false;
    }
  }

  #tellOf(command: 'undo' | 'redo', words: string, view: RevertView): void {
    const done = command === 'undo' ? t().undo.undone(words) : t().undo.redone(words);
    const newer = view.n_newer > 0 ? [t().undo.kept(count(view.n_newer))] : [];
    const unfit = view.kept.map((it) => say(`notice.${it.code}`, it.args));
    const text = [done, ...newer, ...unfit].join(' ');
    const back =
      command === 'undo'
        ? { label: t().undo.redoShort, run: () => void this.redo() }
        : { label: t().undo.undoShort, run: () => void this.undo() };
    toasts.show(text, { action: back, key: 'undo' });
  }
}
