//! Verification: who somebody is here, verdicts on answers, and moving answers on
//! their way out. What waits for whom is in `queue`, what was seen in `replay`.

pub(crate) mod queue;
pub(crate) mod replay;

use domain::{
    assessment::{
        instrument::{AnsweredBy, Indikator, Instrument},
        judged::Judged,
        verdict::{VerdictError, check_verdict},
        verification::{Passage, Refusal, Role, State, Verdict, check_move},
    },
    core::{finding::Finding, id::Subject},
    inovasi::profile::{Field, clean},
    merge::change::FieldKey,
};
use store::Reader;

use crate::{
    Selection,
    core::{
        error::{Code, Error, Result},
        kept_json::written,
        lookup::{self, role_of},
        op::Op,
        pen::Pen,
        places::Region,
        registry::Core,
    },
    inovasi::catalogue::many,
    show::{
        assessment::assessment_view,
        finding::{self, Findings, outcome},
        sheet,
        verification::{fingerprint, spoken},
    },
    view::{ArgView, AssessmentView, MoveManyView, Outcome, StayedView},
};

pub use queue::VerificationFilter;

/// A verdict as a screen or the command line sends it.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct GiveVerdict {
    /// `daerah` or `inovasi:<uuid>`.
    pub subject: String,
    /// Id of the instrument that the answer was given under.
    pub instrument: String,
    /// Id or code.
    pub indikator: String,
    /// The parameter that is accepted; 0 returns the answer.
    pub parameter: u8,
    /// What has to be done; a return needs it.
    pub note: String,
    /// Of the answer as the screen showed it; absent: whatever it is now.
    pub fingerprint: Option<String>,
}

/// An answer as a screen showed it.
#[derive(Debug, Clone, serde::Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct SeenAnswer {
    /// Id of the indikator.
    pub indikator: String,
    /// SHA-256 of all that is to be seen of it, in hex.
    pub fingerprint: String,
}

/// Accepts an answer, at the claimed parameter or below, or returns it with a
/// note. The verdict holds all that was to be seen in this very transaction.
///
/// # Errors
/// This copy's role is not that of a verifier; nothing is claimed, or less than is
/// accepted; a return has no note; the answer is not as the screen showed it; the
/// year is closed. Nothing is recorded then.
pub(crate) fn give_verdict(core: &Core, req: &GiveVerdict) -> Result<Outcome<AssessmentView>> {
    let instrument = core.instrument(&req.instrument)?;
    let subject = lookup::answering_subject(core, &req.subject)?;
    let indikator = indikator_of(&instrument, subject, &req.indikator)?;
    let note = clean(&req.note, true)?.unwrap_or_default();
    let (view, findings) = core.write(Op::GiveVerdict, |pen| {
        judged(pen, subject, &instrument)?;
        let sheet = sheet::of_subject(pen, subject, &instrument)?;
        let given = GivenVerdict { parameter: req.parameter, note: &note, seen: req.fingerprint.as_deref() };
        put_verdict(pen, subject, &instrument, &sheet.judged(&instrument, indikator), &given)?;
        shown(pen, subject, &instrument)
    })?;
    Ok(outcome(Op::GiveVerdict, view, finding::views(findings, None, &instrument)))
}

/// Accepts in one act every answer of a subject that no verdict stands on and
/// whose bukti support all that is claimed.
///
/// # Errors
/// As [`Registry::give_verdict`](crate::Registry::give_verdict); there is no such answer. With `seen`, also when
/// one of them was not among what the screen showed.
pub(crate) fn give_verdicts(
    core: &Core,
    subject: &str,
    instrument: &str,
    seen: Option<&[SeenAnswer]>,
) -> Result<Outcome<AssessmentView>> {
    let instrument = core.instrument(instrument)?;
    let subject = lookup::answering_subject(core, subject)?;
    let (view, findings) = core.write(Op::GiveVerdicts, |pen| {
        judged(pen, subject, &instrument)?;
        let sheet = sheet::of_subject(pen, subject, &instrument)?;
        let mut open = sheet.judge(&instrument, AnsweredBy::of(subject));
        open.retain(|it| it.is_supported() && it.is_open());
        if open.is_empty() {
            return Err(Error::invalid("verdict_none_open"));
        }
        for it in &open {
            let shown = seen.map(|all| all.iter().find(|seen| it.indikator.id == seen.indikator));
            // What the screen did not show at all has no fingerprint that fits.
            let seen = shown.map(|it| it.map_or("", |it| it.fingerprint.as_str()));
            put_verdict(pen, subject, &instrument, it, &GivenVerdict { parameter: it.claimed(), note: "", seen })?;
        }
        shown(pen, subject, &instrument)
    })?;
    Ok(outcome(Op::GiveVerdicts, view, finding::views(findings, None, &instrument)))
}

