// What a reader is told of a fact that is not sure.
import { afterEach, expect, it } from 'vitest';
import type { UncertainView } from '../../ipc/bindings';
import { speak } from '../../text/t.svelte';
import { reasonOf } from './doubt';

const fact = (more: Partial<UncertainView>): UncertainView => ({
  name: 'bobot',
  known: 'bobot',
  value: 'inferred',
  in_doubt: true,
  reason: null,
  ...more,
});

afterEach(() => speak('id'));

it('tells the reason of the pack in the language of the screen', () => {
  const own = fact({ reason: { id: 'Dua sumber berbeda.', en: 'Two sources differ.' } });
  expect(reasonOf(own)).toBe('Dua sumber berbeda.');
  speak('en');
  expect(reasonOf(own)).toBe('Two sources differ.');
});

it('tells what the confidence means where the pack gives no reason', () => {
  expect(reasonOf(fact({ value: 'unknown' }))).toContain('tidak ada sumber');
  expect(reasonOf(fact({}))).toContain('Disimpulkan');
});
