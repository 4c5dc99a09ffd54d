import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { useBackend, type Backend } from '../../ipc/backend';
import { fakeBackend } from '../../ipc/fake';
import { entry, forgetAll } from '../../ipc/query.svelte';
import { toasts } from '../../kit/toast.svelte';
import {
  adoptPerangkatDaerah,
  editPerangkatDaerah,
  registerPerangkatDaerah,
  removePerangkatDaerah,
  setNamaLama,
  shownBodies,
} from './perangkat_daerah.svelte';

let backend: Backend;
beforeEach(() => useBackend((backend = fakeBackend())));
afterEach(() => {
  toasts.list = [];
  forgetAll();
  useBackend(null);
});

const list = async () => (await backend.listPerangkatDaerah()).perangkat_daerah;
const named = async (nama: string) => (await list()).find((each) => each.nama === nama);

describe('the tree', () => {
  it('keeps each body below its own', async () => {
    const shown = shownBodies(await list(), '');
    const at = (nama: string) => shown.findIndex((each) => each.body.nama === nama);
    expect(at('Puskesmas Manyaran')).toBeGreaterThan(at('Dinas Kesehatan Kota Semarang'));
    expect(shown[at('Puskesmas Manyaran')]?.depth).toBe(1);
  });

  it('is flat while searching, and says where each stands', async () =>
    expect(shownBodies(await list(), 'manyar')).toMatchObject([{ depth: 0, path: 'Dinas Kesehatan Kota Semarang' }]));

  it('finds a body by a former name', async () =>
    expect(shownBodies(await list(), 'ketahanan PANGAN').map((each) => each.body.id)).toEqual(['pd1']));
});

describe('acts', () => {
  it('register a unit under its parent', async () => {
    await registerPerangkatDaerah('Puskesmas Genuk', 'puskesmas', 'pd2');
    expect(await named('Puskesmas Genuk')).toMatchObject({ induk: 'pd2', depth: 1 });
    expect(entry('listPerangkatDaerah').data?.perangkat_daerah.some((each) => each.nama === 'Puskesmas Genuk')).toBe(
      true,
    );
  });

  it('throw what the form shows: a name that stands already', async () =>
    expect(registerPerangkatDaerah('Puskesmas Manyaran', null, null)).rejects.toMatchObject({
      reason: 'perangkat_daerah_exists',
    }));

  it('keep the old name when asked to', async () => {
    await editPerangkatDaerah('pd3', 'nama', 'Puskesmas Manyaran Baru', true);
    expect((await named('Puskesmas Manyaran Baru'))?.nama_lama).toEqual(['Puskesmas Manyaran']);
    await setNamaLama('pd3', 'Puskesmas Manyaran', false);
    expect((await named('Puskesmas Manyaran Baru'))?.nama_lama).toEqual([]);
  });

  it('refuse to remove one that has others below, in words', async () => {
    await removePerangkatDaerah((await named('Dinas Kesehatan Kota Semarang'))!);
    expect(toasts.list.at(-1)).toMatchObject({ tone: 'negative' });
    expect(await named('Dinas Kesehatan Kota Semarang')).toBeDefined();
  });

  it('adopt every unlisted name at once', async () => {
    const { unlisted } = await backend.listPerangkatDaerah();
    expect(unlisted.length).toBeGreaterThan(1);
    await adoptPerangkatDaerah([], unlisted.length);
    expect((await backend.listPerangkatDaerah()).unlisted).toEqual([]);
  });
});
