//! Workbooks: what one holds, what taking it in does, and what was written.

mod lines;

use domain::{
    core::{id::Subject, reason::Reason},
    named,
};
use serde::Serialize;

pub use lines::*;

use crate::view::{ArgView, NamedView, NoticeView, SimilarView, view};

view! {
    /// What a workbook holds, before anything is taken from it.
    struct WorkbookView {
        /// Where the file lies.
        path: String,
        /// Whether it is a form that this program wrote: nothing needs to be mapped.
        own: bool,
        /// Part by part, in the order of the tabs.
        sheets: Vec<WorkbookSheetView>,
        /// What a column can mean.
        targets: Vec<TargetView>,
        /// Things to know about the file; keys under `notice.`.
        remarks: Vec<NoticeView>,
    }

    /// A table of a sheet, or another part of it, as it was understood. The parts
    /// hold all filled rows between them.
    struct WorkbookSheetView {
        /// As it stands on the tab; the same for all parts of a sheet.
        nama: String,
        /// Hidden from whoever opens the workbook.
        hidden: bool,
        /// What it is.
        kind: PartKind,
        /// Its first filled row, titles above the header too.
        first_row: u32,
        /// Its last filled row.
        last_row: u32,
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
        /// Cells changed in the form and here too, each with the side that wins.
        diverged: Vec<WorkbookDiverged>,
        /// What was registered, or would be.
        added: Vec<WorkbookAdded>,
        /// Names of the missing rows.
        missing: Vec<NamedView>,
        /// What became of every filled row of the file, part by part; empty for a form
        /// of ours.
        parts: Vec<WorkbookPart>,
        /// What the file seems to mean beyond its cells.
        proposals: Vec<WorkbookProposal>,
        /// Things to know about the file; keys under `notice.`.
        remarks: Vec<NoticeView>,
    }

    /// A part of a sheet and what became of its rows: `n_row` is the sum of those
    /// taken, refused and skipped.
    struct WorkbookPart {
        /// Name of the sheet.
        sheet: String,
        /// What it is.
        kind: PartKind,
        /// Its first filled row.
        first_row: u32,
        /// Its last filled row.
        last_row: u32,
        /// Filled rows.
        n_row: u32,
        /// Rows that are an inovasi, new, changed or unchanged.
        n_taken: u32,
        /// Rows that would be one and were refused as a whole.
        n_refused: u32,
        /// All others, by kind.
        skipped: Vec<WorkbookSkipped>,
        /// Filled columns of the table that are not taken; empty where it is not chosen.
        left: Vec<WorkbookColumnLeft>,
        /// Rows that are hidden, taken like the others: `3, 5–7`; blank for none.
        hidden: String,
        /// Rows that are struck through, taken like the others.
        struck: String,
        /// Cells of other rows with letters that are struck through, taken like the
        /// others: `B3, D5`; the first of many.
        struck_cells: String,
    }

    /// A column that is not taken.
    struct WorkbookColumnLeft {
        /// As the spreadsheet names it: `A`, `AB`.
        letter: String,
        /// As it is headed.
        header: String,
        /// Key of the target that it perhaps means; absent where nothing is known.
        target: Option<String>,
        /// That target, for people; blank where there is none.
        label: String,
        /// Where it has no heading: the rows in which something stands there.
        rows: String,
        /// Where it has no heading: the first value, shortened.
        example: String,
    }

    /// Something that the file seems to mean, to be taken or not.
    struct WorkbookProposal {
        /// What is proposed.
        kind: ProposalKind,
        /// Whether it is taken.
        taken: bool,
        /// Rows that it concerns.
        n_row: u32,
        /// What is given, and from where; at most two hundred.
        list: Vec<WorkbookProposed>,
    }

    /// One text that a proposal gives.
    struct WorkbookProposed {
        /// Name of the sheet.
        sheet: String,
        /// The row that it stands in, or the first that it is given to.
        row: u32,
        /// A perangkat daerah, or names parted by semicolons.
        text: String,
        /// Rows that it is given to.
        n_row: u32,
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
        /// Its letter as the spreadsheet shows it.
        column: String,
        /// Key of whom it is about, such as `inovasi:<uuid>`.
        subject: Subject,
        /// Its name for people.
        nama: String,
        /// Of the field, for people.
        label: String,
        /// Whether the form's value goes over the one that stands here.
        taken: bool,
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
        /// Which they are: `3, 5–7`; the first runs of many.
        rows: String,
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
    /// What a part of a sheet is.
    pub enum PartKind {
        /// A table of a hidden sheet, beside others that are not.
        Hidden = "hidden",
        /// A table that was not chosen.
        Left = "left",
        /// Nothing that is understood.
        Other = "other",
        /// Counts and sums of something.
        Summary = "summary",
        /// A table with a row for each inovasi.
        Table = "table",
        /// A table of which it is not sure where the names stand.
        Unclear = "unclear",
        /// Labels down a column with values beside them.
        Upright = "upright",
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
    /// What a file seems to mean beyond its cells.
    pub enum ProposalKind {
        /// A body in the first row of a block holds for the blanks below it.
        BodyOfBlock = "body_of_block",
        /// A row that names a body gives it to the rows below it.
        BodyOfGroup = "body_of_group",
        /// A row that names what nobody knows as a body gives it to the rows below it too.
        BodyOfOtherGroup = "body_of_other_group",
        /// The name of a sheet, or what stands above its table, is the body of its rows.
        BodyOfSheet = "body_of_sheet",
        /// Rows below the last one that is sure are inovasi too.
        RowsBelow = "rows_below",
        /// A cell with several names is several inovasi.
        SeveralNames = "several_names",
    }
}

named! {
    /// Why a row is no inovasi.
    pub enum SkippedRow {
        /// It stands below the last inovasi that is sure, and may be one.
        Below = "below",
        /// Nothing stands in the columns that are taken.
        Blank = "blank",
        /// A person said so.
        ByHand = "by_hand",
        /// An entry that shows how to fill the table in.
        Example = "example",
        /// The name of what stands below.
        Group = "group",
        /// Titles and headings, units under them, and the header again.
        Header = "header",
        /// It stands on a hidden sheet.
        Hidden = "hidden",
        /// How the columns are to be filled in.
        Instruction = "instruction",
        /// It goes on with the inovasi of another row.
        Joined = "joined",
        /// Its table was not chosen.
        Left = "left",
        /// Notes, and who signed.
        Note = "note",
        /// `1 2 3` or `a b c`.
        Numbering = "numbering",
        /// It stands in nothing that is understood.
        Other = "other",
        /// It stands in a summary.
        Summary = "summary",
        /// `Jumlah` and the like.
        Total = "total",
        /// It is not sure where the names stand in its table.
        Unclear = "unclear",
        /// It stands in a form that stands upright.
        Upright = "upright",
    }
}
