import { createRawSnippet, flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useBackend, type Backend } from '../../ipc/backend';
import type { AssessmentView, InputView } from '../../ipc/bindings';
import { fakeBackend } from '../../ipc/fake';
import { forgetAll } from '../../ipc/query.svelte';
import { checksOf, giveInput, inputsOf, linesOf, optionsOf, tickOption } from '../answer/assessment.svelte';
import { explainLine } from '../score/explain';
import IndikatorCard from '../answer/IndikatorCard.svelte';
import { bandOf, listed, sentenceOf } from './number';

let backend: Backend;
beforeEach(() => {
  backend = fakeBackend();
  useBackend(backend);
});
afterEach(() => {
  document.body.innerHTML = '';
  forgetAll();
  useBackend(null);
});

const YEAR = 'iga-2026';
const read = async (subject: string) => ({
  instrument: await backend.showInstrument(YEAR),
  assessment: await backend.showAssessment(subject, YEAR),
});
const lineOf = async (subject: string, indikator: string) => {
  const { instrument, assessment } = await read(subject);
  return { line: linesOf(assessment, instrument).find((each) => each.indikator.id === indikator)!, assessment };
};

/** An indikator of a subject whose bands give a value this many rungs. */
async function fitting(
  subject: string,
  n: number,
): Promise<{ indikator: string; input: InputView; value: string; assessment: AssessmentView }> {
  const { instrument, assessment } = await read(subject);
  for (const { indikator } of linesOf(assessment, instrument)) {
    for (const input of indikator.input) {
      for (const end of input.band.flatMap((band) => [band.minimum, band.maksimum])) {
        for (const step of [0, 0.005, 0.5, -0.5]) {
          const value = String(Math.round((Number(end) + step) * 1000) / 1000).replace('.', ',');
          const view = (await backend.giveInput(subject, YEAR, indikator.id, input.id, value)).view;
          const given = view.indikator
            .find((each) => each.indikator === indikator.id)!
            .input.find((each) => each.input === input.id);
          await backend.chooseParameter(subject, YEAR, indikator.id, 0, null);
          if (given?.fits.length === n) return { indikator: indikator.id, input, value, assessment };
        }
      }
    }
  }
  throw new Error(`no value fits ${n} rungs`);
}

async function show(subject: string, indikator: string) {
  const { line, assessment } = await lineOf(subject, indikator);
  const onexplain = vi.fn();
  const children = createRawSnippet(() => ({ render: () => '<div></div>' }));
  const card = mount(IndikatorCard, {
    target: document.body,
    props: { line, assessment, dropping: false, locked: false, onexplain, children },
  });
  flushSync();
  return { line, onexplain, end: () => unmount(card) };
}

const named = <T extends Element = HTMLElement>(test: string) => document.querySelector<T>(`[data-test="${test}"]`);

