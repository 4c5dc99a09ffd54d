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
//! data/ro-crate-metadata.json     the same files for programs that know RO-Crate
//! data/rekap.xlsx …               papers that were made elsewhere
//! data/daerah/indikator.html …    the region's own indikator
//! data/daerah/spd-01-<id>/01-<file>
//! data/01-<nama>/profil.html      the report of one inovasi, as the portal prints it
//! data/01-<nama>/indikator.html   its answers with everything known of its bukti
//! data/01-<nama>/16-<id>/01-<file>   and profil-…/01-<file>, penghargaan/01-<file>
//! ```
//!
//! Equal dossiers, options and blobs give equal bytes. Bytes are hashed while
//! they are copied; a blob that no longer fits its name ends this writing of it, and
//! whoever asked for it asks again without that one.

mod beside;
mod cited;
mod gaps;
mod layout;
mod pages;
mod research_object;
mod standing;
mod tags;
mod view;

use std::{collections::BTreeMap, io};

use chrono::NaiveDate;
use domain::{
    bukti::BlobHash,
    core::{finding::Severity, reason::Reason},
    submission::{dossier::Dossier, fingerprint::BundleCode},
};
use sha2::{Digest, Sha256};

use self::{research_object::Told, view::BundleView};
use crate::{
    Args,
    core::{
        disk::{DiskError, FaultKind},
        port::{BlobSource, Sink, TellingReader, Watch, Watched, WorkStep, Written, is_cancelled},
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
        Self { date, nama_urusan: BTreeMap::new(), penyusun: None, papers: Vec::new() }
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
    /// SHA-256 of `tagmanifest-sha256.txt`: one number that vouches for everything.
    pub fingerprint: BlobHash,
    /// What papers of it carry.
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
            _ => FaultKind::Unreadable,
        }
    }

    /// Stable key of its sentence.
    pub fn reason(&self) -> Reason {
        match self {
            Self::Disk(it) => it.reason(),
            Self::BlobMissing { .. } => Reason::BlobMissing,
            Self::BlobDamaged { .. } => Reason::BlobDamaged,
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
    let plan = layout::plan(dossier);
    let pages = pages::Pages::new()?;
    let mut view = view::bundle(dossier, options, &plan, &pages, watch)?;
    let registri = pages::json(&view)?;
    let code = code_of(&registri)?;
    view.head.kode = Some(code.to_string());
    let mut bag = Bag { sink, watch, done: 0, total: plan.size, payload: Vec::new(), tags: Vec::new() };

    bag.text("bagit.txt", tags::BAGIT)?;
    bag.text("BUKA-INI.html", &pages.door(&view)?)?;
    bag.text("data/index.html", &pages.index(&view, &options.papers)?)?;
    bag.text("data/kekurangan.html", &pages.kekurangan(&view)?)?;
    bag.text("data/kekurangan.json", &pages::json(&view.kekurangan)?)?;
    bag.text("data/bukti.html", &pages.bukti(&view)?)?;
    bag.text("data/registri.json", &registri)?;
    bag.text("data/daerah/indikator.html", &pages.daerah(&view)?)?;
    bag.text("data/daerah/indikator.json", &pages::json(&view.daerah)?)?;
    bag.blobs(blobs, &plan.daerah.blobs)?;
    for (inovasi, plan) in view.inovasi.iter().zip(&plan.inovasi) {
        let folder = &plan.folder;
        bag.text(&format!("{folder}/profil.html"), &pages.profil(&view, inovasi)?)?;
        bag.text(&format!("{folder}/profil.json"), &pages::json(&inovasi.profil())?)?;
        bag.text(&format!("{folder}/indikator.html"), &pages.indikator(&view, inovasi)?)?;
        bag.text(&format!("{folder}/indikator.json"), &pages::json(&inovasi.answers)?)?;
        bag.blobs(blobs, &plan.blobs)?;
    }
    for paper in &options.papers {
        bag.bytes(&format!("data/{}", paper.path), &paper.bytes)?;
    }
    bag.text(research_object::PATH, &research_object::metadata(&told(&view, &plan, options), &bag.payload)?)?;

    let size = bag.payload.iter().map(|it| it.1.size).sum();
    let n_file = bag.payload.len() as u64;
    bag.text("bag-info.txt", &tags::fold(&pages.bag_info(&view, size, n_file)?))?;
    let manifest = tags::manifest(&mut bag.payload);
    bag.text("manifest-sha256.txt", &manifest)?;
    let tagmanifest = tags::manifest(&mut bag.tags);
    let fingerprint = bag.text("tagmanifest-sha256.txt", &tagmanifest)?.sha256;
    bag.finish()?;

    let count = |severity: Severity| view.kekurangan.count(severity);
    Ok(WrittenBundle {
        n_inovasi: dossier.inovasi.len() as u64,
        n_file,
        size,
        fingerprint,
        code,
        n_blocking: count(Severity::Blocking),
        n_warning: count(Severity::Warning),
        n_hint: count(Severity::Hint),
    })
}

/// What papers carry of a bundle with this `registri.json`.
fn code_of(registri: &str) -> Result<BundleCode, Error> {
    let sha256 = hex::encode(Sha256::digest(registri)).parse();
    let sha256 = sha256.map_err(|detail| Error::Page { page: "registri.json".into(), detail })?;
    Ok(BundleCode::of(&sha256))
}

/// The code that the bundle of a dossier will have: what a paper can carry that is made
/// before it.
///
/// # Errors
/// The watcher cancelled.
pub fn bundle_code(dossier: &Dossier, options: &BundleOptions, watch: &mut dyn Watch) -> Result<BundleCode, Error> {
    let plan = layout::plan(dossier);
    code_of(&pages::json(&view::bundle(dossier, options, &plan, &pages::Pages::new()?, watch)?)?)
}

/// What programs are told of it.
fn told<'a>(view: &'a BundleView<'a>, plan: &'a layout::Layout, options: &'a BundleOptions) -> Told<'a> {
    let subjects = view.inovasi.iter().map(|it| (it.folder, it.nama));
    let blobs = plan.inovasi.iter().chain([&plan.daerah]).flat_map(|it| &it.blobs);
    let names = blobs.map(|it| (it.path.as_str(), it.nama_berkas.as_str()));
    Told {
        head: &view.head,
        folders: subjects.chain([(plan.daerah.folder.as_str(), "Indikator daerah")]).collect(),
        names: names.filter(|it| !it.1.is_empty()).collect(),
        papers: options.papers.iter().map(|it| (it.path.as_str(), it.nama.as_str())).collect(),
    }
}

/// A bag being written: the sink, and what the manifests will say.
struct Bag<'a> {
    sink: Box<dyn Sink>,
    watch: &'a mut dyn Watch,
    done: u64,
    total: u64,
    payload: Vec<(String, Written)>,
    tags: Vec<(String, Written)>,
}

