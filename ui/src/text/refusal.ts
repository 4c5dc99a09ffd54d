// Why something did not happen, as the interface knows it: a code to branch on and
// the key of a sentence with what fills it.
import type { ArgView, Code, IpcError, Reason } from '../ipc/bindings';

/** An act that did not happen, or a read that has no answer. */
export class Refusal extends Error {
  constructor(
    readonly code: Code,
    readonly reason: Reason,
    readonly args: ArgView[] = [],
  ) {
    super(reason);
  }
}

/** Whatever was thrown, as a refusal. */
export function refusalOf(cause: unknown): Refusal {
  if (cause instanceof Refusal) return cause;
  if (typeof cause === 'object' && cause !== null && 'reason' in cause) {
    const error = cause as IpcError;
    return new Refusal(error.code, error.reason, error.args);
  }
  return new Refusal('bug', 'unexpected', [{ name: 'code', value: String(cause) }]);
}
