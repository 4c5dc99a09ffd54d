// The walk through the portal's fields: copy, mark, and the next one waits.
import { act } from '../../ipc/act';
import { call } from '../../ipc/backend';
import type { BuktiId, Handed, PortalCounts, PortalEntryView, PortalSubjectView, Subject } from '../../ipc/bindings';
import { copyText } from '../../kit/copy';
import { tell } from '../../kit/refusal';
import { toasts } from '../../kit/toast.svelte';
import { t } from '../../text/t.svelte';

/** Fields that nothing is left to do with. */
export const done = (it: PortalCounts): number => it.n_entered + it.n_skipped;

/** Whether somebody still has to do something with it. */
export const isWaiting = (it: PortalEntryView): boolean => it.state === 'open' || it.state === 'changed';

/** Where one person is in the fields of one subject. */
export class Walk {
  readonly #view: () => PortalSubjectView | undefined;
  #name = $state<string | null>(null);
  /** The field that a reason is asked for. */
  skipping = $state<string | null>(null);

  constructor(view: () => PortalSubjectView | undefined) {
    this.#view = view;
  }

  get entries(): PortalEntryView[] {
    return this.#view()?.entries ?? [];
  }

  /** The field that waits: where the person is, else the first that is not done. */
  get current(): PortalEntryView | undefined {
    const list = this.entries;
    return list.find((each) => each.name === this.#name) ?? list.find(isWaiting) ?? list[0];
  }

  get subject(): Subject | undefined {
    return this.#view()?.subject;
  }

  at(name: string): void {
    this.#name = name;
    this.skipping = null;
  }

  /** A step up or down the list. */
  step(by: 1 | -1): void {
    const at = this.entries.findIndex((each) => each.name === this.current?.name);
    const next = this.entries[at + by];
    if (next) this.at(next.name);
  }

  /** Goes on to the next field that waits, else to the next one. */
  #goOn(from: string): void {
    const at = this.entries.findIndex((each) => each.name === from);
    const rest = this.entries.slice(at + 1);
    const next = rest.find(isWaiting) ?? this.entries.find((each) => isWaiting(each) && each.name !== from) ?? rest[0];
    if (next) this.at(next.name);
  }

  /** Copies what is entered; of a file where it lies, for the browser's dialog. */
  async copy(it: PortalEntryView, mark: boolean): Promise<void> {
    try {
      const text = it.text ?? (it.bukti ? await this.lay(it.bukti) : '');
      if (!(await copyText(text))) {
        toasts.show(t().portal.copyFailed, { tone: 'negative' });
        return;
      }
      if (mark) await this.tick(it);
      else this.#goOn(it.name);
    } catch (cause) {
      tell(cause);
    }
  }

  /** Says that it is entered as it was copied. */
  async tick(it: PortalEntryView): Promise<void> {
    if (await this.#act(() => act('tickPortal', { subject: this.#of(), entry: it.name, digest: it.digest }))) {
      this.#goOn(it.name);
    }
  }

  async reopen(it: PortalEntryView): Promise<void> {
    await this.#act(() => act('reopenPortal', { subject: this.#of(), entry: it.name }));
    this.at(it.name);
  }

  async skip(it: PortalEntryView, alasan: string): Promise<void> {
    if (await this.#act(() => act('skipPortal', { subject: this.#of(), entry: it.name, alasan }))) {
      this.skipping = null;
      this.#goOn(it.name);
    }
  }

  async turn(person: string | null): Promise<void> {
    await this.#act(() => act('turnPortal', { subject: this.#of(), person }));
  }

  async reveal(it: PortalEntryView): Promise<void> {
    if (it.bukti) await call('handOutBukti', { bukti: it.bukti, reveal: true }).catch(tell);
  }

  /** Lays its file ready for other programs; where. */
  lay(bukti: BuktiId): Promise<Handed> {
    return call('handOutBukti', { bukti, reveal: false });
  }

  #of(): Subject {
    return this.subject ?? 'daerah';
  }

  async #act(what: () => Promise<unknown>): Promise<boolean> {
    try {
      await what();
      return true;
    } catch (cause) {
      tell(cause);
      return false;
    }
  }
}