describe('a number', () => {
  it('chooses the one rung it stands for, and the sentence says so', async () => {
    const { indikator, input, value, assessment } = await fitting('inovasi:ijolke', 1);
    await giveInput(assessment, indikator, input.id, value);
    const { line } = await lineOf('inovasi:ijolke', indikator);
    const given = line.answer.input[0]!;
    expect(line.answer.parameter).toBe(given.fits[0]);
    expect(sentenceOf(given, input, line.answer.parameter)).toMatch(
      new RegExp(`cocok dengan parameter ${given.fits[0]}\\.$`),
    );
    expect(sentenceOf(given, input, 0)).toContain('Pilih');
  });

  it('that several printed bands hold leaves the choice, and the card says why', async () => {
    const { indikator, input, value, assessment } = await fitting('daerah', 2);
    await giveInput(assessment, indikator, input.id, value);
    const { line, end } = await show('daerah', indikator);
    expect(line.answer.parameter).toBe(0);
    expect(named(`fits-${indikator}-${input.id}`)?.textContent).toContain('bertumpang tindih');
    expect(document.querySelectorAll('[data-mark="fits"]')).toHaveLength(2);
    expect(document.querySelectorAll(`[data-test="bands-${input.id}"] .here`)).toHaveLength(2);
    await end();
  });

  it('in a gap of the printed bands leaves the choice', async () => {
    const { indikator, input, value, assessment } = await fitting('inovasi:ijolke', 0);
    await giveInput(assessment, indikator, input.id, value);
    const { line } = await lineOf('inovasi:ijolke', indikator);
    expect(sentenceOf(line.answer.input[0]!, input, 0)).toContain('tidak termuat');
  });

  it('is sent as it was typed, with a comma, and what is refused stays in the field', async () => {
    const { indikator, input } = await fitting('inovasi:ijolke', 1);
    const sent = vi.spyOn(backend, 'giveInput');
    const { end } = await show('inovasi:ijolke', indikator);
    const field = named<HTMLInputElement>(`number-${indikator}-${input.id}`)!;
    const type = (text: string) => {
      field.value = text;
      field.dispatchEvent(new InputEvent('input', { bubbles: true }));
      field.dispatchEvent(new FocusEvent('blur'));
    };
    type('12,5');
    await vi.waitFor(() => expect(sent).toHaveBeenCalledWith('inovasi:ijolke', YEAR, indikator, input.id, '12,5'));
    type('dua');
    await vi.waitFor(() => expect(document.body.textContent).toContain('belum dapat dibaca sebagai angka'));
    expect(field.value).toBe('dua');
    expect(field.getAttribute('aria-invalid')).toBe('true');
    await end();
  });

  it('goes when the field is emptied; the choice stays', async () => {
    const { indikator, input, value, assessment } = await fitting('inovasi:ijolke', 1);
    await giveInput(assessment, indikator, input.id, value);
    const before = (await lineOf('inovasi:ijolke', indikator)).line.answer;
    await giveInput(assessment, indikator, input.id, '');
    const after = (await lineOf('inovasi:ijolke', indikator)).line.answer;
    expect([after.input.length, after.parameter]).toEqual([0, before.parameter]);
  });

  it('is worked out of two and shown before it is given', async () => {
    const { instrument, assessment } = await read('inovasi:ijolke');
    const line = linesOf(assessment, instrument).find((each) =>
      inputsOf(each.indikator, each.answer.variant).some((input) => input.calculation.includes('share')),
    )!;
    const input = inputsOf(line.indikator, line.answer.variant).find((each) => each.calculation.includes('share'))!;
    const sent = vi.spyOn(backend, 'giveInput');
    const { end } = await show('inovasi:ijolke', line.indikator.id);
    named(`calculate-${line.indikator.id}-${input.id}`)!.click();
    flushSync();
    document.querySelector<HTMLInputElement>('[data-test="work-out"] input[value="share"]')!.click();
    for (const [test, text] of [
      ['work-first', '17'],
      ['work-second', '20'],
    ] as const) {
      const field = named<HTMLInputElement>(test)!;
      field.value = text;
      field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    }
    await vi.waitFor(() => expect(named('work-result')?.textContent).toContain('85'), 2000);
    expect(sent).not.toHaveBeenCalled();
    named('work-take')!.click();
    await vi.waitFor(() =>
      expect(sent).toHaveBeenCalledWith('inovasi:ijolke', YEAR, line.indikator.id, input.id, '85'),
    );
    await end();
  });

  it('has bands in words', () => {
    const band = { parameter: 1, minimum: null, maksimum: null, minimum_inclusive: true, maksimum_inclusive: true };
    expect(bandOf({ ...band, minimum: '0.56', maksimum: '0.9' })).toBe('0,56 sampai 0,9');
    expect(bandOf({ ...band, minimum: '3' })).toBe('3 atau lebih');
    expect(bandOf({ ...band, minimum: '3', minimum_inclusive: false })).toBe('lebih dari 3');
    expect(bandOf({ ...band, maksimum: '-5.14' })).toBe('-5,14 atau kurang');
    expect(bandOf({ ...band, minimum: '1', maksimum: '1' })).toBe('1');
    expect([listed([2]), listed([1, 2]), listed([1, 2, 3])]).toEqual(['2', '1 dan 2', '1, 2 dan 3']);
  });
});

