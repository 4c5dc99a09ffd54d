//! Papers that lie in a bundle and are made elsewhere.

use chrono::NaiveDate;
use domain::{
    assessment::score::Entry,
    submission::{
        document::{DocumentKind, DocumentOf},
        dossier::Dossier,
    },
};
use exchange::{core::names, submission::bundle::BundlePaper};

use crate::{
    core::{error::Result, progress::Watch, registry::Core},
    submission::document::{self, DocumentRequest, make_each},
};

/// The recap of a dossier, which reckons its index by itself.
///
/// # Errors
/// The library of workbooks refuses it.
pub(super) fn recap(dossier: &Dossier, day: NaiveDate) -> Result<BundlePaper> {
    let bytes = document::recap(dossier, day)?;
    Ok(BundlePaper { path: "rekap.xlsx".into(), nama: "Rekap inovasi (XLSX)".into(), bytes })
}

/// The report of each inovasi as the portal prints it, in its folder, and all of them in
/// one volume.
///
/// # Errors
/// As writing them by themselves.
pub(super) fn reports(
    core: &Core,
    dossier: &Dossier,
    wanted: impl Fn(&Entry) -> bool,
    day: NaiveDate,
    watch: &mut dyn Watch,
) -> Result<Vec<BundlePaper>> {
    if dossier.inovasi.is_empty() {
        return Ok(Vec::new());
    }
    let mut papers = Vec::new();
    for (_, bytes) in make_each(core, &DocumentRequest::every(DocumentKind::BukuInovasi, day), &wanted, watch)? {
        papers.push(BundlePaper { path: "buku-inovasi.pdf".into(), nama: "Buku inovasi (PDF)".into(), bytes });
    }
    let total = dossier.inovasi.len();
    for (of, bytes) in make_each(core, &DocumentRequest::every(DocumentKind::LaporanInovasi, day), &wanted, watch)? {
        let mut each = dossier.inovasi.iter().zip(1..);
        // One that has come meanwhile is not handed in.
        let Some((inovasi, n)) = each.find(|it| of == DocumentOf::Inovasi(it.0.id)) else { continue };
        let path = format!("{}/profil.pdf", names::inovasi_folder(n, total, &inovasi.nama));
        papers.push(BundlePaper { path, nama: format!("{}: laporan (PDF)", inovasi.nama), bytes });
    }
    Ok(papers)
}
