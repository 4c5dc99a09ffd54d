// What a person decides about two inovasi that look alike.
import { act } from '../../ipc/act';
import type { DuplicateSide, DuplicateVerdict, DuplicateView } from '../../ipc/bindings';
import { saving } from '../../kit/saving.svelte';
import { toasts } from '../../kit/toast.svelte';
import { say, t } from '../../text/t.svelte';

/** Nothing takes back what was decided. */
export async function decide(pair: DuplicateView, verdict: DuplicateVerdict | null): Promise<void> {
  await saving.during(act('decideDuplicate', { a: pair.a.id, b: pair.b.id, verdict }));
  const { linked, dismissed, undecided } = t().list.duplicate;
  const told = verdict === null ? undecided : { linked, dismissed }[verdict];
  toasts.show(`${told} ${t().list.undoHint}`, { tone: 'positive' });
}

/** Makes them one: the second goes into the first. */
export async function combine(keep: DuplicateSide, drop: DuplicateSide): Promise<void> {
  const { findings } = await saving.during(act('combineInovasi', { keep: keep.id, drop: drop.id }));
  // What stayed behind is told now: nothing shows it later.
  const left = findings.filter((it) => it.code === 'left_in_closed_year');
  const told = left.map((it) => say(`finding.${it.code}`, it.args));
  const text = [t().list.duplicate.combined(keep.nama), ...told, t().list.undoHint].join(' ');
  toasts.show(text, { tone: left.length > 0 ? 'negative' : 'positive' });
}
