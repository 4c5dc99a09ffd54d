// The acts on answers, and where on the screen they are.
import { act } from '../ipc/act';
import type { AnswerView, AssessmentView, IndikatorView, InstrumentView } from '../ipc/bindings';
import { tell } from '../kit/refusal';
import { saving } from '../kit/saving.svelte';

export type Line = { indikator: IndikatorView; answer: AnswerView };
export type Keadaan = 'unanswered' | 'answered' | 'proven';

/** Chooses a parameter; 0 clears. */
export async function chooseParameter(
  assessment: AssessmentView,
  indikator: string,
  parameter: number,
  variant: string | null,
): Promise<void> {
  const { subject, instrument } = assessment;
  await saving.during(act('chooseParameter', subject, instrument, indikator, parameter, variant)).catch(tell);
}

/** Says that a carried-over answer still holds. */
export async function acceptReview({ subject, instrument }: AssessmentView, indikator: string): Promise<void> {
  await saving.during(act('acceptReview', subject, instrument, indikator)).catch(tell);
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
  return Number(answer.supported) > 0 ? 'proven' : 'answered';
}

/** The short number of a code, for narrow places. */
export function shortCode(code: string): string {
  return code.split('-').at(-1) ?? code;
}

/** Options to choose from: those of the variant, where the indikator has variants. */
export function parameterOf(indikator: IndikatorView, variant: string | null) {
  if (indikator.variant.length === 0) return indikator.parameter;
  return indikator.variant.find((each) => each.id === variant)?.parameter ?? [];
}
