// Years, taking back, bodies and penghargaan of the in-memory registry.
import type { Backend } from '../backend';
import type { Outcome, PenghargaanListView, PenghargaanView, RevertView, Topic, UndoView } from '../bindings';
import type { Penghargaan, Book } from './book';
import { showBodies, type Body } from './bodies';
import type { Desk } from './desk';
import { note } from './history';
import { showAssessment, showWorksheet } from './show';
import { searchWilayahFake } from './wilayah';
import { compareFake, grewFrom, showYears } from './years';

const ALL: Topic[] = [
  'inovasi',
  'assessment',
  'bukti',
  'skor',
  'findings',
  'conflicts',
  'registry',
  'years',
  'penghargaan',
  'perangkat_daerah',
  'history',
];
const MIN_NOTE = 10;

type Life = Pick<
  Backend,
  | 'showYears'
  | 'beginYear'
  | 'closeYear'
  | 'proposeInovasi'
  | 'withdrawInovasi'
  | 'acceptReview'
  | 'compareYears'
  | 'showUndo'
  | 'undo'
  | 'redo'
  | 'showHistory'
  | 'restoreValue'
  | 'keepNote'
  | 'searchWilayah'
  | 'listPerangkatDaerah'
  | 'registerPerangkatDaerah'
  | 'editPerangkatDaerah'
  | 'setPerangkatDaerahNamaLama'
  | 'removePerangkatDaerah'
  | 'adoptPerangkatDaerah'
  | 'listPenghargaan'
  | 'registerPenghargaan'
  | 'editPenghargaan'
  | 'removePenghargaan'
  | 'attachPenghargaan'
  | 'detachPenghargaan'
>;

export function showPenghargaan(book: Book, untuk: string): PenghargaanView[] {
  return book.penghargaan
    .filter((each) => each.untuk === untuk)
    .map((each) => ({
      ...each,
      untuk_nama: book.inovasi.get(each.untuk.replace('inovasi:', ''))?.fields.nama?.value ?? null,
      bukti: each.bukti.flatMap((id) => {
        const bukti = book.bukti.get(id);
        return bukti ? [{ ...bukti, pages: null, also: [] }] : [];
      }),
    }));
}

