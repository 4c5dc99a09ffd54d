// Words of what published sources say of answers.
import type { CitationFit, CitationTime, Keyakinan } from '../ipc/bindings';

const citation = {
  title: 'Rujukan',
  hint: 'Yang dinyatakan sumber terbuka. Rujukan menjelaskan jawaban; yang mendukung skor hanya bukti.',
  keyakinan: {
    stated: 'Dinyatakan sumber',
    inferred: 'Kesimpulan, belum dipastikan',
  } satisfies Record<Keyakinan, string>,
  time: {
    inside: 'Dalam tahun yang dihitung',
    outside: 'Di luar tahun yang dihitung',
    undated: 'Tahunnya tidak disebut',
  } satisfies Record<CitationTime, string>,
  fit: {
    source: 'Formulir menerima sumber ini sendiri sebagai bukti; simpan halamannya lalu lampirkan.',
    obtainable: 'Bukti yang diminta formulir dapat diambil dari layanan yang disebut di sini.',
    other: 'Formulir meminta dokumen lain; sumber ini hanya menceritakan faktanya.',
  } satisfies Record<CitationFit, string>,
  stands: 'Dasar jawaban ini',
  follows: (parameter: string) => `Sesuai parameter ${parameter}`,
  followsOf: (parameter: string, variant: string) => `Sesuai parameter ${parameter}, ukuran ${variant}`,
  take: (parameter: string) => `Pakai parameter ${parameter}`,
  takeOf: (parameter: string, title: string) => `Pakai parameter ${parameter} menurut rujukan: ${title}`,
  open: (title: string) => `Buka di peramban: ${title}`,
  document: 'belum ada berkas',
  nomor: (nomor: string) => `nomor ${nomor}`,
};

export type CitationWords = typeof citation;
export default citation;
