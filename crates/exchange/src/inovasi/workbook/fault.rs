//! Why a workbook is not read, or not written.

use crate::{
    Args,
    core::{
        disk::{DiskError, FaultKind},
        foreign_zip::ZipFault,
    },
};
use domain::core::reason::Reason;

/// Why a workbook was not read. Nothing was taken from it.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file cannot be opened, read or written.
    #[error(transparent)]
    Disk(#[from] DiskError),
    /// The file itself is too large; nothing of it was looked at.
    #[error("{found} bytes, at most {limit} are read")]
    TooLarge {
        /// Bytes of the file.
        found: u64,
        /// [`super::BookLimits::max_file`].
        limit: u64,
    },
    /// Another kind of file; `found` says which, as programs name it.
    #[error("a {found} is no workbook")]
    NotAWorkbook {
        /// Such as `PDF`; `zip` and `OLE` are containers that hold something else,
        /// `binary` is nothing known.
        found: &'static str,
    },
    /// A page or an XML file without any table, such as one that asks to sign in.
    #[error("a page without a table")]
    Page,
    /// A paper of Word without any table.
    #[error("a document without a table")]
    NoTable,
    /// Nothing stands in it.
    #[error("empty")]
    Empty,
    /// The binary form of xlsx.
    #[error("xlsb")]
    Binary,
    /// A table of Numbers, whose form is its own.
    #[error("Numbers")]
    Numbers,
    /// It only says where the table is on the internet.
    #[error("a pointer to a table elsewhere")]
    Pointer,
    /// Quotes are opened and not closed, too often to say what was meant.
    #[error("more than {limit} quotes without an end, from line {line}")]
    OpenQuotes {
        /// The first of them, from 1.
        line: u32,
        /// So many are put up with.
        limit: usize,
    },
    /// Its tables are in a form that Excel left behind in 1997.
    #[error("Excel 95 or older")]
    OldFormat,
    /// It opens with a password only.
    #[error("encrypted")]
    Encrypted,
    /// It would unpack to far more than it should.
    #[error("unpacks to too much: {detail}")]
    Bomb {
        /// What gave it away, in English.
        detail: String,
    },
    /// It breaks the rules of its format; what was read so far is dropped.
    #[error("{part} is damaged: {detail}")]
    Damaged {
        /// The file inside the workbook, or the sheet.
        part: String,
        /// What is wrong there, in English.
        detail: String,
    },
    /// Declares entities, which no workbook needs and bombs are made of.
    #[error("{part} declares a document type")]
    DocumentType {
        /// The file inside the workbook that does.
        part: String,
    },
    /// Beyond what is believed; hidden ones count.
    #[error("more than {limit} sheets")]
    TooManySheets {
        /// [`super::BookLimits::max_sheets`].
        limit: usize,
    },
    /// Beyond what is believed; blank rows do not count.
    #[error("more than {limit} filled rows, in {sheet}")]
    TooManyRows {
        /// Where the limit was reached; the sheets before it count too.
        sheet: String,
        /// [`super::BookLimits::max_rows`], of all sheets together.
        limit: usize,
    },
    /// Beyond what is believed; blanks before the last filled cell of a row count.
    #[error("more than {limit} cells, in {sheet}")]
    TooManyCells {
        /// Where the limit was reached; the sheets before it count too.
        sheet: String,
        /// [`super::BookLimits::max_cells`], of all sheets together.
        limit: usize,
    },
    /// No field of ours holds so much.
    #[error("more than {limit} characters in {sheet}, {cell}")]
    LongText {
        /// Name of the sheet.
        sheet: String,
        /// Name of the cell, such as `AB12`.
        cell: String,
        /// [`super::BookLimits::max_text`].
        limit: usize,
    },
    /// Many cells that repeat one long text would take all memory.
    #[error("more than {limit} bytes of text")]
    TooMuchText {
        /// [`super::BookLimits::max_texts`].
        limit: u64,
    },
    /// A form is to hold more than a spreadsheet can.
    #[error("cannot be written: {detail}")]
    Unwritable {
        /// What the library says, in English.
        detail: String,
    },
    /// A fault of ours or of a library.
    #[error("the reader failed")]
    Crashed,
}

impl Error {
    /// What can be done about it.
    pub fn kind(&self) -> FaultKind {
        match self {
            Self::Disk(it) => it.kind(),
            _ => FaultKind::Unreadable,
        }
    }

