// The managed list of perangkat daerah.
import { act } from '../../ipc/act';
import type { PerangkatDaerahField, PerangkatDaerahId, PerangkatDaerahView } from '../../ipc/bindings';
import { tell } from '../../kit/refusal';
import { saving } from '../../kit/saving.svelte';
import { toasts } from '../../kit/toast.svelte';
import { count, t } from '../../text/t.svelte';

export async function registerPerangkatDaerah(
  nama: string,
  jenis: string | null,
  induk: PerangkatDaerahId | null,
): Promise<void> {
  await saving.during(act('registerPerangkatDaerah', { nama, jenis, induk }));
}

/** Saves one field; throws when refused, so that what was typed stays. */
export async function editPerangkatDaerah(
  id: PerangkatDaerahId,
  field: PerangkatDaerahField,
  text: string | null,
  keepOldName = false,
): Promise<void> {
  await act('editPerangkatDaerah', { id, field, value: text?.trim() ? text : null, keep_old_name: keepOldName });
}

/** Saves a choice made at once, and tells if it was refused. */
export async function choosePerangkatDaerah(
  id: PerangkatDaerahId,
  field: PerangkatDaerahField,
  value: string | null,
): Promise<void> {
  await saving.during(editPerangkatDaerah(id, field, value)).catch(tell);
}

export async function setNamaLama(id: PerangkatDaerahId, nama: string, present: boolean): Promise<void> {
  await saving.during(act('setPerangkatDaerahNamaLama', { id, nama, present })).catch(tell);
}

export async function removePerangkatDaerah(body: PerangkatDaerahView): Promise<void> {
  await saving
    .during(act('removePerangkatDaerah', { id: body.id }))
    .then(() => toasts.show(t().perangkatDaerah.removed(body.nama)), tell);
}

/** Puts names that inovasi use on the list; none given means all of them. */
export async function adoptPerangkatDaerah(nama: string[], n: number): Promise<void> {
  await saving
    .during(act('adoptPerangkatDaerah', { nama }))
    .then(() => toasts.show(t().perangkatDaerah.adopted(count(n)), { tone: 'positive' }), tell);
}

export type Shown = { body: PerangkatDaerahView; depth: number; path: string | null };

/** The tree as a list; while searching only what fits, flat, each with the body it stands under. */
export function shownBodies(bodies: PerangkatDaerahView[], typed: string): Shown[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return bodies.map((body) => ({ body, depth: body.depth, path: null }));
  const fits = (body: PerangkatDaerahView) => {
    const text = [body.nama, body.kode ?? '', ...body.nama_lama].join(' ').toLowerCase();
    return words.every((word) => text.includes(word));
  };
  const namaOf = (id: PerangkatDaerahId | null) => bodies.find((body) => body.id === id)?.nama ?? null;
  return bodies.filter(fits).map((body) => ({ body, depth: 0, path: namaOf(body.induk) }));
}
