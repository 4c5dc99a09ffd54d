import { flushSync, mount, unmount } from 'svelte';
import { afterEach, expect, it, vi } from 'vitest';
import { call } from '../ipc/backend';
import { usePicker } from '../ipc/dialog';
import { eachDesk, reply } from '../ipc/bridge/testing';
import { speak } from '../text/t.svelte';
import NewerTold from './NewerTold.svelte';
import UpdatePanel from './UpdatePanel.svelte';

const desk = eachDesk();
let made: Record<string, unknown> | undefined;
const at = (test: string) => document.querySelector<HTMLElement>(`[data-test="${test}"]`);
const text = (test: string) => at(test)?.textContent?.replace(/\s+/g, ' ').trim() ?? '';

afterEach(() => {
  if (made) void unmount(made);
  made = undefined;
  speak('id');
  document.body.replaceChildren();
});

/** Opens the panel and chooses a file in the dialog. */
async function chosen(file: () => ReturnType<typeof desk.file>) {
  usePicker({ file });
  made = mount(UpdatePanel, { target: document.body });
  flushSync();
  at('update-path-pick')!.click();
}

const until = (look: () => void) => vi.waitFor(() => (flushSync(), look()));

it('says what an update brings and who signed it, before anything is done', async () => {
  const install = reply('installUpdate');
  await chosen(() => desk.update('usb.prakarsa-update', '1.3.0'));
  await until(() => expect(text('update-offer')).toContain('Dari versi 1.2.3 ke 1.3.0'));
  expect(text('update-offer')).toMatch(/kunci [0-9A-F]{16} /);
  expect(text('update-offer')).toContain('Pembaruan dipasang dari berkas.');
  speak('en');
  flushSync();
  expect(text('update-offer')).toContain('Updates are installed from a file.');
  expect(install).not.toHaveBeenCalled();
});

it('backs up, lays the package ready and tells the next steps', async () => {
  await call('registerInovasi', { nama: 'Belum dicadangkan' });
  await chosen(() => desk.update('usb.prakarsa-update', '1.3.0'));
  await until(() => expect(text('update-install')).toBe('Cadangkan, lalu siapkan'));
  at('update-install')!.click();
  await until(() => expect(text('update-ready')).toContain('Isian sudah dicadangkan'));
  expect(text('update-ready')).toContain('Prakarsa-1.3.0-portabel.zip');
  expect(text('update-ready')).toContain('E:\\Prakarsa');
  expect(at('update-install')).toBeNull();
  expect((await call('listBackups')).n_news).toBe(0);
});

it.each([
  ['an older version', () => desk.update('usb.prakarsa-update', '1.2.2'), 'lebih lama'],
  ['the same version', () => desk.update('usb.prakarsa-update', '1.2.3'), 'sudah terpasang'],
  ['any other file', () => desk.file('surat.txt'), 'bukan berkas pembaruan'],
])('refuses %s with a sentence, and offers nothing', async (_, file, words) => {
  await chosen(file);
  await until(() => expect(document.body.textContent).toContain(words));
  expect(at('update-offer')).toBeNull();
  expect(at('update-install')).toBeNull();
});

it('leads from a registry of a newer program to the update', () => {
  const newer = {
    code: 'registry_newer',
    args: [
      { name: 'found', value: '99' },
      { name: 'known', value: '8' },
    ],
  } as const;
  made = mount(NewerTold, { target: document.body, props: { newer: { ...newer, args: [...newer.args] } } });
  flushSync();
  expect(text('newer')).toContain('hanya dapat dilihat');
  at('newer-update')!.click();
  expect(location.hash).toBe('#/pengaturan/pembaruan');
});
