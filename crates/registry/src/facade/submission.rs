//! What is sent. One line per verb; the verbs are in their rooms.

mod people;
mod portal;
mod template;

use domain::{
    core::id::{InovasiId, SnapshotId, Subject},
    submission::{
        document::DocumentFormat,
        office::{OfficeField, Signer, SignerRole},
        snapshot::SnapshotField,
    },
};

use std::path::Path;

use crate::{
    BestPin, BestSet, DocumentRequest, ExportBundle, NextSteps, Registry, Result, SendSubmission, Simulate,
    WriteDocuments,
    core::{output, text::Language},
    progress::Watch,
    submission::{
        best::{self, apply, pins},
        bundle, document, office,
        simulation::{self, scenario},
        snapshot, steps,
    },
    view::*,
};

impl Registry {
    /// The standing with these differences beside today's. Nothing is written; what
    /// no longer fits is told and left out.
    ///
    /// # Errors
    /// The instrument does not exist; there are too many changes.
    pub fn simulate(&self, req: &Simulate) -> Result<SimulationView> {
        simulation::simulate(&self.core, req)
    }

    /// Concrete acts, the best first, with what each brings from today's standing.
    ///
    /// # Errors
    /// The instrument, the basis, the inovasi or the perangkat daerah does not
    /// exist; the inovasi is not proposed.
    pub fn next_steps(&self, req: &NextSteps) -> Result<StepsView> {
        steps::next_steps(&self.core, req)
    }

    /// Writes the steps as a work list: CSV, with a column to tick off.
    ///
    /// # Errors
    /// As [`Registry::next_steps`]; something stands there and `replace` is not said;
    /// the disk refuses.
    pub fn export_steps(&self, req: &NextSteps, out: &Path, replace: bool, language: Language) -> Result<StepsReceipt> {
        steps::export::export_steps(&self.core, req, out, replace, language)
    }

    /// Which of the proposed inovasi to send so that the index is highest, and what
    /// each of them and each urusan dasar is worth. Nothing is changed.
    ///
    /// # Errors
    /// The instrument, the basis or an inovasi does not exist; one is not proposed,
    /// or both pinned and excluded; a rule of that year that it hangs on is not
    /// known.
    pub fn best_set(&self, req: &BestSet) -> Result<BestView> {
        best::best_set(&self.core, req)
    }

    /// Writes the submission bundle: complete, or not at all. Gaps are listed in
    /// it; they do not stop it.
    ///
    /// # Errors
    /// An inovasi is unknown; the target exists or cannot be written; the disk is
    /// full; the bytes of a bukti have changed; `watch` stopped it.
    pub fn export_bundle(&self, req: &ExportBundle, watch: &mut dyn Watch) -> Result<Outcome<BundleReceipt>> {
        bundle::export::export_bundle(&self.core, req, watch)
    }

