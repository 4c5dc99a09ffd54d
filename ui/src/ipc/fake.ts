// An in-memory backend for browser development, tests and screenshots. Never
// part of the production bundle.
import type { Backend } from './backend';
import type { AssessmentView, Outcome, Topic, WorksheetView } from './bindings';
import { Book, instrument, vocabulary, type Answer, type FakeOptions, type Inovasi } from './fake/book';
import { catalogueActs } from './fake/catalogue-acts';
import { fakeBeranda } from './fake/beranda';
import { parseDate } from './fake/date';
import { Desk } from './fake/desk';
import { withHistory } from './fake/history';
import { fakeInputs } from './fake/input';
import { fakeLife } from './fake/life';
import { fakeSimulation } from './fake/simulation';
import { fakeRules } from './fake/rules';
import { fakeSteps } from './fake/steps';
import { fakeWorkbooks } from './fake/workbook';
import { fakeVerification } from './fake/verification';
import {
  explainFake,
  findingsOf,
  showAssessment,
  showFindings,
  showRegistry,
  showStanding,
  showWorksheet,
} from './fake/show';

const ALL: Topic[] = ['inovasi', 'assessment', 'bukti', 'skor', 'findings', 'conflicts', 'registry'];

/** `?rows=10000&state=conflict`: how the browser asks for a situation. */
export function fakeOptions(search: string): FakeOptions {
  const asked = new URLSearchParams(search);
  const state = asked.get('state');
  return {
    rows: Number(asked.get('rows') ?? 0),
    state: state === 'welcome' || state === 'empty' || state === 'error' || state === 'conflict' ? state : 'normal',
    delay: Number(asked.get('delay') ?? 4),
    role: asked.get('role') ?? 'officer',
  };
}

