//! Writing a workbook: a form to be filled in, or a recap to be read.

use domain::core::id::InovasiId;

use std::path::{Path, PathBuf};

use domain::{
    core::{notice::NoticeCode, number::count},
    named,
};
use exchange::inovasi::workbook::{Receipt, write_book};

use crate::{
    core::{
        error::Result,
        open::arg,
        output,
        progress::{Watch, WorkStep, step},
        registry::Core,
    },
    inovasi::workbook::{
        form::form,
        recap::{recap, write_recap},
    },
    view::{NoticeView, WorkbookReceipt},
};

named! {
    /// What a workbook is written for.
    #[derive(Default)]
    pub enum WorkbookKind {
        /// To be filled in and taken back.
        #[default]
        Form = "form",
        /// To be read.
        Recap = "recap",
    }
}

named! {
    /// How a workbook is written, as its name ends. A form is never CSV.
    pub enum WorkbookEnding {
        /// A workbook of several sheets.
        Xlsx = ".xlsx",
        /// One table as text.
        Csv = ".csv",
    }
}

/// What is written as a workbook.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct ExportWorkbook {
    /// A file name; a recap whose name ends in `.csv` is written as CSV.
    #[serde(deserialize_with = "crate::core::handed::text")]
    #[cfg_attr(feature = "ipc", specta(type = crate::Handed))]
    pub out: String,
    /// Ids of inovasi; all when empty.
    pub ids: Vec<InovasiId>,
    /// What it is written for.
    pub kind: WorkbookKind,
    /// Whether a file that lies there may be replaced: true only where whoever asks was
    /// told so.
    #[serde(default)]
    pub replace: bool,
}

/// Writes inovasi as a form that can be filled in elsewhere and taken back, or
/// as a recap to be read. The file appears whole or not at all.
///
/// # Errors
/// An inovasi is unknown; the disk refuses; `watch` stopped it.
pub(crate) fn export_workbook(core: &Core, req: &ExportWorkbook, watch: &mut dyn Watch) -> Result<WorkbookReceipt> {
    let out = PathBuf::from(&req.out);
    let place = output::place(core, &out, req.replace)?;
    let nama = out.file_name().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
    // The lock is held only while it is read.
    let (book, n_inovasi) = core.read(|reader| {
        let ids = if req.ids.is_empty() { reader.inovasi_ids()? } else { req.ids.clone() };
        let n = count(ids.len());
        let book = match req.kind {
            WorkbookKind::Form => form(core, reader, &ids, req.ids.is_empty(), &nama, watch)?,
            WorkbookKind::Recap => recap(core, reader, &ids, &nama, watch)?,
        };
        Ok((book, n))
    })?;
    step(watch, WorkStep::Writing, &nama, 0, 0)?;
    let is_form = req.kind == WorkbookKind::Form;
    let receipt = if is_form { write_book(&book, place)? } else { write_recap(&book, place)? };
    Ok(receipt_view(&out, n_inovasi, &receipt, is_form))
}

/// A free name in a folder: `formulir-…` for a form, `rekap-…` for a recap.
///
/// # Errors
/// The database cannot be read.
pub(crate) fn suggest_workbook_path(
    core: &Core,
    folder: &Path,
    kind: WorkbookKind,
    ending: WorkbookEnding,
) -> Result<String> {
    let (prefix, ending) = match kind {
        WorkbookKind::Form => ("formulir", WorkbookEnding::Xlsx),
        WorkbookKind::Recap => ("rekap", ending),
    };
    output::suggest_path(core, folder, prefix, ending.name())
}

fn receipt_view(out: &Path, n_inovasi: u32, receipt: &Receipt, is_form: bool) -> WorkbookReceipt {
    let told = NoticeView { code: NoticeCode::WorkbookLeavesOut, args: vec![arg("n_inovasi", n_inovasi)] };
    WorkbookReceipt {
        path: out.display().to_string(),
        n_inovasi,
        size: receipt.size as f64,
        sha256: receipt.sha256.as_str().to_owned(),
        remarks: if is_form { vec![told] } else { Vec::new() },
    }
}
