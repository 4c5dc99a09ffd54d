//! Where a region stands, and why.

use domain::assessment::{
    explain::{ExplainFormula, ExplainLabel},
    score::Basis,
};
use serde::Serialize;

use crate::view::{ArgView, view};

use domain::core::id::InstrumentId;

view! {
    /// The region's standing.
    struct ScoreView {
        instrument: InstrumentId,
        basis: Basis,
        spd: Option<String>,
        n_inovasi: u32,
        divisor: Option<u32>,
        rata_kematangan: Option<String>,
        skor_jumlah_inovasi: Option<String>,
        skor_sid: Option<String>,
        skor_total: Option<String>,
        iid: Option<String>,
        predikat: Option<String>,
        /// Covered urusan of the six basic services.
        urusan_dasar: u32,
        urusan_dasar_tercakup: Vec<String>,
        urusan_dasar_kosong: Vec<String>,
        minimum_urusan_dasar: Option<u32>,
        /// Divisor minus inovasi, when positive: seats that pull the average down.
        kursi_kosong: Option<u32>,
        maksimum: Option<String>,
        inovasi: Vec<InovasiSkor>,
    }

    struct InovasiSkor { id: String, nama: String, skor: Option<String> }

    /// The three bases side by side; the inovasi themselves are left out.
    struct StandingView {
        claimed: ScoreView,
        supported: ScoreView,
        verified: ScoreView,
        /// What is certain where the total cannot be computed.
        claimed_bounds: Option<BoundsView>,
        supported_bounds: Option<BoundsView>,
        verified_bounds: Option<BoundsView>,
    }

    /// Between which values total and index lie; a missing end is not known.
    struct BoundsView {
        skor_total_minimum: String,
        skor_total_maksimum: Option<String>,
        iid_minimum: Option<String>,
        iid_maksimum: Option<String>,
    }

    /// One step of "why this number". `formula` and `label` are keys of
    /// sentences in `ui/src/text`; `args` fill them.
    struct ExplainView {
        label: ExplainLabel,
        /// Already a name (an indikator, an inovasi), when the label is not a key.
        nama: Option<String>,
        /// Absent where it cannot be computed.
        value: Option<String>,
        formula: ExplainFormula,
        args: Vec<ArgView>,
        children: Vec<ExplainView>,
    }
}
