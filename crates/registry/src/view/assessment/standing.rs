//! Where a region stands, and why.

use domain::assessment::{
    explain::{ExplainFormula, ExplainLabel},
    score::Basis,
};
use domain::core::id::InovasiId;
use serde::Serialize;

use crate::view::{ArgView, OfficialStandingView, view};

use domain::core::id::InstrumentId;

view! {
    /// The region's standing.
    struct ScoreView {
        /// What is scored by.
        instrument: InstrumentId,
        /// Which of the three skor of an answer counts.
        basis: Basis,
        /// Skor of the region's own answers, two places.
        spd: Option<String>,
        /// Inovasi that are reckoned with.
        n_inovasi: u32,
        /// What the sum of the kematangan is divided by; absent where no source
        /// tells.
        divisor: Option<u32>,
        /// Sum of the kematangan over the divisor, two places.
        rata_kematangan: Option<String>,
        /// Skor for the number of inovasi, behind the gate; two places.
        skor_jumlah_inovasi: Option<String>,
        /// Average kematangan and count skor together, two places.
        skor_sid: Option<String>,
        /// Of region and inovasi together, two places.
        skor_total: Option<String>,
        /// The total as a percentage of the highest reachable, two places.
        iid: Option<String>,
        /// Points of a verified index that no verdict stands behind, since they come of the
        /// number of inovasi alone, two places; absent on another basis, and where there
        /// are none.
        iid_unjudged: Option<String>,
        /// The band that the index falls in; absent where the award has none.
        predikat: Option<String>,
        /// Covered urusan of the six basic services.
        urusan_dasar: u32,
        /// Their slugs.
        urusan_dasar_tercakup: Vec<String>,
        /// Slugs of those that no inovasi covers.
        urusan_dasar_kosong: Vec<String>,
        /// How many the gate wants; absent where no source tells.
        minimum_urusan_dasar: Option<u32>,
        /// Divisor minus inovasi, when positive: seats that pull the average down.
        kursi_kosong: Option<u32>,
        /// Highest total that can be reached, two places.
        maksimum: Option<String>,
        /// Those that are reckoned with; left out where nobody shows them.
        inovasi: Vec<InovasiSkor>,
        /// What the ministry made of that year; absent where nobody has said, and beside
        /// other figures than today's.
        official: Option<OfficialStandingView>,
    }

    /// Kematangan of one inovasi; absent where it cannot be computed.
    struct InovasiSkor {
        /// UUID, the same in every registry.
        id: InovasiId,
        /// As its profile says.
        nama: String,
        /// Two places.
        skor: Option<String>,
    }

    /// The three bases side by side; the inovasi themselves are left out.
    struct StandingView {
        /// What officers chose.
        claimed: ScoreView,
        /// What the bukti support.
        supported: ScoreView,
        /// What verifiers accepted.
        verified: ScoreView,
        /// What is certain where the total cannot be computed.
        claimed_bounds: Option<BoundsView>,
        /// The same of the supported total.
        supported_bounds: Option<BoundsView>,
        /// The same of the verified total.
        verified_bounds: Option<BoundsView>,
        /// What the ministry made of it; absent: nobody has said.
        official: Option<OfficialStandingView>,
    }

    /// Between which values total and index lie; a missing end is not known.
    struct BoundsView {
        /// With 0 for all that is not known, two places.
        skor_total_minimum: String,
        /// With the most for all that is not known, two places.
        skor_total_maksimum: Option<String>,
        /// The index of the lowest total, two places.
        iid_minimum: Option<String>,
        /// The index of the highest total, two places.
        iid_maksimum: Option<String>,
    }

    /// One step of "why this number". `formula` and `label` are keys of
    /// sentences in `ui/src/text`; `args` fill them.
    struct ExplainView {
        /// What the number is.
        label: ExplainLabel,
        /// Already a name (an indikator, an inovasi), when the label is not a key.
        nama: Option<String>,
        /// Absent where it cannot be computed.
        value: Option<String>,
        /// How it comes about.
        formula: ExplainFormula,
        /// Values that fill the formula.
        args: Vec<ArgView>,
        /// The numbers it is made of, each explained alike.
        children: Vec<ExplainView>,
    }
}
