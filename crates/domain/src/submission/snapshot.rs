//! A snapshot: the registry as it was at one moment, kept whole and never changed.
//! Sending a submission keeps one.

use crate::{
    bukti::BlobRef,
    core::id::{InstrumentId, SnapshotId},
    named,
};

named! {
    /// What is said of a snapshot. Its one name: column, last part of its history key.
    /// The words of the *pernyataan kebenaran data* are those of the portal.
    pub enum SnapshotField {
        /// What people call it; never blank.
        Nama = "nama",
        /// The year whose submission it holds.
        Instrument = "instrument",
        /// The day it was sent on, ISO; blank: it was only kept.
        TanggalKirim = "tanggal_kirim",
        /// What the portal gave for it.
        NomorRegistrasi = "nomor_registrasi",
        /// Who states that the data are true.
        NamaLengkap = "nama_lengkap",
        /// His position and rank.
        Jabatan = "jabatan",
        /// His office.
        Instansi = "instansi",
        /// His telephone.
        NomorHp = "nomor_hp",
        /// His e-mail.
        Email = "email",
        /// Why the year was opened again after sending; blank: it was not.
        AlasanBuka = "alasan_buka",
    }
}

impl SnapshotField {
    /// What is fixed, like its bytes, by the act that made a snapshot, and no later or other
    /// value changes: of what year it is, and whether it was sent (its day can be corrected).
    pub const ONCE: [Self; 2] = [Self::Instrument, Self::TanggalKirim];
}

/// Characters that a reason has at least for which a sent year is opened again: a sentence,
/// not a dash.
pub const MIN_ALASAN: usize = 10;

/// The *pernyataan kebenaran data*: what whoever sends says of himself, in the order that
/// the portal asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement(pub Vec<(SnapshotField, String)>);

impl Statement {
    /// What it is made of.
    pub const FIELDS: [SnapshotField; 5] = [
        SnapshotField::NamaLengkap,
        SnapshotField::Jabatan,
        SnapshotField::Instansi,
        SnapshotField::NomorHp,
        SnapshotField::Email,
    ];
}

/// One snapshot as the tables show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// Stays with it on every laptop.
    pub id: SnapshotId,
    /// The bytes that hold it; None where they were never named.
    pub blob: Option<BlobRef>,
    /// What was said of it, in the order of the fields, blank ones left out.
    pub field: Vec<(SnapshotField, String)>,
}

impl Snapshot {
    /// What was said of one field.
    pub fn text(&self, field: SnapshotField) -> Option<&str> {
        self.field.iter().find(|it| it.0 == field).map(|it| it.1.as_str())
    }

    /// The year whose submission it holds.
    pub fn instrument(&self) -> Option<InstrumentId> {
        self.text(SnapshotField::Instrument).map(InstrumentId::from)
    }

    /// Whether it is the submission of a year that was sent and stands.
    pub fn is_sent_for(&self, instrument: &str) -> bool {
        self.is_sent() && self.text(SnapshotField::Instrument) == Some(instrument)
    }

    /// Whether it was sent, and nobody has opened the year again.
    pub fn is_sent(&self) -> bool {
        self.text(SnapshotField::TanggalKirim).is_some() && self.text(SnapshotField::AlasanBuka).is_none()
    }
}
