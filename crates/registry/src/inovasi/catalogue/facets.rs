//! How many inovasi each choice of each filter would leave.

use domain::{Decimal, assessment::verification::State, core::finding::FindingCode, two_places};

use super::{Catalogue, Filter, ListInovasi, filter::Fit, line::Line, names::Nomor};
use crate::{
    core::{error::Result, registry::Core},
    inovasi::catalogue,
    view::{Facet, FacetChoice, FacetView, FacetsView, LineState},
};

/// Numbers of inovasi by facet and by the place of the value.
type Counts = Vec<(Facet, Vec<u32>)>;

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
        let mut counts: Counts = Facet::ALL.map(|it| (it, vec![0; catalogue.n_values(it)])).into();
        // Writings that are used at all give a group of them its name.
        let mut used = vec![false; catalogue.bodies.written.len()];
        let (mut total, mut claimed, mut supported, mut verified, mut official) = (0, None, None, None, None);
        let mut count = |it: &Line| {
            mark(&mut used, it.body);
            let fit = sieve.fit(catalogue, it);
            catalogue.count(&mut counts, it, fit);
            if fit == Fit::Whole {
                total += 1;
                widen(&mut claimed, it.claimed.known());
                widen(&mut supported, it.supported.known());
                widen(&mut verified, it.verified.known());
                widen(&mut official, it.official);
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
            official: span(official),
        })
    })
}

impl Catalogue {
    /// Counts a line under each facet whose other facets it fits.
    fn count(&self, counts: &mut Counts, it: &Line, fit: Fit) {
        // Most lines of a narrow filter fail twice and count nowhere.
        if fit == Fit::Not {
            return;
        }
        for (facet, counts) in counts.iter_mut().filter(|of| fit == Fit::Whole || fit == Fit::AllBut(of.0)) {
            self.each_value(*facet, it, |at| add(counts, at));
        }
    }

    fn facet_views(&self, counts: &Counts, filter: &Filter, used: &[bool]) -> Vec<FacetView> {
        let view = |(facet, counts): &(Facet, Vec<u32>)| {
            let chosen = filter.chosen(*facet);
            let same = |a: &str, b: &str| a == b || (*facet == Facet::PerangkatDaerah && self.is_same_body(a, b));
            let mut choices: Vec<FacetChoice> = self
                .named_values(*facet, used)
                .into_iter()
                .map(|(at, value)| FacetChoice {
                    chosen: chosen.iter().any(|it| same(it, &value)),
                    n: counts.get(at).copied().unwrap_or(0),
                    value,
                })
                .filter(|it| it.n > 0 || it.chosen)
                .collect();
            // What is chosen and nowhere to be found must be seen, to be taken back.
            for it in chosen {
                if !choices.iter().any(|known| same(it, &known.value)) {
                    choices.push(FacetChoice { value: it.to_owned(), n: 0, chosen: true });
                }
            }
            FacetView { facet: *facet, choices }
        };
        counts.iter().map(view).collect()
    }

    /// The values of a facet with their places, in the order in which they are shown.
    fn named_values(&self, facet: Facet, used: &[bool]) -> Vec<(usize, String)> {
        let owned = |names: Vec<&str>| names.into_iter().map(str::to_owned).enumerate().collect();
        match facet {
            Facet::PerangkatDaerah => {
                let mut labels: Vec<(usize, String)> =
                    self.bodies.labels(used).into_iter().map(|it| (it.0 as usize, it.1)).collect();
                labels.retain(|it| it.0 > 0);
                labels.push((0, String::new()));
                labels.sort_by_cached_key(|it| (it.1.to_lowercase(), it.1.clone()));
                labels
            }
            Facet::UrusanUtama | Facet::Tahapan | Facet::Jenis | Facet::Bentuk | Facet::Tahun => {
                let mut texts: Vec<(usize, String)> = owned(self.names.iter().collect());
                texts.sort_by(|a, b| a.1.cmp(&b.1));
                texts
            }
            Facet::Usulan => owned(self.instruments.iter().map(|it| it.as_str()).collect()),
            Facet::State => owned(LineState::ALL.map(LineState::name).into()),
            Facet::Finding => owned(FindingCode::ALL.map(FindingCode::name).into()),
            Facet::Verification => owned(State::ALL.map(State::name).into()),
        }
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

fn add(counts: &mut [u32], at: usize) {
    if let Some(n) = counts.get_mut(at) {
        *n += 1;
    }
}

fn widen(span: &mut Option<(Decimal, Decimal)>, value: Option<Decimal>) {
    let Some(value) = value else { return };
    *span = Some(span.map_or((value, value), |it| (it.0.min(value), it.1.max(value))));
}

fn span(it: Option<(Decimal, Decimal)>) -> Vec<String> {
    it.map(|(low, high)| vec![two_places(low).to_string(), two_places(high).to_string()]).unwrap_or_default()
}
