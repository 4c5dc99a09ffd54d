import { expect, it } from 'vitest';
import type { Phase, StageView } from '../../ipc/bindings';
import { placeWords, spanWords } from './kalender';

const stage = (
  dari: string | null,
  sampai: string | null,
  phase: Phase = 'unknown',
  least: number | null = null,
  most = least,
): StageView => ({
  nama: 'Penjaringan',
  dari,
  sampai,
  phase,
  least_days: least,
  most_days: most,
  confidence: 'confirmed',
  note: null,
});

it.each([
  [
    stage('2026-06', '2026-08', 'running', 17, 47),
    'bulan Juni 2026 sampai bulan Agustus 2026',
    'berjalan, tersisa 17 sampai 47 hari',
  ],
  [stage('2026-04-29', null, 'past', 207), '29 April 2026', 'lewat 207 hari'],
  [stage('2026', null, 'within', 0, 184), 'tahun 2026', 'dalam waktu ini; paling lama 184 hari lagi'],
  [stage('2026-06-01', '2026-08-31', 'running', 0), '1 Juni 2026 sampai 31 Agustus 2026', 'hari terakhir'],
  [stage('2026-06-01', '2026-08-31', 'ahead', 1), '1 Juni 2026 sampai 31 Agustus 2026', '1 hari lagi mulai'],
  [
    stage('2026-06', '2026-08', 'beginning', 0, 15),
    'bulan Juni 2026 sampai bulan Agustus 2026',
    'sedang dimulai; paling lambat 15 hari lagi',
  ],
  [stage(null, '2026-08', 'ending', 0, 3), 'sampai bulan Agustus 2026', 'sedang berakhir; paling lama 3 hari lagi'],
  [stage(null, null), 'tanggal belum diketahui', ''],
])('says no more of a stage than is known %#', (it, span, place) => {
  expect([spanWords(it), placeWords(it)]).toEqual([span, place]);
});
