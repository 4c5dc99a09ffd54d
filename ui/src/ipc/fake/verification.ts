// Verification in the in-memory registry: rough rules, for the screens alone.
import type { Backend } from '../backend';
import type { AnswerView, AssessmentView, QueueRow, ReplayView, SeenView, VerdictView } from '../bindings';
import { instrument, type Book } from './book';
import { idsOf } from './catalogue-list';
import type { Desk } from './desk';

type Acts = Pick<
  Backend,
  | 'setRole'
  | 'giveVerdict'
  | 'giveVerdicts'
  | 'takeVerdictBack'
  | 'moveAnswers'
  | 'moveManyAnswers'
  | 'showVerification'
  | 'replayVerdict'
  | 'openSeen'
>;

const unique = (values: (string | null)[]) =>
  [...new Set(values.filter((each): each is string => Boolean(each)))].sort();

export type Passage = { state: string; role: string; person: string; at: string; note: string };
type Said = VerdictView & { seen: string; bukti: string[] };
/** By subject, and by subject and indikator. */
export type Way = { passages: Record<string, Passage>; verdicts: Record<string, Said[]> };

const MOVES: [string, string, string][] = [
  ['draf', 'diajukan', 'operator officer'],
  ['diajukan', 'draf', 'operator officer'],
  ['diajukan', 'dikembalikan', 'verifier officer'],
  ['diajukan', 'disetujui', 'verifier'],
  ['dikembalikan', 'diajukan', 'operator officer'],
  ['disetujui', 'dikembalikan', 'verifier head'],
  ['disetujui', 'disahkan', 'head'],
  ['disahkan', 'siap_kirim', 'officer'],
  ['siap_kirim', 'terkirim', 'officer'],
  ['terkirim', 'dikembalikan', 'officer'],
];
const STATES = ['draf', 'diajukan', 'dikembalikan', 'disetujui', 'disahkan', 'siap_kirim', 'terkirim'];
const WAITS: Record<string, string> = {
  diajukan: 'verifier',
  dikembalikan: 'operator officer',
  disetujui: 'head',
  disahkan: 'officer',
  siap_kirim: 'officer',
};

export const stateOf = (book: Book, subject: string): string => book.way.passages[subject]?.state ?? 'draf';
const seenOf = (answer: Pick<AnswerView, 'parameter' | 'bukti'>): string =>
  `${answer.parameter}|${answer.bukti.map((each) => `${each.nama_berkas} ${each.nomor ?? ''}`).join('|')}`;

/** What verification adds to the answers of a subject. */
export function withWay(
  book: Book,
  view: Omit<AssessmentView, 'state' | 'passage' | 'moves' | 'role' | 'n_open' | 'n_supported_open'>,
): AssessmentView {
  const role = book.registry?.role ?? 'officer';
  const indikator = view.indikator.map((answer): AnswerView => {
    const fingerprint = seenOf(answer);
    const last = book.way.verdicts[`${view.subject} ${answer.indikator}`]?.at(-1);
    const lapsed = last !== undefined && last.seen !== fingerprint;
    const verdict = last
      ? {
          ...last,
          lapsed,
          changes: lapsed
            ? [{ what: 'choice', dulu: last.seen.split('|')[0] ?? null, kini: String(answer.parameter) }]
            : [],
        }
      : null;
    const counts = last && !lapsed ? last.parameter : 0;
    const bobot = Number(instrument.indikator.find((each) => each.id === answer.indikator)?.bobot);
    return {
      ...answer,
      verdict,
      fingerprint,
      waits: answer.parameter > 0 && (!last || lapsed),
      verified_parameter: counts,
      verified: (counts * bobot).toFixed(2),
    };
  });
  const passage = book.way.passages[view.subject] ?? null;
  const open = indikator.filter((each) => each.waits);
  return {
    ...view,
    indikator,
    verified: indikator.reduce((sum, each) => sum + Number(each.verified), 0).toFixed(2),
    state: stateOf(book, view.subject),
    passage: passage && { role: passage.role, person: passage.person, at: passage.at, note: passage.note },
    moves: MOVES.filter(([from, , who]) => from === stateOf(book, view.subject) && who.includes(role)).map(
      ([, to]) => ({ to, note: to === 'dikembalikan' }),
    ),
    role,
    n_open: open.length,
    n_supported_open: open.filter((each) => each.supported_parameter === each.parameter).length,
  };
}