impl Bag<'_> {
    fn text(&mut self, path: &str, text: &str) -> Result<Written, Error> {
        self.bytes(path, text.as_bytes())
    }

    fn bytes(&mut self, path: &str, mut bytes: &[u8]) -> Result<Written, Error> {
        if !self.watch.step(WorkStep::Writing, path, self.done, self.total) {
            return Err(Error::Cancelled);
        }
        let size = bytes.len() as u64;
        let written = self.sink.file(path, &mut bytes, Some(size)).map_err(|it| DiskError::named("write", path, it))?;
        self.note(path, written.clone());
        Ok(written)
    }

    fn blobs(&mut self, source: &dyn BlobSource, blobs: &[layout::PlannedBlob]) -> Result<(), Error> {
        for blob in blobs {
            let name = || (blob.sha256.to_string(), blob.nama_berkas.clone());
            if !self.watch.step(WorkStep::Writing, &blob.path, self.done, self.total) {
                return Err(Error::Cancelled);
            }
            let damaged = || {
                let (sha256, nama_berkas) = name();
                Error::BlobDamaged { sha256, nama_berkas }
            };
            let bytes = source.open(&blob.sha256).map_err(|error| match error.kind() {
                io::ErrorKind::NotFound => {
                    let (sha256, nama_berkas) = name();
                    Error::BlobMissing { sha256, nama_berkas }
                }
                // A disk that cannot give them back has damaged them.
                _ => damaged(),
            })?;
            let mut failed = false;
            let mut bytes = Watched {
                inner: TellingReader { inner: bytes, failed: &mut failed },
                watch: &mut *self.watch,
                step: WorkStep::Writing,
                nama: &blob.path,
                done: &mut self.done,
                total: self.total,
                since: 0,
            };
            let written = self.sink.file(&blob.path, &mut bytes, Some(blob.size));
            let written = written.map_err(|error| match is_cancelled(&error) {
                true => Error::Cancelled,
                false if failed => damaged(),
                false => DiskError::named("write", &blob.path, error).into(),
            })?;
            if written.sha256 != blob.sha256 {
                return Err(damaged());
            }
            self.note(&blob.path, written);
        }
        Ok(())
    }

    fn note(&mut self, path: &str, written: Written) {
        let list = if path.starts_with("data/") { &mut self.payload } else { &mut self.tags };
        list.push((path.to_owned(), written));
    }

    fn finish(self) -> Result<(), Error> {
        if !self.watch.step(WorkStep::Writing, "tagmanifest-sha256.txt", self.done, self.total) {
            return Err(Error::Cancelled);
        }
        let target = self.sink.target();
        self.sink.finish(self.watch).map_err(|error| match is_cancelled(&error) {
            true => Error::Cancelled,
            false => DiskError::named("finish", &target, error).into(),
        })
    }
}
