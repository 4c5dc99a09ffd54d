//! Years: an inovasi is proposed under one instrument after another. What it
//! said when it left a year is kept aside; its answers come along by the id of
//! their indikator, and those whose meaning changed wait for a second look.

use domain::{assessment::instrument::Status, core::number::count};
use store::Reader;

use crate::{
    core::{error::Result, registry::Core},
    show::score,
    view::{YearView, YearsView},
};

pub(crate) use leave::archive;

pub(crate) mod compare;
pub(crate) mod leave;
pub(crate) mod propose;
pub(crate) mod review;
pub(crate) mod withdraw;
pub(crate) mod year;

/// The years the region can work under.
///
/// # Errors
/// The database cannot be read.
pub(crate) fn show_years(core: &Core) -> Result<YearsView> {
    core.read(|reader| years_view(core, reader))
}

fn years_view(core: &Core, reader: &Reader<'_>) -> Result<YearsView> {
    let current = core.current_instrument_in(reader)?.id.clone();
    let closed = reader.closed_instruments()?;
    let mut years = Vec::new();
    for it in core.rules_in(reader)?.instruments.values() {
        years.push(YearView {
            instrument: it.id.clone(),
            nama: it.nama.clone(),
            tahun: it.tahun,
            draft: it.status == Status::Draft,
            current: it.id == current,
            closed: closed.contains(&it.id),
            n_proposed: count(score::entries(reader, it)?.len()),
        });
    }
    years.sort_by(|a, b| b.tahun.cmp(&a.tahun).then_with(|| a.instrument.cmp(&b.instrument)));
    Ok(YearsView { years })
}
