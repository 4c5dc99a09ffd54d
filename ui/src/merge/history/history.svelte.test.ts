import type { InovasiId } from '../../ipc/bindings';
import { flushSync, mount, unmount } from 'svelte';
import { afterEach, describe, expect, it } from 'vitest';
import { act } from '../../ipc/act';
import { call } from '../../ipc/backend';
import { eachDesk, inovasi } from '../../ipc/bridge/testing';
import { entry } from '../../ipc/query.svelte';
import { toasts } from '../../kit/toast.svelte';
import HistoryList from './HistoryList.svelte';
import { historyLabel, restoreValue } from './history.svelte';

const desk = eachDesk();
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

it('tells what was done with bukti, by the name of the file', async () => {
  const id = await inovasi('Pak Rahman');
  const on = { subject: `inovasi:${id}` as const, instrument: 'iga-2026', indikator: 'regulasi-inovasi-daerah' };
  const paths = [await desk.file('sk.pdf')];
  const { view } = await act('attachBukti', { ...on, paths }, () => undefined);
  const bukti = view.indikator.flatMap((each) => each.bukti).find((each) => each.nama_berkas === 'sk.pdf')!.id;
  await act('editBukti', { ...on, bukti, field: 'nomor', value: '188/1' });
  await act('detachBukti', { ...on, bukti });
  const entries = (await history(id, null)).filter((each) => each.berkas);
  const list = mount(HistoryList, {
    target: document.body,
    props: { entries, valueNama: (_key: string, value: string) => value, onrestore: () => undefined },
  });
  flushSync();
  const told = [...document.querySelectorAll('.value')].map((each) => each.textContent);
  expect(told).toEqual(['sk.pdf dilepas', '188/1', 'sk.pdf dilampirkan']);
  expect(entries.map((each) => historyLabel(each, (key) => `«${key.split('/')[0]}»`))).toEqual([
    '«link»',
    '«nomor» · sk.pdf',
    '«link»',
  ]);
  // What was said of a document is not brought back from the history of an inovasi.
  expect(document.querySelector('[data-test="history-restore"]')).toBeNull();
  await unmount(list);
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
