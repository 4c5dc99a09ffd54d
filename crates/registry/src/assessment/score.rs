//! What the answers add up to: the standing of the region, and why it is what it is.

use domain::assessment::{
    explain::{Told, compared, explain},
    instrument::{AnsweredBy, Instrument},
    score::{Basis, Standing, score as add_up_all, score_together},
};
use domain::core::id::{InovasiId, Subject};
use store::Reader;

use crate::{
    core::{
        error::Result,
        lookup::{self},
        registry::Core,
    },
    inovasi::catalogue::{self, Catalogue},
    show::{
        official,
        score::{bounds_view, daerah_answers, entries, explain_view, score_view},
    },
    view::{ExplainView, ScoreView, StandingView},
};

/// Up to this many inovasi an explanation opens to the last line.
const EXPLAINED_LINES: usize = 300;
/// Up to this many it names each inovasi.
const EXPLAINED_INOVASI: usize = 3000;

/// The region's standing on one basis.
///
/// # Errors
/// The instrument does not exist.
pub(crate) fn score(core: &Core, instrument: &str, basis: Basis) -> Result<ScoreView> {
    let instrument = core.instrument(instrument)?;
    let (standing, official) = add_up(core, &instrument, |reader, together| {
        let daerah = daerah_answers(reader, &instrument)?;
        let standing = match together {
            Some(it) => Standing {
                inovasi: it.kematangan(basis),
                ..score_together(&instrument, &daerah, &it.together(basis), basis)
            },
            None => add_up_all(&instrument, &daerah, &entries(reader, &instrument)?, basis),
        };
        Ok((standing, official::standing(reader, &instrument)?))
    })?;
    Ok(ScoreView { official, ..score_view(&instrument, &standing) })
}

/// The region's standing on every basis.
///
/// # Errors
/// The instrument does not exist.
pub(crate) fn standing(core: &Core, instrument: &str) -> Result<StandingView> {
    let instrument = core.instrument(instrument)?;
    add_up(core, &instrument, |reader, together| {
        let daerah = daerah_answers(reader, &instrument)?;
        let entries = if together.is_none() { entries(reader, &instrument)? } else { Vec::new() };
        let on = |basis| {
            let standing = match together {
                Some(it) => score_together(&instrument, &daerah, &it.together(basis), basis),
                None => add_up_all(&instrument, &daerah, &entries, basis),
            };
            let view = ScoreView { inovasi: Vec::new(), ..score_view(&instrument, &standing) };
            (view, standing.bounds.map(bounds_view))
        };
        let (claimed, claimed_bounds) = on(Basis::Claimed);
        let (supported, supported_bounds) = on(Basis::Supported);
        let (verified, verified_bounds) = on(Basis::Verified);
        let official = official::standing(reader, &instrument)?;
        Ok(StandingView { claimed, supported, verified, claimed_bounds, supported_bounds, verified_bounds, official })
    })
}

/// Adds up with the catalogue, where it is of this instrument.
fn add_up<T>(
    core: &Core,
    instrument: &Instrument,
    add: impl FnOnce(&Reader<'_>, Option<&Catalogue>) -> Result<T>,
) -> Result<T> {
    if core.current_instrument()?.id != instrument.id {
        return core.read(|reader| add(reader, None));
    }
    catalogue::look(core, |look| {
        // The year may have changed between the two looks.
        let same = std::ptr::eq(&**look.catalogue.instrument(), instrument);
        add(look.reader, same.then_some(look.catalogue))
    })
}

/// Why the index is what it is, down to each bobot × parameter. The lines of
/// each inovasi are told up to [`EXPLAINED_LINES`] inovasi, the inovasi up to
/// [`EXPLAINED_INOVASI`]; their own worksheets tell the rest.
///
/// # Errors
/// The instrument or the basis does not exist.
pub(crate) fn explain_standing(core: &Core, instrument: &str, basis: &str) -> Result<ExplainView> {
    let instrument = core.instrument(instrument)?;
    let basis = lookup::basis(basis)?;
    core.read(|reader| {
        let (daerah, entries) = (daerah_answers(reader, &instrument)?, entries(reader, &instrument)?);
        let standing = add_up_all(&instrument, &daerah, &entries, basis);
        let told = match entries.len() {
            n if n <= EXPLAINED_LINES => Told::Lines(&entries),
            n if n <= EXPLAINED_INOVASI => Told::Inovasi,
            _ => Told::Sums,
        };
        let mut step = explain(&instrument, &daerah, &standing, told);
        step.children.extend(official::iid(reader, &instrument)?.map(compared));
        Ok(explain_view(step))
    })
}

/// Skor of one inovasi on a basis, two places; for the command line. None where
/// it cannot be computed.
///
/// # Errors
/// There is no such inovasi or instrument.
pub(crate) fn skor_of(
    core: &Core,
    id: InovasiId,
    instrument: &str,
    basis: domain::assessment::score::Basis,
) -> Result<Option<String>> {
    let instrument = core.instrument(instrument)?;
    let subject = Subject::Inovasi(id);
    core.read(|reader| {
        let who = AnsweredBy::of(subject);
        let answers = crate::show::sheet::of_subject(reader, subject, &instrument)?.answers(&instrument, who);
        Ok(crate::show::score::shown(domain::assessment::score::skor_of(&instrument, who, &answers, basis)))
    })
}
