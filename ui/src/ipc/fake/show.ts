// The views of the in-memory registry. A stand-in with rough arithmetic: the
// real rules live in Rust.
import type {
  AnswerView,
  AssessmentView,
  BuktiView,
  ExplainView,
  FindingsView,
  FindingView,
  InovasiRow,
  RegistryView,
  ScoreView,
  StandingView,
  WorksheetView,
} from '../bindings';
import { instrument, vocabulary, type Answer, type Book, type Inovasi } from './book';
import { checksOf, givenOf, outsideOf, supportedOf } from './input';
import { showPenghargaan } from './life';
import { BERKAS, countRancangBangun, showProfile } from './profile';
import { stateOf, withWay } from './verification';
import { showUsulan } from './years';

const code = (value: string) => [{ name: 'indikator', value }];
const none: Answer = { parameter: 0, variant: null, bukti: [] };
const two = (value: number) => value.toFixed(2);
const linesFor = (daerah: boolean) => instrument.indikator.filter((line) => line.daerah === daerah);

export function showRegistry(book: Book): RegistryView | null {
  if (!book.registry) return null;
  const kept = [...book.inovasi.values()].filter((each) => !each.removed);
  return {
    ...book.registry,
    n_inovasi: kept.length,
    n_contoh: kept.filter((each) => each.contoh).length,
    n_conflict: book.conflicts.length,
  };
}

export function showRow(book: Book, inovasi: Inovasi): InovasiRow {
  const value = (field: string) => inovasi.fields[field]?.value ?? null;
  const [claimed, supported, verified] = sum(inovasi.answers, false);
  return {
    id: inovasi.id,
    nama: value('nama') ?? '',
    kepanjangan: value('kepanjangan'),
    perangkat_daerah: value('perangkat_daerah'),
    urusan_utama: value('urusan_utama'),
    tahapan: value('tahapan'),
    jenis: value('jenis'),
    bentuk: value('bentuk'),
    inisiator: value('inisiator'),
    waktu_uji_coba: value('waktu_uji_coba'),
    waktu_penerapan: value('waktu_penerapan'),
    waktu_pengembangan: value('waktu_pengembangan'),
    claimed: two(claimed),
    supported: two(supported),
    verified: two(verified),
    n_chosen: Object.values(inovasi.answers).filter((answer) => answer.parameter > 0).length,
    n_blocking: findingsOf(inovasi).filter((finding) => finding.severity === 'blocking').length,
    n_warning: findingsOf(inovasi).filter((finding) => finding.severity === 'warning').length,
    n_bukti: Object.values(inovasi.answers).reduce((n, answer) => n + answer.bukti.length, 0),
    proposed: Boolean(inovasi.usulan[book.registry?.instrument ?? '']?.proposed),
    touched_at: book.now(),
    hits: [],
    n_conflict: book.conflicts.filter((conflict) => conflict.subject === `inovasi:${inovasi.id}`).length,
    contoh: inovasi.contoh,
    verification: stateOf(book, `inovasi:${inovasi.id}`),
  };
}

export function showWorksheet(book: Book, inovasi: Inovasi): WorksheetView {
  const conflicts = book.conflicts.filter((conflict) => conflict.subject === `inovasi:${inovasi.id}`);
  return {
    id: inovasi.id,
    contoh: inovasi.contoh,
    removed: inovasi.removed,
    profile: showProfile(book, inovasi),
    n_word: countRancangBangun(inovasi),
    assessment: showAssessment(book, `inovasi:${inovasi.id}`, inovasi),
    findings: findingsOf(inovasi),
    conflicts,
    usulan: showUsulan(book, inovasi),
    berkas: BERKAS.map((each) => ({
      ...each,
      bukti: (inovasi.answers[each.id] ?? none).bukti.map((link) => showBukti(book, inovasi.answers, link, each.id)),
    })),
    penghargaan: showPenghargaan(book, `inovasi:${inovasi.id}`),
    note: inovasi.note,
    pengembangan_dari_nama: book.inovasi.get(inovasi.fields.pengembangan_dari?.value ?? '')?.fields.nama?.value ?? null,
    pengembangan: [...book.inovasi.values()]
      .filter((each) => each.fields.pengembangan_dari?.value === inovasi.id)
      .map((each) => ({ id: each.id, nama: each.fields.nama?.value ?? '' })),
    closed: book.years.find((year) => year.instrument === book.registry?.instrument)?.closed ?? false,
  };
}

