//! The submission: a BagIt 1.0 bag (RFC 8493) in the order of the portal, that
//! any browser shows and any BagIt program proves. What it holds at least is published
//! as `schema/bagit-profile.json`.
//!
//! ```text
//! BUKA-INI.html                   what a person opens first: the way in and the proof
//! bagit.txt  bag-info.txt  manifest-sha256.txt  tagmanifest-sha256.txt
//! data/index.html                 where the region stands, and links to everything
//! data/kekurangan.html  .json     what is missing
//! data/bukti.html                 every file by its nomor and day
//! data/registri.json              everything, for machines; what is left out, too
//! data/katalog.json               the same as another registry takes it in
//! data/ro-crate-metadata.json     the same files for programs that know RO-Crate
//! data/rekap.xlsx …               papers that were made elsewhere
//! data/bagian-sha256.txt          of the first volume: the manifests of the others
//! data/daerah/indikator.html …    the region's own indikator
//! data/daerah/spd-01-<id>/01-<file>
//! data/01-<nama>/profil.html      the report of one inovasi, as the portal prints it
//! data/01-<nama>/indikator.html   its answers with everything known of its bukti
//! data/01-<nama>/16-<id>/01-<file>   and profil-…/01-<file>, penghargaan/01-<file>
//! data/01-<nama>/siap-unggah/…    portal copies, where they were asked for
//! ```
//!
//! Equal dossiers, options and blobs give equal bytes. Bytes are hashed while
//! they are copied; a blob that no longer fits its name ends this writing of it, and
//! whoever asked for it asks again without that one.

mod bag;
mod beside;
mod catalogue;
mod cited;
mod file;
mod gaps;
mod layout;
mod pages;
mod reading;
mod research_object;
mod standing;
mod tags;
mod view;
mod volume;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::{
    bukti::BlobHash,
    core::{finding::Severity, reason::Reason},
    submission::{dossier::Dossier, fingerprint::BundleCode},
};
use sha2::{Digest, Sha256};

pub(in crate::submission) use volume::LIST as VOLUME_LIST;

pub use reading::{BundleBukti, ReadBundle, ReadError, WhatLies, read_bundle, read_bundle_to_look};

use self::{
    bag::Bag,
    layout::Layout,
    pages::{BagFacts, Pages},
    research_object::Described,
    view::BundleView,
    volume::Volume,
};
use crate::{
    Args,
    core::{
        disk::{DiskError, FaultKind},
        port::{BlobSource, Sink, Watch, WorkStep, is_cancelled},
    },
};

/// What the officer decides about a bundle.
#[derive(Clone, Debug)]
pub struct BundleOptions {
    /// The day on its papers; equal dates give equal bytes.
    pub date: NaiveDate,
    /// Official names of urusan by slug; a slug without one is shown as it is.
    pub nama_urusan: BTreeMap<String, String>,
    /// Who wrote the bundle; None where no name is set.
    pub penyusun: Option<String>,
    /// For an assessor: nothing of what the region remarks on its own work. The dossier
    /// has to be one for him, too.
    pub for_assessor: bool,
    /// Photos keep what they tell of place and persons.
    pub with_traces: bool,
    /// Portal copies lie beside the files that the portal would refuse; the dossier says
    /// which, and `blobs` gives their bytes.
    pub portal_copies: bool,
    /// Largest size of a volume, in bytes; None: the bundle is whole.
    pub volume: Option<u64>,
    /// Papers that are laid in beside what is drawn here, in this order.
    pub papers: Vec<BundlePaper>,
}

/// A paper that somebody else has made: a recap, a report.
#[derive(Clone, Debug)]
pub struct BundlePaper {
    /// Below `data/`, with `/`.
    pub path: String,
    /// What people call it.
    pub nama: String,
    /// The whole file.
    pub bytes: Vec<u8>,
}

