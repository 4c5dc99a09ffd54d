// How rules read: the names of their facts, and which differences are asked for.
import type {
  DifferenceKind,
  DifferenceView,
  FactName,
  IndikatorView,
  Status,
  VocabularyView,
} from '../../ipc/bindings';
import { date, decimal, isKey, plain, t } from '../../text/t.svelte';

/** A fact by its key: `bobot`, `parameter/3`, `variant/a/2`, `predikat/Inovatif`. One that a pack made up has
 *  no other name than the pack's own. */
export function factName(fact: string, known: FactName | null): string {
  const [, which, more] = fact.split('/');
  const words = t().rules;
  if (known === null) return fact.replaceAll('_', ' ');
  if (which === undefined) return words.key[known];
  if (known === 'parameter') return words.parameterN(which);
  if (known === 'variant') return more ? words.variantN(which, more) : words.variant(which);
  return known === 'predikat' ? words.band(which) : `${words.key[known]}: ${which}`;
}

/** The value of a fact as officers write it: numbers with a comma, dates in words, options by name. */
export function factValue(fact: string, value: string | null, vocabulary?: VocabularyView): string {
  const option = (field: string, id: string) =>
    vocabulary?.lists.find((each) => each.field === field)?.options.find((each) => each.id === id)?.nama ?? id;
  if (value === null) return '–';
  if (fact === 'formula') return isKey(t().rules.formula, value) ? t().rules.formula[value] : t().rules.unknown;
  if (fact === 'tahapan') return option(fact, value);
  if (fact === 'urusan_dasar')
    return value
      .split('; ')
      .map((id) => option('urusan_utama', id))
      .join('; ');
  if (/^\d{4}-\d\d/.test(value)) return date(value);
  return /^\d+(\.\d+)?$/.test(value) ? plain(value) : value;
}

export type Tone = 'plain' | 'primary' | 'positive' | 'warning' | 'negative';

export const STATUS_TONE: Record<Status, Tone> = {
  final: 'positive',
  draft: 'warning',
  forecast: 'warning',
  incomplete: 'plain',
};

/** The kinds that occur, each with how often, in the order they first occur. */
export function kindsOf(differences: DifferenceView[]): [DifferenceKind, number][] {
  const kinds = new Map<DifferenceKind, number>();
  for (const { kind } of differences) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  return [...kinds];
}

/** Those indikator whose code or name holds the words. */
export function matchingIndikator(list: IndikatorView[], words: string): IndikatorView[] {
  const wanted = words.trim().toLowerCase();
  return wanted ? list.filter((each) => `${each.code} ${each.nama}`.toLowerCase().includes(wanted)) : list;
}

/** A fact that the dialog can correct, with what stands there now. */
export type Correctable = { fact: string; nama: string; value: string; long: boolean; options?: string[] };

export function correctableOf(it: IndikatorView, tahun: number): Correctable[] {
  const words = t().rules;
  const line = (known: FactName, value: string | null, long = false, options?: string[], which = '') => ({
    fact: known + which,
    nama: factName(known + which, known),
    value: value ?? '',
    long,
    options,
  });
  return [
    line('bobot', it.bobot),
    line('nama', it.nama, true),
    line('bukti', it.bukti, true),
    line('wajib', String(it.wajib), false, ['true', 'false']),
    line('window', it.window && `${it.window.dari - tahun} ${it.window.sampai - tahun}`),
    ...it.parameter.map((each) => line('parameter', each.teks, true, undefined, `/${each.nomor}`)),
    ...it.variant.flatMap((basis) =>
      basis.parameter.map((each) => ({
        ...line('variant', each.teks, true, undefined, `/${basis.id}/${each.nomor}`),
        nama: `${words.variant(basis.nama)}, ${words.parameterN(String(each.nomor))}`,
      })),
    ),
  ];
}

/** A decimal that shows its sign, above zero too. */
export function signed(value: string | null): string {
  return value?.startsWith('+') ? `+${decimal(value.slice(1))}` : decimal(value);
}
