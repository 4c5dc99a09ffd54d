//! What officers write in the cells of a field, and what they mean by it.

use super::{Dice, Value, names};

/// An option with ways to write it, the official one first.
type Spelled = (&'static str, &'static [&'static str]);

const TAHAPAN: [Spelled; 3] = [
    ("penerapan", &["Penerapan", "Implementasi", "Tahap Penerapan", "Sudah diterapkan", "penerapan "]),
    ("uji-coba", &["Uji Coba", "Ujicoba", "Tahap Uji Coba", "Masih uji coba"]),
    ("inisiatif", &["Inisiatif", "Inisiasi", "Tahap Inisiatif", "Ide/Gagasan"]),
];
const INISIATOR: [Spelled; 5] = [
    ("perangkat-daerah", &["Perangkat Daerah", "OPD", "Organisasi Perangkat Daerah (OPD)", "opd"]),
    ("asn", &["ASN", "Aparatur Sipil Negara", "Pegawai ASN", "PNS"]),
    ("kepala-daerah", &["Kepala Daerah", "KDH", "Bupati", "Kepala daerah"]),
    ("masyarakat", &["Masyarakat", "Anggota Masyarakat", "Warga"]),
    ("anggota-dprd", &["Anggota DPRD", "DPRD"]),
];
const KLASIFIKASI: [Spelled; 3] = [
    ("inovasi-perangkat-daerah", &["Inovasi Perangkat Daerah", "Inovasi OPD"]),
    ("inovasi-desa", &["Inovasi Desa dan Kelurahan", "Inovasi Desa", "Desa/Kelurahan"]),
    ("inovasi-masyarakat", &["Inovasi Masyarakat", "Masyarakat"]),
];
const JENIS: [Spelled; 2] = [
    ("digital", &["Digital", "DIGITAL", "Inovasi Digital", "Berbasis Digital", "Aplikasi"]),
    ("non-digital", &["Non Digital", "Non-digital", "NonDigital", "non digital", "Non Digital (manual)"]),
];
const BENTUK: [Spelled; 3] = [
    ("pelayanan-publik", &["Inovasi Pelayanan Publik", "Pelayanan Publik", "inovasi pelayanan publik", "Yanlik"]),
    ("tata-kelola", &["Inovasi Tata Kelola Pemerintahan Daerah", "Tata Kelola Pemerintahan", "Tata Kelola", "Takel"]),
    (
        "inovasi-daerah-lainnya",
        &["Inovasi Daerah Lainnya", "Inovasi Daerah lainnya sesuai dengan urusan pemerintahan", "Lainnya"],
    ),
];
const URUSAN: [Spelled; 12] = [
    ("kesehatan", &["Kesehatan", "1.02 Kesehatan", "Urusan Kesehatan", "KESEHATAN", "1.02"]),
    ("pendidikan", &["Pendidikan", "1.01 Pendidikan", "Urusan Wajib Pendidikan", "bidang pendidikan"]),
    ("sosial", &["Sosial", "1.06 Sosial", "Urusan Sosial", "sosial"]),
    ("lingkungan-hidup", &["Lingkungan Hidup", "Urusan Lingkungan Hidup", "2.11 Lingkungan Hidup", "LH"]),
    ("pangan", &["Pangan", "Urusan Pangan", "2.09 Pangan"]),
    ("perdagangan", &["Perdagangan", "Urusan Pilihan Perdagangan"]),
    ("pariwisata", &["Pariwisata", "Urusan Pariwisata", "Wisata"]),
    ("perhubungan", &["Perhubungan", "Bidang Perhubungan"]),
    ("komunikasi-dan-informatika", &["Komunikasi dan Informatika", "Kominfo", "Komunikasi & Informatika"]),
    ("pekerjaan-umum-dan-penataan-ruang", &["Pekerjaan Umum dan Penataan Ruang", "PUPR", "PU dan Penataan Ruang"]),
    ("tenaga-kerja", &["Tenaga Kerja", "Ketenagakerjaan"]),
    ("perpustakaan", &["Perpustakaan", "Urusan Perpustakaan"]),
];
const ASTA_CITA: [Spelled; 8] = [
    ("asta-cita-1", &["Asta Cita 1", "Asta Cita ke-1", "Misi 1"]),
    ("asta-cita-2", &["Asta Cita 2", "Asta Cipta 2"]),
    ("asta-cita-3", &["Asta Cita 3", "Asta Cita ke-3"]),
    ("asta-cita-4", &["Asta Cita 4", "Asta Cita ke 4"]),
    ("asta-cita-5", &["Asta Cita 5", "AC 5"]),
    ("asta-cita-6", &["Asta Cita 6"]),
    ("asta-cita-7", &["Asta Cita 7"]),
    ("asta-cita-8", &["Asta Cita 8", "Asta Cita Ke-8"]),
];

fn list(key: &str) -> &'static [Spelled] {
    match key {
        "tahapan" => &TAHAPAN,
        "inisiator" => &INISIATOR,
        "klasifikasi" => &KLASIFIKASI,
        "jenis" => &JENIS,
        "bentuk" => &BENTUK,
        "asta_cita" => &ASTA_CITA,
        _ => &URUSAN,
    }
}

/// How a column of options is filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spelling {
    Official,
    Mixed,
}

