// The profile of the in-memory registry, as the form of one year asks for it.
import type { FieldKind, FieldView, NeedView } from '../bindings';
import type { Book, Inovasi } from './book';

type Asked = [field: string, kind: FieldKind, label: string, need: NeedView | null];

const FIELDS: Asked[] = [
  ['nama', 'line', 'Nama Inovasi', 'wajib'],
  ['kepanjangan', 'line', 'Kepanjangan', null],
  ['nama_lama', 'names', 'Nama Lama', null],
  ['perangkat_daerah', 'line', 'Perangkat Daerah', 'wajib'],
  ['tahapan', 'option', 'Tahapan Inovasi', 'wajib'],
  ['inisiator', 'option', 'Inisiator Inovasi', 'wajib'],
  ['nama_inisiator', 'line', 'Nama Inisiator', 'wanted'],
  ['klasifikasi', 'option', 'Klasifikasi', 'optional'],
  ['jenis', 'option', 'Jenis Inovasi', 'wajib'],
  ['bentuk', 'option', 'Bentuk Inovasi', 'wajib'],
  ['tematik', 'option', 'Tematik', null],
  ['asta_cita', 'option', 'Asta Cita', 'wanted'],
  ['pkpn', 'option', 'Klaster PKPN', 'optional'],
  ['program_pkpn', 'line', 'Program PKPN', 'optional'],
  ['urusan_utama', 'option', 'Urusan Utama', 'wajib'],
  ['urusan_beririsan', 'set', 'Urusan Lain yang Beririsan', 'optional'],
  ['koordinat', 'line', 'Koordinat', 'wanted'],
  ['waktu_uji_coba', 'date', 'Waktu Uji Coba', 'wanted'],
  ['waktu_penerapan', 'date', 'Waktu Penerapan', 'wajib'],
  ['waktu_pengembangan', 'date', 'Waktu Pengembangan', 'optional'],
  ['pengembangan_dari', 'inovasi', 'Pengembangan dari', null],
  ['rancang_bangun', 'paragraphs', 'Rancang Bangun', 'wajib'],
  ['dasar_hukum', 'paragraphs', 'Dasar Hukum', 'optional'],
  ['permasalahan', 'paragraphs', 'Permasalahan', 'optional'],
  ['isu_strategis', 'paragraphs', 'Isu Strategis', 'optional'],
  ['metode_pembaharuan', 'paragraphs', 'Metode Pembaharuan', 'optional'],
  ['keunggulan_kebaharuan', 'paragraphs', 'Keunggulan dan Kebaharuan', 'optional'],
  ['cara_kerja', 'paragraphs', 'Tahapan Inovasi/Penggunaan Produk', 'optional'],
  ['tujuan', 'paragraphs', 'Tujuan', 'wanted'],
  ['manfaat', 'paragraphs', 'Manfaat', 'wanted'],
  ['hasil', 'paragraphs', 'Hasil', 'wanted'],
  ['catatan', 'paragraphs', 'Catatan', null],
];

const RANCANG_BANGUN = FIELDS.map(([field]) => field).slice(21, 28);

export const BERKAS = [
  { id: 'profil-anggaran', nama: 'Anggaran', file_types: ['pdf'] },
  { id: 'profil-bisnis', nama: 'Profil Bisnis', file_types: ['pdf', 'ppt', 'pptx'] },
  { id: 'profil-haki', nama: 'Hak Kekayaan Intelektual (HAKI)', file_types: ['pdf'] },
  { id: 'profil-penghargaan', nama: 'Penghargaan', file_types: ['pdf'] },
];

export function labelOf(field: string): string {
  return FIELDS.find(([each]) => each === field)?.[2] ?? field;
}

export function countRancangBangun(inovasi: Inovasi): number {
  return RANCANG_BANGUN.map((field) => inovasi.fields[field]?.value ?? '')
    .join(' ')
    .split(/\s+/)
    .filter(Boolean).length;
}

export function showProfile(book: Book, inovasi: Inovasi): FieldView[] {
  const conflicts = book.conflicts.filter((conflict) => conflict.subject === `inovasi:${inovasi.id}`);
  return FIELDS.map(([field, kind, label, need]) => {
    const value = inovasi.fields[field]?.value ?? null;
    const members = inovasi.members[field] ?? [];
    const filled =
      value !== null || members.length > 0 || (field === 'rancang_bangun' && countRancangBangun(inovasi) > 0);
    return {
      field,
      kind,
      label,
      need,
      missing: need !== null && need !== 'optional' && !filled,
      value,
      members,
      sumber: inovasi.fields[field]?.sumber ?? null,
      keyakinan: inovasi.fields[field]?.keyakinan ?? null,
      conflict: conflicts.some((conflict) => conflict.field === field),
    };
  });
}
