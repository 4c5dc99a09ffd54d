import { createRawSnippet, flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useBackend, type Backend } from '../../ipc/backend';
import { fakeBackend } from '../../ipc/fake';
import { forgetAll } from '../../ipc/query.svelte';
import { keadaanOf, linesOf, parameterOf, shortCode } from './assessment.svelte';
import { explainAssessment } from '../score/explain';
import IndikatorCard from './IndikatorCard.svelte';

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

const subject = 'inovasi:ijolke';
const read = async () => ({
  instrument: await backend.showInstrument('iga-2026'),
  assessment: await backend.showAssessment(subject, 'iga-2026'),
});

describe('answers', () => {
  it('stand with their indikator in the order of the instrument', async () => {
    const { instrument, assessment } = await read();
    const lines = linesOf(assessment, instrument);
    expect(lines).toHaveLength(20);
    expect(lines.every((line) => !line.indikator.daerah && line.indikator.id === line.answer.indikator)).toBe(true);
  });

  it('tell their state', async () => {
    const { assessment } = await read();
    const answer = assessment.indikator[0]!;
    expect(keadaanOf({ ...answer, parameter: 0 })).toBe('unanswered');
    expect(keadaanOf({ ...answer, parameter: 2, supported_parameter: 0 })).toBe('answered');
    expect(keadaanOf({ ...answer, parameter: 2, supported_parameter: 2, verified_parameter: 0 })).toBe('proven');
  });

  it('need a variant before a parameter where there are variants', async () => {
    const { instrument } = await read();
    const varied = instrument.indikator.find((each) => each.variant.length > 0)!;
    expect(parameterOf(varied, null)).toEqual([]);
    expect(parameterOf(varied, varied.variant[0]!.id)).toHaveLength(3);
  });

  it('have short codes', () => expect([shortCode('SID-16'), shortCode('A-02b')]).toEqual(['16', '02b']));

  it('explain their sum line by line', async () => {
    const { instrument, assessment } = await read();
    const tree = explainAssessment(assessment, instrument, 'claimed');
    expect(tree.value).toBe(assessment.claimed);
    expect(tree.children.map((child) => child.value)).toEqual(assessment.indikator.map((answer) => answer.claimed));
  });
});

describe('the card of an indikator', () => {
  async function show(at: (line: ReturnType<typeof linesOf>[number]) => boolean) {
    const { instrument, assessment } = await read();
    const line = linesOf(assessment, instrument).find(at)!;
    const onexplain = vi.fn();
    const children = createRawSnippet(() => ({ render: () => '<div></div>' }));
    const card = mount(IndikatorCard, {
      target: document.body,
      props: { line, assessment, dropping: false, locked: false, onexplain, children },
    });
    flushSync();
    return { line, onexplain, end: () => unmount(card) };
  }

  it('shows the parameters side by side as one radio group', async () => {
    const { end } = await show((line) => line.indikator.variant.length === 0);
    expect(document.querySelectorAll('[role=radiogroup] input[type=radio]')).toHaveLength(3);
    await end();
  });

  it('sends the chosen parameter', async () => {
    const sent = vi.spyOn(backend, 'chooseParameter');
    const { line, end } = await show((each) => each.indikator.variant.length === 0);
    const radio = document.querySelector<HTMLInputElement>('input[value="2"]')!;
    radio.click();
    await vi.waitFor(() => expect(sent).toHaveBeenCalledWith(subject, 'iga-2026', line.indikator.id, 2, null));
    await end();
  });

  it('asks for the variant first', async () => {
    const sent = vi.spyOn(backend, 'chooseParameter');
    const { line, end } = await show((each) => each.indikator.variant.length > 0 && !each.answer.variant);
    expect(document.querySelectorAll('[data-test^="parameter-"]')).toHaveLength(0);
    document.querySelector<HTMLInputElement>('[data-test^="variant-"] input')!.click();
    flushSync();
    expect(sent).not.toHaveBeenCalled();
    document.querySelector<HTMLInputElement>('[data-test^="parameter-"] input')!.click();
    const variant = line.indikator.variant[0]!.id;
    await vi.waitFor(() => expect(sent).toHaveBeenCalledWith(subject, 'iga-2026', line.indikator.id, 1, variant));
    await end();
  });

  it('explains its score when asked', async () => {
    const { onexplain, end } = await show(() => true);
    document.querySelector<HTMLButtonElement>('[data-test^="score-"] button')!.click();
    expect(onexplain).toHaveBeenCalledExactlyOnceWith('claimed');
    await end();
  });
});
