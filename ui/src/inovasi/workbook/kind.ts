// What a row is taken for, as the grid paints and names it.
import type { SkippedRow, WorkbookLine } from '../../ipc/bindings';

/** What rows are painted as, and what the legend names. */
export const PAINTS = ['inovasi', 'header', 'group', 'skipped', 'refused'] as const;
export type Paint = (typeof PAINTS)[number];

/** The word of a row. */
export type RowKind = SkippedRow | 'inovasi' | 'refused';

const HEADS: readonly SkippedRow[] = ['header', 'numbering', 'instruction'];

export function kindOf(line: WorkbookLine, refused: ReadonlySet<number>): RowKind {
  if (line.skipped) return line.skipped;
  return refused.has(line.row) ? 'refused' : 'inovasi';
}

export function paintOf(kind: RowKind): Paint {
  if (kind === 'inovasi' || kind === 'joined') return 'inovasi';
  if (kind === 'refused' || kind === 'group') return kind;
  return HEADS.includes(kind) ? 'header' : 'skipped';
}
