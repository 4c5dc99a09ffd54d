// Numbers, ticks and checks of the in-memory registry: a stand-in with rough
// arithmetic; the real rules live in Rust.
import type { Backend } from '../backend';
import type {
  AssessmentView,
  BuktiView,
  CheckedView,
  GivenInputView,
  IndikatorView,
  InputView,
  Topic,
} from '../bindings';
import { instrument, type Answer, type Book } from './book';
import type { Desk } from './desk';

type Acts = Pick<Backend, 'giveInput' | 'tickOption' | 'workOut'>;
const TOUCHED: Topic[] = ['assessment', 'skor', 'findings', 'inovasi'];

export function fitsOf(input: InputView, value: string): number[] {
  const number = Number(value);
  const inside = input.band.filter((band) => {
    const [low, high] = [band.minimum, band.maksimum].map((end) => (end === null ? null : Number(end)));
    const above = low == null || number > low || (band.minimum_inclusive && number === low);
    return above && (high == null || number < high || (band.maksimum_inclusive && number === high));
  });
  return [...new Set(inside.map((band) => band.parameter))].sort();
}

export function givenOf(line: IndikatorView, answer: Answer): GivenInputView[] {
  return line.input.flatMap((input) => {
    const value = answer.input?.[input.id];
    return value === undefined ? [] : [{ input: input.id, value, fits: fitsOf(input, value) }];
  });
}

const yearOf = (bukti: BuktiView) => (bukti.tanggal ? Number(bukti.tanggal.slice(0, 4)) : null);

export function outsideOf(line: IndikatorView, bukti: BuktiView[]): string[] {
  const years = line.window;
  if (!years) return [];
  return bukti
    .filter((each) => yearOf(each) !== null && (yearOf(each)! < years.dari || yearOf(each)! > years.sampai))
    .map((each) => each.id);
}

/** Only numbers and ticks are really looked at; the rest cannot be told here. */
export function checksOf(line: IndikatorView, answer: Answer, rung: number): CheckedView[] {
  if (answer.bukti.length === 0) return [];
  const belongs = (own: string[] | number[], asked: string | number | null) =>
    own.length === 0 || (own as unknown[]).includes(asked);
  return line.check
    .filter((check) => belongs(check.parameter, rung) && belongs(check.variant, answer.variant))
    .map(({ kind, advice, option, wanted }) => {
      const minimum = Number(wanted.find((arg) => arg.name === 'minimum')?.value ?? 0);
      const ticked = (answer.tick ?? []).filter((each) => option.some((one) => one.id === each)).length;
      const input = line.input.find((each) => each.variant === null || each.variant === answer.variant);
      const value = input && answer.input?.[input.id];
      let outcome = 'cannot_tell';
      if (kind === 'ticks-at-least' && ticked > 0) outcome = ticked >= minimum ? 'passed' : 'failed';
      if (kind === 'count-at-least') outcome = answer.bukti.length >= minimum ? 'passed' : 'failed';
      if (kind === 'number-in-band' && input && value) {
        const highest = fitsOf(input, value).at(-1);
        outcome = highest === undefined ? 'cannot_tell' : highest >= rung ? 'passed' : 'failed';
      }
      const args = [{ name: 'n', value: String(ticked) }, { name: 'input', value: input?.nama ?? '' }, ...wanted];
      return { kind, outcome, advice, args: outcome === 'passed' ? [] : args, wanted };
    });
}

/** The highest rung up to the chosen one of which no check fails. */
export function supportedOf(line: IndikatorView, answer: Answer, upTo: number): number {
  if (answer.bukti.length === 0) return 0;
  for (let rung = upTo; rung > 0; rung--) {
    if (!checksOf(line, answer, rung).some((check) => check.outcome === 'failed' && !check.advice)) return rung;
  }
  return 0;
}

function numberOf(text: string): string | null {
  const plain = text.trim().replace(/%$/, '').trim();
  if (/^-?\d{1,3}(\.\d{3})*,\d+$/.test(plain)) return String(Number(plain.replaceAll('.', '').replace(',', '.')));
  return /^-?\d+([.,]\d+)?$/.test(plain) ? String(Number(plain.replace(',', '.'))) : null;
}

export function fakeInputs(
  book: Book,
  { act, later, refuse }: Desk,
  answerOf: (subject: string, indikator: string) => Answer,
  assessment: (subject: string) => AssessmentView,
): Acts {
  const lineOf = (indikator: string) => instrument.indikator.find((line) => line.id === indikator);
  const open = (year: string) => {
    if (book.years.find((each) => each.instrument === year)?.closed) {
      throw refuse('year_closed', 'invalid', [{ name: 'instrument', value: year }]);
    }
  };
  const read = (text: string): string => {
    const value = numberOf(text);
    if (value === null) throw refuse('number_unreadable', 'invalid', [{ name: 'text', value: text }]);
    if (/^-?[1-9]\d{0,2}\.\d{3}$/.test(text.trim())) {
      const args = [
        { name: 'text', value: text },
        { name: 'whole', value: text.replace('.', '') },
        { name: 'fraction', value: text.replace('.', ',') },
      ];
      throw refuse('number_ambiguous', 'invalid', args);
    }
    return value;
  };
  return {
    giveInput: (subject, year, indikator, input, text) =>
      act(TOUCHED, () => {
        open(year);
        const answer = answerOf(subject, indikator);
        const asked = lineOf(indikator)?.input.find((each) => each.id === input);
        const { [input]: _, ...rest } = answer.input ?? {};
        if (text.trim() === '') return ((answer.input = rest), assessment(subject));
        const value = read(text);
        answer.input = { ...rest, [input]: value };
        const fits = asked ? fitsOf(asked, value) : [];
        if (fits.length === 1) Object.assign(answer, { parameter: fits[0], variant: asked?.variant ?? answer.variant });
        return assessment(subject);
      }),
    tickOption: (subject, year, indikator, option, on) =>
      act(TOUCHED, () => {
        open(year);
        const answer = answerOf(subject, indikator);
        const rest = (answer.tick ?? []).filter((each) => each !== option);
        answer.tick = on ? [...rest, option] : rest;
        return assessment(subject);
      }),
    workOut: (how, first, second) =>
      later(() => {
        if (how === 'days' || how === 'months') {
          const days = (Date.parse(second) - Date.parse(first)) / 86_400_000;
          if (Number.isNaN(days)) throw refuse('date_unreadable', 'invalid', [{ name: 'text', value: second }]);
          return { value: String(Math.floor(how === 'days' ? days : days / 30)), rounded: false, days: null };
        }
        const [a, b] = [Number(read(first)), Number(read(second))];
        if ((how === 'change' && a === 0) || (how === 'share' && b === 0)) throw refuse('divided_by_zero');
        const exact =
          { change: ((b - a) / Math.abs(a)) * 100, share: (a / b) * 100, ratio: a / b, fall: a - b, rise: b - a }[
            how
          ] ?? 0;
        const value = String(Math.round(exact * 100) / 100);
        return { value, rounded: Number(value) !== exact, days: null };
      }),
  };
}
