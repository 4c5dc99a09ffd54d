// Codes that travel as open text: each that the registry really sends has its words.
import { expect, it } from 'vitest';
import { call } from '../ipc/backend';
import type { FactName } from '../ipc/bindings';
import { eachDesk } from '../ipc/bridge/testing';
import { listing } from '../ipc/listing';
import { isWord, t } from './t.svelte';

eachDesk();

/** Both languages have the same keys: see t.test.ts. */
const words = (table: object, codes: string[]) =>
  expect([...new Set(codes)].filter((code) => !(code in table))).toEqual([]);

it('names every fact of every pack', async () => {
  const { instruments } = await call('showInstruments');
  const packs = await Promise.all(instruments.map(({ id }) => call('showPack', { instrument: id })));
  expect(packs.length).toBeGreaterThan(1);
  const made = (own: { known: FactName | null }) => own.known === null;
  const rules = packs.flatMap((pack) => pack.instrument.rule);
  const uncertain = packs.flatMap((pack) => pack.instrument.indikator.flatMap((each) => each.uncertain));
  expect(rules.filter(made).map((each) => each.key)).toEqual([]);
  expect(uncertain.filter(made).map((each) => each.name)).toEqual([]);
});

it('names every fact that two packs differ in', async () => {
  const { instruments } = await call('showInstruments');
  for (const [at, { id }] of instruments.slice(1).entries()) {
    const { differences } = await call('compareInstruments', { before: id, after: instruments[at]!.id });
    expect(differences.filter((each) => each.known === null)).toEqual([]);
  }
});

it('names every choice of the filters', async () => {
  const { facets } = await call('showFacets', listing({}));
  const values = (facet: string) => facets.find((each) => each.facet === facet)!.choices.map((each) => each.value);
  words(
    t().list.facet,
    facets.map((each) => each.facet),
  );
  words(t().list.state, values('state'));
  words(t().verification.state, values('verification'));
  expect(values('finding').filter((code) => !isWord(`kind.${code}`))).toEqual([]);
});
