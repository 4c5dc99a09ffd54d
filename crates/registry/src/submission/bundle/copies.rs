//! Portal copies of a bundle: made one after the other before it is written, since its
//! pages tell of them, and kept on the disk until it is.

use std::{
    collections::BTreeMap,
    fs,
    io::{self, Write},
    path::PathBuf,
};

use disk::{EndingFolder, Goes};
use domain::{
    assessment::{instrument::Instrument, limit::Limit},
    bukti::{
        BlobHash,
        fit::{Accepted, Unfitted, copy_name},
    },
    core::{finding, id::Subject},
    submission::dossier::{Dossier, DossierBukti, MadeCopy, PortalCopy},
};
use exchange::{
    bukti::fit::{FitFault, Fitted, MAX_BYTES, fit},
    core::port::BlobSource,
};

use crate::{
    bukti::fit::read,
    core::{
        error::{Code, Error, Reason, Result},
        progress::{Watch, WorkStep, step},
        registry::Core,
    },
    show::finding::views,
    submission::bundle::{BlobFiles, dossier::dossier_finding},
    view::FindingView,
};

/// Files of which no copy can be made: whose, under what, its name, why, and the smallest
/// that it became.
type Unmade = (Subject, String, String, Unfitted, Option<u64>);

/// The copies that were made, and what is to be said of the others.
pub(super) struct Copies {
    /// Goes with it.
    folder: EndingFolder,
    files: BTreeMap<BlobHash, PathBuf>,
    unmade: Vec<Unmade>,
}

/// What became of one file at one place: kept, since one bukti serves many answers.
type MadeOrNot = std::result::Result<MadeCopy, (Unfitted, Option<u64>)>;

impl Copies {
    /// Makes all that a dossier wants, and writes into it what became of them. The inner
    /// error is a file whose bytes are missing or damaged.
    ///
    /// # Errors
    /// The disk is full; `watch` stopped it.
    pub(super) fn make(
        core: &Core,
        dossier: &mut Dossier,
        blobs: &BlobFiles,
        watch: &mut dyn Watch,
    ) -> Result<std::result::Result<Self, BlobHash>> {
        let folder = kept(core)?;
        let mut copies = Self { folder, files: BTreeMap::new(), unmade: Vec::new() };
        let mut known: BTreeMap<(BlobHash, Accepted), MadeOrNot> = BTreeMap::new();
        let total = places(dossier).filter(|it| is_wanted(it.2)).count();
        let mut done = 0;
        for (subject, under, bukti) in places(dossier) {
            let (PortalCopy::Wanted(accepted), true) = (&bukti.portal_copy, bukti.present) else { continue };
            let Ok(sha256) = bukti.sha256.parse::<BlobHash>() else { continue };
            step(watch, WorkStep::Fitting, &bukti.nama_berkas, done, total)?;
            done += 1;
            let key = (sha256, accepted.clone());
            if !known.contains_key(&key) {
                let mut go_on = || watch.step(WorkStep::Fitting, &bukti.nama_berkas, done as u64, total as u64);
                match copies.one(bukti, &key.0, accepted, blobs, &mut go_on)? {
                    Ok(outcome) => known.insert(key.clone(), outcome),
                    Err(damaged) => return Ok(Err(damaged)),
                };
            }
            if let Some(Err((why, least))) = known.get(&key) {
                copies.unmade.push((subject, under.to_owned(), bukti.nama_berkas.clone(), *why, *least));
            }
        }
        for bukti in dossier.bukti_mut() {
            let PortalCopy::Wanted(accepted) = &bukti.portal_copy else { continue };
            let outcome = bukti.sha256.parse().ok().and_then(|it| known.get(&(it, accepted.clone())));
            bukti.portal_copy = match outcome {
                // Under the name that it has here: equal bytes may have several.
                Some(Ok(made)) => PortalCopy::Made(MadeCopy {
                    nama_berkas: copy_name(&bukti.nama_berkas, &domain::bukti::ending_of(&made.nama_berkas)),
                    ..made.clone()
                }),
                Some(Err((why, _))) => PortalCopy::Unfitted(*why),
                // Its bytes are not here: that is told already.
                None => PortalCopy::Unneeded,
            };
        }
        Ok(Ok(copies))
    }

