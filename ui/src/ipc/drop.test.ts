import { afterEach, expect, it, vi } from 'vitest';
import { indikatorAt } from './drop';

afterEach(() => vi.unstubAllGlobals());

it('finds the card under a physical position', () => {
  document.body.innerHTML = '<article data-drop-indikator="satu"><p id="inside"></p></article>';
  vi.stubGlobal('devicePixelRatio', 1.25);
  const at = vi.fn(() => document.getElementById('inside'));
  document.elementFromPoint = at;
  expect(indikatorAt({ x: 250, y: 125 })).toBe('satu');
  expect(at).toHaveBeenCalledWith(200, 100);
});

it('finds none beside the cards', () => {
  document.elementFromPoint = () => document.body;
  expect(indikatorAt({ x: 1, y: 1 })).toBeNull();
});
