//! Penghargaan: what the region or one of its inovasi has been awarded.

use crate::{
    core::id::{InovasiId, PenghargaanId},
    named,
};

named! {
    /// A field of it, in the order people fill them in.
    /// Its one name: column, interchange key, last part of its history key.
    pub enum PenghargaanField {
        Nama = "nama",
        /// Whose it is: `daerah`, or the id of an inovasi.
        Untuk = "untuk",
        /// Id of an option of the list `tingkat`.
        Tingkat = "tingkat",
        /// Four digits.
        Tahun = "tahun",
        /// Who gave it.
        Penyelenggara = "penyelenggara",
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
    pub id: PenghargaanId,
    /// `None`: the region's own.
    pub inovasi: Option<InovasiId>,
    pub nama: String,
    pub tingkat: Option<String>,
    pub tahun: Option<String>,
    pub penyelenggara: Option<String>,
    pub kategori: Option<String>,
    pub hasil: Option<String>,
    pub sumber: Option<String>,
    pub keyakinan: Option<String>,
    pub contoh: bool,
}

/// The indikator that links of a bukti to a penghargaan name: it has but one.
pub const PENGHARGAAN_BUKTI: &str = "penghargaan";
