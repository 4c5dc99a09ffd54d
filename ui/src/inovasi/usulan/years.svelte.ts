// The years of inovasi: proposing, withdrawing, and what two years say side by side.
import { act } from '../../ipc/act';
import type {
  AnswerView,
  CarryReason,
  ComparedAnswer,
  ComparedField,
  InovasiId,
  UsulanView,
  WorksheetView,
  YearView,
} from '../../ipc/bindings';
import { tell } from '../../kit/refusal';
import { saving } from '../../kit/saving.svelte';
import { toasts } from '../../kit/toast.svelte';
import { say, t } from '../../text/t.svelte';

export type Standing = 'proposed' | 'withdrawn' | 'unsaid';

/** One line of the years panel: the year, and what this inovasi said of it. */
export type YearLine = { year: YearView; usulan: UsulanView | null };

/** Proposes one inovasi; throws when refused, so that the note stays where it was typed. */
export async function proposeInovasi(id: InovasiId, nama: string, year: YearView, note: string): Promise<void> {
  await saving.during(act('proposeInovasi', { ids: [id], instrument: year.instrument, growth_note: note }));
  toasts.show(t().years.proposed(nama, year.nama), { tone: 'positive' });
}

export async function withdrawInovasi(id: InovasiId, nama: string, year: YearView): Promise<void> {
  try {
    await saving.during(act('withdrawInovasi', { ids: [id], instrument: year.instrument }));
    toasts.show(t().years.withdrawn(nama, year.nama));
  } catch (cause) {
    tell(cause);
  }
}

/** Years that concern an inovasi: those it took part in, the current one, those still open. */
export function linesOf(years: YearView[], worksheet: WorksheetView): YearLine[] {
  return years
    .map((year) => ({ year, usulan: worksheet.usulan.find((each) => each.instrument === year.instrument) ?? null }))
    .filter(({ year, usulan }) => usulan !== null || year.current || !year.closed);
}

export function standingOf(usulan: UsulanView | null): Standing {
  if (usulan?.proposed === true) return 'proposed';
  return usulan?.proposed === false ? 'withdrawn' : 'unsaid';
}

/** Fields that differ first; otherwise the order of the form. */
export function differingFirst(profile: ComparedField[]): ComparedField[] {
  return [...profile].sort((a, b) => Number(a.same) - Number(b.same));
}

/** Whether two years' answers to an indikator are alike and may be compared as they stand. */
export function isSameAnswer(answer: ComparedAnswer): boolean {
  const key = (side: AnswerView | null) => (side ? `${side.parameter}/${side.variant ?? ''}` : '');
  return key(answer.before) === key(answer.after) && answer.review.length === 0;
}

/** Why a carried-over answer waits: one sentence for each reason. */
export function reasonsOf(review: readonly CarryReason[]): string[] {
  return review.map((reason) => say(`carry.${reason}`));
}
