// The best set and the next steps of the in-memory registry. Numbers are made up
// to look right; only Rust reckons.
import type { Backend } from '../backend';
import type { ArgView, BestInovasi, BestView, NextSteps, StepsView, StepView } from '../bindings';
import { instrument, type Book, type Inovasi } from './book';
import { vocabulary } from './data';
import type { Desk } from './desk';
import { showStanding } from './show';

type Said = Record<string, 'pinned' | 'excluded' | ''>;
type Acts = Pick<
  Backend,
  'showBestSet' | 'pinInovasi' | 'releasePins' | 'applyBest' | 'nextSteps' | 'exportSteps' | 'suggestStepsPath'
>;

const four = (value: number) => value.toFixed(4);
const proposed = (book: Book): Inovasi[] =>
  [...book.inovasi.values()].filter((each) => !each.removed && each.usulan[instrument.id]?.proposed !== false);
const namaOf = (inovasi: Inovasi) => inovasi.fields.nama?.value ?? '';

export function fakeSteps(book: Book, desk: Desk): Acts {
  let said: Said = {};
  const best = (basis: string) => showBest(book, basis, said);
  return {
    showBestSet: (_instrument, basis) =>
      desk.read(() => {
        if (book.registry?.instrument !== instrument.id) throw desk.refuse('best_gate_unknown');
        return best(basis);
      }),
    pinInovasi: (id, say, _instrument, basis) =>
      desk.act([], () => {
        said = { ...said, [id]: (say as Said[string]) ?? '' };
        return best(basis);
      }),
    releasePins: (_instrument, basis) => desk.act([], () => ((said = {}), best(basis))),
    applyBest: (req) =>
      desk.act(['inovasi', 'assessment', 'skor', 'findings', 'registry', 'years'], () => {
        for (const row of best(req.basis).inovasi) {
          const inovasi = desk.find(row.id);
          inovasi.usulan[instrument.id] = {
            proposed: row.chosen,
            growth_note: inovasi.usulan[instrument.id]?.growth_note ?? null,
          };
        }
        return best(req.basis);
      }),
    nextSteps: (req) => desk.read(() => showSteps(book, desk, req)),
    exportSteps: (req, out) =>
      desk.later(() => ({
        path: out,
        n_step: showSteps(book, desk, req).steps.length,
        size: 18_400,
        sha256: '9f2c4e7a'.repeat(8),
      })),
    suggestStepsPath: () => desk.later(() => '/home/brida/Dokumen/langkah-kota-semarang-2026-06-18.csv'),
  };
}

function showBest(book: Book, basis: string, said: Said): BestView {
  const standing = showStanding(book);
  const now = standing[basis as 'claimed'];
  const skor = new Map(now.inovasi.map((each) => [each.id, Number(each.skor)]));
  const list = proposed(book).sort(
    (a, b) => (skor.get(b.id) ?? 0) - (skor.get(a.id) ?? 0) || namaOf(a).localeCompare(namaOf(b)),
  );
  const mean = list.reduce((sum, each) => sum + (skor.get(each.id) ?? 0), 0) / Math.max(1, list.length);
  const total = Number(now.skor_total) + 1.5;
  const rows = list.map((each, at): BestInovasi => {
    const say = said[each.id] ?? '';
    const chosen = say === 'pinned' || (say === '' && (at < 12 || (skor.get(each.id) ?? 0) >= mean));
    const worth = ((skor.get(each.id) ?? 0) - mean) / Math.max(12, list.length) + (at < 12 ? 0.38 : 0);
    return {
      id: each.id,
      nama: namaOf(each),
      skor: (skor.get(each.id) ?? 0).toFixed(2),
      urusan_utama: each.fields.urusan_utama?.value ?? null,
      chosen,
      pinned: say === 'pinned',
      excluded: say === 'excluded',
      worth_total: four(worth),
      worth_iid: four((worth / 250) * 100),
      with_total: four(chosen ? total : total + worth),
      without_total: four(chosen ? total - worth : total),
    };
  });
  const dasar = (vocabulary.lists.find((each) => each.field === 'urusan_utama')?.options ?? [])
    .slice(0, 6)
    .map((each) => each.id);
  const chosen = rows.filter((row) => row.chosen);
  const same = chosen.length === rows.length;
  return {
    instrument: instrument.id,
    basis,
    now: { ...now, inovasi: [] },
    best: same
      ? now
      : {
          ...now,
          n_inovasi: chosen.length,
          skor_total: total.toFixed(2),
          iid: ((total / 250) * 100).toFixed(2),
          inovasi: chosen.map(({ id, nama, skor }) => ({ id, nama, skor })),
        },
    n_pinned: rows.filter((row) => row.pinned).length,
    n_excluded: rows.filter((row) => row.excluded).length,
    gain_iid: same ? '0.00' : '0.60',
    inovasi: rows,
    urusan: dasar.map((urusan, at) => {
      const covered = chosen.some((row) => row.urusan_utama === urusan);
      return {
        urusan,
        covered,
        worth_total: four(covered ? at * 0.4 : 4.56),
        worth_iid: four(covered ? at * 0.16 : 1.824),
      };
    }),
  };
}

