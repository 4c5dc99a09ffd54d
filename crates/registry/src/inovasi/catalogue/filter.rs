//! Which lines fit a filter, and by which of its facets the others fail.

use domain::Decimal;

use super::{Catalogue, Filter, line::Line};
use crate::core::error::{Error, Reason, Result};
use crate::view::Facet;

/// A filter as the lines understand it. `None` asks for nothing.
pub(crate) struct Sieve {
    /// Of each facet that asks for something: whether a value is chosen, by its place.
    chosen: Vec<(Facet, Vec<bool>)>,
    claimed: Limits,
    supported: Limits,
    verified: Limits,
    official: Limits,
    proposed_only: bool,
}

/// How a line meets a filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fit {
    Whole,
    /// It would fit if this facet asked for nothing.
    AllBut(Facet),
    Not,
}

/// From the first up to the second, both included.
type Limits = (Option<Decimal>, Option<Decimal>);

impl Catalogue {
    /// Reads a filter.
    ///
    /// # Errors
    /// An instrument or a bound is not one.
    pub(super) fn sieve(&self, filter: &Filter) -> Result<Sieve> {
        let mut chosen = Vec::new();
        for facet in Facet::ALL.into_iter().filter(|it| !filter.chosen(*it).is_empty()) {
            let mut places = vec![false; self.n_values(facet)];
            for value in filter.chosen(facet) {
                match self.place_of(facet, value) {
                    Some(at) => places.get_mut(at).into_iter().for_each(|place| *place = true),
                    // A text that no inovasi has is chosen in vain.
                    None if facet.is_of_profile() => {}
                    None => return Err(unknown(facet.name(), value)),
                }
            }
            chosen.push((facet, places));
        }
        Ok(Sieve {
            chosen,
            claimed: (
                bound("claimed_min", filter.claimed_min.as_deref())?,
                bound("claimed_max", filter.claimed_max.as_deref())?,
            ),
            supported: (
                bound("supported_min", filter.supported_min.as_deref())?,
                bound("supported_max", filter.supported_max.as_deref())?,
            ),
            verified: (
                bound("verified_min", filter.verified_min.as_deref())?,
                bound("verified_max", filter.verified_max.as_deref())?,
            ),
            official: (
                bound("official_min", filter.official_min.as_deref())?,
                bound("official_max", filter.official_max.as_deref())?,
            ),
            proposed_only: filter.proposed_only,
        })
    }
}

impl Sieve {
    pub(crate) fn fit(&self, catalogue: &Catalogue, it: &Line) -> Fit {
        let rest = within(self.claimed, it.claimed.known())
            && within(self.supported, it.supported.known())
            && within(self.verified, it.verified.known())
            && within(self.official, it.official)
            && (!self.proposed_only || catalogue.is_proposed(it));
        if !rest {
            return Fit::Not;
        }
        let mut fit = Fit::Whole;
        for (facet, chosen) in &self.chosen {
            let mut fits = false;
            catalogue.each_value(*facet, it, |at| fits |= chosen.get(at).copied().unwrap_or(false));
            if !fits {
                fit = if fit == Fit::Whole { Fit::AllBut(*facet) } else { return Fit::Not };
            }
        }
        fit
    }
}

/// A skor that cannot be computed fits no bound.
fn within(span: Limits, value: Option<Decimal>) -> bool {
    span.0.is_none_or(|it| value.is_some_and(|value| it <= value))
        && span.1.is_none_or(|it| value.is_some_and(|value| value <= it))
}

fn bound(facet: &'static str, text: Option<&str>) -> Result<Option<Decimal>> {
    let Some(text) = text.map(str::trim).filter(|it| !it.is_empty()) else { return Ok(None) };
    // Officers write the decimal comma.
    text.replace(',', ".").parse().map(Some).map_err(|_| unknown(facet, text))
}

fn unknown(facet: &'static str, value: &str) -> Error {
    Error::invalid(Reason::FilterUnknown).arg("facet", facet).arg("value", value.chars().take(60).collect::<String>())
}
