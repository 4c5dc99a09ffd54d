//! Official results: what the ministry made of a year, written down (`set`), read from
//! the portal's own export (`import` over `plan`), and shown beside our own (`list`,
//! `detail`).

pub(crate) mod detail;
pub(crate) mod import;
pub(crate) mod list;
mod plan;
pub(crate) mod set;

use domain::core::id::{InovasiId, InstrumentId};
use store::Reader;

use crate::core::{
    error::{Error, Reason, Result},
    registry::Core,
    rules::Rules,
};

pub use import::{ImportOfficial, OfficialDecision};

/// Inovasi by name, with their ids.
pub(super) fn names(reader: &Reader<'_>) -> Result<Vec<(InovasiId, String)>> {
    let mut names: Vec<(InovasiId, String)> =
        reader.all_inovasi_lines()?.into_iter().map(|it| (it.id, it.nama)).collect();
    names.sort_by_cached_key(|it| (it.1.to_lowercase(), it.0));
    Ok(names)
}

/// Years that results can be written for: those with rules, those that are told of, and
/// the years before them, of which awards were given that no rules are known of here.
const YEARS_BEFORE: i32 = 5;

/// What a year is called; one without rules by its award and number.
fn year_nama(rules: &Rules, instrument: &str) -> String {
    match (rules.instruments.get(instrument), award_year(instrument)) {
        (Some(it), _) => it.nama.clone(),
        (None, Some((award, year))) => format!("{} {year}", award.to_uppercase()),
        (None, None) => instrument.to_owned(),
    }
}

/// Award and year of an id such as `iga-2022`.
fn award_year(instrument: &str) -> Option<(&str, i32)> {
    let (award, year) = instrument.rsplit_once('-')?;
    let year = year.parse().ok().filter(|it| (1990..=2100).contains(it))?;
    Some((award, year))
}

/// The id of a year that results can be written for: any with rules, and any year of an
/// award that has rules of another.
///
/// # Errors
/// It is neither.
fn known_year(core: &Core, reader: &Reader<'_>, instrument: &str) -> Result<InstrumentId> {
    let rules = core.rules_in(reader)?;
    let award = award_year(instrument).map(|it| it.0);
    let is_known = rules.instruments.contains_key(instrument)
        || (award.is_some() && rules.instruments.keys().any(|it| award_year(it).map(|it| it.0) == award));
    if is_known {
        return Ok(instrument.to_owned().into());
    }
    let known = rules.instruments.keys().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    Err(Error::not_found(Reason::InstrumentUnknown).arg("instrument", instrument).arg("known", known))
}

#[cfg(test)]
mod tests {
    use super::award_year;

    #[test]
    fn a_year_is_known_by_the_end_of_its_id() {
        assert_eq!(award_year("iga-2022"), Some(("iga", 2022)));
        assert_eq!(award_year("kipp-umum-2025"), Some(("kipp-umum", 2025)));
        for none in ["iga", "iga-22", "iga-x", "2022"] {
            assert_eq!(award_year(none), None, "{none}");
        }
    }
}
