// The score that best sets and steps are reckoned on; a habit of this laptop.
import { keep, recall } from '../kit/remember';
import { t } from '../text/t.svelte';

const KEY = 'steps-basis';
let chosen = $state(recall(KEY) ?? 'claimed');

export function chosenBasis(): string {
  return chosen in t().steps.basis ? chosen : 'claimed';
}

export function chooseBasis(basis: string): void {
  chosen = basis;
  keep(KEY, basis);
}
