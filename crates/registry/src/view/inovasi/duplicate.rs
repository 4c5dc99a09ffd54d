//! Inovasi that look alike.

use domain::core::id::InovasiId;
use domain::inovasi::duplicate::DuplicateVerdict;
use serde::Serialize;

use crate::view::{NoticeView, view};

view! {
    /// Inovasi that look alike, in pairs.
    struct DuplicatesView {
        /// The surest first, at most 500.
        pairs: Vec<DuplicateView>,
        /// Pairs that nobody has decided about.
        n_open: u32,
        /// Pairs that somebody has decided about.
        n_decided: u32,
        /// Whether those that somebody decided about are among them.
        decided: bool,
    }

    /// Two inovasi that may be one.
    struct DuplicateView {
        /// One of the two; which stands first says nothing.
        a: DuplicateSide,
        /// The other.
        b: DuplicateSide,
        /// Why; keys under `notice.`.
        reasons: Vec<NoticeView>,
        /// Absent while nobody has decided.
        verdict: Option<DuplicateVerdict>,
    }

    /// One of a pair, with what people compare.
    struct DuplicateSide {
        /// UUID, the same in every registry.
        id: InovasiId,
        /// As its profile says.
        nama: String,
        /// The name in full, where `nama` is an abbreviation.
        kepanjangan: Option<String>,
        /// The body that runs it.
        perangkat_daerah: Option<String>,
        /// Slug of the urusan; its name is in the vocabulary.
        urusan_utama: Option<String>,
        /// ISO, possibly only year or month: when it was first applied.
        waktu_penerapan: Option<String>,
    }

    /// An inovasi that a new one may be.
    struct SimilarView {
        /// UUID, the same in every registry.
        id: InovasiId,
        /// As its profile says.
        nama: String,
        /// The body that runs it.
        perangkat_daerah: Option<String>,
        /// Why; keys under `notice.`.
        reasons: Vec<NoticeView>,
    }
}
