// Simulation in the in-memory registry: the changes are made, looked at and taken back.
import type { Backend } from '../backend';
import type { ScenariosView, Simulate, SimulateChange, StandingView } from '../bindings';
import { instrument, vocabulary, type Book } from './book';
import type { Desk } from './desk';
import { showStanding } from './show';

type Simulation = Pick<Backend, 'simulate' | 'showScenarios' | 'keepScenario' | 'removeScenario' | 'applyScenario'>;
const urusan = vocabulary.lists.find((each) => each.field === 'urusan_utama')?.options ?? [];
const BASES = ['claimed', 'supported', 'verified'] as const;
const NUMBERS = [
  'spd',
  'n_inovasi',
  'divisor',
  'rata_kematangan',
  'urusan_dasar',
  'skor_jumlah_inovasi',
  'skor_sid',
  'skor_total',
  'iid',
  'kursi_kosong',
] as const;

export function fakeSimulation(book: Book, desk: Desk): Simulation {
  const { read, act, later, refuse } = desk;
  const kept = new Map<string, Simulate>();
  const idOf = (it: SimulateChange) => it.subject?.replace('inovasi:', '') ?? '';
  const views = (): ScenariosView => ({
    scenarios: [...kept]
      .sort()
      .map(([nama, state]) => ({ nama, state: JSON.stringify(state), n_change: state.changes.length })),
  });
  const make = (changes: SimulateChange[]) => {
    for (const it of changes) {
      const inovasi = book.inovasi.get(idOf(it));
      if (it.kind === 'send' && inovasi) inovasi.removed = false;
      if (it.kind === 'keep_back' && inovasi) inovasi.removed = true;
      const answers = it.subject === 'daerah' ? book.daerah : inovasi?.answers;
      if (it.kind !== 'choose' || !answers || !it.indikator) continue;
      answers[it.indikator] = { ...(answers[it.indikator] ?? { variant: null, bukti: [] }), parameter: it.parameter };
    }
  };
  /** One inovasi that does not exist: all of its kematangan in one answer. */
  const imagine = (it: SimulateChange, at: number) => {
    const like = [...book.inovasi.values()][0];
    const line = instrument.indikator.find((each) => !each.daerah && Number(each.bobot) > 0);
    if (!like || !line) return;
    const answer = {
      parameter: Number(it.kematangan?.replace(',', '.')) / Number(line.bobot),
      variant: null,
      bukti: [],
    };
    const urusan = { ...(like.fields.urusan_utama ?? like.fields.nama), value: it.urusan } as NonNullable<
      typeof like.fields.nama
    >;
    book.inovasi.set(`baru-${at}`, {
      ...like,
      id: `baru-${at}`,
      removed: false,
      fields: { urusan_utama: urusan },
      answers: { [line.id]: answer },
    });
  };
  const whatIf = (changes: SimulateChange[]): StandingView => {
    const state = book.freeze();
    make(changes);
    changes.filter((it) => it.kind === 'new').forEach(imagine);
    const view = showStanding(book);
    book.thaw(state);
    return view;
  };
  const less = (a: unknown, b: unknown, places: number) =>
    a === null || b === null ? null : (Number(a) - Number(b)).toFixed(places);
  return {
    simulate: (req) =>
      read(() => {
        const [now, then] = [showStanding(book), whatIf(req.changes)];
        const fits = (it: SimulateChange) =>
          it.kind === 'new'
            ? Number(it.kematangan?.replace(',', '.')) >= 0
            : it.subject === 'daerah' || book.inovasi.has(idOf(it));
        const skor = (view: StandingView) =>
          BASES.map((basis) => new Map(view[basis].inovasi.map((each) => [each.id, each.skor])));
        const [today, after] = [skor(now), skor(then)];
        return {
          instrument: req.instrument ?? instrument.id,
          basis: BASES.map((basis) => ({
            basis,
            now: now[basis],
            then: then[basis],
            gain_iid: less(then[basis].iid, now[basis].iid, 4),
            gain_total: less(then[basis].skor_total, now[basis].skor_total, 4),
            next_predikat: 'Sangat Inovatif',
            to_next: less(65, then[basis].iid, 2),
            rows: NUMBERS.map((key) => {
              const [a, b] = [now[basis][key], then[basis][key]];
              const places = typeof a === 'number' ? 0 : 2;
              return {
                key,
                now: a === null ? null : String(a),
                then: b === null ? null : String(b),
                difference: less(b, a, places),
              };
            }),
          })),
          changes: req.changes.map((it) => {
            const without = whatIf(req.changes.filter((other) => other !== it));
            const line = instrument.indikator.find((each) => each.id === it.indikator);
            return {
              kind: it.kind,
              args: [
                {
                  name: 'nama',
                  value:
                    it.subject === 'daerah'
                      ? (book.registry?.pemda_nama ?? '')
                      : (book.inovasi.get(idOf(it))?.fields.nama?.value ?? ''),
                },
                { name: 'indikator', value: line ? `${line.code} ${line.nama}` : (it.indikator ?? '') },
                { name: 'to', value: String(it.parameter) },
                { name: 'urusan', value: urusan.find((each) => each.id === it.urusan)?.nama ?? '' },
                { name: 'kematangan', value: it.kematangan ?? '' },
              ],
              fits: fits(it),
              gain_iid: BASES.map((basis) => less(then[basis].iid, without[basis].iid, 4)),
            };
          }),
          inovasi: [...book.inovasi.values()]
            .filter((each) => !each.removed)
            .map((each) => ({
              id: each.id,
              nama: each.fields.nama?.value ?? '',
              urusan_utama: each.fields.urusan_utama?.value ?? null,
              proposed: true,
              sent: req.changes.findLast((it) => idOf(it) === each.id && it.kind !== 'choose')?.kind !== 'keep_back',
              now: today.map((skor) => skor.get(each.id) ?? null),
              then: after.map((skor, side) => skor.get(each.id) ?? today[side]?.get(each.id) ?? null),
              changed: req.changes.some((it) => idOf(it) === each.id && it.kind === 'choose'),
            })),
          applicable: req.instrument === null && req.changes.every(fits) && req.changes.some((it) => it.kind !== 'new'),
          n_kept_out: req.changes.filter((it) => !fits(it) || it.kind === 'new').length,
        };
      }),
    showScenarios: () => later(views),
    keepScenario: (nama, state) =>
      act([], () => {
        if (!nama.trim()) throw refuse('scenario_unnamed');
        kept.set(nama.trim(), state);
        return views();
      }),
    removeScenario: (nama) =>
      act([], () => {
        if (!kept.delete(nama)) throw refuse('scenario_missing', 'not_found', [{ name: 'nama', value: nama }]);
        return views();
      }),
    applyScenario: (state) =>
      act(['inovasi', 'assessment', 'skor', 'findings', 'registry', 'years', 'history'], () => {
        make(state.changes);
        const n = (kind: string) => state.changes.filter((it) => it.kind === kind).length;
        return { n_proposed: n('send'), n_withdrawn: n('keep_back'), n_chosen: n('choose'), n_kept_out: n('new') };
      }),
  };
}
