//! Recaps as offices keep them, made by chance, each with what is true of it.
//!
//! A recap comes out of one number: which tables stand on which sheets, how they are
//! headed, what habits filled them in, and what kind of file holds them. What the maker
//! writes it also knows: which inovasi there are, what each cell means, and where it
//! stands. `check` takes the file in as an officer would and holds the registry against
//! that. The words are those of public recaps and forms, not those that the reader
//! knows: what it does not know it has to ask about.

mod check;
mod columns;
mod days;
mod dice;
mod entry;
mod file;
mod foot;
mod heading;
mod layout;
mod made;
mod names;
mod others;
mod packed;
mod state;
mod tally;
mod values;

use std::collections::BTreeMap;

pub use check::{Bench, Checked, Verdict, check};
pub use dice::Dice;
pub use file::write;
pub use made::make;
pub use tally::{Tally, tally};

/// What stands in a cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value {
    #[default]
    Blank,
    Text(String),
    /// As a spreadsheet keeps it, with a point.
    Number(String),
    /// Year, month and day in a cell that is shown as a date.
    Day(i32, u32, u32),
    /// A number in a cell that is shown as a date.
    Serial(u32),
}

/// Rows and columns from 0, both ends inside.
#[derive(Clone, Copy, Debug)]
pub struct Merge {
    pub rows: (usize, usize),
    pub columns: (usize, usize),
}

#[derive(Clone, Debug, Default)]
pub struct RecapSheet {
    pub name: String,
    pub hidden: bool,
    pub lines: Vec<Vec<Value>>,
    pub merges: Vec<Merge>,
    /// Tables of inovasi on it.
    pub tables: Vec<TrueTable>,
}

/// A table, as an officer who knows it would point at it.
#[derive(Clone, Debug, Default)]
pub struct TrueTable {
    /// As the spreadsheet shows it.
    pub header_row: u32,
    /// Column from 0 and key of what it means.
    pub columns: Vec<(usize, String)>,
    /// Columns whose days are written with the month first.
    pub month_first: Vec<usize>,
    /// Rows that name the body of those below.
    pub groups: Vec<u32>,
}

/// An inovasi of the recap.
#[derive(Clone, Debug, Default)]
pub struct TrueInovasi {
    /// All that may be its name here.
    pub nama: Vec<String>,
    /// What the recap says of it, by the key of the field.
    pub values: BTreeMap<String, TrueValue>,
    pub sheet: String,
    /// As the spreadsheet shows them; the first holds its name.
    pub rows: Vec<u32>,
}

#[derive(Clone, Debug, Default)]
pub struct TrueValue {
    /// What may stand in the registry for it.
    pub accepted: Vec<String>,
    /// Column from 0; absent where no cell of the row says it.
    pub column: Option<usize>,
    /// Whether it counts that it is taken.
    pub wanted: bool,
}

/// How a file is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FileKind {
    Xlsx,
    Ods,
    Fods,
    Xml2003,
    Html,
    Semicolons,
    Commas,
    Tabs,
    Pipes,
    Windows1252,
    Utf16,
}

#[derive(Clone, Debug)]
pub struct Recap {
    pub seed: u64,
    pub kind: FileKind,
    pub sheets: Vec<RecapSheet>,
    pub inovasi: Vec<TrueInovasi>,
    /// Perangkat daerah that the registry knows beforehand.
    pub bodies: Vec<String>,
    /// What was done in it, for the count.
    pub habits: Vec<String>,
}

impl Recap {
    /// What its file is called; a sheet of a kind without names of sheets is called so too.
    pub fn file_name(&self) -> String {
        format!("{}.{}", self.stem(), self.kind.ending())
    }

    fn stem(&self) -> String {
        format!("rekap-{}", self.seed)
    }
}

impl FileKind {
    /// Whether it holds several sheets.
    pub fn has_sheets(self) -> bool {
        matches!(self, Self::Xlsx | Self::Ods | Self::Fods | Self::Xml2003)
    }

    /// Whether cells are merged in it.
    pub fn has_merges(self) -> bool {
        self.has_sheets() || self == Self::Html
    }

    pub fn ending(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Ods => "ods",
            Self::Fods => "fods",
            Self::Xml2003 | Self::Html => "xls",
            Self::Tabs => "tsv",
            Self::Pipes | Self::Utf16 => "txt",
            Self::Semicolons | Self::Commas | Self::Windows1252 => "csv",
        }
    }
}

impl Value {
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Blank } else { Self::Text(text) }
    }
}

/// The letters of a column from 0, as a spreadsheet shows it.
pub fn letter(mut column: usize) -> String {
    let mut name = String::new();
    loop {
        name.insert(0, char::from(b'A' + (column % 26) as u8));
        if column < 26 {
            return name;
        }
        column = column / 26 - 1;
    }
}
