import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { useBackend, type Backend } from '../../ipc/backend';
import { fakeBackend } from '../../ipc/fake';
import { forgetAll } from '../../ipc/query.svelte';
import { settle } from '../../shell/route.svelte';
import { ago, span } from '../../text/ago';
import VerificationScreen from './VerificationScreen.svelte';

let backend: Backend;
beforeEach(() => {
  backend = fakeBackend();
  useBackend(backend);
  settle('#/verifikasi');
});
afterEach(() => {
  document.body.innerHTML = '';
  forgetAll();
  useBackend(null);
});

const rows = () => [...document.querySelectorAll<HTMLElement>('[data-test="queue-row"]')];

async function show(role: string) {
  await backend.setRole(role);
  const view = mount(VerificationScreen, { target: document.body });
  flushSync();
  await vi.waitFor(() =>
    expect(document.querySelector('[data-test="queue"], [data-test="queue-empty"]')).not.toBeNull(),
  );
  return () => unmount(view);
}

it('shows what waits for the role, with counts for every state', async () => {
  const end = await show('verifier');
  expect(rows().length).toBeGreaterThan(0);
  expect(rows().every((row) => row.dataset.waits === 'true')).toBe(true);
  for (const tab of ['waiting', 'all', 'draf', 'terkirim'])
    expect(document.querySelector(`[data-test="tab-${tab}"]`)).not.toBeNull();
  await end();
});

it('says so when nothing waits', async () => {
  settle('#/verifikasi/terkirim');
  const end = await show('operator');
  expect(document.querySelector('[data-test="queue-empty"]')).not.toBeNull();
  await end();
});

it('opens the answers at the first that waits for a verdict', async () => {
  const end = await show('verifier');
  document.querySelector<HTMLElement>('[data-test="queue-open"]')!.click();
  expect(decodeURIComponent(location.hash)).toMatch(/^#\/inovasi\/.+\/indikator\/menunggu$/);
  await end();
});

it('says times as people do', () => {
  const now = Date.parse('2026-06-18T10:00:00+07:00');
  expect(ago('2026-06-15T09:00:00+07:00', now)).toContain('3 hari');
  expect(ago('2026-06-19T09:00:00+07:00', now)).toBe(ago('2026-06-18T10:00:00+07:00', now));
  expect([span('4.5'), span('120.0'), span(null)]).toEqual(['4,5 jam', '5 hari', '–']);
});
