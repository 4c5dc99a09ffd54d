//! How offices head a column: in official words, in the portal's, as survey tools do, as
//! whole questions, in short.

use super::Dice;

/// Headings that mean a field.
pub fn headings(key: &str) -> &'static [&'static str] {
    match key {
        "nama" => &[
            "Nama Inovasi",
            "Judul Inovasi",
            "NAMA INOVASI",
            "Nama Inovasi Daerah",
            "Judul Inovasi Daerah",
            "Nama Inovasi *",
            "1. Nama Inovasi",
            "profil/nama_inovasi",
            "Inovasi",
            "Nama Program Inovasi",
            "Nama/Judul Inovasi",
            "Judul Proposal Inovasi",
            "Nama Inovasi Perangkat Daerah",
            "Inovasi Daerah",
            "Nama inovasi yang diusulkan pada tahun ini",
            "Apa nama inovasi Saudara?",
            "namaInovasi",
            "Nm. Inovasi",
            "Nama Aplikasi/Inovasi",
            "Judul",
            "Nama Inovasi (sesuai SK)",
            "Uraian Inovasi / Nama Inovasi",
            "JUDUL INOVASI",
        ],
        "kepanjangan" => &["Kepanjangan", "Kepanjangan Inovasi", "Kepanjangan dari Singkatan", "Arti / Kepanjangan"],
        "perangkat_daerah" => &[
            "Perangkat Daerah",
            "OPD",
            "Nama OPD",
            "SKPD",
            "Unit Kerja",
            "Perangkat Daerah Pengusul",
            "OPD Pengampu",
            "Instansi",
            "Nama Perangkat Daerah / Unit Kerja",
            "Asal OPD",
            "PERANGKAT DAERAH",
            "opd/nama_opd",
            "Dibuat Oleh",
            "Admin OPD",
            "PD Pengampu",
            "Unit/Satuan Kerja",
            "Perangkat Daerah (lengkap)",
            "Pemilik Inovasi",
            "Dari perangkat daerah manakah inovasi berasal?",
        ],
        "tahapan" => &[
            "Tahapan Inovasi",
            "Tahapan",
            "Tahap",
            "Tahap Inovasi",
            "Status Tahapan",
            "Tahapan (inisiatif/uji coba/penerapan)",
            "Sampai tahap apa inovasi ini?",
        ],
        "inisiator" => &[
            "Inisiator Inovasi Daerah",
            "Inisiator",
            "Inisiator Inovasi",
            "Kelompok Inisiator",
            "Inisiator (KDH/DPRD/OPD/ASN/Masyarakat)",
        ],
        "nama_inisiator" => &[
            "Nama Inisiator",
            "Nama Inovator",
            "Inovator",
            "Ketua Tim Inovasi",
            "Nama Inisiator/Inovator",
            "Penggagas",
        ],
        "klasifikasi" => &["Klasifikasi", "Klasifikasi Inovasi", "Klasifikasi Inovasi Daerah"],
        "jenis" => &[
            "Jenis Inovasi",
            "Jenis",
            "Digital/Non Digital",
            "Jenis Inovasi (Digital / Non Digital)",
            "JENIS INOVASI",
            "Apakah inovasi berbasis digital?",
            "profil/jenis_inovasi",
        ],
        "bentuk" => &[
            "Bentuk Inovasi",
            "Bentuk Inovasi Daerah",
            "Bentuk",
            "BENTUK INOVASI",
            "Kategori Inovasi",
            "Apa bentuk inovasinya?",
            "Bentuk Inovasi (Tata Kelola/Pelayanan Publik/Lainnya)",
        ],
        "asta_cita" => &["Asta Cita", "Asta Cipta", "Dukungan terhadap Asta Cita", "ASTA CITA"],
        "urusan_utama" => &[
            "Urusan Utama",
            "Urusan",
            "Urusan Inovasi",
            "Urusan Pemerintahan",
            "Urusan Inovasi Daerah",
            "URUSAN",
            "Bidang Urusan",
            "Urusan Wajib/Pilihan",
            "Urusan pemerintahan yang didukung",
        ],
        "urusan_beririsan" => {
            &["Urusan Lain yang Beririsan", "Urusan Beririsan", "Urusan lain yg beririsan", "Urusan Pendukung"]
        }
        "koordinat" => &[
            "Koordinat",
            "Titik Koordinat",
            "Koordinat Lokasi",
            "Titik koordinat lokasi inovasi",
            "LatLong",
            "Lokasi (koordinat)",
        ],
        "waktu_uji_coba" => &[
            "Waktu Uji Coba",
            "Tanggal Uji Coba",
            "Tgl. Ujicoba",
            "Waktu Uji Coba Inovasi Daerah",
            "Mulai Uji Coba",
            "Kapan inovasi mulai diuji coba?",
            "waktu_uji_coba",
            "Uji Coba",
        ],
        "waktu_penerapan" => &[
            "Waktu Penerapan",
            "Tanggal Penerapan",
            "Waktu Implementasi",
            "Tgl Penerapan",
            "Waktu Penerapan Inovasi Daerah",
            "Mulai Diterapkan",
            "Kapan inovasi mulai diterapkan?",
            "Tahun Implementasi",
            "profil/waktu_penerapan",
            "Tanggal Mulai Penerapan",
            "Penerapan",
        ],
        "waktu_pengembangan" => {
            &["Waktu Pengembangan", "Tanggal Pengembangan", "Tgl. Pengembangan Terakhir", "Tahun Pengembangan"]
        }
        "rancang_bangun" => &[
            "Rancang Bangun",
            "Rancang Bangun dan Pokok Perubahan yang Dilakukan",
            "Deskripsi Singkat Inovasi",
            "Uraian Singkat",
            "Gambaran Umum Inovasi",
            "Jelaskan latar belakang dan rancang bangun inovasi",
        ],
        "tujuan" => &["Tujuan", "Tujuan Inovasi Daerah", "Tujuan Inovasi", "Apa tujuan inovasi?", "Maksud dan Tujuan"],
        "manfaat" => &["Manfaat", "Manfaat yang Diperoleh", "Manfaat Inovasi", "Manfaat bagi masyarakat"],
        "hasil" => &["Hasil", "Hasil Inovasi", "Hasil yang Dicapai", "Hasil/Dampak"],
        "catatan" => &["Keterangan", "Ket.", "KET", "Catatan"],
        "nama_singkat" => &["Singkatan", "Akronim", "Nama Singkat", "Nama Singkat Inovasi"],
        "lintang" => &["Latitude", "Lintang", "LATITUDE", "Lat", "Koordinat Lintang", "Titik Lintang (LS)"],
        "bujur" => &["Longitude", "Bujur", "LONGITUDE", "Long", "Koordinat Bujur", "Titik Bujur (BT)"],
        _ => &["Keterangan"],
    }
}

