// What is done with snapshots in the window.
import { act } from '../../ipc/act';
import { call } from '../../ipc/backend';
import type {
  BundleReceipt,
  SendSubmission,
  SnapshotDifference,
  SnapshotField,
  SnapshotId,
  SnapshotView,
  StatementView,
  SubmissionView,
} from '../../ipc/bindings';
import { mayReplace, pickTarget } from '../../ipc/dialog';
import type { Work } from '../../ipc/work.svelte';
import { tell } from '../../kit/refusal';
import { say } from '../../text/t.svelte';

/** What the dialog of sending asks for. */
export type Sending = Omit<SendSubmission, 'meant' | 'nama'>;

/** The dialog begins with what was stated last. */
export function sendingOf(last: StatementView): Sending {
  return { ...last, nomor_registrasi: '', tanggal_kirim: '' };
}

/** Sends; answers whether it asks first, since findings block it. */
export async function send(work: Work<SubmissionView>, sending: Sending, meant: boolean): Promise<'asked' | boolean> {
  const done = await work.run(
    async (watch) => (await act('sendSubmission', { ...sending, nama: '', meant }, watch)).view,
  );
  if (done) return true;
  if (work.refusal?.reason !== 'submission_blocked') return false;
  work.clear();
  return 'asked';
}

export async function edit(snapshot: SnapshotId, field: SnapshotField, value: string): Promise<unknown> {
  return act('editSnapshot', { snapshot, field, value: value.trim() || null });
}

export async function keep(work: Work<SubmissionView>, nama: string): Promise<boolean> {
  const done = await work.run(async (watch) => (await act('keepSnapshot', { nama }, watch)).view);
  return Boolean(done);
}

/** Lays a snapshot before the whole window. */
export async function open(snapshot: SnapshotId): Promise<void> {
  await act('lookIntoSnapshot', { snapshot }).catch(tell);
}

/** Writes the bundle of then where the officer says. */
export async function exportBundle(work: Work<BundleReceipt>, snapshot: SnapshotId): Promise<void> {
  const suggested = await call('suggestBundlePath', { zip: true }).catch(() => null);
  const out = await pickTarget(suggested, [{ name: 'ZIP', extensions: ['zip'] }]);
  if (!out) return;
  const replace = mayReplace(out);
  await work.run(async (watch) => (await act('exportSnapshot', { snapshot, out, zip: true, replace }, watch)).view);
}

/** Whether what a snapshot holds can be read on this laptop. */
export const readable = (it: SnapshotView): boolean => it.here && it.sound;

/** One side of a difference in words. */
export function sideOf(
  it: SnapshotDifference,
  side: 'before' | 'after',
  valueNama: (field: string, value: string) => string,
): string {
  const said = it[`${side}_said`];
  const value = it[side];
  if (said) return say(`value.${said.say}`, said.args);
  return value === null ? '–' : valueNama(it.field, value);
}
