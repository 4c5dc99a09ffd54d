// Why a fact of the rules is not sure, in the reader's language.
import type { UncertainView } from '../../ipc/bindings';
import { language, t } from '../../text/t.svelte';

/** What the pack says of it, or else what its confidence means. */
export function reasonOf(fact: UncertainView): string {
  return fact.reason?.[language()] ?? t().assessment.confidenceWhy[fact.value];
}
