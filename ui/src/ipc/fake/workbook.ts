// Workbooks of the in-memory registry: one recap that every path leads to.
import type { Backend } from '../backend';
import type { WorkbookColumnView, WorkbookImportView, WorkbookView } from '../bindings';
import type { Book } from './book';
import type { Desk } from './desk';

type Workbooks = Pick<Backend, 'inspectWorkbook' | 'importWorkbook' | 'exportWorkbook' | 'suggestWorkbookPath'>;

const column = (
  at: number,
  header: string,
  target: string | null,
  sure: boolean,
  examples: string[],
): WorkbookColumnView => ({
  at,
  letter: String.fromCharCode(65 + at),
  header,
  target,
  sure,
  examples,
});

const RECAP: WorkbookView = {
  path: '/home/brida/Dokumen/rekap-inovasi-2026.xlsx',
  own: false,
  sheets: [
    {
      nama: 'Rekap 2026',
      hidden: false,
      header_row: 4,
      n_row: 42,
      remembered: false,
      columns: [
        column(0, 'No.', null, true, ['1', '2', '3']),
        column(1, 'Nama Inovasi', 'nama', true, ['Pak Rahman', 'Bank Sampah Resik Makmur', 'Semar Tani']),
        column(2, 'OPD Pengampu', 'perangkat_daerah', false, ['Dinkes', 'DLH Kota Semarang', 'Dispertan']),
        column(3, 'Tahapan', 'tahapan', true, ['Penerapan', 'Uji coba', 'Penerapan']),
        column(4, 'Waktu Implementasi (tanggal/bulan/tahun mulai dijalankan)', 'waktu_penerapan', false, [
          '17 Agustus 2024',
          '2023',
          'Jan-25',
        ]),
        column(5, 'Ket.', null, false, ['lengkap', '', 'belum ada SK']),
      ],
    },
    { nama: 'Petunjuk', hidden: false, header_row: 0, n_row: 0, remembered: false, columns: [] },
  ],
  targets: [
    { key: 'id', label: 'ID', group: 'profil' },
    { key: 'nama', label: 'Nama Inovasi', group: 'profil' },
    { key: 'perangkat_daerah', label: 'Perangkat Daerah', group: 'profil' },
    { key: 'tahapan', label: 'Tahapan Inovasi', group: 'profil' },
    { key: 'waktu_penerapan', label: 'Waktu Penerapan', group: 'profil' },
    { key: 'catatan', label: 'Catatan', group: 'profil' },
    { key: 'assessment/iga-2026/regulasi', label: '1 Regulasi Inovasi Daerah', group: 'indikator' },
  ],
  remarks: [{ code: 'book_formulas', args: [{ name: 'n', value: '6' }] }],
};

const TAKEN: WorkbookImportView = {
  dry_run: true,
  own: false,
  n_new: 3,
  n_changed: 2,
  n_unchanged: 36,
  n_refused: 2,
  n_diverged: 1,
  n_missing: 0,
  added: [
    {
      sheet: 'Rekap 2026',
      row: 12,
      subject: '',
      nama: 'Bank Sampah Resik Makmur',
      similar: [
        {
          id: 'x',
          nama: 'Bank Sampah Resik',
          perangkat_daerah: 'Dinas Lingkungan Hidup',
          reasons: [{ code: 'same_nama', args: [{ name: 'percent', value: '88' }] }],
        },
      ],
    },
    {
      sheet: 'Rekap 2026',
      row: 19,
      subject: '',
      nama: 'Gerakan Bersama Orang Tua Asuh Anak Stunting Kelurahan Tanjung Mas',
      similar: [],
    },
    { sheet: 'Rekap 2026', row: 31, subject: '', nama: 'Semar Tani', similar: [] },
  ],
  changes: [
    {
      sheet: 'Rekap 2026',
      row: 6,
      subject: 'inovasi:pak-rahman',
      nama: 'Pak Rahman',
      field: 'tahapan',
      label: 'Tahapan Inovasi',
      before: 'Uji Coba',
      after: 'Penerapan',
    },
    {
      sheet: 'Rekap 2026',
      row: 8,
      subject: 'inovasi:lumpia',
      nama: 'Lumpia',
      field: 'waktu_penerapan',
      label: 'Waktu Penerapan',
      before: null,
      after: '17 Agustus 2024',
    },
  ],
  refused: [
    {
      sheet: 'Rekap 2026',
      row: 23,
      nama: 'Kelas Ibu Hamil',
      column: 'E',
      label: 'Waktu Penerapan',
      value: 'sudah lama',
      reason: { code: 'date_unreadable', args: [{ name: 'text', value: 'sudah lama' }] },
    },
    {
      sheet: 'Rekap 2026',
      row: 40,
      nama: '',
      column: '',
      label: '',
      value: '',
      reason: { code: 'nama_empty', args: [] },
    },
  ],
  diverged: [
    {
      sheet: 'Rekap 2026',
      row: 7,
      subject: 'inovasi:pak-rahman',
      nama: 'Pak Rahman',
      label: 'Manfaat',
      was: 'Harga terjangkau',
      stands: 'Harga bahan pokok terjangkau bagi warga',
      wanted: 'Harga pangan stabil',
    },
  ],
  missing: [],
  skipped: [
    { kind: 'total', n: 1 },
    { kind: 'numbering', n: 1 },
  ],
};

export function fakeWorkbooks(book: Book, desk: Desk): Workbooks {
  const { later, refuse, work } = desk;
  return {
    inspectWorkbook: (path) =>
      later(() => {
        if (!/\.(xlsx|xls|ods|csv)$/i.test(path))
          throw refuse('book_unknown', 'invalid', [{ name: 'path', value: path }]);
        return { ...RECAP, path, own: path.includes('formulir') };
      }),
    importWorkbook: async (req, dryRun, onProgress) => {
      await work(onProgress, 'reading', ['Rekap 2026']);
      if (!dryRun)
        await work(
          onProgress,
          'writing',
          TAKEN.added.map((each) => each.nama),
        );
      return later(() => {
        const view = { ...TAKEN, dry_run: dryRun, own: req.path.includes('formulir') };
        if (dryRun) return { view, touched: [], findings: [] };
        for (const each of view.added)
          book.add(`w${++book.clock}`, { nama: { value: each.nama, sumber: null, keyakinan: null } }, false);
        return {
          view,
          touched: ['inovasi', 'skor', 'findings', 'registry', 'history'] as const satisfies string[],
          findings: [],
        } as never;
      });
    },
    exportWorkbook: async (req, onProgress) => {
      const ids = req.ids.length > 0 ? req.ids : [...book.inovasi.keys()];
      await work(onProgress, 'writing', ids.slice(0, 20));
      return { path: req.out, n_inovasi: ids.length, size: 84_200, sha256: '9f2c'.repeat(16), remarks: [] };
    },
    suggestWorkbookPath: (kind, ending) =>
      later(() => `/home/brida/Dokumen/${kind === 'form' ? 'formulir-isian' : 'rekap-inovasi'}-2026${ending}`),
  };
}
