//! What is entered into the portal, and how far that is.

use domain::{
    bukti::{content::Format, fit::FitStep},
    core::id::{BuktiId, IndikatorId, InstrumentId, Subject},
    submission::portal::{PortalField, PortalState},
};
use serde::Serialize;

use crate::view::view;

/// How many fields of the portal there are, and how far they are; the rest is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct PortalCounts {
    /// All.
    pub n_entry: u32,
    /// Entered, and nothing has changed since.
    pub n_entered: u32,
    /// Entered, and something else stands here now.
    pub n_changed: u32,
    /// Left, for a reason.
    pub n_skipped: u32,
}

view! {
    /// How far the whole submission of the year is.
    struct PortalView {
        /// Whose form it is.
        instrument: InstrumentId,
        /// What that award and year are called.
        instrument_nama: String,
        /// Whether it was sent already.
        sent: bool,
        /// Of all together.
        counts: PortalCounts,
        /// The region, then every inovasi that is proposed, by name.
        lines: Vec<PortalLineView>,
    }

    /// How far one subject is.
    struct PortalLineView {
        /// The region or an inovasi.
        subject: Subject,
        /// Its name.
        nama: String,
        /// Who enters it; absent: nobody has said.
        turn: Option<String>,
        /// How far.
        counts: PortalCounts,
    }

    /// What is entered of one subject.
    struct PortalSubjectView {
        /// The region or an inovasi.
        subject: Subject,
        /// Its name.
        nama: String,
        /// Who enters it; absent: nobody has said.
        turn: Option<String>,
        /// How far.
        counts: PortalCounts,
        /// In the portal's order.
        entries: Vec<PortalEntryView>,
    }

    /// One field of the portal.
    struct PortalEntryView {
        /// Its name, the same on every laptop.
        name: String,
        /// What kind of field it is.
        field: PortalField,
        /// The indikator or document of the profile that it stands under.
        under: Option<IndikatorId>,
        /// What the form calls it, or the code of its indikator, or the document.
        label: String,
        /// To be pasted; empty: nothing stands here any more. Absent for a file.
        text: Option<String>,
        /// The document that it is of.
        bukti: Option<BuktiId>,
        /// Name of the file.
        nama_berkas: Option<String>,
        /// Bytes of the file.
        size: Option<f64>,
        /// Whether its bytes are here.
        present: bool,
        /// Largest file there, in MB; absent where that is not known.
        maksimum_mb: Option<u32>,
        /// How many bytes too much the file has; absent: it may pass.
        over: Option<f64>,
        /// Whether the portal would refuse the file by its type or its size, so that a
        /// portal copy of it is worth making.
        wants_copy: bool,
        /// Whether that limit is sure.
        over_sure: bool,
        /// How far it is.
        state: PortalState,
        /// Why it was left.
        why: Option<String>,
        /// What is entered, shortened: handed back with a tick, so that what was copied
        /// is what counts as entered.
        digest: String,
        /// Who marked it last.
        person: Option<String>,
        /// When, RFC 3339, by his clock.
        at: Option<String>,
    }

    /// A portal copy of a file.
    struct FittedView {
        /// Where it lies.
        #[cfg_attr(feature = "ipc", specta(type = crate::Handed))]
        path: String,
        /// What it is: a PDF or a JPEG.
        format: Format,
        /// Bytes of the original.
        size_before: f64,
        /// Bytes of the copy.
        size: f64,
        /// Most bytes that it may have; absent where nobody knows.
        max_bytes: Option<f64>,
        /// Its pages.
        pages: u32,
        /// How it was made, in order.
        steps: Vec<FitStep>,
        /// Dots per inch of its coarsest picture; absent where none has fewer pixels than
        /// it had.
        dpi: Option<u32>,
        /// Whether that is less than what is read without effort.
        coarse: bool,
        /// Of the copy, in lower-case hex.
        sha256: String,
    }
}
