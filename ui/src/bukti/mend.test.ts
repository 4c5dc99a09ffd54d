import { flushSync, mount, unmount } from 'svelte';
import { afterEach, expect, it, vi } from 'vitest';
import type { FindingCode, FindingView } from '../ipc/bindings';
import { eachDesk, reply } from '../ipc/bridge/testing';
import { usePicker } from '../ipc/dialog';
import { toasts } from '../kit/toast.svelte';
import FindingsList from '../assessment/findings/FindingsList.svelte';
import MendFolder from './MendFolder.svelte';
import { remedyOf } from './remedy';

const desk = eachDesk();
let shown: Record<string, unknown> | undefined;
afterEach(async () => {
  usePicker(null);
  toasts.list = [];
  if (shown) await unmount(shown);
  shown = undefined;
});

const click = (test: string) => document.querySelector<HTMLButtonElement>(`[data-test=${test}]`)?.click();
/** A list of one finding, with what can be done about it. */
function listed(code: FindingCode) {
  const finding: FindingView = {
    code,
    severity: 'blocking',
    subject: 'daerah',
    subject_nama: '',
    about: null,
    args: [],
  };
  return {
    target: document.body,
    props: {
      findings: [finding],
      aboutNama: () => '',
      argsNama: (args: FindingView['args']) => args,
      remedy: (each: FindingView) => remedyOf(each, undefined),
    },
  };
}

it('looks for missing files in the folder that the officer chooses, and tells what came of it', async () => {
  usePicker({ folder: () => desk.hand('.') });
  const asked = reply('mendBukti');
  shown = mount(MendFolder, { target: document.body });
  flushSync();
  click('mend');
  await vi.waitFor(() => expect(toasts.list.at(-1)?.text).toContain('0 bukti lengkap lagi'));
  expect(asked.mock.lastCall?.[0]).toEqual({ path: '.' });
});

it('asks for nothing when the officer chooses no folder', async () => {
  usePicker({ folder: () => Promise.resolve(null) });
  const asked = reply('mendBukti');
  shown = mount(MendFolder, { target: document.body });
  flushSync();
  click('mend');
  await Promise.resolve();
  expect(asked).not.toHaveBeenCalled();
});

it('offers the search beside a finding that it can put right, and beside no other', async () => {
  usePicker({ folder: () => desk.hand('.') });
  const asked = reply('mendBukti');
  for (const code of ['bytes_missing', 'bytes_damaged'] as const) {
    shown = mount(FindingsList, listed(code));
    flushSync();
    asked.mockClear();
    click('finding-remedy');
    await vi.waitFor(() => expect(asked).toHaveBeenCalledOnce());
    await vi.waitFor(() => expect(toasts.list).toHaveLength(1));
    await unmount(shown);
  }
  shown = mount(FindingsList, listed('bukti_missing'));
  flushSync();
  expect(document.querySelector('[data-test=finding-remedy]')).toBeNull();
});
