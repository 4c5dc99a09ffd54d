//! Official results of a year beside our own figures.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use domain::{
    Decimal,
    assessment::{
        instrument::{AnsweredBy, Instrument},
        score::{Basis, score, skor_of},
    },
    core::{
        id::{InovasiId, InstrumentId, Subject},
        number::count,
    },
    submission::official::{OfficialFigure, figure::FigureBounds, number},
};
use store::Reader;

use super::{award_year, known_year, names, year_nama, years_of_awards};
use crate::{
    core::{error::Result, registry::Core, rules::Rules},
    show::{
        official,
        score::{daerah_answers, entries, shown},
    },
    view::{OfficialFigureView, OfficialInovasiView, OfficialView, OfficialYearView},
};

/// What the ministry made of a year; of the one that is worked under when none is named.
///
/// # Errors
/// There is no such year.
pub(crate) fn show_official(core: &Core, instrument: Option<&str>) -> Result<OfficialView> {
    core.read(|reader| {
        let instrument = match instrument {
            Some(it) => known_year(core, reader, it)?,
            None => core.current_instrument_in(reader)?.id.clone(),
        };
        official_view(core, reader, &instrument)
    })
}

pub(super) fn official_view(core: &Core, reader: &Reader<'_>, instrument: &InstrumentId) -> Result<OfficialView> {
    let rules = core.rules_in(reader)?;
    let own = rules.instruments.get(instrument).map(|it| ours(reader, it)).transpose()?;
    let has_rules = own.is_some();
    let known = rules.instruments.get(instrument).map(Arc::as_ref);
    let bounds = FigureBounds::of(known);
    let [claimed, supported, verified] = own.as_ref().map(|it| it.iid.clone()).unwrap_or_default();
    let mut figures: BTreeMap<InovasiId, BTreeMap<OfficialFigure, String>> = BTreeMap::new();
    for figure in of_inovasi() {
        let said = reader.official_of_all(instrument, figure)?;
        for (id, value) in said.into_iter().filter(|it| bounds.admits(figure, &it.1)) {
            figures.entry(id).or_default().insert(figure, value);
        }
    }
    let mut inovasi = Vec::new();
    for (id, nama) in names(reader)? {
        let said = figures.remove(&id);
        let claimed = own.as_ref().and_then(|it| it.claimed.get(&id));
        // Of a year without rules nobody here knows who took part.
        if said.is_none() && claimed.is_none() && has_rules {
            continue;
        }
        let said = said.unwrap_or_default();
        let claimed = claimed.copied().flatten();
        let verified = said.get(&OfficialFigure::KematanganVerifikasi).and_then(|it| number(it));
        inovasi.push(OfficialInovasiView {
            id,
            nama,
            claimed: shown(claimed),
            cut: shown(claimed.zip(verified).map(|(claimed, verified)| claimed - verified)),
            n_parameter: count(official::accepted(reader, Subject::Inovasi(id), instrument, known)?.len()),
            figures: figure_views(of_inovasi(), &said),
        });
    }
    Ok(OfficialView {
        instrument: instrument.clone(),
        instrument_nama: year_nama(&rules, instrument),
        has_rules,
        years: years(core, reader, &rules)?,
        daerah: figure_views(of_daerah(), &official::figures(reader, Subject::Daerah, instrument, known)?),
        claimed,
        supported,
        verified,
        inovasi,
    })
}

fn of_inovasi() -> impl Iterator<Item = OfficialFigure> {
    OfficialFigure::ALL.into_iter().filter(|it| it.is_of_inovasi())
}

fn of_daerah() -> impl Iterator<Item = OfficialFigure> {
    OfficialFigure::ALL.into_iter().filter(|it| it.is_of_daerah())
}

fn figure_views(
    figures: impl Iterator<Item = OfficialFigure>,
    said: &BTreeMap<OfficialFigure, String>,
) -> Vec<OfficialFigureView> {
    let view = |figure: OfficialFigure| OfficialFigureView {
        figure,
        number: figure.is_number(),
        value: said.get(&figure).cloned(),
    };
    figures.map(view).collect()
}

/// What our own answers of a year come to.
struct Ours {
    /// The index on each basis.
    iid: [Option<String>; 3],
    /// Kematangan as claimed, of whoever is proposed.
    claimed: BTreeMap<InovasiId, Option<Decimal>>,
}

fn ours(reader: &Reader<'_>, instrument: &Instrument) -> Result<Ours> {
    let daerah = daerah_answers(reader, instrument)?;
    let entries = entries(reader, instrument)?;
    let iid = Basis::ALL.map(|basis| shown(score(instrument, &daerah, &entries, basis).iid));
    let claimed = |it: &domain::assessment::score::Entry| {
        (it.id, skor_of(instrument, AnsweredBy::Inovasi, &it.answers, Basis::Claimed))
    };
    Ok(Ours { iid, claimed: entries.iter().map(claimed).collect() })
}

fn years(core: &Core, reader: &Reader<'_>, rules: &Rules) -> Result<Vec<OfficialYearView>> {
    let told: BTreeSet<String> = reader.official_years()?.into_iter().collect();
    let mut all: BTreeSet<InstrumentId> = rules.instruments.keys().cloned().collect();
    let of_awards = years_of_awards(core, rules).into_iter();
    all.extend(of_awards.flat_map(|(award, years)| years.map(move |it| format!("{award}-{it}").into())));
    let mut years: Vec<OfficialYearView> = all
        .into_iter()
        .map(|it| OfficialYearView { nama: year_nama(rules, &it), told: told.contains(it.as_str()), instrument: it })
        .collect();
    let order = |it: &OfficialYearView| {
        let known = award_year(&it.instrument);
        (known.map(|it| it.0.to_owned()), std::cmp::Reverse(known.map(|it| it.1)))
    };
    years.sort_by_cached_key(order);
    Ok(years)
}
