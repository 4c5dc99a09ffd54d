//! The years of one inovasi.

use domain::core::{
    id::{InovasiId, Subject},
    number::count,
};
use store::Reader;

use crate::{
    core::{error::Result, rules::Rules},
    view::UsulanView,
};

/// The years of one inovasi, newest first.
pub(crate) fn usulan_views(rules: &Rules, reader: &Reader<'_>, id: InovasiId) -> Result<Vec<UsulanView>> {
    let usulan = reader.usulan_of(id)?;
    let closed = reader.closed_instruments()?;
    let subject = Subject::Inovasi(id);
    let answered = reader.instruments_of(subject)?;
    let mut views = Vec::new();
    for it in rules.instruments.values() {
        let said = usulan.iter().find(|known| known.instrument == it.id);
        if said.is_none() && !answered.contains(&it.id) {
            continue;
        }
        views.push(UsulanView {
            instrument: it.id.clone(),
            instrument_nama: it.nama.clone(),
            tahun: it.tahun,
            proposed: said.and_then(|it| it.proposed),
            growth_note: said.and_then(|it| it.growth_note.clone()),
            archived: said.is_some_and(|it| it.archived.is_some()),
            n_chosen: count(reader.choices(subject, &it.id)?.len()),
            closed: closed.contains(&it.id),
        });
    }
    views.sort_by(|a, b| b.tahun.cmp(&a.tahun).then_with(|| a.instrument.cmp(&b.instrument)));
    Ok(views)
}
