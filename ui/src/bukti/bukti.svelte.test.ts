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
  const read = entry('showAssessment', subject, 'iga-2026');
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

const lines = () => entry('showAssessment', subject, 'iga-2026').data?.indikator ?? [];
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

it('asks for a target when files fall beside every indikator', () => {
  desk.receive(null, ['/tmp/SK.pdf']);
  expect(toasts.list).toHaveLength(1);
});
