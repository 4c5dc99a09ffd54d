//! The submission of the year, its snapshots, and how they differ.

use domain::{
    assessment::score::Basis,
    core::id::{InstrumentId, SnapshotId, Subject},
    named,
};
use serde::Serialize;

use crate::view::{SaidView, view};

named! {
    /// Whether whoever a difference is about stands on both sides.
    pub enum SnapshotEffect {
        /// On both: some of its fields say something else.
        Changed = "changed",
        /// Only before: it was removed since.
        OnlyBefore = "only_before",
        /// Only after: it is new.
        OnlyAfter = "only_after",
    }
}

view! {
    /// The submission of the year that is worked under, and every snapshot.
    struct SubmissionView {
        /// Whose rules it is made under.
        instrument: InstrumentId,
        /// What that award and year are called.
        instrument_nama: String,
        /// Whether its answers are read-only.
        closed: bool,
        /// Inovasi that are proposed: what would be sent.
        n_chosen: u32,
        /// Findings that block it.
        n_blocking: u32,
        /// Findings that should be mended.
        n_warning: u32,
        /// Findings that are worth a look.
        n_hint: u32,
        /// The snapshot that was sent and stands; absent: it was not sent.
        sent: Option<SnapshotId>,
        /// What was stated last, to begin with.
        statement: StatementView,
        /// Of every year, the newest first.
        snapshots: Vec<SnapshotView>,
    }

    /// The facts of the pernyataan kebenaran data; blank where nobody has said.
    struct StatementView {
        /// Who states that the data are true, in full.
        nama_lengkap: String,
        /// His position and rank.
        jabatan: String,
        /// His office.
        instansi: String,
        /// His telephone.
        nomor_hp: String,
        /// His e-mail.
        email: String,
    }

    /// One snapshot.
    struct SnapshotView {
        /// The same on every laptop.
        id: SnapshotId,
        /// What people call it.
        nama: String,
        /// The year whose submission it holds.
        instrument: InstrumentId,
        /// When it was kept, RFC 3339, by that laptop's clock.
        kept_at: Option<String>,
        /// Who kept it.
        person: String,
        /// Bytes of its file.
        size: f64,
        /// Whether these bytes have arrived on this laptop.
        here: bool,
        /// False: they are here and missing from the disk, or damaged.
        sound: bool,
        /// Whether it was sent and its year was not opened again.
        sent: bool,
        /// The day it was sent on, ISO; absent: it was only kept.
        tanggal_kirim: Option<String>,
        /// What the portal gave for it.
        nomor_registrasi: Option<String>,
        /// Who stated that the data are true.
        nama_lengkap: Option<String>,
        /// His position and rank.
        jabatan: Option<String>,
        /// His office.
        instansi: Option<String>,
        /// His telephone.
        nomor_hp: Option<String>,
        /// His e-mail.
        email: Option<String>,
        /// Why the year was opened again.
        alasan_buka: Option<String>,
        /// When, RFC 3339.
        reopened_at: Option<String>,
        /// By whom.
        reopened_by: Option<String>,
    }

    /// A snapshot beside another side.
    struct SnapshotCompareView {
        /// The snapshot.
        before: SnapshotSide,
        /// Today, or the other snapshot.
        after: SnapshotSide,
        /// Whoever differs, told or not.
        n_group: u32,
        /// Fields that differ, told or not.
        n_field: u32,
        /// The region first, then by name, up to a cap of fields.
        groups: Vec<SnapshotGroup>,
    }

    /// One side of a comparison.
    struct SnapshotSide {
        /// Which snapshot; absent: today.
        id: Option<SnapshotId>,
        /// What it is called; empty: today.
        nama: String,
        /// The moment it shows, RFC 3339.
        at: String,
        /// Where the region stood on each basis.
        standing: Vec<SnapshotStandingView>,
    }

    /// Where the region stood on one basis.
    struct SnapshotStandingView {
        /// Which of the three skor of an answer counts.
        basis: Basis,
        /// The index, two places; absent where it cannot be computed.
        iid: Option<String>,
        /// The band that it falls in.
        predikat: Option<String>,
    }

    /// What differs of one subject, its bukti included.
    struct SnapshotGroup {
        /// Whom it is about.
        subject: Subject,
        /// As it is called, now or then.
        nama: String,
        /// Whether it stands on both sides.
        effect: SnapshotEffect,
        /// Its fields; empty where all of it is only on one side.
        differences: Vec<SnapshotDifference>,
    }

    /// A field that says something else.
    struct SnapshotDifference {
        /// Its key in history.
        field: String,
        /// As the form calls it, or its key, which a window puts into words.
        label: String,
        /// The bukti it is of, by the name of its file; absent: the subject itself.
        berkas: Option<String>,
        /// What it said before, in words; absent: nothing.
        before: Option<String>,
        /// What it says after.
        after: Option<String>,
        /// The same as a sentence, where the value is no words.
        before_said: Option<SaidView>,
        /// The same of what it says after.
        after_said: Option<SaidView>,
    }
}
