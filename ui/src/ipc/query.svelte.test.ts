import { flushSync } from 'svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { act } from './act';
import { Refusal, call, useCarrier } from './backend';
import type { InovasiPage, Subject } from './bindings';
import { eachDesk, inovasi, madeUp, refusing, reply } from './bridge/testing';
import { jobs } from './jobs.svelte';
import { listing } from './listing';
import { RESTING, entry, hold, kept, touch, watch } from './query.svelte';
import { Work } from './work.svelte';

const release: (() => void)[] = [];
const desk = eachDesk();

afterEach(() => release.splice(0).forEach((run) => run()));

const loaded = (read: { data: unknown }) => vi.waitFor(() => expect(read.data).toBeDefined());

describe('a read', () => {
  it('is asked once for the same command and request, however that was written', async () => {
    const asked = reply('showAssessment');
    const subject: Subject = `inovasi:${await inovasi('Pak Rahman')}`;
    const one = entry('showAssessment', { subject, instrument: 'iga-2026' });
    const two = entry('showAssessment', { instrument: 'iga-2026', subject });
    expect(one).toBe(two);
    release.push(hold(one), hold(two));
    await loaded(one);
    expect(asked).toHaveBeenCalledTimes(1);
    expect(one.data?.subject).toBe(subject);
  });

  it('on screen is read again when touched', async () => {
    const asked = reply('showFindings');
    const read = entry('showFindings');
    release.push(hold(read));
    await loaded(read);
    touch(['conflicts']);
    expect(asked).toHaveBeenCalledTimes(1);
    touch(['findings']);
    expect(asked).toHaveBeenCalledTimes(2);
  });

  it('off screen is dropped and waits until looked at', async () => {
    const asked = reply('showFindings');
    const before = entry('showFindings');
    hold(before)();
    await loaded(before);
    touch(['findings']);
    expect(asked).toHaveBeenCalledTimes(1);
    expect(entry('showFindings')).not.toBe(before);
  });

  it('never shows an answer older than a later one', async () => {
    const answers: ((page: InovasiPage) => void)[] = [];
    reply('listInovasi', () => new Promise((resolve) => answers.push(resolve)));
    const read = entry('listInovasi', listing({ text: 'x' }));
    const loads = [read.load(), read.load()];
    await vi.waitFor(() => expect(answers).toHaveLength(2));
    answers[1]?.({ total: 2, at_least: false, offset: 0, rows: [] });
    answers[0]?.({ total: 1, at_least: false, offset: 0, rows: [] });
    await Promise.all(loads);
    expect(read.data?.total).toBe(2);
  });

  it('keeps the last data when a later load is refused', async () => {
    const id = await inovasi('Pak Rahman');
    const read = entry('showInovasi', { id });
    await read.load();
    reply('showInovasi', refusing('registry_locked', 'busy'));
    await read.load();
    expect(read.data?.id).toBe(id);
    expect(read.refusal?.reason).toBe('registry_locked');
  });

  it('is kept for coming back, the last few of those that nobody looks at', () => {
    const page = (offset: number) => entry('listInovasi', listing({ offset }));
    reply('listInovasi', () => new Promise(() => undefined));
    const shown = page(0);
    release.push(hold(shown));
    const first = page(100);
    hold(first)();
    for (let at = 2; at < 4 * RESTING; at++) hold(page(at * 100))();
    expect(kept()).toBe(RESTING + 1);
    expect(page(0)).toBe(shown);
    expect(page(100)).not.toBe(first);
    // Whoever is looked at again is the last to go.
    const again = page((4 * RESTING - 2) * 100);
    hold(again)();
    for (let at = 1; at < RESTING; at++) hold(page(at * 10_000 + 1))();
    expect(page((4 * RESTING - 2) * 100)).toBe(again);
  });

  it('let go before it was looked at is touched all the same', () => {
    const asked = reply('listInovasi', () => new Promise(() => undefined));
    const many = Array.from({ length: 2 * RESTING }, (_, at) => entry('listInovasi', listing({ offset: at })));
    release.push(...many.map((read) => hold(read)));
    expect(asked).toHaveBeenCalledTimes(many.length);
    touch(['inovasi']);
    expect(asked).toHaveBeenCalledTimes(2 * many.length);
  });

  it('on screen rests while nobody sees the window, and is read once when it is seen again', async () => {
    const asked = reply('showFindings');
    const read = entry('showFindings');
    release.push(hold(read));
    await loaded(read);
    const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
    touch(['findings']);
    touch(['findings']);
    expect(asked).toHaveBeenCalledTimes(1);
    hidden.mockRestore();
    document.dispatchEvent(new Event('visibilitychange'));
    document.dispatchEvent(new Event('visibilitychange'));
    expect(asked).toHaveBeenCalledTimes(2);
  });

  it('is followed by a component for as long as it lives', async () => {
    const [first, second] = [await inovasi('Pak Rahman'), await inovasi('Rumah Pelita')];
    let id = $state(first);
    const seen: (string | undefined)[] = [];
    const stop = $effect.root(() => {
      const read = watch(() => ['showInovasi', { id }]);
      $effect(() => void seen.push(read.data?.id));
    });
    flushSync();
    await vi.waitFor(() => expect(seen.at(-1)).toBe(first));
    id = second;
    flushSync();
    await vi.waitFor(() => expect(seen.at(-1)).toBe(second));
    stop();
    expect(entry('showInovasi', { id: second }).held).toBe(0);
  });
});

