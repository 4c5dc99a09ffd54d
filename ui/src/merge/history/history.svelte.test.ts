import type { InovasiId } from '../../ipc/bindings';
import { afterEach, describe, expect, it } from 'vitest';
import { act } from '../../ipc/act';
import { call } from '../../ipc/backend';
import { eachDesk, inovasi } from '../../ipc/bridge/testing';
import { entry } from '../../ipc/query.svelte';
import { toasts } from '../../kit/toast.svelte';
import { historyLabel, restoreValue } from './history.svelte';

eachDesk();
afterEach(() => void (toasts.list = []));

const history = (id: InovasiId, field: string | null) => call('showHistory', { subject: `inovasi:${id}`, field });

describe('acts', () => {
  it('bring an earlier value back from its history', async () => {
    const id = await inovasi('Pak Rahman');
    const tujuan = (await call('showInovasi', { id })).profile.find((field) => field.field === 'tujuan')?.value;
    expect(tujuan).toBeTruthy();
    await act('editInovasi', { id, field: 'tujuan', value: 'Lain' });
    const entries = await history(id, 'tujuan');
    expect(entries.map((each) => [each.value, each.stands])).toEqual([
      ['Lain', true],
      [tujuan, false],
    ]);
    await restoreValue(id, entries[1]!);
    expect(entry('showInovasi', { id }).data?.profile.find((field) => field.field === 'tujuan')?.value).toBe(tujuan);
    expect(toasts.list.at(-1)).toMatchObject({ tone: 'positive' });
    expect((await history(id, 'tujuan'))[0]).toMatchObject({ value: tujuan, stands: true });
  });

  it('tell of a value that history does not have', async () => {
    const id = await inovasi('Pak Rahman');
    const [known] = await history(id, 'tujuan');
    await restoreValue(id, { ...known!, stamp: '0@x' });
    expect(toasts.list.at(-1)?.tone).toBe('negative');
    expect(await history(id, 'tujuan')).toEqual([known]);
  });
});

it('names members of sets in history by what they are', async () => {
  const id = await inovasi('Pak Rahman');
  await act('setMember', { id, field: 'urusan_beririsan', member: 'perdagangan', present: true });
  await act('proposeInovasi', { ids: [id], instrument: 'iga-2026', growth_note: '' });
  const entries = await history(id, null);
  const label = (field: string) =>
    historyLabel(
      entries.find((each) => each.field === field)!,
      (key) => `«${key}»`,
    );
  expect(label('tujuan')).toBe('Tujuan');
  expect(label('urusan_beririsan/perdagangan')).toBe('«urusan_beririsan/perdagangan»');
  expect(label('usulan/iga-2026')).toBe('«usulan/iga-2026»');
});
