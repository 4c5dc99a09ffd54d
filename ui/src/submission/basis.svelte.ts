// The score that best sets and steps are reckoned on; a habit of this laptop.
import { keep, recall } from '../kit/remember';
import { BASES } from '../assessment/score/explain';
import type { Basis } from '../ipc/bindings';

const KEY = 'steps-basis';
const kept = recall(KEY);
let chosen = $state<Basis>(BASES.find((each) => each === kept) ?? 'claimed');

export function chosenBasis(): Basis {
  return chosen;
}

export function chooseBasis(basis: Basis): void {
  chosen = basis;
  keep(KEY, basis);
}