describe('an act', () => {
  it('puts its view where it is shown, without another read', async () => {
    const id = await inovasi('Pak Rahman');
    const read = entry('showInovasi', { id });
    release.push(hold(read));
    await loaded(read);
    const asked = reply('showInovasi');
    await act('editInovasi', { id, field: 'kepanjangan', value: 'Pasar' });
    expect(asked).not.toHaveBeenCalled();
    expect(read.data?.profile.find((each) => each.field === 'kepanjangan')?.value).toBe('Pasar');
  });

  it('brings an answer onto the worksheet that shows it', async () => {
    const id = await inovasi('Pak Rahman');
    const read = entry('showInovasi', { id });
    release.push(hold(read));
    await loaded(read);
    const { instrument } = read.data!.assessment;
    const indikator = read.data!.assessment.indikator[0]!.indikator;
    await act('chooseParameter', { subject: `inovasi:${id}`, instrument, indikator, parameter: 2, variant: null });
    expect(read.data?.assessment.indikator[0]?.parameter).toBe(2);
  });

  it('follows the one before it, even after a refusal', async () => {
    const id = await inovasi('Pak Rahman');
    const first = act('editInovasi', { id, field: 'nama', value: null });
    const second = act('editInovasi', { id, field: 'nama', value: 'Baru' });
    await expect(first).rejects.toMatchObject({ reason: 'nama_empty' });
    expect((await second).view.id).toBe(id);
  });
});

describe('long work', () => {
  it('is listed while it runs, and stops by itself alone', async () => {
    const inovasi = Array.from({ length: 3000 }, (_, at) => ({ nama: `Inovasi ${at}` }));
    const path = await desk.file('a.json', JSON.stringify({ format: 'prakarsa-registry', version: 1, inovasi }));
    const [stopped, other] = [new Work<unknown>(), new Work<unknown>()];
    const importing = stopped.run((watch) => call('importRegistry', { path, dry_run: false }, watch));
    const checking = other.run((watch) => call('runDoctor', watch));
    await vi.waitFor(() => expect(jobs.list.map((job) => job.kind)).toContain('import_registry'));
    stopped.cancel();
    await Promise.all([importing, checking]);
    expect(stopped.refusal?.reason).toBe('cancelled');
    expect(other.result).not.toBeNull();
    expect(jobs.list).toEqual([]);
  });
});

describe('the door to Rust', () => {
  it('turns anything thrown into a refusal', async () => {
    useCarrier(() => Promise.reject(new Error('boom')));
    await expect(call('openRegistry')).rejects.toMatchObject({ code: 'bug', reason: 'unexpected' });
  });

  it('throws what Rust refuses', async () => {
    const refused = call('showInovasi', { id: madeUp(1) });
    await expect(refused).rejects.toBeInstanceOf(Refusal);
    await expect(refused).rejects.toMatchObject({ code: 'not_found' });
  });
});
