//! The papers that an office makes of a dossier: one table of kinds, whom each is
//! made for, in which formats, and what it asks of whoever writes it.

use crate::{core::id::InovasiId, named};

named! {
    /// In which form a document is written. Its name is the ending of the file.
    pub enum DocumentFormat {
        /// Laid out for good: for print and for the archive.
        Pdf = "pdf",
        /// For whatever an office edits before it signs.
        Docx = "docx",
        /// A workbook.
        Xlsx = "xlsx",
    }
}

named! {
    /// Of what one document of a kind is made.
    pub enum DocumentScope {
        /// Of the whole region.
        Daerah = "daerah",
        /// Of one perangkat daerah, with its inovasi.
        PerangkatDaerah = "perangkat_daerah",
        /// Of one inovasi.
        Inovasi = "inovasi",
    }
}

named! {
    /// What stands on a paper and in no registry. What is not said stays a dotted
    /// line, to be filled in by hand.
    pub enum DocumentField {
        /// The code of the bundle that goes with it.
        KodeBundel = "kode_bundel",
        /// What comes in the place of `{nomor}` in the office's pattern of numbers.
        Nomor = "nomor",
        /// Until when an answer is wanted.
        Batas = "batas",
        /// What people are invited to.
        Acara = "acara",
        /// On which day it is.
        HariTanggal = "hari_tanggal",
        /// From when to when.
        Waktu = "waktu",
        /// Where it is.
        TempatAcara = "tempat_acara",
    }
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $variant:ident $name:literal of [$($scope:ident),+] as [$($format:ident),+] asks [$($field:ident),*];)+) => {
        named! {
            /// A kind of document. Its name is the one of its template, of its files and
            /// on the command line.
            pub enum DocumentKind {
                $($(#[$doc])* $variant = $name),+
            }
        }

        impl DocumentKind {
            /// Of what it can be made; the first is what is meant where nobody says.
            pub fn scopes(self) -> &'static [DocumentScope] {
                match self { $(Self::$variant => &[$(DocumentScope::$scope),+]),+ }
            }

            /// In which formats it can be written, the usual one first.
            pub fn formats(self) -> &'static [DocumentFormat] {
                match self { $(Self::$variant => &[$(DocumentFormat::$format),+]),+ }
            }

            /// What it asks of whoever writes it.
            pub fn asks(self) -> &'static [DocumentField] {
                match self { $(Self::$variant => &[$(DocumentField::$field),*]),+ }
            }
        }
    };
}

kinds! {
    /// The report of one inovasi, in the portal's skeleton.
    LaporanInovasi "laporan-inovasi" of [Inovasi] as [Pdf, Docx] asks [];
    /// The reports of all inovasi in one volume.
    BukuInovasi "buku-inovasi" of [Daerah, PerangkatDaerah] as [Pdf, Docx] asks [];
    /// What lacks what, and what it is worth.
    LembarRekomendasi "lembar-rekomendasi" of [PerangkatDaerah, Inovasi] as [Pdf, Docx] asks [KodeBundel];
    /// What the verifiers accepted, with skor, to be signed by both sides.
    BeritaAcaraVerifikasi "berita-acara-verifikasi" of [PerangkatDaerah, Inovasi] as [Pdf, Docx] asks [Nomor, KodeBundel];
    /// How many inovasi each body has and where they stand.
    RekapPerangkatDaerah "rekap-perangkat-daerah" of [Daerah] as [Pdf, Docx] asks [];
    /// The same by urusan.
    RekapUrusan "rekap-urusan" of [Daerah] as [Pdf, Docx] asks [];
    /// All inovasi with their skor, and the index as formulas over them.
    Rekap "rekap" of [Daerah] as [Xlsx] asks [];
    /// Where the region stands and what to do next, for its head.
    LaporanPimpinan "laporan-pimpinan" of [Daerah] as [Pdf] asks [];
    /// The same as slides.
    Paparan "paparan" of [Daerah] as [Pdf] asks [];
    /// Asks a body for data and bukti.
    SuratPermintaanData "surat-permintaan-data" of [PerangkatDaerah] as [Pdf, Docx] asks [Nomor, Batas];
    /// The head of a body answers for the truth of what was handed in.
    SuratPernyataan "surat-pernyataan" of [PerangkatDaerah] as [Pdf, Docx] asks [Nomor];
    /// The list of inovasi behind the decision that establishes them.
    PenetapanInovasi "lampiran-sk" of [Daerah] as [Pdf, Docx] asks [Nomor, KodeBundel];
    /// Goes before what is sent to the ministry.
    SuratPengantar "surat-pengantar" of [Daerah] as [Pdf, Docx] asks [Nomor, KodeBundel];
    /// Invites a body to a bimtek.
    Undangan "undangan" of [PerangkatDaerah] as [Pdf, Docx] asks [Nomor, Acara, HariTanggal, Waktu, TempatAcara];
    /// To be signed by whoever came.
    DaftarHadir "daftar-hadir" of [Daerah] as [Pdf, Docx] asks [Acara, HariTanggal, Waktu, TempatAcara];
    /// Thanks an inovator.
    Piagam "piagam" of [Inovasi] as [Pdf] asks [Nomor];
}

impl DocumentKind {
    /// Whether it is handed in: what was not made from what was sent says that it is a
    /// draft.
    pub fn is_handed_in(self) -> bool {
        matches!(self, Self::LaporanInovasi | Self::BukuInovasi)
    }

    /// Whether it is of no use to a body that has no inovasi.
    pub fn needs_inovasi(self) -> bool {
        matches!(
            self,
            Self::LembarRekomendasi | Self::BeritaAcaraVerifikasi | Self::SuratPernyataan | Self::BukuInovasi
        )
    }
}

/// Whom one document is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DocumentOf {
    /// The whole region.
    Daerah,
    /// One body, by the name that the overview has of it.
    PerangkatDaerah(String),
    /// One inovasi.
    Inovasi(InovasiId),
}

impl DocumentOf {
    /// Which scope it is of.
    pub fn scope(&self) -> DocumentScope {
        match self {
            Self::Daerah => DocumentScope::Daerah,
            Self::PerangkatDaerah(_) => DocumentScope::PerangkatDaerah,
            Self::Inovasi(_) => DocumentScope::Inovasi,
        }
    }
}
