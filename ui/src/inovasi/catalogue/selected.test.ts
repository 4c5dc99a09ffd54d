import { beforeEach, describe, expect, it } from 'vitest';
import type { Ask } from './catalogue.svelte';
import { Selected } from './selected.svelte';

const ask: Ask = { text: '', sort: 'nama', descending: false, filter: {} };
const between = async (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => `i${from + at}`);
let chosen: Selected;

beforeEach(() => (chosen = new Selected()));

const ids = () => [...(chosen.selection.ids ?? [])].sort();

describe('rows chosen one by one', () => {
  it('are let go by choosing them again', () => {
    chosen.toggle('i1', 1);
    chosen.toggle('i2', 2);
    chosen.toggle('i1', 1);
    expect(ids()).toEqual(['i2']);
    expect(chosen.count(50)).toBe(1);
  });

  it('stay when another question is asked', () => {
    chosen.toggle('i1', 1);
    chosen.asked({ ...ask, text: 'pasar' });
    expect(chosen.has('i1')).toBe(true);
  });
});

describe('a range', () => {
  it('goes from the last choice in either direction', async () => {
    chosen.toggle('i5', 5);
    await chosen.rangeTo(7, 5, between);
    expect(ids()).toEqual(['i5', 'i6', 'i7']);
    await chosen.rangeTo(4, 7, between);
    expect(ids()).toEqual(['i4', 'i5']);
  });

  it('keeps what was chosen before it', async () => {
    chosen.toggle('i1', 1);
    chosen.toggle('i5', 5);
    await chosen.rangeTo(6, 5, between);
    await chosen.rangeTo(5, 6, between);
    expect(ids()).toEqual(['i1', 'i5']);
  });

  it('begins where the officer stood, when nothing was chosen yet', async () => {
    await chosen.rangeTo(3, 2, between);
    expect(ids()).toEqual(['i2', 'i3']);
  });

  it('is overtaken by a later one', async () => {
    let late: (ids: string[]) => void = () => undefined;
    chosen.toggle('i0', 0);
    const slow = chosen.rangeTo(900, 0, () => new Promise((resolve) => (late = resolve)));
    await chosen.rangeTo(1, 0, between);
    late(await between(0, 900));
    await slow;
    expect(ids()).toEqual(['i0', 'i1']);
  });
});

describe('all that fit', () => {
  it('go by the question, but for some', () => {
    chosen.everything(ask);
    chosen.toggle('i3', 3);
    expect(chosen.has('i3')).toBe(false);
    expect(chosen.has('i4')).toBe(true);
    expect(chosen.count(10_000)).toBe(9_999);
    expect(chosen.selection).toMatchObject({ ids: [], except: ['i3'], all: { text: '', filter: {} } });
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
    chosen.toggle('i1', 1);
    expect(await chosen.ids(() => between(0, 3))).toEqual(['i0', 'i2', 'i3']);
    expect(await new Selected().ids(() => between(0, 3))).toEqual([]);
  });

  it('have a first one that is not left out', () => {
    chosen.everything(ask);
    chosen.toggle('i0', 0);
    expect(chosen.first([undefined, 'i0', 'i1'])).toBe('i1');
  });
});
