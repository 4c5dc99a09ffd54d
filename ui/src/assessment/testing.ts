// What tests of assessment begin with: answers beside their instrument, and a card of one.
import type { Subject } from '../ipc/bindings';
import { createRawSnippet, flushSync, mount, unmount } from 'svelte';
import { vi } from 'vitest';
import { call } from '../ipc/backend';
import { linesOf, type Line } from './answer/assessment.svelte';
import IndikatorCard from './answer/IndikatorCard.svelte';

export const YEAR = 'iga-2026';

/** The answers of a subject as the registry has them now. */
export async function answers(subject: Subject) {
  const instrument = await call('showInstrument', { instrument: YEAR });
  const assessment = await call('showAssessment', { subject, instrument: YEAR });
  return { instrument, assessment, lines: linesOf(assessment, instrument) };
}

/** The first line that fits, as it is now. */
export async function lineOf(subject: Subject, fits: (line: Line) => boolean): Promise<Line> {
  const line = (await answers(subject)).lines.find(fits);
  if (!line) throw new Error('no line fits');
  return line;
}

export const named = <T extends Element = HTMLElement>(test: string) =>
  document.querySelector<T>(`[data-test="${test}"]`);

/** The card of the first line that fits. */
export async function showCard(subject: Subject, fits: (line: Line) => boolean) {
  const { assessment } = await answers(subject);
  const line = await lineOf(subject, fits);
  const onexplain = vi.fn();
  const children = createRawSnippet(() => ({ render: () => '<div></div>' }));
  // Its popovers lie in the main part of the window.
  const target = document.body.appendChild(document.createElement('main'));
  const card = mount(IndikatorCard, {
    target,
    props: { line, assessment, dropping: false, locked: false, onexplain, onreplay: () => undefined, children },
  });
  flushSync();
  return { line, assessment, id: line.indikator.id, onexplain, end: () => unmount(card) };
}
