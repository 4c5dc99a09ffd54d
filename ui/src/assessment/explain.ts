// "Why this number" for one inovasi or one indikator, from what its views say.
import { call } from '../ipc/backend';
import type { AssessmentView, ExplainView, InstrumentView } from '../ipc/bindings';
import { tell } from '../kit/refusal';
import { plain, t } from '../text/t.svelte';
import { linesOf, type Line } from './assessment.svelte';

export type Basis = 'claimed' | 'supported';

/** Asked for when somebody wants to know, not with every standing. */
export async function explainStanding(instrument: string, basis: Basis): Promise<ExplainView | null> {
  try {
    return await call('explainStanding', instrument, basis);
  } catch (cause) {
    tell(cause);
    return null;
  }
}

export function explainAssessment(assessment: AssessmentView, instrument: InstrumentView, basis: Basis): ExplainView {
  return {
    label: t().skor.kematangan,
    nama: `${t().skor.kematangan} · ${basis === 'claimed' ? t().skor.claimed : t().skor.supported}`,
    value: assessment[basis],
    formula: basis === 'claimed' ? t().assessment.baseClaimed : t().assessment.baseSupported,
    args: [],
    children: linesOf(assessment, instrument).map((line) => explainLine(line, basis)),
  };
}

export function explainLine({ indikator, answer }: Line, basis: Basis): ExplainView {
  return {
    label: indikator.code,
    nama: `${indikator.code} ${indikator.nama}`,
    value: answer[basis],
    formula: reason(indikator.bobot, answer.parameter, basis === 'claimed' || Number(answer.supported) > 0),
    args: [],
    children: [],
  };
}

function reason(bobot: string | null, parameter: number, counted: boolean): string {
  if (parameter === 0) return t().assessment.notChosen;
  return counted ? t().assessment.formula(plain(bobot), String(parameter)) : t().assessment.noSupport;
}
