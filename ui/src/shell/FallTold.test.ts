import { flushSync, mount, unmount } from 'svelte';
import { afterEach, expect, it, vi } from 'vitest';
import { call } from '../ipc/backend';
import { eachDesk, reply } from '../ipc/bridge/testing';
import { moment, t } from '../text/t.svelte';
import FallTold from './FallTold.svelte';

eachDesk();
let shown: Record<string, unknown> | undefined;
const find = (test: string) => document.querySelector<HTMLElement>(`[data-test="${test}"]`);
const show = () => flushSync(() => (shown = mount(FallTold, { target: document.body })));

afterEach(() => {
  if (shown) void unmount(shown);
  shown = undefined;
});

it('tells a fall with its moment and without the place in the program, and closes', async () => {
  reply('takeLastFall', () => ({ at: '2026-11-29T10:15:00Z', place: 'store/src/core/open.rs:12' }));
  show();
  await vi.waitFor(() => expect(find('fall')).not.toBeNull());
  expect(find('fall')!.textContent).toContain(t().fall.told(moment('2026-11-29T10:15:00Z')));
  expect(find('fall')!.textContent).not.toContain('open.rs');
  find('fall-close')!.click();
  flushSync();
  expect(find('fall')).toBeNull();
});

it('says nothing where nothing fell', async () => {
  show();
  expect(await call('takeLastFall')).toBeNull();
  flushSync();
  expect(find('fall')).toBeNull();
});

it('says why there is no log to show', async () => {
  await expect(call('revealLog')).rejects.toMatchObject({ reason: 'log_missing' });
});
