import { resolve } from 'node:path';
import { flushSync, mount, unmount } from 'svelte';
import type { Handed, InovasiId } from '../ipc/bindings';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { call } from '../ipc/backend';
import { eachDesk, inovasi } from '../ipc/bridge/testing';
import { entry } from '../ipc/query.svelte';
import { toasts } from '../kit/toast.svelte';
import { BuktiDesk } from './bukti.svelte';
import BuktiItem from './BuktiItem.svelte';

const registry = eachDesk();
let id: InovasiId;
let instrument = '';
let desk: BuktiDesk;
let stop: () => void;

const assessment = () => entry('showAssessment', { subject: `inovasi:${id}`, instrument });

beforeEach(async () => {
  id = await inovasi();
  instrument = (await call('openRegistry'))!.instrument;
  const read = assessment();
  await read.load();
  read.held++;
  stop = $effect.root(() => {
    desk = new BuktiDesk(() => read.data);
  });
});
afterEach(() => {
  stop();
  toasts.list = [];
});

const at = (index: number) => assessment().data!.indikator[index]!;
/** Attaches files of these names to an indikator. */
async function attach(indikator: string, ...names: string[]): Promise<void> {
  await desk.attach(indikator, await Promise.all(names.map((nama) => registry.file(nama))));
}

it('attaches files and offers them to the other indikator', async () => {
  await attach(at(0).indikator, 'SK.pdf', 'Foto.jpg');
  expect(at(0).bukti.map((bukti) => bukti.nama_berkas)).toEqual(['SK.pdf', 'Foto.jpg']);
  expect(desk.others(at(1).indikator)).toHaveLength(2);
  expect(desk.others(at(0).indikator)).toHaveLength(0);
});

it('lets one bukti serve several indikator', async () => {
  await attach(at(0).indikator, 'SK.pdf');
  await desk.link(at(3).indikator, at(0).bukti[0]!);
  expect(at(3).bukti[0]!.also).toEqual([at(0).indikator]);
});

it('detaches with a way back, pages included', async () => {
  await attach(at(0).indikator, 'SK.pdf');
  await desk.link(at(0).indikator, at(0).bukti[0]!, '3-5');
  await desk.detach(at(0).indikator, at(0).bukti[0]!);
  expect(at(0).bukti).toEqual([]);
  toasts.list.at(-1)?.action?.run();
  await vi.waitFor(() => expect(at(0).bukti[0]?.pages).toBe('3-5'));
});

it('leaves a bukti as it was where a date cannot be read', async () => {
  await attach(at(0).indikator, 'SK.pdf');
  await desk.edit(at(0).bukti[0]!, 'tanggal', '2024-05-01');
  await expect(desk.edit(at(0).bukti[0]!, 'tanggal', 'kapan-kapan')).rejects.toMatchObject({
    reason: 'date_unreadable',
  });
  await assessment().load();
  expect(at(0).bukti[0]!.tanggal).toBe('2024-05-01');
});

it('attaches documents of the profile as if they were indikator', async () => {
  const worksheet = entry('showInovasi', { id });
  await worksheet.load();
  worksheet.held++;
  const other = $effect.root(() => {
    desk = new BuktiDesk(
      () => worksheet.data?.assessment,
      () => true,
      () => worksheet.data?.berkas ?? [],
    );
  });
  const berkas = worksheet.data!.berkas[0]!.id;
  await attach(berkas, 'DPA.pdf');
  await vi.waitFor(() => expect(worksheet.data?.berkas[0]?.bukti).toHaveLength(1));
  expect(desk.others(berkas)).toEqual([]);
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
  desk.receive('x:1', ['/tidak/ada/SK.pdf' as Handed]);
  expect(taken).toEqual(['x:1']);
  expect(desk.attaching).toBeNull();
  other();
});

it('asks for a target when files fall beside every indikator', () => {
  desk.receive(null, ['/tidak/ada/SK.pdf' as Handed]);
  expect(toasts.list).toHaveLength(1);
});

it('proposes the kind of a document, keeps it once accepted, and tells at once what is no document', async () => {
  await attach(at(0).indikator, 'Perwal Nomor 7.pdf');
  const bukti = () => at(0).bukti[0]!;
  const shown = mount(BuktiItem, {
    target: document.body,
    props: { desk, bukti: bukti(), indikator: at(0).indikator, codeOf: (each) => each },
  });
  flushSync();
  const guess = document.querySelector<HTMLButtonElement>('[data-test=bukti-jenis-guess]')!;
  expect(guess.textContent).toContain('Peraturan Kepala Daerah? Ya');
  expect(bukti().jenis_dokumen).toBeNull();
  guess.click();
  await vi.waitFor(() => expect(bukti()).toMatchObject({ jenis_dokumen: 'perkada', guess: null }));
  await unmount(shown);
  await attach(at(0).indikator, 'makro.docm');
  expect(toasts.list.at(-1)?.text).toContain('makro.docm adalah program');
  expect(at(0).bukti.find((each) => each.nama_berkas === 'makro.docm')).toMatchObject({
    unfit: 'program',
    openable: false,
  });
});

it('says what a photo tells and puts a clean copy in its place', async () => {
  await desk.attach(at(0).indikator, [await registry.hand(resolve('../fuzz/corpus/picture/small.jpg'))]);
  expect(toasts.list.map((each) => each.text).join()).toContain('gambar kecil');
  const bukti = () => at(0).bukti[0]!;
  const before = bukti().sha256;
  const shown = mount(BuktiItem, {
    target: document.body,
    props: { desk, bukti: bukti(), indikator: at(0).indikator, codeOf: (each) => each },
  });
  flushSync();
  expect(document.querySelector('[data-test=bukti-traces]')?.textContent).toContain('gambar kecil');
  document.querySelector<HTMLButtonElement>('[data-test=bukti-clean]')!.click();
  await vi.waitFor(() => expect(bukti()).toMatchObject({ nama_berkas: 'small.jpg', traces: null }));
  expect(bukti().sha256).not.toBe(before);
  expect(toasts.list.at(-1)?.text).toContain('diurungkan');
  await unmount(shown);
});
