//! Rules as screens show them: which there are, where they differ, what they
//! would change.

use domain::core::id::InovasiId;
use domain::{
    assessment::{
        carry::CarryReason,
        check::CheckName,
        instrument::{Confidence, FactName, Status, diff::DifferenceKind, file::PackFaultCode, profil::Need},
        score::Basis,
    },
    core::id::{IndikatorId, InstrumentId},
    inovasi::profile::Field,
    named,
};
use serde::Serialize;

use crate::core::op::Op;
use crate::view::{ArgView, BoundsView, InstrumentView, NoticeView, ScoreView, SentenceView, view};

view! {
    /// Every instrument of this registry, the latest year first.
    struct InstrumentsView {
        /// Those that came with the program, and those people took in.
        instruments: Vec<InstrumentRow>,
        /// Packs that this program cannot read.
        notices: Vec<NoticeView>,
    }

    /// One instrument in the list of rules.
    struct InstrumentRow {
        /// Of the rules, whatever their version.
        id: InstrumentId,
        /// Of the award, with its year.
        nama: String,
        /// The year that the award counts from.
        tahun: i32,
        /// How much its rules can be relied on.
        status: Status,
        /// Whether rules of this id came with the program.
        embedded: bool,
        /// What people made of it here, where they did.
        own: Option<OwnPackView>,
        /// Whether the screens of this registry use it.
        current: bool,
        /// Scored lines.
        n_indikator: u32,
    }

    /// A version that somebody took in or wrote.
    struct OwnPackView {
        /// Counted from 1.
        versi: u32,
        /// Why it was taken in or corrected, in the words of whoever did.
        alasan: String,
        /// By the name set on that copy; empty when none was set.
        person: String,
        /// RFC 3339.
        at: String,
    }

    /// Everything that the rules of one instrument say.
    struct PackView {
        /// Its texts and rules.
        instrument: InstrumentView,
        /// Regulations and letters that it rests on.
        dasar_hukum: Vec<FactText>,
        /// What the year's form asks about an inovasi.
        isian: Vec<IsianView>,
        /// Documents that the year's form wants beside the answers.
        berkas: Vec<RuleBerkasView>,
        /// Machine checks: the sentence `rule_check.<kind>` with its values.
        check: Vec<RuleCheckView>,
        /// Whether rules of this id came with the program.
        embedded: bool,
        /// What people made of it here, where they did.
        own: Option<OwnPackView>,
        /// Whether the screens of this registry use it.
        current: bool,
    }

    /// A text with how sure it is.
    struct FactText {
        /// As the source words it.
        teks: String,
        /// How sure it is.
        confidence: Confidence,
    }

    /// A document of the profile with what the portal takes for it.
    struct RuleBerkasView {
        /// As the year's form words it.
        nama: String,
        /// Endings; empty where they are not known.
        file_types: Vec<String>,
        /// How sure these are.
        types: Confidence,
        /// In MB; absent where it is not known.
        maksimum_mb: Option<u32>,
        /// How sure that is.
        size: Confidence,
        /// Names of the sources of both.
        source: Vec<String>,
        /// What the sources leave open, in the pack's words.
        note: Option<String>,
    }

    /// What a year asks of one field of the profile.
    struct IsianView {
        /// Which field of the profile is asked for.
        field: Field,
        /// As the year's form words it.
        label: String,
        /// How much the form needs it.
        need: Need,
        /// How sure that is.
        confidence: Confidence,
    }

    /// A machine check as the rules declare it.
    struct RuleCheckView {
        /// Whose bukti are checked.
        indikator: IndikatorId,
        /// What is checked, from the fixed catalogue.
        kind: CheckName,
        /// The rungs it belongs to; empty for all.
        parameter: Vec<u8>,
        /// Told, but no ground to refuse.
        advice: bool,
        /// What the rules set it to: values of the sentence.
        args: Vec<ArgView>,
    }

    /// A place in a pack that is wrong.
    struct PackFaultView {
        /// Path inside the pack.
        file: String,
        /// Counted from 1; 0 for the whole file.
        line: u32,
        /// What is wrong; picks the sentence `pack_fault.<reason>`.
        reason: PackFaultCode,
        /// The values of that sentence.
        args: Vec<ArgView>,
    }

    /// What a pack would bring, before anything is recorded.
    struct PackLookView {
        /// None where its first file cannot be read.
        id: Option<InstrumentId>,
        /// Of the award, with its year.
        nama: Option<String>,
        /// The year that the award counts from.
        tahun: Option<i32>,
        /// How much it says its rules can be relied on.
        status: Option<Status>,
        /// Scored lines that could be read.
        n_indikator: u32,
        /// Why it cannot be taken in; empty: it can.
        faults: Vec<PackFaultView>,
        /// What it would stand in the place of.
        stands: PackPlace,
        /// Against the rules of that id here, or against the current ones.
        against: InstrumentId,
        /// Fact by fact; empty where it cannot be read.
        differences: Vec<DifferenceView>,
    }

    /// Two instruments side by side.
    struct InstrumentCompareView {
        /// What is compared from.
        before: NamedInstrument,
        /// What is compared to.
        after: NamedInstrument,
        /// Fact by fact, those of the award first.
        differences: Vec<DifferenceView>,
    }

    /// Which instrument is meant.
    struct NamedInstrument {
        /// Of the rules, whatever their version.
        id: InstrumentId,
        /// Of the award, with its year.
        nama: String,
        /// The year that the award counts from.
        tahun: i32,
        /// How much its rules can be relied on.
        status: Status,
    }

    /// One fact that differs between two rules.
    struct DifferenceView {
        /// The sentence `difference.<kind>`.
        kind: DifferenceKind,
        /// None for what belongs to the award.
        indikator: Option<IndikatorId>,
        /// That indikator's number as officers say it.
        code: Option<String>,
        /// That indikator's name.
        nama: Option<String>,
        /// Its key, for example `bobot` or `parameter/3`.
        fact: String,
        /// Which fact that is, by the first part of the key.
        known: Option<FactName>,
        /// As the first rules say; absent: they do not.
        dulu: Option<String>,
        /// As the second rules say; absent: they do not.
        kini: Option<String>,
    }

    /// What would change for this region under other rules.
    struct EffectView {
        /// The rules that the region works under.
        before: NamedInstrument,
        /// The other rules.
        after: NamedInstrument,
        /// What costs points elsewhere, in the order of the other rules.
        lesson: Vec<LessonView>,
        /// One for each basis.
        standing: Vec<EffectStandingView>,
        /// Answers that would come along as they are.
        n_same: u32,
        /// Answers that would come along and wait for a second look.
        n_review: u32,
        /// Answers that the other rules have no place for.
        n_dropped: u32,
        /// Only the indikator whose answers do not all come along as they are.
        fate: Vec<FateView>,
        /// Indikator that the other rules ask anew.
        unasked: Vec<UnaskedView>,
        /// Inovasi that were reckoned with.
        n_inovasi: u32,
        /// Inovasi whose kematangan changes or cannot be computed.
        n_moved: u32,
        /// The largest changes, up to a cap.
        moved: Vec<MovedView>,
    }

    /// What costs points elsewhere on one indikator of the other rules.
    struct LessonView {
        /// Where the points are lost.
        indikator: IndikatorId,
        /// Its number under the other rules.
        code: String,
        /// As the other rules name it.
        nama: String,
        /// What the pack tells of it.
        teks: SentenceView,
        /// How sure it is.
        confidence: Confidence,
        /// Names of its sources.
        source: Vec<String>,
        /// Subjects that answered it under the rules of today.
        n_answered: u32,
        /// Of them, those whose answer needs a second look or is left behind.
        n_touched: u32,
    }

    /// The standing on one basis, under these rules and under the others.
    struct EffectStandingView {
        /// Which of the three skor of an answer counts.
        basis: Basis,
        /// Under the rules of today.
        now: ScoreView,
        /// Under the other rules.
        then: ScoreView,
        /// What is certain where today's total cannot be computed.
        now_bounds: Option<BoundsView>,
        /// What is certain where the other total cannot be computed.
        then_bounds: Option<BoundsView>,
        /// Change of the index, with its sign; none where it cannot be computed.
        change: Option<String>,
    }

    /// What becomes of the answers of one indikator under other rules.
    struct FateView {
        /// The same id under both rules.
        indikator: IndikatorId,
        /// As the other rules name it; as today's do where they no longer ask.
        nama: String,
        /// Its number today; absent where today's rules do not ask.
        before_code: Option<String>,
        /// Its number under the other rules; absent where they do not ask.
        after_code: Option<String>,
        /// Answers that come along as they are.
        n_same: u32,
        /// Answers that come along and wait for a second look.
        n_review: u32,
        /// Answers that are left behind; history keeps them.
        n_dropped: u32,
        /// The sentences `carry.<why>`.
        why: Vec<CarryReason>,
    }

    /// An indikator of other rules that nobody here has answered.
    struct UnaskedView {
        /// New with the other rules.
        indikator: IndikatorId,
        /// Its number as officers say it.
        code: String,
        /// As the other rules name it.
        nama: String,
        /// Whether the region answers it; otherwise each inovasi does.
        daerah: bool,
        /// Whether a submission without it is refused.
        wajib: bool,
        /// Skor of its highest rung, two places.
        maksimum: Option<String>,
    }

    /// An inovasi whose kematangan other rules would change.
    struct MovedView {
        /// UUID, the same in every registry.
        id: InovasiId,
        /// As its profile says.
        nama: String,
        /// Kematangan under the rules of today, two places.
        now: Option<String>,
        /// Kematangan under the other rules, two places.
        then: Option<String>,
        /// The second less the first; absent where one cannot be computed.
        change: Option<String>,
    }

    /// One version of the rules of an id.
    struct PackVersionView {
        /// Of the change that wrote it.
        stamp: String,
        /// None where the embedded rules were given back.
        versi: Option<u32>,
        /// Why, in the words of whoever did; absent with `versi`.
        alasan: Option<String>,
        /// Absent for an act that this program does not know.
        op: Option<Op>,
        /// By the name set on that copy; empty when none was set.
        person: String,
        /// RFC 3339.
        at: String,
        /// Whether these are the rules used today.
        stands: bool,
        /// Against the version before it, or against the embedded rules; none where
        /// one of both cannot be read.
        n_difference: Option<u32>,
    }

    /// A pack that was written.
    struct PackReceipt {
        /// Where it lies.
        path: String,
        /// Whose rules it holds.
        instrument: InstrumentId,
        /// Files inside.
        n_file: u32,
    }
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
