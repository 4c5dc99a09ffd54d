// Acts on the best set, and what its screen shows of its view.
import type { Explained } from '../../kit/explained';
import { act } from '../../ipc/act';
import { call } from '../../ipc/backend';
import type { Basis, BestInovasi, BestPin, BestSet, BestUrusan, BestView } from '../../ipc/bindings';
import { sentenceOf, tell } from '../../kit/refusal';
import { toasts } from '../../kit/toast.svelte';
import { count, decimal, t } from '../../text/t.svelte';

export type Show = 'all' | 'chosen' | 'left' | 'marked';

export function sayOf(row: BestInovasi): BestPin | null {
  return row.pinned ? 'pinned' : row.excluded ? 'excluded' : null;
}

export async function pin(view: BestView, row: BestInovasi, say: BestPin | null): Promise<void> {
  try {
    await act('pinInovasi', { id: row.id, say, instrument: view.instrument, basis: view.basis });
    const { said, free, marked } = t().steps.best;
    toasts.show(marked(row.nama, say ? said[say] : free), { key: 'pin' });
  } catch (cause) {
    tell(cause);
  }
}

export async function release(instrument: string, basis: Basis): Promise<void> {
  try {
    await act('releasePins', { instrument, basis });
    toasts.show(t().steps.best.released, { key: 'pin' });
  } catch (cause) {
    tell(cause);
  }
}

/** Proposes exactly what is shown; answers why not, or nothing. */
export async function apply(view: BestView): Promise<string> {
  const ids = (of: (row: BestInovasi) => boolean) => view.inovasi.filter(of).map((row) => row.id);
  const req: BestSet = {
    instrument: view.instrument,
    basis: view.basis,
    pinned: ids((row) => row.pinned),
    excluded: ids((row) => row.excluded),
  };
  try {
    await act('applyBest', req);
    toasts.show(t().steps.best.applied(count(leftOut(view).length)), { tone: 'positive' });
    return '';
  } catch (cause) {
    return sentenceOf(cause);
  }
}

export function leftOut(view: BestView): BestInovasi[] {
  return view.inovasi.filter((row) => !row.chosen);
}

/** Rows by name and by what they are in the set. */
export function shownRows(rows: BestInovasi[], typed: string, show: Show): BestInovasi[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const fits: Record<Show, (row: BestInovasi) => boolean> = {
    all: () => true,
    chosen: (row) => row.chosen,
    left: (row) => !row.chosen,
    marked: (row) => row.pinned || row.excluded,
  };
  return rows.filter((row) => fits[show](row) && words.every((word) => row.nama.toLowerCase().includes(word)));
}

/** A gain with its sign, as `+0,12` or `−0,12`. */
export function signed(value: string): string {
  if (/^-/.test(value)) return `−${decimal(value.slice(1))}`;
  return /[1-9]/.test(value) ? `+${decimal(value)}` : decimal(value);
}

/** What something is worth, a loss in words. */
export function worth(value: string | null): string {
  if (value === null) return t().skor.unknown;
  if (!/[1-9]/.test(value)) return t().steps.best.nothing;
  return value.startsWith('-') ? t().steps.best.costs(decimal(value.slice(1))) : signed(value);
}

const leaf = (nama: string, value: string | null, formula = '', children: Explained[] = []): Explained => ({
  nama,
  value,
  formula,
  args: [],
  children,
});

export function explainWorth(view: BestView, row: BestInovasi): Explained {
  const words = t().steps.best;
  return leaf(words.why(row.nama), row.worth_total, words.whyFormula, [
    leaf(words.withIt, row.with_total),
    leaf(words.withoutIt, row.without_total),
    leaf(words.whyIid, row.worth_iid, words.whyIidFormula(decimal(view.best.maksimum))),
  ]);
}

export function explainUrusan(view: BestView, row: BestUrusan, nama: string): Explained {
  const words = t().steps.best;
  return leaf(words.whyUrusan(nama), row.worth_total, row.covered ? words.whyCovered : words.whyEmpty, [
    leaf(words.whyIid, row.worth_iid, words.whyIidFormula(decimal(view.best.maksimum))),
  ]);
}

/** Why the index would be what it is: today's, or with the best set. */
export async function explainSide(view: BestView, side: 'now' | 'best'): Promise<Explained | null> {
  const asked = { instrument: view.instrument, basis: view.basis };
  try {
    return await (side === 'best' ? call('explainBestSet', asked) : call('explainStanding', asked));
  } catch (cause) {
    tell(cause);
    return null;
  }
}