export function fakeLife(book: Book, desk: Desk): Life {
  const { later, read, act, refuse, find, work } = desk;
  const year = (id: string) => {
    const found = book.years.find((each) => each.instrument === id);
    if (!found) throw refuse('instrument_unknown', 'not_found', [{ name: 'instrument', value: id }]);
    return found;
  };
  const open = (id: string) => {
    if (year(id).closed) throw refuse('year_closed', 'invalid', [{ name: 'instrument', value: id }]);
  };
  const years = (touched: Topic[], change: () => void) =>
    act([...touched, 'years', 'registry', 'inovasi', 'skor', 'findings'], () => (change(), showYears(book)));
  const undoView = (): UndoView => ({ undo: book.past.at(-1)?.told ?? null, redo: book.future.at(-1)?.told ?? null });
  const turn = (from: 'past' | 'future', to: 'past' | 'future', reason: string): Promise<Outcome<RevertView>> =>
    act(ALL, () => {
      const step = book[from].pop();
      if (!step) throw refuse(reason, 'not_found');
      const rest = { past: book.past, future: book.future };
      rest[to].push({ told: step.told, state: book.freeze() });
      book.thaw(step.state);
      return { done: step.told, n_restored: 1, n_kept: 0, undo: undoView() };
    });
  const bodies = (change: () => void) =>
    act(['perangkat_daerah', 'inovasi', 'findings'], () => (change(), showBodies(book)));
  const body = (id: string): Body => {
    const found = book.bodies.find((each) => each.id === id);
    if (!found) throw refuse('perangkat_daerah_missing', 'not_found', [{ name: 'id', value: id }]);
    return found;
  };
  const addBody = (nama: string, jenis: string | null, induk: string | null) => {
    if (!nama.trim()) throw refuse('nama_empty');
    if (book.bodies.some((each) => each.nama === nama))
      throw refuse('perangkat_daerah_exists', 'invalid', [{ name: 'nama', value: nama }]);
    book.bodies.push({
      id: `pd${++book.clock}`,
      nama: nama.trim(),
      kode: null,
      jenis,
      induk,
      aktif: true,
      contoh: false,
      nama_lama: [],
    });
  };
  const penghargaan = (id: string, change: (each: Penghargaan) => void): Promise<Outcome<PenghargaanListView>> =>
    act(['penghargaan', 'bukti'], () => {
      const each = book.penghargaan.find((each) => each.id === id);
      if (!each) throw refuse('penghargaan_missing', 'not_found', [{ name: 'id', value: id }]);
      change(each);
      return { penghargaan: showPenghargaan(book, each.untuk) };
    });

  return {
    showYears: () => read(() => showYears(book)),
    beginYear: (instrument) =>
      years(['assessment'], () => {
        const next = year(instrument);
        for (const each of book.years) if (each.tahun < next.tahun) each.closed = true;
        next.closed = false;
        if (book.registry) book.registry.instrument = instrument;
      }),
    closeYear: (instrument, closed) => years(['assessment'], () => void (year(instrument).closed = closed)),
    proposeInovasi: (ids, instrument, growthNote) =>
      years(['assessment'], () => {
        open(instrument);
        for (const inovasi of ids.map(find)) {
          if (grewFrom(book, inovasi, instrument) && growthNote.trim().length < MIN_NOTE) {
            const nama = inovasi.fields.nama?.value ?? '';
            throw refuse('growth_note_short', 'invalid', [
              { name: 'nama', value: nama },
              { name: 'minimum', value: String(MIN_NOTE) },
            ]);
          }
          inovasi.usulan[instrument] = { proposed: true, growth_note: growthNote.trim() || null };
        }
      }),
    withdrawInovasi: (ids, instrument) =>
      years([], () => {
        open(instrument);
        for (const inovasi of ids.map(find))
          inovasi.usulan[instrument] = {
            proposed: false,
            growth_note: inovasi.usulan[instrument]?.growth_note ?? null,
          };
      }),
    acceptReview: (subject, instrument, indikator) =>
      act(['assessment', 'findings'], () => {
        open(instrument);
        const inovasi = find(subject.replace('inovasi:', ''));
        delete inovasi.review[indikator];
        return showAssessment(book, subject, inovasi);
      }),
    compareYears: (id, before, after) => read(() => compareFake(book, find(id), before, after)),
    showUndo: () => later(undoView),
    undo: () => turn('past', 'future', 'nothing_to_undo'),
    redo: () => turn('future', 'past', 'nothing_to_redo'),
    showHistory: (subject, field) =>
      read(() =>
        (book.history.get(subject.replace('inovasi:', '')) ?? []).filter(
          (each) => field === null || each.field === field,
        ),
      ),
    restoreValue: (subject, field, stamp) =>
      act(['inovasi', 'assessment', 'skor', 'findings', 'conflicts', 'perangkat_daerah'], () => {
        const inovasi = find(subject.replace('inovasi:', ''));
        const found = book.history.get(inovasi.id)?.find((each) => each.stamp === stamp && each.field === field);
        if (!found) throw refuse('history_missing', 'not_found', [{ name: 'field', value: field }]);
        inovasi.fields[field] = { value: found.value, sumber: null, keyakinan: null };
        note(book, inovasi.id, field, found.value, 'restore_value', book.registry?.person ?? '');
        return showWorksheet(book, inovasi);
      }),
    keepNote: (subject, text) =>
      later(() => ((find(subject.replace('inovasi:', '')).note = text.trim() || null), null)),
    searchWilayah: (text) => later(() => searchWilayahFake(text)),
    listPerangkatDaerah: () => read(() => showBodies(book)),
    registerPerangkatDaerah: (nama, jenis, induk) => bodies(() => addBody(nama, jenis, induk)),
    editPerangkatDaerah: (id, field, value, keepOldName) =>
      bodies(() => {
        const found = body(id);
        if (field === 'nama' && !value) throw refuse('nama_empty');
        if (field === 'nama' && keepOldName) found.nama_lama = [...found.nama_lama, found.nama];
        Object.assign(found, { [field]: field === 'aktif' ? value !== '0' : value });
      }),
    setPerangkatDaerahNamaLama: (id, nama, present) =>
      bodies(() => {
        const rest = body(id).nama_lama.filter((each) => each !== nama);
        body(id).nama_lama = present ? [...rest, nama] : rest;
      }),
    removePerangkatDaerah: (id) =>
      bodies(() => {
        const below = book.bodies.filter((each) => each.induk === id).length;
        if (below > 0)
          throw refuse('perangkat_daerah_has_units', 'invalid', [
            { name: 'nama', value: body(id).nama },
            { name: 'n', value: String(below) },
          ]);
        book.bodies = book.bodies.filter((each) => each.id !== id);
      }),
    adoptPerangkatDaerah: (nama) =>
      bodies(() => {
        const all = nama.length > 0 ? nama : showBodies(book).unlisted.map((each) => each.nama);
        for (const each of all) addBody(each, each.startsWith('Kecamatan') ? 'kecamatan' : null, null);
      }),
    listPenghargaan: (untuk) => read(() => ({ penghargaan: showPenghargaan(book, untuk ?? 'daerah') })),
    registerPenghargaan: (untuk, nama) =>
      act(['penghargaan'], () => {
        if (!nama.trim()) throw refuse('nama_empty');
        book.penghargaan.push({ ...book.makePenghargaan(`p${++book.clock}`, untuk, nama.trim()), contoh: false });
        return { penghargaan: showPenghargaan(book, untuk) };
      }),
    editPenghargaan: (id, field, value) =>
      penghargaan(id, (each) => {
        if (field === 'nama' && !value) throw refuse('nama_empty');
        if (field === 'tahun' && value && !/^\d{4}$/.test(value))
          throw refuse('year_unreadable', 'invalid', [{ name: 'text', value }]);
        Object.assign(each, { [field]: value });
      }),
    removePenghargaan: (id) =>
      penghargaan(id, (gone) => void (book.penghargaan = book.penghargaan.filter((each) => each !== gone))),
    attachPenghargaan: async (id, paths, onProgress) => {
      await work(onProgress, 'hashing', paths);
      return penghargaan(id, (each) => each.bukti.push(...paths.map((path) => book.makeBukti(path).id)));
    },
    detachPenghargaan: (id, bukti) =>
      penghargaan(id, (each) => void (each.bukti = each.bukti.filter((other) => other !== bukti))),
  };
}