    /// Every kind of paper, and whom papers can be made for.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn list_documents(&self) -> Result<DocumentsView> {
        document::list::list_documents(&self.core)
    }

    /// Some pages of a paper as SVG, before anything is written.
    ///
    /// # Errors
    /// As [`Registry::write_documents`], short of the disk.
    pub fn preview_document(&self, req: &DocumentRequest, first: u32, most: u32) -> Result<DocumentPreview> {
        document::preview::preview_document(&self.core, req, first, most)
    }

    /// Writes papers: one file, or many into a folder or a zip, each named after whom
    /// it is about; all of them, or none.
    ///
    /// # Errors
    /// The kind is not made of such subjects, or there are none; several would go into
    /// one file; the target exists or cannot be written; the office's own template is
    /// broken; `watch` stopped it.
    pub fn write_documents(&self, req: &WriteDocuments, watch: &mut dyn Watch) -> Result<DocumentsReceipt> {
        document::write::write_documents(&self.core, req, watch)
    }

    /// What to call one paper, or the folder of several, in a folder.
    ///
    /// # Errors
    /// As [`Registry::write_documents`], short of the disk.
    pub fn suggest_document_path(
        &self,
        folder: &Path,
        req: &DocumentRequest,
        format: DocumentFormat,
    ) -> Result<String> {
        document::write::suggest_document_path(&self.core, folder, req, format)
    }

    /// The office's paper and who signs it.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_office(&self) -> Result<OfficeView> {
        office::show::show_office(&self.core)
    }

    /// Writes one field of the office's paper; None clears it.
    ///
    /// # Errors
    /// The value cannot stand there.
    pub fn edit_office(&self, field: OfficeField, value: Option<&str>) -> Result<Outcome<OfficeView>> {
        office::edit::edit_office(&self.core, field, value)
    }

    /// Takes a picture (PNG, JPEG, SVG) as the office's coat of arms.
    ///
    /// # Errors
    /// The file cannot be read, is too large, or is no picture that can be printed.
    pub fn set_office_logo(&self, path: &Path) -> Result<Outcome<OfficeView>> {
        office::edit::set_office_logo(&self.core, path)
    }

    /// Says who signs in a place, of the region or of a perangkat daerah; None: nobody.
    ///
    /// # Errors
    /// The name is empty; the NIP is none; the body does not exist.
    pub fn set_signer(
        &self,
        subject: Subject,
        role: SignerRole,
        signer: Option<&Signer>,
    ) -> Result<Outcome<OfficeView>> {
        office::edit::set_signer(&self.core, subject, role, signer)
    }

    /// Proves a bundle, or any other BagIt bag; with the code of a paper, also that the
    /// two belong together.
    ///
    /// # Errors
    /// The code is none; the path cannot be read or is no bag at all. A bag that is not
    /// valid, or belongs to another paper, is an answer, not an error.
    pub fn verify_bundle(path: &Path, code: Option<&str>, watch: &mut dyn Watch) -> Result<VerifyView> {
        bundle::verify::verify_bundle(path, code, watch)
    }

    /// The code of a bundle that stands on the paper of a photo or scan.
    ///
    /// # Errors
    /// The file cannot be read, is no JPEG or PNG or too large a one, or shows no code or
    /// several.
    pub fn read_paper(path: &Path) -> Result<PaperCodeView> {
        bundle::paper::read_paper(path)
    }

    /// The submission of the year that is worked under, and every snapshot.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_submission(&self) -> Result<SubmissionView> {
        snapshot::list::show_submission(&self.core)
    }

    /// Finds a snapshot by its id, the beginning of its id, or its exact name.
    ///
    /// # Errors
    /// None or several fit.
    pub fn find_snapshot(&self, wanted: &str) -> Result<SnapshotId> {
        snapshot::list::find_snapshot(&self.core, wanted)
    }

    /// Keeps the registry as it is now, with its rules and its skor, under a name.
    ///
    /// # Errors
    /// The name is blank; the disk is full; `watch` stopped it. Then nothing is kept.
    pub fn keep_snapshot(&self, nama: &str, watch: &mut dyn Watch) -> Result<Outcome<SubmissionView>> {
        snapshot::keep::keep_snapshot(&self.core, nama, watch)
    }

    /// Sends the submission of the year: a snapshot is kept with the statement, and the
    /// year closes, in one act.
    ///
    /// # Errors
    /// It is sent already; nothing is proposed; the statement lacks something; findings
    /// block it and it is not said to be meant; the disk is full; `watch` stopped it.
    /// Then nothing is kept and the year stays open.
    pub fn send_submission(&self, req: &SendSubmission, watch: &mut dyn Watch) -> Result<Outcome<SubmissionView>> {
        snapshot::send::send_submission(&self.core, req, watch)
    }

    /// Writes the name of a snapshot, or the day and the number of what was sent.
    ///
    /// # Errors
    /// There is no such snapshot; that field is fixed; it was not sent.
    pub fn edit_snapshot(
        &self,
        id: SnapshotId,
        field: SnapshotField,
        value: Option<&str>,
    ) -> Result<Outcome<SubmissionView>> {
        snapshot::edit::edit_snapshot(&self.core, id, field, value)
    }

    /// Opens a sent year again. What was sent stays as a snapshot, with the reason.
    ///
    /// # Errors
    /// The year was not sent; the reason says too little.
    pub fn reopen_submission(&self, alasan: &str) -> Result<Outcome<SubmissionView>> {
        snapshot::reopen::reopen_submission(&self.core, alasan)
    }

    /// Compares a snapshot with today, or with another one, field by field.
    ///
    /// # Errors
    /// There is none; its bytes are not here, or not what they were.
    pub fn compare_snapshots(
        &self,
        before: SnapshotId,
        after: Option<SnapshotId>,
        watch: &mut dyn Watch,
    ) -> Result<SnapshotCompareView> {
        snapshot::compare::compare_snapshots(&self.core, before, after, watch)
    }

    /// Writes the bundle of a snapshot, with the rules and the date of then.
    ///
    /// # Errors
    /// As [`Registry::compare_snapshots`], and as [`Registry::export_bundle`].
    pub fn export_snapshot(
        &self,
        id: SnapshotId,
        out: &str,
        zip: bool,
        replace: bool,
        watch: &mut dyn Watch,
    ) -> Result<Outcome<BundleReceipt>> {
        snapshot::export::export_snapshot(&self.core, id, (out, zip, replace), watch)
    }

    /// Opens a snapshot like a registry that nobody can write to.
    ///
    /// # Errors
    /// As [`Registry::compare_snapshots`].
    pub fn look_into_snapshot(&self, id: SnapshotId, watch: &mut dyn Watch) -> Result<Registry> {
        Ok(Registry { core: snapshot::look::open_snapshot(&self.core, id, watch)?.core })
    }

    /// A path to offer for a new file: `<prefix>-<pemda>-<date><ending>` in a folder,
    /// numbered when it is taken.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn suggest_path(&self, folder: &Path, prefix: &str, ending: &str) -> Result<String> {
        output::suggest_path(&self.core, folder, prefix, ending)
    }

    /// The best set with what was pinned and excluded under this instrument. What is
    /// not proposed any more is left out of the question, and remembered.
    ///
    /// # Errors
    /// As [`Registry::best_set`].
    pub fn show_best_set(&self, instrument: &str, on: &str) -> Result<BestView> {
        pins::show_best_set(&self.core, instrument, on)
    }

    /// Why the index of that set would be what it is, down to the kematangan of each
    /// inovasi.
    ///
    /// # Errors
    /// As [`Registry::best_set`].
    pub fn explain_best_set(&self, instrument: &str, on: &str) -> Result<ExplainView> {
        pins::explain_best_set(&self.core, instrument, on)
    }

    /// Remembers that an inovasi is sent (`pinned`), not sent (`excluded`), or left
    /// to the reckoning (empty), and solves the question anew.
    ///
    /// # Errors
    /// As [`Registry::best_set`]; there is no such word. Then nothing is remembered.
    pub fn pin_inovasi(
        &self,
        id: InovasiId,
        say: Option<BestPin>,
        instrument: &str,
        on: &str,
    ) -> Result<Outcome<BestView>> {
        pins::pin_inovasi(&self.core, id, say, instrument, on)
    }

    /// Forgets everything that was pinned and excluded under an instrument.
    ///
    /// # Errors
    /// As [`Registry::best_set`].
    pub fn release_pins(&self, instrument: &str, on: &str) -> Result<Outcome<BestView>> {
        pins::release_pins(&self.core, instrument, on)
    }

    /// Proposes exactly the best set under its instrument: what is not in it is
    /// withdrawn, what is in it is said to be proposed. One act, so one step takes
    /// all of it back. Answers stay as they are, or the set would not be the best;
    /// a growth note that is missing stays a finding.
    ///
    /// # Errors
    /// As [`Registry::best_set`]; that year is closed. Then nothing is changed.
    pub fn apply_best(&self, req: &BestSet) -> Result<Outcome<BestView>> {
        apply::apply_best(&self.core, req)
    }

    /// The scenarios, by name.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_scenarios(&self) -> Result<ScenariosView> {
        scenario::show_scenarios(&self.core)
    }

    /// Keeps a scenario under a name; what that name held before is replaced.
    ///
    /// # Errors
    /// The name is empty, or there are too many scenarios or changes; all of them
    /// stay as they were.
    pub fn keep_scenario(&self, nama: &str, state: &Simulate) -> Result<Outcome<ScenariosView>> {
        scenario::keep_scenario(&self.core, nama, state)
    }

    /// Forgets a scenario.
    ///
    /// # Errors
    /// There is none of that name.
    pub fn remove_scenario(&self, nama: &str) -> Result<Outcome<ScenariosView>> {
        scenario::remove_scenario(&self.core, nama)
    }

    /// Does what was simulated: proposes and withdraws inovasi and chooses
    /// parameters, all in one act. Inovasi that do not exist yet are left out, and
    /// told.
    ///
    /// # Errors
    /// It is about another instrument than the region's, that year is closed, or one
    /// change no longer fits; nothing is written then.
    pub fn apply_scenario(&self, state: &Simulate) -> Result<Outcome<AppliedView>> {
        simulation::apply::apply_scenario(&self.core, state)
    }
}
