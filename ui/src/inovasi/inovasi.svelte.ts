// The catalogue in windows, and the acts on one inovasi.
import { act } from '../ipc/act';
import { call } from '../ipc/backend';
import type { HistoryView, InovasiRow, WorksheetView } from '../ipc/bindings';
import { entry, hold } from '../ipc/query.svelte';
import { tell } from '../kit/refusal';
import { saving } from '../kit/saving.svelte';
import { toasts } from '../kit/toast.svelte';
import { pagesOf, type Window } from '../kit/virtual';
import { t } from '../text/t.svelte';

export const SORTS = ['nama', 'perangkat_daerah', 'urusan_utama', 'tahapan', 'claimed', 'supported', 'touched'] as const;
export type Sort = (typeof SORTS)[number];
export type Ask = { text: string; sort: Sort; descending: boolean };

const LIMIT = 100;
const PAUSE = 120;
let last: Ask = { text: '', sort: 'nama', descending: false };

/** A searched and sorted list, read by the page as it scrolls. Made inside a component. */
export class Catalogue {
  asked = $state.raw<Ask>(last);
  #answered = $state.raw<Ask>(last);
  #window = $state.raw<Window>({ first: 0, last: 0 });
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #first = $derived(this.#page(this.asked, 0));

  constructor() {
    $effect(() => hold(this.#first));
    $effect(() => {
      if (this.#first.data || this.#first.refusal) this.#answered = this.asked;
    });
    $effect(() => {
      const releases = pagesOf(this.#window, LIMIT).map((offset) => hold(this.#page(this.#answered, offset)));
      return () => releases.forEach((release) => release());
    });
  }

  get total(): number {
    return this.#page(this.#answered, 0).data?.total ?? 0;
  }

  get read() {
    const first = this.#first;
    return { data: this.#page(this.#answered, 0).data, refusal: first.refusal, retry: () => void first.load() };
  }

  row(index: number): InovasiRow | undefined {
    return this.#page(this.#answered, index - (index % LIMIT)).data?.rows[index % LIMIT];
  }

  look(window: Window): void {
    this.#window = window;
  }

  search(text: string): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ask({ ...this.asked, text }), PAUSE);
  }

  sortBy(sort: Sort): void {
    const same = this.asked.sort === sort;
    const numeric = sort === 'claimed' || sort === 'supported' || sort === 'touched';
    this.#ask({ ...this.asked, sort, descending: same ? !this.asked.descending : numeric });
  }

  #ask(ask: Ask): void {
    last = ask;
    this.asked = ask;
  }

  #page(ask: Ask, offset: number) {
    return entry('listInovasi', ask.text, offset, LIMIT, ask.sort, ask.descending);
  }
}

/** Saves one field; empty text means unknown. */
export async function editInovasi(id: string, field: string, value: string | null): Promise<void> {
  await act('editInovasi', id, field, value?.trim() ? value : null);
}

/** Saves a choice made at once, and tells if it was refused. */
export async function chooseOption(id: string, field: string, value: string | null): Promise<void> {
  await saving.during(act('editInovasi', id, field, value)).catch(tell);
}

export async function setMember(id: string, field: string, member: string, present: boolean): Promise<void> {
  await saving.during(act('setMember', id, field, member, present)).catch(tell);
}

export async function registerInovasi(nama: string): Promise<WorksheetView> {
  const { view } = await saving.during(act('registerInovasi', nama));
  toasts.show(t().inovasi.registered(nama), { tone: 'positive' });
  return view;
}

/** Removes with a way back. */
export async function removeInovasi(id: string, nama: string): Promise<void> {
  await saving.during(act('removeInovasi', id));
  toasts.show(t().inovasi.removed(nama), {
    action: { label: t().action.undo, run: () => void restoreInovasi(id, nama).catch(tell) },
  });
}

export async function restoreInovasi(id: string, nama: string): Promise<void> {
  await saving.during(act('restoreInovasi', id));
  toasts.show(t().inovasi.restored(nama), { tone: 'positive' });
}

/** What a value of history is of: members by their names, and keys that have no label in words. */
export function historyLabel(entry: HistoryView, fieldNama: (key: string) => string): string {
  const member = entry.field.startsWith('urusan_beririsan/') || entry.field.startsWith('nama_lama/');
  return member || entry.label === entry.field ? fieldNama(entry.field) : entry.label;
}

/** Writes an earlier value of a field again. */
export async function restoreValue(id: string, entry: HistoryView): Promise<void> {
  try {
    await saving.flush();
    await saving.during(act('restoreValue', `inovasi:${id}`, entry.field, entry.stamp));
    toasts.show(t().history.restored(entry.label), { tone: 'positive' });
  } catch (cause) {
    tell(cause);
  }
}

/** Keeps the officer's note to himself, in this copy alone. */
export async function keepNote(id: string, text: string): Promise<void> {
  await call('keepNote', `inovasi:${id}`, text);
  const read = entry('showInovasi', id);
  if (read.data) read.put({ ...read.data, note: text.trim() ? text : null });
}

export function namaOf(worksheet: WorksheetView): string {
  return worksheet.profile.find((field) => field.field === 'nama')?.value ?? '';
}

export function fieldOf(worksheet: WorksheetView, field: string): string | null {
  return worksheet.profile.find((each) => each.field === field)?.value ?? null;
}
