//! What is told of a file, and where a page finds it.

use domain::{
    bukti::{
        content::Unfit,
        fit::{FitStep, READABLE_DPI, Unfitted},
    },
    submission::dossier::{DossierBukti, PortalCopy},
};
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
    /// What became of a portal copy of it; absent where none was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub portal_copy: Option<PageCopy<'a>>,
}

/// What became of the portal copy of a file.
#[derive(Serialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub(super) enum PageCopy<'a> {
    /// The portal takes the file as it stands, as far as is known: there is none.
    Unneeded,
    /// It lies in the bundle.
    Made {
        path: &'a str,
        link: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        volume: Option<String>,
        sha256: &'a str,
        size: u64,
        steps: &'a [FitStep],
        /// Dots per inch of its coarsest picture.
        dpi: Option<u32>,
        /// Coarser than what is read without effort.
        coarse: bool,
    },
    /// None can be made.
    Unfitted { why: Unfitted },
}

/// What files of a subject are told with.
#[derive(Clone, Copy)]
pub(super) struct Telling {
    /// How many volumes there are; None where the bundle is whole.
    pub volumes: Option<usize>,
    /// Whether portal copies were asked for.
    pub copies: bool,
}

impl Telling {
    fn volume(self, n: usize) -> Option<String> {
        self.volumes.map(|of| Volume { n, of }.folder())
    }

    /// Where a page of a subject finds a file: pages lie in the first volume; from a
    /// subject's folder the others are three up.
    fn link(self, folder: &str, path: &str, n: usize) -> Option<String> {
        match self.volume(n) {
            Some(volume) if n > 1 => Some(names::link(&format!("../../../{volume}/{path}"))),
            _ => path.strip_prefix(folder).map(|it| names::link(it.trim_start_matches('/'))),
        }
    }
}

/// Files with their places.
pub(super) fn each_bukti<'a>(
    list: &'a [DossierBukti],
    folder: &str,
    paths: &'a [Option<PlacedFile>],
    telling: Telling,
) -> Vec<PageBukti<'a>> {
    list.iter().zip(paths).map(|(it, at)| bukti(it, folder, at.as_ref(), telling)).collect()
}

fn bukti<'a>(it: &'a DossierBukti, folder: &str, at: Option<&'a PlacedFile>, telling: Telling) -> PageBukti<'a> {
    let link = at.and_then(|at| telling.link(folder, &at.path, at.volume));
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
        volume: at.and_then(|at| telling.volume(at.volume)),
        path: at.map(|it| it.path.as_str()),
        // A page leads nobody into a program.
        link: link.filter(|_| !matches!(it.unfit, Some(Unfit::Program | Unfit::Pointer))),
        portal_copy: at.filter(|_| telling.copies).and_then(|at| copy(it, folder, at, telling)),
    }
}

fn copy<'a>(it: &'a DossierBukti, folder: &str, at: &'a PlacedFile, telling: Telling) -> Option<PageCopy<'a>> {
    match (&it.portal_copy, &at.copy) {
        (PortalCopy::Unneeded, _) => Some(PageCopy::Unneeded),
        (PortalCopy::Unfitted(why), _) => Some(PageCopy::Unfitted { why: *why }),
        (PortalCopy::Made(made), Some((path, volume))) => Some(PageCopy::Made {
            link: telling.link(folder, path, *volume)?,
            path,
            volume: telling.volume(*volume),
            sha256: &made.sha256,
            size: made.size,
            steps: &made.steps,
            dpi: made.dpi,
            coarse: made.dpi.is_some_and(|it| it < READABLE_DPI),
        }),
        _ => None,
    }
}
