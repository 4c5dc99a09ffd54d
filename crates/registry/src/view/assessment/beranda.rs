//! The first screen: where the region stands, what is missing, who takes part,
//! what has been done.

use domain::core::id::{InovasiId, Subject};
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
use crate::view::{BoundsView, NamedView, OfficialStandingView, PredikatView, ScoreView, view};

view! {
    /// Everything of the first screen, of one moment.
    struct BerandaView {
        /// The one the screens of this registry use.
        instrument: InstrumentId,
        /// ISO, the local day.
        today: String,
        /// One for each basis, from what is claimed to what is verified.
        standing: Vec<BasisStandingView>,
        /// What the ministry made of that year; absent: nobody has said.
        official: Option<OfficialStandingView>,
        /// The bands of the index, highest first; empty where the award has none.
        predikat: Vec<PredikatView>,
        /// The gate of the count skor, on the claimed basis.
        urusan_dasar: UrusanDasarView,
        /// The divisor of the average, on the claimed basis.
        kursi: KursiView,
        /// The most severe first.
        findings: Vec<FindingKindView>,
        /// Every stage of the award's year, in the order of the instrument.
        kalender: Vec<StageView>,
        /// Those with the most proposed inovasi first, up to a cap.
        participation: ParticipationView,
        /// Of all who write in this registry.
        week: WeekView,
    }

    /// The region on one basis.
    struct BasisStandingView {
        /// Which of the three skor of an answer counts.
        basis: Basis,
        /// The inovasi themselves are left out.
        score: ScoreView,
        /// What is certain where the total cannot be computed.
        bounds: Option<BoundsView>,
        /// The next predikat above; absent in the highest.
        next: Option<NextPredikatView>,
        /// Points of the index by which this basis lies below the one before it.
        gap: Option<String>,
    }

    /// The predikat above the one that is reached, from its lowest index on.
    struct NextPredikatView {
        /// As the award calls it, such as Sangat Inovatif.
        nama: String,
        /// Lowest index that it is given for, two places.
        minimum: String,
        /// Points of the index that are missing.
        distance: String,
    }

    /// Which of the urusan dasar have an inovasi, and what an unmet gate costs.
    struct UrusanDasarView {
        /// Open, shut, or hanging on a rule that is not known.
        gate: Gate,
        /// Urusan dasar that are the urusan utama of a proposed inovasi.
        n_covered: u32,
        /// How many the rules want; absent where no source tells.
        minimum: Option<u32>,
        /// Skor that a gate which is not open takes away, or may take away.
        cost_skor: Option<String>,
        /// The same in points of the index.
        cost_iid: Option<String>,
        /// All of them, in the order of the rules.
        urusan: Vec<UrusanView>,
    }

    /// One urusan with the proposed inovasi that it is the urusan utama of.
    struct UrusanView {
        /// Slug; its name is in the vocabulary.
        id: String,
        /// All such inovasi, beyond those named too.
        n_inovasi: u32,
        /// The first ones by name.
        inovasi: Vec<NamedView>,
    }

    /// Seats of the divisor of the average, and how many of them are filled.
    struct KursiView {
        /// Inovasi that are proposed.
        n_inovasi: u32,
        /// What the sum of the kematangan is divided by; absent where no source
        /// tells.
        divisor: Option<u32>,
        /// Divisor minus inovasi; absent when not above 0.
        kosong: Option<u32>,
    }

    /// All findings of one code and severity.
    struct FindingKindView {
        /// What they remark on: the sentence `finding.<code>`.
        code: FindingCode,
        /// How much hangs on them.
        severity: Severity,
        /// How many there are.
        n: u32,
        /// Inovasi that have one; 0 for what is said of the region or of files.
        n_inovasi: u32,
    }

    /// A stage of the award's year against today.
    struct StageView {
        /// As the award names it.
        nama: String,
        /// As precise as the source: `2026`, `2026-06` or `2026-06-30`.
        dari: Option<String>,
        /// The last day, just as precise; absent where no source tells.
        sampai: Option<String>,
        /// Where today lies in it.
        phase: Phase,
        /// Least and greatest number of days the phase tells of: to the beginning,
        /// to the end, or since it. The same where the dates are known to the day.
        least_days: Option<u32>,
        /// See `least_days`; absent where the phase tells of no days.
        most_days: Option<u32>,
        /// How sure the dates are.
        confidence: Confidence,
        /// In the words of the instrument.
        note: Option<String>,
    }

    /// Who takes part: the first rows, and how many there are.
    struct ParticipationView {
        /// The first ones, those with the most proposed inovasi first.
        rows: Vec<BodyStandingView>,
        /// All of them, those without an inovasi too.
        n_body: u32,
        /// Bodies of the list that have no inovasi.
        n_without: u32,
    }

    /// Every perangkat daerah, those with the most proposed inovasi first.
    struct BodiesStandingView {
        /// All of them, those without an inovasi too.
        rows: Vec<BodyStandingView>,
    }

    /// One perangkat daerah, without the bodies below it.
    struct BodyStandingView {
        /// Empty for inovasi that name none.
        nama: String,
        /// Whether the list of perangkat daerah has it.
        listed: bool,
        /// Inovasi that name it, proposed or not.
        n_inovasi: u32,
        /// Of these, those proposed under the current instrument.
        n_proposed: u32,
        /// Parameters chosen for its proposed inovasi.
        n_chosen: u32,
        /// One for each basis, from claimed to verified.
        skor: Vec<BasisSkorView>,
    }

    /// Kematangan of the proposed inovasi of a body, on one basis.
    struct BasisSkorView {
        /// Which of the three skor of an answer counts.
        basis: Basis,
        /// Absent where it cannot be computed.
        jumlah: Option<String>,
        /// Absent without proposed inovasi, too.
        rata: Option<String>,
    }

    /// One perangkat daerah down to its inovasi.
    struct BodyInovasiView {
        /// As the list of perangkat daerah names it today.
        nama: String,
        /// All its inovasi, beyond those named too.
        n_inovasi: u32,
        /// The first ones by name.
        inovasi: Vec<InovasiStandingView>,
    }

    /// One inovasi in the standing of a year.
    struct InovasiStandingView {
        /// UUID, the same in every registry.
        id: InovasiId,
        /// As its profile says.
        nama: String,
        /// Whether it is proposed under the current instrument.
        proposed: bool,
        /// Kematangan by basis, in the order of the bases.
        skor: Vec<Option<String>>,
    }

    /// What was done in the seven days up to tonight, and in the weeks before.
    struct WeekView {
        /// ISO, both included.
        dari: String,
        /// Today.
        sampai: String,
        /// Acts of these seven days, of every kind.
        n_act: u32,
        /// Their kinds, the most frequent first.
        by_op: Vec<OpCountView>,
        /// Who did them, the busiest first.
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
        /// Acts of these seven days.
        n: u32,
    }

    /// How many acts of a person.
    struct PersonCountView {
        /// The name set on a copy; empty for acts without one.
        key: String,
        /// Acts of these seven days.
        n: u32,
    }

    /// Acts of seven days from `dari` on.
    struct WeekCountView {
        /// ISO, the first of the seven days.
        dari: String,
        /// Acts of every kind and person.
        n: u32,
    }

    /// An act, or the same one repeated by one person on one subject.
    struct RecentActView {
        /// What was done.
        op: Op,
        /// By the name set on that copy; empty when none was set.
        person: String,
        /// RFC 3339: the last of them.
        at: String,
        /// Key of whom it is about, such as `inovasi:<uuid>`; absent: it changed nothing.
        subject: Option<Subject>,
        /// Its name for people, where it has one.
        subject_nama: Option<String>,
        /// How many acts this row stands for, from 1.
        n: u32,
    }
}
