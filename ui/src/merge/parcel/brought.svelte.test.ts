import { flushSync, mount, unmount } from 'svelte';
import { afterEach, expect, it, vi } from 'vitest';
import { call } from '../../ipc/backend';
import { eachDesk } from '../../ipc/bridge/testing';
import { listenBrought } from '../../ipc/brought';
import { t } from '../../text/t.svelte';
import AcceptPanel from './AcceptPanel.svelte';
import { bring, broughtParcel } from './brought.svelte';

const desk = eachDesk();
let panel: Record<string, unknown> | null = null;
const find = (test: string) => document.querySelector(`[data-test="${test}"]`);

afterEach(() => {
  if (panel) void unmount(panel);
  panel = null;
  document.body.innerHTML = '';
});

function show() {
  const props = { fieldNama: (field: string) => field, valueNama: (_: string, value: string) => value };
  panel = mount(AcceptPanel, { target: document.body, props });
  flushSync();
}

async function parcel() {
  const out = await call('suggestParcelPath');
  await call('createParcel', { out, replace: false }, () => undefined);
  return out;
}

it('looks into a parcel that the program was started with, and takes nothing in', async () => {
  const path = await parcel();
  // Before the panel is there, as at a start; and again while it is.
  bring(path);
  show();
  for (let round = 0; round < 2; round += 1) {
    await vi.waitFor(() => expect(find('parcel-preview-result')).not.toBeNull(), 20_000);
    expect(find('parcel-preview-result')!.textContent).toContain(t().merge.nothingNew);
    expect(broughtParcel()).toBeNull();
    expect(find('parcel-result')).toBeNull();
    bring(path);
    flushSync();
  }
});

it('tells a parcel once, and only one that was brought', async () => {
  const told = vi.fn();
  listenBrought(told)();
  expect(await call('takeBrought')).toBeNull();
  expect(told).not.toHaveBeenCalled();
  const path = await parcel();
  expect(await desk.bring(path)).toBe(true);
  expect(await desk.bring(await desk.file('bukan-paket.pdf'))).toBe(false);
  listenBrought(told)();
  await vi.waitFor(() => expect(told).toHaveBeenCalledExactlyOnceWith(path));
  expect(await call('takeBrought')).toBeNull();
});
