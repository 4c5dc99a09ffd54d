//! What a person says of single rows of a workbook. It goes before what their shape
//! tells, in the window and on the terminal alike.

use exchange::inovasi::workbook::{RowWord, RowWords};

use super::part::BookPart;
use crate::{
    core::error::{Error, Reason, Result},
    view::RowMeaning,
};

/// A row of a workbook and what a person says that it is.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct WorkbookRow {
    /// As it stands on the tab.
    pub sheet: String,
    /// As the spreadsheet shows it.
    pub row: u32,
    /// What it is.
    pub meaning: RowMeaning,
}

/// Tells each part what was said of its rows; the last word about a row counts.
///
/// # Errors
/// A row stands in no table that is taken, so that nothing would come of the word.
pub(super) fn tell(parts: &mut [BookPart<'_>], rows: &[WorkbookRow]) -> Result<()> {
    for it in rows {
        let holds = |part: &&mut BookPart<'_>| {
            let within = part.first_row <= it.row && it.row <= part.last_row;
            part.mapping.is_some() && part.sheet.name == it.sheet && within && part.sheet.line(it.row).is_some()
        };
        let missing = || Error::not_found(Reason::RowMissing).arg("sheet", &it.sheet).arg("row", it.row);
        let part = parts.iter_mut().find(holds).ok_or_else(missing)?;
        part.words.insert(it.row, word(it.meaning));
    }
    Ok(())
}

/// The words about the rows of one sheet.
pub(super) fn words_of(sheet: &str, rows: &[WorkbookRow]) -> RowWords {
    rows.iter().filter(|it| it.sheet == sheet).map(|it| (it.row, word(it.meaning))).collect()
}

fn word(meaning: RowMeaning) -> RowWord {
    match meaning {
        RowMeaning::Group => RowWord::Group,
        RowMeaning::Header => RowWord::Header,
        RowMeaning::Inovasi => RowWord::Inovasi,
        RowMeaning::Skip => RowWord::Skip,
    }
}

/// The same backwards.
pub(super) fn meaning(word: RowWord) -> RowMeaning {
    match word {
        RowWord::Group => RowMeaning::Group,
        RowWord::Header => RowMeaning::Header,
        RowWord::Inovasi => RowMeaning::Inovasi,
        RowWord::Skip => RowMeaning::Skip,
    }
}
