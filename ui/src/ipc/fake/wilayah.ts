// A handful of regions, to try the picker with.
import type { WilayahView } from '../bindings';

const ROWS: [kode: string, nama: string, provinsi: string | null][] = [
  ['33', 'Jawa Tengah', null],
  ['33.22', 'Kabupaten Semarang', 'Jawa Tengah'],
  ['33.74', 'Kota Semarang', 'Jawa Tengah'],
  ['33.72', 'Kota Surakarta', 'Jawa Tengah'],
  ['34.71', 'Kota Yogyakarta', 'Daerah Istimewa Yogyakarta'],
  ['35.78', 'Kota Surabaya', 'Jawa Timur'],
  ['12.18', 'Kabupaten Serdang Bedagai', 'Sumatera Utara'],
];

export function searchWilayahFake(text: string): WilayahView[] {
  const asked = text.trim().toLowerCase();
  if (asked.length < 2) return [];
  const found = ROWS.filter(([kode, nama]) => nama.toLowerCase().includes(asked) || kode.startsWith(asked));
  return found
    .map(([kode, nama, provinsi]) => ({ kode, nama, provinsi }))
    .sort((a, b) => Number(b.nama.startsWith('Kota')) - Number(a.nama.startsWith('Kota')));
}
