// Words of what a bundle can be, of its code, and of taking one in.
const bundle = {
  options: 'Pilihan lain',
  forAssessor: 'Untuk penilai',
  forAssessorHint: 'Tanpa temuan, catatan pemeriksaan, dan nama pemeriksa.',
  withTraces: 'Biarkan lokasi dan nama pemotret di dalam foto',
  withTracesHint: 'Tanpa pilihan ini foto disertakan sebagai salinan bersih; gambarnya tetap sama.',
  reports: 'Sertakan laporan setiap inovasi sebagai PDF',
  reportsHint: 'Satu laporan di setiap folder, dan semuanya dalam satu buku. Perlu waktu lebih lama.',
  volume: 'Bagi menjadi beberapa bagian',
  volumeHint: 'Untuk media atau surel yang terbatas: setiap bagian dapat dibuktikan sendiri.',
  volumeMb: 'Ukuran setiap bagian (MB)',
  volumes: (n: string) => `${n} bagian`,
  code: 'Kode bundel',
  codeHint: 'Cantumkan pada surat pengantar yang ditandatangani: kode ini mencakup semua isi bundel.',
  paperCode: 'Kode pada kertas, bila ada',
  paperCodeHint: 'Sembilan huruf dan angka, misalnya K7M-29Q-XT5; atau foto atau pindaian kertasnya (JPG, PNG).',
  paperPhoto: 'Baca dari foto…',
  paperDrop: 'Lepaskan foto kertas, atau bundelnya, di sini.',
  paperRead: (code: string) => `Terbaca dari foto: ${code}. Bandingkan dengan kertasnya, lalu periksa bundelnya.`,
  paired: 'Sah: inilah bundel yang dikirim bersama kertas itu',
  unpaired:
    'Siapa pun yang mengubah isinya dapat menyegelnya lagi. Bahwa ini bundel yang dikirim hanya terbukti oleh sembilan huruf dan angka pada kertas yang ditandatangani: ketik kode itu di atas, lalu periksa lagi.',
  codeFits: 'Kertas dan bundel ini berpasangan.',
  importZip: 'Pilih bundel ZIP…',
  importFolder: 'Pilih folder bundel…',
};

export default bundle;
