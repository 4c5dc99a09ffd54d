//! Rules as screens show them: which there are, where they differ, what they
//! would change.

use domain::{
    assessment::{
        carry::CarryReason,
        check::CheckName,
        instrument::{Confidence, Status, diff::DifferenceKind, profil::Need},
        score::Basis,
    },
    core::id::{IndikatorId, InstrumentId},
    inovasi::profile::Field,
    named,
};
use serde::Serialize;

use crate::core::op::Op;
use crate::view::{ArgView, BoundsView, InstrumentView, NoticeView, ScoreView, view};

view! {
    /// Every instrument of this registry, the latest year first.
    struct InstrumentsView {
        instruments: Vec<InstrumentRow>,
        /// Packs that this program cannot read.
        notices: Vec<NoticeView>,
    }

    /// One instrument in the list of rules.
    struct InstrumentRow {
        id: InstrumentId,
        nama: String,
        tahun: i32,
        status: Status,
        /// Whether rules of this id came with the program.
        embedded: bool,
        /// What people made of it here, where they did.
        own: Option<OwnPackView>,
        current: bool,
        n_indikator: u32,
    }

    /// A version that somebody took in or wrote.
    struct OwnPackView {
        /// Counted from 1.
        versi: u32,
        alasan: String,
        person: String,
        /// RFC 3339.
        at: String,
    }

    /// Everything that the rules of one instrument say.
    struct PackView {
        instrument: InstrumentView,
        dasar_hukum: Vec<FactText>,
        /// What the year's form asks about an inovasi.
        isian: Vec<IsianView>,
        berkas: Vec<RuleBerkasView>,
        /// Machine checks: the sentence `rule_check.<kind>` with its values.
        check: Vec<RuleCheckView>,
        embedded: bool,
        own: Option<OwnPackView>,
        current: bool,
    }

    /// A text with how sure it is.
    struct FactText { teks: String, confidence: Confidence }

    /// A document of the profile with what the portal takes for it.
    struct RuleBerkasView {
        nama: String,
        /// Endings; empty where they are not known.
        file_types: Vec<String>,
        /// In MB; none where it is not known.
        maksimum_mb: Option<u32>,
        confidence: Confidence,
    }

    /// What a year asks of one field of the profile.
    struct IsianView {
        field: Field,
        label: String,
        need: Need,
        confidence: Confidence,
    }

    /// A machine check as the rules declare it.
    struct RuleCheckView {
        indikator: IndikatorId,
        kind: CheckName,
        /// The rungs it belongs to; empty for all.
        parameter: Vec<u8>,
        advice: bool,
        args: Vec<ArgView>,
    }

    /// A place in a pack that is wrong.
    struct PackFaultView {
        file: String,
        /// Counted from 1; 0 for the whole file.
        line: u32,
        /// The sentence `pack_fault.<reason>`.
        reason: String,
        args: Vec<ArgView>,
    }

    /// What a pack would bring, before anything is recorded.
    struct PackLookView {
        /// None where its first file cannot be read.
        id: Option<InstrumentId>,
        nama: Option<String>,
        tahun: Option<i32>,
        status: Option<Status>,
        n_indikator: u32,
        faults: Vec<PackFaultView>,
        /// What it would stand in the place of.
        stands: PackPlace,
        /// Against the rules of that id here, or against the current ones.
        against: InstrumentId,
        differences: Vec<DifferenceView>,
    }

    /// Two instruments side by side.
    struct InstrumentCompareView {
        before: NamedInstrument,
        after: NamedInstrument,
        differences: Vec<DifferenceView>,
    }

    /// Which instrument is meant.
    struct NamedInstrument { id: InstrumentId, nama: String, tahun: i32, status: Status }

    /// One fact that differs between two rules.
    struct DifferenceView {
        /// The sentence `difference.<kind>`.
        kind: DifferenceKind,
        /// None for what belongs to the award.
        indikator: Option<IndikatorId>,
        code: Option<String>,
        nama: Option<String>,
        /// Its key, for example `bobot` or `parameter/3`.
        fact: String,
        dulu: Option<String>,
        kini: Option<String>,
    }

    /// What would change for this region under other rules.
    struct EffectView {
        before: NamedInstrument,
        after: NamedInstrument,
        /// One for each basis.
        standing: Vec<EffectStandingView>,
        n_same: u32,
        n_review: u32,
        n_dropped: u32,
        /// Only the indikator whose answers do not all come along as they are.
        fate: Vec<FateView>,
        /// Indikator that the other rules ask anew.
        unasked: Vec<UnaskedView>,
        n_inovasi: u32,
        /// Inovasi whose kematangan changes or cannot be computed.
        n_moved: u32,
        /// The largest changes, up to a cap.
        moved: Vec<MovedView>,
    }

    /// The standing on one basis, under these rules and under the others.
    struct EffectStandingView {
        basis: Basis,
        now: ScoreView,
        then: ScoreView,
        now_bounds: Option<BoundsView>,
        then_bounds: Option<BoundsView>,
        /// Change of the index, with its sign; none where it cannot be computed.
        change: Option<String>,
    }

    /// What becomes of the answers of one indikator under other rules.
    struct FateView {
        indikator: IndikatorId,
        nama: String,
        before_code: Option<String>,
        after_code: Option<String>,
        n_same: u32,
        n_review: u32,
        n_dropped: u32,
        /// The sentences `carry.<why>`.
        why: Vec<CarryReason>,
    }

    /// An indikator of other rules that nobody here has answered.
    struct UnaskedView {
        indikator: IndikatorId,
        code: String,
        nama: String,
        daerah: bool,
        wajib: bool,
        maksimum: Option<String>,
    }

    /// An inovasi whose kematangan other rules would change.
    struct MovedView {
        id: String,
        nama: String,
        now: Option<String>,
        then: Option<String>,
        change: Option<String>,
    }

    /// One version of the rules of an id.
    struct PackVersionView {
        stamp: String,
        /// None where the embedded rules were given back.
        versi: Option<u32>,
        alasan: Option<String>,
        /// Absent for an act that this program does not know.
        op: Option<Op>,
        person: String,
        /// RFC 3339.
        at: String,
        stands: bool,
        /// Against the version before it, or against the embedded rules; none where
        /// one of both cannot be read.
        n_difference: Option<u32>,
    }

    /// A pack that was written.
    struct PackReceipt { path: String, instrument: InstrumentId, n_file: u32 }
}

named! {
    /// What a pack would stand in the place of.
    pub enum PackPlace {
        /// Nothing: no rules have its id.
        New = "new",
        /// Rules that came with the program.
        Embedded = "embedded",
        /// What people made of them here.
        Own = "own",
    }
}
