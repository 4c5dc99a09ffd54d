// The list of the in-memory registry: searched, filtered, counted, ordered.
import type { FacetsView, Filter, HitView, InovasiPage, ListInovasi } from '../bindings';
import type { Book, Inovasi } from './book';
import { findingsOf, showRow } from './show';
import { stateOf } from './verification';

const FACETS = [
  'perangkat_daerah',
  'urusan_utama',
  'tahapan',
  'jenis',
  'bentuk',
  'tahun',
  'usulan',
  'state',
  'finding',
  'verification',
] as const;
type Facet = (typeof FACETS)[number];

const value = (each: Inovasi, field: string) => each.fields[field]?.value ?? '';
const wordsOf = (text: string) => text.toLowerCase().split(/\s+/).filter(Boolean);

/** What an inovasi is under each facet. */
function choicesOf(book: Book, each: Inovasi): Record<Facet, string[]> {
  const findings = findingsOf(each);
  const blocking = findings.some((finding) => finding.severity === 'blocking');
  const conflict = book.conflicts.some((it) => it.subject === `inovasi:${each.id}`);
  const state = [blocking ? 'incomplete' : 'ready'];
  if (conflict) state.push('conflict');
  if (each.contoh) state.push('example');
  if (Object.values(each.answers).every((answer) => answer.bukti.length === 0)) state.push('without_bukti');
  return {
    perangkat_daerah: [value(each, 'perangkat_daerah')],
    urusan_utama: [value(each, 'urusan_utama')],
    tahapan: [value(each, 'tahapan')],
    jenis: [value(each, 'jenis')],
    bentuk: [value(each, 'bentuk')],
    tahun: [value(each, 'waktu_penerapan').slice(0, 4)],
    usulan: Object.keys(each.usulan).filter((id) => each.usulan[id]?.proposed),
    state,
    verification: [stateOf(book, `inovasi:${each.id}`)],
    finding: [...new Set(findings.map((finding) => finding.code))],
  };
}

function within(skor: string | null, low?: string | null, high?: string | null): boolean {
  const number = (text: string) => Number(text.replace(',', '.'));
  return (!low || Number(skor) >= number(low)) && (!high || Number(skor) <= number(high));
}

type Line = {
  each: Inovasi;
  choices: Record<Facet, string[]>;
  claimed: string | null;
  supported: string | null;
  verified: string | null;
};

function linesOf(book: Book, text: string, filter: Filter): { line: Line; fails: Facet[] }[] {
  const words = wordsOf(text);
  const lines: { line: Line; fails: Facet[] }[] = [];
  for (const each of book.inovasi.values()) {
    if (each.removed) continue;
    const all = Object.values(each.fields)
      .map((fact) => fact.value ?? '')
      .join(' ')
      .toLowerCase();
    if (!words.every((word) => all.includes(word))) continue;
    const choices = choicesOf(book, each);
    const { claimed, supported, verified } = showRow(book, each);
    const fits =
      within(claimed, filter.claimed_min, filter.claimed_max) &&
      within(supported, filter.supported_min, filter.supported_max) &&
      within(verified, filter.verified_min, filter.verified_max) &&
      (!filter.proposed_only || choices.usulan.includes(book.registry?.instrument ?? ''));
    if (!fits) continue;
    const fails = FACETS.filter((facet) => {
      const chosen = filter[facet] ?? [];
      return chosen.length > 0 && !choices[facet].some((choice) => chosen.includes(choice));
    });
    lines.push({ line: { each, choices, claimed, supported, verified }, fails });
  }
  return lines;
}

export function listFake(book: Book, req: ListInovasi): InovasiPage {
  const { sort, descending, offset } = req;
  const found = linesOf(book, req.text, req.filter ?? {}).filter((it) => it.fails.length === 0);
  const numeric = /^(claimed|supported|verified|n_|touched$)/.test(sort);
  const key = ({ each, claimed, supported, verified }: Line): string | number => {
    if (sort === 'touched' || sort === 'touched_at') return each.touched;
    if (sort === 'claimed') return Number(claimed);
    if (sort === 'supported') return Number(supported);
    if (sort === 'verified') return Number(verified);
    if (numeric) return Number(showRow(book, each)[sort as 'n_chosen']);
    return value(each, sort || 'nama');
  };
  const rows = found.map(({ line }) => ({ each: line.each, key: key(line) }));
  rows.sort((a, b) => (typeof a.key === 'number' ? a.key - Number(b.key) : a.key.localeCompare(String(b.key), 'id')));
  if (descending) rows.reverse();
  const words = wordsOf(req.text);
  const shown = rows.slice(offset, offset + Math.min(req.limit, 500));
  return {
    total: rows.length,
    at_least: false,
    offset,
    rows: shown.map(({ each }) => ({ ...showRow(book, each), hits: hitsOf(each, words) })),
  };
}

/** Every listed id that a selection of the in-memory registry means. */
export function idsOf(book: Book, all: ListInovasi): string[] {
  return linesOf(book, all.text, all.filter ?? {})
    .filter((it) => it.fails.length === 0)
    .map((it) => it.line.each.id);
}

function hitsOf(each: Inovasi, words: string[]): HitView[] {
  if (words.length === 0) return [];
  return Object.entries(each.fields).flatMap(([field, fact]) => {
    const whole = fact.value ?? '';
    const first = Math.min(...words.map((word) => whole.toLowerCase().indexOf(word)).filter((at) => at >= 0));
    if (!Number.isFinite(first)) return [];
    const from = whole.length > 160 ? Math.max(0, first - 40) : 0;
    const text = whole.length > 160 ? `…${whole.slice(from, from + 140)}…` : whole;
    const marks = words.flatMap((word) => {
      const start = text.toLowerCase().indexOf(word);
      return start < 0 ? [] : [{ start, end: start + word.length }];
    });
    return marks.length > 0 ? [{ field, text, marks: marks.sort((a, b) => a.start - b.start) }] : [];
  });
}

export function facetsFake(book: Book, req: ListInovasi): FacetsView {
  const filter = req.filter ?? {};
  const lines = linesOf(book, req.text, filter);
  const fitting = lines.filter((it) => it.fails.length === 0);
  const span = (skor: 'claimed' | 'supported' | 'verified') => {
    const all = fitting.map((it) => Number(it.line[skor]));
    return all.length === 0 ? [] : [Math.min(...all).toFixed(2), Math.max(...all).toFixed(2)];
  };
  return {
    total: fitting.length,
    claimed: span('claimed'),
    supported: span('supported'),
    verified: span('verified'),
    facets: FACETS.map((facet) => {
      const n = new Map<string, number>((filter[facet] ?? []).map((choice) => [choice, 0]));
      for (const { line, fails } of lines) {
        if (fails.some((failed) => failed !== facet)) continue;
        for (const choice of line.choices[facet]) n.set(choice, (n.get(choice) ?? 0) + 1);
      }
      const choices = [...n].map(([choice, count]) => ({
        value: choice,
        n: count,
        chosen: (filter[facet] ?? []).includes(choice),
      }));
      return { facet, choices: choices.sort((a, b) => a.value.localeCompare(b.value, 'id')) };
    }),
  };
}
