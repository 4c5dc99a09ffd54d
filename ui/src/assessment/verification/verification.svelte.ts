// The acts of verification, and what they need to know of the screen.
import { act } from '../../ipc/act';
import { call, refusalOf, type Refusal } from '../../ipc/backend';
import type { AnswerView, AssessmentView, Role, SeenChangeView, State, Subject } from '../../ipc/bindings';
import { tell } from '../../kit/refusal';
import { keep, recall } from '../../kit/remember';
import { saving } from '../../kit/saving.svelte';
import { toasts } from '../../kit/toast.svelte';
import { ago } from '../../text/ago';
import { count, t } from '../../text/t.svelte';

/** Accepts an answer as this screen shows it, or returns it (0) with a note. True when it was recorded; what is
    to be asked before it is. */
export async function giveVerdict(
  { subject, instrument }: AssessmentView,
  answer: AnswerView,
  parameter: number,
  note = '',
  meant = false,
): Promise<boolean | Refusal> {
  const { indikator, fingerprint } = answer;
  const given = act('giveVerdict', { subject, instrument, indikator, parameter, note, fingerprint, meant });
  return saving.during(given).then(() => true, orAsked('verdict_without_bukti', 'verdict_unsupported'));
}

/** A verdict that the bukti do not carry, as a question with its fact. */
export function doubtWords({ reason, args }: Refusal): { question: string; fact: string } {
  const words = t().verification.verdict;
  if (reason === 'verdict_without_bukti') return { question: words.askWithout, fact: words.noBukti };
  const of = (name: string) => args.find((each) => each.name === name)?.value ?? '';
  return { question: words.askAbove(of('accepted')), fact: words.unsupported(of('supported')) };
}

/** Accepts every answer that its bukti support, as this screen shows them. */
export async function giveVerdicts({ subject, instrument, indikator }: AssessmentView): Promise<void> {
  const seen = indikator.map((each) => ({ indikator: each.indikator, fingerprint: each.fingerprint }));
  await saving.during(act('giveVerdicts', { subject, instrument, seen })).catch(tell);
}

export async function takeVerdictBack({ subject, instrument }: AssessmentView, indikator: string): Promise<void> {
  await saving.during(act('takeVerdictBack', { subject, instrument, indikator })).catch(tell);
}

/** Moves the answers on. True when they were moved; what is to be asked before they are. */
export async function moveAnswers(
  { subject, instrument }: AssessmentView,
  to: State,
  note = '',
  meant = false,
): Promise<boolean | Refusal> {
  try {
    const { findings } = await saving.during(act('moveAnswers', { subject, instrument, to, note, meant }));
    const words = t().verification;
    const state = words.state[to];
    const n = findings.filter((finding) => finding.severity === 'blocking').length;
    const blocked = to === 'diajukan' && n > 0;
    toasts.show(
      blocked ? words.movedBlocked(state, count(n)) : words.moved(state),
      blocked ? {} : { tone: 'positive' },
    );
    return true;
  } catch (cause) {
    return orAsked('move_open')(cause);
  }
}

/** Answers that no verdict settles, in words, by why; `nama` names an indikator. */
export function openWords({ indikator }: AssessmentView, nama: (indikator: string) => string): string[] {
  const words = t().verification.open;
  const of = (why: (answer: AnswerView) => boolean) => indikator.filter(why).map((each) => nama(each.indikator));
  const lapsed = (it: AnswerView) => it.waits && (it.verdict?.parameter ?? 0) > 0;
  const kinds = [
    [words.undecided, of((it) => it.waits && !lapsed(it))],
    [words.lapsed, of(lapsed)],
    [words.returned, of((it) => !it.waits && it.parameter > 0 && it.verdict?.parameter === 0)],
  ] as const;
  return kinds.flatMap(([words, names]) => (names.length > 0 ? [words(names.join(t().unit.list))] : []));
}

/** Opens the very bytes that a verdict saw. */
export function openSeen(sha256: string, nama_berkas: string): void {
  void call('openSeen', { sha256, nama_berkas }).catch(tell);
}

/** What waits for an answer of its verifier is handed on; everything else is told. */
function orAsked(...reasons: string[]): (cause: unknown) => false | Refusal {
  return (cause) => {
    const refusal = refusalOf(cause);
    if (reasons.includes(refusal.reason)) return refusal;
    tell(cause);
    return false;
  };
}

/** Who did something, in which role, how long ago. */
export function whoDid(it: { person: string; role: Role; at: string }): string {
  const words = t().verification;
  return words.by(it.person || words.noPerson, roleNama(it.role), ago(it.at));
}

/** Whether a word of an address is a state. */
export function isState(word: string): word is State {
  return word !== 'label' && word in t().verification.state;
}

export function roleNama(role: Role): string {
  return t().verification.role[role];
}

/** What is no longer as it was seen, one change in words. */
export function changeWords(change: SeenChangeView, fieldNama: (field: string) => string = (field) => field): string {
  const words = t().verification.change;
  const { what } = change;
  if (what.part === 'input') return words.input(what.id.replaceAll('_', ' '));
  if (what.part === 'profile') return words.profile(fieldNama(what.field));
  if (what.part !== 'bukti') return words[what.part];
  if (what.fact) return words.fact(words.facts[what.fact], what.nama_berkas);
  return change.dulu === null ? words.added(what.nama_berkas) : words.taken(what.nama_berkas);
}

/** All changes as a short sentence; a file that went and came back otherwise was replaced. */
export function lapsedWords(changes: SeenChangeView[], fieldNama?: (field: string) => string): string {
  const words = t().verification;
  const files = changes.flatMap(({ what }) => (what.part === 'bukti' && !what.fact ? [what.nama_berkas] : []));
  const twice = files.find((each, at) => files.indexOf(each) !== at);
  if (twice) return words.verdict.lapsedWhy(words.change.replaced(twice));
  const first = changes[0];
  if (!first) return words.verdict.lapsed;
  const rest = changes.length > 1 ? ` ${words.verdict.more(count(changes.length - 1))}` : '';
  return words.verdict.lapsedWhy(changeWords(first, fieldNama) + rest);
}

/** Indikator that a verifier has yet to look at; the next one after `current`, around the end. */
export function nextWaiting(assessment: AssessmentView, current: string | null): string | null {
  const all = assessment.indikator;
  const at = all.findIndex((each) => each.indikator === current);
  const round = [...all.slice(at + 1), ...all.slice(0, at + 1)];
  return round.find((each) => each.waits)?.indikator ?? null;
}

/** Notes that are typed and not sent, by answer: they outlive the screen and the program. */
const noteKey = (subject: Subject, indikator: string) => `prakarsa.note.${subject}.${indikator}`;

export function keptReason(subject: Subject, indikator: string): string {
  return recall(noteKey(subject, indikator)) ?? '';
}

export function keepReason(subject: Subject, indikator: string, text: string): void {
  keep(noteKey(subject, indikator), text);
}
