import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { call } from '../../ipc/backend';
import { eachDesk } from '../../ipc/bridge/testing';
import { entry } from '../../ipc/query.svelte';
import { toasts } from '../../kit/toast.svelte';
import {
  adoptPerangkatDaerah,
  editPerangkatDaerah,
  registerPerangkatDaerah,
  removePerangkatDaerah,
  setNamaLama,
  shownBodies,
} from './perangkat_daerah.svelte';

const DINKES = 'Dinas Kesehatan Kota Semarang';
const PUSKESMAS = 'Puskesmas Manyaran';

eachDesk({ rows: 15 });
beforeEach(async () => registerPerangkatDaerah(PUSKESMAS, 'puskesmas', (await named(DINKES))!.id));
afterEach(() => void (toasts.list = []));

const list = async () => (await call('listPerangkatDaerah')).perangkat_daerah;
const named = async (nama: string) => (await list()).find((each) => each.nama === nama);

describe('the tree', () => {
  it('keeps each body below its own', async () => {
    const shown = shownBodies(await list(), '');
    const at = (nama: string) => shown.findIndex((each) => each.body.nama === nama);
    expect(at(PUSKESMAS)).toBe(at(DINKES) + 1);
    expect(shown[at(PUSKESMAS)]?.depth).toBe(1);
  });

  it('is flat while searching, and says where each stands', async () =>
    expect(shownBodies(await list(), 'manyar')).toMatchObject([{ depth: 0, path: DINKES }]));

  it('finds a body by a former name', async () => {
    const { id } = (await named(DINKES))!;
    await setNamaLama(id, 'Dinas Kesehatan Kota Praja', true);
    expect(shownBodies(await list(), 'praja KESEHATAN').map((each) => each.body.id)).toEqual([id]);
  });
});

describe('acts', () => {
  it('register a unit under its parent', async () => {
    const { id } = (await named(DINKES))!;
    await registerPerangkatDaerah('Puskesmas Genuk', 'puskesmas', id);
    expect(await named('Puskesmas Genuk')).toMatchObject({ jenis: 'puskesmas', induk: id, depth: 1 });
    expect(entry('listPerangkatDaerah').data?.perangkat_daerah).toEqual(await list());
  });

  it('throw what the form shows: a name that stands already', async () => {
    await expect(registerPerangkatDaerah(PUSKESMAS, null, null)).rejects.toMatchObject({
      reason: 'perangkat_daerah_exists',
    });
    expect(toasts.list).toEqual([]);
  });

  it('keep the old name when asked to', async () => {
    const { id } = (await named(PUSKESMAS))!;
    await editPerangkatDaerah(id, 'nama', 'Puskesmas Manyaran Baru', true);
    expect((await named('Puskesmas Manyaran Baru'))?.nama_lama).toEqual([PUSKESMAS]);
    await setNamaLama(id, PUSKESMAS, false);
    expect((await named('Puskesmas Manyaran Baru'))?.nama_lama).toEqual([]);
  });

  it('refuse to remove one that has others below, in words', async () => {
    await removePerangkatDaerah((await named(DINKES))!);
    expect(toasts.list.at(-1)).toMatchObject({ tone: 'negative' });
    expect(await named(DINKES)).toBeDefined();
  });

  it('adopt every unlisted name at once', async () => {
    const { unlisted } = await call('listPerangkatDaerah');
    expect(unlisted.length).toBeGreaterThan(1);
    await adoptPerangkatDaerah([], unlisted.length);
    expect((await call('listPerangkatDaerah')).unlisted).toEqual([]);
    for (const { nama } of unlisted) expect(await named(nama)).toBeDefined();
  });
});
