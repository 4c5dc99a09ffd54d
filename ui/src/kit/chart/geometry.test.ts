import { describe, expect, it } from 'vitest';
import { bands, columns, nested, scaleEnd, seats, share } from './geometry';

describe('the parts of a chart', () => {
  it('are shares of the whole, and never leave it', () => {
    expect([share(5, 20), share(30, 20), share(-1, 20), share(1, 0), share(NaN, 5)]).toEqual([25, 100, 0, 0, 0]);
    expect(nested([10, 5], 20)).toEqual([
      { x: 0, width: 50 },
      { x: 0, width: 25 },
    ]);
  });

  it('have a scale that ends on a round number', () => {
    expect([[], [0], [7], [12], [23], [100], [0.3]].map(scaleEnd)).toEqual([1, 1, 10, 20, 25, 100, 0.5]);
  });

  it('lay the bands without gaps and leave out the one of 0 alone', () => {
    const all = [
      { nama: 'tinggi', minimum: 65.01, maksimum: 100 },
      { nama: 'sedang', minimum: 40.01, maksimum: 65 },
      { nama: 'rendah', minimum: 0.01, maksimum: 40 },
      { nama: 'nol', minimum: 0, maksimum: 0 },
    ];
    const found = bands(all);
    expect(found.map((each) => each.nama)).toEqual(['rendah', 'sedang', 'tinggi']);
    found.slice(1).forEach((each, at) => expect(each.x).toBeCloseTo(found[at]!.x + found[at]!.width));
    expect(bands([])).toEqual([]);
  });
});

describe('seats', () => {
  it('are one each, as long as there is room', () => {
    expect(seats(17, 40)).toEqual({ filled: 17, empty: 23, each: 1 });
    expect(seats(0, 0)).toEqual({ filled: 0, empty: 0, each: 1 });
    expect(seats(50, 40)).toEqual({ filled: 50, empty: 0, each: 1 });
  });

  it('stand for several where there are many, and an empty one stays visible', () => {
    expect(seats(10_000, 10_000)).toEqual({ filled: 60, empty: 0, each: 167 });
    expect(seats(199, 200)).toEqual({ filled: 49, empty: 1, each: 4 });
  });
});

describe('a series', () => {
  it('stands side by side, and nothing done is still a line', () => {
    const found = columns([0, 5, 10], 50);
    expect(found.map((each) => [each.y, each.height])).toEqual([
      [49, 1],
      [25, 25],
      [0, 50],
    ]);
    expect(found[2]!.x + found[2]!.width).toBeLessThan(100);
  });
});
