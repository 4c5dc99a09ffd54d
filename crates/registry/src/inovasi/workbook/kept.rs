//! The workbook that a person looks at, kept as it was read: going through its rows,
//! and working out anew what would change, reads no file. One is kept at most, until
//! it is let go, is taken in, or is another on the disk.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::SystemTime,
};

use exchange::inovasi::workbook::{Book, BookLimits, Cell, read_book};

use super::lines::{LinesOf, TakenFor};
use crate::core::error::Result;

/// A larger one is read each time: offices have laptops of 4 GB. Bytes.
const MOST: usize = 128 << 20;

/// What is kept of a registry's workbooks between two calls.
#[derive(Default)]
pub(crate) struct KeptBook(Mutex<Option<BookInMemory>>);

struct BookInMemory {
    stamp: FileStamp,
    book: Arc<Book>,
    /// What the rows of the table that was looked at last are.
    lines: Option<(LinesOf, Arc<TakenFor>)>,
}

/// By what a file is known to be the same.
#[derive(PartialEq)]
struct FileStamp {
    path: PathBuf,
    size: u64,
    changed: SystemTime,
}

impl FileStamp {
    /// Nothing where the file or its moment cannot be told.
    fn of(path: &Path) -> Option<Self> {
        let found = std::fs::metadata(path).ok()?;
        Some(Self { path: path.to_owned(), size: found.len(), changed: found.modified().ok()? })
    }
}

impl KeptBook {
    fn lock(&self) -> MutexGuard<'_, Option<BookInMemory>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The workbook as it lies on the disk. Whoever asks meanwhile waits, instead of
    /// reading it a second time.
    ///
    /// # Errors
    /// The file cannot be read, is no workbook, or goes beyond the limits.
    pub(super) fn read(&self, path: &Path) -> Result<Arc<Book>> {
        let mut kept = self.lock();
        let before = FileStamp::of(path);
        if let Some(it) = kept.as_ref().filter(|it| Some(&it.stamp) == before.as_ref()) {
            return Ok(it.book.clone());
        }
        // Never two in memory.
        *kept = None;
        let book = Arc::new(read_book(path, &BookLimits::default())?);
        // One that was written meanwhile is read again next time.
        if let Some(stamp) = before.filter(|it| FileStamp::of(path).as_ref() == Some(it))
            && size_of_book(&book) <= MOST
        {
            *kept = Some(BookInMemory { stamp, book: book.clone(), lines: None });
        }
        Ok(book)
    }

    /// What the rows of a table are, worked out once for each way to ask.
    ///
    /// # Errors
    /// Those of working it out.
    pub(super) fn lines(
        &self,
        book: &Arc<Book>,
        of: &LinesOf,
        find: impl FnOnce() -> Result<TakenFor>,
    ) -> Result<Arc<TakenFor>> {
        let is_of_book = |it: &&mut BookInMemory| Arc::ptr_eq(&it.book, book);
        if let Some(it) = self.lock().as_mut().filter(is_of_book)
            && let Some((_, found)) = it.lines.as_ref().filter(|it| it.0 == *of)
        {
            return Ok(found.clone());
        }
        let found = Arc::new(find()?);
        if let Some(it) = self.lock().as_mut().filter(is_of_book) {
            it.lines = Some((of.clone(), found.clone()));
        }
        Ok(found)
    }

    /// Lets it go.
    pub(crate) fn forget(&self) {
        *self.lock() = None;
    }
}

/// Bytes that a workbook takes in memory, a text that several cells share counted each
/// time.
fn size_of_book(book: &Book) -> usize {
    let lines = book.sheets.iter().flat_map(|it| &it.lines);
    let text = |it: &Cell| match it {
        Cell::Text(it) | Cell::Number(it) | Cell::Fault(it) => it.len(),
        Cell::Empty | Cell::Date(_) | Cell::Bool(_) => 0,
    };
    lines.map(|it| size_of_val(it.cells.as_slice()) + it.cells.iter().map(text).sum::<usize>()).sum()
}
