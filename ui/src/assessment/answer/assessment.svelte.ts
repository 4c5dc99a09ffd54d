// The acts on answers, and where on the screen they are.
import { act } from '../../ipc/act';
import type {
  AnswerView,
  AssessmentView,
  CheckedView,
  IndikatorView,
  InstrumentView,
  TickOptionView,
  VariantView,
} from '../../ipc/bindings';
import { tell } from '../../kit/refusal';
import { saving } from '../../kit/saving.svelte';
import { say } from '../../text/t.svelte';

export type Line = { indikator: IndikatorView; answer: AnswerView };
/** The rungs to choose from, and the numbers they may follow from. */
export type Asked = Pick<VariantView, 'parameter' | 'input'>;
export type Keadaan = 'unanswered' | 'answered' | 'proven' | 'accepted';

/** Chooses a parameter; 0 clears. */
export async function chooseParameter(
  assessment: AssessmentView,
  indikator: string,
  parameter: number,
  variant: string | null,
): Promise<void> {
  const { subject, instrument } = assessment;
  await saving.during(act('chooseParameter', { subject, instrument, indikator, parameter, variant })).catch(tell);
}

/** Gives a number; the parameter follows where it stands for exactly one. Throws when refused. */
export async function giveInput(
  { subject, instrument }: AssessmentView,
  indikator: string,
  input: string,
  value: string,
) {
  await act('giveInput', { subject, instrument, indikator, input, value });
}

export async function tickOption(
  { subject, instrument }: AssessmentView,
  indikator: string,
  option: string,
  on: boolean,
) {
  await saving.during(act('tickOption', { subject, instrument, indikator, option, on })).catch(tell);
}

/** Says that a carried-over answer still holds. */
export async function acceptReview({ subject, instrument }: AssessmentView, indikator: string): Promise<void> {
  await saving.during(act('acceptReview', { subject, instrument, indikator })).catch(tell);
}

/** The answers with the texts of their indikator, in the order of the instrument. */
export function linesOf(assessment: AssessmentView, instrument: InstrumentView): Line[] {
  const answers = new Map(assessment.indikator.map((answer) => [answer.indikator, answer]));
  return instrument.indikator.flatMap((indikator) => {
    const answer = answers.get(indikator.id);
    return answer ? [{ indikator, answer }] : [];
  });
}

export function keadaanOf(answer: AnswerView): Keadaan {
  if (answer.parameter === 0) return 'unanswered';
  if (answer.verified_parameter > 0) return 'accepted';
  return answer.supported_parameter > 0 ? 'proven' : 'answered';
}

/** What is asked on a measuring basis; where there are several, nothing before one is chosen. */
export function askedOf(indikator: IndikatorView, variant: string | null): Asked {
  const none = indikator.variant.length === 0 ? indikator : { parameter: [], input: [] };
  return indikator.variant.find((each) => each.id === variant) ?? none;
}

/** All that the checks count ticks of. */
export function optionsOf(indikator: IndikatorView): TickOptionView[] {
  const all = new Map(indikator.check.flatMap((each) => each.option).map((each) => [each.id, each]));
  return [...all.values()];
}

/** What is missing where a check fails, how to tell where it cannot; else what it asks for. */
export function checkSentence(check: CheckedView): string {
  if (check.outcome === 'failed') return say(`check.${check.kind}`, check.args);
  if (check.outcome === 'cannot_tell') return say(`unsure.${check.kind}`, check.args);
  return say(`wanted.${check.kind}`, check.wanted);
}

/** The short number of a code, for narrow places. */
export function shortCode(code: string): string {
  return code.split('-').at(-1) ?? code;
}
