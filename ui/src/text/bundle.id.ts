// Words of what a bundle can be, of its code, and of taking one in.
const bundle = {
  options: 'Pilihan lain',
  forAssessor: 'Untuk penilai',
  forAssessorHint: 'Tanpa temuan, catatan pemeriksaan, dan nama pemeriksa.',
  withTraces: 'Biarkan lokasi dan nama pemotret di dalam foto',
  withTracesHint: 'Tanpa pilihan ini foto disertakan sebagai salinan bersih; gambarnya tetap sama.',
  portalCopies: 'Sertakan salinan siap unggah',
  portalCopiesHint:
    'Untuk setiap berkas yang akan ditolak portal karena jenis atau ukurannya. Berkas asli tidak diubah. Perlu waktu lebih lama.',
  copies: (n: string) => `${n} salinan siap unggah.`,
  unfitted: (n: string) => `${n} berkas tidak dapat dibuat salinannya; alasannya ada di daftar kekurangan.`,
  reports: 'Sertakan laporan setiap inovasi sebagai PDF',
  reportsHint: 'Satu laporan di setiap folder, dan semuanya dalam satu buku. Perlu waktu lebih lama.',
  volume: 'Bagi menjadi beberapa bagian',
  volumeHint: 'Untuk media atau surel yang terbatas: setiap bagian dapat dibuktikan sendiri.',
  volumeMb: 'Ukuran setiap bagian (MB)',
  volumes: (n: string) => `${n} bagian`,
  code: 'Kode bundel',
  codeHint: 'Awal dari sidik di bawah, untuk diketik orang.',
  paperCode: 'Kode atau sidik pada kertas, bila ada',
  paperCodeHint:
    'Sembilan huruf dan angka, misalnya K7M-29Q-XT5, atau 64 yang di bawahnya; paling kuat foto atau pindaian kertasnya (JPG, PNG).',
  paperPhoto: 'Baca dari foto…',
  paperDrop: 'Lepaskan foto kertas, atau bundelnya, di sini.',
  paperRead: (code: string) => `Terbaca dari foto: ${code}. Bandingkan dengan kertasnya, lalu periksa bundelnya.`,
  paired: 'Sah: inilah bundel yang dikirim bersama kertas itu',
  unpaired:
    'Siapa pun yang mengubah isinya dapat menyegelnya lagi. Bahwa ini bundel yang dikirim hanya terbukti oleh kertas yang ditandatangani: baca kode QR-nya dari foto, atau ketik kodenya di atas, lalu periksa lagi.',
  codeFits: 'Kertas dan bundel ini berpasangan.',
  fingerprintFits:
    'Kertas dan bundel ini berpasangan menurut seluruh sidiknya: tidak ada berkas yang dapat diganti tanpa ketahuan.',
  byCode:
    'Sembilan huruf dan angka menunjukkan bundel yang tertukar atau berubah. Siapa yang sengaja menghitung bundel lain dengan kode yang sama tidak ketahuan dengannya: bila itu perlu dipastikan, periksa dengan foto kode QR pada kertas, atau dengan sidik 64 huruf dan angka di sebelahnya.',
  importZip: 'Pilih bundel ZIP…',
  importFolder: 'Pilih folder bundel…',
  look: 'Lihat isinya',
  lookHint: 'Membukanya seperti registri yang hanya dapat dibaca; tidak ada yang masuk ke registri Anda.',
  looking: 'Membuka bundel',
  banner: (nama: string, date: string) => `Bundel "${nama}", tertanggal ${date}. Hanya dapat dibaca.`,
  missing: (n: string) => `${n} berkas bukti disebut di dalamnya, tetapi tidak dibawanya.`,
  otherRules: (instrument: string, told: string, found: string) =>
    `Bundel ini menyebut indeks menurut isian ${told}; menurut aturan ${instrument} pada program ini isinya memberi ${found}. Bundel itu dihitung dengan aturan lain, misalnya yang dikoreksi daerahnya, dan aturan itu tidak dibawanya: angka di sini menurut aturan program ini, angka aslinya ada di BUKA-INI.html.`,
  take: 'Ambil ke registri ini…',
  back: 'Kembali',
};

export default bundle;
