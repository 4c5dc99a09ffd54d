// Acts on many inovasi, saved views and look-alikes of the in-memory registry.
import type { Backend } from '../backend';
import type { DuplicateSide, DuplicatesView, DuplicateView, NoticeView, SavedView, Selection } from '../bindings';
import type { Book, Inovasi } from './book';
import { facetsFake, idsOf, listFake } from './catalogue-list';
import { parseDate } from './date';
import type { Desk } from './desk';
import { showWorksheet } from './show';

type Acts = Pick<
  Backend,
  | 'listInovasi'
  | 'showFacets'
  | 'editManyInovasi'
  | 'removeManyInovasi'
  | 'showSavedViews'
  | 'keepSavedView'
  | 'removeSavedView'
  | 'listDuplicates'
  | 'similarInovasi'
  | 'decideDuplicate'
  | 'combineInovasi'
>;

const wordsOf = (text: string) =>
  new Set(
    text
      .toLowerCase()
      .split(/\W+/)
      .filter((word) => word.length > 2),
  );
const namaOf = (each: Inovasi) => each.fields.nama?.value ?? '';

function likeness(a: string, b: string): number {
  const [one, other] = [wordsOf(a), wordsOf(b)];
  const shared = [...one].filter((word) => other.has(word)).length;
  return shared === 0 ? 0 : Math.round((200 * shared) / (one.size + other.size));
}

const same = (percent: number): NoticeView => ({
  code: 'same_nama',
  args: [{ name: 'percent', value: String(percent) }],
});

function side(each: Inovasi): DuplicateSide {
  const value = (field: string) => each.fields[field]?.value ?? null;
  return {
    id: each.id,
    nama: namaOf(each),
    kepanjangan: value('kepanjangan'),
    perangkat_daerah: value('perangkat_daerah'),
    urusan_utama: value('urusan_utama'),
    waktu_penerapan: value('waktu_penerapan'),
  };
}

export function catalogueActs(book: Book, desk: Desk): Acts {
  const { read, act, refuse, find, later } = desk;
  const verdicts = new Map<string, string>();
  let views: SavedView[] = [];
  const keyOf = (a: string, b: string) => [a, b].sort().join('|');
  const kept = () => [...book.inovasi.values()].filter((each) => !each.removed);

  const selected = (selection: Selection): Inovasi[] => {
    const ids = new Set([...(selection.ids ?? []), ...(selection.all ? idsOf(book, selection.all) : [])]);
    for (const id of selection.except ?? []) ids.delete(id);
    return [...ids].map(find);
  };
  const duplicates = (decided: boolean): DuplicatesView => {
    const list = kept().slice(0, 120);
    const pairs: DuplicateView[] = [];
    for (const [at, a] of list.entries()) {
      for (const b of list.slice(at + 1)) {
        const percent = likeness(namaOf(a), namaOf(b));
        if (percent < 50) continue;
        pairs.push({
          a: side(a),
          b: side(b),
          reasons: [same(percent)],
          verdict: verdicts.get(keyOf(a.id, b.id)) ?? null,
        });
      }
    }
    const open = pairs.filter((pair) => pair.verdict === null);
    return {
      pairs: (decided ? pairs : open).slice(0, 500),
      n_open: open.length,
      n_decided: pairs.length - open.length,
    };
  };

  return {
    listInovasi: (req) => read(() => listFake(book, req)),
    showFacets: (req) => read(() => facetsFake(book, req)),
    editManyInovasi: (req) =>
      act(['inovasi', 'skor', 'findings', 'conflicts', 'registry', 'history'], () => {
        const field = req.field ?? '';
        const value = req.value?.trim() ? req.value : null;
        const stored = value && field.startsWith('waktu_') ? parseDate(value) : value;
        if (value && !stored) throw refuse('date_unreadable', 'invalid', [{ name: 'text', value }]);
        let n_changed = 0;
        const list = selected(req.selection ?? {});
        for (const inovasi of list) {
          const before = JSON.stringify([inovasi.fields[field]?.value ?? null, inovasi.members[field]]);
          if (req.member) {
            const rest = (inovasi.members[field] ?? []).filter((each) => each !== req.member);
            inovasi.members[field] = req.present ? [...rest, req.member] : rest;
          } else inovasi.fields[field] = { value: stored, sumber: null, keyakinan: null };
          if (before !== JSON.stringify([inovasi.fields[field]?.value ?? null, inovasi.members[field]])) n_changed++;
        }
        return { n_changed, n_unchanged: list.length - n_changed, n_skipped: 0 };
      }),
    removeManyInovasi: (selection) =>
      act(['inovasi', 'skor', 'findings', 'registry', 'history'], () => {
        const list = selected(selection);
        for (const inovasi of list) inovasi.removed = true;
        return { n_changed: list.length, n_unchanged: 0, n_skipped: 0 };
      }),
    showSavedViews: () => later(() => ({ views })),
    keepSavedView: (nama, state) =>
      act([], () => {
        if (!nama.trim()) throw refuse('nama_empty');
        views = [...views.filter((each) => each.nama !== nama), { nama, state }].sort((a, b) =>
          a.nama.localeCompare(b.nama, 'id'),
        );
        return { views };
      }),
    removeSavedView: (nama) => act([], () => ({ views: (views = views.filter((each) => each.nama !== nama)) })),
    listDuplicates: (decided) => read(() => duplicates(decided)),
    similarInovasi: (nama) =>
      read(() =>
        nama.trim().length < 3
          ? []
          : kept()
              .map((each) => ({ each, percent: likeness(nama, namaOf(each)) }))
              .filter((it) => it.percent >= 40)
              .sort((a, b) => b.percent - a.percent)
              .slice(0, 5)
              .map(({ each, percent }) => ({
                id: each.id,
                nama: namaOf(each),
                perangkat_daerah: each.fields.perangkat_daerah?.value ?? null,
                reasons: [same(percent)],
              })),
      ),
    decideDuplicate: (a, b, verdict) =>
      act(['inovasi', 'findings', 'history'], () => {
        if (verdict) verdicts.set(keyOf(a, b), verdict);
        else verdicts.delete(keyOf(a, b));
        return duplicates(false);
      }),
    combineInovasi: (keep, drop) =>
      act(['inovasi', 'assessment', 'bukti', 'skor', 'findings', 'registry', 'history'], () => {
        const [into, from] = [find(keep), find(drop)];
        for (const [field, fact] of Object.entries(from.fields))
          if (!into.fields[field]?.value) into.fields[field] = fact;
        for (const [indikator, answer] of Object.entries(from.answers)) into.answers[indikator] ??= answer;
        from.removed = true;
        return showWorksheet(book, into);
      }),
  };
}
