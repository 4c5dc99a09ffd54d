//! How many inovasi each choice of each filter would leave.

use std::collections::BTreeMap;

use domain::{Decimal, assessment::verification::State, core::finding::CODES, two_places};

use super::{
    Catalogue, Filter, ListInovasi,
    filter::{FACETS, STATES},
    line::{Line, bit},
    names::Nomor,
};
use crate::{
    core::{error::Result, registry::Core},
    inovasi::catalogue,
    view::{FacetChoice, FacetView, FacetsView},
};

/// Choices with the number of inovasi of each.
type Choices = Vec<(String, u32)>;

/// Numbers of inovasi by choice.
#[derive(Default)]
struct Counts {
    /// By number of the folded name; 0 is blank.
    bodies: Vec<u32>,
    /// Urusan utama, tahapan, jenis, bentuk, tahun; by number of the text.
    words: [Vec<u32>; 5],
    usulan: Vec<u32>,
    state: Vec<u32>,
    finding: Vec<u32>,
    verification: Vec<u32>,
}

/// How many inovasi each choice of each filter would leave, given the searched
/// words and the other filters. Choices that nobody has are left out unless
/// they are chosen.
///
/// # Errors
/// A filter cannot be read; the database cannot be read.
pub(crate) fn show_facets(core: &Core, req: &ListInovasi) -> Result<FacetsView> {
    catalogue::look(core, |look| {
        let catalogue = look.catalogue;
        let sieve = catalogue.sieve(&req.filter)?;
        let found = look.found(&req.text)?;
        let mut counts = catalogue.no_counts();
        // Writings that are used at all give a group of them its name.
        let mut used = vec![false; catalogue.bodies.written.len()];
        let (mut total, mut claimed, mut supported, mut verified) = (0, None, None, None);
        let mut count = |it: &Line| {
            mark(&mut used, it.body);
            let fails = sieve.fails(catalogue, it);
            catalogue.count(&mut counts, it, fails);
            if fails == 0 {
                total += 1;
                widen(&mut claimed, it.claimed.known());
                widen(&mut supported, it.supported.known());
                widen(&mut verified, it.verified.known());
            }
        };
        match found {
            None => catalogue.slots().for_each(|it| count(it.1)),
            Some(found) => found.slots.iter().filter_map(|it| catalogue.line_at(*it)).for_each(&mut count),
        }
        Ok(FacetsView {
            total,
            facets: catalogue.facet_views(&counts, &req.filter, &used),
            claimed: span(claimed),
            supported: span(supported),
            verified: span(verified),
        })
    })
}

impl Catalogue {
    fn no_counts(&self) -> Counts {
        let words = || vec![0; self.names.len()];
        Counts {
            bodies: vec![0; self.bodies.n_folded()],
            words: [words(), words(), words(), words(), words()],
            usulan: vec![0; self.instruments.len()],
            state: vec![0; STATES.len()],
            finding: vec![0; CODES.len()],
            verification: vec![0; State::ALL.len()],
        }
    }

    /// Counts a line under each facet whose other facets it fits.
    fn count(&self, counts: &mut Counts, it: &Line, fails: u16) {
        let counted = |facet: usize| fails & !(1 << facet) == 0;
        // Most lines of a narrow filter fail twice and count nowhere.
        if fails.count_ones() > 1 {
            return;
        }
        if counted(0) {
            match self.bodies.body(it.body) {
                Some(body) if it.body > 0 => body.up.iter().for_each(|up| add(&mut counts.bodies, *up)),
                _ => add(&mut counts.bodies, 0),
            }
        }
        let [urusan_utama, tahapan, jenis, bentuk, ..] = it.words;
        let words = [urusan_utama, tahapan, jenis, bentuk, it.tahun];
        for (at, (counts, word)) in counts.words.iter_mut().zip(words).enumerate() {
            if counted(at + 1) {
                add(counts, word);
            }
        }
        if counted(6) {
            add_bits(&mut counts.usulan, it.usulan);
        }
        if counted(7) {
            add_bits(&mut counts.state, self.state_of(it).into());
        }
        if counted(8) {
            add_bits(&mut counts.finding, self.remarks(it).codes);
        }
        if counted(9) {
            add_bits(&mut counts.verification, bit(it.state as usize));
        }
    }