describe('ticks', () => {
  it('are one group of boxes and are sent one by one', async () => {
    const { instrument, assessment } = await read('inovasi:ijolke');
    const line = linesOf(assessment, instrument).find((each) => optionsOf(each.indikator).length > 0)!;
    const option = optionsOf(line.indikator)[0]!;
    const { end } = await show('inovasi:ijolke', line.indikator.id);
    expect(document.querySelectorAll(`[data-test="ticks-${line.indikator.id}"] input[type=checkbox]`)).toHaveLength(
      optionsOf(line.indikator).length,
    );
    named(`tick-${line.indikator.id}-${option.id}`)!.click();
    await vi.waitFor(async () =>
      expect((await lineOf('inovasi:ijolke', line.indikator.id)).line.answer.tick).toEqual([option.id]),
    );
    await end();
    await tickOption(assessment, line.indikator.id, option.id, false);
    expect((await lineOf('inovasi:ijolke', line.indikator.id)).line.answer.tick).toEqual([]);
  });
});

describe('three rungs', () => {
  it('are marked in words, and each score opens to why', async () => {
    const { instrument, assessment } = await read('inovasi:ijolke');
    const found = linesOf(assessment, instrument).find((each) => each.indikator.variant.length === 0)!;
    const line = { ...found, answer: { ...found.answer, parameter: 3, supported_parameter: 2, verified_parameter: 1 } };
    const children = createRawSnippet(() => ({ render: () => '<div></div>' }));
    const onexplain = vi.fn();
    const card = mount(IndikatorCard, {
      target: document.body,
      props: { line, assessment, dropping: false, locked: false, onexplain, children },
    });
    flushSync();
    const marks = [1, 2, 3].map((n) =>
      named(`parameter-${line.indikator.id}-${n}`)?.querySelector('.marks')?.textContent?.trim(),
    );
    expect(marks).toEqual(['Terverifikasi', 'Didukung bukti', 'Dipilih']);
    for (const basis of ['claimed', 'supported', 'verified']) named(`score-${line.indikator.id}-${basis}`)!.click();
    expect(onexplain.mock.calls.flat()).toEqual(['claimed', 'supported', 'verified']);
    await unmount(card);
  });

  it('say why one is lower than the one before', async () => {
    const { instrument, assessment } = await read('inovasi:ijolke');
    const found = linesOf(assessment, instrument)[0]!;
    const bukti = [{ id: 'b', present: true }] as never;
    const check = [
      {
        kind: 'count-at-least',
        outcome: 'failed',
        advice: false,
        args: [
          { name: 'n', value: '1' },
          { name: 'minimum', value: '3' },
        ],
        wanted: [],
      },
    ];
    const line = { ...found, answer: { ...found.answer, parameter: 3, supported_parameter: 1, bukti, check } };
    const told = explainLine(line, 'supported')
      .children.map((child) => child.nama)
      .join(' ');
    expect(told).toContain('parameter 1');
    expect(told).toContain('perlu paling sedikit 3');
    expect(explainLine({ ...line, answer: { ...line.answer, bukti: [] } }, 'supported').children[0]?.nama).toContain(
      'Belum ada berkas',
    );
    expect(explainLine(line, 'verified').children[0]?.nama).toContain('Belum ada putusan');
    expect(explainLine(line, 'claimed').children).toEqual([]);
  });

  it('have checks that wait where there is no bukti', async () => {
    const { instrument, assessment } = await read('inovasi:ijolke');
    const found = linesOf(assessment, instrument).find((each) => each.indikator.check.length > 0)!;
    const waiting = checksOf({ ...found, answer: { ...found.answer, bukti: [], check: [] } }, null);
    expect(waiting.length).toBeGreaterThan(0);
    expect(waiting.every((each) => each.outcome === 'waiting')).toBe(true);
  });
});