export function fakeVerification(
  book: Book,
  desk: Desk,
  assessment: (subject: string) => AssessmentView,
  registry: () => NonNullable<Book['registry']>,
): Acts {
  const { read, act, refuse, later } = desk;
  const role = () => book.registry?.role ?? 'officer';
  const person = () => book.registry?.person ?? '';
  const judge = (subject: string, answer: AnswerView, parameter: number, note: string) => {
    if (role() !== 'verifier') throw refuse('verdict_not_verifier');
    if (parameter === 0 && !note.trim())
      throw refuse('verdict_note_missing', 'invalid', [{ name: 'indikator', value: answer.indikator }]);
    book.clock++;
    const said: Said = {
      parameter,
      note,
      role: role(),
      person: person(),
      at: book.now(),
      lapsed: false,
      changes: [],
      seen: seenOf(answer),
      bukti: answer.bukti.map((each) => each.id),
    };
    (book.way.verdicts[`${subject} ${answer.indikator}`] ??= []).push(said);
  };
  const move = (subject: string, to: string, note: string) => {
    const from = stateOf(book, subject);
    const found = MOVES.find((each) => each[0] === from && each[1] === to);
    const args = [
      { name: 'from', value: from },
      { name: 'to', value: to },
    ];
    if (!found) throw refuse('move_unknown', 'invalid', args);
    if (!found[2].includes(role())) throw refuse('move_of_verifier', 'invalid', args);
    book.clock++;
    book.way.passages[subject] = { state: to, role: role(), person: person(), at: book.now(), note };
  };
  const rowOf = (subject: string, nama: string, body: string | null): QueueRow => {
    const view = assessment(subject);
    const said = (fits: (verdict: VerdictView) => boolean) =>
      view.indikator.filter((each) => each.verdict && fits(each.verdict));
    const lapsed = said((it) => it.lapsed && it.parameter > 0);
    const passage = book.way.passages[subject];
    return {
      subject,
      nama,
      perangkat_daerah: body,
      state: view.state,
      waits: Boolean(WAITS[view.state]?.includes(role())),
      n_claimed: view.n_chosen,
      n_standing: said((it) => !it.lapsed && it.parameter > 0).length,
      n_lapsed: lapsed.length,
      n_returned: said((it) => !it.lapsed && it.parameter === 0).length,
      n_open: view.n_open,
      at_risk: lapsed.reduce((sum, each) => sum + Number(each.claimed), 0).toFixed(2),
      n_blocking: 0,
      since: passage?.at ?? null,
      person: passage?.person ?? null,
      verifiers: unique(view.indikator.map((it) => it.verdict?.person ?? null)),
      note: passage?.note ?? '',
    };
  };
  const seenView = (answer: AnswerView, bukti: string[]): SeenView => ({
    choice: String(answer.parameter),
    teks:
      instrument.indikator.find((each) => each.id === answer.indikator)?.parameter[answer.parameter - 1]?.teks ?? '',
    input: [],
    tick: [],
    profile: [],
    bukti: bukti.flatMap((id) => {
      const it = book.bukti.get(id);
      return it
        ? [
            {
              sha256: it.sha256,
              nama_berkas: it.nama_berkas,
              nomor: it.nomor,
              tanggal: it.tanggal,
              tentang: it.tentang,
              pages: null,
              present: it.present,
            },
          ]
        : [];
    }),
  });

  return {
    setRole: (next) =>
      act(
        ['registry', 'verification'],
        () => (Object.assign(registry(), { role: next }), book.registry && (book.registry.role = next), registry()),
      ),
    giveVerdict: ({ subject, indikator, parameter, note, fingerprint }) =>
      act(['assessment', 'skor', 'findings', 'inovasi', 'verification'], () => {
        const answer = assessment(subject).indikator.find((each) => each.indikator === indikator);
        if (!answer) throw refuse('indikator_unknown', 'not_found');
        if (fingerprint && fingerprint !== answer.fingerprint)
          throw refuse('verdict_not_as_seen', 'conflict', [{ name: 'indikator', value: indikator }]);
        judge(subject, answer, parameter, note);
        return assessment(subject);
      }),
    giveVerdicts: (subject) =>
      act(['assessment', 'skor', 'findings', 'inovasi', 'verification'], () => {
        for (const each of assessment(subject).indikator)
          if (each.waits && each.supported_parameter === each.parameter) judge(subject, each, each.parameter, '');
        return assessment(subject);
      }),
    takeVerdictBack: (subject, _instrument, indikator) =>
      act(['assessment', 'skor', 'inovasi', 'verification'], () => {
        book.way.verdicts[`${subject} ${indikator}`]?.pop();
        return assessment(subject);
      }),
    moveAnswers: (subject, _instrument, to, note) =>
      act(['assessment', 'inovasi', 'verification'], () => (move(subject, to, note), assessment(subject))),
    moveManyAnswers: (selection, _instrument, to, note) =>
      act(['assessment', 'inovasi', 'verification'], () => {
        const ids = [...(selection.ids ?? []), ...(selection.all ? idsOf(book, selection.all) : [])].filter(
          (id) => !selection.except?.includes(id),
        );
        const view = {
          n_moved: 0,
          stayed: [] as { id: string; nama: string; reason: string; args: { name: string; value: string }[] }[],
        };
        for (const id of ids) {
          const from = stateOf(book, `inovasi:${id}`);
          if (MOVES.some((each) => each[0] === from && each[1] === to && each[2].includes(role()))) {
            move(`inovasi:${id}`, to, note);
            view.n_moved++;
          } else {
            view.stayed.push({
              id,
              nama: desk.find(id).fields.nama?.value ?? '',
              reason: 'move_unknown',
              args: [
                { name: 'from', value: from },
                { name: 'to', value: to },
              ],
            });
          }
        }
        return view;
      }),
    showVerification: ({ state = '', perangkat_daerah = '', person: who = '', limit = 0 }) =>
      read(() => {
        const list = [...book.inovasi.values()].filter((each) => !each.removed).slice(0, 300);
        const named = list.map((each) =>
          rowOf(`inovasi:${each.id}`, each.fields.nama?.value ?? '', each.fields.perangkat_daerah?.value ?? null),
        );
        const all = book.registry ? [rowOf('daerah', book.registry.pemda_nama, null), ...named] : named;
        const rest = all.filter(
          (it) =>
            (!perangkat_daerah || it.perangkat_daerah === perangkat_daerah) &&
            (!who || it.person === who || it.verifiers.includes(who)),
        );
        const rows = rest
          .filter((it) => !state || (state === 'waiting' ? it.waits : it.state === state))
          .sort((a, b) => Number(b.waits) - Number(a.waits));
        const decided = book.way.passages['turnaround'] ? 1 : all.filter((it) => it.state === 'disetujui').length;
        const sum = {
          n_disetujui: decided,
          n_dikembalikan: 1,
          median_hours: decided ? '26.5' : null,
          longest_hours: decided ? '118.0' : null,
        };
        return {
          role: role(),
          n_waiting: all.filter((it) => it.waits).length,
          states: STATES.map((each) => ({
            state: each,
            n: rest.filter((it) => it.state === each).length,
            waits: Boolean(WAITS[each]?.includes(role())),
          })),
          total: rows.length,
          rows: rows.slice(0, limit),
          perangkat_daerah: unique(all.map((it) => it.perangkat_daerah)),
          persons: unique(all.flatMap((it) => [it.person, ...it.verifiers])),
          turnaround: { whole: { person: '', ...sum }, persons: decided ? [{ person: 'Sri Hartati', ...sum }] : [] },
        };
      }),
    replayVerdict: (subject, _instrument, indikator): Promise<ReplayView> =>
      read(() => {
        const answer = assessment(subject).indikator.find((each) => each.indikator === indikator);
        if (!answer) throw refuse('indikator_unknown', 'not_found');
        const list = book.way.verdicts[`${subject} ${indikator}`] ?? [];
        return {
          indikator,
          now: seenView(
            answer,
            answer.bukti.map((each) => each.id),
          ),
          verdicts: list.map((it, at) => {
            const parameter = Number(it.seen.split('|')[0]);
            const changes =
              parameter === answer.parameter
                ? []
                : [{ what: 'choice', dulu: String(parameter), kini: String(answer.parameter) }];
            return {
              stamp: `${at}@a`,
              person: it.person,
              role: it.role,
              at: it.at,
              parameter: it.parameter,
              note: it.note,
              op: 'give_verdict',
              stands: at === list.length - 1,
              seen: seenView({ ...answer, parameter }, it.bukti),
              since_before: [],
              until_now: changes,
            };
          }),
        };
      }),
    openSeen: () => later(() => null),
  };
}

