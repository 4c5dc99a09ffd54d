import { flushSync, mount, unmount } from 'svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { act } from '../../ipc/act';
import { call } from '../../ipc/backend';
import { eachDesk, inovasi, refusing, reply } from '../../ipc/bridge/testing';
import { usePicker } from '../../ipc/dialog';
import { toasts } from '../../kit/toast.svelte';
import { keepSecondPlace } from './backup.svelte';
import BackupScreen from './BackupScreen.svelte';

const desk = eachDesk();
let shown: Record<string, unknown> | undefined;

afterEach(async () => {
  if (shown) await unmount(shown);
  shown = undefined;
  toasts.list = [];
  document.body.replaceChildren();
});

const find = (name: string) => document.querySelector<HTMLElement>(`[data-test=${name}]`);
const seen = (name: string) =>
  vi.waitFor(() => {
    flushSync();
    const found = find(name);
    expect(found, name).not.toBeNull();
    return found as HTMLElement;
  });

function open() {
  shown = mount(BackupScreen, { target: document.body });
}

describe('the screen of backups', () => {
  it('makes one, looks into it, puts it back, and leads back', async () => {
    const id = await inovasi('Pak Rahman');
    const of = async () =>
      (await call('showInovasi', { id })).profile.find((field) => field.field === 'kepanjangan')?.value;
    const before = await of();
    open();
    (await seen('backup-make')).click();
    await vi.waitFor(() => expect(find('backup-news')?.textContent).toContain('sudah ada di cadangan'));
    await act('editInovasi', { id, field: 'kepanjangan', value: 'Salah' });
    await vi.waitFor(() => expect(find('backup-news')?.textContent).toContain('1 tindakan'));
    (await seen('backup-look')).click();
    expect((await seen('backup-difference')).dataset['effect']).toBe('changes');
    (await seen('backup-restore')).click();
    (await seen('confirm-accept')).click();
    await vi.waitFor(() => expect(toasts.list.at(-1)?.text).toContain('Cadangan dipulihkan'));
    expect(await of()).toBe(before);
    toasts.list.at(-1)?.action?.run();
    await vi.waitFor(async () => expect(await of()).toBe('Salah'));
  });

  it('tells calmly that the second place is away, and when it was last there', async () => {
    usePicker({ folder: async () => desk.hand((await desk.file('stick/berkas')).replace(/.berkas$/, '')) });
    open();
    (await seen('backup-place-choose')).click();
    await seen('backup-place-folder');
    await vi.waitFor(() => expect(find('backup-place')?.textContent).toContain('Terakhir disalin'));
    expect(find('backup-place')?.textContent).toContain('Terpasang');
    (await seen('backup-place-leave')).click();
    await vi.waitFor(() => expect(find('backup-place-folder')).toBeNull());
  });

  it('saves a whole copy where it suggests', async () => {
    open();
    const out = (await seen('whole-copy-out')) as HTMLInputElement;
    await vi.waitFor(() => expect(out.value).toContain('salinan-kota-semarang'));
    (await seen('whole-copy-make')).click();
    expect((await seen('copy-receipt')).textContent).toContain(out.value);
    (await seen('whole-copy-make')).click();
    await vi.waitFor(() => expect(find('whole-copy')?.textContent).toContain('sudah ada'));
  });
});

it('brings a backup to the second place once the registry is open, and tells what fails', async () => {
  const made = reply('makeBackup');
  const registry = await call('openRegistry');
  if (!registry) throw new Error('no registry');
  await keepSecondPlace(registry);
  expect(made).not.toHaveBeenCalled();
  await keepSecondPlace({ ...registry, backup_place: true });
  expect(made).toHaveBeenCalledOnce();
  reply('makeBackup', refusing('disk_full', 'no_space'));
  await keepSecondPlace({ ...registry, backup_place: true });
  expect(toasts.list).toHaveLength(1);
});
