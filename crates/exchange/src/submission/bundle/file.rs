//! What is told of a file, and where a page finds it.

use domain::{bukti::content::Unfit, submission::dossier::DossierBukti};
use serde::Serialize;

use super::{layout::PlacedFile, volume::Volume};
use crate::core::names;

#[derive(Serialize)]
pub(super) struct PageBukti<'a> {
    pub id: &'a str,
    pub nama_berkas: &'a str,
    pub sha256: &'a str,
    pub size: u64,
    /// The ending of its name, in capitals; empty: it has none.
    pub jenis: String,
    pub nomor: Option<&'a str>,
    pub tanggal: Option<&'a str>,
    pub tentang: Option<&'a str>,
    /// By its official name.
    pub jenis_dokumen: Option<&'a str>,
    /// Why it supports nothing.
    pub unfit: Option<&'static str>,
    pub pages: Option<&'a str>,
    /// The copy in the bundle tells nothing of place and persons: its bytes are others
    /// than the hash names.
    pub cleaned: bool,
    /// The folder of its volume; None where the bundle is whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub volume: Option<String>,
    /// From the root of its bag; none when the bytes are not here.
    pub path: Option<&'a str>,
    /// From the subject's folder, percent-encoded.
    pub link: Option<String>,
}

/// Files with their places; `volumes` is how many there are, None where the bundle is
/// whole.
pub(super) fn each_bukti<'a>(
    list: &'a [DossierBukti],
    folder: &str,
    paths: &'a [Option<PlacedFile>],
    volumes: Option<usize>,
) -> Vec<PageBukti<'a>> {
    list.iter().zip(paths).map(|(it, at)| bukti(it, folder, at.as_ref(), volumes)).collect()
}

fn bukti<'a>(it: &'a DossierBukti, folder: &str, at: Option<&'a PlacedFile>, volumes: Option<usize>) -> PageBukti<'a> {
    let volume = at.zip(volumes).map(|(at, of)| Volume { n: at.volume, of }.folder());
    // Pages lie in the first volume; from a subject's folder the others are three up.
    let link = at.and_then(|at| match &volume {
        Some(volume) if at.volume > 1 => Some(names::link(&format!("../../../{volume}/{}", at.path))),
        _ => at.path.strip_prefix(folder).map(|it| names::link(it.trim_start_matches('/'))),
    });
    PageBukti {
        id: &it.id,
        nama_berkas: &it.nama_berkas,
        sha256: &it.sha256,
        size: it.size,
        jenis: domain::bukti::ending_of(&it.nama_berkas).to_uppercase(),
        nomor: it.nomor.as_deref(),
        tanggal: it.tanggal.as_deref(),
        tentang: it.tentang.as_deref(),
        jenis_dokumen: it.jenis_dokumen.as_deref(),
        unfit: it.unfit.map(Unfit::name),
        pages: it.pages.as_deref(),
        cleaned: at.is_some_and(|it| it.cleaned),
        volume,
        path: at.map(|it| it.path.as_str()),
        // A page leads nobody into a program.
        link: link.filter(|_| !matches!(it.unfit, Some(Unfit::Program | Unfit::Pointer))),
    }
}
