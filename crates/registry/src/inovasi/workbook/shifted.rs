//! Rows of a form that were sorted without their hidden ids: each stands beside the id of
//! another, and would bring all it says there.

use std::collections::HashSet;

use super::given::GivenRow;
use crate::core::error::Reason;

/// Refuses the rows whose names have moved among each other; `name` is the place of the
/// name among the columns. Whoever renames an inovasi leaves its old name nowhere, so a
/// name that goes while another's comes is one that has moved.
pub(super) fn refuse(rows: &mut [GivenRow], name: usize) {
    let of = |row: &GivenRow| {
        let cell = row.cells.iter().find(|it| it.column == name)?;
        let before = cell.before.clone().filter(|_| row.id.is_some()).unwrap_or_default();
        (cell.text != before && !cell.text.is_empty()).then(|| (before, cell.text.clone()))
    };
    let changed: Vec<Option<(String, String)>> = rows.iter().map(of).collect();
    let went: HashSet<&str> = changed.iter().flatten().map(|it| it.0.as_str()).filter(|it| !it.is_empty()).collect();
    let came: HashSet<&str> = changed.iter().flatten().map(|it| it.1.as_str()).collect();
    let moved =
        |it: &(String, String)| went.contains(it.1.as_str()) && (it.0.is_empty() || came.contains(it.0.as_str()));
    let shifted: Vec<bool> = changed.iter().map(|it| it.as_ref().is_some_and(moved)).collect();
    if shifted.iter().filter(|it| **it).count() < 2 {
        return;
    }
    for (row, _) in rows.iter_mut().zip(shifted).filter(|it| it.1) {
        row.refused = Some(Reason::RowShifted);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inovasi::workbook::given::GivenCell;

    /// `id: before → after`; which rows are refused.
    fn refused(list: &[(&str, &str, &str)]) -> Vec<bool> {
        let row = |it: &(&str, &str, &str)| GivenRow {
            id: Some(it.0.to_owned()).filter(|it| !it.is_empty()),
            cells: vec![GivenCell { column: 0, text: it.2.into(), before: Some(it.1.into()), fault: None }],
            ..GivenRow::default()
        };
        let mut rows: Vec<GivenRow> = list.iter().map(row).collect();
        refuse(&mut rows, 0);
        rows.iter().map(|it| it.refused.is_some()).collect()
    }

    #[test]
    fn names_that_moved_are_told_from_names_that_were_changed() {
        for (list, expected) in [
            (&[("1", "A", "B"), ("2", "B", "A"), ("3", "C", "C")][..], &[true, true, false][..]),
            (&[("1", "A", "C"), ("2", "B", "A"), ("3", "C", "B")], &[true, true, true]),
            // One slipped down, below the last id.
            (&[("1", "A", "Baru"), ("2", "B", "A"), ("", "", "B")], &[false, true, true]),
            (&[("1", "A", "B"), ("2", "B", "C")], &[false, false]),
            (&[("1", "A", "A"), ("2", "B", "A"), ("3", "C", "A")], &[false, false, false]),
            (&[("1", "A", ""), ("2", "B", "Lain"), ("", "", "Baru")], &[false, false, false]),
        ] {
            assert_eq!(refused(list), expected, "{list:?}");
        }
    }
}
