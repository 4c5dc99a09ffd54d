//! The first screen: where the region stands, what is missing, who takes part,
//! what has been done.

use domain::{
    assessment::{
        instrument::{Confidence, Gate, kalender::Phase},
        score::Basis,
    },
    core::{
        finding::{FindingCode, Severity},
        id::InstrumentId,
    },
};
use serde::Serialize;

use crate::core::op::Op;
use crate::view::{BoundsView, NamedView, PredikatView, ScoreView, view};

view! {
    /// Everything of the first screen, of one moment.
    struct BerandaView {
        instrument: InstrumentId,
        /// ISO, the local day.
        today: String,
        /// One for each basis, from what is claimed to what is verified.
        standing: Vec<BasisStandingView>,
        /// The bands of the index, highest first; empty where the award has none.
        predikat: Vec<PredikatView>,
        urusan_dasar: UrusanDasarView,
        kursi: KursiView,
        /// The most severe first.
        findings: Vec<FindingKindView>,
        kalender: Vec<StageView>,
        participation: ParticipationView,
        week: WeekView,
    }

    /// The region on one basis.
    struct BasisStandingView {
        basis: Basis,
        score: ScoreView,
        /// What is certain where the total cannot be computed.
        bounds: Option<BoundsView>,
        /// The next predikat above; absent in the highest.
        next: Option<NextPredikatView>,
        /// Points of the index by which this basis lies below the one before it.
        gap: Option<String>,
    }

    struct NextPredikatView {
        nama: String,
        minimum: String,
        /// Points of the index that are missing.
        distance: String,
    }

    /// Which of the urusan dasar have an inovasi, and what an unmet gate costs.
    struct UrusanDasarView {
        gate: Gate,
        n_covered: u32,
        minimum: Option<u32>,
        /// Skor that a gate which is not open takes away, or may take away.
        cost_skor: Option<String>,
        /// The same in points of the index.
        cost_iid: Option<String>,
        urusan: Vec<UrusanView>,
    }

    /// One urusan with the proposed inovasi that it is the urusan utama of.
    struct UrusanView {
        id: String,
        n_inovasi: u32,
        /// The first ones by name.
        inovasi: Vec<NamedView>,
    }

    /// Seats of the divisor of the average, and how many of them are filled.
    struct KursiView {
        n_inovasi: u32,
        divisor: Option<u32>,
        kosong: Option<u32>,
    }

    /// All findings of one code and severity.
    struct FindingKindView {
        code: FindingCode,
        severity: Severity,
        n: u32,
        /// Inovasi that have one; 0 for what is said of the region or of files.
        n_inovasi: u32,
    }

    /// A stage of the award's year against today.
    struct StageView {
        nama: String,
        /// As precise as the source: `2026`, `2026-06` or `2026-06-30`.
        dari: Option<String>,
        sampai: Option<String>,
        phase: Phase,
        /// Least and greatest number of days the phase tells of: to the beginning,
        /// to the end, or since it. The same where the dates are known to the day.
        least_days: Option<u32>,
        most_days: Option<u32>,
        confidence: Confidence,
        note: Option<String>,
    }

    /// Who takes part: the first rows, and how many there are.
    struct ParticipationView {
        rows: Vec<BodyStandingView>,
        n_body: u32,
        /// Bodies of the list that have no inovasi.
        n_without: u32,
    }

    /// Every perangkat daerah, those with the most proposed inovasi first.
    struct BodiesStandingView { rows: Vec<BodyStandingView> }

    /// One perangkat daerah, without the bodies below it.
    struct BodyStandingView {
        /// Empty for inovasi that name none.
        nama: String,
        listed: bool,
        n_inovasi: u32,
        n_proposed: u32,
        /// Parameters chosen for its proposed inovasi.
        n_chosen: u32,
        skor: Vec<BasisSkorView>,
    }

    /// Kematangan of the proposed inovasi of a body, on one basis.
    struct BasisSkorView {
        basis: Basis,
        /// Absent where it cannot be computed.
        jumlah: Option<String>,
        /// Absent without proposed inovasi, too.
        rata: Option<String>,
    }

    /// One perangkat daerah down to its inovasi.
    struct BodyInovasiView {
        nama: String,
        n_inovasi: u32,
        /// The first ones by name.
        inovasi: Vec<InovasiStandingView>,
    }

    struct InovasiStandingView {
        id: String,
        nama: String,
        proposed: bool,
        /// Kematangan by basis, in the order of the bases.
        skor: Vec<Option<String>>,
    }

    /// What was done in the seven days up to tonight, and in the weeks before.
    struct WeekView {
        /// ISO, both included.
        dari: String,
        sampai: String,
        n_act: u32,
        by_op: Vec<OpCountView>,
        by_person: Vec<PersonCountView>,
        /// The oldest week first; the last is this one.
        series: Vec<WeekCountView>,
        /// The newest acts that change what the region has.
        recent: Vec<RecentActView>,
    }

    /// How many acts of a kind.
    struct OpCountView {
        /// Absent for acts that this program does not know.
        key: Option<Op>,
        n: u32,
    }

    /// How many acts of a person.
    struct PersonCountView { key: String, n: u32 }

    /// Acts of seven days from `dari` on.
    struct WeekCountView { dari: String, n: u32 }

    /// An act, or the same one repeated by one person on one subject.
    struct RecentActView {
        op: Op,
        person: String,
        /// RFC 3339: the last of them.
        at: String,
        subject: String,
        subject_nama: Option<String>,
        n: u32,
    }
}
