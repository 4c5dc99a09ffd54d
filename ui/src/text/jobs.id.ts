// What long work is called while it runs.
import type { JobKind } from '../ipc/bindings';

const jobs = {
  label: 'Pekerjaan yang sedang berjalan',
  n: (n: string) => `${n} berjalan`,
  none: 'Semua pekerjaan sudah selesai.',
  kind: {
    run_doctor: 'Memeriksa data',
    install_update: 'Menyiapkan pembaruan',
    rebuild_tables: 'Menyusun ulang dari riwayat',
    attach_penghargaan: 'Melampirkan bukti penghargaan',
    import_workbook: 'Mengimpor lembar kerja',
    export_workbook: 'Menulis lembar kerja',
    attach_bukti: 'Melampirkan bukti',
    look_at_bukti: 'Memeriksa isi berkas bukti',
    mend_bukti: 'Mencari berkas yang hilang',
    fit_bukti: 'Membuat salinan siap unggah',
    create_parcel: 'Membuat paket',
    accept_parcel: 'Menerima paket',
    import_registry: 'Mengimpor data',
    export_bundle: 'Menulis bundel',
    verify_bundle: 'Memeriksa bundel',
    look_into_bundle: 'Membuka bundel',
    import_official: 'Mengambil ekspor portal',
    publish: 'Menulis katalog publik',
    export_table: 'Menulis tabel CSV',
    write_documents: 'Menulis naskah',
    keep_snapshot: 'Menyimpan potret',
    send_submission: 'Mencatat kiriman',
    compare_snapshots: 'Membandingkan potret',
    export_snapshot: 'Menulis bundel potret',
    make_backup: 'Membuat cadangan',
    restore_backup: 'Memulihkan cadangan',
    copy_registry: 'Menyalin registri',
  } satisfies Record<JobKind, string>,
};

export type JobWords = typeof jobs;
export default jobs;
