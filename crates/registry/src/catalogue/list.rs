//! Windows onto the catalogue.

use store::Reader;

use super::{Filter, ListInovasi};
use crate::{
    Registry,
    error::Result,
    view::{InovasiPage, InovasiRow},
};

/// Most rows of one window.
const MAX_ROWS: u32 = 500;

impl Registry {
    /// A window onto the catalogue.
    ///
    /// # Errors
    /// The filter or the order is unknown; the database cannot be read.
    pub fn list_inovasi(&self, req: &ListInovasi) -> Result<InovasiPage> {
        let limit = req.limit.min(MAX_ROWS);
        if let Some(page) = self.plain_page(req, limit)? {
            return Ok(page);
        }
        self.look(|look| {
            let listed = look.listed(req)?;
            let window = listed.slots.iter().skip(req.offset as usize).take(limit as usize);
            let lines = window.filter_map(|it| look.catalogue.line_at(*it));
            Ok(InovasiPage {
                total: u32::try_from(listed.slots.len()).unwrap_or(u32::MAX),
                at_least: listed.at_least,
                offset: req.offset,
                rows: lines.map(|it| look.catalogue.row(it)).collect(),
            })
        })
    }

    /// The list as it first opens, and a search as it is typed: the tables give
    /// their windows at once, and nobody waits for the catalogue.
    fn plain_page(&self, req: &ListInovasi, limit: u32) -> Result<Option<InovasiPage>> {
        let by_nama = matches!(req.sort.as_str(), "" | "nama");
        let searched = !req.text.trim().is_empty();
        if req.filter != Filter::default() || !by_nama || (searched && !req.sort.is_empty()) {
            return Ok(None);
        }
        self.read(|reader| {
            let (total, subjects) = if searched {
                let (total, lines) = reader.search_inovasi(&req.text, req.offset, limit)?;
                let rows = lines.iter().map(|it| reader.inovasi_row(it.id)).collect::<store::Result<Vec<_>>>()?;
                (total, rows.into_iter().flatten().collect())
            } else {
                (reader.count_inovasi()?, reader.inovasi_window(req.descending, req.offset, limit)?)
            };
            let rows = self.rows(reader, &subjects)?;
            Ok(Some(InovasiPage { total, at_least: false, offset: req.offset, rows }))
        })
    }

    /// The rows of a few inovasi by the rows of their subjects, as the catalogue
    /// would show them.
    fn rows(&self, reader: &Reader<'_>, subjects: &[i64]) -> Result<Vec<InovasiRow>> {
        let mut few = self.empty_catalogue(reader)?;
        let mut rows = Vec::with_capacity(subjects.len());
        for subject in subjects {
            if let Some(facts) = reader.facts_of(*subject)? {
                let line = few.line(&facts);
                rows.push(few.row(&line));
            }
        }
        Ok(rows)
    }
}
