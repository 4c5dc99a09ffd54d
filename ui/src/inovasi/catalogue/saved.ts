// Saved views: kept by this copy of the registry, under names that people give.
import { act } from '../../ipc/act';
import type { SavedView } from '../../ipc/bindings';
import { tell } from '../../kit/refusal';
import { saving } from '../../kit/saving.svelte';
import { toasts } from '../../kit/toast.svelte';
import { t } from '../../text/t.svelte';

/** True when it was kept; a refusal is told. */
export async function keepView(nama: string, state: string): Promise<boolean> {
  try {
    await saving.during(act('keepSavedView', { nama, state }));
    toasts.show(t().list.viewKept(nama), { tone: 'positive' });
    return true;
  } catch (cause) {
    tell(cause);
    return false;
  }
}

export async function removeView(nama: string): Promise<boolean> {
  try {
    await saving.during(act('removeSavedView', { nama }));
    toasts.show(t().list.viewRemoved(nama));
    return true;
  } catch (cause) {
    tell(cause);
    return false;
  }
}

/** The new name is kept before the old one goes, so that nothing is lost between. */
export async function renameView(view: SavedView, nama: string): Promise<boolean> {
  if (nama === view.nama) return true;
  return (await keepView(nama, view.state)) && (await removeView(view.nama));
}
