// A text in pieces, of which some are marked.
import type { MarkView } from '../ipc/bindings';

export type Piece = { text: string; marked: boolean };

/** Marks count in UTF-16 units, as texts here do; what overlaps or lies outside is cut off. */
export function pieces(text: string, marks: MarkView[]): Piece[] {
  const found: Piece[] = [];
  let at = 0;
  for (const { start, end } of [...marks].sort((a, b) => a.start - b.start)) {
    const from = Math.max(at, Math.min(start, text.length));
    const to = Math.min(end, text.length);
    if (to <= from) continue;
    if (from > at) found.push({ text: text.slice(at, from), marked: false });
    found.push({ text: text.slice(from, to), marked: true });
    at = to;
  }
  if (at < text.length) found.push({ text: text.slice(at), marked: false });
  return found;
}
