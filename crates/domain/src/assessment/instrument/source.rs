//! Where the facts of an instrument come from, and how sure they are.

use crate::named;

named! {
    /// How sure the researchers are of a fact. Shown wherever it is not `Confirmed`.
    pub enum Confidence {
        /// Two or more independent sources agree.
        Confirmed = "confirmed",
        /// One source says it.
        OneSource = "one_source",
        /// Our own reading; no source says it.
        Inferred = "inferred",
        /// Searched for and not found.
        Unknown = "unknown",
    }
}

named! {
    /// The facts that this program has words for, by the first part of their key. A
    /// pack may name others, which are shown as the pack writes them.
    #[allow(missing_docs, reason = "the words stand in the interface, one for each name")]
    pub enum FactName {
        Formula = "formula",
        PembagiMinimum = "pembagi_minimum",
        PerInovasi = "per_inovasi",
        BatasInovasi = "batas_inovasi",
        MinimumUrusanDasar = "minimum_urusan_dasar",
        UrusanDasar = "urusan_dasar",
        Maksimum = "maksimum",
        Dari = "dari",
        Sampai = "sampai",
        MinimumKata = "minimum_kata",
        BagianRancangBangun = "bagian_rancang_bangun",
        Tahapan = "tahapan",
        MaksimumUsia = "maksimum_usia",
        MaksimumPengajuan = "maksimum_pengajuan",
        IndikatorWajib = "indikator_wajib",
        KematanganMinimum = "kematangan_minimum",
        AnggaranMinimum = "anggaran_minimum",
        UsiaMinimum = "usia_minimum",
        PernahMenang = "pernah_menang",
        Pernyataan = "pernyataan",
        Predikat = "predikat",
        Bagian = "bagian",
        Kategori = "kategori",
        Indikator = "indikator",
        Code = "code",
        Nomor = "nomor",
        Nama = "nama",
        Variabel = "variabel",
        Bobot = "bobot",
        BobotNomor = "bobot_nomor",
        Wajib = "wajib",
        Parameter = "parameter",
        Variant = "variant",
        Bukti = "bukti",
        Window = "window",
        FileTypes = "file_types",
        MaksimumMb = "maksimum_mb",
        JenisDokumen = "jenis_dokumen",
        Changed = "changed",
    }
}

impl FactName {
    /// Of a key such as `bobot` or `parameter/3`; None where the pack made it up.
    pub fn of_key(key: &str) -> Option<Self> {
        Self::by_name(key.split('/').next().unwrap_or(key))
    }
}

/// Where a fact comes from.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    /// Ids of the instrument's sources.
    pub source: Vec<String>,
    /// How far the sources carry it.
    pub confidence: Confidence,
    /// What they leave open, in the pack's words.
    #[serde(default)]
    pub note: Option<String>,
}

/// A regulation or letter that the award rests on.
#[derive(Clone, Debug)]
pub struct DasarHukum {
    /// Its full citation, as an Indonesian document would quote it.
    pub teks: String,
    /// Whether it is sure that the award rests on it.
    pub confidence: Confidence,
}

/// A source that facts refer to by `id`.
#[derive(Clone, Debug)]
pub struct Source {
    /// Short name within the pack, such as `S2`.
    pub id: String,
    /// What a reader calls it: short, and never its id.
    pub nama: String,
    /// Where it is to be found, for whoever wants to look; the name where that says all.
    pub teks: String,
}

/// Why a fact is in doubt, in words.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DoubtReason {
    /// In Indonesian.
    pub id: String,
    /// In English.
    pub en: String,
}

/// What costs points elsewhere on an indikator: a warning before the same happens here.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lesson {
    /// In Indonesian.
    pub id: String,
    /// In English.
    pub en: String,
    /// Ids of the instrument's sources; never empty.
    pub source: Vec<String>,
    /// How sure it is that points are lost there.
    pub confidence: Confidence,
}

/// A fact of an indikator that two sources do not simply agree on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Uncertain {
    /// Its key: `nama`, `bobot`, `parameter` …
    pub fact: String,
    /// How sure it is.
    pub confidence: Confidence,
    /// What the pack itself says of the doubt.
    pub reason: Option<DoubtReason>,
}

/// Facts about the files of an indikator, not about its rule.
pub(crate) const FILE_FACTS: [&str; 3] = ["file_types", "maksimum_mb", "jenis_dokumen"];

impl Uncertain {
    /// Whether a reader must be warned. What one good source says is no doubt unless
    /// the pack gives a reason; nor is a limit of files that nobody tells.
    pub fn in_doubt(&self) -> bool {
        let unsaid = self.confidence >= Confidence::Inferred && !FILE_FACTS.contains(&self.fact.as_str());
        unsaid || self.reason.is_some()
    }
}
