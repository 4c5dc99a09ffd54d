import type { Subject } from '../../ipc/bindings';
import { flushSync } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { eachDesk, inovasi, reply } from '../../ipc/bridge/testing';
import { explainAssessment } from '../score/explain';
import { answers, lineOf, showCard, YEAR } from '../testing';
import { chooseParameter, keadaanOf, askedOf, shortCode, type Line } from './assessment.svelte';

eachDesk();

let subject: Subject = 'daerah';
beforeEach(async () => {
  subject = `inovasi:${await inovasi('IJOLKE')}`;
});
afterEach(() => {
  document.body.innerHTML = '';
});

const plain = (line: Line) => line.indikator.variant.length === 0;
const same = (id: string) => (line: Line) => line.indikator.id === id;

describe('answers', () => {
  it('stand with their indikator in the order of the instrument', async () => {
    const { instrument, lines } = await answers(subject);
    const asked = instrument.indikator.filter((each) => !each.daerah).map((each) => each.id);
    expect(lines.map((line) => line.indikator.id)).toEqual(asked);
    expect(lines.map((line) => line.answer.indikator)).toEqual(asked);
  });

  it('tell their state', async () => {
    const { assessment } = await answers(subject);
    const answer = assessment.indikator[0]!;
    expect(keadaanOf(answer)).toBe('unanswered');
    await chooseParameter(assessment, answer.indikator, 2, null);
    const chosen = (await answers(subject)).assessment.indikator[0]!;
    expect(keadaanOf(chosen)).toBe('answered');
    expect(keadaanOf({ ...chosen, supported_parameter: 2 })).toBe('proven');
    expect(keadaanOf({ ...chosen, supported_parameter: 2, verified_parameter: 1 })).toBe('accepted');
  });

  it('need a variant before a parameter where there are variants', async () => {
    const { indikator } = await lineOf(subject, (line) => !plain(line));
    expect(askedOf(indikator, null)).toEqual({ parameter: [], input: [] });
    expect(askedOf(indikator, indikator.variant[0]!.id).parameter).toHaveLength(3);
  });

  it('have short codes', () => expect([shortCode('SID-16'), shortCode('A-02b')]).toEqual(['16', '02b']));

  it('explain their sum line by line', async () => {
    const { assessment: before, lines } = await answers(subject);
    await chooseParameter(before, lines.find(plain)!.indikator.id, 2, null);
    const { instrument, assessment } = await answers(subject);
    const tree = explainAssessment(assessment, instrument, 'claimed');
    expect(tree.value).toBe(assessment.claimed);
    expect(Number(tree.value)).toBeGreaterThan(0);
    expect(tree.children.map((child) => child.value)).toEqual(assessment.indikator.map((answer) => answer.claimed));
  });
});

describe('the card of an indikator', () => {
  it('shows the parameters side by side as one radio group', async () => {
    const { end } = await showCard(subject, plain);
    expect(document.querySelectorAll('[role=radiogroup] input[type=radio]')).toHaveLength(3);
    await end();
  });

  it('sends the chosen parameter', async () => {
    const { id, end } = await showCard(subject, plain);
    document.querySelector<HTMLInputElement>('input[value="2"]')!.click();
    await vi.waitFor(async () => expect((await lineOf(subject, same(id))).answer.parameter).toBe(2));
    await end();
  });

  it('asks for the variant first', async () => {
    const sent = reply('chooseParameter');
    const { line, id, end } = await showCard(subject, (each) => !plain(each) && !each.answer.variant);
    expect(document.querySelectorAll('[data-test^="parameter-"]')).toHaveLength(0);
    document.querySelector<HTMLInputElement>('[data-test^="variant-"] input')!.click();
    flushSync();
    expect(sent).not.toHaveBeenCalled();
    document.querySelector<HTMLInputElement>('[data-test^="parameter-"] input')!.click();
    await vi.waitFor(async () =>
      expect((await lineOf(subject, same(id))).answer).toMatchObject({
        parameter: 1,
        variant: line.indikator.variant[0]!.id,
      }),
    );
    expect(sent).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ subject, instrument: YEAR }));
    await end();
  });

  it('explains its score when asked', async () => {
    const { onexplain, end } = await showCard(subject, () => true);
    document.querySelector<HTMLButtonElement>('[data-test^="score-"] button')!.click();
    expect(onexplain).toHaveBeenCalledExactlyOnceWith('claimed');
    await end();
  });
});
