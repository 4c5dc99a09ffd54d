// Where the words of a search stand in a row.
import type { HitView, InovasiRow, MarkView } from '../../ipc/bindings';

/** Marks in a text that is shown anyway, when the hit is of that very text. */
export function marksIn(row: InovasiRow, field: 'nama' | 'kepanjangan'): MarkView[] {
  return row.hits.find((hit) => hit.field === field && hit.text === row[field])?.marks ?? [];
}

/** Hits in what the row does not show already, the best first. */
export function otherHits(row: InovasiRow, most = 2): HitView[] {
  const shown = (hit: HitView) => hit.field === 'nama' && hit.text === row.nama;
  return row.hits.filter((hit) => !shown(hit) && hit.marks.length > 0).slice(0, most);
}
