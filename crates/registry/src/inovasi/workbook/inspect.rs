//! What a workbook holds and what its columns seem to mean.

use std::path::Path;

use domain::core::number::count;
use exchange::inovasi::{
    workbook as book,
    workbook::{Mapping, Sheet, SheetTableKind, TakenRow, column_name},
};

use super::{kept::KeptBook, mapping::FoundMeaning, target::KnownTarget};
use crate::{
    core::{error::Result, open::arg, registry::Core},
    inovasi::workbook::{mapping, own_form, part, target},
    view::{NoticeView, PartKind, TargetView, WorkbookColumnView, WorkbookSheetView, WorkbookView},
};

/// Tells what a workbook holds and what its columns seem to mean. A `header_row`
/// above 0 is where a person says that the header of `sheet` ends.
///
/// # Errors
/// The file cannot be read, is no workbook, or goes beyond the limits.
pub(crate) fn inspect_workbook(core: &Core, path: &Path, sheet: Option<&str>, header_row: u32) -> Result<WorkbookView> {
    let book = core.kept::<KeptBook>().read(path)?;
    let own = own_form(&book)?;
    core.read(|reader| {
        let targets = target::targets(core, reader)?;
        let sheets = match &own {
            Some(own) => own.sheets.iter().map(own_sheet).collect(),
            None => {
                let pointed = |it: &Sheet| header_row > 0 && sheet.is_none_or(|nama| nama == it.name);
                let mut found = Vec::new();
                for it in &book.sheets {
                    let mut parts = mapping::of_sheet(reader, it, &targets)?;
                    if pointed(it)
                        && let Some(at) = mapping::part_at(&parts, header_row)
                        && let Some(part) = parts.get_mut(at)
                    {
                        *part = mapping::below(it, header_row, part, &targets);
                    }
                    found.push((it, parts));
                }
                let in_sight = part::holds_table_in_sight(found.iter().map(|it| (it.0, it.1.as_slice())));
                let views = |(sheet, parts): &(&Sheet, Vec<FoundMeaning>)| {
                    parts.iter().map(|it| sheet_view(sheet, it, in_sight)).collect::<Vec<_>>()
                };
                found.iter().flat_map(views).collect()
            }
        };
        Ok(WorkbookView {
            path: path.display().to_string(),
            own: own.is_some(),
            sheets,
            targets: targets.iter().map(KnownTarget::view).collect(),
            remarks: book.remarks.iter().map(remark_view).collect(),
        })
    })
}

fn own_sheet(it: &book::OwnSheet) -> WorkbookSheetView {
    WorkbookSheetView {
        nama: it.name.clone(),
        hidden: false,
        kind: PartKind::Table,
        first_row: 1,
        last_row: it.rows.last().map_or(2, |it| it.number),
        header_row: 2,
        columns: Vec::new(),
        n_row: count(it.rows.len()),
        remembered: false,
    }
}

/// One part of a sheet; a table on a hidden one is none where another is `in_sight`.
fn sheet_view(sheet: &Sheet, found: &FoundMeaning, in_sight: bool) -> WorkbookSheetView {
    let columns = found.columns.iter().map(|it| WorkbookColumnView {
        at: count(it.at),
        letter: column_name(it.at),
        header: it.header.clone(),
        target: it.target.clone(),
        sure: it.sure,
        share: u32::from(it.share),
        days: it.days.and_then(|it| it.order).map(part::days_order),
        days_asked: it.days.is_some_and(|it| it.order.is_none()),
        examples: it.examples.clone(),
    });
    let all = Mapping {
        header_row: found.header_row,
        columns: found.columns.iter().map(|it| (it.at, it.target.clone().unwrap_or_default())).collect(),
    };
    let n_row = match found.kind {
        SheetTableKind::Inovasi => book::rows_until(sheet, &all, found.last_row)
            .filter(|it| matches!(it, TakenRow::Row(it) if !it.is_below))
            .count(),
        _ => 0,
    };
    WorkbookSheetView {
        nama: sheet.name.clone(),
        hidden: sheet.hidden,
        kind: match found.kind {
            SheetTableKind::Inovasi if sheet.hidden && in_sight => PartKind::Hidden,
            SheetTableKind::Inovasi if !found.is_clear() => PartKind::Unclear,
            other => part::kind_of(other),
        },
        first_row: found.first_row,
        last_row: found.last_row,
        header_row: found.header_row,
        columns: columns.collect(),
        n_row: count(n_row),
        remembered: found.remembered,
    }
}

pub(super) fn remark_view(it: &book::BookRemark) -> NoticeView {
    let args = it.args.iter().map(|(name, value)| arg(name, value)).collect();
    NoticeView { code: it.code, args }
}

impl KnownTarget {
    fn view(&self) -> TargetView {
        TargetView { key: self.target.key.clone(), label: self.label.clone(), group: self.group }
    }
}