    fn one(
        &mut self,
        bukti: &DossierBukti,
        sha256: &BlobHash,
        accepted: &Accepted,
        blobs: &BlobFiles,
        go_on: &mut dyn FnMut() -> bool,
    ) -> Result<std::result::Result<MadeOrNot, BlobHash>> {
        if bukti.size > MAX_BYTES {
            return Ok(Ok(Err((Unfitted::TooMuch, None))));
        }
        let Ok(bytes) = blobs.open(sha256).and_then(read) else { return Ok(Err(sha256.clone())) };
        if store::sha256_hex(&bytes) != sha256.as_str() {
            return Ok(Err(sha256.clone()));
        }
        Ok(Ok(match fit(&bytes, accepted, go_on) {
            Ok(fitted) => Ok(self.keep(&fitted, &bukti.nama_berkas)?),
            Err(FitFault::Unfitted { why, least }) => Err((why, least)),
            Err(FitFault::Cancelled) => return Err(Error::new(Code::Cancelled, Reason::Cancelled)),
        }))
    }

    fn keep(&mut self, fitted: &Fitted, nama_berkas: &str) -> Result<MadeCopy> {
        let sha256 = store::sha256_hex(&fitted.bytes);
        let path = self.folder.path().join(&sha256);
        let write = || -> io::Result<()> { disk::create_private(&path)?.write_all(&fitted.bytes) };
        if fs::metadata(&path).is_err() {
            write().map_err(|error| Error::file(&path, &error))?;
        }
        if let Ok(sha256) = sha256.parse() {
            self.files.insert(sha256, path);
        }
        Ok(MadeCopy {
            sha256,
            size: fitted.bytes.len() as u64,
            nama_berkas: copy_name(nama_berkas, fitted.ending()),
            steps: fitted.steps.clone(),
            dpi: fitted.dpi,
        })
    }

    /// Where their bytes lie.
    pub(super) fn files(&self) -> impl Iterator<Item = (BlobHash, PathBuf)> {
        self.files.iter().map(|(sha256, path)| (sha256.clone(), path.clone()))
    }

    /// How many were made, and of how many files none can be.
    pub(super) fn told(&self) -> [usize; 2] {
        [self.files.len(), self.unmade.len()]
    }

    /// Lists among the gaps what has no copy.
    pub(super) fn remark(&self, dossier: &mut Dossier, instrument: &Instrument) -> Vec<FindingView> {
        let mut all = Vec::new();
        for (subject, under, nama_berkas, why, least) in &self.unmade {
            let Some(limit) = limit_of(instrument, under) else { continue };
            let found = vec![finding::file_unfitted(*subject, &limit, nama_berkas, *why, *least)];
            let inovasi = match subject {
                Subject::Inovasi(id) => dossier.inovasi.iter_mut().find(|it| it.id == *id),
                _ => None,
            };
            let nama = inovasi.as_ref().map(|it| it.nama.clone());
            let found = views(found, nama.as_deref(), instrument).0;
            let told = found.iter().map(|it| dossier_finding(it, instrument));
            match inovasi {
                Some(inovasi) => inovasi.findings.extend(told),
                None => dossier.findings.extend(told),
            }
            all.extend(found);
        }
        all
    }
}

/// A folder of this run alone, at the best place that takes one.
fn kept(core: &Core) -> Result<EndingFolder> {
    let mut failed = None;
    for place in core.env.temporary() {
        match EndingFolder::make(&place, Goes::Everything) {
            Ok(folder) => return Ok(folder),
            Err(error) => failed = Some(Error::file(&place, &error)),
        }
    }
    Err(failed.unwrap_or_else(|| Error::file(std::path::Path::new(""), &io::ErrorKind::NotFound.into())))
}

fn is_wanted(it: &DossierBukti) -> bool {
    it.present && matches!(it.portal_copy, PortalCopy::Wanted(_))
}

fn limit_of<'i>(instrument: &'i Instrument, id: &str) -> Option<Limit<'i>> {
    let berkas = || instrument.profil.berkas.iter().find(|it| it.id == id).map(|it| it.limit());
    instrument.indikator_by_id(id).map(|it| it.limit()).or_else(berkas)
}

/// Every file of answers and of the documents of profiles, with whose it is and what it
/// stands under. What a penghargaan brings along goes nowhere in the portal.
fn places(dossier: &Dossier) -> impl Iterator<Item = (Subject, &str, &DossierBukti)> {
    let answers =
        dossier.inovasi.iter().flat_map(move |of| of.answers.iter().map(move |it| (Subject::Inovasi(of.id), it)));
    let answers = answers.chain(dossier.daerah.iter().map(|it| (Subject::Daerah, it)));
    let answers = answers.flat_map(|(of, it)| it.bukti.iter().map(move |bukti| (of, it.indikator.as_str(), bukti)));
    let berkas =
        dossier.inovasi.iter().flat_map(move |of| of.berkas.iter().map(move |it| (Subject::Inovasi(of.id), it)));
    answers.chain(berkas.flat_map(|(of, it)| it.bukti.iter().map(move |bukti| (of, it.id.as_str(), bukti))))
}
