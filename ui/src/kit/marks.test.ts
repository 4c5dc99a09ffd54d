import { describe, expect, it } from 'vitest';
import { pieces } from './marks';

const shown = (text: string, ...marks: [number, number][]) =>
  pieces(
    text,
    marks.map(([start, end]) => ({ start, end })),
  )
    .map((piece) => (piece.marked ? `[${piece.text}]` : piece.text))
    .join('');

describe('marks', () => {
  it.each<[string, [number, number][], string]>([
    ['pasar', [], 'pasar'],
    ['pasar murah', [[0, 5]], '[pasar] murah'],
    [
      'pasar murah',
      [
        [6, 11],
        [0, 5],
      ],
      '[pasar] [murah]',
    ],
    [
      'pasar',
      [
        [0, 3],
        [2, 5],
      ],
      '[pas][ar]',
    ],
    ['pasar', [[3, 99]], 'pas[ar]'],
    ['pasar', [[7, 9]], 'pasar'],
    ['pasar', [[2, 2]], 'pasar'],
    ['', [[0, 1]], ''],
  ])('in %j at %j are %j', (text, marks, wanted) => expect(shown(text, ...marks)).toBe(wanted));

  it('count in the units that texts have here', () => expect(shown('🌱 tani', [3, 7])).toBe('🌱 [tani]'));
});
