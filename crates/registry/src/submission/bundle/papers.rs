//! Papers that lie in a bundle and are made elsewhere.

use chrono::NaiveDate;
use domain::{core::id::InovasiId, submission::dossier::Dossier};
use exchange::submission::bundle::BundlePaper;
use store::Reader;

use crate::{
    core::{error::Result, progress::Watch, registry::Core},
    inovasi::workbook::recap::recap_bytes,
};

/// The papers of a dossier, in the order of the first page.
///
/// # Errors
/// The database cannot be read; `watch` stopped it.
pub(super) fn papers(
    core: &Core,
    reader: &Reader<'_>,
    dossier: &Dossier,
    day: NaiveDate,
    watch: &mut dyn Watch,
) -> Result<Vec<BundlePaper>> {
    let ids: Vec<InovasiId> = dossier.inovasi.iter().map(|it| it.id).collect();
    let recap = recap_bytes(core, reader, &ids, day, watch)?;
    Ok(vec![BundlePaper { path: "rekap.xlsx".into(), nama: "Rekap inovasi (XLSX)".into(), bytes: recap }])
}
