import { createRawSnippet, flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useBackend, type Backend } from '../../ipc/backend';
import type { AssessmentView } from '../../ipc/bindings';
import { fakeBackend } from '../../ipc/fake';
import { forgetAll } from '../../ipc/query.svelte';
import { toasts } from '../../kit/toast.svelte';
import { linesOf } from '../answer/assessment.svelte';
import IndikatorCard from '../answer/IndikatorCard.svelte';
import IndikatorList from '../answer/IndikatorList.svelte';
import { changeWords, keptReason, lapsedWords, nextWaiting } from './verification.svelte';
import WayPanel from './WayPanel.svelte';

let backend: Backend;
beforeEach(() => {
  backend = fakeBackend();
  useBackend(backend);
  document.body.innerHTML = '<main></main>';
});
afterEach(() => {
  document.body.innerHTML = '';
  toasts.list = [];
  localStorage.clear();
  forgetAll();
  useBackend(null);
});

const subject = 'inovasi:pak-rahman';
const find = <E extends HTMLElement>(test: string) => document.querySelector<E>(`[data-test="${test}"]`);
const read = async () => ({
  instrument: await backend.showInstrument('iga-2026'),
  assessment: await backend.showAssessment(subject, 'iga-2026'),
});
const children = createRawSnippet(() => ({ render: () => '<div></div>' }));

describe('the verdict on a card', () => {
  async function show(role: string, fits: (line: ReturnType<typeof linesOf>[number]) => boolean) {
    await backend.setRole(role);
    const { instrument, assessment } = await read();
    const line = linesOf(assessment, instrument).find(fits)!;
    const card = mount(IndikatorCard, {
      target: document.querySelector('main')!,
      props: { line, assessment, dropping: false, locked: false, onexplain: () => {}, onreplay: () => {}, children },
    });
    flushSync();
    return { id: line.indikator.id, answer: line.answer, end: () => unmount(card) };
  }

  it('is given by a verifier alone', async () => {
    const { id, end } = await show('officer', (line) => line.answer.parameter > 1);
    expect(find(`verdict-accept-${id}`)).toBeNull();
    await end();
    const again = await show('verifier', (line) => line.answer.waits && line.answer.parameter > 1);
    expect(find(`verdict-accept-${again.id}`)).not.toBeNull();
    await again.end();
  });

  it('accepts what is shown, with its fingerprint', async () => {
    const sent = vi.spyOn(backend, 'giveVerdict');
    const { id, answer, end } = await show('verifier', (line) => line.answer.waits && line.answer.parameter > 1);
    find(`verdict-accept-${id}`)!.click();
    const asked = {
      subject,
      instrument: 'iga-2026',
      indikator: id,
      parameter: answer.parameter,
      note: '',
      fingerprint: answer.fingerprint,
    };
    await vi.waitFor(() => expect(sent).toHaveBeenCalledWith(asked));
    await end();
  });

  it('accepts a lower parameter', async () => {
    const sent = vi.spyOn(backend, 'giveVerdict');
    const { id, end } = await show('verifier', (line) => line.answer.waits && line.answer.parameter > 1);
    find(`verdict-lower-${id}-1`)!.click();
    await vi.waitFor(() => expect(sent).toHaveBeenCalledWith(expect.objectContaining({ parameter: 1 })));
    await end();
  });

  it('is not returned without a note, and keeps what is typed', async () => {
    const sent = vi.spyOn(backend, 'giveVerdict');
    const { id, end } = await show('verifier', (line) => line.answer.waits);
    find(`verdict-return-${id}`)!.click();
    flushSync();
    await vi.waitFor(() => expect(find(`verdict-note-${id}`)).not.toBeNull());
    const send = find<HTMLButtonElement>(`verdict-send-${id}`)!;
    expect(send.disabled).toBe(true);
    const area = find<HTMLTextAreaElement>(`verdict-note-${id}`)!;
    area.value = '   ';
    area.dispatchEvent(new Event('input', { bubbles: true }));
    area.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true, bubbles: true }));
    expect(sent).not.toHaveBeenCalled();
    area.value = 'SK belum bernomor';
    area.dispatchEvent(new Event('input', { bubbles: true }));
    flushSync();
    expect(keptReason(subject, id)).toBe('SK belum bernomor');
    area.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    flushSync();
    expect(find(`verdict-note-${id}`)).toBeNull();
    find(`verdict-return-${id}`)!.click();
    await vi.waitFor(() => expect(find<HTMLTextAreaElement>(`verdict-note-${id}`)?.value).toBe('SK belum bernomor'));
    find(`verdict-send-${id}`)!.click();
    await vi.waitFor(() =>
      expect(sent).toHaveBeenCalledWith(expect.objectContaining({ parameter: 0, note: 'SK belum bernomor' })),
    );
    await vi.waitFor(() => expect(keptReason(subject, id)).toBe(''));
    await end();
  });

  it('says when it lapsed', () => {
    const change = (what: string, dulu: string | null, kini: string | null) => ({ what, dulu, kini });
    expect(changeWords(change('bukti/sk.pdf', null, 'sk.pdf'))).toContain('ditambahkan');
    expect(changeWords(change('bukti/sk.pdf/nomor', null, '1'))).toBe('nomor pada sk.pdf berubah');
    expect(lapsedWords([change('bukti/sk.pdf', null, 'sk.pdf'), change('bukti/sk.pdf', 'sk.pdf', null)])).toContain(
      'sk.pdf diganti',
    );
    expect(lapsedWords([change('choice', '2', '3'), change('teks', 'a', 'b')])).toContain('dan 1 perubahan lain');
  });
});

