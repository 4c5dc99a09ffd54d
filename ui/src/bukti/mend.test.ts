import { flushSync, mount, unmount } from 'svelte';
import { afterEach, expect, it, vi } from 'vitest';
import { eachDesk, reply } from '../ipc/bridge/testing';
import { usePicker } from '../ipc/dialog';
import MendFolder from './MendFolder.svelte';

const desk = eachDesk();
afterEach(() => usePicker(null));

it('looks for missing files in the folder that the officer chooses, and tells what came of it', async () => {
  usePicker({ folder: () => desk.hand('.') });
  const asked = reply('mendBukti');
  const shown = mount(MendFolder, { target: document.body });
  flushSync();
  document.querySelector<HTMLButtonElement>('[data-test=mend]')?.click();
  await vi.waitFor(() => {
    flushSync();
    expect(document.querySelector('[data-test=mend-result]')?.textContent).toContain('0 bukti lengkap lagi');
  });
  expect(asked.mock.lastCall?.[0]).toEqual({ path: '.' });
  await unmount(shown);
});

it('asks for nothing when the officer chooses no folder', async () => {
  usePicker({ folder: () => Promise.resolve(null) });
  const asked = reply('mendBukti');
  const shown = mount(MendFolder, { target: document.body });
  flushSync();
  document.querySelector<HTMLButtonElement>('[data-test=mend]')?.click();
  await Promise.resolve();
  expect(asked).not.toHaveBeenCalled();
  await unmount(shown);
});
