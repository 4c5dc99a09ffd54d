import { afterEach, beforeEach, expect, it } from 'vitest';
import { useBackend, type Backend } from '../ipc/backend';
import { fakeBackend } from '../ipc/fake';
import { entry, forgetAll } from '../ipc/query.svelte';
import { toasts } from '../kit/toast.svelte';
import { BuktiDesk } from './bukti.svelte';

const subject = 'inovasi:ijolke';
let backend: Backend;
let desk: BuktiDesk;
let stop: () => void;

beforeEach(async () => {
  backend = fakeBackend();
  useBackend(backend);
  const read = entry('showAssessment', { subject, instrument: 'iga-2026' });
  await read.load();
  stop = $effect.root(() => {
    desk = new BuktiDesk(() => read.data);
  });
});
afterEach(() => {
  stop();
  toasts.list = [];
  forgetAll();
  useBackend(null);
});

const lines = () => entry('showAssessment', { subject, instrument: 'iga-2026' }).data?.indikator ?? [];
const at = (index: number) => lines()[index]!;

it('attaches files and offers them to the other indikator', async () => {
  await desk.attach(at(0).indikator, ['/tmp/SK.pdf', '/tmp/Foto.jpg']);
  expect(at(0).bukti.map((bukti) => bukti.nama_berkas)).toEqual(['SK.pdf', 'Foto.jpg']);
  expect(desk.others(at(1).indikator)).toHaveLength(2);
  expect(desk.others(at(0).indikator)).toHaveLength(0);
});

it('lets one bukti serve several indikator', async () => {
  await desk.attach(at(0).indikator, ['/tmp/SK.pdf']);
  await desk.link(at(3).indikator, at(0).bukti[0]!);
  expect(at(3).bukti[0]!.also).toEqual([at(0).indikator]);
});

it('detaches with a way back, pages included', async () => {
  await desk.attach(at(0).indikator, ['/tmp/SK.pdf']);
  await desk.link(at(0).indikator, at(0).bukti[0]!, '3-5');
  await desk.detach(at(0).indikator, at(0).bukti[0]!);
  expect(at(0).bukti).toEqual([]);
  toasts.list.at(-1)?.action?.run();
  await new Promise((wake) => setTimeout(wake, 20));
  expect(at(0).bukti[0]!.pages).toBe('3-5');
});

it('refuses an unreadable date to the field that asked', async () => {
  await desk.attach(at(0).indikator, ['/tmp/SK.pdf']);
  await expect(desk.edit(at(0).bukti[0]!, 'tanggal', 'kapan-kapan')).rejects.toMatchObject({
    reason: 'date_unreadable',
  });
});

it('attaches documents of the profile as if they were indikator', async () => {
  const worksheet = entry('showInovasi', { id: 'ijolke' });
  await worksheet.load();
  const other = $effect.root(() => {
    desk = new BuktiDesk(
      () => worksheet.data?.assessment,
      () => true,
      () => worksheet.data?.berkas ?? [],
    );
  });
  await desk.attach('profil-anggaran', ['/tmp/DPA.pdf']);
  await worksheet.load();
  expect(worksheet.data?.berkas.find((each) => each.id === 'profil-anggaran')?.bukti).toHaveLength(1);
  expect(desk.others('profil-anggaran')).toEqual([]);
  expect(desk.others(at(0).indikator)).toHaveLength(1);
  other();
});

it('leaves to others what falls on their places', async () => {
  const taken: string[] = [];
  const other = $effect.root(() => {
    desk = new BuktiDesk(
      () => undefined,
      () => true,
      () => [],
      (target) => target.startsWith('x:') && taken.push(target) > 0,
    );
  });
  desk.receive('x:1', ['/tmp/SK.pdf']);
  expect(taken).toEqual(['x:1']);
  expect(desk.attaching).toBeNull();
  other();
});

it('asks for a target when files fall beside every indikator', () => {
  desk.receive(null, ['/tmp/SK.pdf']);
  expect(toasts.list).toHaveLength(1);
});
