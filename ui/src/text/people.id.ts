// Words of reminders and of the public catalogue.
const remind = {
  title: 'Pengingat',
  lead: 'Pesan singkat untuk tiap perangkat daerah: apa yang masih terbuka, sampai kapan, dan nilainya. Salin, lalu tempel di WhatsApp atau surel.',
  channel: 'Bentuk pesan',
  whatsapp: 'WhatsApp',
  email: 'Surel',
  batas: 'Batas waktu menurut kantor',
  batasHint: 'Kosongkan agar dipakai akhir tahap pada kalender.',
  stage: (tahap: string, sampai: string) => `Kalender: ${tahap} berakhir ${sampai}.`,
  noStage:
    'Kalender tidak memuat akhir tahap yang masih di depan. Tanpa batas waktu dari kantor, pesan tidak menyebut tanggal.',
  copy: 'Salin',
  copied: 'Tersalin',
  copySubject: 'Salin perihal',
  copyAll: (n: string) => `Salin semua (${n})`,
  copyFailed: 'Sistem tidak mengizinkan penyalinan. Pilih teks pesan, lalu tekan Ctrl C.',
  counts: (inovasi: string, open: string) => `${inovasi} inovasi, ${open} hal terbuka`,
  gain: (gain: string) => `sampai +${gain} poin IID`,
  done: 'lengkap',
  without: (n: string) => `${n} inovasi belum menyebut perangkat daerah dan tidak masuk pesan mana pun.`,
  none: 'Belum ada inovasi usulan yang menyebut perangkat daerahnya. Isi perangkat daerah pada profil inovasi dahulu.',
  export: 'Simpan semua…',
  exportTitle: 'Simpan semua pengingat',
  exportHint: 'Berkas .txt untuk dibaca dan disalin, atau .csv dengan nama dan pesan untuk dikirim massal.',
  path: 'Disimpan ke',
  save: 'Simpan',
  saving: 'Menyimpan…',
  saved: (n: string, path: string) => `${n} pengingat disimpan di ${path}`,
};

const publish = {
  title: 'Katalog publik',
  lead: 'Halaman web siap pasang tentang inovasi daerah: daftar, peta, halaman tiap inovasi, dan data terbuka. Hanya yang Anda centang yang ikut terbit.',
  parts: 'Yang dapat dilihat umum',
  partsHint: 'Pilihan ini milik kantor dan ikut dalam paket. Bagian baru tidak terbit sebelum dicentang.',
  always: 'Nama inovasi selalu terbit. Catatan kantor tidak pernah terbit.',
  filled: (n: string) => `terisi pada ${n} inovasi`,
  unusual: 'biasanya tertutup',
  write: 'Terbitkan katalog',
  writeHint: 'Unggah isi folder ini ke laman kantor. Tidak ada yang dikirim oleh program ini.',
  proposed: (n: string) => `Hanya inovasi usulan tahun ini (${n})`,
  replace: 'Ganti katalog lama di folder itu',
  preview: (n: string) => `${n} inovasi akan terbit.`,
  path: 'Ditulis ke folder',
  start: 'Terbitkan',
  writing: 'Menulis katalog…',
  written: (n: string, points: string, size: string) => `${n} inovasi terbit, ${points} titik pada peta, ${size}.`,
};

const table = {
  title: 'Tabel CSV',
  hint: 'Satu tabel dari tahun berjalan, untuk lembar kerja apa pun.',
  which: 'Tabel',
  kinds: {
    scores: 'Skor daerah dan inovasi',
    answers: 'Jawaban tiap indikator',
    findings: 'Temuan',
    official: 'Hasil resmi',
    bukti: 'Daftar bukti',
    steps: 'Langkah berikutnya',
  },
  path: 'Disimpan ke',
  start: 'Simpan CSV',
  writing: 'Menyimpan…',
  written: (n: string) => `${n} baris disimpan.`,
};

export default { remind, publish, table };
