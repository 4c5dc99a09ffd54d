//! Inovasi that look alike.

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
        n_decided: u32,
        /// Whether those that somebody decided about are among them.
        decided: bool,
    }

    /// Two inovasi that may be one.
    struct DuplicateView {
        a: DuplicateSide,
        b: DuplicateSide,
        /// Why; keys under `notice.`.
        reasons: Vec<NoticeView>,
        /// Absent while nobody has decided.
        verdict: Option<DuplicateVerdict>,
    }

    /// One of a pair, with what people compare.
    struct DuplicateSide {
        id: String,
        nama: String,
        kepanjangan: Option<String>,
        perangkat_daerah: Option<String>,
        urusan_utama: Option<String>,
        waktu_penerapan: Option<String>,
    }

    /// An inovasi that a new one may be.
    struct SimilarView {
        id: String,
        nama: String,
        perangkat_daerah: Option<String>,
        reasons: Vec<NoticeView>,
    }
}
