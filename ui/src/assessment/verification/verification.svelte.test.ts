import { createRawSnippet, flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { act } from '../../ipc/act';
import type { AssessmentView, Role, SeenPart, Subject } from '../../ipc/bindings';
import { eachDesk, inovasi, reply } from '../../ipc/bridge/testing';
import { toasts } from '../../kit/toast.svelte';
import { chooseParameter, type Line } from '../answer/assessment.svelte';
import IndikatorList from '../answer/IndikatorList.svelte';
import { answers, lineOf, named, showCard, YEAR } from '../testing';
import { changeWords, giveVerdict, keptReason, lapsedWords, nextWaiting, openWords } from './verification.svelte';
import WayPanel from './WayPanel.svelte';

const desk = eachDesk();

let subject: Subject = 'daerah';
/** Two answers with the third rung claimed, handed to the verifier. */
beforeEach(async () => {
  subject = `inovasi:${await inovasi('Pak Rahman')}`;
  const { assessment, lines } = await answers(subject);
  for (const { indikator } of lines.filter((line) => line.indikator.variant.length === 0).slice(0, 2))
    await chooseParameter(assessment, indikator.id, 3, null);
  await act('moveAnswers', { subject, instrument: YEAR, to: 'diajukan', note: '', meant: false });
});
afterEach(() => {
  document.body.innerHTML = '';
  toasts.list = [];
  localStorage.clear();
});

const waits = (line: Line) => line.answer.waits;
const same = (id: string) => (line: Line) => line.indikator.id === id;
/** The question that a verdict asks before it is given. */
async function asked(id: string) {
  await vi.waitFor(() => expect(named(`verdict-question-${id}`)).not.toBeNull());
  return named(`verdict-question-${id}`)!;
}
const verdictOn = async (id: string) => (await lineOf(subject, same(id))).answer.verdict;
const target = () => document.body.appendChild(document.createElement('main'));

describe('the verdict on a card', () => {
  async function show(role: Role) {
    await act('setRole', { role });
    return showCard(subject, waits);
  }

  it('is given by a verifier alone', async () => {
    const { id, end } = await show('officer');
    expect(named(`verdict-accept-${id}`)).toBeNull();
    await end();
    const again = await show('verifier');
    expect(again.id).toBe(id);
    expect(named(`verdict-accept-${id}`)).not.toBeNull();
    await again.end();
  });

  it('accepts what is shown, with its fingerprint', async () => {
    const sent = reply('giveVerdict');
    const { id, line, end } = await show('verifier');
    named(`verdict-accept-${id}`)!.click();
    const question = await asked(id);
    expect(question.textContent).toContain('Setujui tanpa bukti?');
    expect(document.activeElement).toBe(named('question-yes'));
    expect(await verdictOn(id)).toBeNull();
    named('question-yes')!.click();
    await vi.waitFor(async () =>
      expect(await verdictOn(id)).toMatchObject({ parameter: 3, role: 'verifier', lapsed: false }),
    );
    const { fingerprint } = line.answer;
    expect(sent.mock.calls.map(([req]) => [req.fingerprint, req.meant])).toEqual([
      [fingerprint, false],
      [fingerprint, true],
    ]);
    await end();
  });

  it('is not given when the question is left', async () => {
    const { id, end } = await show('verifier');
    named(`verdict-accept-${id}`)!.click();
    const question = await asked(id);
    question.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    await vi.waitFor(() => expect(document.activeElement).toBe(named(`verdict-accept-${id}`)));
    expect(named(`verdict-question-${id}`)).toBeNull();
    expect(await verdictOn(id)).toBeNull();
    await end();
  });

  it('is all that a verifier can change', async () => {
    const { id, end } = await show('verifier');
    const fields = () => [...document.querySelectorAll<HTMLInputElement>(`#indikator-${id} input`)];
    expect(fields().length).toBeGreaterThan(0);
    expect(fields().every((each) => each.disabled || each.readOnly)).toBe(true);
    expect(named(`parameter-clear-${id}`)).toBeNull();
    await end();
    const officer = await show('officer');
    expect(fields().some((each) => each.disabled)).toBe(false);
    await officer.end();
  });

  it('accepts nothing that is no longer as it was shown', async () => {
    const { id, assessment, end } = await show('verifier');
    await chooseParameter(assessment, id, 2, null);
    named(`verdict-accept-${id}`)!.click();
    await vi.waitFor(() => expect(toasts.list).toHaveLength(1));
    expect(await verdictOn(id)).toBeNull();
    await end();
  });

  it('accepts a lower parameter', async () => {
    const { id, end } = await show('verifier');
    named(`verdict-lower-${id}-1`)!.click();
    await asked(id);
    named('question-yes')!.click();
    await vi.waitFor(async () => expect((await verdictOn(id))?.parameter).toBe(1));
    await end();
  });

  it('is not returned without a note, and keeps what is typed', async () => {
    const sent = reply('giveVerdict');
    const { id, end } = await show('verifier');
    named(`verdict-return-${id}`)!.click();
    flushSync();
    await vi.waitFor(() => expect(named(`verdict-note-${id}`)).not.toBeNull());
    const send = named<HTMLButtonElement>(`verdict-send-${id}`)!;
    expect(send.disabled).toBe(true);
    const area = named<HTMLTextAreaElement>(`verdict-note-${id}`)!;
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
    expect(named(`verdict-note-${id}`)).toBeNull();
    named(`verdict-return-${id}`)!.click();
    await vi.waitFor(() => expect(named<HTMLTextAreaElement>(`verdict-note-${id}`)?.value).toBe('SK belum bernomor'));
    named(`verdict-send-${id}`)!.click();
    await vi.waitFor(async () =>
      expect(await verdictOn(id)).toMatchObject({ parameter: 0, note: 'SK belum bernomor' }),
    );
    await vi.waitFor(() => expect(keptReason(subject, id)).toBe(''));
    await end();
  });

  it('says when it lapsed', async () => {
    const change = (what: SeenPart, dulu: string | null, kini: string | null) => ({ what, dulu, kini });
    const sk = { part: 'bukti', nama_berkas: 'sk.pdf', fact: null } as const;
    expect(changeWords(change({ ...sk, fact: 'nomor' }, null, '1'))).toBe('nomor pada sk.pdf berubah');
    expect(lapsedWords([change(sk, null, 'sk.pdf'), change(sk, 'sk.pdf', null)])).toContain('sk.pdf diganti');
    expect(lapsedWords([change({ part: 'choice' }, '2', '3'), change({ part: 'teks' }, 'a', 'b')])).toContain(
      'dan 1 perubahan lain',
    );

    await act('setRole', { role: 'verifier' });
    const { assessment } = await answers(subject);
    const { indikator, answer } = await lineOf(subject, waits);
    await giveVerdict(assessment, answer, 3, '', true);
    const paths = [await desk.file('sk.pdf')];
    await act('attachBukti', { subject, instrument: YEAR, indikator: indikator.id, paths }, () => undefined);
    const verdict = (await verdictOn(indikator.id))!;
    expect(verdict.lapsed).toBe(true);
    expect(lapsedWords(verdict.changes)).toContain('sk.pdf ditambahkan');
  });
});

describe('judging without the mouse', () => {
  it('goes to the next that waits, around the end', async () => {
    const { assessment } = await answers(subject);
    const waiting = assessment.indikator.filter((each) => each.waits).map((each) => each.indikator);
    expect(waiting.length).toBeGreaterThan(1);
    expect(assessment.n_open).toBe(waiting.length);
    expect(nextWaiting(assessment, null)).toBe(waiting[0]);
    expect(nextWaiting(assessment, waiting[0]!)).toBe(waiting[1]);
    expect(nextWaiting(assessment, waiting.at(-1)!)).toBe(waiting[0]);
    expect(nextWaiting({ ...assessment, indikator: [] } as AssessmentView, null)).toBeNull();
  });

  it('accepts the one in work with Alt+A, asks once, and goes on to the next', async () => {
    Element.prototype.scrollIntoView ??= () => {};
    await act('setRole', { role: 'verifier' });
    const { instrument, assessment } = await answers(subject);
    const first = nextWaiting(assessment, null)!;
    const list = mount(IndikatorList, {
      target: target(),
      props: {
        assessment,
        instrument,
        open: null,
        target: 'menunggu',
        over: null,
        locked: false,
        onexplain: () => {},
        bukti: createRawSnippet(() => ({ render: () => '<div></div>' })),
      },
    });
    flushSync();
    const alt = (key: string) => window.dispatchEvent(new KeyboardEvent('keydown', { key, altKey: true }));
    const held = () => document.activeElement?.getAttribute('data-test');
    // Not a radio: no arrow key of a verifier may change the answer.
    await vi.waitFor(() => expect(held()).toBe(`verdict-${first}`));
    expect(named('verifier-reads')).not.toBeNull();
    alt('a');
    await asked(first);
    expect(held()).toBe('question-yes');
    named('question-yes')!.click();
    await vi.waitFor(async () => expect((await verdictOn(first))?.parameter).toBe(3));
    // The screen is told by its props; here nobody hands new ones on.
    await vi.waitFor(() => expect(held()).toBe(`verdict-${nextWaiting(assessment, first)}`));
    await unmount(list);
  });
});

describe('the way of the answers', () => {
  async function show(role: Role) {
    await act('setRole', { role });
    const { assessment } = await answers(subject);
    const panel = mount(WayPanel, {
      target: target(),
      props: { assessment, locked: false, onnext: () => {}, nama: (id: string) => `«${id}»` },
    });
    flushSync();
    return { assessment, end: () => unmount(panel) };
  }
  const open = async () => (await answers(subject)).lines.find(waits);
  const lies = async () => (await answers(subject)).assessment.state;

  it('offers the moves of the role', async () => {
    const { assessment, end } = await show('verifier');
    const offered = [...document.querySelectorAll<HTMLElement>('[data-test^="move-"]')].map((it) => it.dataset.test);
    expect(offered).toEqual(assessment.moves.map(({ to }) => `move-${to}`));
    expect(offered).toContain('move-disetujui');
    await end();
  });

  it('lists what is open before it approves, and asks once', async () => {
    const { assessment, end } = await show('verifier');
    const [first, second] = assessment.indikator.filter((each) => each.waits);
    named('move-disetujui')!.click();
    await vi.waitFor(() => expect(named('way-question')).not.toBeNull());
    const told = named('way-question')!.textContent;
    for (const each of [first!, second!]) expect(told).toContain(`«${each.indikator}»`);
    expect(told).toContain('Belum diputuskan');
    expect(await lies()).toBe('diajukan');
    named('question-no')!.click();
    await vi.waitFor(() => expect(named('way-question')).toBeNull());
    named('move-disetujui')!.click();
    await vi.waitFor(() => expect(named('question-yes')).not.toBeNull());
    named('question-yes')!.click();
    await vi.waitFor(async () => expect(await lies()).toBe('disetujui'));
    await end();
  });

  it('approves without a question where nothing is open', async () => {
    await act('setRole', { role: 'verifier' });
    for (let line = await open(); line; line = await open())
      await giveVerdict((await answers(subject)).assessment, line.answer, 3, '', true);
    const { end } = await show('verifier');
    named('move-disetujui')!.click();
    await vi.waitFor(async () => expect(await lies()).toBe('disetujui'));
    expect(named('way-question')).toBeNull();
    await end();
  });

  it('tells what is open by why', async () => {
    await act('setRole', { role: 'verifier' });
    const { assessment, lines } = await answers(subject);
    const [first, second] = lines.filter(waits);
    await giveVerdict(assessment, first!.answer, 3, '', true);
    await giveVerdict(assessment, second!.answer, 0, 'Kurang');
    await chooseParameter(assessment, first!.indikator.id, 2, null);
    const third = lines.filter(waits)[2]!.indikator.id;
    expect(openWords((await answers(subject)).assessment, (id) => `«${id}»`)).toEqual([
      `Belum diputuskan: «${third}»`,
      `Keputusannya gugur: «${first!.indikator.id}»`,
      `Dikembalikan: «${second!.indikator.id}»`,
    ]);
  });

  it('asks for a note before it returns', async () => {
    const { end } = await show('verifier');
    named('move-dikembalikan')!.click();
    await vi.waitFor(() => expect(named('return-dialog')).not.toBeNull());
    expect(named<HTMLButtonElement>('return-send')!.disabled).toBe(true);
    expect(await lies()).toBe('diajukan');
    await end();
  });
});
