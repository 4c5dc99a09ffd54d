//! What checks ask of the texts of files, kept in memory by the number of the
//! reading: a text is read and folded once, however many lists and worksheets look.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, PoisonError},
};

use domain::assessment::check::FileText;

use crate::{Reader, Result};

/// So many characters of a text are looked at: names and words stand at its
/// beginning.
const MAX_CHARS: u32 = 200_000;
/// Bytes that are kept; beyond, what came first goes first.
const ROOM: usize = 64 << 20;

/// Texts by the number of their reading. A number never means another text.
#[derive(Debug, Default)]
pub(crate) struct Texts {
    known: HashMap<i64, Arc<FileText>>,
    order: VecDeque<i64>,
    n_byte: usize,
}

impl Texts {
    fn keep(&mut self, reading: i64, text: &Arc<FileText>) {
        if self.known.insert(reading, text.clone()).is_some() {
            return;
        }
        self.order.push_back(reading);
        self.n_byte += text.size();
        while self.n_byte > ROOM {
            let Some(gone) = self.order.pop_front().and_then(|it| self.known.remove(&it)) else { return };
            self.n_byte -= gone.size();
        }
    }
}

impl Reader<'_> {
    /// The text of a reading as checks look at it.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn text(&self, reading: i64) -> Result<Arc<FileText>> {
        let known = || self.texts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(it) = known().known.get(&reading).filter(|_| reading < self.unsettled) {
            return Ok(it.clone());
        }
        let text: String = self
            .connection
            .prepare_cached("SELECT substr(text, 1, ?2) FROM blob_text WHERE id = ?1")?
            .query_row((reading, MAX_CHARS), |row| row.get(0))?;
        let text = Arc::new(FileText::new(&text));
        if reading < self.unsettled {
            known().keep(reading, &text);
        }
        Ok(text)
    }
}
