//! What taking a workbook in would do, row by row and cell by cell.

use std::sync::Arc;

use domain::{
    core::id::Subject,
    inovasi::{koordinat::Koordinat, profile::Field},
    merge::change::FieldKey,
};

use super::{
    given::{CellFault, GivenCell, GivenTable},
    part::PartCount,
};
use crate::{
    core::{error::Error, gate::Put},
    view::WorkbookProposal,
};

/// What taking a workbook in does.
#[derive(Default)]
pub(super) struct Plan {
    pub rows: Vec<Planned>,
    pub refused: Vec<CellRefusal>,
    /// Cells that are taken as they are, though nobody can read them.
    pub kept: Vec<CellRefusal>,
    pub diverged: Vec<Diverged>,
    /// What became of the rows, table by table.
    pub counted: Vec<PartCount>,
    pub proposals: Vec<WorkbookProposal>,
    /// Ids of rows that are gone from a form.
    pub missing: Vec<String>,
}

/// One row that is taken, with what it changes; nothing for an unchanged one.
pub(super) struct Planned {
    pub place: BookPlace,
    pub subject: Subject,
    pub is_new: bool,
    pub puts: Vec<Put>,
    /// Places of its table and of its row in what was given.
    pub given: (usize, usize),
}

/// Where something stands, for people.
#[derive(Clone)]
pub(super) struct BookPlace {
    pub sheet: Arc<str>,
    pub row: u32,
    pub nama: String,
}

/// A cell or a row that is not taken.
pub(super) struct CellRefusal {
    pub place: BookPlace,
    pub letter: String,
    pub field: Option<FieldKey>,
    pub value: String,
    pub why: Error,
}

/// A value that was changed on both sides.
pub(super) struct Diverged {
    pub place: BookPlace,
    pub letter: String,
    pub subject: Subject,
    pub field: FieldKey,
    pub was: String,
    pub stands: Option<String>,
    pub wanted: Option<String>,
    /// Whether the form's value goes over the one that stands.
    pub taken: bool,
}

/// The column of a cell as the spreadsheet shows it; empty where it has none.
pub(super) fn letter_of(given: &GivenTable, cell: &GivenCell) -> String {
    given.columns.get(cell.column).map(|it| it.letter.clone()).unwrap_or_default()
}

pub(super) fn refusal(given: &GivenTable, cell: &GivenCell, place: &BookPlace, why: Error) -> CellRefusal {
    let column = given.columns.get(cell.column);
    CellRefusal {
        place: place.clone(),
        letter: letter_of(given, cell),
        field: column.map(|it| it.field.clone()),
        value: match &cell.fault {
            Some(CellFault::Shown(fault)) => fault.clone(),
            _ => cell.text.chars().take(200).collect(),
        },
        why,
    }
}

/// A koordinat that is none stands as a text: a finding until somebody mends it.
pub(super) fn is_unreadable(put: &Put) -> bool {
    put.field == FieldKey::Profile(Field::Koordinat)
        && put.value.as_deref().is_some_and(|it| Koordinat::read(it).is_err())
}

/// Members to add and to take out. A form tells only what was changed in it; of
/// former names a recap tells some, of options all.
pub(super) fn members(
    field: Field,
    stands: &[String],
    was: Option<&[String]>,
    after: &[String],
) -> Vec<(FieldKey, bool)> {
    let is_added = |it: &&String| !stands.contains(it) && was.is_none_or(|was| !was.contains(it));
    let gone = |it: &&String| match was {
        Some(was) => was.contains(it) && !after.contains(it),
        None => field != Field::NamaLama && !after.contains(it),
    };
    let added = after.iter().filter(is_added).map(|it| (it, true));
    let all = added.chain(stands.iter().filter(gone).map(|it| (it, false)));
    all.map(|(it, present)| (FieldKey::Member(field, it.clone()), present)).collect()
}
