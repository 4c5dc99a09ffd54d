// A bundle that somebody looked into and wants to take in: what the import begins with.
import type { Handed } from '../../ipc/bindings';

let offered = $state.raw<Handed | null>(null);

export function offer(path: Handed): void {
  offered = path;
}

/** What was offered, once. */
export function takeOffered(): Handed | null {
  const path = offered;
  offered = null;
  return path;
}
