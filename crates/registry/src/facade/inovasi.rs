//! The catalogue and the life of an inovasi. One line per verb; the verbs are in their rooms.

use std::path::Path;

use domain::core::id::{InovasiId, Subject};

use crate::{
    EditMany, ExportWorkbook, ImportWorkbook, ListInovasi, ListWorkbookLines, Registry, Result, Selection,
    WorkbookEnding, WorkbookKind,
    assessment::rules::look,
    core::lookup,
    inovasi::{
        catalogue::{self, facets, list, many},
        duplicate::{combine, decide, list as pairs, similar},
        edit, note, register, remove, saved_view,
        usulan::{self, compare, propose, review, withdraw, year},
        workbook::{export, import, inspect, kept::KeptBook, lines},
    },
    progress::Watch,
    view::*,
};

impl Registry {
    /// The worksheet of one inovasi.
    ///
    /// # Errors
    /// There is no such inovasi.
    pub fn show_inovasi(&self, id: InovasiId) -> Result<WorksheetView> {
        edit::show_inovasi(&self.core, id)
    }

    /// Finds an inovasi by id, by the beginning of its id, or by its exact name.
    ///
    /// # Errors
    /// None or several fit.
    pub fn find_inovasi(&self, wanted: &str) -> Result<InovasiId> {
        self.core.read(|reader| lookup::find_inovasi_in(reader, wanted))
    }

    /// Finds whom a person names: `daerah`, a key such as `inovasi:<uuid>`, or whatever
    /// names an inovasi.
    ///
    /// # Errors
    /// As [`Registry::find_inovasi`].
    pub fn find_subject(&self, wanted: &str) -> Result<Subject> {
        self.core.read(|reader| lookup::find_subject_in(reader, wanted))
    }

    /// Registers an inovasi; only its name is needed.
    ///
    /// # Errors
    /// The name is empty, too long, or holds control characters.
    pub fn register_inovasi(&self, nama: &str) -> Result<Outcome<WorksheetView>> {
        register::register_inovasi(&self.core, nama)
    }

    /// Writes one field of the profile. Dates and options are understood in
    /// every usual form and kept in one.
    ///
    /// # Errors
    /// The inovasi or the field is unknown, or the value cannot stand.
    pub fn edit_inovasi(&self, id: InovasiId, field: &str, value: Option<&str>) -> Result<Outcome<WorksheetView>> {
        edit::edit_inovasi(&self.core, id, field, value)
    }

    /// Adds a member to a set field, or takes it out.
    ///
    /// # Errors
    /// The inovasi, the field or the member is unknown.
    pub fn set_member(
        &self,
        id: InovasiId,
        field: &str,
        member: &str,
        present: bool,
    ) -> Result<Outcome<WorksheetView>> {
        edit::set_member(&self.core, id, field, member, present)
    }

    /// Takes an inovasi out of the catalogue; history keeps all of it.
    ///
    /// # Errors
    /// There is no such inovasi.
    pub fn remove_inovasi(&self, id: InovasiId) -> Result<Outcome<WorksheetView>> {
        remove::remove_inovasi(&self.core, id)
    }

    /// Brings a removed inovasi back.
    ///
    /// # Errors
    /// There is no such inovasi.
    pub fn restore_inovasi(&self, id: InovasiId) -> Result<Outcome<WorksheetView>> {
        remove::restore_inovasi(&self.core, id)
    }

    /// Keeps a note to oneself about an inovasi: in this copy alone, never merged,
    /// never exported. A blank one goes.
    ///
    /// # Errors
    /// There is no such inovasi; the text is too long or holds control characters.
    pub fn keep_note(&self, id: InovasiId, text: &str) -> Result<Outcome<WorksheetView>> {
        note::keep_note(&self.core, id, text)
    }

