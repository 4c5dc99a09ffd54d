//! A bundle read back: proved first, then what it says and the bytes it brings.

use std::{
    io::{self, Read},
    path::Path,
};

use chrono::NaiveDate;
use domain::core::id::{BuktiId, InovasiId, PenghargaanId, Subject};
use domain::inovasi::penghargaan::PENGHARGAAN_BUKTI;
use serde::Deserialize;

use crate::{
    core::port::Watch,
    merge::interchange::{self, MAX_BYTES, RegistryDocument},
    submission::verify::{self, BagVerdict, OpenBag},
};

/// A bundle that is open, with what it says.
pub struct ReadBundle {
    /// What it says of region and inovasi.
    pub document: RegistryDocument,
    /// The year that it is of.
    pub instrument: String,
    /// The day on it; None where it is none that can be read.
    pub tanggal: Option<NaiveDate>,
    /// Who wrote it, as it says: untrusted text.
    pub penyusun: Option<String>,
    /// Its files, each once for whatever it supports.
    pub bukti: Vec<BundleBukti>,
    bag: OpenBag,
}

/// A file of a bundle under one of the things that it supports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BundleBukti {
    /// The bukti in the registry it comes from.
    pub id: BuktiId,
    /// Whose it is.
    pub subject: Subject,
    /// The indikator, or the document of the profile, by its id.
    pub indikator: String,
    /// The name that it had: untrusted text.
    pub nama_berkas: String,
    /// Number of the document.
    pub nomor: Option<String>,
    /// Date of the document.
    pub tanggal: Option<String>,
    /// What the document is about.
    pub tentang: Option<String>,
    /// What kind of document it is, by its official name.
    pub jenis_dokumen: Option<String>,
    /// Which pages support it.
    pub pages: Option<String>,
    /// Where its bytes lie; None: the bundle was made without them.
    pub path: Option<String>,
    /// SHA-256 of the file that it is, or was before it was cleaned.
    pub sha256: String,
    /// Its size in bytes, as it was before it was cleaned.
    pub size: u64,
    /// It is a photo without what it told.
    pub cleaned: bool,
}

/// Why a bundle is not read back.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// It is no bag, or cannot be read.
    #[error(transparent)]
    Verify(#[from] verify::Error),
    /// It is not proved: nothing of it is believed.
    #[error("not proved")]
    NotProved(Box<BagVerdict>),
    /// It holds nothing to take in: a bundle of an older program, or one for an assessor.
    #[error("no catalogue inside")]
    NoCatalogue,
    /// It is a bag, and no bundle of ours.
    #[error("not a bundle")]
    Foreign,
    /// What it says cannot be read.
    #[error(transparent)]
    Document(#[from] interchange::Error),
    /// It names as bukti what is no file of its payload, or another one than it says.
    #[error("{path} is not the bukti {nama_berkas}")]
    Bukti {
        /// The name that it had: untrusted text.
        nama_berkas: String,
        /// Where it should lie: untrusted text.
        path: String,
    },
    /// A file of data has not the form that it should.
    #[error("{path}: {detail}")]
    Data {
        /// From the root of the bag.
        path: &'static str,
        /// What is wrong, in English.
        detail: String,
    },
}

const PAYLOAD: &str = "data/";
const KATALOG: &str = "data/katalog.json";
const MANIFEST: &str = "manifest-sha256.txt";
const REGISTRI: &str = "data/registri.json";

/// Proves a bundle and reads what it says.
///
/// # Errors
/// It is not proved, or holds nothing to take in; `watch` stopped it.
pub fn read_bundle(path: &Path, watch: &mut dyn Watch) -> Result<ReadBundle, ReadError> {
    let (verdict, bag) = verify::verify_open(path, watch)?;
    let Some(bag) = bag.filter(|_| verdict.is_valid()) else {
        return Err(ReadError::NotProved(Box::new(verdict)));
    };
    proved(read(bag)?)
}

/// Reads what a bundle says, be it proved or not: to be looked at. Where it is not, files
/// that it names and that do not lie in its payload are passed over.
///
/// # Errors
/// It cannot be opened at all, or holds nothing to look at; it is proved and names as
/// bukti what it should not; `watch` stopped it.
pub fn read_bundle_to_look(path: &Path, watch: &mut dyn Watch) -> Result<(ReadBundle, BagVerdict), ReadError> {
    let (verdict, bag) = verify::verify_open(path, watch)?;
    let Some(bag) = bag else { return Err(ReadError::NotProved(Box::new(verdict))) };
    let bundle = read(bag)?;
    Ok((if verdict.is_valid() { proved(bundle)? } else { bundle }, verdict))
}

fn read(mut bag: OpenBag) -> Result<ReadBundle, ReadError> {
    let missing = if bag.holds(REGISTRI) { ReadError::NoCatalogue } else { ReadError::Foreign };
    let Some(katalog) = text(&mut bag, KATALOG)? else { return Err(missing) };
    let document = interchange::read_bytes(&katalog)?;
    let text = text(&mut bag, REGISTRI)?.ok_or(ReadError::Foreign)?;
    let data: Data = serde_json::from_slice(&text).map_err(|it| data_fault(REGISTRI, &it))?;
    Ok(ReadBundle {
        bukti: data.bukti(),
        tanggal: data.tanggal.parse().ok(),
        penyusun: data.penyusun,
        instrument: data.instrument.id,
        document,
        bag,
    })
}

/// Whether every bukti is a file of the payload, and the one that it is named after.
fn proved(mut bundle: ReadBundle) -> Result<ReadBundle, ReadError> {
    let digests = bundle.bag.digests().map_err(|it| data_fault(MANIFEST, &it))?;
    // A photo without what it tells has other bytes than the one that it is named after.
    let own = |it: &BundleBukti, path| digests.get(path).is_some_and(|own| it.cleaned || *own == it.sha256);
    for it in &bundle.bukti {
        if let Some(path) = it.path.as_ref().filter(|path| !own(it, *path)) {
            let (nama_berkas, path) = (crate::excerpt(&it.nama_berkas), crate::excerpt(path));
            return Err(ReadError::Bukti { nama_berkas, path });
        }
    }
    Ok(bundle)
}

fn data_fault(path: &'static str, error: &dyn std::error::Error) -> ReadError {
    ReadError::Data { path, detail: crate::excerpt(&error.to_string()) }
}

/// A file of data, whole; None: there is none.
fn text(bag: &mut OpenBag, path: &'static str) -> Result<Option<Vec<u8>>, ReadError> {
    let mut bytes = Vec::new();
    let read = match bag.read(path) {
        Ok(Some(it)) => it.take(MAX_BYTES + 1).read_to_end(&mut bytes),
        Ok(None) => return Ok(None),
        Err(error) => Err(error),
    };
    read.map_err(|it| data_fault(path, &it))?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(interchange::Error::TooLarge { found: bytes.len() as u64 }.into());
    }
    Ok(Some(bytes))
}

