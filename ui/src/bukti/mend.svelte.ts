// Looking for bytes that are missing or damaged in a folder of this computer: one search
// at a time, whoever asked for it, since each puts right whatever it finds.
import { act } from '../ipc/act';
import type { MendView } from '../ipc/bindings';
import { pickFolder } from '../ipc/dialog';
import { Work } from '../ipc/work.svelte';
import { tell } from '../kit/refusal';
import { toasts } from '../kit/toast.svelte';
import { count, t } from '../text/t.svelte';

export const mending = new Work<MendView>();

/** Lets the officer choose a folder, and tells what came of it: who asked may be gone by then. */
export async function mend(): Promise<void> {
  const path = await pickFolder();
  if (!path || mending.running) return;
  const view = await mending.run(async (watch) => (await act('mendBukti', { path }, watch)).view);
  if (!view) return tell(mending.refusal);
  const told = t().bukti.mended(count(view.mended.length), count(view.left.length), count(view.n_file));
  toasts.show([told, ...(view.stopped ? [t().bukti.mendStopped] : [])].join(' '), {
    tone: view.mended.length > 0 ? 'positive' : 'plain',
  });
}
