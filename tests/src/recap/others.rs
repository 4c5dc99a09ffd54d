//! Columns of recaps that mean none of the fields.

use super::{Dice, Value, days, names};

/// A column that says nothing of the profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Other {
    Skor,
    Year,
    File,
    Link,
    Status,
    Sent,
    Entered,
    Email,
    Phone,
    Programme,
    Budget,
    Spent,
    Rank,
    Person,
    Address,
    Decree,
    DecreeDay,
    ForeignId,
    Uuid,
    Review,
    Tick,
    Count,
    Ended,
    Level,
    Pemda,
}

pub const OTHERS: [Other; 25] = [
    Other::Skor,
    Other::Year,
    Other::File,
    Other::Link,
    Other::Status,
    Other::Sent,
    Other::Entered,
    Other::Email,
    Other::Phone,
    Other::Programme,
    Other::Budget,
    Other::Spent,
    Other::Rank,
    Other::Person,
    Other::Address,
    Other::Decree,
    Other::DecreeDay,
    Other::ForeignId,
    Other::Uuid,
    Other::Review,
    Other::Tick,
    Other::Count,
    Other::Ended,
    Other::Level,
    Other::Pemda,
];

impl Other {
    pub fn heading(self, dice: &mut Dice) -> &'static str {
        let of: &[&'static str] = match self {
            Self::Skor => &["Skor", "Nilai", "Kematangan", "Skor Kematangan", "Nilai Akhir", "Bobot", "Total Skor"],
            Self::Year => &["Tahun", "Tahun Usulan", "Tahun Lomba", "Tahun Anggaran", "Tahun Pelaporan", "TA"],
            Self::File => &["Profil", "Berkas", "File Proposal", "Dokumen Pendukung", "Profil Inovasi", "Bukti Dukung"],
            Self::Link => &["Link Bukti", "Link Video", "Tautan", "URL", "Link Google Drive", "Video"],
            Self::Status => &["Status", "Status Pengiriman", "Status Inovasi", "Status Usulan"],
            Self::Sent => &["Timestamp", "Tanggal Kirim", "Waktu Input", "created_at", "Cap waktu"],
            Self::Entered => &["Tanggal Input", "Tgl Entri", "Tanggal Usulan", "Tanggal Verifikasi"],
            Self::Email => &["Email", "Alamat Email", "Email Address", "E-mail"],
            Self::Phone => &["No HP", "Nomor WhatsApp", "Kontak", "No. Telp/HP"],
            Self::Programme => &["Program", "Kegiatan", "Sub Kegiatan", "Program/Kegiatan"],
            Self::Budget => &["Anggaran", "Pagu (Rp)", "Jumlah Anggaran", "Anggaran Tahun 2024", "Biaya", "PAGU"],
            Self::Spent => &["Realisasi", "Realisasi (Rp)", "%", "Serapan"],
            Self::Rank => &["Peringkat", "Ranking", "Urutan"],
            Self::Person => {
                &["Penanggung Jawab", "PIC", "Contact Person", "Nama Operator", "Verifikator", "Nama Pengisi"]
            }
            Self::Address => &["Alamat", "Lokasi", "Kecamatan", "Lokus"],
            Self::Decree => &["Nomor SK", "No. SK", "Dasar Penetapan", "Nomor Surat"],
            Self::DecreeDay => &["Tanggal SK", "Tgl SK", "Tanggal Surat"],
            Self::ForeignId => &["ID", "Kode", "Kode Inovasi", "ID Inovasi", "id_inovasi"],
            Self::Uuid => &["id", "uuid", "_id"],
            Self::Review => &["Catatan Verifikator", "Hasil QC", "Rekomendasi", "Saran Perbaikan"],
            Self::Tick => &["Lengkap?", "Ada Video", "SK (ada/tidak)", "Covid"],
            Self::Count => &["Jumlah", "Jml Penerima Manfaat", "Jumlah Pengguna", "Output"],
            Self::Ended => &["Tanggal Selesai", "Tanggal Berakhir", "Selesai"],
            Self::Level => &["Tingkat", "Predikat", "Level", "Kategori Nilai"],
            Self::Pemda => &["Pemda", "Kabupaten/Kota", "Nama Daerah", "Provinsi"],
        };
        dice.pick(of)
    }

    pub fn value(self, dice: &mut Dice, at: usize) -> Value {
        let n = |it: usize| Value::Number(it.to_string());
        let t = |it: String| Value::Text(it);
        match self {
            Self::Skor => Value::Number(format!("{}.{}", 30 + dice.roll(60), 5 * dice.roll(2))),
            Self::Year => n(2025),
            Self::File => t(format!(
                "{}_inovasi_{}.{}",
                dice.pick(&["profil", "bukti", "SK"]),
                at + 1,
                dice.pick(&["pdf", "docx", "jpg"])
            )),
            Self::Link => t(format!("https://drive.google.com/file/d/1aB{}xYz/view", at * 7919 + 11)),
            Self::Status => t(dice.pick(&["Terkirim", "Draf", "Dikirim", "Belum lengkap", "Aktif"]).to_owned()),
            Self::Sent => t(format!(
                "2025-0{}-{:02} {:02}:{:02}:07",
                1 + dice.roll(9),
                1 + dice.roll(28),
                dice.roll(24),
                dice.roll(60)
            )),
            Self::Entered | Self::DecreeDay | Self::Ended => days::day(dice, days::DayStyle::Cells, false).0,
            Self::Email => t(format!("operator{}@contoh.go.id", at + 1)),
            Self::Phone => t(format!("0812{:08}", dice.roll(100_000_000))),
            Self::Programme => t(format!("Program {}", names::sentence(dice, 3))),
            Self::Budget => n((1 + dice.roll(400)) * 250_000),
            Self::Spent => Value::Number(format!("{}.{}", 40 + dice.roll(60), dice.roll(10))),
            Self::Rank => n(1 + dice.roll(60)),
            Self::Person => t(names::person(dice).to_owned()),
            Self::Address => t(format!("Jl. {} No. {}", names::sentence(dice, 2), 1 + dice.roll(99))),
            Self::Decree => t(format!("188.45/{}/{}", 100 + dice.roll(800), 2021 + dice.roll(5))),
            Self::ForeignId => n(100 + at * 3 + dice.roll(3)),
            Self::Uuid => t(format!("9b2f7a1e-4c1d-4a53-9a55-{:012x}", dice.roll(1 << 40))),
            Self::Review => {
                t(dice.pick(&["Sesuai", "Bukti kurang", "Video belum ada narasi", "Lengkapi SK"]).to_owned())
            }
            Self::Tick => t(dice.pick(&["√", "-", "Ada", "Tidak", "Ya"]).to_owned()),
            Self::Count => n(1 + dice.roll(900)),
            Self::Level => t(dice.pick(&["Sangat Inovatif", "Inovatif", "Kurang Inovatif"]).to_owned()),
            Self::Pemda => t("Kota Semarang".to_owned()),
        }
    }
}
