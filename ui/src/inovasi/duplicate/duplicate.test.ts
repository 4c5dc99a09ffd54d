import { afterEach, expect, it } from 'vitest';
import { call } from '../../ipc/backend';
import { eachDesk, madeUp } from '../../ipc/bridge/testing';
import { entry } from '../../ipc/query.svelte';
import { toasts } from '../../kit/toast.svelte';
import { combine, decide } from './duplicate';

eachDesk({ rows: 30 });
afterEach(() => void (toasts.list = []));

async function firstPair() {
  const { pairs, n_open } = await call('listDuplicates', { decided: false });
  const [pair] = pairs;
  if (!pair) throw new Error('no pair');
  return { pair, n_open };
}

it.each(['linked', 'dismissed'] as const)(
  'a pair that is %s waits no more, until that is taken back',
  async (verdict) => {
    const { pair, n_open } = await firstPair();
    await decide(pair, verdict);
    expect(entry('listDuplicates', { decided: false }).data).toMatchObject({ n_open: n_open - 1, n_decided: 1 });
    const decided = (await call('listDuplicates', { decided: true })).pairs.find((each) => each.verdict === verdict);
    expect(decided?.a.id).toBe(pair.a.id);
    await decide(pair, null);
    expect(entry('listDuplicates', { decided: false }).data?.n_open).toBe(n_open);
  },
);

it('two that are combined are one, and the other is gone', async () => {
  const { pair } = await firstPair();
  await combine(pair.b, pair.a);
  expect((await call('showInovasi', { id: pair.a.id })).removed).toBe(true);
  expect((await call('showInovasi', { id: pair.b.id })).removed).toBe(false);
  expect(toasts.list.at(-1)?.text).toContain(pair.b.nama);
  expect(toasts.list.at(-1)?.text).toContain('Ctrl+Z');
});

it('an inovasi that is gone leaves everything as it was', async () => {
  const { pair } = await firstPair();
  await expect(combine(pair.a, { ...pair.b, id: madeUp(1) })).rejects.toMatchObject({ reason: 'inovasi_missing' });
  expect((await call('showInovasi', { id: pair.a.id })).removed).toBe(false);
  expect(toasts.list).toEqual([]);
});
