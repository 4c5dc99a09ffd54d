// Columns of the list, in the one order they stand in.
import type { Sort } from '../../ipc/bindings';
import { keep, recall } from '../../kit/remember';

export const COLUMNS = [
  { id: 'nama', sort: 'nama', width: 'minmax(200px, 3fr)', least: 200 },
  { id: 'perangkat_daerah', sort: 'perangkat_daerah', width: 'minmax(110px, 1.5fr)', least: 110 },
  { id: 'urusan_utama', sort: 'urusan_utama', width: 'minmax(96px, 1.3fr)', least: 96 },
  { id: 'tahapan', sort: 'tahapan', width: '80px', least: 80 },
  { id: 'jenis', sort: 'jenis', width: '92px', least: 92 },
  { id: 'bentuk', sort: 'bentuk', width: 'minmax(120px, 1fr)', least: 120 },
  { id: 'inisiator', sort: 'inisiator', width: 'minmax(110px, 1fr)', least: 110 },
  { id: 'waktu_uji_coba', sort: 'waktu_uji_coba', width: '128px', least: 128 },
  { id: 'waktu_penerapan', sort: 'waktu_penerapan', width: '128px', least: 128 },
  { id: 'waktu_pengembangan', sort: 'waktu_pengembangan', width: '128px', least: 128 },
  { id: 'claimed', sort: 'claimed', width: 'minmax(112px, 136px)', least: 112 },
  { id: 'supported', sort: 'supported', width: '84px', least: 84, end: true },
  { id: 'verified', sort: 'verified', width: '92px', least: 92, end: true },
  { id: 'official', sort: 'official', width: '84px', least: 84, end: true },
  { id: 'n_chosen', sort: 'n_chosen', width: '62px', least: 62, end: true },
  { id: 'n_bukti', sort: 'n_bukti', width: '56px', least: 56, end: true },
  { id: 'proposed', sort: 'proposed', width: '88px', least: 88 },
  { id: 'verification', sort: 'verification', width: '112px', least: 112 },
  { id: 'touched_at', sort: 'touched', width: '128px', least: 128 },
  { id: 'findings', sort: 'n_blocking', width: '60px', least: 60, end: true },
] as const satisfies { id: string; sort: Sort; width: string; least: number; end?: true }[];

export type Column = (typeof COLUMNS)[number];
export type ColumnId = Column['id'];

const USUAL: ColumnId[] = ['nama', 'perangkat_daerah', 'urusan_utama', 'tahapan', 'claimed', 'n_chosen', 'findings'];
const HABIT = 'prakarsa.columns';
const GAP = 16;

/** Columns whose first direction is from high to low. */
export function falls(sort: Sort | null): boolean {
  return /^(claimed|supported|verified|official|n_|touched$|proposed$)/.test(sort ?? '');
}

/** The order that a word names; the usual one where there is none. */
export function sortOf(word: unknown): Sort | null {
  return COLUMNS.find((column) => column.sort === word)?.sort ?? null;
}

/** Known columns in their order; the name always stands. */
export function columnsOf(chosen: readonly unknown[]): ColumnId[] {
  return COLUMNS.map((column) => column.id).filter((id) => id === 'nama' || chosen.includes(id));
}

export function habitOfColumns(): ColumnId[] {
  const kept = recall(HABIT);
  return kept === null ? USUAL : columnsOf(kept.split(','));
}

export function keepColumns(chosen: ColumnId[]): void {
  keep(HABIT, chosen.join(','));
}

export function chosenColumns(chosen: ColumnId[]): Column[] {
  return COLUMNS.filter((column) => chosen.includes(column.id));
}

/** The tracks of a grid, with one for the checkbox. */
export function tracksOf(columns: Column[]): string {
  return ['20px', ...columns.map((column) => column.width)].join(' ');
}

/** What they need at least, in pixels: below that the list scrolls sideways. */
export function leastWidth(columns: Column[]): number {
  return columns.reduce((sum, column) => sum + column.least + GAP, 20 + 2 * 24);
}