/// Takes the verdict on an answer back; history keeps that it was given.
///
/// # Errors
/// There is none; this copy's role is not that of a verifier; the year is closed.
pub(crate) fn take_verdict_back(
    core: &Core,
    subject: &str,
    instrument: &str,
    indikator: &str,
) -> Result<Outcome<AssessmentView>> {
    let instrument = core.instrument(instrument)?;
    let subject = lookup::answering_subject(core, subject)?;
    let indikator = indikator_of(&instrument, subject, indikator)?;
    let (view, findings) = core.write(Op::TakeVerdictBack, |pen| {
        judged(pen, subject, &instrument)?;
        if role_of(pen)? != Role::Verifier {
            return Err(Error::invalid("verdict_not_verifier"));
        }
        if !pen.put(subject, &field_of(&instrument, indikator), None)? {
            return Err(Error::not_found("verdict_missing").arg("indikator", &indikator.code));
        }
        shown(pen, subject, &instrument)
    })?;
    Ok(outcome(Op::TakeVerdictBack, view, finding::views(findings, None, &instrument)))
}

/// Moves the answers of a subject on their way from `draf` to `terkirim`, or back.
/// Submitting what something still blocks is allowed; the findings say so.
///
/// # Errors
/// There is no such move from where they lie, this copy's role does not make it,
/// a return has no note, or the year is closed.
pub(crate) fn move_answers(
    core: &Core,
    subject: &str,
    instrument: &str,
    to: &str,
    note: &str,
) -> Result<Outcome<AssessmentView>> {
    let instrument = core.instrument(instrument)?;
    let subject = lookup::answering_subject(core, subject)?;
    let (to, note) = (state(to)?, clean(note, true)?.unwrap_or_default());
    let (view, findings) = core.write(Op::MoveAnswers, |pen| {
        put_passage(pen, subject, &instrument, to, &note)?;
        shown(pen, subject, &instrument)
    })?;
    Ok(outcome(Op::MoveAnswers, view, finding::views(findings, None, &instrument)))
}

/// Moves the answers of many inovasi in one act. Those that cannot be moved stay
/// where they are, each told by name with why.
///
/// # Errors
/// There is no such state or inovasi; the year is closed.
pub(crate) fn move_many_answers(
    core: &Core,
    selection: &Selection,
    instrument: &str,
    to: &str,
    note: &str,
) -> Result<Outcome<MoveManyView>> {
    let instrument = core.instrument(instrument)?;
    let (to, note) = (state(to)?, clean(note, true)?.unwrap_or_default());
    let ids = many::ids_of(core, selection)?;
    let view = core.write(Op::MoveAnswers, |pen| {
        pen.open(&instrument.id)?;
        let mut view = MoveManyView { n_moved: 0, stayed: Vec::new() };
        for id in ids {
            match put_passage(pen, Subject::Inovasi(id), &instrument, to, &note) {
                Ok(()) => view.n_moved += 1,
                // Only what is wrong with this one; a disk that fails ends the act.
                Err(error) if matches!(error.code, Code::Invalid | Code::NotFound) => {
                    let nama = pen.inovasi(id)?.and_then(|it| it.profile.get(&Field::Nama).cloned());
                    let args = error.args.into_iter();
                    view.stayed.push(StayedView {
                        id: id.to_string(),
                        nama: nama.unwrap_or_default(),
                        reason: error.reason.to_owned(),
                        args: args.map(|(name, value)| ArgView { name: name.to_owned(), value }).collect(),
                    });
                }
                Err(error) => return Err(error),
            }
        }
        Ok(view)
    })?;
    Ok(outcome(Op::MoveAnswers, view, Findings::default()))
}

pub(crate) fn field_of(instrument: &Instrument, indikator: &Indikator) -> FieldKey {
    FieldKey::Verdict { instrument: instrument.id.clone(), indikator: indikator.id.clone() }
}

/// An indikator of a subject by its id or code.
pub(crate) fn indikator_of<'a>(instrument: &'a Instrument, subject: Subject, text: &str) -> Result<&'a Indikator> {
    Ok(instrument.find_indikator(AnsweredBy::of(subject), text)?)
}

fn state(text: &str) -> Result<State> {
    State::by_name(text.trim()).ok_or_else(|| {
        let known = State::ALL.map(State::name).join(", ");
        Error::not_found("state_unknown").arg("state", text).arg("known", known)
    })
}

