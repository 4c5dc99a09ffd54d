//! Writing down what the ministry made of a year.

use domain::{
    core::id::{IndikatorId, Subject},
    merge::change::FieldKey,
    submission::official::OfficialFigure,
};

use super::{detail::detail_view, known_year, list::official_view};
use crate::{
    core::{
        error::{Error, Reason, Result},
        lookup,
        op::Op,
        registry::Core,
    },
    show::finding::{Findings, outcome},
    view::{OfficialDetailView, OfficialView, Outcome},
};

/// Writes one figure of the region or of an inovasi; None or a blank clears it.
///
/// # Errors
/// There is no such year or inovasi; the figure is not one of that subject; the value
/// cannot be read.
pub(crate) fn set_official(
    core: &Core,
    subject: Subject,
    instrument: &str,
    figure: OfficialFigure,
    value: Option<&str>,
) -> Result<Outcome<OfficialView>> {
    let view = core.write(Op::SetOfficial, |pen| {
        let instrument = known_year(core, pen, instrument)?;
        if let Subject::Inovasi(id) = subject {
            lookup::editable(pen, id)?;
        }
        pen.put(subject, &FieldKey::Official { instrument: instrument.clone(), figure }, value)?;
        pen.settle()?;
        official_view(core, pen, &instrument)
    })?;
    Ok(outcome(Op::SetOfficial, view, Findings::default()))
}

/// Writes the parameter that the ministry accepted of one answer; None clears it.
///
/// # Errors
/// There is no such year, inovasi or indikator, or no such parameter.
pub(crate) fn set_official_parameter(
    core: &Core,
    subject: Subject,
    instrument: &str,
    indikator: &IndikatorId,
    value: Option<&str>,
) -> Result<Outcome<OfficialDetailView>> {
    let Subject::Inovasi(id) = subject else {
        return Err(Error::invalid(Reason::OfficialElsewhere).arg("figure", indikator));
    };
    let view = core.write(Op::SetOfficialParameter, |pen| {
        let instrument = known_year(core, pen, instrument)?;
        lookup::editable(pen, id)?;
        let field = FieldKey::OfficialParameter { instrument: instrument.clone(), indikator: indikator.clone() };
        pen.put(subject, &field, value)?;
        pen.settle()?;
        detail_view(core, pen, id, &instrument)
    })?;
    Ok(outcome(Op::SetOfficialParameter, view, Findings::default()))
}