impl BundleOptions {
    /// Options with no names of urusan, and no name of who wrote it.
    pub fn new(date: NaiveDate) -> Self {
        Self {
            date,
            nama_urusan: BTreeMap::new(),
            penyusun: None,
            for_assessor: false,
            with_traces: false,
            portal_copies: false,
            volume: None,
            papers: Vec::new(),
        }
    }
}

/// A written bundle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenBundle {
    /// Inovasi handed in, each a folder of its own.
    pub n_inovasi: u64,
    /// Payload files; the tag files beside `data/` are not counted.
    pub n_file: u64,
    /// Bytes of the payload.
    pub size: u64,
    /// Bags; more than one where it was split.
    pub n_volume: u64,
    /// SHA-256 of `manifest-sha256.txt`, of volumes that of the first, which lists those of
    /// the others: one number that vouches for every file.
    pub fingerprint: BlobHash,
    /// Its beginning, as people type it.
    pub code: BundleCode,
    /// Findings inside by which a submission would be refused or score nothing.
    pub n_blocking: u64,
    /// Findings inside that should be mended before a submission.
    pub n_warning: u64,
    /// Findings inside that are worth a look.
    pub n_hint: u64,
}

/// Why a bundle was not written. Nothing has appeared.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A folder or a file cannot be read or written.
    #[error(transparent)]
    Disk(#[from] DiskError),
    /// A bukti that should be here is not.
    #[error("no bytes for {sha256} ({nama_berkas})")]
    BlobMissing {
        /// What the bukti says its bytes are.
        sha256: String,
        /// Of the bukti, as the officer named it: untrusted text.
        nama_berkas: String,
    },
    /// The stored bytes no longer fit their name.
    #[error("bytes do not match {sha256} ({nama_berkas})")]
    BlobDamaged {
        /// What they should be.
        sha256: String,
        /// Of the bukti, as the officer named it: untrusted text.
        nama_berkas: String,
    },
    /// A file or the pages do not fit into a volume.
    #[error("a volume needs {needed} bytes")]
    VolumeTooSmall {
        /// Bytes that one has to have at least.
        needed: u64,
    },
    /// A page could not be made: a mistake in this program.
    #[error("page {page}: {detail}")]
    Page {
        /// Name of the template.
        page: String,
        /// What its engine says, in English.
        detail: String,
    },
    /// Whoever watched stopped it.
    #[error("cancelled")]
    Cancelled,
}

impl Error {
    /// What can be done about it.
    pub fn kind(&self) -> FaultKind {
        match self {
            Self::Disk(it) => it.kind(),
            Self::Cancelled => FaultKind::Cancelled,
            Self::VolumeTooSmall { .. } => FaultKind::Invalid,
            _ => FaultKind::Unreadable,
        }
    }

    /// Stable key of its sentence.
    pub fn reason(&self) -> Reason {
        match self {
            Self::Disk(it) => it.reason(),
            Self::BlobMissing { .. } => Reason::BlobMissing,
            Self::BlobDamaged { .. } => Reason::BlobDamaged,
            Self::VolumeTooSmall { .. } => Reason::VolumeTooSmall,
            Self::Page { .. } => Reason::PageFailed,
            Self::Cancelled => Reason::Cancelled,
        }
    }

    /// Values of its sentence.
    pub fn args(&self) -> Args {
        match self {
            Self::Disk(it) => it.args(),
            Self::BlobMissing { sha256, nama_berkas } | Self::BlobDamaged { sha256, nama_berkas } => {
                vec![("sha256", sha256.clone()), ("nama_berkas", crate::excerpt(nama_berkas))]
            }
            Self::VolumeTooSmall { needed } => vec![("mb", needed.div_ceil(1_000_000).to_string())],
            Self::Page { page, detail } => vec![("page", page.clone()), ("detail", detail.clone())],
            Self::Cancelled => Vec::new(),
        }
    }
}

