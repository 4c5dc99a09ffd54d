//! Receipts of everything that crosses the edge as a file, and of the health
//! check.

use exchange::core::port::WorkStep;
use serde::Serialize;

use crate::view::{ConflictView, NoticeView, view};

view! {
    /// What was read in, or would be.
    struct ImportView {
        dry_run: bool,
        n_new: u32,
        n_changed: u32,
        n_unchanged: u32,
        changes: Vec<ImportChange>,
    }

    /// One field that an import changes; at most a thousand are listed.
    struct ImportChange {
        id: String,
        nama: String,
        field: String,
        before: Option<String>,
        after: Option<String>,
    }

    /// A written parcel.
    struct ParcelReceipt {
        path: String,
        n_act: u32,
        n_change: u32,
        n_blob: u32,
        size: f64,
    }

    /// What accepting a parcel does, or would do.
    struct ParcelView {
        dry_run: bool,
        from_pemda: String,
        from_device: String,
        n_change: u32,
        n_new: u32,
        n_blob_new: u32,
        taken: Vec<ImportChange>,
        conflicts: Vec<ConflictView>,
        notices: Vec<NoticeView>,
    }

    /// A written bundle.
    struct BundleReceipt {
        path: String,
        n_inovasi: u32,
        n_file: u32,
        size: f64,
        /// SHA-256 of the tag manifest: the fingerprint of the whole bundle.
        fingerprint: String,
        n_blocking: u32,
    }

    /// The verdict on a bag.
    struct VerifyView {
        valid: bool,
        version: String,
        algorithms: Vec<String>,
        n_file: u32,
        size: f64,
        /// Why it is not valid, each with its file.
        faults: Vec<NoticeView>,
        /// Remarks that do not make it invalid (fetch.txt entries, weak digests).
        remarks: Vec<NoticeView>,
    }

    /// The health of a registry.
    struct DoctorView {
        healthy: bool,
        n_change: u32,
        n_inovasi: u32,
        n_bukti: u32,
        n_blob: u32,
        problems: Vec<NoticeView>,
        remarks: Vec<NoticeView>,
    }
}

/// A step of long work, streamed while it runs.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct Progress {
    pub step: WorkStep,
    /// Name of the thing at hand.
    pub nama: String,
    pub done: f64,
    pub total: f64,
}
