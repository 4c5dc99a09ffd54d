// The earlier values of fields.
import { act } from '../../ipc/act';
import type { HistoryView, InovasiId } from '../../ipc/bindings';
import { tell } from '../../kit/refusal';
import { saving } from '../../kit/saving.svelte';
import { toasts } from '../../kit/toast.svelte';
import { t } from '../../text/t.svelte';

/** What a value of history is of: members by their names, and keys that have no label in words. */
export function historyLabel(entry: HistoryView, fieldNama: (key: string) => string): string {
  if (entry.berkas && !entry.said) return `${fieldNama(entry.field)} · ${entry.berkas}`;
  if (entry.field.startsWith('link/')) return fieldNama(entry.field);
  const member = entry.field.startsWith('urusan_beririsan/') || entry.field.startsWith('nama_lama/');
  return member || entry.label === entry.field ? fieldNama(entry.field) : entry.label;
}

/** Writes an earlier value of a field again. */
export async function restoreValue(id: InovasiId, entry: HistoryView): Promise<void> {
  try {
    await saving.flush();
    await saving.during(act('restoreValue', { subject: `inovasi:${id}`, field: entry.field, stamp: entry.stamp }));
    toasts.show(t().history.restored(entry.label), { tone: 'positive' });
  } catch (cause) {
    tell(cause);
  }
}
