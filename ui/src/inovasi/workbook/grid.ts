// The columns of the grid: which there are, and how wide.
import type { WorkbookColumnView } from '../../ipc/bindings';

/** As many are answered at most. */
const SHOWN = 100;
/** Pixels: the number of the row and its word; a column with hardly anything; a usual one; one of sentences. */
const FIRST = 152;
const NARROW = 112;
const USUAL = 176;
const WIDE = 248;

export interface GridColumn {
  /** From 0. */
  at: number;
  letter: string;
  /** Absent where no header was found. */
  column: WorkbookColumnView | null;
}

/** Those that were understood; of a table without a header all there are. */
export function columnsOf(columns: WorkbookColumnView[], n: number): GridColumn[] {
  if (columns.length > 0) {
    return columns.filter(({ at }) => at < SHOWN).map((column) => ({ at: column.at, letter: column.letter, column }));
  }
  return Array.from({ length: Math.min(n, SHOWN) }, (_, at) => ({ at, letter: letterOf(at), column: null }));
}

/** As spreadsheets name it: `A`, `AB`. */
export function letterOf(at: number): string {
  const before = Math.floor(at / 26);
  return (before > 0 ? letterOf(before - 1) : '') + String.fromCharCode(65 + (at % 26));
}

function width({ column }: GridColumn): number {
  if (!column) return USUAL;
  const longest = Math.max(column.header.length / 2, ...column.examples.map((text) => text.length));
  if (longest > 40) return WIDE;
  return longest <= 6 && column.target === null ? NARROW : USUAL;
}

export const tracksOf = (columns: GridColumn[]) =>
  [`${FIRST}px`, ...columns.map((column) => `minmax(${width(column)}px, 1fr)`)].join(' ');

export const widthOf = (columns: GridColumn[]) => columns.reduce((sum, column) => sum + width(column), FIRST);
