//! Verification: verdicts on answers (`give`, `take_back`), and their way out
//! (`move_answers`). What waits for whom is in `queue`, what was seen in `replay`;
//! here is what they share.

pub(crate) mod give;
pub(crate) mod move_answers;
pub(crate) mod queue;
pub(crate) mod replay;
pub(crate) mod take_back;

use domain::{
    assessment::{
        instrument::{AnsweredBy, Indikator, Instrument},
        verification::State,
    },
    core::{finding::Finding, id::Subject},
    merge::change::FieldKey,
};
use store::Reader;

use crate::{
    core::{
        error::{Error, Reason, Result},
        lookup,
        pen::Pen,
        places::Region,
    },
    show::{assessment::assessment_view, finding},
    view::AssessmentView,
};

pub use give::{GiveVerdict, SeenAnswer};
pub use queue::VerificationFilter;

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
        Error::not_found(Reason::StateUnknown).arg("state", text).arg("known", known)
    })
}

/// Refuses a subject that is removed, a closed year, and whoever has not said his name:
/// a verdict or a move that nobody answers for is none.
fn judged(pen: &mut Pen<'_, '_>, subject: Subject, instrument: &Instrument) -> Result<()> {
    if let Subject::Inovasi(id) = subject {
        lookup::editable(pen, id)?;
    }
    lookup::person_of(pen)?;
    pen.open(&instrument.id)
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
