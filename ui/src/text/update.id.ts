// A newer program from a file, and a registry that a newer one wrote.
const update = {
  title: 'Pasang pembaruan dari berkas',
  hint: 'Versi baru dibawa dengan stik atau folder bersama. Prakarsa tidak pernah mencari pembaruan sendiri; berkasnya diperiksa tanda tangannya lebih dahulu.',
  path: 'Berkas pembaruan (.prakarsa-update)',
  filter: 'Pembaruan Prakarsa',
  looking: 'Memeriksa tanda tangan…',
  working: 'Mencadangkan dan menyiapkan pembaruan…',
  versions: (own: string, offered: string) => `Dari versi ${own} ke ${offered}`,
  key: 'Ditandatangani dengan kunci',
  keyHint: 'Kunci ini dipercaya oleh Prakarsa yang sedang berjalan.',
  size: 'Ukuran paket',
  news: 'Yang baru',
  noNews: 'Tidak ada catatan.',
  install: 'Cadangkan, lalu pasang',
  prepare: 'Cadangkan, lalu siapkan',
  backedUp: 'Isian sudah dicadangkan, dan cadangannya diperiksa.',
  notBackedUp: 'Tidak ada registri yang dicadangkan.',
  leaving: 'Pemasang dibuka, dan Prakarsa ditutup. Sesudah terpasang, buka Prakarsa dari pemasang atau menu Mulai.',
  portable: (path: string, folder: string) => [
    'Tutup Prakarsa.',
    `Di folder yang baru ditampilkan, klik kanan ${path}, lalu Ekstrak semua…`,
    `Salin isi folder Prakarsa hasil ekstrak ke ${folder}, dan pilih Ganti berkas di tujuan. Biarkan folder data.`,
    'Buka prakarsa-desktop.exe di folder itu.',
  ],
  system: (command: string) => [
    'Tutup Prakarsa.',
    `Paketnya ada di folder yang baru ditampilkan. Pasang dengan hak administrator: ${command}`,
    'Buka Prakarsa lagi.',
  ],
  steps: 'Langkah berikutnya',
  newerNext: 'Pasang pembaruan',
};

export default update;