    /// The saved views, by name.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_saved_views(&self) -> Result<SavedViews> {
        saved_view::show_saved_views(&self.core)
    }

    /// Keeps a view under a name; what that name held before is replaced.
    ///
    /// # Errors
    /// The name is empty or cannot stand; the state is no JSON or too long; there
    /// are too many views. Then all views stay as they were.
    pub fn keep_saved_view(&self, nama: &str, state: &str) -> Result<Outcome<SavedViews>> {
        saved_view::keep_saved_view(&self.core, nama, state)
    }

    /// Forgets a view.
    ///
    /// # Errors
    /// There is none of that name.
    pub fn remove_saved_view(&self, nama: &str) -> Result<Outcome<SavedViews>> {
        saved_view::remove_saved_view(&self.core, nama)
    }

    /// Tells what a workbook holds and what its columns seem to mean. A `header_row`
    /// above 0 is where a person says that the header of `sheet` ends.
    ///
    /// # Errors
    /// The file cannot be read, is no workbook, or goes beyond the limits.
    pub fn inspect_workbook(&self, path: &Path, sheet: Option<&str>, header_row: u32) -> Result<WorkbookView> {
        inspect::inspect_workbook(&self.core, path, sheet, header_row)
    }

    /// Shows some rows of a table of a workbook, each with what it is taken for. The
    /// workbook is kept in memory meanwhile, until [`close_workbook`](Self::close_workbook).
    ///
    /// # Errors
    /// The file cannot be read, is no workbook, or goes beyond the limits; the sheet is
    /// unknown.
    pub fn list_workbook_lines(&self, req: &ListWorkbookLines) -> Result<WorkbookLinesView> {
        lines::list_workbook_lines(&self.core, req)
    }

    /// Lets the workbook go that was looked at last.
    pub fn close_workbook(&self) {
        self.core.kept::<KeptBook>().forget();
    }

    /// Takes a recap or a form of ours in, or tells what that would change. A cell
    /// that cannot stand is refused and the rest of its row is taken; all of it is
    /// one act.
    ///
    /// # Errors
    /// The file cannot be read; the sheet, a column's meaning or a row is unknown;
    /// `watch` stopped it. Nothing is taken then.
    pub fn import_workbook(
        &self,
        req: &ImportWorkbook,
        dry_run: bool,
        watch: &mut dyn Watch,
    ) -> Result<Outcome<WorkbookImportView>> {
        import::import_workbook(&self.core, req, dry_run, watch)
    }

    /// Makes the catalogue ready, so that the first filter does not wait for it.
    /// Nothing else waits meanwhile.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn prepare_catalogue(&self) -> Result<()> {
        catalogue::prepare_catalogue(&self.core)
    }

    /// Pairs of inovasi that look alike, the surest first. Pairs that somebody
    /// dismissed or linked are told too when `decided` is wanted.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn list_duplicates(&self, decided: bool) -> Result<DuplicatesView> {
        pairs::list_duplicates(&self.core, decided)
    }

    /// Inovasi that a new one of this name may be, the surest first.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn similar_inovasi(&self, nama: &str, perangkat_daerah: Option<&str>) -> Result<Vec<SimilarView>> {
        similar::similar_inovasi(&self.core, nama, perangkat_daerah)
    }

    /// Says that two inovasi are different (`dismissed`), that they belong together
    /// (`linked`), or takes that back (empty).
    ///
    /// # Errors
    /// An inovasi is unknown or removed, or the verdict is none.
    pub fn decide_duplicate(&self, a: InovasiId, b: InovasiId, verdict: &str) -> Result<Outcome<DuplicatesView>> {
        decide::decide_duplicate(&self.core, a, b, verdict)
    }

    /// Makes two inovasi one: what the first leaves blank is taken from the second,
    /// with its answers, bukti and penghargaan; its name becomes a former name, and
    /// it goes out of the catalogue. One act, so one step takes it back.
    ///
    /// # Errors
    /// One of them is unknown or removed, or both are the same.
    pub fn combine_inovasi(&self, keep: InovasiId, drop: InovasiId) -> Result<Outcome<WorksheetView>> {
        combine::combine_inovasi(&self.core, keep, drop)
    }

    /// The years the region can work under.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_years(&self) -> Result<YearsView> {
        usulan::show_years(&self.core)
    }

    /// Begins to work under another instrument. The year before it becomes
    /// read-only and stays visible; nothing is proposed anew by this alone.
    ///
    /// # Errors
    /// There is no such instrument.
    pub fn begin_year(&self, instrument: &str) -> Result<Outcome<YearsView>> {
        year::begin_year(&self.core, instrument)
    }

    /// Makes the answers of a year read-only, or opens them again.
    ///
    /// # Errors
    /// There is no such instrument.
    pub fn close_year(&self, instrument: &str, closed: bool) -> Result<Outcome<YearsView>> {
        year::close_year(&self.core, instrument, closed)
    }

    /// Proposes inovasi under an instrument. One that was proposed in an earlier
    /// year of the same award needs a note on what has grown since; its profile of
    /// then is kept aside, and its answers come along.
    ///
    /// # Errors
    /// An inovasi is unknown or removed; the note is missing; that year is closed.
    /// Then none of them is proposed.
    pub fn propose_inovasi(
        &self,
        ids: &[InovasiId],
        instrument: &str,
        growth_note: &str,
    ) -> Result<Outcome<YearsView>> {
        propose::propose_inovasi(&self.core, ids, instrument, growth_note)
    }

    /// Takes inovasi out of those proposed under an instrument; their answers stay.
    ///
    /// # Errors
    /// An inovasi is unknown; that year is closed.
    pub fn withdraw_inovasi(&self, ids: &[InovasiId], instrument: &str) -> Result<Outcome<YearsView>> {
        withdraw::withdraw_inovasi(&self.core, ids, instrument)
    }

    /// Says that a carried-over answer still holds.
    ///
    /// # Errors
    /// The subject or the instrument does not exist; that year is closed.
    pub fn accept_review(
        &self,
        subject: Subject,
        instrument: &str,
        indikator: &str,
    ) -> Result<Outcome<AssessmentView>> {
        review::accept_review(&self.core, subject, instrument, indikator)
    }

    /// One inovasi in two years, side by side.
    ///
    /// # Errors
    /// There is no such inovasi or instrument.
    pub fn compare_years(&self, id: InovasiId, before: &str, after: &str) -> Result<CompareView> {
        compare::compare_years(&self.core, id, before, after)
    }

    /// Writes inovasi as a form that can be filled in elsewhere and taken back, or
    /// as a recap to be read. The file appears whole or not at all; one that stands
    /// there is replaced.
    ///
    /// # Errors
    /// An inovasi is unknown; the disk refuses; `watch` stopped it.
    pub fn export_workbook(&self, req: &ExportWorkbook, watch: &mut dyn Watch) -> Result<WorkbookReceipt> {
        export::export_workbook(&self.core, req, watch)
    }

    /// A free name in a folder: `formulir-…` for a form, `rekap-…` for a recap.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn suggest_workbook_path(&self, folder: &Path, kind: WorkbookKind, ending: WorkbookEnding) -> Result<String> {
        export::suggest_workbook_path(&self.core, folder, kind, ending)
    }

    /// How many inovasi each choice of each filter would leave, given the searched
    /// words and the other filters. Choices that nobody has are left out unless
    /// they are chosen.
    ///
    /// # Errors
    /// A filter cannot be read; the database cannot be read.
    pub fn show_facets(&self, req: &ListInovasi) -> Result<FacetsView> {
        facets::show_facets(&self.core, req)
    }

    /// A window onto the catalogue.
    ///
    /// # Errors
    /// A filter cannot be read; the database cannot be read.
    pub fn list_inovasi(&self, req: &ListInovasi) -> Result<InovasiPage> {
        list::list_inovasi(&self.core, req)
    }

    /// Writes one field of many inovasi, in one act. Removed ones are left alone
    /// and counted.
    ///
    /// # Errors
    /// An inovasi or the member is unknown, the value cannot stand, or
    /// the field is the name, which is each inovasi's own. Then none is written.
    pub fn edit_many_inovasi(&self, req: &EditMany) -> Result<Outcome<EditManyView>> {
        many::edit_many_inovasi(&self.core, req)
    }

    /// Takes many inovasi out of the catalogue, in one act; history keeps them.
    ///
    /// # Errors
    /// An inovasi is unknown; then none is removed.
    pub fn remove_many_inovasi(&self, selection: &Selection) -> Result<Outcome<EditManyView>> {
        many::remove_many_inovasi(&self.core, selection)
    }

    /// The inovasi of a selection, each once: those named in their order, then what
    /// fits in the order of its list.
    ///
    /// # Errors
    /// A name fits none or several; the filter cannot be read.
    pub fn ids_of(&self, selection: &Selection) -> Result<Vec<InovasiId>> {
        many::ids_of(&self.core, selection)
    }

    /// The texts and rules of an instrument, with sources and confidence.
    ///
    /// # Errors
    /// There is no such instrument.
    pub fn show_instrument(&self, id: &str) -> Result<InstrumentView> {
        look::show_instrument(&self.core, id)
    }
}
