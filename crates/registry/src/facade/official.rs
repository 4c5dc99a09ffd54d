//! What the ministry made of a year. One line per verb; the verbs are in their room.

use domain::{
    core::id::{IndikatorId, InovasiId, Subject},
    submission::official::OfficialFigure,
};

use crate::{ImportOfficial, Registry, Result, progress::Watch, submission::official, view::*};

impl Registry {
    /// What the ministry made of a year, beside our own figures; of the one that is
    /// worked under when none is named.
    ///
    /// # Errors
    /// There is no such year.
    pub fn show_official(&self, instrument: Option<&str>) -> Result<OfficialView> {
        official::list::show_official(&self.core, instrument)
    }

    /// What the ministry made of one inovasi, and where it must have been cut.
    ///
    /// # Errors
    /// There is no such year or inovasi.
    pub fn show_official_detail(&self, id: InovasiId, instrument: &str) -> Result<OfficialDetailView> {
        official::detail::show_official_detail(&self.core, id, instrument)
    }

    /// Writes one figure of the region or of an inovasi; None or a blank clears it.
    ///
    /// # Errors
    /// There is no such year or inovasi; the figure is not one of that subject; the value
    /// cannot be read.
    pub fn set_official(
        &self,
        subject: Subject,
        instrument: &str,
        figure: OfficialFigure,
        value: Option<&str>,
    ) -> Result<Outcome<OfficialView>> {
        official::set::set_official(&self.core, subject, instrument, figure, value)
    }

    /// Writes the parameter that the ministry accepted of one answer; None clears it.
    ///
    /// # Errors
    /// There is no such year, inovasi or indikator, or no such parameter.
    pub fn set_official_parameter(
        &self,
        subject: Subject,
        instrument: &str,
        indikator: &IndikatorId,
        value: Option<&str>,
    ) -> Result<Outcome<OfficialDetailView>> {
        official::set::set_official_parameter(&self.core, subject, instrument, indikator, value)
    }

    /// Takes the portal's own export in, or tells what that would write. Rows whose
    /// inovasi is not sure are told and left until a person says whose they are.
    ///
    /// # Errors
    /// The file cannot be read, or has no column of names or of figures; there is no such
    /// year, or no such inovasi in a decision; `watch` stopped it. Nothing is taken then.
    pub fn import_official(
        &self,
        req: &ImportOfficial,
        dry_run: bool,
        watch: &mut dyn Watch,
    ) -> Result<Outcome<OfficialImportView>> {
        official::import::import_official(&self.core, req, dry_run, watch)
    }
}
