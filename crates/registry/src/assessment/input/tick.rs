//! Ticking what the bukti show.

use domain::{
    core::id::{IndikatorName, InstrumentId, OptionId, Subject},
    merge::change::FieldKey,
};

use crate::{
    core::{error::Result, lookup, op::Op, registry::Core},
    show::{
        assessment::redraw,
        finding::{self, outcome},
    },
    view::{AssessmentView, Outcome},
};

/// A tick as a screen or the command line sends it.
#[derive(Debug, Clone, serde::Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct TickOption {
    /// `daerah` or `inovasi:<uuid>`.
    pub subject: Subject,
    /// Id of the instrument that is answered under.
    pub instrument: InstrumentId,
    /// Id or code.
    pub indikator: IndikatorName,
    /// One that the checks of the indikator count.
    pub option: OptionId,
    /// Whether the bukti show it; false takes the tick back.
    pub on: bool,
}

/// Says that the bukti show something that a check counts, or takes that back.
///
/// # Errors
/// The subject, indikator or option does not exist, or the year is closed.
pub(crate) fn tick_option(core: &Core, req: &TickOption) -> Result<Outcome<AssessmentView>> {
    let instrument = core.instrument(&req.instrument)?;
    let subject = lookup::answering(req.subject)?;
    // By its id, so that a tick goes whose option the rules do not know any more.
    let indikator = instrument.indikator(&req.indikator).map_or(req.indikator.as_str(), |it| &it.id);
    let option = req.option.as_str();
    let field =
        FieldKey::Tick { instrument: instrument.id.clone(), indikator: indikator.into(), option: option.into() };
    let (view, findings) = core.write(Op::TickOption, |pen| {
        if let Subject::Inovasi(id) = subject {
            lookup::editable(pen, id)?;
        }
        pen.put(subject, &field, req.on.then_some("1"))?;
        redraw(pen, subject, &instrument)
    })?;
    Ok(outcome(Op::TickOption, view, finding::views(findings, None, &instrument)))
}
