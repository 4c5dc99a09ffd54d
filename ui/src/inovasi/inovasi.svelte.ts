// The acts on one inovasi.
import { act } from '../ipc/act';
import type { Field, InovasiId, WorksheetView } from '../ipc/bindings';
import { tell } from '../kit/refusal';
import { saving } from '../kit/saving.svelte';
import { toasts } from '../kit/toast.svelte';
import { t } from '../text/t.svelte';

/** Saves one field; empty text means unknown. */
export async function editInovasi(id: InovasiId, field: Field, value: string | null): Promise<void> {
  await act('editInovasi', { id, field, value: value?.trim() ? value : null });
}

/** Saves a choice made at once, and tells if it was refused. */
export async function chooseOption(id: InovasiId, field: Field, value: string | null): Promise<void> {
  await saving.during(act('editInovasi', { id, field, value })).catch(tell);
}

export async function setMember(id: InovasiId, field: Field, member: string, present: boolean): Promise<void> {
  await saving.during(act('setMember', { id, field, member, present })).catch(tell);
}

export async function registerInovasi(nama: string): Promise<WorksheetView> {
  const { view } = await saving.during(act('registerInovasi', { nama }));
  toasts.show(t().inovasi.registered(nama), { tone: 'positive' });
  return view;
}

/** Removes with a way back. */
export async function removeInovasi(id: InovasiId, nama: string): Promise<void> {
  await saving.during(act('removeInovasi', { id }));
  toasts.show(t().inovasi.removed(nama), {
    action: { label: t().action.undo, run: () => void restoreInovasi(id, nama).catch(tell) },
  });
}

export async function restoreInovasi(id: InovasiId, nama: string): Promise<void> {
  await saving.during(act('restoreInovasi', { id }));
  toasts.show(t().inovasi.restored(nama), { tone: 'positive' });
}

/** Keeps the officer's note to himself, in this copy alone. */
export async function keepNote(id: InovasiId, text: string): Promise<void> {
  await act('keepNote', { id, text });
}

export function namaOf(worksheet: WorksheetView): string {
  return worksheet.profile.find((field) => field.field === 'nama')?.value ?? '';
}

export function fieldOf(worksheet: WorksheetView, field: Field): string | null {
  return worksheet.profile.find((each) => each.field === field)?.value ?? null;
}
