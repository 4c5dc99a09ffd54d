//! Workbooks: what one holds, what taking it in does, and what was written.

use domain::named;
use serde::Serialize;

use crate::view::{NamedView, NoticeView, SimilarView, view};

view! {
    /// What a workbook holds, before anything is taken from it.
    struct WorkbookView {
        path: String,
        /// Whether it is a form that this program wrote: nothing needs to be mapped.
        own: bool,
        sheets: Vec<WorkbookSheetView>,
        /// What a column can mean.
        targets: Vec<TargetView>,
        /// Things to know about the file; keys under `notice.`.
        remarks: Vec<NoticeView>,
    }

    /// A sheet as it was understood.
    struct WorkbookSheetView {
        nama: String,
        hidden: bool,
        /// Number of the last row of the header; 0: none was found.
        header_row: u32,
        columns: Vec<WorkbookColumnView>,
        /// Rows of the table below the header.
        n_row: u32,
        /// Whether the columns were mapped like this before, by a person.
        remembered: bool,
    }

    /// A column as it was understood.
    struct WorkbookColumnView {
        /// From 0.
        at: u32,
        /// As the spreadsheet names it: `A`, `AB`.
        letter: String,
        header: String,
        /// Key of a target.
        target: Option<String>,
        /// Whether a person need not look twice.
        sure: bool,
        examples: Vec<String>,
    }

    /// Something that a column can mean.
    struct TargetView {
        key: String,
        /// As the year's form words it.
        label: String,
        group: TargetGroup,
    }

    /// What was taken from a workbook, or would be. Lists hold at most a thousand
    /// entries; the numbers count all.
    struct WorkbookImportView {
        dry_run: bool,
        own: bool,
        n_new: u32,
        n_changed: u32,
        n_unchanged: u32,
        /// Cells and rows that were not taken.
        n_refused: u32,
        n_diverged: u32,
        /// Rows of the form that are gone from it; nothing was removed.
        n_missing: u32,
        changes: Vec<WorkbookChange>,
        refused: Vec<WorkbookRefusal>,
        /// Cells changed in the form and here too; not taken unless told so.
        diverged: Vec<WorkbookDiverged>,
        /// What was registered, or would be.
        added: Vec<WorkbookAdded>,
        /// Names of the missing rows.
        missing: Vec<NamedView>,
        /// Rows that are none of the table, counted by kind.
        skipped: Vec<WorkbookSkipped>,
    }

    /// One value that is changed; values are told in words.
    struct WorkbookChange {
        sheet: String,
        /// As the spreadsheet shows it.
        row: u32,
        subject: String,
        nama: String,
        /// Key of history.
        field: String,
        label: String,
        before: Option<String>,
        after: Option<String>,
    }

    /// A cell that was not taken, or a whole row when it names no column.
    struct WorkbookRefusal {
        sheet: String,
        row: u32,
        nama: String,
        /// Letter of the column; blank for a row.
        column: String,
        label: String,
        value: String,
        /// Key under `error.`.
        reason: NoticeView,
    }

    /// A value that was changed on both sides since the form was written.
    struct WorkbookDiverged {
        sheet: String,
        row: u32,
        subject: String,
        nama: String,
        label: String,
        /// When the form was written.
        was: Option<String>,
        /// Here, now.
        stands: Option<String>,
        /// In the form.
        wanted: Option<String>,
    }

    /// A row that makes a new inovasi.
    struct WorkbookAdded {
        sheet: String,
        row: u32,
        subject: String,
        nama: String,
        /// Inovasi of the registry that it may be; told before it is taken in.
        similar: Vec<SimilarView>,
    }

    /// How many rows of one kind were passed over.
    struct WorkbookSkipped { kind: SkippedRow, n: u32 }

    /// A written workbook.
    struct WorkbookReceipt {
        path: String,
        /// Inovasi in it.
        n_inovasi: u32,
        /// Bytes.
        size: f64,
        sha256: String,
        /// What it does not hold; keys under `notice.`.
        remarks: Vec<NoticeView>,
    }
}

named! {
    /// Where a target of a column belongs.
    pub enum TargetGroup {
        Profil = "profil",
        Indikator = "indikator",
    }
}

named! {
    /// Why a row is none of the table.
    pub enum SkippedRow {
        /// The header again, as on every printed page.
        Header = "header",
        /// Notes, and who signed.
        Note = "note",
        /// `1 2 3` or `a b c` under the header.
        Numbering = "numbering",
        /// `Jumlah` and the like.
        Total = "total",
    }
}
