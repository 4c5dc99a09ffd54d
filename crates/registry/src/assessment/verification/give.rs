//! Giving a verdict: on one answer, or on all that nothing speaks against.

use domain::{
    assessment::{
        instrument::{AnsweredBy, Instrument},
        judged::Judged,
        verdict::{VerdictError, WantedVerdict, check_verdict},
        verification::Verdict,
    },
    core::id::{IndikatorId, IndikatorName, InstrumentId, Subject},
    inovasi::profile::clean,
};

use crate::{
    assessment::verification::{field_of, indikator_of, judged, shown},
    core::{
        error::{Code, Error, Reason, Result},
        kept_json::written,
        lookup::{self, role_of},
        op::Op,
        pen::Pen,
        registry::Core,
    },
    show::{
        finding::{self, outcome},
        sheet,
        verification::fingerprint,
    },
    view::{AssessmentView, Outcome},
};

/// A verdict as a screen or the command line sends it.
#[derive(Debug, Clone, serde::Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct GiveVerdict {
    /// `daerah` or `inovasi:<uuid>`.
    pub subject: Subject,
    /// Id of the instrument that the answer was given under.
    pub instrument: InstrumentId,
    /// Id or code.
    pub indikator: IndikatorName,
    /// The parameter that is accepted; 0 returns the answer.
    pub parameter: u8,
    /// What has to be done; a return needs it.
    pub note: String,
    /// Of the answer as the screen showed it; absent: whatever it is now.
    pub fingerprint: Option<String>,
    /// Whoever gives it was told that the bukti carry less than he accepts, and means
    /// it. Without it such a verdict is refused.
    pub meant: bool,
}

/// An answer as a screen showed it.
#[derive(Debug, Clone, serde::Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct SeenAnswer {
    /// Id of the indikator.
    pub indikator: IndikatorId,
    /// SHA-256 of all that is to be seen of it, in hex.
    pub fingerprint: String,
}

/// Accepts an answer, at the claimed parameter or below, or returns it with a
/// note. The verdict holds all that was to be seen in this very transaction.
///
/// # Errors
/// This copy's role is not that of a verifier; nothing is claimed, or less than is
/// accepted; a return has no note; the answer is not as the screen showed it; more is
/// accepted than the bukti support and it is not said to be meant; nobody has said who
/// works here; the year is closed. Nothing is recorded then.
pub(crate) fn give_verdict(core: &Core, req: &GiveVerdict) -> Result<Outcome<AssessmentView>> {
    let instrument = core.instrument(&req.instrument)?;
    let subject = lookup::answering(req.subject)?;
    let indikator = indikator_of(&instrument, subject, &req.indikator)?;
    let note = clean(&req.note, true)?.unwrap_or_default();
    let (view, findings) = core.write(Op::GiveVerdict, |pen| {
        judged(pen, subject, &instrument)?;
        let sheet = sheet::of_subject(pen, subject, &instrument)?;
        let wanted = WantedVerdict { role: role_of(pen)?, parameter: req.parameter, note: &note, meant: req.meant };
        let given = GivenVerdict { wanted, seen: req.fingerprint.as_deref() };
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
    subject: Subject,
    instrument: &str,
    seen: Option<&[SeenAnswer]>,
) -> Result<Outcome<AssessmentView>> {
    let instrument = core.instrument(instrument)?;
    let subject = lookup::answering(subject)?;
    let (view, findings) = core.write(Op::GiveVerdicts, |pen| {
        judged(pen, subject, &instrument)?;
        let sheet = sheet::of_subject(pen, subject, &instrument)?;
        let mut open = sheet.judge(&instrument, AnsweredBy::of(subject));
        open.retain(|it| it.is_supported() && it.is_open());
        if open.is_empty() {
            return Err(Error::invalid(Reason::VerdictNoneOpen));
        }
        let role = role_of(pen)?;
        for it in &open {
            let shown = seen.map(|all| all.iter().find(|seen| it.indikator.id == seen.indikator));
            // What the screen did not show at all has no fingerprint that fits.
            let seen = shown.map(|it| it.map_or("", |it| it.fingerprint.as_str()));
            let wanted = WantedVerdict { role, parameter: it.claimed(), note: "", meant: false };
            put_verdict(pen, subject, &instrument, it, &GivenVerdict { wanted, seen })?;
        }
        shown(pen, subject, &instrument)
    })?;
    Ok(outcome(Op::GiveVerdicts, view, finding::views(findings, None, &instrument)))
}

/// What is said of one answer.
struct GivenVerdict<'a> {
    wanted: WantedVerdict<'a>,
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
    let (indikator, wanted) = (answer.indikator, given.wanted);
    let seen = answer.seen().clone();
    let shown = given.seen.map(|it| Ok::<_, Error>(it == fingerprint(&seen)?)).transpose()?;
    if shown == Some(false) {
        return Err(Error::new(Code::Conflict, Reason::VerdictNotAsSeen).arg("indikator", &indikator.code));
    }
    // What has changed meanwhile is told before anybody is asked whether he means it.
    let ladder = indikator.parameter_of(answer.variant()).iter().map(|it| it.nomor);
    check_verdict(wanted, answer.claimed(), answer.supported(), ladder).map_err(|error| refused(error, answer))?;
    let verdict = Verdict { parameter: wanted.parameter, note: wanted.note.to_owned(), role: wanted.role, seen };
    pen.put(subject, &field_of(instrument, indikator), Some(&written(&verdict)?))?;
    Ok(())
}

fn refused(error: VerdictError, answer: &Judged<'_>) -> Error {
    let indikator = answer.indikator;
    match error {
        VerdictError::NotVerifier(_) => Error::invalid(Reason::VerdictNotVerifier),
        VerdictError::NothingClaimed => Error::invalid(Reason::VerdictNothingClaimed).arg("indikator", &indikator.code),
        VerdictError::AboveClaim { accepted, claimed } => Error::invalid(Reason::VerdictAboveClaim)
            .arg("indikator", &indikator.code)
            .arg("accepted", accepted)
            .arg("claimed", claimed),
        VerdictError::NoSuchRung(parameter) => Error::invalid(Reason::ParameterUnknown)
            .arg("indikator", &indikator.code)
            .arg("parameter", parameter)
            .arg("highest", indikator.parameter.last().map_or(0, |it| it.nomor)),
        VerdictError::NoteMissing => Error::invalid(Reason::VerdictNoteMissing).arg("indikator", &indikator.code),
        VerdictError::AboveSupport { .. } if !answer.has_bukti() => {
            Error::new(Code::Conflict, Reason::VerdictWithoutBukti).arg("indikator", &indikator.code)
        }
        VerdictError::AboveSupport { accepted, supported } => Error::new(Code::Conflict, Reason::VerdictUnsupported)
            .arg("indikator", &indikator.code)
            .arg("accepted", accepted)
            .arg("supported", supported),
    }
}
