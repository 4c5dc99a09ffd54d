// A question to the catalogue, of which most callers mean little.
import type { ListInovasi } from './bindings';

/** Everything by name, and what a search found by how well it fits, unless said otherwise. */
export function listing(asked: Partial<ListInovasi>): ListInovasi {
  return { text: '', offset: 0, limit: 100, sort: null, descending: false, filter: {}, ...asked };
}
