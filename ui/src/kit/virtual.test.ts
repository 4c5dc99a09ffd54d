import { describe, expect, it } from 'vitest';
import { pagesOf, reveal, step, windowOf } from './virtual';

describe('the window of a long list', () => {
  it('starts at the top', () => expect(windowOf(0, 420, 42, 184_000)).toEqual({ first: 0, last: 16 }));
  it('follows the scroll with rows to spare', () =>
    expect(windowOf(42_000, 420, 42, 184_000)).toEqual({ first: 994, last: 1016 }));
  it('ends at the last row', () => expect(windowOf(184_000 * 42, 420, 42, 184_000).last).toBe(184_000));
  it('is empty without rows', () => expect(windowOf(0, 420, 42, 0)).toEqual({ first: 0, last: 0 }));
  it('survives a list that became shorter', () => expect(windowOf(9999, 420, 42, 3)).toEqual({ first: 3, last: 3 }));
});

describe('the pages of a window', () => {
  it('is one inside a page', () => expect(pagesOf({ first: 5, last: 30 }, 100)).toEqual([0]));
  it('is two across a border', () => expect(pagesOf({ first: 90, last: 112 }, 100)).toEqual([0, 100]));
  it('is none without rows', () => expect(pagesOf({ first: 0, last: 0 }, 100)).toEqual([]));
});

describe('keys', () => {
  it.each([
    ['ArrowDown', 0, 1],
    ['ArrowUp', 0, 0],
    ['PageDown', 3, 13],
    ['PageUp', 3, 0],
    ['Home', 50, 0],
    ['End', 0, 99],
    ['ArrowDown', 99, 99],
  ])('%s leads from %d to %d', (key, from, to) => expect(step(key, from, 100, 10)).toBe(to));
  it('leaves other keys alone', () => expect(step('a', 0, 100, 10)).toBeNull());
  it('means nothing in an empty list', () => expect(step('ArrowDown', 0, 0, 10)).toBeNull());
});

describe('bringing a row into view', () => {
  it('does not move when it is in view', () => expect(reveal(5, 100, 400, 40)).toBe(100));
  it('scrolls up to it', () => expect(reveal(1, 100, 400, 40)).toBe(40));
  it('scrolls down to it', () => expect(reveal(20, 0, 400, 40)).toBe(440));
});
