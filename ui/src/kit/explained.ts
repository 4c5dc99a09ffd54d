// What the answer to "why this number" is made of; the words of every room that can tell it.
import type { Basis, ExplainLabel, ExplainView } from '../ipc/bindings';

/** The scores that stand side by side, the widest first. */
export const BASES: readonly Basis[] = ['claimed', 'supported', 'verified'];

/** A line of the answer to "why this number": of the registry, or told here in words of its own. */
export interface Explained extends Pick<ExplainView, 'nama' | 'value' | 'args'> {
  /** Names it where `nama` does not. */
  label?: ExplainLabel;
  /** A key of the registry, or a sentence. */
  formula: string;
  children: Explained[];
}