export function fakeBackend(options: Partial<FakeOptions> = {}): Backend {
  const book = new Book({ rows: 0, state: 'normal', delay: 0, ...options });
  const desk = new Desk(book);
  const { later, read, act, refuse, find, work } = desk;
  const answersOf = (subject: string) =>
    subject === 'daerah' ? book.daerah : find(subject.replace('inovasi:', '')).answers;
  const answerOf = (subject: string, indikator: string): Answer =>
    (answersOf(subject)[indikator] ??= { parameter: 0, variant: null, bukti: [] });
  const assessment = (subject: string): AssessmentView =>
    showAssessment(
      book,
      subject,
      subject === 'daerah' ? { answers: book.daerah, review: {} } : find(subject.replace('inovasi:', '')),
    );
  const edit = (id: string, change: (inovasi: Inovasi) => void): Promise<Outcome<WorksheetView>> =>
    act(['inovasi', 'skor', 'findings', 'registry'], () => {
      const inovasi = find(id);
      inovasi.touched = ++book.clock;
      change(inovasi);
      return showWorksheet(book, inovasi);
    });
  const registry = () => {
    const view = showRegistry(book);
    if (!view) throw refuse('no_registry', 'not_found');
    return view;
  };
  return withHistory(book, {
    ...fakeLife(book, desk),
    ...catalogueActs(book, desk),
    ...fakeWorkbooks(book, desk),
    ...fakeVerification(book, desk, assessment, registry),
    ...fakeSimulation(book, desk),
    ...fakeInputs(book, desk, answerOf, assessment),
    ...fakeRules(book, desk),
    ...fakeSteps(book, desk),
    ...fakeBeranda(book, desk),
    openRegistry: () => later(() => showRegistry(book)),
    startRegistry: (nama, kode, person, example) =>
      act(ALL, () => {
        if (!/^\d\d(\.\d\d)?$/.test(kode)) throw refuse('kode_unreadable', 'invalid', [{ name: 'kode', value: kode }]);
        book.registry = book.open(nama, kode, person);
        if (example) book.addExample();
        return registry();
      }),
    loadExample: () => act(ALL, () => (book.addExample(), registry())),
    removeExample: () => act(ALL, () => (book.removeExample(), registry())),
    setPerson: (person) =>
      act(['registry'], () => {
        if (book.registry) book.registry.person = person;
        return registry();
      }),
    showInstrument: (id) =>
      later(() => {
        const year = book.years.find((each) => each.instrument === id);
        return year ? { ...instrument, id, nama: year.nama, tahun: year.tahun, draft: year.draft } : instrument;
      }),
    showVocabulary: () => later(() => vocabulary),
    showInovasi: (id) => read(() => showWorksheet(book, find(id))),
    registerInovasi: (nama) =>
      act(['inovasi', 'skor', 'findings', 'registry'], () => {
        if (!nama.trim()) throw refuse('nama_empty');
        const fact = { value: nama, sumber: null, keyakinan: null };
        return showWorksheet(book, book.add(`baru-${book.clock + 1}`, { nama: fact }, false));
      }),
    editInovasi: (id, field, value) =>
      edit(id, (inovasi) => {
        if (field === 'nama' && !value) throw refuse('nama_empty');
        const kept = value && field.startsWith('waktu_') ? parseDate(value) : value;
        if (value && !kept) throw refuse('date_unreadable', 'invalid', [{ name: 'text', value }]);
        inovasi.fields[field] = { value: kept, sumber: null, keyakinan: null };
      }),
    setMember: (id, field, member, present) =>
      edit(id, (inovasi) => {
        const rest = (inovasi.members[field] ?? []).filter((each) => each !== member);
        inovasi.members[field] = present ? [...rest, member] : rest;
      }),
    removeInovasi: (id) => edit(id, (inovasi) => (inovasi.removed = true)),
    restoreInovasi: (id) => edit(id, (inovasi) => (inovasi.removed = false)),
    showAssessment: (subject) => read(() => assessment(subject)),
    chooseParameter: (subject, chosenUnder, indikator, parameter, variant) =>
      act(['assessment', 'skor', 'findings', 'inovasi'], () => {
        if (book.years.find((year) => year.instrument === chosenUnder)?.closed) {
          throw refuse('year_closed', 'invalid', [{ name: 'instrument', value: chosenUnder }]);
        }
        Object.assign(answerOf(subject, indikator), { parameter, variant });
        return assessment(subject);
      }),
    attachBukti: async (subject, _instrument, indikator, paths, onProgress) => {
      await work(onProgress, 'hashing', paths);
      return act(['bukti', 'skor', 'findings', 'inovasi'], () => {
        for (const path of paths) answerOf(subject, indikator).bukti.push({ id: book.makeBukti(path).id, pages: null });
        return assessment(subject);
      });
    },
    editBukti: (subject, _instrument, bukti, field, value) =>
      act(['bukti', 'findings'], () => {
        const kept = value && field === 'tanggal' ? parseDate(value) : value;
        if (value && !kept) throw refuse('date_unreadable', 'invalid', [{ name: 'text', value }]);
        Object.assign(book.bukti.get(bukti) ?? {}, { [field]: kept });
        return assessment(subject);
      }),
    linkBukti: (subject, _instrument, indikator, bukti, pages) =>
      act(['bukti', 'skor', 'findings', 'inovasi'], () => {
        const answer = answerOf(subject, indikator);
        answer.bukti = [...answer.bukti.filter((link) => link.id !== bukti), { id: bukti, pages }];
        return assessment(subject);
      }),
    detachBukti: (subject, _instrument, indikator, bukti) =>
      act(['bukti', 'skor', 'findings', 'inovasi'], () => {
        const answer = answerOf(subject, indikator);
        answer.bukti = answer.bukti.filter((link) => link.id !== bukti);
        return assessment(subject);
      }),
    openBukti: () => later(() => null),
    readPhoto: () => later(() => ({ koordinat: '-6.9903, 110.4229', tanggal: '2024-08-17' })),
    standing: () => read(() => showStanding(book)),
    explainStanding: (_instrument, basis) => read(() => explainFake(book, basis)),
    showFindings: () => read(() => showFindings(book)),
    listConflicts: () => read(() => book.conflicts),
    resolveConflict: (subject, field, stamp) =>
      act(['conflicts', 'inovasi', 'registry'], () => {
        const conflict = book.conflicts.find((each) => each.subject === subject && each.field === field);
        const value = conflict?.heads.find((head) => head.stamp === stamp)?.value ?? null;
        find(subject.replace('inovasi:', '')).fields[field] = { value, sumber: null, keyakinan: null };
        book.conflicts = book.conflicts.filter((each) => each !== conflict);
        return book.conflicts;
      }),
    exportBundle: async (path, _zip, _only, onProgress) => {
      const list = [...book.inovasi.values()].filter((each) => !each.removed);
      await work(
        onProgress,
        'writing',
        list.slice(0, 40).map((each) => each.fields.nama?.value ?? ''),
      );
      return act([], () => ({
        path,
        n_inovasi: list.length,
        n_file: list.length * 3 + 12,
        size: 48_300_000,
        fingerprint: '9f2c4e7ab1d05c3388e6f0a9147bd25e60c81f3a7d94be52af01c6d83e9b7745',
        n_blocking: list.flatMap(findingsOf).filter((finding) => finding.severity === 'blocking').length,
      }));
    },
    suggestBundlePath: (zip) => later(() => `/home/brida/Dokumen/pengajuan-iga-2026${zip ? '.zip' : ''}`),
    verifyBundle: () =>
      later(() => ({
        valid: true,
        version: '1.0',
        algorithms: ['sha256'],
        n_file: 63,
        size: 48_300_000,
        faults: [],
        remarks: [],
      })),
    createParcel: async (path, onProgress) => {
      await work(onProgress, 'writing', ['changes', 'blobs']);
      return { path, n_act: 41, n_change: 212, n_blob: 9, size: 3_400_000 };
    },
    suggestParcelPath: () => later(() => '/home/brida/Dokumen/kota-semarang.prakarsa'),
    acceptParcel: async (_path, dryRun, onProgress) => {
      await work(onProgress, 'merging', ['changes']);
      const taken = [
        {
          id: 'pak-rahman',
          nama: 'Pak Rahman',
          field: 'manfaat',
          before: null,
          after: 'Harga bahan pokok terjangkau bagi warga enam belas kecamatan.',
        },
      ];
      return act(ALL, () => ({
        dry_run: dryRun,
        from_pemda: 'Kota Semarang',
        from_device: 'laptop-ketahanan-pangan',
        n_change: 37,
        n_new: 12,
        n_blob_new: 3,
        taken,
        conflicts: [],
        notices: [],
      }));
    },
    importRegistry: (_path, dryRun) =>
      act(ALL, () => ({ dry_run: dryRun, n_new: 4, n_changed: 2, n_unchanged: 11, changes: [] })),
    runDoctor: () =>
      later(() => ({
        healthy: true,
        n_change: 1204,
        n_inovasi: book.inovasi.size,
        n_bukti: book.bukti.size,
        n_blob: book.bukti.size,
        problems: [],
        remarks: [],
      })),
    cancelWork: () => later(() => ((desk.cancelled = true), null)),
  });
}
