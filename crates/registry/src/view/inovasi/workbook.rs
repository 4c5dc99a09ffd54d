//! Workbooks: what one holds, what taking it in does, and what was written.

use domain::{
    core::{id::Subject, reason::Reason},
    named,
};
use serde::Serialize;

use crate::view::{ArgView, NamedView, NoticeView, SimilarView, view};

view! {
    /// What a workbook holds, before anything is taken from it.
    struct WorkbookView {
        /// Where the file lies.
        path: String,
        /// Whether it is a form that this program wrote: nothing needs to be mapped.
        own: bool,
        /// In the order of the tabs.
        sheets: Vec<WorkbookSheetView>,
        /// What a column can mean.
        targets: Vec<TargetView>,
        /// Things to know about the file; keys under `notice.`.
        remarks: Vec<NoticeView>,
    }

    /// A sheet as it was understood.
    struct WorkbookSheetView {
        /// As it stands on the tab.
        nama: String,
        /// Hidden from whoever opens the workbook.
        hidden: bool,
        /// Number of the last row of the header; 0: none was found.
        header_row: u32,
        /// From the first to the last filled one.
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
        /// As it is headed; two rows are joined by a blank.
        header: String,
        /// Key of a target.
        target: Option<String>,
        /// Whether a person need not look twice.
        sure: bool,
        /// The share of its filled cells that can stand under its target, 0 to 100.
        share: u32,
        /// Which comes first in its days; absent where it holds none, or where its cells
        /// contradict each other.
        days: Option<DaysOrder>,
        /// Whether its cells contradict each other about that, so that a person is asked.
        days_asked: bool,
        /// The first different values, at most three, shortened.
        examples: Vec<String>,
    }

    /// Something that a column can mean.
    struct TargetView {
        /// What a column that means it is given.
        key: String,
        /// As the year's form words it.
        label: String,
        /// Where a list of targets shows it.
        group: TargetGroup,
    }

    /// What was taken from a workbook, or would be. Lists hold at most a thousand
    /// entries; the numbers count all.
    struct WorkbookImportView {
        /// Whether nothing was written: a look beforehand.
        dry_run: bool,
        /// Whether it was a form that this program wrote.
        own: bool,
        /// Rows that make something new.
        n_new: u32,
        /// Rows that change something known.
        n_changed: u32,
        /// Rows that say what is known already.
        n_unchanged: u32,
        /// Cells and rows that were not taken.
        n_refused: u32,
        /// Cells taken as they are, though nobody can read them.
        n_kept: u32,
        /// Cells changed in the form and here too.
        n_diverged: u32,
        /// Rows of the form that are gone from it; nothing was removed.
        n_missing: u32,
        /// Value by value, in the order of the rows.
        changes: Vec<WorkbookChange>,
        /// Each with where it stands and why.
        refused: Vec<WorkbookRefusal>,
        /// Taken as they are, though nobody can read them, each with where it stands
        /// and why; they are findings until they are mended.
        kept: Vec<WorkbookRefusal>,
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
        /// Name of the sheet.
        sheet: String,
        /// As the spreadsheet shows it.
        row: u32,
        /// Key of whom it changes, such as `inovasi:<uuid>`.
        subject: Subject,
        /// Its name for people.
        nama: String,
        /// Key of history.
        field: String,
        /// Of the field, for people.
        label: String,
        /// As it stands here; absent: blank.
        before: Option<String>,
        /// As the workbook says; absent: it is cleared.
        after: Option<String>,
    }

    /// A cell that was not taken, or a whole row when it names no column.
    struct WorkbookRefusal {
        /// Name of the sheet.
        sheet: String,
        /// As the spreadsheet shows it.
        row: u32,
        /// What the row calls its inovasi; blank where it does not.
        nama: String,
        /// Letter of the column; blank for a row.
        column: String,
        /// Of the field that the column means; blank for a row.
        label: String,
        /// As the cell says.
        value: String,
        /// Why it was refused, or what became of it; picks the sentence `error.<reason>`.
        reason: Reason,
        /// Values that fill the sentence.
        args: Vec<ArgView>,
    }

    /// A value that was changed on both sides since the form was written.
    struct WorkbookDiverged {
        /// Name of the sheet.
        sheet: String,
        /// As the spreadsheet shows it.
        row: u32,
        /// Key of whom it is about, such as `inovasi:<uuid>`.
        subject: Subject,
        /// Its name for people.
        nama: String,
        /// Of the field, for people.
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
        /// Name of the sheet.
        sheet: String,
        /// As the spreadsheet shows it.
        row: u32,
        /// Key of the new one; another one after a look beforehand.
        subject: Subject,
        /// As the row says.
        nama: String,
        /// Inovasi of the registry that it may be; told before it is taken in.
        similar: Vec<SimilarView>,
    }

    /// How many rows of one kind were passed over.
    struct WorkbookSkipped {
        /// What they were taken for.
        kind: SkippedRow,
        /// Rows of this kind.
        n: u32,
    }

    /// A written workbook.
    struct WorkbookReceipt {
        /// Where it lies.
        path: String,
        /// Inovasi in it.
        n_inovasi: u32,
        /// Bytes.
        size: f64,
        /// Of the file, lower-case hex.
        sha256: String,
        /// What it does not hold; keys under `notice.`.
        remarks: Vec<NoticeView>,
    }
}

named! {
    /// Where a target of a column belongs.
    pub enum TargetGroup {
        /// A field of the profile.
        Profil = "profil",
        /// The answer to an indikator.
        Indikator = "indikator",
    }
}

named! {
    /// Which comes first in the days of a column.
    pub enum DaysOrder {
        /// `17/08/2024`.
        DayFirst = "day_first",
        /// `08/17/2024`.
        MonthFirst = "month_first",
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
