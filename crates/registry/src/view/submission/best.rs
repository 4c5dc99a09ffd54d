//! What to send, and what to do next.

use domain::core::id::{InovasiId, Subject};
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
        /// What is scored by.
        instrument: InstrumentId,
        /// Which of the three skor of an answer counts.
        basis: Basis,
        /// All that is proposed.
        now: ScoreView,
        /// The best set alone, with its inovasi in order.
        best: ScoreView,
        /// Inovasi that are sent whatever it costs.
        n_pinned: u32,
        /// Inovasi that are not sent whatever it costs.
        n_excluded: u32,
        /// What the index gains by sending the best set only; absent where it cannot
        /// be computed.
        gain_iid: Option<String>,
        /// Every proposed inovasi, the highest kematangan first.
        inovasi: Vec<BestInovasi>,
        /// Those that the gate counts; empty where the worth is not known.
        urusan: Vec<BestUrusan>,
    }

    /// One inovasi in the question of the best set.
    struct BestInovasi {
        /// UUID, the same in every registry.
        id: InovasiId,
        /// As its profile says.
        nama: String,
        /// Its kematangan on that basis, two places.
        skor: String,
        /// Slug of the urusan; its name is in the vocabulary.
        urusan_utama: Option<String>,
        /// Whether the best set holds it.
        chosen: bool,
        /// Somebody said that it is sent.
        pinned: bool,
        /// Somebody said that it is not sent.
        excluded: bool,
        /// Best total with it less best total without it; below 0 it costs. Four
        /// places, since one among hundreds moves little.
        worth_total: Option<String>,
        /// The same in points of the index, four places.
        worth_iid: Option<String>,
        /// The two totals that the worth is the difference of.
        with_total: Option<String>,
        /// Best total without it, four places.
        without_total: Option<String>,
    }

    /// One urusan dasar in the question of the best set.
    struct BestUrusan {
        /// Its slug; its name is in the vocabulary.
        urusan: String,
        /// Whether an inovasi of the best set covers it.
        covered: bool,
        /// Covered: what would be lost if none covered it. Otherwise: what one more
        /// inovasi there would bring, even of kematangan 0.
        worth_total: Option<String>,
        /// The same in points of the index, four places.
        worth_iid: Option<String>,
    }

    /// What to do next, the best first.
    struct StepsView {
        /// What is scored by.
        instrument: InstrumentId,
        /// Which of the three skor of an answer the gains are reckoned on.
        basis: Basis,
        /// Where the region stands today.
        now: ScoreView,
        /// As many as were asked for.
        steps: Vec<StepView>,
        /// How many there are, beyond those told.
        n_step: u32,
        /// Indikator whose gain cannot be computed.
        n_unknown: u32,
    }

    /// One thing to do, and what it brings.
    struct StepView {
        /// The sentence `step.<kind>`, filled by `args`.
        kind: StepKind,
        /// Values that fill the sentence.
        args: Vec<ArgView>,
        /// `daerah` or `inovasi:<uuid>`.
        subject: Subject,
        /// Of the inovasi or of the region.
        nama: String,
        /// The body that runs the inovasi; absent for the region.
        perangkat_daerah: Option<String>,
        /// Whose answer it changes; absent where it is about none.
        indikator: Option<IndikatorId>,
        /// That indikator's number as officers say it.
        code: Option<String>,
        /// Parameter that counts today, and that would; 0 for none.
        from: u32,
        /// See `from`.
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
        /// Points of the total, four places.
        gain_total: Option<String>,
        /// Gain of the first act alone, where there are several, in points of the
        /// total.
        alone_total: Option<String>,
        /// What the inovasi's own skor gains, two places; absent for the region.
        gain_kematangan: Option<String>,
        /// Part of the total that hangs on it.
        at_risk: Option<String>,
        /// Whether another step is worth the same.
        tied: bool,
        /// Key under `explain.` of how the gain in the index comes about, and what
        /// fills it.
        formula: Option<GainFormula>,
        /// Values that fill the formula.
        parts: Vec<ArgView>,
    }

    /// A written work list.
    struct StepsReceipt {
        /// Where it lies.
        path: String,
        /// Steps in it.
        n_step: u32,
        /// Bytes.
        size: f64,
        /// Of the file, lower-case hex.
        sha256: String,
    }
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
