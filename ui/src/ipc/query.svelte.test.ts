import { flushSync } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { act } from './act';
import { Refusal, call, useBackend, type Backend } from './backend';
import type { InovasiPage } from './bindings';
import { fakeBackend } from './fake';
import { listing } from './listing';
import { entry, forgetAll, hold, touch, watch } from './query.svelte';

let backend: Backend;
const release: (() => void)[] = [];

beforeEach(() => {
  backend = fakeBackend();
  useBackend(backend);
});
afterEach(() => {
  release.splice(0).forEach((run) => run());
  forgetAll();
  useBackend(null);
});

const settle = () => vi.waitFor(() => undefined).then(() => new Promise((wake) => setTimeout(wake, 15)));

describe('a read', () => {
  it('is asked once for the same command and arguments', async () => {
    const asked = vi.spyOn(backend, 'showInovasi');
    const [one, two] = [entry('showInovasi', 'pak-rahman'), entry('showInovasi', 'pak-rahman')];
    expect(one).toBe(two);
    release.push(hold(one), hold(two));
    await settle();
    expect(asked).toHaveBeenCalledTimes(1);
    expect(one.data?.id).toBe('pak-rahman');
  });

  it('on screen is read again when touched', async () => {
    const asked = vi.spyOn(backend, 'showFindings');
    release.push(hold(entry('showFindings')));
    await settle();
    touch(['conflicts']);
    expect(asked).toHaveBeenCalledTimes(1);
    touch(['findings']);
    expect(asked).toHaveBeenCalledTimes(2);
    await settle();
  });

  it('off screen is dropped and waits until looked at', async () => {
    const asked = vi.spyOn(backend, 'showFindings');
    hold(entry('showFindings'))();
    await settle();
    const before = entry('showFindings');
    touch(['findings']);
    expect(asked).toHaveBeenCalledTimes(1);
    expect(entry('showFindings')).not.toBe(before);
  });

  it('never shows an answer older than a later one', async () => {
    const answers: ((page: InovasiPage) => void)[] = [];
    useBackend({ ...backend, listInovasi: () => new Promise((resolve) => answers.push(resolve)) });
    const read = entry('listInovasi', listing({ text: 'x' }));
    void read.load();
    void read.load();
    answers[1]?.({ total: 2, at_least: false, offset: 0, rows: [] });
    await settle();
    answers[0]?.({ total: 1, at_least: false, offset: 0, rows: [] });
    await settle();
    expect(read.data?.total).toBe(2);
  });

  it('keeps the last data when a later load is refused', async () => {
    const read = entry('showInovasi', 'pak-rahman');
    await read.load();
    useBackend({ ...backend, showInovasi: () => Promise.reject(new Refusal('busy', 'busy')) });
    await read.load();
    expect(read.data?.id).toBe('pak-rahman');
    expect(read.refusal?.reason).toBe('busy');
  });

  it('is followed by a component for as long as it lives', async () => {
    let id = $state('pak-rahman');
    const seen: (string | undefined)[] = [];
    const stop = $effect.root(() => {
      const read = watch(() => ['showInovasi', id]);
      $effect(() => void seen.push(read.data?.id));
    });
    flushSync();
    await settle();
    id = 'rumah-pelita';
    flushSync();
    await settle();
    expect(seen.at(-1)).toBe('rumah-pelita');
    stop();
    expect(entry('showInovasi', 'rumah-pelita').held).toBe(0);
  });
});

describe('an act', () => {
  it('puts its view where it is shown, without another read', async () => {
    release.push(hold(entry('showInovasi', 'pak-rahman')));
    await settle();
    const asked = vi.spyOn(backend, 'showInovasi');
    await act('editInovasi', 'pak-rahman', 'kepanjangan', 'Pasar');
    expect(asked).not.toHaveBeenCalled();
    const field = entry('showInovasi', 'pak-rahman').data?.profile.find((each) => each.field === 'kepanjangan');
    expect(field?.value).toBe('Pasar');
  });

  it('brings an answer onto the worksheet that shows it', async () => {
    release.push(hold(entry('showInovasi', 'ijolke')));
    await settle();
    const line = entry('showInovasi', 'ijolke').data?.assessment.indikator[0];
    await act('chooseParameter', 'inovasi:ijolke', 'iga-2026', line?.indikator ?? '', 2, null);
    expect(entry('showInovasi', 'ijolke').data?.assessment.indikator[0]?.parameter).toBe(2);
  });

  it('follows the one before it, even after a refusal', async () => {
    const first = act('editInovasi', 'pak-rahman', 'nama', null);
    const second = act('editInovasi', 'pak-rahman', 'nama', 'Baru');
    await expect(first).rejects.toMatchObject({ reason: 'nama_empty' });
    expect((await second).view.id).toBe('pak-rahman');
  });
});

describe('the door to Rust', () => {
  it('turns anything thrown into a refusal', async () => {
    useBackend({ openRegistry: () => Promise.reject(new Error('boom')) });
    await expect(call('openRegistry')).rejects.toMatchObject({ code: 'bug', reason: 'unexpected' });
  });

  it('unwraps the results of the generated bindings', async () => {
    const error = { code: 'not_found', reason: 'inovasi_missing', args: [] };
    useBackend({ openRegistry: () => Promise.resolve({ status: 'error', error } as unknown as null) });
    await expect(call('openRegistry')).rejects.toMatchObject({ reason: 'inovasi_missing' });
  });
});
