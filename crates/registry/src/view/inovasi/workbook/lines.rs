//! The rows of a table of a workbook, as a grid shows them.

use domain::named;
use serde::Serialize;

use crate::view::{DaysOrder, SkippedRow, view};

view! {
    /// Some rows of a table, as a grid shows them.
    struct WorkbookLinesView {
        /// Filled rows of the table, all of them.
        total: u32,
        /// Columns up to the last filled one; a hundred of them are shown.
        n_column: u32,
        /// Filled rows before the first.
        offset: u32,
        /// How well the columns fit what they are meant to be now.
        columns: Vec<WorkbookFit>,
        /// Blank rows are left out.
        lines: Vec<WorkbookLine>,
    }

    /// How well a column fits what a person says that it means.
    struct WorkbookFit {
        /// From 0.
        at: u32,
        /// Key of a target.
        key: String,
        /// The share of its filled cells that can stand under it, 0 to 100.
        share: u32,
        /// Which comes first in its days; absent where it holds none, or where its cells
        /// contradict each other.
        days: Option<DaysOrder>,
        /// Whether its cells contradict each other about that.
        days_asked: bool,
    }

    /// One row.
    struct WorkbookLine {
        /// As the spreadsheet shows it.
        row: u32,
        /// What it is taken for; absent: it is an inovasi.
        skipped: Option<SkippedRow>,
        /// What a person said that it is.
        said: Option<RowMeaning>,
        /// Hidden from whoever opens the workbook.
        hidden: bool,
        /// Struck through, in all its texts.
        struck: bool,
        /// From column A, each on one line and shortened.
        cells: Vec<String>,
    }
}

named! {
    /// What a person says that a row is.
    pub enum RowMeaning {
        /// The name of what stands below it.
        Group = "group",
        /// Headings.
        Header = "header",
        /// An inovasi, whatever it looks like.
        Inovasi = "inovasi",
        /// Nothing that is to be taken.
        Skip = "skip",
    }
}
