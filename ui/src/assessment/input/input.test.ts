import { flushSync } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { act } from '../../ipc/act';
import { call } from '../../ipc/backend';
import type { AssessmentView, InputView, Subject } from '../../ipc/bindings';
import { eachDesk, inovasi, reply } from '../../ipc/bridge/testing';
import { askedOf, chooseParameter, giveInput, optionsOf, type Line } from '../answer/assessment.svelte';
import { explainLine } from '../score/explain';
import { answers, lineOf, named, showCard, YEAR } from '../testing';
import { bandOf, listed, sentenceOf } from './number';

const desk = eachDesk();

let subject: Subject = 'daerah';
beforeEach(async () => {
  subject = `inovasi:${await inovasi('IJOLKE')}`;
});
afterEach(() => {
  document.body.innerHTML = '';
});

const same = (id: string) => (line: Line) => line.indikator.id === id;

/** An indikator of a subject whose bands give a value this many rungs; nothing is given yet. */
async function fitting(
  subject: Subject,
  n: number,
): Promise<{ indikator: string; input: InputView; value: string; assessment: AssessmentView }> {
  const { assessment, lines } = await answers(subject);
  for (const { indikator } of lines) {
    for (const input of askedOf(indikator, null).input) {
      for (const end of input.band.flatMap((band) => [band.minimum, band.maksimum]).filter((each) => each !== null)) {
        for (const step of [0, 0.005, 0.5, -0.5]) {
          const value = String(Math.round((Number(end) + step) * 1000) / 1000).replace('.', ',');
          const asked = { subject, instrument: YEAR, indikator: indikator.id, input: input.id };
          const { view } = await call('giveInput', { ...asked, value });
          const given = view.indikator.find((each) => each.indikator === indikator.id)!.input[0];
          await call('giveInput', { ...asked, value: '' });
          await chooseParameter(assessment, indikator.id, 0, null);
          if (given?.fits.length === n) return { indikator: indikator.id, input, value, assessment };
        }
      }
    }
  }
  throw new Error(`no value fits ${n} rungs`);
}

describe('a number', () => {
  it('chooses the one rung it stands for, and the sentence says so', async () => {
    const { indikator, input, value, assessment } = await fitting(subject, 1);
    await giveInput(assessment, indikator, input.id, value);
    const { answer } = await lineOf(subject, same(indikator));
    const given = answer.input[0]!;
    expect(given.fits).toHaveLength(1);
    expect(answer.parameter).toBe(given.fits[0]);
    expect(sentenceOf(given, input, answer.parameter)).toMatch(
      new RegExp(`cocok dengan parameter ${given.fits[0]}\\.$`),
    );
    expect(sentenceOf(given, input, 0)).toContain('Pilih');
  });

  it('that several printed bands hold leaves the choice, and the card says why', async () => {
    const { indikator, input, value, assessment } = await fitting('daerah', 2);
    await giveInput(assessment, indikator, input.id, value);
    const { line, end } = await showCard('daerah', same(indikator));
    expect(line.answer.parameter).toBe(0);
    expect(named(`fits-${indikator}-${input.id}`)?.textContent).toContain('bertumpang tindih');
    expect(document.querySelectorAll('[data-mark="fits"]')).toHaveLength(2);
    expect(document.querySelectorAll(`[data-test="bands-${input.id}"] .here`)).toHaveLength(2);
    await end();
  });

  it('in a gap of the printed bands leaves the choice', async () => {
    const { indikator, input, value, assessment } = await fitting(subject, 0);
    await giveInput(assessment, indikator, input.id, value);
    const { answer } = await lineOf(subject, same(indikator));
    expect(answer.parameter).toBe(0);
    expect(sentenceOf(answer.input[0]!, input, 0)).toContain('tidak termuat');
  });

  it('is sent as it was typed, with a comma, and what is refused stays in the field', async () => {
    const { indikator, input } = await fitting(subject, 1);
    const sent = reply('giveInput');
    const { end } = await showCard(subject, same(indikator));
    const field = named<HTMLInputElement>(`number-${indikator}-${input.id}`)!;
    const type = (text: string) => {
      field.value = text;
      field.dispatchEvent(new InputEvent('input', { bubbles: true }));
      field.dispatchEvent(new FocusEvent('blur'));
    };
    type('12,5');
    await vi.waitFor(async () => expect((await lineOf(subject, same(indikator))).answer.input[0]?.value).toBe('12.5'));
    expect(sent).toHaveBeenCalledWith({ subject, instrument: YEAR, indikator, input: input.id, value: '12,5' });
    type('dua');
    await vi.waitFor(() => expect(document.body.textContent).toContain('belum dapat dibaca sebagai angka'));
    expect(field.value).toBe('dua');
    expect(field.getAttribute('aria-invalid')).toBe('true');
    expect((await lineOf(subject, same(indikator))).answer.input[0]?.value).toBe('12.5');
    await end();
  });

  it('goes when the field is emptied; the choice stays', async () => {
    const { indikator, input, value, assessment } = await fitting(subject, 1);
    await giveInput(assessment, indikator, input.id, value);
    const before = (await lineOf(subject, same(indikator))).answer;
    await giveInput(assessment, indikator, input.id, '');
    const after = (await lineOf(subject, same(indikator))).answer;
    expect(before.parameter).toBeGreaterThan(0);
    expect([after.input.length, after.parameter]).toEqual([0, before.parameter]);
  });

  it('is worked out of two and shown before it is given', async () => {
    const shares = ({ indikator, answer }: Line) =>
      askedOf(indikator, answer.variant).input.filter((input) => input.calculation.includes('share'));
    const { line, id, end } = await showCard(subject, (each) => shares(each).length > 0);
    const input = shares(line)[0]!;
    const sent = reply('giveInput');
    named(`calculate-${id}-${input.id}`)!.click();
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
    await vi.waitFor(async () => expect((await lineOf(subject, same(id))).answer.input[0]?.value).toBe('85'));
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
    const { line, id, end } = await showCard(subject, (each) => optionsOf(each.indikator).length > 0);
    const option = optionsOf(line.indikator)[0]!;
    const ticked = async () => (await lineOf(subject, same(id))).answer.tick;
    expect(document.querySelectorAll(`[data-test="ticks-${id}"] input[type=checkbox]`)).toHaveLength(
      optionsOf(line.indikator).length,
    );
    const box = named(`tick-${id}-${option.id}`)!;
    box.click();
    await vi.waitFor(async () => expect(await ticked()).toEqual([option.id]));
    box.click();
    await vi.waitFor(async () => expect(await ticked()).toEqual([]));
    await end();
  });
});

