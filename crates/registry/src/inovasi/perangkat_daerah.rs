//! The managed list of perangkat daerah, one verb a file; here is what the acts
//! share. `edit` has the former names too, `list` also draws what each act answers.

pub(crate) mod adopt;
pub(crate) mod edit;
pub(crate) mod list;
pub(crate) mod register;
pub(crate) mod remove;

use domain::{
    core::id::{PerangkatDaerahId, Subject},
    inovasi::perangkat_daerah::{PerangkatDaerah, PerangkatDaerahField, PerangkatDaerahList},
    merge::change::FieldKey,
};

use crate::{
    core::{
        error::{Error, Reason, Result},
        op::Op,
        pen::Pen,
        registry::Core,
    },
    inovasi::perangkat_daerah::list::list_view,
    show::finding::{Findings, outcome},
    view::{Outcome, PerangkatDaerahListView},
};

fn list_act(
    core: &Core,
    op: Op,
    act: impl FnOnce(&mut Pen<'_, '_>, &PerangkatDaerahList) -> Result<()>,
) -> Result<Outcome<PerangkatDaerahListView>> {
    let view = core.write(op, |pen| {
        let list = pen.perangkat_daerah()?;
        act(pen, &list)?;
        pen.settle()?;
        list_view(pen)
    })?;
    Ok(outcome(op, view, Findings::default()))
}

fn put(pen: &mut Pen<'_, '_>, id: PerangkatDaerahId, field: PerangkatDaerahField, value: Option<&str>) -> Result<bool> {
    pen.put(Subject::PerangkatDaerah(id), &FieldKey::PerangkatDaerah(field), value)
}

fn known(list: &PerangkatDaerahList, id: PerangkatDaerahId) -> Result<&PerangkatDaerah> {
    list.by_id(id).ok_or_else(|| Error::not_found(Reason::PerangkatDaerahMissing).arg("id", id))
}