/// Writes the whole bag through a sink.
///
/// Bukti whose bytes are not here (`present` is false) are gaps, not errors.
///
/// # Errors
/// A blob is missing or damaged, the sink refuses, or the watcher cancelled;
/// then the sink was not finished and nothing has appeared.
pub fn write_bundle(
    dossier: &Dossier,
    options: &BundleOptions,
    blobs: &dyn BlobSource,
    sink: Box<dyn Sink>,
    watch: &mut dyn Watch,
) -> Result<WrittenBundle, Error> {
    let pages = Pages::new()?;
    let unsplit = layout::plan(dossier, options.with_traces, None, 0).map_err(too_small)?;
    let mut view = view::bundle(dossier, options, &unsplit, None, &pages, watch)?;
    // Made before it is split: what it says does not depend on how it is carried.
    let registri = pages::json(&view)?;
    let katalog = (!options.for_assessor).then(|| catalogue::catalogue(dossier));
    let split;
    let plan = match options.volume {
        None => &unsplit,
        Some(size) => {
            let data = registri.len() + katalog.as_ref().map_or(0, String::len);
            let mut first = data as u64 + options.papers.iter().map(|it| it.bytes.len() as u64).sum::<u64>();
            draw(&view, &unsplit, &pages, options, &mut |_, text| {
                first += text.len() as u64 + PER_PAGE;
                Ok(())
            })?;
            let linked = if options.portal_copies { 2 } else { 1 };
            first += dossier.bukti().count() as u64 * PER_LINKED * linked;
            split = layout::plan(dossier, options.with_traces, Some(size), first).map_err(too_small)?;
            view = view::bundle(dossier, options, &split, Some(split.n_volume), &pages, watch)?;
            &split
        }
    };

    let mut sink = sink;
    let group = sha256_of(&registri)?;
    let (mut done, mut n_file, mut size, mut fingerprint) = (0, 0, 0, None);
    let mut manifests = BTreeMap::new();
    // The first comes last: its code vouches for the others.
    for n in (1..=plan.n_volume).rev() {
        let volume = options.volume.map(|_| Volume { n, of: plan.n_volume });
        let folder = volume.map_or_else(String::new, |it| format!("{}/", it.folder()));
        let (total, payload, tags) = (plan.size, Vec::new(), Vec::new());
        let mut bag = Bag { sink: &mut *sink, watch: &mut *watch, folder, done: &mut done, total, payload, tags };
        bag.text("bagit.txt", tags::BAGIT)?;
        if n == 1 {
            bag.text("data/registri.json", &registri)?;
            if let Some(katalog) = &katalog {
                bag.text("data/katalog.json", katalog)?;
            }
            draw(&view, plan, &pages, options, &mut |path, text| bag.text(path, text).map(drop))?;
            for paper in &options.papers {
                bag.bytes(&format!("data/{}", paper.path), &paper.bytes)?;
            }
            if volume.is_some() {
                bag.text(volume::LIST, &volume::list(&manifests))?;
            }
        }
        bag.blobs(blobs, plan.blobs().filter(|it| it.at.volume == n))?;
        bag.text(research_object::PATH, &research_object::metadata(&told(&view, plan, options), &bag.payload)?)?;
        let (own_n, own_size) = (bag.payload.len() as u64, bag.payload.iter().map(|it| it.1.size).sum());
        let manifest = tags::manifest(&mut bag.payload);
        let manifest = bag.text("manifest-sha256.txt", &manifest)?.sha256;
        fingerprint = (n == 1).then(|| manifest.clone());
        bag.text("BUKA-INI.html", &pages.door(&view, volume, fingerprint.as_ref())?)?;
        let code = fingerprint.as_ref().map(BundleCode::of);
        let told = BagFacts { volume, size: own_size, n_file: own_n, code, group: &group };
        bag.text("bag-info.txt", &tags::fold(&pages.bag_info(&view, &told)?))?;
        let tagmanifest = tags::manifest(&mut bag.tags);
        bag.text("tagmanifest-sha256.txt", &tagmanifest)?;
        if let Some(volume) = volume {
            manifests.insert(volume, manifest);
        }
        n_file += own_n;
        size += own_size;
    }
    let fingerprint =
        fingerprint.ok_or_else(|| Error::Page { page: "bag-info.txt".into(), detail: "no volume".into() })?;
    finish(sink, watch, done, plan.size)?;

    let count = |severity: Severity| view.kekurangan.count(severity);
    Ok(WrittenBundle {
        n_inovasi: dossier.inovasi.len() as u64,
        n_file,
        size,
        n_volume: plan.n_volume as u64,
        code: BundleCode::of(&fingerprint),
        fingerprint,
        n_blocking: count(Severity::Blocking),
        n_warning: count(Severity::Warning),
        n_hint: count(Severity::Hint),
    })
}

