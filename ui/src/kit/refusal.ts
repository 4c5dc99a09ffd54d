// Refusals in words.
import { refusalOf } from '../text/refusal';
import { say, t } from '../text/t.svelte';
import { toasts } from './toast.svelte';

/** The sentence of a refusal. */
export function sentenceOf(cause: unknown): string {
  const refusal = refusalOf(cause);
  return say(`error.${refusal.reason}`, refusal.args);
}

/** The sentence of a refused text field, with where the text went. */
export function keptSentence(cause: unknown): string {
  return `${sentenceOf(cause)} ${t().saving.kept}`;
}

/** Tells of an act that did not happen. */
export function tell(cause: unknown): void {
  if (refusalOf(cause).code !== 'cancelled') toasts.show(sentenceOf(cause), { tone: 'negative' });
}