function showSteps(book: Book, desk: Desk, req: NextSteps): StepsView {
  const wanted = req.inovasi ? [desk.find(req.inovasi)] : proposed(book);
  if (req.inovasi && !proposed(book).some((each) => each.id === req.inovasi))
    throw desk.refuse('best_not_proposed', 'invalid');
  const list = wanted.filter(
    (each) => !req.perangkat_daerah || each.fields.perangkat_daerah?.value === req.perangkat_daerah,
  );
  const steps = list.slice(0, 300).flatMap((each) => stepsOf(each, req.basis));
  steps.sort((a, b) => Number(b.gain_iid_exact) - Number(a.gain_iid_exact));
  if (!req.inovasi && !req.perangkat_daerah) steps.unshift(seat());
  return {
    instrument: instrument.id,
    basis: req.basis,
    now: { ...showStanding(book)[req.basis as 'claimed'], inovasi: [] },
    steps: steps.slice(0, req.limit),
    n_step: steps.length,
    n_unknown: 0,
  };
}

const arg = (name: string, value: string | number): ArgView => ({ name, value: String(value) });
const bare = {
  perangkat_daerah: null,
  indikator: null,
  code: null,
  from: 0,
  needs: null,
  lacks: [],
  n_act: 1,
  alone_total: null,
  at_risk: null,
  tied: false,
};

function stepsOf(inovasi: Inovasi, basis: string): StepView[] {
  return instrument.indikator
    .filter((each) => !each.daerah && each.parameter.length > 0)
    .flatMap((each): StepView[] => {
      const answer = inovasi.answers[each.id];
      const from = answer?.parameter ?? 0;
      const top = each.parameter.length;
      if (from >= top) return [];
      const bare_answer = from === 0 && basis !== 'claimed';
      const total = (Number(each.bobot) * (top - from)) / 12;
      const iid = (total / 250) * 100;
      return [
        {
          ...bare,
          kind: from > 0 ? 'raise' : each.wajib ? 'answer_wajib' : 'answer',
          args: [
            arg('nama', namaOf(inovasi)),
            arg('indikator', `${each.code} ${each.nama}`),
            arg('from', from),
            arg('to', top),
            arg('n', 1),
          ],
          subject: `inovasi:${inovasi.id}`,
          nama: namaOf(inovasi),
          perangkat_daerah: inovasi.fields.perangkat_daerah?.value ?? null,
          indikator: each.id,
          code: each.code,
          from,
          to: top,
          needs: bare_answer ? 'attach' : null,
          n_act: bare_answer ? 2 : 1,
          gain_iid: iid.toFixed(2),
          gain_iid_exact: iid.toFixed(6),
          gain_total: four(total),
          alone_total: bare_answer ? '0.0000' : null,
          gain_kematangan: (Number(each.bobot) * (top - from)).toFixed(2),
          tied: from === 0,
          formula: 'gain_inovasi',
          parts: [
            arg('maksimum', '250'),
            arg('bobot', each.bobot ?? '0'),
            arg('from', from),
            arg('to', top),
            arg('divisor', 12),
          ],
        },
      ];
    });
}

function seat(): StepView {
  return {
    ...bare,
    kind: 'fill_seat',
    args: [arg('n', 2), arg('kematangan', '61.50'), arg('least', '0.00')],
    subject: 'daerah',
    nama: 'Kota Semarang',
    to: 0,
    n_act: 2,
    gain_iid: '4.40',
    gain_iid_exact: '4.404',
    gain_total: '11.0100',
    alone_total: '5.5050',
    gain_kematangan: null,
    formula: 'gain_total',
    parts: [arg('gain', '11.0100'), arg('maksimum', '250')],
  };
}