impl ReadBundle {
    /// Whether the bytes of a file lie in its payload.
    pub fn holds(&self, path: &str) -> bool {
        path.starts_with(PAYLOAD) && self.bag.holds(path)
    }

    /// The bytes of a file, from the start.
    ///
    /// # Errors
    /// It is not there; whatever the disk says.
    pub fn open(&mut self, path: &str) -> io::Result<Box<dyn Read + '_>> {
        self.bag.read(path)?.ok_or_else(|| io::ErrorKind::NotFound.into())
    }
}

/// What is looked for in `registri.json`; all else of it is for others.
#[derive(Deserialize)]
struct Data {
    #[serde(default)]
    tanggal: String,
    penyusun: Option<String>,
    instrument: InstrumentData,
    daerah: SubjectData,
    #[serde(default)]
    inovasi: Vec<InovasiData>,
}

#[derive(Deserialize)]
struct InstrumentData {
    id: String,
}

#[derive(Deserialize)]
struct InovasiData {
    id: InovasiId,
    #[serde(default)]
    berkas: Vec<BerkasData>,
    #[serde(flatten)]
    own: SubjectData,
}

#[derive(Deserialize)]
struct SubjectData {
    #[serde(default)]
    answers: Vec<AnswerData>,
    #[serde(default)]
    penghargaan: Vec<PenghargaanData>,
}

#[derive(Deserialize)]
struct AnswerData {
    indikator: String,
    #[serde(default)]
    bukti: Vec<FileData>,
}

#[derive(Deserialize)]
struct BerkasData {
    id: String,
    #[serde(default)]
    bukti: Vec<FileData>,
}

#[derive(Deserialize)]
struct PenghargaanData {
    id: PenghargaanId,
    #[serde(default)]
    bukti: Vec<FileData>,
}

#[derive(Deserialize)]
struct FileData {
    id: BuktiId,
    nama_berkas: String,
    nomor: Option<String>,
    tanggal: Option<String>,
    tentang: Option<String>,
    jenis_dokumen: Option<String>,
    pages: Option<String>,
    path: Option<String>,
    #[serde(default)]
    sha256: String,
    #[serde(default)]
    size: u64,
    #[serde(default)]
    cleaned: bool,
}

impl Data {
    fn bukti(&self) -> Vec<BundleBukti> {
        let mut list = Vec::new();
        let mut add = |subject, indikator: &str, files: &[FileData]| {
            list.extend(files.iter().map(|it| BundleBukti {
                id: it.id,
                subject,
                indikator: indikator.to_owned(),
                nama_berkas: it.nama_berkas.clone(),
                nomor: it.nomor.clone(),
                tanggal: it.tanggal.clone(),
                tentang: it.tentang.clone(),
                jenis_dokumen: it.jenis_dokumen.clone(),
                pages: it.pages.clone(),
                path: it.path.clone(),
                sha256: it.sha256.clone(),
                size: it.size,
                cleaned: it.cleaned,
            }));
        };
        let subjects = self.inovasi.iter().map(|it| (Subject::Inovasi(it.id), &it.own, it.berkas.as_slice()));
        for (subject, own, berkas) in subjects.chain([(Subject::Daerah, &self.daerah, [].as_slice())]) {
            own.answers.iter().for_each(|it| add(subject, &it.indikator, &it.bukti));
            berkas.iter().for_each(|it| add(subject, &it.id, &it.bukti));
            for it in &own.penghargaan {
                add(Subject::Penghargaan(it.id), PENGHARGAAN_BUKTI, &it.bukti);
            }
        }
        list
    }
}
