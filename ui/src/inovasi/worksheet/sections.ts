// How the profile is laid out: five parts of fields, then what is beside them.
import type { FieldView, WorksheetView } from '../../ipc/bindings';
import type { Words } from '../../text/id';

export type SectionId = keyof Words['profile']['section'];
export type Section = { id: SectionId; list: FieldView[] };
/** Of what the form wants: `n` of `of` filled, and how many it insists on are blank;
 *  and how many that are filled should be looked at. */
export type Completeness = { n: number; of: number; nWajib: number; nTrouble: number };

/** The six parts of the rancang bangun stand beside its whole text. */
export const PARTS = [
  'dasar_hukum',
  'permasalahan',
  'isu_strategis',
  'metode_pembaharuan',
  'keunggulan_kebaharuan',
  'cara_kerja',
];

const LAYOUT = {
  identitas: [
    'nama',
    'kepanjangan',
    'nama_lama',
    'perangkat_daerah',
    'tahapan',
    'inisiator',
    'nama_inisiator',
    'klasifikasi',
    'jenis',
    'bentuk',
    'urusan_utama',
    'urusan_beririsan',
    'tematik',
  ],
  waktu: ['waktu_uji_coba', 'waktu_penerapan', 'waktu_pengembangan', 'pengembangan_dari'],
  rancang: ['rancang_bangun', ...PARTS],
  manfaat: ['tujuan', 'manfaat', 'hasil'],
  lokasi: ['koordinat', 'asta_cita', 'pkpn', 'program_pkpn', 'catatan'],
} satisfies Partial<Record<SectionId, string[]>>;

/** The fields in their sections; a field this screen does not know comes last. */
export function sectionsOf(profile: FieldView[]): Section[] {
  const known = new Set<string>(Object.values(LAYOUT).flat());
  const sections = Object.entries(LAYOUT).map(([id, order]) => ({
    id: id as SectionId,
    list: order.flatMap((name) => profile.filter((field) => field.field === name)),
  }));
  sections.at(-1)?.list.push(...profile.filter((field) => !known.has(field.field)));
  return sections.filter((section) => section.list.length > 0);
}

/** Fields that take the whole width of the form. */
export function isWide(field: FieldView): boolean {
  return (
    field.kind === 'paragraphs' ||
    field.kind === 'names' ||
    field.field === 'nama' ||
    field.field === 'urusan_beririsan'
  );
}

export function isBlank(field: FieldView): boolean {
  return !field.value && field.members.length === 0;
}

/** A field that the year does not ask for and nobody has filled: folded away. */
export function isFolded(field: FieldView): boolean {
  return field.need === null && isBlank(field) && !field.conflict;
}

export function completenessOf(list: FieldView[], troubled: string[] = []): Completeness {
  const wanted = list.filter((field) => field.need === 'wajib' || field.need === 'wanted');
  const missing = wanted.filter((field) => field.missing);
  return {
    n: wanted.length - missing.length,
    of: wanted.length,
    nWajib: missing.filter((field) => field.need === 'wajib').length,
    nTrouble: list.filter((field) => !field.missing && troubled.includes(field.field)).length,
  };
}

/** Fields that somebody should look at, in the order of the screen. */
export function troubledFields(worksheet: WorksheetView): string[] {
  const about = new Set(worksheet.findings.map((finding) => finding.about));
  return sectionsOf(worksheet.profile)
    .flatMap((section) => section.list)
    .filter((field) => field.missing || field.conflict || about.has(field.field))
    .map((field) => field.field);
}

/** The field after (or before) the one at hand, round the end. */
export function stepField(fields: string[], order: string[], at: string | null, step: 1 | -1): string | null {
  if (fields.length === 0) return null;
  const here = at === null ? (step > 0 ? -1 : order.length) : order.indexOf(at);
  const next =
    step > 0
      ? fields.find((field) => order.indexOf(field) > here)
      : fields.findLast((field) => order.indexOf(field) < here);
  return next ?? (step > 0 ? fields[0] : fields.at(-1)) ?? null;
}
