//! Where everything lies in a bundle, decided before anything is written.

use std::collections::BTreeMap;

use domain::{
    bukti::BlobHash,
    submission::dossier::{
        Dossier, DossierAnswer, DossierBerkas, DossierBukti, DossierPenghargaan, MadeCopy, PortalCopy,
    },
};

use super::volume::Filling;
use crate::core::names;

/// Longest slug of an indikator's id, in characters. With it no path inside a bag is
/// longer than 120: unpacked below a path of 90 it stays within what Windows takes.
const MAX_INDIKATOR: usize = 30;

/// The folder of each subject in which portal copies lie.
const COPIES: &str = "siap-unggah";
/// Longest slug of what a copy is for, in characters: as long a path comes of it as of the
/// longest original.
const MAX_COPY_FOR: usize = 20;

/// The whole layout.
pub(super) struct Layout {
    pub daerah: PlannedSubject,
    /// In the dossier's order.
    pub inovasi: Vec<PlannedSubject>,
    /// Bytes of all blobs to be written.
    pub size: u64,
    /// How many volumes there are.
    pub n_volume: usize,
}

impl Layout {
    /// All blobs, in the order of the volumes.
    pub(super) fn blobs(&self) -> impl Iterator<Item = &PlannedBlob> {
        [&self.daerah].into_iter().chain(&self.inovasi).flat_map(|it| &it.blobs)
    }
}

/// The folder of the region or of one inovasi.
pub(super) struct PlannedSubject {
    /// From the bag's root, without a last `/`.
    pub folder: String,
    /// Each blob once, in order, portal copies among them.
    pub blobs: Vec<PlannedBlob>,
    /// How many of them are bukti as they were handed in.
    pub n_bukti: usize,
    /// Path of each bukti of each answer; `None` when its bytes are not here.
    pub paths: Vec<Vec<Option<PlacedFile>>>,
    /// The same of each document of the profile.
    pub berkas: Vec<Vec<Option<PlacedFile>>>,
    /// The same of each penghargaan.
    pub penghargaan: Vec<Vec<Option<PlacedFile>>>,
}

/// Where the bytes of a bukti lie, and how.
#[derive(Clone)]
pub(super) struct PlacedFile {
    /// From the root of its bag.
    pub path: String,
    /// The volume of that bag.
    pub volume: usize,
    /// Written without what it tells of place and persons.
    pub cleaned: bool,
    /// Where a portal copy of it lies, and in which volume.
    pub copy: Option<(String, usize)>,
}

/// Bytes to be copied.
pub(super) struct PlannedBlob {
    pub at: PlacedFile,
    pub sha256: BlobHash,
    pub size: u64,
    pub nama_berkas: String,
}

/// `first` are the bytes of pages and data, where the bundle is split; an error is the
/// size that a volume has to have at least.
pub(super) fn plan(dossier: &Dossier, with_traces: bool, volume: Option<u64>, first: u64) -> Result<Layout, u64> {
    let instrument = &dossier.instrument;
    let mut filling = Filling::new(volume, first);
    let files = SubjectFiles { answers: &dossier.daerah, berkas: &[], penghargaan: &dossier.penghargaan };
    let daerah = subject("data/daerah".into(), (&mut filling, with_traces), files, |id| {
        let code = instrument.indikator(id).map_or("", |it| &it.code);
        let code = names::slug(code, 20, "00");
        format!("{code}-{}", names::slug(id, MAX_INDIKATOR, "indikator"))
    });
    let total = dossier.inovasi.len();
    let inovasi: Vec<PlannedSubject> = dossier
        .inovasi
        .iter()
        .zip(1..)
        .map(|(it, n)| {
            let folder = format!("data/{}", names::inovasi_folder(n, total, &it.nama));
            let files = SubjectFiles { answers: &it.answers, berkas: &it.berkas, penghargaan: &it.penghargaan };
            subject(folder, (&mut filling, with_traces), files, |id| {
                let (nomor, huruf) = instrument
                    .indikator(id)
                    .map_or((0, ""), |it| (it.nomor.unwrap_or(0), it.huruf.as_deref().unwrap_or("")));
                let huruf = names::slug(huruf, 2, "");
                format!("{nomor:02}{huruf}-{}", names::slug(id, MAX_INDIKATOR, "indikator"))
            })
        })
        .collect();
    let size = inovasi.iter().chain([&daerah]).flat_map(|it| &it.blobs).map(|it| it.size).sum();
    Ok(Layout { daerah, inovasi, size, n_volume: filling.finish()? })
}

