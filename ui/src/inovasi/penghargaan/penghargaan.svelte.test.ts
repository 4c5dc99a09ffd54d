import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { useBackend, type Backend } from '../../ipc/backend';
import { fakeBackend } from '../../ipc/fake';
import { forgetAll } from '../../ipc/query.svelte';
import { toasts } from '../../kit/toast.svelte';
import { PenghargaanDesk, PLACE } from './penghargaan.svelte';

let backend: Backend;
beforeEach(() => useBackend((backend = fakeBackend())));
afterEach(() => {
  toasts.list = [];
  forgetAll();
  useBackend(null);
});

const list = async () => (await backend.listPenghargaan('daerah')).penghargaan;

it('needs a name only, and takes the rest later', async () => {
  const desk = new PenghargaanDesk('daerah');
  await desk.register('OKKPD');
  const made = (await list()).find((each) => each.nama === 'OKKPD')!;
  expect(made.tahun).toBeNull();
  await desk.edit(made.id, 'tahun', '2024');
  await desk.edit(made.id, 'hasil', '27,6 dari 30');
  expect((await list()).find((each) => each.id === made.id)).toMatchObject({ tahun: '2024', hasil: '27,6 dari 30' });
});

it('throws what the field shows: a year that is none', async () =>
  expect(new PenghargaanDesk('daerah').edit('p1', 'tahun', 'lalu')).rejects.toMatchObject({
    reason: 'year_unreadable',
  }));

it('saves an emptied field as unknown', async () => {
  const sent = vi.spyOn(backend, 'editPenghargaan');
  await new PenghargaanDesk('daerah').edit('p1', 'hasil', '  ');
  expect(sent).toHaveBeenCalledWith('p1', 'hasil', null);
});

it('goes, and the others stay', async () => {
  const [first, second] = await list();
  await new PenghargaanDesk('daerah').remove(first!);
  expect(await list()).toEqual([second]);
});

it('takes files dropped on its own places only', async () => {
  const desk = new PenghargaanDesk('daerah');
  expect(desk.receive('some-line', ['a.pdf'])).toBe(false);
  expect(desk.receive(`${PLACE}p1`, ['a.pdf'])).toBe(true);
  await vi.waitFor(async () => expect((await list()).find((each) => each.id === 'p1')?.bukti).toHaveLength(1));
  const [bukti] = (await list()).find((each) => each.id === 'p1')!.bukti;
  await desk.detach('p1', bukti!);
  expect((await list()).find((each) => each.id === 'p1')?.bukti).toEqual([]);
});
