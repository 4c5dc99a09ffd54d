// The list of perangkat daerah of the in-memory registry.
import type { PerangkatDaerahListView, PerangkatDaerahView } from '../bindings';
import type { Book } from './book';

export type Body = Omit<PerangkatDaerahView, 'depth' | 'n_inovasi'>;

export function seedBodies(): Body[] {
  const body = (
    id: string,
    nama: string,
    jenis: string,
    induk: string | null = null,
    nama_lama: string[] = [],
  ): Body => ({
    id,
    nama,
    kode: null,
    jenis,
    induk,
    aktif: id !== 'pd5',
    contoh: true,
    nama_lama,
  });
  return [
    body('pd1', 'Dinas Ketahanan Pangan Kota Semarang', 'dinas', null, ['Dinas Ketahanan Pangan']),
    body('pd2', 'Dinas Kesehatan Kota Semarang', 'dinas'),
    body('pd3', 'Puskesmas Manyaran', 'puskesmas', 'pd2'),
    body('pd4', 'Puskesmas Bandarharjo', 'puskesmas', 'pd2'),
    body(
      'pd5',
      'Bidang Pelayanan Terpadu Satu Pintu dan Pengaduan Masyarakat Terintegrasi Kota Semarang',
      'bagian',
      null,
    ),
  ];
}

export function showBodies(book: Book): PerangkatDaerahListView {
  const used = new Map<string, number>();
  for (const each of book.inovasi.values()) {
    const nama = each.fields.perangkat_daerah?.value;
    if (nama && !each.removed) used.set(nama, (used.get(nama) ?? 0) + 1);
  }
  const known = new Set(book.bodies.flatMap((body) => [body.nama, ...body.nama_lama]));
  const rows: PerangkatDaerahView[] = [];
  const branch = (induk: string | null, depth: number) => {
    for (const body of book.bodies.filter((each) => each.induk === induk)) {
      const n = [body.nama, ...body.nama_lama].reduce((sum, nama) => sum + (used.get(nama) ?? 0), 0);
      rows.push({ ...body, depth, n_inovasi: n });
      branch(body.id, depth + 1);
    }
  };
  branch(null, 0);
  const unlisted = [...used].filter(([nama]) => !known.has(nama)).map(([nama, n_inovasi]) => ({ nama, n_inovasi }));
  return { perangkat_daerah: rows, unlisted: unlisted.sort((a, b) => b.n_inovasi - a.n_inovasi) };
}
