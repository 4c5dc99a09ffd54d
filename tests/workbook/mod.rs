//! Workbooks through the registry: recaps as offices keep them, and forms that
//! come back.

mod cases;
mod form;
mod found;
mod left;
mod made;
mod recap;
mod recap_trip;
mod round_trip;
mod rows;
mod said;

use std::path::PathBuf;

use registry::{
    ExportWorkbook, ImportWorkbook, WorkbookColumn, WorkbookKind,
    progress::Unwatched,
    view::{WorkbookImportView, WorkbookReceipt},
};

use crate::kit::{Laptop, root};

fn fixture(name: &str) -> PathBuf {
    root().join("crates/exchange/tests/fixtures").join(name)
}

fn request(path: &std::path::Path) -> ImportWorkbook {
    ImportWorkbook { path: path.display().to_string(), ..ImportWorkbook::default() }
}

fn columns(list: &[(u32, &str)]) -> Vec<WorkbookColumn> {
    list.iter().map(|(at, key)| WorkbookColumn { at: *at, key: (*key).to_owned(), days: None }).collect()
}

fn import(laptop: &Laptop, req: &ImportWorkbook) -> WorkbookImportView {
    laptop.import_workbook(req, false, &mut Unwatched).unwrap_or_else(|error| panic!("{error}: {req:?}")).view
}

fn dry(laptop: &Laptop, req: &ImportWorkbook) -> WorkbookImportView {
    laptop.import_workbook(req, true, &mut Unwatched).unwrap_or_else(|error| panic!("{error}: {req:?}")).view
}

fn export(laptop: &Laptop, name: &str, kind: WorkbookKind) -> (PathBuf, WorkbookReceipt) {
    let out = laptop.path(name);
    let req = ExportWorkbook { out: out.display().to_string(), ids: Vec::new(), kind, replace: false };
    (out, laptop.export_workbook(&req, &mut Unwatched).unwrap())
}

/// Numbers of new, changed, unchanged and refused.
fn counts(it: &WorkbookImportView) -> [u32; 4] {
    [it.n_new, it.n_changed, it.n_unchanged, it.n_refused]
}
