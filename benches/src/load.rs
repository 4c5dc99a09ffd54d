//! Realistic load: catalogues of any size with Indonesian-looking names and
//! narratives, the same for the same seed on every machine.

use serde_json::{Value, json};

/// Fixed, so that two runs measure the same registry.
pub const SEED: u64 = 2026;

const KATA: &str = "pelayanan masyarakat desa kelurahan kecamatan kesehatan pendidikan anak ibu balita \
 stunting sekolah guru siswa puskesmas posyandu kader data sistem informasi aplikasi daring terpadu \
 cepat mudah murah aman sehat cerdas mandiri sejahtera petani nelayan pasar pangan beras ikan sampah \
 lingkungan air bersih sungai banjir jalan jembatan rumah layak huni warga miskin sosial bantuan \
 pajak retribusi izin usaha mikro koperasi wisata budaya seni pemuda olahraga perempuan keluarga \
 administrasi kependudukan kartu akta arsip perpustakaan buku baca literasi digital jaringan \
 pegawai pelatihan kompetensi kinerja anggaran perencanaan evaluasi laporan pengaduan keluhan \
 dengan untuk dalam pada oleh agar dapat telah akan sebagai melalui kepada antara setiap semua \
 meningkatkan mengurangi mempercepat memudahkan mendekatkan menyediakan mengembangkan menjaga";

const NAMA: &str = "SIPANDU LAPOR GERCEP SIGAP TANGGAP SAPA PINTER CERIA SEHATI MANTAP JELITA BERSERI \
 SIMPEL PRIMA AMANAH GEMILANG SINERGI RAMAH TUNTAS JEMPOL KILAT PEDULI LESTARI BERKAH HARMONI";

const BENTUK: [&str; 3] = ["tata-kelola", "pelayanan-publik", "inovasi-daerah-lainnya"];
const URUSAN: [&str; 12] = [
    "kesehatan",
    "pendidikan",
    "sosial",
    "pangan",
    "perhubungan",
    "pariwisata",
    "pertanian",
    "lingkungan-hidup",
    "komunikasi-dan-informatika",
    "pekerjaan-umum-dan-penataan-ruang",
    "perdagangan",
    "statistik",
];

/// Words out of chance: the same for the same seed.
pub struct Dice(suites::recap::Dice);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(suites::recap::Dice::new(seed))
    }

    /// A number below `sides`.
    pub fn roll(&mut self, sides: usize) -> usize {
        self.0.roll(sides)
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from.get(self.roll(from.len())).copied().unwrap_or("")
    }

    /// Words of the load, on one line.
    pub fn words_of_load(&mut self, n: usize) -> String {
        let kata: Vec<&str> = KATA.split_whitespace().collect();
        self.words(&kata, n).replace('\n', " ")
    }

    /// Words as they occur: a few often, most rarely.
    fn words(&mut self, from: &[&str], n: usize) -> String {
        let mut text = String::with_capacity(n * 9);
        for at in 0..n {
            let rare = self.roll(from.len());
            let common = self.roll(rare + 1);
            if at > 0 {
                text.push(if at % 14 == 0 { '\n' } else { ' ' });
            }
            // One word in thirty is of a place, a person or a slip: the long tail.
            if self.roll(30) == 0 {
                text.push_str(&self.coined());
            } else {
                text.push_str(from.get(common).copied().unwrap_or(""));
            }
        }
        text
    }

    /// A word that few inovasi share, as the names of inovasi are.
    pub fn coined(&mut self) -> String {
        const SYLLABLES: &str =
            "ba be bi da di du ga ge gi ha ja ji ka ke ki la le li ma me na ni pa pe ra re ri sa se si ta te ti wa ya";
        let list: Vec<&str> = SYLLABLES.split(' ').collect();
        let n = 2 + self.roll(3);
        let mut word: String = (0..n).map(|_| self.pick(&list)).collect();
        word.push_str(self.pick(&["", "n", "r", "s", "t", "ng"]));
        word
    }
}

/// Half of the names begin with a word of their own, half with one that many like.
fn nama_of(dice: &mut Dice, nama: &[&str], kata: &[&str], serial: usize) -> String {
    let first = if dice.roll(2) == 0 { dice.coined().to_uppercase() } else { dice.pick(nama).to_owned() };
    format!("{first} {} {serial}", dice.words(kata, 4))
}

/// One batch of the catalogue, as an interchange document. `codes` are the codes
/// of the indikator an inovasi answers.
pub fn batch(from: usize, n: usize, instrument: &str, codes: &[String]) -> Value {
    let kata: Vec<&str> = KATA.split_whitespace().collect();
    let nama: Vec<&str> = NAMA.split_whitespace().collect();
    let inovasi: Vec<Value> = (from..from + n)
        .map(|serial| {
            let mut dice = Dice::new(SEED ^ (serial as u64).wrapping_mul(0x5851_F42D_4C95_7F2D));
            let mut answers = serde_json::Map::new();
            for code in codes {
                if dice.roll(10) < 6 {
                    answers.insert(code.clone(), json!({ "parameter": dice.roll(3) + 1 }));
                }
            }
            let words = 60 + dice.roll(320);
            json!({
                "nama": nama_of(&mut dice, &nama, &kata, serial),
                "perangkat_daerah": format!("Perangkat Daerah {}", dice.roll(50) + 1),
                "tahapan": "penerapan",
                "jenis": if dice.roll(2) == 0 { "digital" } else { "non-digital" },
                "bentuk": dice.pick(&BENTUK),
                "inisiator": "asn",
                "urusan_utama": dice.pick(&URUSAN),
                "waktu_penerapan": format!("{}-{:02}-{:02}", 2022 + dice.roll(4), dice.roll(12) + 1, dice.roll(28) + 1),
                "rancang_bangun": dice.words(&kata, words),
                "tujuan": dice.words(&kata, 30),
                "hasil": dice.words(&kata, 30),
                "assessment": { instrument: answers },
            })
        })
        .collect();
    json!({ "format": "prakarsa-registry", "version": 1, "inovasi": inovasi })
}
