// Rules of the in-memory registry: one instrument stands in for all of them, and
// a correction is kept beside it. Nothing is reckoned; the numbers are samples.
import type { Backend } from '../backend';
import type {
  CorrectPack,
  DifferenceView,
  InstrumentRow,
  InstrumentsView,
  PackLookView,
  PackView,
  PackVersionView,
  ScoreView,
} from '../bindings';
import type { Book } from './book';
import { instrument } from './data';
import type { Desk } from './desk';
import { showStanding } from './show';

type Rules = Pick<
  Backend,
  | 'showInstruments'
  | 'showPack'
  | 'showPackVersions'
  | 'compareInstruments'
  | 'showEffect'
  | 'inspectPack'
  | 'importPack'
  | 'inspectCorrection'
  | 'correctPack'
  | 'removePack'
  | 'exportPack'
  | 'suggestPackPath'
>;

const SOURCE = [
  { id: 'S1', teks: 'Surat Kepala BSKDN 400.10.11/1887/BSKDN, 29 April 2026' },
  { id: 'S2', teks: 'Salinan formulir IID sebuah kota, diunduh 2 Mei 2026' },
];
const RULE = [
  ['pembagi_minimum', '12', 'confirmed'],
  ['per_inovasi', '0.38', 'confirmed'],
  ['batas_inovasi', '200', 'one_source'],
  ['minimum_urusan_dasar', '5', 'one_source'],
  ['maksimum', '250', 'confirmed'],
  ['dari', '2024-01-01', 'confirmed'],
  ['sampai', '2025-12-31', 'confirmed'],
  ['maksimum_usia', null, 'unknown'],
] as const;

const difference = (
  kind: string,
  fact: string,
  dulu: string | null,
  kini: string | null,
  at?: number,
): DifferenceView => {
  const of = at === undefined ? undefined : instrument.indikator[at];
  return { kind, fact, dulu, kini, indikator: of?.id ?? null, code: of?.code ?? null, nama: of?.nama ?? null };
};
const DIFFERENCES = [
  difference('constant', 'pembagi_minimum', '10', '12'),
  difference('reweighted', 'bobot', '1', '1.5', 21),
  difference('reworded', 'parameter/2', '1-10 orang', '1-30 orang', 22),
  difference('requirement', 'wajib', 'tidak wajib', 'wajib', 23),
  difference('added', 'indikator', null, instrument.indikator[24]?.nama ?? '', 24),
];

