//! Penghargaan: what the region or one of its inovasi has been awarded.

use crate::{
    core::id::{InovasiId, PenghargaanId},
    named,
};

named! {
    /// A field of it, in the order people fill them in.
    /// Its one name: column, interchange key, last part of its history key.
    pub enum PenghargaanField {
        /// What the prize is called; never blank.
        Nama = "nama",
        /// Whose it is: `daerah`, or the id of an inovasi.
        Untuk = "untuk",
        /// Id of an option of the list `tingkat`.
        Tingkat = "tingkat",
        /// Four digits.
        Tahun = "tahun",
        /// Who gave it.
        Penyelenggara = "penyelenggara",
        /// What the prize was given for.
        Kategori = "kategori",
        /// What was reached: a predikat, a rank, a value.
        Hasil = "hasil",
        /// Where the fact comes from.
        Sumber = "sumber",
        /// `stated` or `inferred`.
        Keyakinan = "keyakinan",
    }
}

named! {
    /// How sure a fact of the example is.
    pub enum Keyakinan {
        /// The source says so.
        Stated = "stated",
        /// It follows from what the source says.
        Inferred = "inferred",
    }
}

/// One penghargaan as the tables show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Penghargaan {
    /// Stays with it on every laptop.
    pub id: PenghargaanId,
    /// `None`: the region's own.
    pub inovasi: Option<InovasiId>,
    /// What the prize is called.
    pub nama: String,
    /// Id of an option of the list `tingkat`; None where it is blank.
    pub tingkat: Option<String>,
    /// The year of the award, four digits; None where it is blank.
    pub tahun: Option<String>,
    /// Who gave it; None where it is blank.
    pub penyelenggara: Option<String>,
    /// What the prize was given for; None where it is blank.
    pub kategori: Option<String>,
    /// What was reached: a predikat, a rank, a value; None where it is blank.
    pub hasil: Option<String>,
    /// Where the fact comes from; None where nobody said.
    pub sumber: Option<String>,
    /// How sure that source is: `stated` or `inferred`; None where nobody said.
    pub keyakinan: Option<String>,
    /// Whether it came with the example catalogue.
    pub contoh: bool,
}

/// The indikator that links of a bukti to a penghargaan name: it has but one.
pub const PENGHARGAAN_BUKTI: &str = "penghargaan";
