// The first screen of the in-memory registry: rough numbers in the right shape.
import type {
  BerandaView,
  BodyInovasiView,
  BodyStandingView,
  FindingKindView,
  ScoreView,
  StageView,
} from '../bindings';
import type { Backend } from '../backend';
import { showBodies } from './bodies';
import { instrument, type Book, type Inovasi } from './book';
import type { Desk } from './desk';
import { findingsOf, showRow, showStanding } from './show';

const TODAY = '2026-06-18';
const DAY = 86_400_000;
const BASES = ['claimed', 'supported', 'verified'] as const;
const band = (nama: string, minimum: string, maksimum: string) => ({
  nama,
  minimum,
  maksimum,
  confidence: 'confirmed',
});
const PREDIKAT = [
  band('Sangat Inovatif', '65.01', '100.00'),
  band('Inovatif', '40.01', '65.00'),
  band('Kurang Inovatif', '0.01', '40.00'),
  band('Tidak Dapat Dinilai', '0.00', '0.00'),
];
const KALENDER = [
  { nama: 'Surat dan pedoman terbit', dari: '2026-04-29', sampai: null },
  { nama: 'Penjaringan (pelaporan inovasi)', dari: '2026-06', sampai: '2026-08' },
  { nama: 'Pengukuran, presentasi, validasi lapangan, dan sidang juri', dari: '2026-09', sampai: '2026-10' },
  { nama: 'Penganugerahan', dari: null, sampai: null },
];
const kept = (book: Book) => [...book.inovasi.values()].filter((each) => !each.removed);
const bodyOf = (each: Inovasi) => each.fields.perangkat_daerah?.value ?? '';
const day = (back: number) => new Date(Date.parse(TODAY) - back * DAY).toISOString().slice(0, 10);

export function fakeBeranda(
  book: Book,
  desk: Desk,
): Pick<Backend, 'showBeranda' | 'standingByPerangkatDaerah' | 'standingOfPerangkatDaerah'> {
  return {
    showBeranda: () => desk.read(() => showBeranda(book)),
    standingByPerangkatDaerah: () => desk.read(() => ({ rows: bodies(book) })),
    standingOfPerangkatDaerah: (nama) => desk.read(() => ofBody(book, nama)),
  };
}

function showBeranda(book: Book): BerandaView {
  const standing = showStanding(book);
  const { claimed } = standing;
  const open = claimed.urusan_dasar >= (claimed.minimum_urusan_dasar ?? 0);
  const rows = bodies(book);
  const urusan = [...claimed.urusan_dasar_tercakup, ...claimed.urusan_dasar_kosong];
  return {
    instrument: book.registry?.instrument ?? instrument.id,
    today: TODAY,
    standing: BASES.map((basis, at) => ({
      basis,
      score: { ...standing[basis], inovasi: [] },
      bounds: null,
      next: nextOf(standing[basis]),
      gap: at === 0 ? null : (Number(standing[BASES[at - 1] ?? basis].iid) - Number(standing[basis].iid)).toFixed(2),
    })),
    predikat: PREDIKAT,
    urusan_dasar: {
      gate: open ? 'open' : 'shut',
      n_covered: claimed.urusan_dasar,
      minimum: claimed.minimum_urusan_dasar,
      cost_skor: open ? null : (claimed.n_inovasi * 0.38).toFixed(2),
      cost_iid: open ? null : ((claimed.n_inovasi * 38) / 250).toFixed(2),
      urusan: urusan.map((id) => {
        const own = kept(book).filter((each) => each.fields.urusan_utama?.value === id);
        return {
          id,
          n_inovasi: own.length,
          inovasi: own.slice(0, 20).map((each) => ({ id: each.id, nama: each.fields.nama?.value ?? '' })),
        };
      }),
    },
    kursi: { n_inovasi: claimed.n_inovasi, divisor: claimed.divisor, kosong: claimed.kursi_kosong },
    findings: kinds(book),
    kalender: KALENDER.map(stage),
    participation: {
      rows: rows.slice(0, 12),
      n_body: rows.length,
      n_without: rows.filter((row) => row.n_inovasi === 0).length,
    },
    week: week(book),
  };
}

function nextOf(score: ScoreView) {
  const above = PREDIKAT.filter((each) => Number(each.minimum) > Number(score.iid)).at(-1);
  return above
    ? { nama: above.nama, minimum: above.minimum, distance: (Number(above.minimum) - Number(score.iid)).toFixed(2) }
    : null;
}