type Answering = Pick<Inovasi, 'answers' | 'review'>;

export function showAssessment(book: Book, subject: string, { answers, review }: Answering): AssessmentView {
  const daerah = subject === 'daerah';
  const lines = linesFor(daerah);
  const [claimed, supported, verified] = sum(answers, daerah);
  return withWay(book, {
    subject,
    instrument: book.registry?.instrument ?? instrument.id,
    indikator: lines.map((line): AnswerView => {
      const answer = answers[line.id] ?? none;
      const skor = two(answer.parameter * Number(line.bobot));
      const bukti = answer.bukti.map((link) => showBukti(book, answers, link, line.id));
      const carried = supportedOf(line, answer, answer.parameter);
      return {
        indikator: line.id,
        parameter: answer.parameter,
        variant: answer.variant,
        claimed: skor,
        supported: two(carried * Number(line.bobot)),
        verified: two((answer.verified ?? 0) * Number(line.bobot)),
        supported_parameter: carried,
        verified_parameter: answer.verified ?? 0,
        reach: supportedOf(line, answer, line.parameter.length || 3),
        input: givenOf(line, answer),
        tick: answer.tick ?? [],
        outside: outsideOf(line, bukti),
        check: checksOf(line, answer, answer.parameter || 1),
        verdict: null,
        waits: false,
        fingerprint: '',
        bukti,
        conflict: false,
        review: review[line.id] ?? null,
      };
    }),
    claimed: two(claimed),
    supported: two(supported),
    verified: two(verified),
    maksimum: two(lines.reduce((total, line) => total + Number(line.maksimum), 0)),
    n_chosen: lines.filter((line) => (answers[line.id] ?? none).parameter > 0).length,
  });
}

function showBukti(book: Book, answers: Record<string, Answer>, link: Answer['bukti'][number], own: string): BuktiView {
  const bukti = book.bukti.get(link.id);
  if (!bukti) throw new Error(link.id);
  const also = Object.entries(answers).filter(
    ([line, answer]) => line !== own && answer.bukti.some((each) => each.id === link.id),
  );
  return { ...bukti, pages: link.pages, also: also.map(([line]) => line) };
}

export function findingsOf(inovasi: Inovasi): FindingView[] {
  const nama = inovasi.fields.nama?.value ?? null;
  const base = { subject: `inovasi:${inovasi.id}`, subject_nama: nama };
  const found: FindingView[] = [];
  for (const field of ['perangkat_daerah', 'urusan_utama', 'waktu_penerapan']) {
    if (!inovasi.fields[field]?.value)
      found.push({
        ...base,
        code: 'field_missing',
        severity: 'blocking',
        about: field,
        args: [{ name: 'field', value: field }],
      });
  }
  const words = countRancangBangun(inovasi);
  if (words < 300) {
    const args = [
      { name: 'n_word', value: String(words) },
      { name: 'minimum', value: '300' },
    ];
    found.push({ ...base, code: 'rancang_bangun_short', severity: 'warning', about: 'rancang_bangun', args });
  }
  for (const [line, why] of Object.entries(inovasi.review)) {
    const nomor = instrument.indikator.find((each) => each.id === line)?.code ?? line;
    if (why) found.push({ ...base, code: 'answer_to_review', severity: 'warning', about: line, args: code(nomor) });
  }
  for (const line of linesFor(false)) {
    const answer = inovasi.answers[line.id] ?? none;
    if (answer.parameter > 0 && answer.bukti.length === 0) {
      found.push({
        ...base,
        code: 'bukti_missing',
        severity: line.wajib ? 'blocking' : 'warning',
        about: line.id,
        args: code(line.code),
      });
    }
    if (answer.parameter === 0 && line.wajib) {
      found.push({ ...base, code: 'wajib_not_chosen', severity: 'hint', about: line.id, args: code(line.code) });
    }
  }
  return found;
}

