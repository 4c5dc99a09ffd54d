//! The answers of a subject: what is claimed, what supports it, what a verifier
//! accepted, and why.

use domain::core::id::{BuktiId, IndikatorId, InputId, InstrumentId, OptionId, Subject};
use domain::{
    assessment::{
        carry::CarryReason,
        check::CheckName,
        verification::{Role, SeenPart, State},
    },
    named,
};
use serde::Serialize;

use crate::view::{ArgView, BuktiView, CitationView, view};

view! {
    /// The answers of one subject to one instrument.
    struct AssessmentView {
        /// `daerah` or `inovasi:<uuid>`.
        subject: Subject,
        /// What is answered to.
        instrument: InstrumentId,
        /// One for each indikator that such a subject answers, in the instrument's
        /// order.
        indikator: Vec<AnswerView>,
        /// Skor of all that is chosen, two places.
        claimed: Option<String>,
        /// Skor that the bukti support, two places.
        supported: Option<String>,
        /// Skor that verifiers accepted, two places.
        verified: Option<String>,
        /// Kematangan that the ministry verified, two places; absent: nobody has said, or
        /// the answers are the region's.
        official: Option<String>,
        /// Highest skor that such a subject can reach, two places.
        maksimum: Option<String>,
        /// Answers with a parameter above 0.
        n_chosen: u32,
        /// Where the answers lie.
        state: State,
        /// What was written when they came there, and by whom in which role; absent
        /// where nobody has moved them.
        passage: Option<PassageView>,
        /// States that the role of this copy can move them to.
        moves: Vec<MoveView>,
        /// The role of this copy.
        role: Role,
        /// Answers that a verifier has yet to look at, or again.
        n_open: u32,
        /// Of these, those whose bukti support all that is claimed.
        n_supported_open: u32,
    }

    /// How answers came to where they lie.
    struct PassageView {
        /// Who somebody was then.
        role: Role,
        /// By the name set on that copy; empty when none was set.
        person: String,
        /// RFC 3339, the writer's clock.
        at: String,
        /// What was written with the move; empty: nothing.
        note: String,
    }

    /// A move that a role can make.
    struct MoveView {
        /// The state it leads to.
        to: State,
        /// Whether it needs a note.
        note: bool,
    }

    /// The answer to one indikator. Its texts are in [`crate::view::InstrumentView`].
    struct AnswerView {
        /// Whose answer it is; the same id in every year.
        indikator: IndikatorId,
        /// 0: not chosen.
        parameter: u8,
        /// Id of the chosen measuring basis, where there are several.
        variant: Option<String>,
        /// Skor of what is chosen, two places.
        claimed: Option<String>,
        /// Skor that the bukti support, two places.
        supported: Option<String>,
        /// Skor that a standing verdict accepted, two places.
        verified: Option<String>,
        /// The rung that the bukti support, up to the chosen one; 0 for none.
        supported_parameter: u8,
        /// The rung that a standing verdict accepted; 0 for none.
        verified_parameter: u8,
        /// The rung that the ministry accepted; 0 for none. Absent: nobody has said.
        official_parameter: Option<u8>,
        /// The highest rung that the bukti would carry, whatever was chosen.
        reach: u8,
        /// What supports it, oldest first.
        bukti: Vec<BuktiView>,
        /// Whether the choice holds several unreconciled values.
        conflict: bool,
        /// Why a carried-over answer waits for a second look: sentences
        /// `carry.<reason>`. Absent: it does not wait.
        review: Option<Vec<CarryReason>>,
        /// Numbers that were given, with the rungs that each stands for.
        input: Vec<GivenInputView>,
        /// What was ticked of what the checks count.
        tick: Vec<OptionId>,
        /// Bukti dated outside the years that count, by id.
        outside: Vec<BuktiId>,
        /// The rung that the checks are of: the chosen one, or the first where none
        /// is chosen.
        checked_parameter: u8,
        /// The checks of that rung; without bukti all of them wait.
        check: Vec<CheckedView>,
        /// What a verifier said of it last; absent: nothing, or it was taken back.
        verdict: Option<VerdictView>,
        /// What published sources say of it, the best first.
        citation: Vec<CitationView>,
        /// Whether a verifier has yet to look at it, or again.
        waits: bool,
        /// SHA-256 of all that is to be seen of the answer, lower-case hex: whoever
        /// gives a verdict sends it back, so that nobody accepts what he has not seen.
        fingerprint: String,
    }

    /// A number the officer gave.
    struct GivenInputView {
        /// Id of the input.
        input: InputId,
        /// A decimal as text, with a point.
        value: String,
        /// Rungs it stands for: none in a gap of the printed bands, several where
        /// they overlap.
        fits: Vec<u8>,
    }

    /// A machine check with what came of it.
    struct CheckedView {
        /// Where it fails the sentence `check.<kind>`, where it cannot tell
        /// `unsure.<kind>`, both filled by `args`.
        kind: CheckName,
        /// Whether the bukti pass it.
        outcome: CheckedOutcome,
        /// Told, but no ground to refuse.
        advice: bool,
        /// What was found: values of the sentence.
        args: Vec<ArgView>,
        /// Values of the sentence `wanted.<kind>`: what is asked for.
        wanted: Vec<ArgView>,
    }

    /// What a verifier said of an answer.
    struct VerdictView {
        /// 0: returned.
        parameter: u8,
        /// What has to be done; never empty with a return.
        note: String,
        /// Who somebody was then.
        role: Role,
        /// By the name set on that copy; empty when none was set.
        person: String,
        /// RFC 3339, the writer's clock.
        at: String,
        /// Whether what was seen is no longer what is to be seen.
        lapsed: bool,
        /// What changed since; empty while it stands.
        changes: Vec<SeenChangeView>,
    }

    /// One thing that is not as it was seen.
    struct SeenChangeView {
        /// Which part it is.
        what: SeenPart,
        /// As it was seen; absent: it was not there.
        dulu: Option<String>,
        /// As it is to be seen now; absent: it is gone.
        kini: Option<String>,
    }
}

impl CheckedView {
    /// The key of its sentence: what is missing, what is not known and how to tell, or
    /// what is asked for. The first two are filled by `args`, the last by `wanted`.
    pub fn key(&self) -> String {
        match self.outcome {
            CheckedOutcome::Failed => format!("check.{}", self.kind),
            CheckedOutcome::CannotTell => format!("unsure.{}", self.kind),
            CheckedOutcome::Passed | CheckedOutcome::Waiting => format!("wanted.{}", self.kind),
        }
    }
}

named! {
    /// What came of a machine check.
    pub enum CheckedOutcome {
        /// The bukti show what it asks for.
        Passed = "passed",
        /// They surely do not.
        Failed = "failed",
        /// A fact is not known; a person has to look.
        CannotTell = "cannot_tell",
        /// There is no bukti yet that it could look at.
        Waiting = "waiting",
    }
}
