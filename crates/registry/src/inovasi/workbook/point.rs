//! Points of a recap whose two parts stand in columns of their own.

use domain::{inovasi::profile::Field, merge::change::FieldKey};

use super::{
    given::{GivenCell, GivenColumn, GivenRow},
    target::{BUJUR, LINTANG},
};

/// Where the parts of a point stand among the columns of a table, and where the point
/// goes.
pub(super) struct Points {
    lintang: Option<usize>,
    bujur: Option<usize>,
    koordinat: Option<usize>,
}

impl Points {
    /// Adds a column for the point where both parts are there and none holds it whole.
    pub(super) fn of(columns: &mut Vec<GivenColumn>) -> Self {
        let place = |columns: &[GivenColumn], key: &str| columns.iter().position(|it| it.key == key);
        let (lintang, bujur) = (place(columns, LINTANG), place(columns, BUJUR));
        let key = Field::Koordinat.name();
        let mut koordinat = place(columns, key);
        if koordinat.is_none()
            && let Some(letter) = lintang.zip(bujur).and_then(|it| columns.get(it.0)).map(|it| it.letter.clone())
        {
            koordinat = Some(columns.len());
            columns.push(GivenColumn { key: key.to_owned(), field: FieldKey::Profile(Field::Koordinat), letter });
        }
        Self { lintang, bujur, koordinat }
    }

    /// Makes one cell of the two parts of a row; one part alone is a cell that nobody can
    /// read, and told as such.
    pub(super) fn join(&self, row: &mut GivenRow) {
        let mut take = |column: Option<usize>| {
            let at = row.cells.iter().position(|it| Some(it.column) == column)?;
            Some(row.cells.remove(at))
        };
        let parts = [take(self.lintang), take(self.bujur)];
        let Some(column) = self.koordinat.filter(|_| parts.iter().any(Option::is_some)) else { return };
        if row.cells.iter().any(|it| it.column == column) {
            return;
        }
        let fault = parts.iter().flatten().find_map(|it| it.fault.clone());
        let text = parts.iter().flatten().map(|it| it.text.trim()).collect::<Vec<_>>().join(", ");
        row.cells.push(GivenCell { column, text, before: None, fault });
    }
}