/// Refuses a subject that is removed, and a closed year.
fn judged(pen: &mut Pen<'_, '_>, subject: Subject, instrument: &Instrument) -> Result<()> {
    if let Subject::Inovasi(id) = subject {
        lookup::editable(pen, id)?;
    }
    pen.open(&instrument.id)
}

/// What is said of one answer.
struct GivenVerdict<'a> {
    parameter: u8,
    note: &'a str,
    /// Fingerprint of what the screen showed.
    seen: Option<&'a str>,
}

fn put_verdict(
    pen: &mut Pen<'_, '_>,
    subject: Subject,
    instrument: &Instrument,
    answer: &Judged<'_>,
    given: &GivenVerdict<'_>,
) -> Result<()> {
    let (indikator, role) = (answer.indikator, role_of(pen)?);
    let ladder = indikator.parameter_of(answer.variant()).iter().map(|it| it.nomor);
    check_verdict(role, given.parameter, answer.claimed(), ladder, given.note)
        .map_err(|error| refused(error, indikator))?;
    let seen = answer.seen().clone();
    let shown = given.seen.map(|it| Ok::<_, Error>(it == fingerprint(&seen)?)).transpose()?;
    if shown == Some(false) {
        return Err(Error::new(Code::Conflict, "verdict_not_as_seen").arg("indikator", &indikator.code));
    }
    let verdict = Verdict { parameter: given.parameter, note: given.note.to_owned(), role, seen };
    pen.put(subject, &field_of(instrument, indikator), Some(&written(&verdict)?))?;
    Ok(())
}

fn put_passage(pen: &mut Pen<'_, '_>, subject: Subject, instrument: &Instrument, to: State, note: &str) -> Result<()> {
    judged(pen, subject, instrument)?;
    let from = pen.passage(subject, &instrument.id)?.unwrap_or_default().state;
    let role = role_of(pen)?;
    check_move(from, to, role, note)?;
    let passage = Passage { state: to, role, note: note.to_owned() };
    pen.put(subject, &FieldKey::Verification(instrument.id.clone()), Some(&written(&passage)?))?;
    Ok(())
}

/// What a screen redraws, with all that is to be remarked on the subject.
fn shown(reader: &Reader<'_>, subject: Subject, instrument: &Instrument) -> Result<(AssessmentView, Vec<Finding>)> {
    let findings = match subject {
        Subject::Inovasi(id) => {
            let record = lookup::known(reader, id)?;
            finding::of_inovasi(reader, &record, instrument, &Region::of(reader)?)?
        }
        _ => finding::of_answers(reader, subject, instrument)?,
    };
    Ok((assessment_view(reader, subject, instrument)?, findings))
}

fn refused(error: VerdictError, indikator: &Indikator) -> Error {
    match error {
        VerdictError::NotVerifier(_) => Error::invalid("verdict_not_verifier"),
        VerdictError::NothingClaimed => Error::invalid("verdict_nothing_claimed").arg("indikator", &indikator.code),
        VerdictError::AboveClaim { accepted, claimed } => Error::invalid("verdict_above_claim")
            .arg("indikator", &indikator.code)
            .arg("accepted", accepted)
            .arg("claimed", claimed),
        VerdictError::NoSuchRung(parameter) => Error::invalid("parameter_unknown")
            .arg("indikator", &indikator.code)
            .arg("parameter", parameter)
            .arg("highest", indikator.parameter.last().map_or(0, |it| it.nomor)),
        VerdictError::NoteMissing => Error::invalid("verdict_note_missing").arg("indikator", &indikator.code),
    }
}

impl From<Refusal> for Error {
    fn from(error: Refusal) -> Self {
        use Role::*;
        use domain::assessment::verification::MOVES;
        let (from, to, found) = match error {
            Refusal::NoteMissing => return Self::invalid("move_note_missing"),
            Refusal::NoSuchMove { from, to } => (from, to, Self::invalid("move_unknown")),
            Refusal::NotThisRole { from, to, .. } => {
                let who = MOVES.iter().find(|it| it.0 == from && it.1 == to).map_or(&[][..], |it| it.2);
                (
                    from,
                    to,
                    match who {
                        [Verifier] => Self::invalid("move_of_verifier"),
                        [Head] => Self::invalid("move_of_head"),
                        [Officer] => Self::invalid("move_of_officer"),
                        [Verifier, Head] => Self::invalid("move_of_verifier_or_head"),
                        [Verifier, Officer] => Self::invalid("move_of_verifier_or_officer"),
                        _ => Self::invalid("move_of_operator_or_officer"),
                    },
                )
            }
        };
        found.arg("from", spoken(from)).arg("to", spoken(to))
    }
}
