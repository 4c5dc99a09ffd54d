import type { InovasiId } from '../ipc/bindings';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { call } from '../ipc/backend';
import { eachDesk, inovasi, reply } from '../ipc/bridge/testing';
import { entry } from '../ipc/query.svelte';
import { toasts } from '../kit/toast.svelte';
import { editInovasi, fieldOf, keepNote, namaOf, registerInovasi, removeInovasi } from './inovasi.svelte';

eachDesk();
afterEach(() => void (toasts.list = []));

const show = (id: InovasiId) => call('showInovasi', { id });

describe('acts', () => {
  it('register with a name alone', async () => {
    const made = await registerInovasi('Bank Sampah');
    expect(namaOf(made)).toBe('Bank Sampah');
    expect(namaOf(await show(made.id))).toBe('Bank Sampah');
  });

  it('save an emptied field as unknown', async () => {
    const id = await inovasi('Pak Rahman');
    expect(fieldOf(await show(id), 'kepanjangan')).toBeTruthy();
    const sent = reply('editInovasi');
    await editInovasi(id, 'kepanjangan', '  ');
    expect(sent).toHaveBeenCalledWith({ id, field: 'kepanjangan', value: null });
    expect(fieldOf(await show(id), 'kepanjangan')).toBeNull();
  });

  it('keep a note beside the profile, and drop an empty one', async () => {
    const id = await inovasi('Pak Rahman');
    const read = entry('showInovasi', { id });
    await read.load();
    await keepNote(id, 'Tanya Bu Ani.');
    expect(read.data?.note).toBe('Tanya Bu Ani.');
    expect((await show(id)).note).toBe('Tanya Bu Ani.');
    await keepNote(id, '  ');
    expect(read.data?.note).toBeNull();
    expect((await show(id)).note).toBeNull();
  });

  it('remove with a way back', async () => {
    const id = await inovasi('Pak Rahman');
    await removeInovasi(id, 'Pak Rahman');
    expect(entry('showInovasi', { id }).data?.removed).toBe(true);
    expect((await show(id)).removed).toBe(true);
    toasts.list.at(-1)?.action?.run();
    await vi.waitFor(() => expect(entry('showInovasi', { id }).data?.removed).toBe(false));
    expect((await show(id)).removed).toBe(false);
  });
});
