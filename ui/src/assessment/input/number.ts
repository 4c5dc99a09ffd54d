// Numbers of an answer in words: what a number stands for, and bands.
import type { AnswerView, BandView, GivenInputView, InputView } from '../../ipc/bindings';
import { plain, t } from '../../text/t.svelte';

/** As officers type it, and as it is read again. */
export function typed(value: string | undefined): string {
  return (value ?? '').replace('.', ',');
}

export function listed(rungs: number[]): string {
  const words = rungs.map(String);
  return words.length < 2 ? words.join('') : words.slice(0, -1).join(', ') + t().assessment.and + words.at(-1);
}

/** What a given number stands for, and what that asks of the officer. */
export function sentenceOf(given: GivenInputView, input: InputView, chosen: number): string {
  const words = t().assessment;
  const [value, satuan] = [plain(given.value), input.satuan];
  const only = given.fits[0];
  if (only === undefined) return words.fitsNone(value, satuan);
  if (given.fits.length > 1) {
    const list = listed(given.fits);
    return given.fits.includes(chosen)
      ? words.fitsChosen(value, satuan, list, String(chosen))
      : words.fitsMany(value, satuan, list);
  }
  if (chosen === 0) return words.fitsBase(value, satuan, String(only));
  return chosen === only
    ? words.fitsOne(value, satuan, String(only))
    : words.fitsOther(value, satuan, String(only), String(chosen));
}

/** Whether the number leaves something to decide. */
export function isOpen(given: GivenInputView | undefined, chosen: number): boolean {
  return given !== undefined && !(given.fits.length > 0 && given.fits.includes(chosen));
}

export function bandOf(band: BandView): string {
  const words = t().assessment;
  const [low, high] = [
    band.minimum === null ? null : plain(band.minimum),
    band.maksimum === null ? null : plain(band.maksimum),
  ];
  if (low !== null && low === high) return low;
  if (low !== null && high !== null) return words.bandSpan(low, high);
  if (low !== null) return band.minimum_inclusive ? words.bandFrom(low) : words.bandAbove(low);
  if (high !== null) return band.maksimum_inclusive ? words.bandTo(high) : words.bandBelow(high);
  return words.bandAny;
}

export function givenOf(answer: AnswerView, input: InputView): GivenInputView | undefined {
  return answer.input.find((each) => each.input === input.id);
}
