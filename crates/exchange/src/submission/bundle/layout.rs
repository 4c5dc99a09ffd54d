//! Where everything lies in a bundle, decided before anything is written.

use std::collections::BTreeMap;

use domain::{
    assessment::instrument::Instrument,
    bukti::BlobHash,
    submission::dossier::{Dossier, DossierAnswer},
};

use crate::core::names;

/// Longest slug of an indikator's id, in characters.
const MAX_INDIKATOR: usize = 60;

/// The whole layout.
pub(super) struct Layout {
    pub daerah: PlannedSubject,
    /// In the dossier's order.
    pub inovasi: Vec<PlannedSubject>,
    /// Bytes of all blobs to be written.
    pub size: u64,
}

/// The folder of the region or of one inovasi.
pub(super) struct PlannedSubject {
    /// From the bag's root, without a last `/`.
    pub folder: String,
    /// Each blob once, in order.
    pub blobs: Vec<PlannedBlob>,
    /// Path of each bukti of each answer; `None` when its bytes are not here.
    pub paths: Vec<Vec<Option<String>>>,
}

/// Bytes to be copied.
pub(super) struct PlannedBlob {
    pub path: String,
    pub sha256: BlobHash,
    pub size: u64,
    pub nama_berkas: String,
}

pub(super) fn plan(dossier: &Dossier) -> Layout {
    let instrument = &dossier.instrument;
    let daerah = subject(instrument, "data/daerah".into(), &dossier.daerah, |instrument, id| {
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
            subject(instrument, folder, &it.answers, |instrument, id| {
                let (nomor, huruf) = instrument
                    .indikator(id)
                    .map_or((0, ""), |it| (it.nomor.unwrap_or(0), it.huruf.as_deref().unwrap_or("")));
                let huruf = names::slug(huruf, 2, "");
                format!("{nomor:02}{huruf}-{}", names::slug(id, MAX_INDIKATOR, "indikator"))
            })
        })
        .collect();
    let size = inovasi.iter().chain([&daerah]).flat_map(|it| &it.blobs).map(|it| it.size).sum();
    Layout { daerah, inovasi, size }
}

fn subject(
    instrument: &Instrument,
    folder: String,
    answers: &[DossierAnswer],
    name: impl Fn(&Instrument, &str) -> String,
) -> PlannedSubject {
    let mut blobs = Vec::new();
    let mut first: BTreeMap<BlobHash, String> = BTreeMap::new();
    let mut n_in_folder: BTreeMap<String, usize> = BTreeMap::new();
    let mut paths = Vec::new();
    for answer in answers {
        let indikator = name(instrument, &answer.indikator);
        let mut own = Vec::new();
        for bukti in &answer.bukti {
            let Some(sha256) = bukti.sha256.parse::<BlobHash>().ok().filter(|_| bukti.present) else {
                own.push(None);
                continue;
            };
            // One blob serves several indikator: written under the first only.
            let path = first.entry(sha256.clone()).or_insert_with(|| {
                let n = n_in_folder.entry(indikator.clone()).or_insert(0);
                *n += 1;
                let path = format!("{folder}/{indikator}/{}", names::bukti_file(*n, &bukti.nama_berkas));
                blobs.push(PlannedBlob {
                    path: path.clone(),
                    sha256,
                    size: bukti.size,
                    nama_berkas: bukti.nama_berkas.clone(),
                });
                path
            });
            own.push(Some(path.clone()));
        }
        paths.push(own);
    }
    PlannedSubject { folder, blobs, paths }
}
