// The count under a text follows each key; the registry counts what is saved. Both
// must say the same, or an officer stops writing too early.
import { expect, it } from 'vitest';
import { call } from '../../ipc/backend';
import { eachDesk } from '../../ipc/bridge/testing';
import { countWords } from '../../text/t.svelte';
import { registerInovasi } from '../inovasi.svelte';

eachDesk();

const BLANKS = [' ', '  ', '\n', '\t', '\r\n', '\u00a0', '\u2003', '\u2028', '\u3000', '\u200b', '\ufeff'];
const PARTS = [
  'anak-anak',
  'Rp1.500.000,00',
  '–',
  '•',
  '24',
  'é',
  'ſ',
  '½',
  'Ⅳ',
  '²',
  '一',
  '٣',
  '🙂',
  '́',
  'a\u0301',
  '"kata"',
  '…',
];

/** Every part after every blank, and runs of parts that no list foresees. */
function texts(): string[] {
  let seed = 1;
  const next = (n: number) => (seed = (seed * 48271) % 2147483647) % n;
  const run = () =>
    Array.from({ length: 1 + next(40) }, () => PARTS[next(PARTS.length)]! + BLANKS[next(BLANKS.length)]!);
  return [
    ...BLANKS.map((blank) => PARTS.join(blank)),
    ...PARTS.flatMap((part) => [part, `${part} ${part}`]),
    ...Array.from({ length: 60 }, () => run().join('')),
  ];
}

it('counts as the registry does', async () => {
  const { id } = await registerInovasi('Hitung');
  const told: [string, number][] = [];
  for (const value of texts()) {
    const { view } = await call('editInovasi', { id, field: 'rancang_bangun', value });
    told.push([value, view.n_word]);
  }
  expect(told.length).toBeGreaterThan(100);
  expect(texts().map((text) => [text, countWords(text)])).toEqual(told);
});
