//! Orders of the list: every column, and what fits a question in its order.

use std::{collections::BTreeSet, sync::Arc};

use domain::Decimal;

use super::{Catalogue, ListInovasi, Look, Sort, filter::Fit, line::Line};
use crate::core::error::Result;

/// Most inovasi that a search is filtered or ordered among.
const SEARCHED: u32 = 200_000;

/// The value of a line, and of its slot, as a number to be ordered by.
type Column<'a> = Box<dyn Fn(u32, &Line) -> i64 + 'a>;

/// What fits a question.
#[derive(Debug)]
pub(crate) struct Listed {
    /// In the order asked for.
    pub slots: Vec<u32>,
    /// The search found more than it was let.
    pub at_least: bool,
}

impl Look<'_> {
    /// What fits a question, in its order. The answer is kept for the next window.
    ///
    /// # Errors
    /// A filter cannot be read; the database cannot be read.
    pub(crate) fn listed(&mut self, req: &ListInovasi) -> Result<Arc<Listed>> {
        let question = (&req.text, req.sort, req.descending, &req.filter);
        let key = serde_json::to_string(&question).unwrap_or_default();
        if let Some((_, listed)) = self.listed.as_ref().filter(|it| it.0 == key && !key.is_empty()) {
            return Ok(listed.clone());
        }
        let sieve = self.catalogue.sieve(&req.filter)?;
        let fits = |it: &Line| sieve.fit(self.catalogue, it) == Fit::Whole;
        let found = self.found(&req.text)?;
        let at_least = found.as_ref().is_some_and(|it| it.at_least);
        let slots: Vec<u32> = match &found {
            None => self.catalogue.slots().filter(|it| fits(it.1)).map(|it| it.0).collect(),
            Some(found) => {
                let fitting = |it: &&u32| self.catalogue.line_at(**it).is_some_and(fits);
                found.slots.iter().filter(fitting).copied().collect()
            }
        };
        let by_fit = found.is_some() && req.sort.is_none();
        let slots =
            if by_fit { slots } else { self.catalogue.ordered(slots, req.sort.unwrap_or(Sort::Nama), req.descending) };
        let listed = Arc::new(Listed { slots, at_least });
        *self.listed = Some((key, listed.clone()));
        Ok(listed)
    }

    /// What the searched words find, best first; `None` without words. The only
    /// place where the catalogue meets the search.
    pub(super) fn found(&self, text: &str) -> Result<Option<Listed>> {
        if text.trim().is_empty() {
            return Ok(None);
        }
        let found = self.reader.search(text, SEARCHED)?;
        let slots = found.rows.iter().filter_map(|it| self.catalogue.by_subject.get(it).copied()).collect();
        Ok(Some(Listed { slots, at_least: found.at_least }))
    }
}

impl Catalogue {
    /// Slots in the order of a column. Ties stand by name, then by id, whichever way
    /// the column runs.
    fn ordered(&self, slots: Vec<u32>, sort: Sort, descending: bool) -> Vec<u32> {
        let key = self.column(&slots, sort);
        let place = |slot: u32| self.places.get(slot as usize).copied().unwrap_or(u32::MAX);
        let mut keyed: Vec<(i64, u32, u32)> = slots
            .into_iter()
            .filter_map(|slot| {
                let key = key(slot, self.line_at(slot)?);
                Some((if descending { !key } else { key }, place(slot), slot))
            })
            .collect();
        keyed.sort_unstable();
        keyed.into_iter().map(|it| it.2).collect()
    }

    /// The value of a line in a column, as a number of the same order.
    fn column<'a>(&'a self, slots: &[u32], sort: Sort) -> Column<'a> {
        let by_word = |at: usize| -> Column<'a> {
            let places = self.names.places(str::to_owned);
            Box::new(move |_, it| place_in(&places, it.words.get(at).copied().unwrap_or(0)))
        };
        match sort {
            Sort::Nama => Box::new(|slot, _| place_in(&self.places, slot)),
            Sort::PerangkatDaerah => {
                let places = self.bodies.places();
                Box::new(move |_, it| place_in(&places, it.body))
            }
            Sort::UrusanUtama => by_word(0),
            Sort::Tahapan => by_word(1),
            Sort::Jenis => by_word(2),
            Sort::Bentuk => by_word(3),
            Sort::Inisiator => by_word(4),
            Sort::WaktuUjiCoba => by_word(5),
            Sort::WaktuPenerapan => by_word(6),
            Sort::WaktuPengembangan => by_word(7),
            Sort::Claimed => self.by_skor(slots, |it| it.claimed.known()),
            Sort::Supported => self.by_skor(slots, |it| it.supported.known()),
            Sort::Verified => self.by_skor(slots, |it| it.verified.known()),
            Sort::Official => self.by_skor(slots, |it| it.official),
            Sort::NChosen => Box::new(|_, it| i64::from(it.n_chosen)),
            Sort::NBukti => Box::new(|_, it| i64::from(it.n_bukti)),
            Sort::NBlocking => Box::new(|_, it| i64::from(self.remarks(it).n_blocking)),
            Sort::NWarning => Box::new(|_, it| i64::from(self.remarks(it).n_warning)),
            Sort::NConflict => Box::new(|_, it| i64::from(self.remarks(it).n_conflict)),
            Sort::Verification => Box::new(|_, it| it.state as i64),
            Sort::Contoh => Box::new(|_, it| i64::from(it.contoh)),
            Sort::Proposed => Box::new(|_, it| i64::from(self.is_proposed(it))),
            Sort::Touched => Box::new(|_, it| it.touched),
            Sort::TouchedAt => Box::new(|_, it| it.touched_at),
            Sort::Kepanjangan => {
                let texts = self.texts(slots, |it| it.kepanjangan.as_deref().map(str::to_ascii_lowercase));
                Box::new(move |_, it| place_of(&texts, &it.kepanjangan.as_deref().map(str::to_ascii_lowercase)))
            }
            Sort::Id => {
                let ids = self.texts(slots, |it| it.id);
                Box::new(move |_, it| place_of(&ids, &it.id))
            }
        }
    }

    /// Skor are exact decimals: their places among all that occur are compared.
    fn by_skor<'a>(&self, slots: &[u32], skor: fn(&Line) -> Option<Decimal>) -> Column<'a> {
        let known = self.texts(slots, skor);
        Box::new(move |_, it| place_of(&known, &skor(it)))
    }

    /// The values that occur, each once, in order.
    fn texts<T: Ord>(&self, slots: &[u32], value: impl Fn(&Line) -> T) -> Vec<T> {
        let known: BTreeSet<T> = slots.iter().filter_map(|it| self.line_at(*it)).map(value).collect();
        known.into_iter().collect()
    }
}

fn place_of<T: Ord>(known: &[T], value: &T) -> i64 {
    known.binary_search(value).map_or(-1, |it| i64::try_from(it).unwrap_or(i64::MAX))
}

fn place_in(places: &[u32], nomor: u32) -> i64 {
    places.get(nomor as usize).map_or(-1, |it| i64::from(*it))
}
