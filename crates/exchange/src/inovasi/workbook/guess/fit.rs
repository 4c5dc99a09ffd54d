//! How well a column fits what a person says that it means.

use super::{DayColumn, Looks, Sheet, values::ColumnValues};

/// What the values of a column say of a meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ColumnFit {
    /// The share of its filled cells that can stand under the meaning, 0 to 100; 100
    /// with none.
    pub share: u8,
    /// What its cells say of the order of their days, where it means days.
    pub days: Option<DayColumn>,
}

impl ColumnFit {
    /// Looks at all cells of a column, from 0, below its header.
    pub fn of(sheet: &Sheet, header_row: u32, at: usize, looks: &Looks) -> Self {
        let found = ColumnValues::of(sheet, header_row, at);
        let share = u8::try_from(found.share(looks)).unwrap_or(100);
        Self { share, days: (*looks == Looks::Date).then(|| found.days()) }
    }
}
