import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { act } from '../../ipc/act';
import type { Role, Subject } from '../../ipc/bindings';
import { eachDesk, inovasi } from '../../ipc/bridge/testing';
import { settle } from '../../shell/route.svelte';
import { ago, span } from '../../text/ago';
import { chooseParameter } from '../answer/assessment.svelte';
import { answers, named, YEAR } from '../testing';
import VerificationScreen from './VerificationScreen.svelte';

eachDesk();

let subject: Subject = 'daerah';
let indikator = '';
/** One inovasi is handed to the verifier; the others are drafts. */
beforeEach(async () => {
  subject = `inovasi:${await inovasi('IJOLKE')}`;
  const { assessment, lines } = await answers(subject);
  indikator = lines.find((line) => line.indikator.variant.length === 0)!.indikator.id;
  await chooseParameter(assessment, indikator, 2, null);
  await act('moveAnswers', { subject, instrument: YEAR, to: 'diajukan', note: '', meant: false });
  settle('#/verifikasi');
});
afterEach(() => {
  document.body.innerHTML = '';
});

const rows = () => [...document.querySelectorAll<HTMLElement>('[data-test="queue-row"]')];

async function show(role: Role) {
  await act('setRole', { role });
  const view = mount(VerificationScreen, { target: document.body });
  flushSync();
  await vi.waitFor(() => expect(named('queue') ?? named('queue-empty')).not.toBeNull());
  return () => unmount(view);
}

it('shows what waits for the role, with counts for every state', async () => {
  const end = await show('verifier');
  expect(rows().map((row) => row.dataset.waits)).toEqual(['true']);
  expect(rows()[0]?.textContent).toContain('IJOLKE');
  for (const tab of ['waiting', 'all', 'draf', 'terkirim']) expect(named(`tab-${tab}`)).not.toBeNull();
  expect(named('tab-waiting')?.textContent).toContain('1');
  expect(named('tab-diajukan')?.textContent).toContain('1');
  expect(named('tab-terkirim')?.textContent).not.toMatch(/\d/);
  await end();
});

it('says so when nothing waits', async () => {
  const end = await show('operator');
  expect(named('queue-empty')).not.toBeNull();
  expect(rows()).toEqual([]);
  await end();
});

it('opens the answers at the first that waits for a verdict', async () => {
  const end = await show('verifier');
  named('queue-open')!.click();
  expect(decodeURIComponent(location.hash)).toBe(`#/inovasi/${subject.replace('inovasi:', '')}/indikator/menunggu`);
  await end();
});

it('says times as people do', () => {
  const now = Date.parse('2026-06-18T10:00:00+07:00');
  expect(ago('2026-06-15T09:00:00+07:00', now)).toContain('3 hari');
  expect(ago('2026-06-19T09:00:00+07:00', now)).toBe(ago('2026-06-18T10:00:00+07:00', now));
  expect([span('4.5'), span('120.0'), span(null)]).toEqual(['4,5 jam', '5 hari', '–']);
});
