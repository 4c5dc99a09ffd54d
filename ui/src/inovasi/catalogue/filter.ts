// Filters of the list: chosen, shown as chips, taken away again.
import type { Facet, Filter } from '../../ipc/bindings';
import { isWord, t } from '../../text/t.svelte';

export const FACETS = [
  'state',
  'perangkat_daerah',
  'urusan_utama',
  'tahapan',
  'jenis',
  'bentuk',
  'tahun',
  'usulan',
  'verification',
  'finding',
] as const satisfies Facet[];
export const SPANS = ['claimed', 'supported', 'verified', 'official'] as const;
export type Span = (typeof SPANS)[number];

/** One thing asked for. Both ends of a span are one chip. */
export type Chip =
  | { kind: 'facet'; facet: Facet; value: string }
  | { kind: 'span'; span: Span; low: string; high: string }
  | { kind: 'proposed' };

/** Without words that no longer say anything: a filter that was kept may be older than the program. */
export function known(filter: Filter): Filter {
  return {
    ...filter,
    state: filter.state?.filter((each) => each in t().list.state),
    verification: filter.verification?.filter((each) => each in t().verification.state),
    finding: filter.finding?.filter((each) => isWord(`kind.${each}`)),
  };
}

/** What is chosen of a facet, each by its name. */
export function chosenOf(filter: Filter, facet: Facet): readonly string[] {
  return filter[facet] ?? [];
}

/** Only what asks for something, in one order: equal filters are equal texts. */
export function clean(filter: Filter): Filter {
  const kept: Filter = {};
  for (const facet of FACETS) if (filter[facet]?.length) Object.assign(kept, { [facet]: [...filter[facet]].sort() });
  for (const span of SPANS) {
    for (const end of [`${span}_min`, `${span}_max`] as const) if (filter[end]?.trim()) kept[end] = filter[end].trim();
  }
  if (filter.proposed_only) kept.proposed_only = true;
  return kept;
}

export function isEmpty(filter: Filter): boolean {
  return Object.keys(clean(filter)).length === 0;
}

/** The same filter with one choice more, or less. */
export function choose(filter: Filter, facet: Facet, value: string, chosen: boolean): Filter {
  const rest = chosenOf(filter, facet).filter((each) => each !== value);
  return clean({ ...filter, [facet]: chosen ? [...rest, value] : rest });
}

export function withSpan(filter: Filter, span: Span, low: string, high: string): Filter {
  return clean({ ...filter, [`${span}_min`]: low, [`${span}_max`]: high });
}

export function chipsOf(filter: Filter): Chip[] {
  const chips: Chip[] = FACETS.flatMap((facet) =>
    chosenOf(filter, facet).map((value): Chip => ({ kind: 'facet', facet, value })),
  );
  for (const span of SPANS) {
    const [low, high] = [filter[`${span}_min`] ?? '', filter[`${span}_max`] ?? ''];
    if (low || high) chips.push({ kind: 'span', span, low, high });
  }
  if (filter.proposed_only) chips.push({ kind: 'proposed' });
  return chips;
}

export function without(filter: Filter, chip: Chip): Filter {
  if (chip.kind === 'facet') return choose(filter, chip.facet, chip.value, false);
  if (chip.kind === 'span') return withSpan(filter, chip.span, '', '');
  return clean({ ...filter, proposed_only: false });
}

export function keyOf(chip: Chip): string {
  return chip.kind === 'facet' ? `${chip.facet}/${chip.value}` : chip.kind === 'span' ? chip.span : chip.kind;
}
