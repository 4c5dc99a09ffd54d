// "Why this number" for one inovasi or one indikator, from what its views say.
import { call } from '../../ipc/backend';
import type { AnswerView, AssessmentView, Basis, ExplainView, InstrumentView } from '../../ipc/bindings';
import type { Explained } from '../../kit/explained';
import { tell } from '../../kit/refusal';
import { plain, say, t } from '../../text/t.svelte';
import { checkSentence, linesOf, type Line } from '../answer/assessment.svelte';

/** Asked for when somebody wants to know, not with every standing. */
export async function explainStanding(instrument: string, basis: Basis): Promise<ExplainView | null> {
  try {
    return await call('explainStanding', { instrument, basis });
  } catch (cause) {
    tell(cause);
    return null;
  }
}

export function explainAssessment(assessment: AssessmentView, instrument: InstrumentView, basis: Basis): Explained {
  const base = {
    claimed: t().assessment.baseClaimed,
    supported: t().assessment.baseSupported,
    verified: t().assessment.baseVerified,
  };
  return {
    nama: `${t().skor.kematangan} · ${t().skor[basis]}`,
    value: assessment[basis],
    formula: base[basis],
    args: [],
    children: [
      ...linesOf(assessment, instrument).map((line) => explainLine(line, basis)),
      ...(assessment.official === null
        ? []
        : [
            {
              label: 'official' as const,
              nama: null,
              value: assessment.official,
              formula: 'compared',
              args: [],
              children: [],
            },
          ]),
    ],
  };
}

/** One line down to its last number, and why it is lower than what was claimed. */
export function explainLine({ indikator, answer }: Line, basis: Basis): Explained {
  const rung = rungOn(answer, basis);
  return {
    nama: `${indikator.code} ${indikator.nama}`,
    value: answer[basis],
    formula:
      answer.parameter === 0 ? t().assessment.notChosen : t().assessment.formula(plain(indikator.bobot), String(rung)),
    args: [],
    children: [...(answer.parameter === 0 ? [] : reasonsOf(answer, basis)), ...officialOf(answer)].map(reason),
  };
}

/** The same by itself: it says on which basis. */
export function explainAlone(line: Line, basis: Basis): Explained {
  const explained = explainLine(line, basis);
  return { ...explained, nama: `${explained.nama} · ${t().skor[basis]}` };
}

function rungOn(answer: AnswerView, basis: Basis): number {
  return { claimed: answer.parameter, supported: answer.supported_parameter, verified: answer.verified_parameter }[
    basis
  ];
}

/** What the ministry accepted, where somebody has said. */
function officialOf({ official_parameter: accepted }: AnswerView): string[] {
  if (accepted === null) return [];
  return [accepted === 0 ? t().assessment.officialNone : t().assessment.officialAccepted(String(accepted))];
}

/** A line without a number of its own. */
function reason(sentence: string): Explained {
  return { nama: sentence, value: '', formula: '', args: [], children: [] };
}

function reasonsOf(answer: AnswerView, basis: Basis): string[] {
  const words = t().assessment;
  if (basis === 'claimed') return [];
  if (basis === 'verified') {
    if (!answer.verdict) return [words.whyNoVerdict];
    if (answer.verdict.lapsed) return [words.whyLapsed];
    return [answer.verdict.parameter === 0 ? words.whyReturned : words.whyAccepted(String(answer.verdict.parameter))];
  }
  if (!answer.bukti.some((each) => each.present)) return [words.whyNoBukti];
  if (answer.supported_parameter >= answer.parameter) return [];
  const unfit = answer.bukti.flatMap((each) =>
    each.unfit ? [`${each.nama_berkas}: ${say(`unfit.${each.unfit}`)}`] : [],
  );
  const checks = answer.check.filter((each) => !each.advice);
  const failed = checks.filter((each) => each.outcome === 'failed').map((each) => words.whyFailed(checkSentence(each)));
  const unsure = checks.filter((each) => each.outcome === 'cannot_tell').map(checkSentence);
  const sentences = [...unfit, ...failed, ...unsure];
  return answer.supported_parameter > 0
    ? [words.whySupported(String(answer.supported_parameter)), ...sentences]
    : sentences;
}