/// An option as it is written, and its id.
pub fn option(dice: &mut Dice, key: &str, spelling: Spelling) -> (Value, String) {
    let list = list(key);
    // The first is the usual one.
    let (id, forms) = if dice.happens(40) { list[0] } else { list[dice.roll(list.len())] };
    let form = if spelling == Spelling::Official { forms[0] } else { dice.pick(forms) };
    (Value::text(form), id.to_owned())
}

/// Several of them in one cell.
pub fn options(dice: &mut Dice, key: &str, lines: bool) -> (Value, Vec<String>) {
    let list = list(key);
    let n = 1 + dice.roll(3);
    let found = dice.some_of(list.len(), n);
    let sign = dice.pick(&[", ", "; ", ",", if lines { "\n" } else { ";" }]);
    let text: Vec<&str> = found.iter().map(|it| list[*it].1[0]).collect();
    (Value::text(text.join(sign)), found.iter().map(|it| list[*it].0.to_owned()).collect())
}

/// What a column of texts holds.
pub fn words(dice: &mut Dice, key: &str) -> String {
    match key {
        "nama_inisiator" => names::person(dice).to_owned(),
        "catatan" => dice.pick(&["Baru", "Lanjutan", "Sudah diverifikasi", "Perlu video", "Lengkap"]).to_owned(),
        "program_pkpn" => names::sentence(dice, 4),
        _ => {
            let n = dice.between(4, if key == "rancang_bangun" { 60 } else { 18 });
            let text = names::sentence(dice, n);
            match dice.roll(12) {
                0 => format!("1. {text}\n2. {}", names::sentence(dice, 6)),
                1 => format!("{text};\n- {}", names::sentence(dice, 5)),
                2 => format!("Jumlah {}", text.to_lowercase()),
                3 => format!("{text} naik 12,5% menjadi Rp1.250.000"),
                4 => format!("\"{text}\""),
                _ => text,
            }
        }
    }
}

/// A place of the region in millionths of a degree.
pub fn point(dice: &mut Dice) -> (f64, f64) {
    (-7.0 - dice.roll(900) as f64 / 10_000.0, 110.3 + dice.roll(2000) as f64 / 10_000.0)
}

/// Ways to write a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PointStyle {
    Pair,
    Decimals,
    Degrees,
    Sides,
    Turned,
    Address,
    ShortAddress,
}

pub const POINTS: [PointStyle; 7] = [
    PointStyle::Pair,
    PointStyle::Decimals,
    PointStyle::Degrees,
    PointStyle::Sides,
    PointStyle::Turned,
    PointStyle::Address,
    PointStyle::ShortAddress,
];

/// A point in one cell; what it is, unless nothing can know it.
pub fn written(dice: &mut Dice, style: PointStyle) -> (Value, Option<String>) {
    let (lat, long) = point(dice);
    let is = format!("{lat:.4},{long:.4}");
    let comma = |it: f64| format!("{it:.4}").replace('.', ",");
    let text = match style {
        PointStyle::Pair => format!("{lat:.4},{}{long:.4}", dice.pick(&["", " "])),
        PointStyle::Decimals => format!("{}; {}", comma(lat), comma(long)),
        PointStyle::Degrees => {
            let parts = |it: f64| {
                let seconds = (it.abs() * 36_000.0).round();
                let (degrees, rest) = ((seconds / 36_000.0).floor(), seconds % 36_000.0);
                format!("{degrees}°{}'{:.1}\"", (rest / 600.0).floor(), (rest % 600.0) / 10.0)
            };
            format!("{} LS, {} BT", parts(lat), parts(long))
        }
        PointStyle::Sides => format!("{:.4} S, {long:.4} E", -lat),
        PointStyle::Turned => format!("{long:.4}, {lat:.4}"),
        PointStyle::Address => format!("https://www.google.com/maps?q={lat:.4},{long:.4}"),
        PointStyle::ShortAddress => {
            return (Value::text("https://maps.app.goo.gl/aBcD3fGh1JkLmN0p8"), None);
        }
    };
    (Value::Text(text), Some(is))
}

/// Ways to write one part of a point in a column of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartStyle {
    Number,
    Text,
    Comma,
    /// A point read as a sign between thousands, so that the place is lost.
    Thousands,
}

pub const PARTS: [PartStyle; 4] = [PartStyle::Number, PartStyle::Text, PartStyle::Comma, PartStyle::Thousands];

pub fn part(style: PartStyle, degrees: f64) -> Value {
    match style {
        PartStyle::Number => Value::Number(format!("{degrees:.4}")),
        PartStyle::Text => Value::Text(format!("{degrees:.4}")),
        PartStyle::Comma => Value::Text(format!("{degrees:.4}").replace('.', ",")),
        PartStyle::Thousands => {
            let digits = format!("{:.6}", degrees).replace('.', "");
            let cut = digits.len() - 6;
            Value::Text(format!("{}.{}.{}", &digits[..cut], &digits[cut..cut + 3], &digits[cut + 3..]))
        }
    }
}

/// The value of a parameter as a column of answers writes it.
pub fn parameter(dice: &mut Dice, style: usize) -> (Value, u8) {
    let n = 1 + dice.roll(3) as u8;
    let text = match style {
        0 => return (Value::Number(n.to_string()), n),
        1 => n.to_string(),
        2 => format!("P{n}"),
        _ => format!("Parameter {n}"),
    };
    (Value::Text(text), n)
}
