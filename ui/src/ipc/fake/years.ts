// Years of the in-memory registry. One instrument stands in for all of them.
import type { CompareView, UsulanView, YearsView } from '../bindings';
import type { Book, Inovasi } from './book';
import { instrument } from './data';
import { showAssessment } from './show';
import { showProfile } from './profile';

export type Usulan = { proposed: boolean | null; growth_note: string | null };
export type Year = { instrument: string; nama: string; tahun: number; draft: boolean; closed: boolean };

const NOW = instrument.tahun;
const idOf = (tahun: number) => instrument.id.replace(String(NOW), String(tahun));

export function seedYears(): Year[] {
  return [NOW + 1, NOW, NOW - 1].map((tahun) => ({
    instrument: idOf(tahun),
    nama: instrument.nama.replace(String(NOW), String(tahun)),
    tahun,
    draft: tahun > NOW,
    closed: tahun < NOW,
  }));
}

/** What an inovasi of the seed said of its years. */
export function seedUsulan(at: number): Record<string, Usulan> {
  const before = { [idOf(NOW - 1)]: { proposed: true, growth_note: null } };
  if (at % 3 === 0)
    return { ...before, [idOf(NOW)]: { proposed: true, growth_note: 'Titik layanan bertambah dari 114 menjadi 177.' } };
  return at % 3 === 1 ? before : {};
}

export function showYears(book: Book): YearsView {
  const kept = [...book.inovasi.values()].filter((each) => !each.removed);
  return {
    years: book.years.map((year) => ({
      ...year,
      current: year.instrument === book.registry?.instrument,
      n_proposed: kept.filter((each) => each.usulan[year.instrument]?.proposed).length,
    })),
  };
}

export function showUsulan(book: Book, inovasi: Inovasi): UsulanView[] {
  return book.years
    .filter((year) => year.instrument in inovasi.usulan)
    .map((year) => ({
      instrument: year.instrument,
      instrument_nama: year.nama,
      tahun: year.tahun,
      proposed: inovasi.usulan[year.instrument]?.proposed ?? null,
      growth_note: inovasi.usulan[year.instrument]?.growth_note ?? null,
      archived: year.tahun < NOW && Boolean(inovasi.usulan[idOf(NOW)]?.proposed),
      n_chosen: Object.values(inovasi.answers).filter((answer) => answer.parameter > 0).length,
      closed: year.closed,
    }));
}

/** True where an earlier year makes a growth note compulsory. */
export function grewFrom(book: Book, inovasi: Inovasi, next: string): boolean {
  const tahun = book.years.find((year) => year.instrument === next)?.tahun ?? 0;
  return book.years.some((year) => year.tahun < tahun && inovasi.usulan[year.instrument]?.proposed);
}

export function compareFake(book: Book, inovasi: Inovasi, before: string, after: string): CompareView {
  const answers = showAssessment(book, `inovasi:${inovasi.id}`, inovasi).indikator;
  const codeOf = (id: string) => instrument.indikator.find((each) => each.id === id);
  return {
    id: inovasi.id,
    nama: inovasi.fields.nama?.value ?? '',
    before,
    after,
    profile: showProfile(book, inovasi)
      .filter((field) => field.value)
      .map((field, at) => {
        const was = at % 4 === 2 ? null : at % 4 === 3 ? `${field.value} (tahun lalu)` : field.value;
        return { field: field.field, label: field.label, before: was, after: field.value, same: was === field.value };
      }),
    answers: answers.map((answer, at) => ({
      indikator: answer.indikator,
      nama: codeOf(answer.indikator)?.nama ?? answer.indikator,
      before_code: at % 7 === 6 ? null : (codeOf(answer.indikator)?.code ?? null),
      after_code: codeOf(answer.indikator)?.code ?? null,
      before:
        answer.parameter > 0 && at % 7 !== 6
          ? { ...answer, parameter: Math.max(1, answer.parameter - (at % 2)) }
          : null,
      after: answer.parameter > 0 ? answer : null,
      review: answer.review,
    })),
  };
}
