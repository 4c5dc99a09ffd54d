//! Names: of inovasi, of bodies, of people.

use super::Dice;

/// Short name, what it stands for.
const PLAIN: [(&str, &str); 46] = [
    ("SI PENA LANSIA", "Sistem Pendataan Lansia Terpadu"),
    ("LAPAK IBU", "Layanan Pengaduan Ibu"),
    ("KLINIK APUNG", "Klinik Kesehatan di Atas Perahu"),
    ("PETIR BIRU", "Pelayanan Tiga Puluh Menit Izin Baru"),
    ("GERCEP STUNTING", "Gerakan Cepat Penanganan Stunting"),
    ("E-Kinerja Plus", "Penilaian Kinerja Elektronik Berbasis Bukti"),
    ("Lapor Jalan", "Laporan Jalan Rusak oleh Warga"),
    ("Bank Sampah 007", "Bank Sampah Tujuh Hari Tanpa Henti"),
    ("SIGAP BANJIR", "Siaga Tanggap Banjir Berbasis Sensor"),
    ("PETA AIR", "Pemetaan Sumber Air Bersih Desa"),
    ("Posyandu Ceria", "Posyandu dengan Kelas Bermain"),
    ("JEMPUT SAMPAH PAGI", "Penjemputan Sampah Terpilah Sebelum Pukul Tujuh"),
    ("PASAR TERTIB", "Penataan Pasar Bersama Paguyuban"),
    ("SURAT KILAT", "Surat Keterangan Lima Menit"),
    ("Halo Tani", "Konsultasi Petani lewat Telepon"),
    ("PAK DOKAR", "Pelayanan Dokumen Kependudukan Antar Rumah"),
    ("SAPA DISABILITAS", "Sarana Pengaduan Penyandang Disabilitas"),
    ("Sekolah Sungai", "Pembelajaran Lingkungan di Tepi Sungai"),
    ("NGOPI BARENG CAMAT", "Ngobrol Pinggir Jalan Bareng Camat"),
    ("Si Jelita", "Sistem Jejaring Literasi Kota"),
    ("MAMA MUDA", "Masyarakat Mandiri Mengolah Daur Ulang"),
    ("Warung Data", "Wadah Ruang Data Terbuka"),
    ("KADO LAHIR", "Kartu dan Dokumen saat Lahir"),
    ("SIMPEL PAJAK", "Sistem Informasi Pelayanan Pajak Elektronik"),
    ("PERISAI ANAK", "Perlindungan Siswa dari Kekerasan"),
    ("Mobil Pintar Keliling", "Perpustakaan Keliling dengan Kelas Komputer"),
    ("RUMAH SINGGAH SEHAT", "Rumah Singgah bagi Keluarga Pasien"),
    ("TILIK WARGA", "Tinjau Langsung Warga Kurang Mampu"),
    ("Kampung Iklim Lestari", "Kampung yang Menyerap Karbon"),
    ("SIBERLIAN", "Sistem Bersama Layanan Informasi Anggaran"),
    ("DAPUR SEHAT ATASI STUNTING", "Dapur Bersama untuk Balita"),
    ("PENDEKAR ARSIP", "Penyelamatan dan Digitalisasi Arsip"),
    ("Gelas Mas", "Gerakan Langsung Air Bersih untuk Masyarakat"),
    ("AMBULAN HEBAT (Si Cepat)", "Ambulan dengan Dokter di Tempat"),
    ("UMKM Naik Kelas", "Pendampingan Usaha Mikro sampai Ekspor"),
    ("Kelas Ibu Hamil Daring", "Kelas Ibu Hamil melalui Video"),
    ("TERAS BELAJAR", "Tempat Rakyat Asyik Belajar"),
    ("IZIN SEHARI", "Perizinan Selesai dalam Sehari"),
    ("SMART TAPPING", "Pemantauan Kotak Pajak Restoran"),
    ("Kartu Sakti Nelayan", "Kartu Layanan Satu Tindakan Nelayan"),
    ("LENTERA DESA", "Layanan Terpadu Desa"),
    ("PAHLAWAN PANGAN", "Pengawasan Harga dan Lumbung Pangan"),
    ("Cerdas Membaca, Cerdas Berkarya", "Gerakan Membaca di Sekolah"),
    ("JAGA MALAM DIGITAL", "Jaringan Keamanan Malam Berbasis Aplikasi"),
    ("SEMAR BETUL", "Semua Arsip Beres Tuntas Lengkap"),
    ("PINTU EMAS", "Pelayanan Satu Pintu Efektif Mudah Aman Sederhana"),
];