    /// Stable key of its sentence.
    pub fn reason(&self) -> Reason {
        match self {
            Self::Disk(it) => it.reason(),
            Self::TooLarge { .. } => Reason::BookTooLarge,
            Self::NotAWorkbook { .. } => Reason::BookNotAWorkbook,
            Self::Page => Reason::BookPage,
            Self::NoTable => Reason::BookNoTable,
            Self::Empty => Reason::BookEmpty,
            Self::Binary => Reason::BookBinary,
            Self::Numbers => Reason::BookNumbers,
            Self::Pointer => Reason::BookPointer,
            Self::OpenQuotes { .. } => Reason::BookOpenQuotes,
            Self::OldFormat => Reason::BookOldFormat,
            Self::Encrypted => Reason::BookEncrypted,
            Self::Bomb { .. } => Reason::BookBomb,
            Self::Damaged { .. } => Reason::BookDamaged,
            Self::DocumentType { .. } => Reason::BookDocumentType,
            Self::TooManySheets { .. } => Reason::BookTooManySheets,
            Self::TooManyRows { .. } => Reason::BookTooManyRows,
            Self::TooManyCells { .. } => Reason::BookTooManyCells,
            Self::LongText { .. } => Reason::BookLongText,
            Self::TooMuchText { .. } => Reason::BookTooMuchText,
            Self::Unwritable { .. } => Reason::BookUnwritable,
            Self::Crashed => Reason::BookCrashed,
        }
    }

    /// Values of its sentence.
    pub fn args(&self) -> Args {
        match self {
            Self::Disk(it) => it.args(),
            Self::TooLarge { found, limit } => {
                vec![("found", found.to_string()), ("limit", limit.to_string())]
            }
            Self::NotAWorkbook { found } => vec![("found", (*found).to_owned())],
            Self::Damaged { part, detail } => {
                vec![("part", part.clone()), ("detail", detail.clone())]
            }
            Self::DocumentType { part } => vec![("part", part.clone())],
            Self::TooManySheets { limit } => vec![("limit", limit.to_string())],
            Self::TooManyRows { sheet, limit } | Self::TooManyCells { sheet, limit } => {
                vec![("sheet", sheet.clone()), ("limit", limit.to_string())]
            }
            Self::LongText { sheet, cell, limit } => {
                vec![("sheet", sheet.clone()), ("cell", cell.clone()), ("limit", limit.to_string())]
            }
            Self::TooMuchText { limit } => vec![("limit", limit.to_string())],
            Self::OpenQuotes { line, limit } => vec![("line", line.to_string()), ("limit", limit.to_string())],
            // What gave it away is in English, and of no use to an officer.
            Self::Bomb { .. }
            | Self::Unwritable { .. }
            | Self::Page
            | Self::NoTable
            | Self::Empty
            | Self::Binary
            | Self::Numbers
            | Self::Pointer
            | Self::OldFormat
            | Self::Encrypted
            | Self::Crashed => Vec::new(),
        }
    }

    pub(super) fn damaged(part: &str, detail: impl ToString) -> Self {
        Self::Damaged { part: crate::excerpt(part), detail: crate::excerpt(&detail.to_string()) }
    }
}

impl From<ZipFault> for Error {
    fn from(fault: ZipFault) -> Self {
        match fault {
            ZipFault::Disk(it) => Self::Disk(it),
            ZipFault::Encrypted { .. } => Self::Encrypted,
            ZipFault::TooManyEntries { .. }
            | ZipFault::TooLarge { .. }
            | ZipFault::Ratio { .. }
            | ZipFault::Overlap => Self::Bomb { detail: crate::excerpt(&fault.to_string()) },
            other => Self::damaged("zip", other),
        }
    }
}

/// Known kinds of file that are no workbook, by their first bytes.
pub(super) fn kind_of(head: &[u8]) -> Option<&'static str> {
    const KINDS: [(&[u8], &str); 9] = [
        (b"%PDF", "PDF"),
        (b"\xff\xd8\xff", "JPEG"),
        (b"\x89PNG", "PNG"),
        (b"GIF8", "GIF"),
        (b"Rar!", "RAR"),
        (b"7z\xbc\xaf", "7z"),
        (b"{\\rtf", "RTF"),
        (b"SQLite format 3", "SQLite"),
        (b"\x1f\x8b", "gzip"),
    ];
    let film = head.get(4..8) == Some(b"ftyp");
    KINDS.iter().find(|it| head.starts_with(it.0)).map(|it| it.1).or(film.then_some("MP4"))
}
