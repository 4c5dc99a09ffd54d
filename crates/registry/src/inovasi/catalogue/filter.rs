//! Which lines fit a filter, and by which of its facets the others fail.

use std::collections::HashSet;

use domain::{Decimal, assessment::verification::State, core::finding::CODES};

use super::{
    Catalogue, Filter,
    line::{Line, bit},
    names::{Names, Nomor},
};
use crate::core::error::{Error, Result};

/// The facets in their order; the place of each is its bit in [`Sieve::fails`].
pub(crate) const FACETS: [&str; 10] = [
    "perangkat_daerah",
    "urusan_utama",
    "tahapan",
    "jenis",
    "bentuk",
    "tahun",
    "usulan",
    "state",
    "finding",
    "verification",
];
/// The bit of all that is no facet.
const REST: u16 = 1 << FACETS.len();

/// What an inovasi can be; the place of each is its bit in [`state_of`].
pub(crate) const STATES: [&str; 5] = ["ready", "incomplete", "conflict", "example", "without_bukti"];

/// A filter as the lines understand it. `None` asks for nothing.
pub(crate) struct Sieve {
    /// Chosen folded names.
    bodies: Option<HashSet<Nomor>>,
    /// Urusan utama, tahapan, jenis, bentuk, tahun.
    words: [Option<HashSet<Nomor>>; 5],
    usulan: Option<u64>,
    state: Option<u8>,
    finding: Option<u64>,
    verification: Option<u64>,
    claimed: Span,
    supported: Span,
    verified: Span,
    proposed_only: bool,
}

/// From the first up to the second, both included.
type Span = (Option<Decimal>, Option<Decimal>);

impl Catalogue {
    /// Reads a filter.
    ///
    /// # Errors
    /// A state, finding, instrument or bound is not one.
    pub(super) fn sieve(&self, filter: &Filter) -> Result<Sieve> {
        let some = |chosen: &[String]| !chosen.is_empty();
        let words = |chosen: &[String]| some(chosen).then(|| numbers(&self.names, chosen));
        Ok(Sieve {
            bodies: some(&filter.perangkat_daerah)
                .then(|| filter.perangkat_daerah.iter().filter_map(|it| self.bodies.chosen(it)).collect()),
            words: [
                words(&filter.urusan_utama),
                words(&filter.tahapan),
                words(&filter.jenis),
                words(&filter.bentuk),
                words(&filter.tahun),
            ],
            usulan: bits("usulan", &filter.usulan, |it| self.instruments.iter().position(|known| known == it))?,
            state: bits("state", &filter.state, |it| STATES.iter().position(|known| *known == it))?
                .map(|it| it.to_le_bytes()[0]),
            finding: bits("finding", &filter.finding, |it| CODES.iter().position(|known| *known == it))?,
            verification: bits("verification", &filter.verification, |it| {
                State::ALL.iter().position(|known| known.name() == it)
            })?,
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
            proposed_only: filter.proposed_only,
        })
    }

    /// What a line is, as bits of [`STATES`].
    pub(super) fn state_of(&self, it: &Line) -> u8 {
        let remarks = self.remarks(it);
        let is = [remarks.n_blocking == 0, remarks.n_blocking > 0, remarks.n_conflict > 0, it.contoh, it.n_bukti == 0];
        is.iter().enumerate().fold(0, |bits, (at, is)| bits | (u8::from(*is) << at))
    }
}

impl Sieve {
    /// The facets that a line fails, as bits of [`FACETS`]; 0 when it fits.
    pub fn fails(&self, catalogue: &Catalogue, it: &Line) -> u16 {
        let mut fails = 0;
        let mut test = |facet: usize, fits: bool| fails |= u16::from(!fits) << facet;
        if let Some(chosen) = &self.bodies {
            let body = catalogue.bodies.body(it.body);
            test(
                0,
                match body {
                    Some(body) if it.body > 0 => body.up.iter().any(|up| chosen.contains(up)),
                    _ => chosen.contains(&0),
                },
            );
        }
        let [urusan_utama, tahapan, jenis, bentuk, ..] = it.words;
        for (at, (chosen, word)) in self.words.iter().zip([urusan_utama, tahapan, jenis, bentuk, it.tahun]).enumerate()
        {
            if let Some(chosen) = chosen {
                test(at + 1, chosen.contains(&word));
            }
        }
        if let Some(chosen) = self.usulan {
            test(6, it.usulan & chosen != 0);
        }
        if let Some(chosen) = self.state {
            test(7, catalogue.state_of(it) & chosen != 0);
        }
        if let Some(chosen) = self.finding {
            test(8, catalogue.remarks(it).codes & chosen != 0);
        }
        if let Some(chosen) = self.verification {
            test(9, bit(it.state as usize) & chosen != 0);
        }
        let rest = within(self.claimed, it.claimed.known())
            && within(self.supported, it.supported.known())
            && within(self.verified, it.verified.known())
            && (!self.proposed_only || catalogue.is_proposed(it));
        if rest { fails } else { fails | REST }
    }
}

/// A skor that cannot be computed fits no bound.
fn within(span: Span, value: Option<Decimal>) -> bool {
    span.0.is_none_or(|it| value.is_some_and(|value| it <= value))
        && span.1.is_none_or(|it| value.is_some_and(|value| value <= it))
}

/// A text that no inovasi has is chosen in vain.
fn numbers(names: &Names, chosen: &[String]) -> HashSet<Nomor> {
    chosen.iter().filter_map(|it| names.find(it)).collect()
}

fn bits(facet: &'static str, chosen: &[String], place: impl Fn(&str) -> Option<usize>) -> Result<Option<u64>> {
    let mut bits = 0;
    for it in chosen {
        bits |= place(it).map(bit).ok_or_else(|| unknown(facet, it))?;
    }
    Ok((!chosen.is_empty()).then_some(bits))
}

fn bound(facet: &'static str, text: Option<&str>) -> Result<Option<Decimal>> {
    let Some(text) = text.map(str::trim).filter(|it| !it.is_empty()) else { return Ok(None) };
    // Officers write the decimal comma.
    text.replace(',', ".").parse().map(Some).map_err(|_| unknown(facet, text))
}

fn unknown(facet: &'static str, value: &str) -> Error {
    Error::invalid("filter_unknown").arg("facet", facet).arg("value", value.chars().take(60).collect::<String>())
}
