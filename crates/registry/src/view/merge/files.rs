//! Receipts of everything that crosses the edge as a file, and of the health
//! check.

use domain::core::id::{DeviceId, Subject};
use exchange::core::port::WorkStep;
use serde::Serialize;

use crate::view::{ConflictView, NoticeView, view};

view! {
    /// What was read in, or would be.
    struct ImportView {
        /// Whether nothing was written: a look beforehand.
        dry_run: bool,
        /// Inovasi that were not known.
        n_new: u32,
        /// Inovasi that say something else now.
        n_changed: u32,
        /// Inovasi that say what they said.
        n_unchanged: u32,
        /// Field by field, of the known ones.
        changes: Vec<ImportChange>,
    }

    /// One field that an import changes; at most a thousand are listed.
    struct ImportChange {
        /// Key of whom it changes, such as `inovasi:<uuid>`.
        id: Subject,
        /// Its name for people; empty: it has none.
        nama: String,
        /// History key of the field.
        field: String,
        /// As it stood here; absent: blank.
        before: Option<String>,
        /// As it stands then; absent: blank.
        after: Option<String>,
    }

    /// A written parcel.
    struct ParcelReceipt {
        /// Where it lies.
        path: String,
        /// Acts inside.
        n_act: u32,
        /// Changes of all those acts.
        n_change: u32,
        /// Files of bukti inside.
        n_blob: u32,
        /// Bytes of the file.
        size: f64,
        /// Bukti that are told in it and whose bytes are missing here or damaged.
        left_out: Vec<BytesView>,
        /// What else to know of it; keys under `notice.`.
        notices: Vec<NoticeView>,
    }

    /// Bytes of a bukti, as people know them.
    struct BytesView {
        /// The name the officer's file had: untrusted text.
        nama_berkas: String,
        /// Of the bytes, lower-case hex.
        sha256: String,
        /// Names of the inovasi and penghargaan that it supports; empty: the region's.
        subject_nama: String,
    }

    /// What looking for bytes in a folder came to.
    struct MendView {
        /// Those that were missing or damaged, and are sound again.
        mended: Vec<BytesView>,
        /// Those that still are.
        left: Vec<BytesView>,
        /// Files that were looked at.
        n_file: u32,
        /// Whether it was stopped before it had seen everything.
        stopped: bool,
    }

    /// A catalogue written as interchange.
    struct RegistryReceipt {
        /// Where it lies.
        path: String,
        /// Bytes of the file.
        size: f64,
    }

    /// What accepting a parcel does, or would do.
    struct ParcelView {
        /// Whether nothing was written: a look beforehand.
        dry_run: bool,
        /// Name of the region it comes from, as it says.
        from_pemda: String,
        /// UUID of the copy that packed it.
        from_device: DeviceId,
        /// Changes inside, known here or not.
        n_change: u32,
        /// Of these, those that were not known here.
        n_new: u32,
        /// Files of bukti that were missing here.
        n_blob_new: u32,
        /// Fields that show another value than before, up to a cap.
        taken: Vec<ImportChange>,
        /// Fields where both sides wrote, for people to settle.
        conflicts: Vec<ConflictView>,
        /// What else to know of it; keys under `notice.`.
        notices: Vec<NoticeView>,
    }

    /// A written bundle.
    struct BundleReceipt {
        /// Where it lies.
        path: String,
        /// Inovasi handed in.
        n_inovasi: u32,
        /// Payload files; the tag files beside `data/` are not counted.
        n_file: u32,
        /// Bytes of the payload.
        size: f64,
        /// Bags; more than one where it was split into volumes.
        n_volume: u32,
        /// Portal copies inside; 0 where none were asked for, or none were needed.
        n_portal_copy: u32,
        /// Files that the portal would refuse and of which no copy can be made; told among
        /// its findings.
        n_unfitted: u32,
        /// SHA-256 of its manifest, of volumes that of the first, which covers the others:
        /// what the drawing on papers carries.
        fingerprint: String,
        /// The beginning of it as people type it: nine signs with hyphens.
        code: String,
        /// Findings inside by which it would be refused or score nothing.
        n_blocking: u32,
        /// Bukti that are told in it and whose bytes are missing here or damaged.
        left_out: Vec<BytesView>,
    }

    /// The verdict on a bag.
    struct VerifyView {
        /// Valid, not valid, or beyond judgement here.
        answer: domain::submission::bag::BagAnswer,
        /// Of BagIt, as the bag says; empty when it does not.
        version: String,
        /// Digests by which the payload was proved, such as `sha256`.
        algorithms: Vec<String>,
        /// What papers of it carry; None where it is no bundle of ours.
        code: Option<String>,
        /// What the drawing on them carries, too; None where it is no bundle of ours, or
        /// the volume that tells it is not here.
        fingerprint: Option<String>,
        /// Whether the paper belongs to it, by the best that the paper tells; None where
        /// none was given.
        code_fits: Option<bool>,
        /// Whether the fingerprint on the paper is that one, which proves more than the
        /// code; None where the paper tells none.
        fingerprint_fits: Option<bool>,
        /// Payload files found.
        n_file: u32,
        /// Bytes of the payload found.
        size: f64,
        /// Why it is not valid, each with its file.
        faults: Vec<NoticeView>,
        /// Remarks that do not make it invalid (fetch.txt entries, weak digests).
        remarks: Vec<NoticeView>,
    }

    /// A snapshot or a bundle that is looked at.
    struct LookedAtView {
        /// What people call it; the name of a file is untrusted text.
        nama: String,
        /// The moment it shows, RFC 3339; of a bundle noon of the day on it.
        at: String,
        /// What is known of it where it is a bundle.
        bundle: Option<LookedBundleView>,
    }

    /// A bundle that is looked at.
    struct LookedBundleView {
        /// Where it lies.
        #[cfg_attr(feature = "ipc", specta(type = crate::Handed))]
        path: String,
        /// Whether it is proved, and what is wrong with it.
        verify: VerifyView,
        /// Bukti that it names and whose bytes it does not bring.
        n_missing: u32,
        /// That it was reckoned by other rules than those here, which it does not bring;
        /// None: by the same.
        other_rules: Option<OtherRulesView>,
    }

    /// What a bundle says of the claimed index, and what that comes to here.
    struct OtherRulesView {
        /// The instrument whose rules count here.
        instrument: String,
        /// As the bundle says, with two places; None: unknown there. Untrusted text.
        told: Option<String>,
        /// By the rules here, with two places; None: unknown.
        found: Option<String>,
    }

    /// What was read off a paper.
    struct PaperCodeView {
        /// The code of the bundle that it belongs to.
        code: String,
        /// Its fingerprint; None: papers of before tell the code alone.
        fingerprint: Option<String>,
        /// Both, as somebody would type them.
        typed: String,
    }

    /// The health of a registry.
    struct DoctorView {
        /// Whether there is no problem.
        healthy: bool,
        /// Whether something is amiss that showing history anew may end.
        rebuildable: bool,
        /// Changes in history.
        n_change: u32,
        /// Inovasi that are not removed.
        n_inovasi: u32,
        /// Bukti that are not removed.
        n_bukti: u32,
        /// Files of bukti in this copy.
        n_blob: u32,
        /// What is wrong, and what can be done; keys under `notice.`.
        problems: Vec<NoticeView>,
        /// What to know though nothing is wrong; keys under `notice.`.
        remarks: Vec<NoticeView>,
    }
}

/// A step of long work, streamed while it runs.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct Progress {
    /// What the work is at.
    pub step: WorkStep,
    /// Name of the thing at hand.
    pub nama: String,
    /// How much is done: bytes, rows or inovasi, whichever the work counts.
    pub done: f64,
    /// The whole, in the same unit; 0 when not known.
    pub total: f64,
}
