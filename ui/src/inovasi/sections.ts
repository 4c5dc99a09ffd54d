// How the profile is laid out: the order of the official form, in eight parts.
import type { FieldView } from '../ipc/bindings';
import type { Words } from '../text/id';

export type SectionId = keyof Words['profile']['section'];
export type Section = { id: SectionId; list: FieldView[] };

const LAYOUT: Record<SectionId, string[]> = {
  identitas: ['nama', 'kepanjangan', 'perangkat_daerah', 'tahapan'],
  inisiator: ['inisiator', 'nama_inisiator'],
  penggolongan: ['klasifikasi', 'jenis', 'bentuk'],
  prioritas: ['asta_cita', 'pkpn', 'program_pkpn'],
  urusan: ['urusan_utama', 'urusan_beririsan'],
  waktu: ['koordinat', 'waktu_uji_coba', 'waktu_penerapan', 'waktu_pengembangan'],
  uraian: ['rancang_bangun', 'tujuan', 'manfaat', 'hasil'],
  lain: ['catatan'],
};

/** The fields in their sections; a field this screen does not know comes last. */
export function sectionsOf(profile: FieldView[]): Section[] {
  const known = new Set(Object.values(LAYOUT).flat());
  const sections = Object.entries(LAYOUT).map(([id, order]) => ({
    id: id as SectionId,
    list: order.flatMap((name) => profile.filter((field) => field.field === name)),
  }));
  sections.at(-1)?.list.push(...profile.filter((field) => !known.has(field.field)));
  return sections.filter((section) => section.list.length > 0);
}

/** Fields that take the whole width of the form. */
export function isWide(field: FieldView): boolean {
  return field.kind === 'paragraphs' || field.field === 'nama' || field.field === 'urusan_beririsan';
}