/// What stands over a column whose heading has an upper row, and below that.
pub fn in_two(key: &str) -> Option<(&'static str, &'static str)> {
    Some(match key {
        "nama" => ("IDENTITAS INOVASI", "NAMA INOVASI"),
        "kepanjangan" => ("IDENTITAS INOVASI", "KEPANJANGAN"),
        "nama_singkat" => ("IDENTITAS INOVASI", "SINGKATAN"),
        "waktu_uji_coba" => ("WAKTU", "UJI COBA"),
        "waktu_penerapan" => ("WAKTU", "PENERAPAN"),
        "waktu_pengembangan" => ("WAKTU", "PENGEMBANGAN"),
        "urusan_utama" => ("URUSAN", "UTAMA"),
        "urusan_beririsan" => ("URUSAN", "BERIRISAN"),
        "lintang" => ("KOORDINAT", "LINTANG"),
        "bujur" => ("KOORDINAT", "BUJUR"),
        "jenis" => ("KARAKTERISTIK", "JENIS"),
        "bentuk" => ("KARAKTERISTIK", "BENTUK"),
        "inisiator" => ("INISIATOR", "KELOMPOK"),
        "nama_inisiator" => ("INISIATOR", "NAMA"),
        _ => return None,
    })
}

/// What heads the column that numbers the rows.
pub fn counter(dice: &mut Dice) -> &'static str {
    dice.pick(&["No", "No.", "NO", "Nomor", "No Urut", "#", "NO."])
}

/// As a person types it: in capitals, with a star, broken over two lines.
pub fn typed(dice: &mut Dice, heading: &str) -> String {
    match dice.roll(14) {
        0 => heading.to_uppercase(),
        1 => format!("{heading}*"),
        2 if heading.contains(' ') => heading.replacen(' ', "\n", 1),
        3 => format!(" {heading} "),
        4 => heading.replace("Inovasi", "Inov."),
        _ => heading.to_owned(),
    }
}

/// Indikator that a recap has a column for: code, name, what offices call it.
pub const INDIKATOR: [(&str, &str, &str); 10] = [
    ("SID-16", "Regulasi Inovasi Daerah", "Regulasi"),
    ("SID-17", "Ketersediaan SDM terhadap Inovasi Daerah", "SDM"),
    ("SID-18", "Dukungan Anggaran", "Dukungan Anggaran"),
    ("SID-19", "Alat Kerja", "Alat Kerja"),
    ("SID-20", "Bimtek Inovasi", "Bimtek"),
    ("SID-22", "Keterlibatan Aktor Inovasi", "Aktor"),
    ("SID-23", "Pelaksana Inovasi Daerah", "Pelaksana"),
    ("SID-25", "Sosialisasi Inovasi Daerah", "Sosialisasi"),
    ("SID-26", "Pedoman Teknis", "Juknis"),
    ("SID-31", "Replikasi", "Replikasi"),
];

/// How a column of an indikator is headed.
pub fn indikator(style: usize, (code, nama, short): (&str, &str, &str)) -> String {
    let nomor = code.trim_start_matches("SID-");
    match style {
        0 => nama.to_owned(),
        1 => format!("{nomor}. {nama}"),
        2 => format!("{code} {nama}"),
        3 => code.to_owned(),
        4 => format!("Indikator {nomor}"),
        5 => format!("skor/{}", nama.to_lowercase().replace(' ', "_")),
        _ => short.to_owned(),
    }
}
