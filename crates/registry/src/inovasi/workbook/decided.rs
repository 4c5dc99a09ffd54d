//! What a person decides about single cells that were changed in a form and here too.

use std::collections::HashMap;

use super::planned::BookPlace;
use crate::core::error::{Error, Reason, Result};

/// A cell of a form that was changed on both sides, and which of them wins.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct WorkbookDecision {
    /// As it stands on the tab.
    pub sheet: String,
    /// As the spreadsheet shows it.
    pub row: u32,
    /// Its letter as the spreadsheet shows it.
    pub column: String,
    /// Whether the form's value goes over the one that stands here.
    pub take: bool,
}

/// What was decided, and what has been met of it.
pub(super) struct Decisions {
    otherwise: bool,
    said: HashMap<(String, u32, String), (bool, bool)>,
}

impl Decisions {
    /// `otherwise` holds for the cells that `said` does not name; the last word about a
    /// cell counts.
    pub(super) fn of(otherwise: bool, said: &[WorkbookDecision]) -> Self {
        let key = |it: &WorkbookDecision| (it.sheet.clone(), it.row, it.column.to_ascii_uppercase());
        Decisions { otherwise, said: said.iter().map(|it| (key(it), (it.take, false))).collect() }
    }

    /// Whether the form's value wins in a cell that was changed on both sides.
    pub(super) fn meet(&mut self, place: &BookPlace, letter: &str) -> bool {
        let key = (place.sheet.to_string(), place.row, letter.to_owned());
        match self.said.get_mut(&key) {
            Some((take, is_met)) => {
                *is_met = true;
                *take
            }
            None => self.otherwise,
        }
    }

    /// Proves that something comes of every decision.
    ///
    /// # Errors
    /// A cell was not changed on both sides.
    pub(super) fn all_met(&self) -> Result<()> {
        let left = self.said.iter().filter(|it| !it.1.1).map(|it| it.0).min();
        match left {
            Some((sheet, row, column)) => {
                let cell = format!("{column}{row}");
                Err(Error::not_found(Reason::DecisionMissing).arg("sheet", sheet).arg("cell", cell))
            }
            None => Ok(()),
        }
    }
}
