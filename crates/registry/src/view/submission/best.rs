//! What to send, and what to do next.

use domain::{
    assessment::score::Basis,
    core::id::{IndikatorId, InstrumentId},
    named,
    submission::steps::{StepKind, StepNeeds},
};
use serde::Serialize;

use crate::view::{ArgView, CheckedView, ScoreView, view};

view! {
    /// The best set to send, beside where the region stands with everything.
    struct BestView {
        instrument: InstrumentId,
        basis: Basis,
        /// All that is proposed.
        now: ScoreView,
        /// The best set alone, with its inovasi in order.
        best: ScoreView,
        n_pinned: u32,
        n_excluded: u32,
        /// What the index gains by sending the best set only; absent where it cannot
        /// be computed.
        gain_iid: Option<String>,
        /// Every proposed inovasi, the highest kematangan first.
        inovasi: Vec<BestInovasi>,
        urusan: Vec<BestUrusan>,
    }

    struct BestInovasi {
        id: String,
        nama: String,
        skor: String,
        urusan_utama: Option<String>,
        /// Whether the best set holds it.
        chosen: bool,
        pinned: bool,
        excluded: bool,
        /// Best total with it less best total without it; below 0 it costs. Four
        /// places, since one among hundreds moves little.
        worth_total: Option<String>,
        worth_iid: Option<String>,
        /// The two totals that the worth is the difference of.
        with_total: Option<String>,
        without_total: Option<String>,
    }

    struct BestUrusan {
        urusan: String,
        covered: bool,
        /// Covered: what would be lost if none covered it. Otherwise: what one more
        /// inovasi there would bring, even of kematangan 0.
        worth_total: Option<String>,
        worth_iid: Option<String>,
    }

    /// What to do next, the best first.
    struct StepsView {
        instrument: InstrumentId,
        basis: Basis,
        now: ScoreView,
        steps: Vec<StepView>,
        /// How many there are, beyond those told.
        n_step: u32,
        /// Indikator whose gain cannot be computed.
        n_unknown: u32,
    }

    struct StepView {
        /// The sentence `step.<kind>`, filled by `args`.
        kind: StepKind,
        args: Vec<ArgView>,
        /// `daerah` or `inovasi:<uuid>`.
        subject: String,
        nama: String,
        perangkat_daerah: Option<String>,
        indikator: Option<IndikatorId>,
        code: Option<String>,
        /// Parameter that counts today, and that would; 0 for none.
        from: u32,
        to: u32,
        /// What has to be done beside it, or it brings nothing.
        needs: Option<StepNeeds>,
        /// What the checks find lacking for it: sentences `check.<kind>`.
        lacks: Vec<CheckedView>,
        /// How many acts it takes; the gains are of all of them.
        n_act: u32,
        /// Two places.
        gain_iid: Option<String>,
        /// Six places, without zeros at the end.
        gain_iid_exact: Option<String>,
        gain_total: Option<String>,
        /// Gain of the first act alone, where there are several, in points of the
        /// total.
        alone_total: Option<String>,
        gain_kematangan: Option<String>,
        /// Part of the total that hangs on it.
        at_risk: Option<String>,
        /// Whether another step is worth the same.
        tied: bool,
        /// Key under `explain.` of how the gain in the index comes about, and what
        /// fills it.
        formula: Option<GainFormula>,
        parts: Vec<ArgView>,
    }

    /// A written work list.
    struct StepsReceipt { path: String, n_step: u32, size: f64, sha256: String }
}

named! {
    /// How the gain of a step comes about: key of its sentence, under `explain.`.
    pub enum GainFormula {
        /// Of an answer of an inovasi.
        GainInovasi = "gain_inovasi",
        /// Of an answer of the region.
        GainDaerah = "gain_daerah",
        /// Of the total.
        GainTotal = "gain_total",
    }
}
