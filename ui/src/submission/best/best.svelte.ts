// Acts on the best set, and what its screen shows of its view.
import { BASES, type Explained } from '../../kit/explained';
import { act } from '../../ipc/act';
import type { Basis, BestInovasi, BestSet, BestUrusan, BestView, BestPin } from '../../ipc/bindings';
import { entry } from '../../ipc/query.svelte';
import { sentenceOf, tell } from '../../kit/refusal';
import { toasts } from '../../kit/toast.svelte';
import { count, decimal, t } from '../../text/t.svelte';

export type Show = 'all' | 'chosen' | 'left' | 'marked';

export function sayOf(row: BestInovasi): BestPin | null {
  return row.pinned ? 'pinned' : row.excluded ? 'excluded' : null;
}

/** What was said holds on every score; the others are reckoned anew when looked at. */
function outdate(view: BestView): void {
  for (const basis of BASES) {
    if (basis !== view.basis) entry('showBestSet', { instrument: view.instrument, basis }).stale = true;
  }
}

export async function pin(view: BestView, row: BestInovasi, say: BestPin | null): Promise<void> {
  try {
    outdate((await act('pinInovasi', { id: row.id, say, instrument: view.instrument, basis: view.basis })).view);
    const { said, free, marked } = t().steps.best;
    toasts.show(marked(row.nama, say ? said[say] : free), { key: 'pin' });
  } catch (cause) {
    tell(cause);
  }
}

export async function release(instrument: string, basis: Basis): Promise<void> {
  try {
    outdate((await act('releasePins', { instrument, basis })).view);
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

/** The index of the best set, down to the kematangan of each inovasi. */
export function explainBest({ best }: BestView): Explained {
  const args = [
    { name: 'total', value: best.skor_total ?? '' },
    { name: 'maksimum', value: best.maksimum ?? '' },
  ];
  const rata = leaf(
    t().standing.rata,
    best.rata_kematangan,
    t().steps.best.whyRata(count(best.divisor)),
    best.inovasi.map((row) => leaf(row.nama, row.skor)),
  );
  const sid = leaf(t().standing.sid, best.skor_sid, 'sum', [rata, leaf(t().standing.jumlah, best.skor_jumlah_inovasi)]);
  const total = leaf(t().standing.total, best.skor_total, 'sum', [leaf(t().standing.spd, best.spd), sid]);
  return { ...leaf(t().standing.iid, best.iid, 'index', [total]), args };
}
