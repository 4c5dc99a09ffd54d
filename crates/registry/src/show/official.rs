//! What the ministry made of a year, where the three figures of ours stand. What another
//! program has written into the history and no figure can be is not among it.

use std::collections::BTreeMap;

use domain::{
    Decimal,
    assessment::instrument::Instrument,
    core::id::{IndikatorId, Subject},
    submission::official::{
        OfficialFigure,
        figure::{FigureBounds, is_rung},
        number,
    },
};
use store::{InovasiFacts, Reader};

use crate::{core::error::Result, show::score::shown, view::OfficialStandingView};

/// The figures of a subject in a year, with its rules where they are known.
pub(crate) fn figures(
    reader: &Reader<'_>,
    subject: Subject,
    instrument: &str,
    rules: Option<&Instrument>,
) -> Result<BTreeMap<OfficialFigure, String>> {
    let bounds = FigureBounds::of(rules);
    let mut said = reader.official(subject, instrument)?;
    said.retain(|figure, kept| figure.is_of(subject) && bounds.admits(*figure, kept));
    Ok(said)
}

/// The parameters of a subject that the ministry accepted in a year; 0: none.
pub(crate) fn accepted(
    reader: &Reader<'_>,
    subject: Subject,
    instrument: &str,
    rules: Option<&Instrument>,
) -> Result<BTreeMap<IndikatorId, u8>> {
    let mut accepted = reader.official_parameters(subject, instrument)?;
    accepted.retain(|indikator, parameter| is_rung(rules, indikator, *parameter));
    Ok(accepted)
}

/// Kematangan after verification, two places.
pub(crate) fn kematangan(reader: &Reader<'_>, subject: Subject, instrument: &Instrument) -> Result<Option<String>> {
    let said = figures(reader, subject, &instrument.id, Some(instrument))?;
    Ok(shown(said.get(&OfficialFigure::KematanganVerifikasi).and_then(|it| number(it))))
}

/// The same out of the facts of an inovasi, as it is.
pub(crate) fn kematangan_of(facts: &InovasiFacts, instrument: &Instrument) -> Option<Decimal> {
    let kept = facts.official.iter().find(|it| it.0 == instrument.id).map(|it| it.1.as_str())?;
    let admitted = FigureBounds::of(Some(instrument)).admits(OfficialFigure::KematanganVerifikasi, kept);
    number(kept).filter(|_| admitted)
}

/// The index after verification, or else what all of it came to in the end.
pub(crate) fn iid(reader: &Reader<'_>, instrument: &Instrument) -> Result<Option<Decimal>> {
    Ok(iid_of(&figures(reader, Subject::Daerah, &instrument.id, Some(instrument))?))
}

fn iid_of(said: &BTreeMap<OfficialFigure, String>) -> Option<Decimal> {
    let figure = |it| said.get(&it).and_then(|it| number(it));
    figure(OfficialFigure::IidVerifikasi).or_else(|| figure(OfficialFigure::SkorAkhir))
}

/// The figures of the region; None where nobody has said any.
pub(crate) fn standing(reader: &Reader<'_>, instrument: &Instrument) -> Result<Option<OfficialStandingView>> {
    let mut said = figures(reader, Subject::Daerah, &instrument.id, Some(instrument))?;
    if said.is_empty() {
        return Ok(None);
    }
    let figure = |it: &OfficialFigure| shown(said.get(it).and_then(|it| number(it)));
    let iid = shown(iid_of(&said));
    let iid_mandiri = figure(&OfficialFigure::IidMandiri);
    Ok(Some(OfficialStandingView {
        iid,
        iid_mandiri,
        predikat: said.remove(&OfficialFigure::Predikat),
        peringkat: said.remove(&OfficialFigure::Peringkat),
        sumber: said.remove(&OfficialFigure::Sumber),
    }))
}