/// What the lines of a page in manifest and description take, in bytes.
const PER_PAGE: u64 = 1024;
/// What links to a file of another volume take more than those to one of the same, and
/// the line of a volume that it may begin.
const PER_LINKED: u64 = 384;

fn too_small(needed: u64) -> Error {
    Error::VolumeTooSmall { needed }
}

/// Every page and every file of data but the whole, each with its path.
fn draw(
    view: &BundleView<'_>,
    plan: &Layout,
    pages: &Pages,
    options: &BundleOptions,
    out: &mut dyn FnMut(&str, &str) -> Result<(), Error>,
) -> Result<(), Error> {
    out("data/index.html", &pages.index(view, &options.papers)?)?;
    if !options.for_assessor {
        out("data/kekurangan.html", &pages.kekurangan(view)?)?;
        out("data/kekurangan.json", &pages::json(&view.kekurangan)?)?;
    }
    out("data/bukti.html", &pages.bukti(view)?)?;
    out("data/daerah/indikator.html", &pages.daerah(view)?)?;
    out("data/daerah/indikator.json", &pages::json(&view.daerah)?)?;
    for (inovasi, plan) in view.inovasi.iter().zip(&plan.inovasi) {
        let folder = &plan.folder;
        out(&format!("{folder}/profil.html"), &pages.profil(view, inovasi, &options.papers)?)?;
        out(&format!("{folder}/profil.json"), &pages::json(&inovasi.profil())?)?;
        out(&format!("{folder}/indikator.html"), &pages.indikator(view, inovasi)?)?;
        out(&format!("{folder}/indikator.json"), &pages::json(&inovasi.answers)?)?;
    }
    Ok(())
}

fn sha256_of(text: &str) -> Result<BlobHash, Error> {
    let failed = |detail| Error::Page { page: "SHA-256".into(), detail };
    hex::encode(Sha256::digest(text)).parse().map_err(failed)
}

fn finish(sink: Box<dyn Sink>, watch: &mut dyn Watch, done: u64, total: u64) -> Result<(), Error> {
    if !watch.step(WorkStep::Writing, "tagmanifest-sha256.txt", done, total) {
        return Err(Error::Cancelled);
    }
    let target = sink.target();
    sink.finish(watch).map_err(|error| match is_cancelled(&error) {
        true => Error::Cancelled,
        false => DiskError::named("finish", &target, error).into(),
    })
}

/// What programs are told of it.
fn told<'a>(view: &'a BundleView<'a>, plan: &'a Layout, options: &'a BundleOptions) -> Described<'a> {
    let subjects = view.inovasi.iter().map(|it| (it.folder, it.nama));
    let names = plan.blobs().map(|it| (it.at.path.as_str(), it.nama_berkas.as_str()));
    Described {
        head: &view.head,
        folders: subjects.chain([(plan.daerah.folder.as_str(), "Indikator daerah")]).collect(),
        names: names.filter(|it| !it.1.is_empty()).collect(),
        papers: options.papers.iter().map(|it| (it.path.as_str(), it.nama.as_str())).collect(),
    }
}
