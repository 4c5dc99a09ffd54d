//! Bukti. One line per verb; the verbs are in their rooms.

use domain::bukti::BuktiField;
use domain::core::id::{BuktiId, Subject};
use std::path::{Path, PathBuf};

use crate::{
    AnswerKey, BuktiFacts, OpenedCopy, Registry, Result,
    bukti::{attach, clean, edit, fit, link, look, mend, open},
    progress::Watch,
    view::*,
};

impl Registry {
    /// Attaches files to one answer: all of them, or none. A file that this
    /// subject already has is not stored again; the bukti serves one more answer.
    ///
    /// # Errors
    /// The answer does not exist; a file is missing, a folder, empty or
    /// unreadable; the disk is full; `watch` stopped it.
    pub fn attach_bukti(
        &self,
        key: &AnswerKey,
        paths: &[PathBuf],
        facts: &BuktiFacts,
        watch: &mut dyn Watch,
    ) -> Result<Outcome<AssessmentView>> {
        attach::attach_bukti(&self.core, key, paths, facts, watch)
    }

    /// Writes nomor, tanggal, tentang or jenis dokumen of a bukti. Subject and instrument say
    /// which worksheet is shown.
    ///
    /// # Errors
    /// The bukti is unknown, or the value cannot stand.
    pub fn edit_bukti(
        &self,
        subject: Subject,
        instrument: &str,
        bukti: BuktiId,
        field: BuktiField,
        value: Option<&str>,
    ) -> Result<Outcome<AssessmentView>> {
        edit::edit_bukti(&self.core, subject, instrument, bukti, field, value)
    }

    /// Replaces a photo by a copy without what it tells of place and persons, or all of
    /// a subject that tell something and can be cleaned; the photo that was there comes
    /// back by taking the act back. Subject and instrument say which worksheet is shown.
    ///
    /// # Errors
    /// The bukti is unknown, tells nothing, or cannot be cleaned; its bytes are missing
    /// or damaged; its year is closed; the disk is full.
    pub fn clean_bukti(
        &self,
        subject: Subject,
        instrument: &str,
        bukti: Option<BuktiId>,
    ) -> Result<Outcome<AssessmentView>> {
        clean::clean_bukti(&self.core, subject, instrument, bukti)
    }

    /// Lets a bukti serve one more answer, or changes the pages that do.
    ///
    /// # Errors
    /// The bukti or the answer does not exist.
    pub fn link_bukti(&self, key: &AnswerKey, bukti: BuktiId, pages: Option<&str>) -> Result<Outcome<AssessmentView>> {
        link::link_bukti(&self.core, key, bukti, pages)
    }

    /// Takes a bukti from one answer. The bytes stay; history can bring it back.
    ///
    /// # Errors
    /// The bukti or the answer does not exist.
    pub fn detach_bukti(&self, key: &AnswerKey, bukti: BuktiId) -> Result<Outcome<AssessmentView>> {
        link::detach_bukti(&self.core, key, bukti)
    }

    /// Looks through a folder for bytes that are missing here or damaged, and puts them
    /// where they belong. History stays as it is.
    ///
    /// # Errors
    /// The folder cannot be read; the disk is full. What was mended before stays mended.
    pub fn mend_bukti(&self, folder: &Path, watch: &mut dyn Watch) -> Result<Outcome<MendView>> {
        mend::mend_bukti(&self.core, folder, watch)
    }

    /// Looks at every stored file that nobody has looked at yet, and keeps what it is and
    /// tells. A registry that is only read stays as it is.
    ///
    /// # Errors
    /// The database cannot be written; `watch` stopped it. What was kept stays.
    pub fn look_at_bukti(&self, watch: &mut dyn Watch) -> Result<Outcome<RegistryView>> {
        look::look_at_bukti(&self.core, watch)
    }

    /// Copies a bukti under its own name into a folder from which a program of
    /// the system may open it; the registry's bytes are never handed out.
    ///
    /// # Errors
    /// The bukti or its bytes are not here; the folder cannot be written.
    pub fn open_bukti(&self, bukti: BuktiId, folder: &Path) -> Result<OpenedCopy> {
        open::open_bukti(&self.core, bukti, folder)
    }

    /// Makes a portal copy of a bukti for the indikator or the document of the profile that
    /// it stands under, and lays it into a folder from which other programs take it. The
    /// bukti stays as it is.
    ///
    /// # Errors
    /// The bukti or its bytes are not here; no copy can be made; the folder cannot be
    /// written; `watch` stopped it.
    pub fn fit_bukti(
        &self,
        bukti: BuktiId,
        under: &str,
        folder: &Path,
        watch: &mut dyn Watch,
    ) -> Result<(OpenedCopy, FittedView)> {
        fit::fit_bukti(&self.core, bukti, under, folder, watch)
    }
}
