// How many pairs look alike, told beside other things without making anybody wait.
import { entry, hold, watch } from '../../ipc/query.svelte';

/** A larger catalogue is compared only when somebody asks for it. */
const MOST = 20_000;
const REST = 1_500;
/** Counts the times that another read took the place of a dropped one. */
let renewed = $state(0);

/** Pairs that wait for a decision, as far as known; nothing is read for it. */
export function knownDuplicates(): number {
  void renewed;
  return entry('listDuplicates', { decided: false }).data?.n_open ?? 0;
}

/** Keeps that number fresh while it is wanted, once the screen has come to rest. Made inside a component. */
export function countDuplicates(wanted: () => boolean): void {
  const registry = watch(() => ['openRegistry']);
  $effect(() => {
    if (!wanted() || (registry.data?.n_inovasi ?? Infinity) > MOST) return;
    let release: (() => void) | undefined;
    const timer = setTimeout(() => {
      release = hold(entry('listDuplicates', { decided: false }));
      renewed++;
    }, REST);
    return () => {
      clearTimeout(timer);
      release?.();
    };
  });
}