function kinds(book: Book): FindingKindView[] {
  const found = new Map<string, FindingKindView & { of: Set<string> }>();
  for (const each of kept(book).slice(0, 300).flatMap(findingsOf)) {
    const key = each.severity + each.code;
    const kind = found.get(key) ?? {
      code: each.code,
      severity: each.severity,
      n: 0,
      n_inovasi: 0,
      of: new Set<string>(),
    };
    kind.n++;
    kind.of.add(each.subject);
    found.set(key, kind);
  }
  const order = ['blocking', 'warning', 'hint'];
  return [...found.values()]
    .map(({ of, ...kind }) => ({ ...kind, n_inovasi: of.size }))
    .sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity) || b.n - a.n);
}

function stage(each: (typeof KALENDER)[number]): StageView {
  const from = (each.dari ?? '').padEnd(10, '-01');
  const to = (each.sampai ?? each.dari ?? '').padEnd(10, '-30');
  const apart = (iso: string) => Math.round(Math.abs(Date.parse(iso) - Date.parse(TODAY)) / DAY);
  const phase = !each.dari
    ? 'unknown'
    : TODAY < from
      ? 'ahead'
      : TODAY > to
        ? 'past'
        : each.dari === '2026-06'
          ? 'beginning'
          : 'running';
  const least = phase === 'unknown' ? null : phase === 'beginning' ? 12 : apart(phase === 'ahead' ? from : to);
  return {
    nama: each.nama,
    dari: each.dari,
    sampai: each.sampai,
    phase,
    least_days: least,
    most_days: least,
    confidence: 'confirmed',
    note: null,
  };
}

function skorOf(book: Book, each: Inovasi): number[] {
  const row = showRow(book, each);
  return [row.claimed, row.supported, row.verified].map(Number);
}

function bodies(book: Book): BodyStandingView[] {
  const names = new Map<string, Inovasi[]>(
    showBodies(book)
      .perangkat_daerah.filter((each) => each.aktif)
      .map((each) => [each.nama, []]),
  );
  for (const each of kept(book)) names.set(bodyOf(each), [...(names.get(bodyOf(each)) ?? []), each]);
  const rows = [...names].map(([nama, list]) => {
    const skor = list.map((each) => skorOf(book, each));
    return {
      nama,
      listed: true,
      n_inovasi: list.length,
      n_proposed: list.length,
      n_chosen: list.reduce(
        (n, each) => n + Object.values(each.answers).filter((answer) => answer.parameter > 0).length,
        0,
      ),
      skor: BASES.map((basis, at) => {
        const jumlah = skor.reduce((sum, each) => sum + (each[at] ?? 0), 0);
        return { basis, jumlah: jumlah.toFixed(2), rata: list.length > 0 ? (jumlah / list.length).toFixed(2) : null };
      }),
    };
  });
  return rows.sort((a, b) => b.n_proposed - a.n_proposed || a.nama.localeCompare(b.nama));
}

function ofBody(book: Book, nama: string): BodyInovasiView {
  const list = kept(book).filter((each) => bodyOf(each) === nama);
  const inovasi = list.slice(0, 500).map((each) => ({
    id: each.id,
    nama: each.fields.nama?.value ?? '',
    proposed: true,
    skor: skorOf(book, each).map((skor) => skor.toFixed(2)),
  }));
  return { nama, n_inovasi: list.length, inovasi };
}

function week(book: Book): BerandaView['week'] {
  const busy = book.inovasi.size > 0;
  const series = [12, 31, 8, 44, 27, 0, 19, 52, 38].map((n, at) => ({ dari: day(6 + (8 - at) * 7), n: busy ? n : 0 }));
  const recent = kept(book)
    .slice(0, 3)
    .map((each, at) => ({
      op: ['choose_parameter', 'attach_bukti', 'register_inovasi'][at] ?? 'edit_inovasi',
      person: ['Ratna Wulandari', 'Bagus Prasetyo'][at % 2] ?? '',
      at: `${day(at)}T09:41:00+07:00`,
      subject: `inovasi:${each.id}`,
      subject_nama: each.fields.nama?.value ?? null,
      n: at === 0 ? 12 : 1,
    }));
  const counts = (all: [string, number][]) => (busy ? all.map(([key, n]) => ({ key, n })) : []);
  return {
    dari: day(6),
    sampai: TODAY,
    n_act: busy ? 38 : 0,
    by_op: counts([
      ['choose_parameter', 21],
      ['edit_inovasi', 9],
      ['attach_bukti', 5],
      ['register_inovasi', 3],
    ]),
    by_person: counts([
      ['Ratna Wulandari', 25],
      ['Bagus Prasetyo', 13],
    ]),
    series,
    recent,
  };
}
