import { afterEach, expect, it, vi } from 'vitest';
import { call } from '../../ipc/backend';
import { eachDesk, reply } from '../../ipc/bridge/testing';
import { toasts } from '../../kit/toast.svelte';
import { PenghargaanDesk, PLACE } from './penghargaan.svelte';

const documents = eachDesk();
afterEach(() => void (toasts.list = []));

const list = async () => (await call('listPenghargaan', { untuk: 'daerah' })).penghargaan;
const find = async (id: string) => (await list()).find((each) => each.id === id);
const first = async () => (await list())[0]!;

it('needs a name only, and takes the rest later', async () => {
  const desk = new PenghargaanDesk('daerah');
  await desk.register('Adipura');
  const made = (await list()).find((each) => each.nama === 'Adipura')!;
  expect(made.tahun).toBeNull();
  await desk.edit(made.id, 'tahun', '2024');
  await desk.edit(made.id, 'hasil', '27,6 dari 30');
  expect(await find(made.id)).toMatchObject({ tahun: '2024', hasil: '27,6 dari 30' });
});

it('throws what the field shows: a year that is none', async () => {
  const before = await first();
  await expect(new PenghargaanDesk('daerah').edit(before.id, 'tahun', 'lalu')).rejects.toMatchObject({
    reason: 'year_unreadable',
  });
  expect(await find(before.id)).toEqual(before);
  expect(toasts.list).toEqual([]);
});

it('saves an emptied field as unknown', async () => {
  const { id, hasil } = await first();
  expect(hasil).not.toBeNull();
  const sent = reply('editPenghargaan');
  await new PenghargaanDesk('daerah').edit(id, 'hasil', '  ');
  expect(sent).toHaveBeenCalledWith({ id, field: 'hasil', value: null });
  expect((await find(id))?.hasil).toBeNull();
});

it('goes, and the others stay', async () => {
  const [gone, ...others] = await list();
  await new PenghargaanDesk('daerah').remove(gone!);
  expect(await list()).toEqual(others);
});

it('takes files dropped on its own places only', async () => {
  const desk = new PenghargaanDesk('daerah');
  const path = await documents.file('piagam.pdf');
  const { id } = await first();
  expect(desk.receive('some-line', [path])).toBe(false);
  expect(desk.receive(PLACE + id, [path])).toBe(true);
  await vi.waitFor(() => expect(desk.work.running).toBe(false));
  const { bukti } = (await find(id))!;
  expect(bukti.map((each) => each.nama_berkas)).toEqual(['piagam.pdf']);
  await desk.detach(id, bukti[0]!);
  expect((await find(id))?.bukti).toEqual([]);
});