describe('three rungs', () => {
  const counted = ({ indikator }: Line) => indikator.check.some((each) => each.kind === 'count-at-least');

  /** Claims the third rung of what counts files, with two of them. */
  async function claim(): Promise<string> {
    const { id } = (await lineOf(subject, counted)).indikator;
    const at = { subject, instrument: YEAR, indikator: id };
    await act('chooseParameter', { ...at, parameter: 3, variant: null });
    const paths = [await desk.file('Bimtek 2024.pdf'), await desk.file('Bimtek 2025.pdf')];
    await act('attachBukti', { ...at, paths }, () => undefined);
    for (const { id: bukti } of (await lineOf(subject, same(id))).answer.bukti)
      for (const [field, value] of [
        ['tanggal', '2025'],
        ['jenis_dokumen', 'undangan'],
      ] as const)
        await act('editBukti', { subject, instrument: YEAR, bukti, field, value });
    return id;
  }

  it('are marked in words, and each score opens to why', async () => {
    const id = await claim();
    await act('setRole', { role: 'verifier' });
    const { fingerprint } = (await lineOf(subject, same(id))).answer;
    await act('giveVerdict', {
      subject,
      instrument: YEAR,
      indikator: id,
      parameter: 1,
      note: '',
      fingerprint,
      meant: true,
    });
    const { onexplain, end } = await showCard(subject, same(id));
    const marks = [1, 2, 3].map((n) => named(`parameter-${id}-${n}`)?.querySelector('.marks')?.textContent?.trim());
    expect(marks).toEqual(['Terverifikasi', 'Didukung bukti', 'Dipilih']);
    for (const basis of ['claimed', 'supported', 'verified']) named(`score-${id}-${basis}`)!.click();
    expect(onexplain.mock.calls.flat()).toEqual(['claimed', 'supported', 'verified']);
    await end();
  });

  it('say why one is lower than the one before', async () => {
    const told = (line: Line, basis: Parameters<typeof explainLine>[1]) =>
      explainLine(line, basis).children.map((child) => child.nama);
    const { assessment, lines } = await answers(subject);
    const { id } = lines.find(counted)!.indikator;
    await chooseParameter(assessment, id, 3, null);
    expect(told(await lineOf(subject, same(id)), 'supported')[0]).toContain('Belum ada berkas');
    await claim();
    const line = await lineOf(subject, same(id));
    expect(told(line, 'supported').join(' ')).toContain('parameter 2');
    expect(told(line, 'supported').join(' ')).toContain('perlu paling sedikit');
    expect(told(line, 'verified')[0]).toContain('Belum ada putusan');
    expect(told(line, 'claimed')).toEqual([]);
  });

  it('have checks that wait where there is no bukti', async () => {
    const waiting = (await lineOf(subject, counted)).answer.check;
    expect(waiting.length).toBeGreaterThan(0);
    expect(waiting.every((each) => each.outcome === 'waiting')).toBe(true);
    const reached = (await lineOf(subject, same(await claim()))).answer.check;
    expect(reached.length).toBeGreaterThan(0);
    expect(reached.some((each) => each.outcome === 'waiting')).toBe(false);
  });
});