    fn facet_views(&self, counts: &Counts, filter: &Filter, used: &[bool]) -> Vec<FacetView> {
        let words = |at: usize| -> BTreeMap<String, u32> {
            let counts = counts.words.get(at).map(Vec::as_slice).unwrap_or_default();
            self.names.iter().zip(counts).map(|(text, n)| (text.to_owned(), *n)).collect()
        };
        let named = |names: &[&str], counts: &[u32]| -> Vec<(String, u32)> {
            names.iter().zip(counts).map(|(nama, n)| ((*nama).to_owned(), *n)).collect()
        };
        let instruments: Vec<&str> = self.instruments.iter().map(String::as_str).collect();
        let by_facet: [(Choices, &[String]); FACETS.len()] = [
            (self.body_choices(counts, used), &filter.perangkat_daerah),
            (words(0).into_iter().collect(), &filter.urusan_utama),
            (words(1).into_iter().collect(), &filter.tahapan),
            (words(2).into_iter().collect(), &filter.jenis),
            (words(3).into_iter().collect(), &filter.bentuk),
            (words(4).into_iter().collect(), &filter.tahun),
            (named(&instruments, &counts.usulan), &filter.usulan),
            (named(&STATES, &counts.state), &filter.state),
            (named(CODES, &counts.finding), &filter.finding),
            (named(&State::ALL.map(State::name), &counts.verification), &filter.verification),
        ];
        let mut views = Vec::new();
        for (facet, (known, chosen)) in FACETS.into_iter().zip(by_facet) {
            let is_chosen = |value: &str| {
                chosen.iter().any(|it| it == value || (facet == FACETS[0] && self.is_same_body(it, value)))
            };
            let mut choices: Vec<FacetChoice> = known
                .into_iter()
                .map(|(value, n)| FacetChoice { chosen: is_chosen(&value), value, n })
                .filter(|it| it.n > 0 || it.chosen)
                .collect();
            // What is chosen and nowhere to be found must be seen, to be taken back.
            for it in chosen {
                let shown = choices
                    .iter()
                    .any(|known| known.value == *it || (facet == FACETS[0] && self.is_same_body(it, &known.value)));
                if !shown {
                    choices.push(FacetChoice { value: it.clone(), n: 0, chosen: true });
                }
            }
            views.push(FacetView { facet: facet.to_owned(), choices });
        }
        views
    }

    fn body_choices(&self, counts: &Counts, used: &[bool]) -> Vec<(String, u32)> {
        let mut labels = self.bodies.labels(used);
        labels.insert(0, String::new());
        let mut choices: Vec<(String, u32)> = labels
            .into_iter()
            .map(|(nomor, nama)| (nama, counts.bodies.get(nomor as usize).copied().unwrap_or(0)))
            .collect();
        choices.sort_by_cached_key(|it| (it.0.to_lowercase(), it.0.clone()));
        choices
    }

    fn is_same_body(&self, a: &str, b: &str) -> bool {
        self.bodies.chosen(a).is_some_and(|it| self.bodies.chosen(b) == Some(it))
    }
}

fn mark(used: &mut [bool], nomor: Nomor) {
    if let Some(it) = used.get_mut(nomor as usize) {
        *it = true;
    }
}

fn add(counts: &mut [u32], nomor: Nomor) {
    if let Some(n) = counts.get_mut(nomor as usize) {
        *n += 1;
    }
}

fn add_bits(counts: &mut [u32], bits: u64) {
    for (at, n) in counts.iter_mut().enumerate() {
        *n += u32::from(bits >> at & 1 == 1);
    }
}

fn widen(span: &mut Option<(Decimal, Decimal)>, value: Option<Decimal>) {
    let Some(value) = value else { return };
    *span = Some(span.map_or((value, value), |it| (it.0.min(value), it.1.max(value))));
}

fn span(it: Option<(Decimal, Decimal)>) -> Vec<String> {
    it.map(|(low, high)| vec![two_places(low).to_string(), two_places(high).to_string()]).unwrap_or_default()
}
