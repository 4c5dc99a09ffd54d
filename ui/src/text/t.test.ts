import { afterEach, describe, expect, it } from 'vitest';
import en from './en';
import id from './id';
import messages from './messages.json';
import { count, countWords, date, decimal, device, isWord, moment, plain, say, size, speak } from './t.svelte';

afterEach(() => speak('id'));

describe('numbers', () => {
  it.each([
    ['71.42', '71,42'],
    ['0.00', '0,00'],
    ['1234.50', '1.234,50'],
    ['-5.14', '-5,14'],
    ['12', '12'],
    ['33.74 x', '33.74 x'],
  ])('shows %s as %s', (value, shown) => expect(decimal(value)).toBe(shown));

  it.each([
    ['3.00', '3'],
    ['0.75', '0,75'],
    ['1.50', '1,5'],
    ['10', '10'],
    ['2', '2'],
  ])('shows the bobot %s as %s', (value, shown) => expect(plain(value)).toBe(shown));

  it('groups thousands the Indonesian way', () => expect(count(184000)).toBe('184.000'));
  it('follows the language', () => {
    speak('en');
    expect(decimal('71.42')).toBe('71.42');
    expect(count(184000)).toBe('184,000');
  });
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1200, '1,2 kB'],
    [48_300_000, '48 MB'],
    [7_000_000_000, '7 GB'],
  ])('shows %d bytes as %s', (bytes, shown) => expect(size(bytes)).toBe(shown));
});

describe('dates', () => {
  it.each([
    ['2024-08-17', '17 Agustus 2024'],
    ['2022-08', 'Agustus 2022'],
    ['2022', '2022'],
    ['sekitar 2022', 'sekitar 2022'],
  ])('shows %s as %s', (iso, shown) => expect(date(iso)).toBe(shown));

  it('keeps what is no moment', () => expect(moment('kemarin')).toBe('kemarin'));
});

it('shortens the id of a machine, not a name', () =>
  expect([device('0193d2a4-7c1e-7abc-8def-0123456789ab'), device('laptop-brida-2')]).toEqual([
    '6789ab',
    'laptop-brida-2',
  ]));

describe('words', () => {
  it.each([
    ['', 0],
    ['   \n ', 0],
    ['satu', 1],
    ['satu dua  tiga\nempat', 4],
    ['e-book, 24 jam/hari — gratis', 4],
    ['tanpa\u00a0putus', 2],
  ])('counts %j as a word processor does', (text, n) => expect(countWords(text)).toBe(n));
});

describe('sentences', () => {
  it('fills the named places', () =>
    expect(say('progress.reading', [{ name: 'nama', value: 'SK.pdf' }])).toContain('SK.pdf'));
  it('leaves a place without a value visible', () => expect(say('progress.reading')).toContain('{nama}'));
  it('knows what it has', () => expect([isWord('error.unexpected'), isWord('error.never')]).toEqual([true, false]));
});

describe('languages', () => {
  it('sets the language of the page', () => {
    speak('en');
    expect(document.documentElement.lang).toBe('en');
  });

  it('have the same words', () => expect(shape(en)).toEqual(shape(id)));

  it('use the same of what they are given', () => {
    const [own, twin] = [used(id), used(en)];
    expect(Object.keys(own).length).toBeGreaterThan(200);
    expect(twin).toEqual(own);
  });

  it('leave no sentence empty', () => {
    for (const words of [id, en]) expect(leaves(words).filter((leaf) => leaf === '')).toEqual([]);
  });

  it.each(Object.entries(messages))('tell %s in both, with the same places', (_key, message) => {
    expect(Object.keys(message).sort()).toEqual(['en', 'id']);
    expect(message.id.trim()).not.toBe('');
    expect(places(message.en)).toEqual(places(message.id));
  });
});

function shape(node: unknown): unknown {
  if (typeof node !== 'object' || node === null) return typeof node;
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, shape(value)]));
}

function leaves(node: unknown): unknown[] {
  return typeof node === 'object' && node !== null ? Object.values(node).flatMap(leaves) : [node];
}

/** Of every sentence that is a function: which of its arguments stand in it. */
function used(node: unknown, at = ''): Record<string, number[]> {
  if (typeof node === 'function') {
    const marks = Array.from({ length: 6 }, (_, n) => `‹${n}›`);
    const said = JSON.stringify((node as (...args: string[]) => unknown)(...marks));
    return { [at]: marks.flatMap((mark, n) => (said.includes(mark) ? [n] : [])) };
  }
  if (typeof node !== 'object' || node === null) return {};
  return Object.assign({}, ...Object.entries(node).map(([key, value]) => used(value, `${at}.${key}`)));
}

function places(sentence: string): string[] {
  return [...new Set(sentence.match(/\{\w+\}/g) ?? [])].sort();
}
