import { describe, expect, it } from 'vitest';
import { chipsOf, choose, clean, isEmpty, keyOf, withSpan, without } from './filter';

describe('a filter', () => {
  it('asks for nothing when everything in it is empty', () => {
    expect(isEmpty({ tahapan: [], claimed_min: ' ', proposed_only: false })).toBe(true);
    expect(isEmpty({ tahapan: [''] })).toBe(false);
  });

  it('is the same text whichever choice came first', () => {
    const one = choose(choose({}, 'tahapan', 'penerapan', true), 'tahapan', 'inisiatif', true);
    const other = choose(choose({}, 'tahapan', 'inisiatif', true), 'tahapan', 'penerapan', true);
    expect(JSON.stringify(one)).toBe(JSON.stringify(other));
  });

  it('takes a choice once and lets it go whole', () => {
    const twice = choose(choose({}, 'jenis', '', true), 'jenis', '', true);
    expect(twice).toEqual({ jenis: [''] });
    expect(choose(twice, 'jenis', '', false)).toEqual({});
  });
});

describe('chips', () => {
  const filter = clean({
    jenis: ['', 'digital'],
    finding: ['conflict'],
    claimed_min: '10',
    claimed_max: '40,5',
    supported_max: '3',
    proposed_only: true,
  });

  it('stand for each choice, each span and the proposed', () => {
    const keys = chipsOf(filter).map(keyOf);
    expect(keys).toEqual(['jenis/', 'jenis/digital', 'finding/conflict', 'claimed', 'supported', 'proposed']);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it.each(chipsOf(filter).map((chip) => [keyOf(chip), chip] as const))('without %s only that is gone', (key, chip) => {
    const rest = without(filter, chip);
    expect(chipsOf(rest).map(keyOf)).toEqual(
      chipsOf(filter)
        .map(keyOf)
        .filter((each) => each !== key),
    );
  });

  it('leave nothing when all are taken away', () => {
    expect(chipsOf(filter).reduce(without, filter)).toEqual({});
  });

  it('clear both ends of a span', () =>
    expect(withSpan({ claimed_min: '1', claimed_max: '2' }, 'claimed', '', '')).toEqual({}));
});
