// Ids that come from elsewhere than the wire: an address, a choice of a list, the key of
// a subject. Whatever the registry answers is typed already.
import type { BuktiId, DeviceId, InovasiId, PenghargaanId, PerangkatDaerahId, Subject } from './bindings';

type Id = InovasiId | BuktiId | PerangkatDaerahId | PenghargaanId | DeviceId;

const SHAPE = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Whether a text is an id at all; of what, its place says. */
export function isId<I extends Id>(text: string): text is I {
  return SHAPE.test(text);
}

/** The inovasi that a subject is, if it is one. */
export function inovasiOf(subject: Subject): InovasiId | null {
  const id = subject.startsWith('inovasi:') ? subject.slice('inovasi:'.length) : '';
  return isId<InovasiId>(id) ? id : null;
}