export function fakeRules(book: Book, desk: Desk): Rules {
  const { read, later, act, refuse } = desk;
  const versions = new Map<string, PackVersionView[]>();
  const added: { instrument: string; nama: string; tahun: number; draft: boolean }[] = [];
  const yearOf = (id: string) => {
    const found = [...book.years, ...added].find((each) => each.instrument === id.replace('@bawaan', ''));
    if (!found)
      throw refuse('instrument_unknown', 'not_found', [
        { name: 'instrument', value: id },
        { name: 'known', value: '' },
      ]);
    return found;
  };
  const named = (id: string) => {
    const it = yearOf(id);
    return { id, nama: it.nama, tahun: it.tahun, status: it.draft ? 'forecast' : 'final' };
  };
  const ownOf = (id: string) => {
    const it = versions.get(id)?.find((each) => each.stands);
    return it?.versi ? { versi: it.versi, alasan: it.alasan ?? '', person: it.person, at: it.at } : null;
  };
  const rowOf = (it: { instrument: string; nama: string; tahun: number; draft: boolean }): InstrumentRow => ({
    ...named(it.instrument),
    embedded: !added.some((each) => each.instrument === it.instrument),
    own: ownOf(it.instrument),
    current: it.instrument === book.registry?.instrument,
    n_indikator: instrument.indikator.length,
  });
  const list = (): InstrumentsView => ({
    instruments: [...added, ...book.years].map(rowOf).sort((a, b) => b.tahun - a.tahun),
    notices: [],
  });
  const write = (id: string, op: string, alasan: string | null) => {
    const before = (versions.get(id) ?? []).map((each) => ({ ...each, stands: false }));
    const versi = alasan === null ? null : before.filter((each) => each.versi !== null).length + 1;
    const stamp = `${before.length + 1}@laptop`;
    const person = book.registry?.person ?? '';
    versions.set(id, [
      { stamp, versi, alasan, op, person, at: '2026-11-28T08:30:00+07:00', stands: true, n_difference: 1 },
      ...before,
    ]);
  };
  const look = (more: Partial<PackLookView>): PackLookView => ({
    ...named(book.registry?.instrument ?? instrument.id),
    n_indikator: instrument.indikator.length,
    faults: [],
    stands: 'embedded',
    against: instrument.id,
    differences: DIFFERENCES.slice(0, 2),
    ...more,
  });
  const faultsOf = (req: CorrectPack) =>
    req.corrections.some((each) => each.value.includes('x'))
      ? [{ file: 'instrument.toml', line: 51, reason: 'SID: bobot sum to 37.5, but 37 declared' }]
      : [];
  const pack = (id: string): PackView => {
    const row = rowOf(yearOf(id));
    return {
      instrument: {
        ...instrument,
        id: row.id,
        nama: row.nama,
        tahun: row.tahun,
        status: row.status,
        source: SOURCE,
        rule: RULE.map(([key, value, confidence]) => ({
          key,
          value,
          confidence,
          source: value === null ? [] : ['S1'],
          note: null,
        })),
        predikat: [
          { nama: 'Sangat Inovatif', minimum: '65.01', maksimum: '100.00', confidence: null },
          { nama: 'Inovatif', minimum: '40.01', maksimum: '65.00', confidence: null },
          { nama: 'Kurang Inovatif', minimum: '0.01', maksimum: '40.00', confidence: null },
        ],
        kalender: [
          {
            nama: 'Penjaringan (pelaporan inovasi)',
            dari: '2026-06',
            sampai: '2026-08',
            confidence: 'confirmed',
            note: null,
            kriteria: [],
          },
          {
            nama: 'Presentasi kepala daerah',
            dari: null,
            sampai: null,
            confidence: 'unknown',
            note: null,
            kriteria: [{ nama: 'Kebaruan', bobot: 30 }],
          },
        ],
      },
      dasar_hukum: [{ teks: 'PP Nomor 38 Tahun 2017 tentang Inovasi Daerah', confidence: 'confirmed' }],
      isian: [{ field: 'nama', label: 'Nama inovasi', need: 'wajib', confidence: 'confirmed' }],
      berkas: [],
      check: instrument.indikator.slice(0, 3).map((each) => ({
        indikator: each.id,
        kind: 'count-at-least',
        parameter: [1],
        advice: false,
        args: [{ name: 'minimum', value: '1' }],
      })),
      embedded: row.embedded,
      own: row.own,
      current: row.current,
    };
  };
  return {
    showInstruments: () => read(list),
    showPack: (id) => read(() => pack(id)),
    showPackVersions: (id) => read(() => versions.get(id) ?? []),
    compareInstruments: (before, after) =>
      read(() => ({ before: named(before), after: named(after), differences: before === after ? [] : DIFFERENCES })),
    showEffect: (id) =>
      read(() => {
        const standing = showStanding(book);
        const bases: [string, ScoreView][] = [
          ['claimed', standing.claimed],
          ['supported', standing.supported],
          ['verified', standing.supported],
        ];
        const moved = [...book.inovasi.values()].slice(0, 12);
        return {
          before: named(book.registry?.instrument ?? instrument.id),
          after: named(id),
          standing: bases.map(([basis, now]) => ({
            basis,
            now,
            then: { ...now, divisor: 14, skor_total: '98.20', iid: '39.28', predikat: 'Kurang Inovatif' },
            now_bounds: null,
            then_bounds: null,
            change: '-2.14',
          })),
          n_same: 412,
          n_review: 23,
          n_dropped: 4,
          fate: instrument.indikator.slice(20, 23).map((each, at) => ({
            indikator: each.id,
            nama: each.nama,
            before_code: each.code,
            after_code: at === 2 ? null : each.code,
            n_same: 3,
            n_review: 8 - at,
            n_dropped: at === 2 ? 4 : 0,
            why: at === 2 ? ['not_asked'] : ['reworded', 'ladder_changed'],
          })),
          unasked: instrument.indikator.slice(3, 5).map((each) => ({
            indikator: each.id,
            code: each.code,
            nama: each.nama,
            daerah: each.daerah,
            wajib: true,
            maksimum: each.maksimum,
          })),
          n_inovasi: book.inovasi.size,
          n_moved: moved.length,
          moved: moved.map((each, at) => ({
            id: each.id,
            nama: each.fields.nama?.value ?? '',
            now: '71.00',
            then: at === 3 ? null : `${60 + at}.50`,
            change: at === 3 ? null : `-${(10.5 - at).toFixed(2)}`,
          })),
        };
      }),
    inspectPack: (path) =>
      later(() => {
        if (path.includes('rusak')) {
          return look({
            id: null,
            nama: null,
            stands: 'new',
            differences: [],
            faults: [{ file: 'indikator/bimtek.toml', line: 12, reason: 'parameter 5 stands where 2 is expected' }],
          });
        }
        return look({
          id: 'iga-2031',
          nama: 'Innovative Government Award 2031',
          tahun: 2031,
          status: 'draft',
          stands: 'new',
          differences: DIFFERENCES,
        });
      }),
    importPack: (_path, alasan) =>
      act(['rules', 'years', 'registry'], () => {
        if (!alasan.trim()) throw refuse('alasan_missing');
        if (!added.length)
          added.push({ instrument: 'iga-2031', nama: 'Innovative Government Award 2031', tahun: 2031, draft: true });
        write('iga-2031', 'import_pack', alasan);
        return list();
      }),
    inspectCorrection: (req) =>
      later(() =>
        look({
          faults: faultsOf(req),
          differences: req.corrections.map((each) => ({
            ...difference('reweighted', each.fact, '1', each.value),
            indikator: each.indikator,
          })),
        }),
      ),
    correctPack: (req) =>
      act(['rules', 'skor', 'inovasi', 'assessment'], () => {
        if (!req.alasan.trim()) throw refuse('alasan_missing');
        if (faultsOf(req).length)
          throw refuse('pack_faulty', 'invalid', [
            { name: 'n', value: '1' },
            { name: 'faults', value: faultsOf(req)[0]?.reason ?? '' },
          ]);
        if (req.copy_id)
          added.push({
            ...yearOf(req.instrument),
            instrument: req.copy_id,
            nama: req.copy_nama || yearOf(req.instrument).nama,
            draft: true,
          });
        write(req.copy_id ?? req.instrument, 'correct_pack', req.alasan);
        return list();
      }),
    removePack: (id) =>
      act(['rules', 'skor', 'inovasi', 'assessment'], () => {
        if (!ownOf(id)) throw refuse('pack_none', 'not_found', [{ name: 'instrument', value: id }]);
        write(id, 'remove_pack', null);
        return list();
      }),
    exportPack: (id, path) => later(() => ({ path, instrument: id, n_file: 42 })),
    suggestPackPath: (id) => later(() => `/home/brida/Dokumen/aturan-${id}.zip`),
  };
}