/** A few inovasi on their way, so that the screens have something to show. */
export function seedWay(book: Book): void {
  const [first, second, third, fourth] = [...book.inovasi.keys()];
  const passage = (state: string, role: string, person: string, note = ''): Passage => ({
    state,
    role,
    person,
    at: book.now(),
    note,
  });
  if (first) book.way.passages[`inovasi:${first}`] = passage('diajukan', 'operator', 'Dewi Lestari');
  if (second)
    book.way.passages[`inovasi:${second}`] = passage(
      'dikembalikan',
      'verifier',
      'Sri Hartati',
      'SK belum bernomor, dan video tidak terbuka.',
    );
  if (third) book.way.passages[`inovasi:${third}`] = passage('disetujui', 'verifier', 'Sri Hartati');
  if (fourth) book.way.passages[`inovasi:${fourth}`] = passage('diajukan', 'officer', 'Bagus Prasetyo');
  const answers = first ? book.inovasi.get(first)?.answers : undefined;
  const said = (parameter: number, note: string, seen: string, bukti: string[]): Said => ({
    parameter,
    note,
    role: 'verifier',
    person: 'Sri Hartati',
    at: book.now(),
    lapsed: false,
    changes: [],
    seen,
    bukti,
  });
  Object.entries(answers ?? {})
    .filter(([, answer]) => answer.parameter > 0)
    .slice(0, 3)
    .forEach(([line, answer], at) => {
      const files = answer.bukti.flatMap((each) => book.bukti.get(each.id) ?? []);
      const seen = seenOf({
        parameter: answer.parameter,
        bukti: files.map((each) => ({ ...each, also: [], pages: null })),
      });
      const given = [
        said(
          answer.parameter,
          '',
          seen,
          answer.bukti.map((each) => each.id),
        ),
        said(0, 'Lampirkan SK yang sudah ditandatangani.', seen, []),
        said(1, '', `9|${seen}`, []),
      ];
      const one = given[at];
      if (one) book.way.verdicts[`inovasi:${first} ${line}`] = [one];
    });
}