/// Everything of one subject that has files.
struct SubjectFiles<'a> {
    answers: &'a [DossierAnswer],
    berkas: &'a [DossierBerkas],
    penghargaan: &'a [DossierPenghargaan],
}

fn subject(
    folder: String,
    (filling, with_traces): (&mut Filling, bool),
    files: SubjectFiles<'_>,
    name: impl Fn(&str) -> String,
) -> PlannedSubject {
    let mut plan = SubjectPlaces {
        folder,
        filling,
        with_traces,
        blobs: Vec::new(),
        first: BTreeMap::new(),
        copies: BTreeMap::new(),
        n_in_folder: BTreeMap::new(),
    };
    let paths = files.answers.iter().map(|it| plan.place(&name(&it.indikator), &it.bukti, it.bukti.len())).collect();
    let berkas = files
        .berkas
        .iter()
        .map(|it| plan.place(&names::slug(&it.id, MAX_INDIKATOR, "profil"), &it.bukti, it.bukti.len()))
        .collect();
    let n = files.penghargaan.iter().map(|it| it.bukti.len()).sum();
    let penghargaan = files.penghargaan.iter().map(|it| plan.place("penghargaan", &it.bukti, n)).collect();
    let n_bukti = plan.first.len();
    PlannedSubject { folder: plan.folder, blobs: plan.blobs, n_bukti, paths, berkas, penghargaan }
}

/// The files of one subject, each at its place.
struct SubjectPlaces<'f> {
    folder: String,
    filling: &'f mut Filling,
    with_traces: bool,
    blobs: Vec<PlannedBlob>,
    first: BTreeMap<BlobHash, PlacedFile>,
    copies: BTreeMap<BlobHash, (String, usize)>,
    n_in_folder: BTreeMap<String, usize>,
}

impl SubjectPlaces<'_> {
    /// Puts files into a folder that holds at most `total`.
    fn place(&mut self, inside: &str, files: &[DossierBukti], total: usize) -> Vec<Option<PlacedFile>> {
        let mut paths = Vec::with_capacity(files.len());
        for bukti in files {
            let Some(sha256) = bukti.sha256.parse::<BlobHash>().ok().filter(|_| bukti.present) else {
                paths.push(None);
                continue;
            };
            // One blob serves several answers: written under the first only.
            let at = self.first.entry(sha256.clone()).or_insert_with(|| {
                let n = self.n_in_folder.entry(inside.to_owned()).or_insert(0);
                *n += 1;
                let path = format!("{}/{inside}/{}", self.folder, names::bukti_file(*n, total, &bukti.nama_berkas));
                let cleaned = bukti.telling && !self.with_traces;
                let at = PlacedFile { path, volume: self.filling.place(bukti.size), cleaned, copy: None };
                self.blobs.push(PlannedBlob {
                    at: at.clone(),
                    sha256,
                    size: bukti.size,
                    nama_berkas: bukti.nama_berkas.clone(),
                });
                at
            });
            let at = at.clone();
            let copy = match &bukti.portal_copy {
                PortalCopy::Made(made) => self.copy(inside, made, total),
                _ => None,
            };
            paths.push(Some(PlacedFile { copy, ..at }));
        }
        paths
    }

    /// Puts a portal copy among those of its subject, called after what it is for.
    fn copy(&mut self, inside: &str, made: &MadeCopy, total: usize) -> Option<(String, usize)> {
        let sha256: BlobHash = made.sha256.parse().ok()?;
        if let Some(at) = self.copies.get(&sha256) {
            return Some(at.clone());
        }
        let before = names::slug(inside, MAX_COPY_FOR, "berkas");
        let n = self.n_in_folder.entry(format!("{COPIES}/{before}")).or_insert(0);
        *n += 1;
        let path = format!("{}/{COPIES}/{before}-{}", self.folder, names::bukti_file(*n, total, &made.nama_berkas));
        let at = PlacedFile { path: path.clone(), volume: self.filling.place(made.size), cleaned: false, copy: None };
        let placed = (path, at.volume);
        let nama_berkas = format!("{} (salinan siap unggah)", made.nama_berkas);
        self.blobs.push(PlannedBlob { at, sha256: sha256.clone(), size: made.size, nama_berkas });
        self.copies.insert(sha256, placed.clone());
        Some(placed)
    }
}
