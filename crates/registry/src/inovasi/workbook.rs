//! Workbooks: the recaps that offices keep, and our own forms; looked at
//! (`inspect`), taken in (`import`) and written (`export`).
//!
//! Taking one in has two halves. The plan (`plan.rs`) reads every cell, decides,
//! and writes nothing; a dry run is the plan alone. Applying it (`apply.rs`) is
//! one act, so one step takes all of it back.

pub(crate) mod apply;
pub(crate) mod day;
mod decided;
pub(crate) mod export;
pub(crate) mod form;
pub(crate) mod given;
pub(crate) mod identity;
pub(crate) mod import;
pub(crate) mod inspect;
pub(crate) mod join;
pub(crate) mod kept;
pub(crate) mod left;
pub(crate) mod lines;
pub(crate) mod mapping;
pub(crate) mod part;
mod pemda;
pub(crate) mod plan;
pub(crate) mod planned;
pub(crate) mod point;
pub(crate) mod proposal;
pub(crate) mod reading;
pub(crate) mod recap;
pub(crate) mod region;
pub(crate) mod said;
mod shifted;
pub(crate) mod target;

use exchange::inovasi::{
    workbook as book,
    workbook::{Book, OwnBook, read_own},
};

use crate::core::error::{Code, Error, Reason, Result};

pub use decided::WorkbookDecision;
pub use export::{ExportWorkbook, WorkbookEnding, WorkbookKind};
pub use import::{ImportWorkbook, WorkbookColumn, WorkbookTable};
pub use lines::ListWorkbookLines;
pub use said::WorkbookRow;

impl From<book::Error> for Error {
    fn from(error: book::Error) -> Self {
        Self::of_exchange(error.kind(), error.reason(), error.args())
    }
}

/// A form of ours; one of a newer program is refused.
fn own_form(book: &Book) -> Result<Option<OwnBook>> {
    let own = read_own(book);
    match own.as_ref().filter(|it| it.is_newer) {
        Some(it) => Err(Error::new(Code::StoreNewer, Reason::BookNewer).arg("version", &it.version)),
        None => Ok(own),
    }
}