/// Names that begin as sums, notes, bodies, examples and lists do, or hold strange signs.
const ODD: [(&str, &str); 32] = [
    ("TOTAL SEHAT", "Tolong Tanggap Lansia Sehat"),
    ("Jumlah Berkah", "Jumat Melayani dengan Berkah"),
    ("Dinas Peduli Tetangga", "Pegawai Menengok Warga di Sekitar Kantor"),
    ("Desa Cantik", "Desa Cinta Statistik"),
    ("Contoh Teladan", "Kelas dengan Guru Teladan"),
    ("Catatan Ibu", "Buku Catatan Kehamilan Digital"),
    ("Isi Piringku", "Gerakan Makan Beragam dan Bergizi"),
    ("Pilih Sehat", "Kantin Sekolah Pilih Makanan Sehat"),
    ("Kecamatan Sapa Warga", "Kunjungan Camat ke Rukun Tetangga"),
    ("1000 HPK", "Seribu Hari Pertama Kehidupan"),
    ("3 in 1 Pelayanan Publik", "Tiga Dokumen dalam Satu Permohonan"),
    ("2 Jam Selesai", "Izin Praktik Dua Jam"),
    ("112", "Layanan Gawat Darurat Satu Nomor"),
    ("\"SAPA\" WARGA", "Sarana Pengaduan Warga"),
    ("Si-Ketan: Siaga Kesehatan", "Siaga Kesehatan di Sekolah"),
    ("A.B.C. Mandiri", "Anak Belajar Cara Mandiri"),
    ("I-VOTE", "Pemilihan Kepala Desa Elektronik"),
    ("Rekap Cepat", "Rekapitulasi Kehadiran Guru Otomatis"),
    ("Sumber Rezeki", "Sumur Resapan Bernilai Ekonomi"),
    ("Badan Bugar", "Senam Bersama Pegawai"),
    ("No Plastik, No Cry", "Gerakan Tanpa Plastik"),
    ("KUDA-LUMPING", "Kurangi Dampak Lumpur di Jalan Inspeksi"),
    ("Tanpa Judul Tapi Nyata", "Teater Pelajar Antinarkoba"),
    ("Mengetahui Diri", "Tes Minat bagi Siswa"),
    ("Nilai Plus Pasar", "Penilaian Pasar Rakyat"),
    ("SAMSAT DRIVE THRU & KELILING", "Pajak Kendaraan Tanpa Turun"),
    ("Rp 1.000 untuk Sesama", "Gerakan Seribu Rupiah Sehari"),
    ("Maksimal Melayani", "Layanan Hari Libur"),
    ("Tim Reaksi Cepat; Sahabat Anak", "Tim Penanganan Kekerasan Anak"),
    ("#SahabatIbu", "Kanal Konsultasi Ibu Menyusui"),
    ("SUB DIT LAYAN", "Subsidi Ditata Layanan Nyaman"),
    ("Inovasi", "Ibu Nifas Observasi Aktif Siaga"),
];

