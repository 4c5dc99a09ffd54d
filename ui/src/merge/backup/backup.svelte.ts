// Backups in the window: when they are brought elsewhere, and how one is told.
import { act } from '../../ipc/act';
import { call } from '../../ipc/backend';
import type { BackupRestoredView, BackupView, RegistryCopyView, RegistryView } from '../../ipc/bindings';
import { pickFolder, pickTarget } from '../../ipc/dialog';
import { jobs } from '../../ipc/jobs.svelte';
import type { Work } from '../../ipc/work.svelte';
import { tell } from '../../kit/refusal';
import { toasts } from '../../kit/toast.svelte';
import { count, moment, say, t } from '../../text/t.svelte';

/** Brings what the second place lacks, once the registry is open. */
export async function keepSecondPlace(registry: RegistryView): Promise<void> {
  if (!registry.backup_place) return;
  await jobs
    .follow(
      (watch) => act('makeBackup', watch),
      () => undefined,
    )
    .then(({ view }) => {
      for (const { code, args } of view.notices) toasts.show(say(`notice.${code}`, args), { tone: 'negative' });
    }, tell);
}

/** Lets the officer choose a second place, and brings everything there. */
export async function chooseSecondPlace(work: Work<unknown>): Promise<void> {
  const folder = await pickFolder();
  if (!folder) return;
  await work.run(async (watch) => {
    await act('setBackupPlace', { folder });
    return act('makeBackup', watch);
  });
}

export async function leaveSecondPlace(): Promise<void> {
  await act('setBackupPlace', { folder: null }).catch(tell);
}

/** Up to when a backup holds what was done. */
export function untilOf(backup: BackupView): string {
  return backup.until ? moment(backup.until) : t().backup.unreadable;
}

/** Puts a backup back; the notice leads back. */
export async function restoreBackup(work: Work<BackupRestoredView>, backup: string): Promise<void> {
  const done = await work.run(async (watch) => (await act('restoreBackup', { backup }, watch)).view);
  if (!done) return;
  toasts.show(t().backup.restored(count(done.n_field), count(done.n_inovasi)), {
    tone: 'positive',
    action: { label: t().action.undo, run: () => void act('undo').catch(tell) },
  });
}

/** Makes a registry of a backup in a folder that the officer names. */
export async function copyBackup(work: Work<RegistryCopyView>, backup: string): Promise<void> {
  const suggested = await call('suggestCopyPath').catch(() => null);
  const out = await pickTarget(suggested);
  if (out) await work.run((watch) => call('copyRegistry', { backup, out }, watch));
}