function sum(answers: Record<string, Answer>, daerah: boolean): [number, number, number] {
  let [claimed, supported, verified] = [0, 0, 0];
  for (const line of linesFor(daerah)) {
    const answer = answers[line.id] ?? none;
    const skor = answer.parameter * Number(line.bobot);
    claimed += skor;
    supported += supportedOf(line, answer, answer.parameter) * Number(line.bobot);
    verified += (answer.verified ?? 0) * Number(line.bobot);
  }
  return [claimed, supported, verified];
}

export function showStanding(book: Book): StandingView {
  return {
    claimed: score(book, 0),
    supported: score(book, 1),
    verified: score(book, 2),
    claimed_bounds: null,
    supported_bounds: null,
    verified_bounds: null,
  };
}

export function explainFake(book: Book, basis: string): ExplainView {
  return explain(score(book, BASES.indexOf(basis as Basis) as Side));
}

export function showFindings(book: Book): FindingsView {
  const findings = [...book.inovasi.values()]
    .filter((each) => !each.removed)
    .slice(0, 300)
    .flatMap(findingsOf);
  const n = (severity: string) => findings.filter((each) => each.severity === severity).length;
  return { findings, n_blocking: n('blocking'), n_warning: n('warning'), n_hint: n('hint') };
}

const BASES = ['claimed', 'supported', 'verified'] as const;
type Basis = (typeof BASES)[number];
type Side = 0 | 1 | 2;

function score(book: Book, side: Side): ScoreView {
  const list = [...book.inovasi.values()].filter((each) => !each.removed);
  const dasar = (vocabulary.lists.find((each) => each.field === 'urusan_utama')?.options ?? [])
    .slice(0, 6)
    .map((each) => each.id);
  const covered = dasar.filter((id) => list.some((each) => each.fields.urusan_utama?.value === id));
  const divisor = Math.max(12, list.length);
  const skor = list.map((each) => ({
    id: each.id,
    nama: each.fields.nama?.value ?? '',
    skor: two(sum(each.answers, false)[side]),
  }));
  const rata = skor.reduce((total, each) => total + Number(each.skor), 0) / divisor;
  const jumlah = covered.length < 5 ? 0 : Math.min(200, list.length) * 0.38;
  const spd = sum(book.daerah, true)[side];
  const total = spd + rata + jumlah;
  const iid = (total / 250) * 100;
  return {
    instrument: instrument.id,
    basis: BASES[side],
    spd: two(spd),
    n_inovasi: list.length,
    divisor,
    rata_kematangan: two(rata),
    skor_jumlah_inovasi: two(jumlah),
    skor_sid: two(rata + jumlah),
    skor_total: two(total),
    iid: two(iid),
    predikat:
      iid > 65 ? 'Sangat Inovatif' : iid > 40 ? 'Inovatif' : iid > 0 ? 'Kurang Inovatif' : 'Tidak Dapat Dinilai',
    urusan_dasar: covered.length,
    urusan_dasar_tercakup: covered,
    urusan_dasar_kosong: dasar.filter((id) => !covered.includes(id)),
    minimum_urusan_dasar: 5,
    kursi_kosong: divisor - list.length,
    maksimum: '250.00',
    inovasi: skor,
  };
}

function explain(score: ScoreView): ExplainView {
  const leaf = (label: string, value: string | null, formula = ''): ExplainView => ({
    label,
    nama: null,
    value,
    formula,
    args: [],
    children: [],
  });
  const rata: ExplainView = {
    ...leaf('rata_kematangan', score.rata_kematangan, 'average'),
    args: [
      { name: 'jumlah', value: two(Number(score.rata_kematangan) * (score.divisor ?? 1)) },
      { name: 'divisor', value: String(score.divisor) },
      { name: 'minimum', value: '12' },
      { name: 'n', value: String(score.n_inovasi) },
    ],
    children: score.inovasi.map((each) => ({ ...leaf('kematangan', each.skor), nama: each.nama })),
  };
  const sid = {
    ...leaf('skor_sid', score.skor_sid, 'sum'),
    children: [rata, leaf('skor_jumlah_inovasi', score.skor_jumlah_inovasi)],
  };
  const total = { ...leaf('skor_total', score.skor_total, 'sum'), children: [leaf('spd', score.spd), sid] };
  const args = [
    { name: 'total', value: score.skor_total ?? '' },
    { name: 'maksimum', value: score.maksimum ?? '' },
  ];
  return { ...leaf('iid', score.iid, 'index'), args, children: [total] };
}
