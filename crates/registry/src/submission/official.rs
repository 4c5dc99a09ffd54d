//! Official results: what the ministry made of a year, written down (`set`), read from
//! the portal's own export (`import` over `plan`), and shown beside our own (`list`,
//! `detail`).

pub(crate) mod detail;
pub(crate) mod import;
pub(crate) mod list;
mod plan;
pub(crate) mod set;

use std::{collections::BTreeMap, ops::RangeInclusive};

use chrono::Datelike;
use domain::core::id::{InovasiId, InstrumentId};
use store::Reader;

use crate::core::{
    env::today,
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

/// How many years before the first whose rules are kept an award was given and told of.
/// The Indeks Inovasi Daerah is measured since 2018 (Permendagri 104/2018), five years
/// before the oldest rules of it; of other awards no more is known either.
const YEARS_BEFORE: i32 = 5;

/// The years in which each award was given, as far as the rules tell: from some years
/// before the oldest to the newest, or to the present one.
fn years_of_awards(core: &Core, rules: &Rules) -> BTreeMap<String, RangeInclusive<i32>> {
    let present = today(core.env.now_ms()).year();
    let mut awards: BTreeMap<String, RangeInclusive<i32>> = BTreeMap::new();
    for (award, year) in rules.instruments.keys().filter_map(|it| award_year(it)) {
        let (first, last) = (year - YEARS_BEFORE, year.max(present));
        let known = awards.entry(award.to_owned()).or_insert(first..=last);
        *known = first.min(*known.start())..=last.max(*known.end());
    }
    awards
}

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

/// Whether results can be of a year: any with rules, and any in which an award was given
/// that has rules of another.
pub(crate) fn is_known_year(core: &Core, rules: &Rules, instrument: &str) -> bool {
    let given = |(award, year): (&str, i32)| {
        let years = years_of_awards(core, rules);
        // `iga-02022` is no other way of writing it.
        years.get(award).is_some_and(|it| it.contains(&year)) && instrument == format!("{award}-{year}")
    };
    rules.instruments.contains_key(instrument) || award_year(instrument).is_some_and(given)
}

/// The id of a year that results can be of.
///
/// # Errors
/// They cannot.
fn known_year(core: &Core, reader: &Reader<'_>, instrument: &str) -> Result<InstrumentId> {
    let rules = core.rules_in(reader)?;
    if is_known_year(core, &rules, instrument) {
        return Ok(instrument.to_owned().into());
    }
    let known = years_of_awards(core, &rules);
    let known = known.iter().map(|(award, it)| format!("{award}-{} … {award}-{}", it.start(), it.end()));
    let known = known.collect::<Vec<_>>().join(", ");
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