/// Full name, and what a tab of a spreadsheet calls it.
const BODIES: [(&str, &str); 26] = [
    ("Dinas Kesehatan", "DINKES"),
    ("Dinas Pendidikan dan Kebudayaan", "DISDIKBUD"),
    ("Dinas Sosial", "DINSOS"),
    ("Dinas Lingkungan Hidup", "DLH"),
    ("Dinas Pekerjaan Umum dan Penataan Ruang", "DPUPR"),
    ("Dinas Kependudukan dan Pencatatan Sipil", "Dukcapil"),
    ("Dinas Perdagangan, Koperasi dan UKM", "Perdagangan"),
    ("Badan Penanggulangan Bencana Daerah", "BPBD"),
    ("Badan Kepegawaian dan Pengembangan SDM", "BKPSDM"),
    ("Kecamatan Sungai Kakap", "Kec. Sungai Kakap"),
    ("Kelurahan Tambakaji", "Kel. Tambakaji"),
    ("Desa Ponggok", "Desa Ponggok"),
    ("RSUD dr. Abdul Aziz", "RSUD"),
    ("UPT Puskesmas Sukamaju", "Pkm Sukamaju"),
    ("Puskesmas Kedungmundu", "PKM Kedungmundu"),
    ("SMP Negeri 2 Mojolaban", "SMPN 2"),
    ("TK Negeri Pembina", "TK Pembina"),
    ("Satuan Polisi Pamong Praja", "SATPOL PP"),
    ("Sekretariat DPRD", "SETWAN"),
    ("Bagian Organisasi Sekretariat Daerah", "Bag. Organisasi"),
    ("Inspektorat Daerah", "INSPEKTORAT"),
    ("Perumda Air Minum Tirta Moedal", "PDAM"),
    ("Labkesda", "Labkesda"),
    ("TP PKK Kota", "PKK"),
    ("Karang Taruna Tunas Muda", "Karang Taruna"),
    ("Kapanewon Depok", "Depok"),
];

const PEOPLE: [&str; 12] = [
    "dr. Sri Wahyuni, M.Kes",
    "Budi Santoso",
    "Ir. H. Ahmad Fauzi, M.T.",
    "Siti Aminah, S.Pd",
    "Drs. Yohanes Kambu",
    "Ni Luh Putu Ayu",
    "Tim Inovasi RSUD",
    "Muhammad Ridwan",
    "Hj. Nurhayati, S.KM., M.Si",
    "Kepala Bidang Pelayanan",
    "Agus Prasetyo, ST",
    "Maria Goreti",
];

/// So many different inovasi, odd ones among them.
pub fn inovasi(dice: &mut Dice, n: usize) -> Vec<(String, String)> {
    let n_odd = if dice.happens(45) { dice.between(1, 2.min(n)) } else { 0 };
    let odd = dice.some_of(ODD.len(), n_odd).into_iter().map(|it| ODD[it]);
    let plain = dice.some_of(PLAIN.len(), n - n_odd).into_iter().map(|it| PLAIN[it]);
    let mut all: Vec<(&str, &str)> = odd.chain(plain).collect();
    for at in 0..all.len() {
        let other = dice.roll(all.len());
        all.swap(at, other);
    }
    all.into_iter().map(|it| (it.0.to_owned(), it.1.to_owned())).collect()
}

/// So many different bodies, with the name of a tab.
pub fn bodies(dice: &mut Dice, n: usize) -> Vec<(String, String)> {
    dice.some_of(BODIES.len(), n).into_iter().map(|it| (BODIES[it].0.to_owned(), BODIES[it].1.to_owned())).collect()
}

pub fn person(dice: &mut Dice) -> &'static str {
    dice.pick(&PEOPLE)
}

const WORDS: &str = "masyarakat pelayanan cepat warga desa kesehatan anak sekolah guru petani pasar bersih air data \
    aplikasi layanan keluarga ibu balita jalan lingkungan usaha kecil kecamatan kelurahan mudah murah terpadu mandiri \
    yang dengan untuk dalam pada oleh agar dapat telah sebagai melalui kepada setiap semua lebih baik";

/// A sentence of so many words.
pub fn sentence(dice: &mut Dice, n: usize) -> String {
    let words: Vec<&str> = WORDS.split_whitespace().collect();
    let mut text: Vec<String> = (0..n).map(|_| dice.pick(&words).to_owned()).collect();
    if let Some(first) = text.first_mut() {
        *first = first[..1].to_uppercase() + &first[1..];
    }
    text.join(" ")
}
