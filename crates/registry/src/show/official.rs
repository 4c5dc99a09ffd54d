//! What the ministry made of a year, where the three figures of ours stand.

use domain::{
    core::id::Subject,
    submission::official::{OfficialFigure, number},
};
use store::Reader;

use crate::{core::error::Result, show::score::shown, view::OfficialStandingView};

/// Kematangan after verification, two places.
pub(crate) fn kematangan(reader: &Reader<'_>, subject: Subject, instrument: &str) -> Result<Option<String>> {
    let said = reader.official(subject, instrument)?;
    Ok(shown(said.get(&OfficialFigure::KematanganVerifikasi).and_then(|it| number(it))))
}

/// The figures of the region; None where nobody has said any.
pub(crate) fn standing(reader: &Reader<'_>, instrument: &str) -> Result<Option<OfficialStandingView>> {
    let mut said = reader.official(Subject::Daerah, instrument)?;
    if said.is_empty() {
        return Ok(None);
    }
    let figure = |it: &OfficialFigure| shown(said.get(it).and_then(|it| number(it)));
    let iid = figure(&OfficialFigure::IidVerifikasi).or_else(|| figure(&OfficialFigure::SkorAkhir));
    let iid_mandiri = figure(&OfficialFigure::IidMandiri);
    Ok(Some(OfficialStandingView {
        iid,
        iid_mandiri,
        predikat: said.remove(&OfficialFigure::Predikat),
        peringkat: said.remove(&OfficialFigure::Peringkat),
        sumber: said.remove(&OfficialFigure::Sumber),
    }))
}
