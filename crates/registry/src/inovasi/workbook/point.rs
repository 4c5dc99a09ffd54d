//! Points of a recap whose two parts stand in columns of their own.

use domain::{
    inovasi::{perangkat_daerah::fold_name, profile::Field},
    merge::change::FieldKey,
};

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
    /// Latitudes are south, as their heading says, and are written without a sign.
    is_south: bool,
}

/// Words of a heading over southern latitudes.
const SOUTH: [&str; 2] = ["selatan", "ls"];

impl Points {
    /// Adds a column for the point where both parts are there and none holds it whole;
    /// `heading` gives what stands above the latitudes.
    pub(super) fn of(columns: &mut Vec<GivenColumn>, heading: impl Fn(&str) -> Option<String>) -> Self {
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
        let said = lintang.and_then(|it| columns.get(it)).and_then(|it| heading(&it.letter));
        let is_south = said.is_some_and(|it| fold_name(&it).split(' ').any(|it| SOUTH.contains(&it)));
        Self { lintang, bujur, koordinat, is_south }
    }

    /// Makes one cell of the two parts of a row; one part alone is a cell that nobody can
    /// read, and told as such.
    pub(super) fn join(&self, row: &mut GivenRow) {
        let mut take = |column: Option<usize>| {
            let at = row.cells.iter().position(|it| Some(it.column) == column)?;
            Some(row.cells.remove(at))
        };
        let mut parts = [take(self.lintang), take(self.bujur)];
        if let [Some(lintang), _] = &mut parts
            && self.is_south
            && lintang.text.bytes().all(|it| it.is_ascii_digit() || b"., ".contains(&it))
        {
            lintang.text.insert(0, '-');
        }
        let Some(column) = self.koordinat.filter(|_| parts.iter().any(Option::is_some)) else { return };
        if row.cells.iter().any(|it| it.column == column) {
            return;
        }
        let fault = parts.iter().flatten().find_map(|it| it.fault.clone());
        let text = parts.iter().flatten().map(|it| it.text.trim()).collect::<Vec<_>>().join(", ");
        row.cells.push(GivenCell { column, text, before: None, fault });
    }
}