describe('judging without the mouse', () => {
  it('goes to the next that waits, around the end', async () => {
    const { assessment } = await read();
    const waiting = assessment.indikator.filter((each) => each.waits).map((each) => each.indikator);
    expect(waiting.length).toBeGreaterThan(1);
    expect(nextWaiting(assessment, null)).toBe(waiting[0]);
    expect(nextWaiting(assessment, waiting[0]!)).toBe(waiting[1]);
    expect(nextWaiting(assessment, waiting.at(-1)!)).toBe(waiting[0]);
    expect(nextWaiting({ ...assessment, indikator: [] } as AssessmentView, null)).toBeNull();
  });

  it('accepts the one in work with Alt+A', async () => {
    Element.prototype.scrollIntoView ??= () => {};
    await backend.setRole('verifier');
    const sent = vi.spyOn(backend, 'giveVerdict');
    const { instrument, assessment } = await read();
    const first = nextWaiting(assessment, null)!;
    const list = mount(IndikatorList, {
      target: document.querySelector('main')!,
      props: {
        assessment,
        instrument,
        open: null,
        target: 'menunggu',
        over: null,
        locked: false,
        onexplain: () => {},
        bukti: children,
      },
    });
    flushSync();
    window.dispatchEvent(new KeyboardEvent('keydown', { key: 'a', altKey: true }));
    await vi.waitFor(() => expect(sent).toHaveBeenCalledWith(expect.objectContaining({ indikator: first })));
    await unmount(list);
  });
});

describe('the way of the answers', () => {
  async function show(role: string, onnext = () => {}) {
    await backend.setRole(role);
    const { assessment } = await read();
    const panel = mount(WayPanel, {
      target: document.querySelector('main')!,
      props: { assessment, locked: false, onnext },
    });
    flushSync();
    return { assessment, end: () => unmount(panel) };
  }

  it('offers the moves of the role', async () => {
    const sent = vi.spyOn(backend, 'moveAnswers');
    const { assessment, end } = await show('verifier');
    for (const { to } of assessment.moves) expect(find(`move-${to}`)).not.toBeNull();
    expect(assessment.moves.map((each) => each.to)).toContain('disetujui');
    find('move-disetujui')!.click();
    await vi.waitFor(() => expect(sent).toHaveBeenCalledWith(subject, 'iga-2026', 'disetujui', ''));
    await end();
  });

  it('asks for a note before it returns', async () => {
    const sent = vi.spyOn(backend, 'moveAnswers');
    const { end } = await show('verifier');
    find('move-dikembalikan')!.click();
    await vi.waitFor(() => expect(find('return-dialog')).not.toBeNull());
    expect(sent).not.toHaveBeenCalled();
    expect(find<HTMLButtonElement>('return-send')!.disabled).toBe(true);
    await end();
  });
});
