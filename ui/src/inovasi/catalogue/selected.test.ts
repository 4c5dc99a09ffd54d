import { madeUp } from '../../ipc/bridge/testing';
import type { InovasiId } from '../../ipc/bindings';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Ask } from './catalogue.svelte';
import { Selected } from './selected.svelte';

const ask: Ask = { text: '', sort: 'nama', descending: false, filter: {} };
const between = async (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => madeUp(from + at));
let chosen: Selected;

beforeEach(() => (chosen = new Selected()));

const ids = () => [...(chosen.selection.ids ?? [])].sort();

describe('rows chosen one by one', () => {
  it('are let go by choosing them again', () => {
    chosen.toggle(madeUp(1), 1);
    chosen.toggle(madeUp(2), 2);
    chosen.toggle(madeUp(1), 1);
    expect(ids()).toEqual([madeUp(2)]);
    expect(chosen.count(50)).toBe(1);
  });

  it('stay when another question is asked', () => {
    chosen.toggle(madeUp(1), 1);
    chosen.asked({ ...ask, text: 'pasar' });
    expect(chosen.has(madeUp(1))).toBe(true);
  });
});

describe('a range', () => {
  it('goes from the last choice in either direction', async () => {
    chosen.toggle(madeUp(5), 5);
    await chosen.rangeTo(7, 5, between);
    expect(ids()).toEqual([madeUp(5), madeUp(6), madeUp(7)]);
    await chosen.rangeTo(4, 7, between);
    expect(ids()).toEqual([madeUp(4), madeUp(5)]);
  });

  it('keeps what was chosen before it', async () => {
    chosen.toggle(madeUp(1), 1);
    chosen.toggle(madeUp(5), 5);
    await chosen.rangeTo(6, 5, between);
    await chosen.rangeTo(5, 6, between);
    expect(ids()).toEqual([madeUp(1), madeUp(5)]);
  });

  it('begins where the officer stood, when nothing was chosen yet', async () => {
    await chosen.rangeTo(3, 2, between);
    expect(ids()).toEqual([madeUp(2), madeUp(3)]);
  });

  it('is overtaken by a later one', async () => {
    let late: (ids: InovasiId[]) => void = () => undefined;
    chosen.toggle(madeUp(0), 0);
    const slow = chosen.rangeTo(900, 0, () => new Promise((resolve) => (late = resolve)));
    await chosen.rangeTo(1, 0, between);
    late(await between(0, 900));
    await slow;
    expect(ids()).toEqual([madeUp(0), madeUp(1)]);
  });
});

describe('all that fit', () => {
  it('go by the question, but for some', () => {
    chosen.everything(ask);
    chosen.toggle(madeUp(3), 3);
    expect(chosen.has(madeUp(3))).toBe(false);
    expect(chosen.has(madeUp(4))).toBe(true);
    expect(chosen.count(10_000)).toBe(9_999);
    expect(chosen.selection).toMatchObject({ ids: [], except: [madeUp(3)], all: { text: '', filter: {} } });
  });

  it('survive another order, not another question', () => {
    chosen.everything(ask);
    chosen.asked({ ...ask, sort: 'claimed', descending: true });
    expect(chosen.all).not.toBeNull();
    chosen.asked({ ...ask, text: 'x' });
    expect(chosen.none).toBe(true);
  });

  it('are named one by one for acts that take no question', async () => {
    chosen.everything(ask);
    chosen.toggle(madeUp(1), 1);
    expect(await chosen.ids(() => between(0, 3))).toEqual([madeUp(0), madeUp(2), madeUp(3)]);
    expect(await new Selected().ids(() => between(0, 3))).toEqual([]);
  });

  it('have a first one that is not left out', () => {
    chosen.everything(ask);
    chosen.toggle(madeUp(0), 0);
    expect(chosen.first([undefined, madeUp(0), madeUp(1)])).toBe(madeUp(1));
  });
});
