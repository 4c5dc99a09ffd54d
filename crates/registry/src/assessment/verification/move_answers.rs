//! Moving answers on their way from `draf` to `terkirim`, of one subject or of many.

use domain::{
    assessment::{
        instrument::{AnsweredBy, Instrument},
        verdict::Unsettled,
        verification::{Passage, Refusal, Role, State, check_move},
    },
    core::id::Subject,
    inovasi::profile::{Field, clean},
    merge::change::FieldKey,
};

use crate::{
    Selection,
    assessment::verification::{judged, shown, state},
    core::{
        error::{Code, Error, Reason, Result},
        kept_json::written,
        lookup::{self, role_of},
        op::Op,
        pen::Pen,
        registry::Core,
    },
    inovasi::catalogue::many,
    show::{
        finding::{self, Findings, outcome},
        sheet,
        verification::spoken,
    },
    view::{ArgView, AssessmentView, MoveManyView, Outcome, StayedView},
};

/// Moves the answers of a subject on their way from `draf` to `terkirim`, or back.
/// Submitting what something still blocks is allowed; the findings say so. Approving
/// while answers are open needs `meant`: whoever moves them was told which.
///
/// # Errors
/// There is no such move from where they lie, this copy's role does not make it,
/// a return has no note, answers are open and it is not said to be meant, nobody has said
/// who works here, or the year is closed.
pub(crate) fn move_answers(
    core: &Core,
    subject: Subject,
    instrument: &str,
    to: &str,
    note: &str,
    meant: bool,
) -> Result<Outcome<AssessmentView>> {
    let instrument = core.instrument(instrument)?;
    let subject = lookup::answering(subject)?;
    let (to, note) = (state(to)?, clean(note, true)?.unwrap_or_default());
    let (view, findings) = core.write(Op::MoveAnswers, |pen| {
        put_passage(pen, subject, &instrument, to, &note, meant)?;
        shown(pen, subject, &instrument)
    })?;
    Ok(outcome(Op::MoveAnswers, view, finding::views(findings, None, &instrument)))
}

/// Moves the answers of many inovasi in one act. Those that cannot be moved stay
/// where they are, each told by name with why; so does what has open answers and would be
/// approved, since nobody can mean that of many at once.
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
        lookup::person_of(pen)?;
        pen.open(&instrument.id)?;
        let mut view = MoveManyView { n_moved: 0, stayed: Vec::new() };
        for id in ids {
            match put_passage(pen, Subject::Inovasi(id), &instrument, to, &note, false) {
                Ok(()) => view.n_moved += 1,
                // Only what is wrong with this one; a disk that fails ends the act.
                Err(error) if matches!(error.code, Code::Invalid | Code::NotFound | Code::Conflict) => {
                    let nama = pen.inovasi(id)?.and_then(|it| it.profile.get(&Field::Nama).cloned());
                    let args = error.args.into_iter();
                    view.stayed.push(StayedView {
                        id,
                        nama: nama.unwrap_or_default(),
                        reason: error.reason,
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

fn put_passage(
    pen: &mut Pen<'_, '_>,
    subject: Subject,
    instrument: &Instrument,
    to: State,
    note: &str,
    meant: bool,
) -> Result<()> {
    judged(pen, subject, instrument)?;
    let from = pen.passage(subject, &instrument.id)?.unwrap_or_default().state;
    let role = role_of(pen)?;
    check_move(from, to, role, note)?;
    if to == State::Disetujui && !meant {
        check_settled(pen, subject, instrument)?;
    }
    let passage = Passage { state: to, role, note: note.to_owned() };
    pen.put(subject, &FieldKey::Verification(instrument.id.clone()), Some(&written(&passage)?))?;
    Ok(())
}

/// Refuses answers of which one is open, with all of them by their code.
fn check_settled(pen: &Pen<'_, '_>, subject: Subject, instrument: &Instrument) -> Result<()> {
    let sheet = sheet::of_subject(pen, subject, instrument)?;
    let judged = sheet.judge(instrument, AnsweredBy::of(subject));
    let open: Vec<(&str, Unsettled)> =
        judged.iter().filter_map(|it| Some((it.indikator.code.as_str(), it.unsettled()?))).collect();
    if open.is_empty() {
        return Ok(());
    }
    let n = |why: Unsettled| open.iter().filter(|it| it.1 == why).count();
    let codes: Vec<&str> = open.iter().map(|it| it.0).collect();
    Err(Error::new(Code::Conflict, Reason::MoveOpen)
        .arg("n_undecided", n(Unsettled::Undecided))
        .arg("n_lapsed", n(Unsettled::Lapsed))
        .arg("n_returned", n(Unsettled::Returned))
        .arg("indikator", codes.join(", ")))
}

impl From<Refusal> for Error {
    fn from(error: Refusal) -> Self {
        use Role::*;
        use domain::assessment::verification::MOVES;
        let (from, to, found) = match error {
            Refusal::NoteMissing => return Self::invalid(Reason::MoveNoteMissing),
            Refusal::NoSuchMove { from, to } => (from, to, Self::invalid(Reason::MoveUnknown)),
            Refusal::NotThisRole { from, to, .. } => {
                let who = MOVES.iter().find(|it| it.0 == from && it.1 == to).map_or(&[][..], |it| it.2);
                (
                    from,
                    to,
                    match who {
                        [Verifier] => Self::invalid(Reason::MoveOfVerifier),
                        [Head] => Self::invalid(Reason::MoveOfHead),
                        [Officer] => Self::invalid(Reason::MoveOfOfficer),
                        [Verifier, Head] => Self::invalid(Reason::MoveOfVerifierOrHead),
                        [Verifier, Officer] => Self::invalid(Reason::MoveOfVerifierOrOfficer),
                        _ => Self::invalid(Reason::MoveOfOperatorOrOfficer),
                    },
                )
            }
        };
        found.arg("from", spoken(from)).arg("to", spoken(to))
    }
}
