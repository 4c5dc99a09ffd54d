// The parcel that the program was started with, until the panel has looked into it.
import type { Handed } from '../../ipc/bindings';

let brought = $state.raw<Handed | null>(null);

export function bring(path: Handed): void {
  brought = path;
}

export function broughtParcel(): Handed | null {
  return brought;
}

/** It lies in the panel now. */
export function layDown(): void {
  brought = null;
}
