//! What the ministry made of a submission: figures that nobody here can work out, only
//! write down.

use rust_decimal::Decimal;

use crate::{core::id::Subject, named};

pub mod cut;
pub mod figure;

named! {
    /// A figure of the region or of an inovasi in one year. Its one name: row, last part
    /// of its history key, key in the interchange.
    pub enum OfficialFigure {
        /// Indeks Inovasi Daerah by the region's own answers, as the portal shows it.
        IidMandiri = "iid_mandiri",
        /// Indeks Inovasi Daerah after verification.
        IidVerifikasi = "iid_verifikasi",
        /// Skor after the validasi lapangan.
        ValidasiLapangan = "validasi_lapangan",
        /// What all of it came to in the end.
        SkorAkhir = "skor_akhir",
        /// The band that was awarded, in its official words.
        Predikat = "predikat",
        /// That the region was among those nominated: `1`, or nothing.
        Nominator = "nominator",
        /// The place among all, from 1.
        Peringkat = "peringkat",
        /// Which regions it was held against.
        Klaster = "klaster",
        /// Kematangan of an inovasi by its own answers, as the portal shows it.
        KematanganMandiri = "kematangan_mandiri",
        /// Kematangan of an inovasi after verification.
        KematanganVerifikasi = "kematangan_verifikasi",
        /// What quality control said of an inovasi: accepted, rejected, pending.
        HasilQc = "hasil_qc",
        /// Where the figures of this subject come from.
        Sumber = "sumber",
    }
}

impl OfficialFigure {
    /// Whether the ministry says such a thing of the region.
    pub fn is_of_daerah(self) -> bool {
        !matches!(self, Self::KematanganMandiri | Self::KematanganVerifikasi | Self::HasilQc)
    }

    /// Whether the ministry says such a thing of an inovasi.
    pub fn is_of_inovasi(self) -> bool {
        !self.is_of_daerah() || matches!(self, Self::Sumber | Self::Nominator)
    }

    /// Whether the ministry says such a thing of a subject.
    pub fn is_of(self, subject: Subject) -> bool {
        match subject {
            Subject::Daerah => self.is_of_daerah(),
            Subject::Inovasi(_) => self.is_of_inovasi(),
            _ => false,
        }
    }

    /// Whether it is kept as a number, and not as words.
    pub fn is_number(self) -> bool {
        !matches!(self, Self::Predikat | Self::Klaster | Self::HasilQc | Self::Sumber | Self::Nominator)
    }
}

/// A kept figure as a number; None where it is kept as words.
pub fn number(kept: &str) -> Option<Decimal> {
    kept.parse().ok()
}
