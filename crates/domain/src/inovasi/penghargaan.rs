//! Penghargaan: what the region or one of its inovasi has been awarded.

use crate::core::id::{InovasiId, PenghargaanId};

/// A field of it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum PenghargaanField {
    Nama,
    /// Whose it is: `daerah`, or the id of an inovasi.
    Untuk,
    /// Id of an option of the list `tingkat`.
    Tingkat,
    /// Four digits.
    Tahun,
    /// Who gave it.
    Penyelenggara,
    Kategori,
    /// What was reached: a predikat, a rank, a value.
    Hasil,
    /// Where the fact comes from.
    Sumber,
    /// `stated` or `inferred`.
    Keyakinan,
}

/// Every field, in the order people fill them in.
pub const PENGHARGAAN_FIELDS: [PenghargaanField; 9] = [
    PenghargaanField::Nama,
    PenghargaanField::Untuk,
    PenghargaanField::Tingkat,
    PenghargaanField::Tahun,
    PenghargaanField::Penyelenggara,
    PenghargaanField::Kategori,
    PenghargaanField::Hasil,
    PenghargaanField::Sumber,
    PenghargaanField::Keyakinan,
];

impl PenghargaanField {
    /// Its one name: column, interchange key, last part of its history key.
    pub fn name(self) -> &'static str {
        match self {
            Self::Nama => "nama",
            Self::Untuk => "untuk",
            Self::Tingkat => "tingkat",
            Self::Tahun => "tahun",
            Self::Penyelenggara => "penyelenggara",
            Self::Kategori => "kategori",
            Self::Hasil => "hasil",
            Self::Sumber => "sumber",
            Self::Keyakinan => "keyakinan",
        }
    }

    pub fn by_name(name: &str) -> Option<Self> {
        PENGHARGAAN_FIELDS.iter().copied().find(|it| it.name() == name)
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
