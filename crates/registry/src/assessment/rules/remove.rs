//! Giving the embedded rules back.

use domain::{core::id::Subject, merge::change::FieldKey};

use crate::{
    assessment::rules::look,
    core::{
        error::{Error, Reason, Result},
        op::Op,
        registry::Core,
    },
    show::finding::{Findings, outcome},
    view::{InstrumentsView, Outcome},
};

/// Gives the embedded rules of an id back, or takes an own instrument out.
///
/// # Errors
/// There is no pack of that id; it is an own instrument that somebody works
/// under.
pub(crate) fn remove_pack(core: &Core, instrument: &str) -> Result<Outcome<InstrumentsView>> {
    let view = core.write(Op::RemovePack, |pen| {
        let stored = pen.pack_texts()?.into_iter().any(|it| it.0 == instrument);
        if !stored {
            return Err(Error::not_found(Reason::PackNone).arg("instrument", instrument));
        }
        if !core.library.instruments.contains_key(instrument) && pen.is_worked_under(instrument)? {
            return Err(Error::invalid(Reason::PackInUse).arg("instrument", instrument));
        }
        pen.put(Subject::Daerah, &FieldKey::Pack(instrument.into()), None)?;
        look::instruments_view(core, pen)
    })?;
    Ok(outcome(Op::RemovePack, view, Findings::default()))
}
