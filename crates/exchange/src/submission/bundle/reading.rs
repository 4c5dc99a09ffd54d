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
    core::{disk::cause, port::Watch},
    merge::{
        interchange::{self, MAX_BYTES, RegistryDocument},
        parcel::HEADER as PARCEL,
    },
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
    /// The index that its officers claim, as it says, with two places and a point; None:
    /// it was unknown.
    pub iid: Option<String>,
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
    /// It was made for an assessor and holds no catalogue.
    #[error("for an assessor")]
    ForAssessor,
    /// An older program made it, which laid no catalogue in.
    #[error("without a catalogue")]
    Older,
    /// It is a bag, and no bundle of ours.
    #[error("not a bundle")]
    Foreign,
    /// It is no bag at all.
    #[error("{0:?} is no bag")]
    NoBag(WhatLies),
    /// It is of a later program, or larger than any catalogue.
    #[error(transparent)]
    Document(interchange::Error),
    /// It names as bukti what is no file of its payload, or another one than it says.
    #[error("{path} is not the bukti {nama_berkas}")]
    Bukti {
        /// The name that it had: untrusted text.
        nama_berkas: String,
        /// Where it should lie: untrusted text.
        path: String,
    },
    /// A file of data has not the form that it should.
    #[error("{path} is broken at line {line}")]
    Broken {
        /// From the root of the bag.
        path: &'static str,
        /// Where, from 1.
        line: usize,
    },
    /// A file of data cannot be read.
    #[error("{path} cannot be read: {cause}")]
    Unreadable {
        /// From the root of the bag.
        path: &'static str,
        /// The word for what is wrong, as of [`cause`].
        cause: String,
    },
}

/// What lies where somebody looked for a bundle, and is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhatLies {
    /// A folder with no file in it.
    Nothing,
    /// A registry of this program.
    Registry,
    /// A parcel.
    Parcel,
    /// Other files.
    Other,
}

impl From<interchange::Error> for ReadError {
    fn from(error: interchange::Error) -> Self {
        use interchange::Error::{Disk, Newer, NotText, SameId, TooLarge};
        match error {
            Disk(_) | Newer { .. } | TooLarge { .. } => Self::Document(error),
            // Its officer did not write it: where it is broken is for whoever made it.
            NotText(_) | SameId { .. } => Self::Unreadable { path: KATALOG, cause: DAMAGED.into() },
            other => Self::Broken { path: KATALOG, line: other.line() },
        }
    }
}

const PAYLOAD: &str = "data/";
const KATALOG: &str = "data/katalog.json";
const MANIFEST: &str = "manifest-sha256.txt";
const REGISTRI: &str = "data/registri.json";
/// What every bag has.
const BAGIT: &str = "bagit.txt";
/// What every registry has.
const REGISTRY: &str = "registry.sqlite3";
/// From which version on bundles hold a catalogue, but for those for an assessor.
const WITH_CATALOGUE: u32 = 2;
/// The word for bytes that are not what they should be.
const DAMAGED: &str = "damaged";
/// The word for a file that is not there.
const ABSENT: &str = "absent";

/// Proves a bundle and reads what it says.
///
/// # Errors
/// It is not proved, or holds nothing to take in; `watch` stopped it.
pub fn read_bundle(path: &Path, watch: &mut dyn Watch) -> Result<ReadBundle, ReadError> {
    let (verdict, bag) = verify::verify_open(path, watch)?;
    match bag {
        Some(bag) if verdict.is_valid() => proved(read(bag)?),
        Some(bag) if !bag.holds(BAGIT) => Err(ReadError::NoBag(what_lies(&bag))),
        _ => Err(ReadError::NotProved(Box::new(verdict))),
    }
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
    let Some(text_of_data) = text(&mut bag, REGISTRI)? else {
        return Err(if bag.holds(BAGIT) { ReadError::Foreign } else { ReadError::NoBag(what_lies(&bag)) });
    };
    let Some(katalog) = text(&mut bag, KATALOG)? else { return Err(without_catalogue(&text_of_data)) };
    let document = interchange::read_bytes(&katalog)?;
    let data: Data = serde_json::from_slice(&text_of_data).map_err(|it| broken(REGISTRI, &it))?;
    Ok(ReadBundle {
        bukti: data.bukti(),
        tanggal: data.tanggal.parse().ok(),
        penyusun: data.penyusun,
        iid: data.claimed.iid.map(|it| crate::excerpt(&it)),
        instrument: data.instrument.id,
        document,
        bag,
    })
}

/// Whether every bukti is a file of the payload, and the one that it is named after.
fn proved(mut bundle: ReadBundle) -> Result<ReadBundle, ReadError> {
    let digests = bundle.bag.digests().map_err(|it| unreadable(MANIFEST, &it))?;
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

/// What lies in something that says of itself not to be a bag.
fn what_lies(bag: &OpenBag) -> WhatLies {
    match () {
        () if bag.is_empty() => WhatLies::Nothing,
        () if bag.holds(REGISTRY) => WhatLies::Registry,
        () if bag.holds(PARCEL) => WhatLies::Parcel,
        () => WhatLies::Other,
    }
}

/// Why a bundle holds no catalogue, by what it says of itself.
fn without_catalogue(data: &[u8]) -> ReadError {
    match serde_json::from_slice::<Made>(data) {
        Ok(it) if it.for_assessor => ReadError::ForAssessor,
        Ok(it) if it.version < WITH_CATALOGUE => ReadError::Older,
        Ok(_) => ReadError::Unreadable { path: KATALOG, cause: ABSENT.into() },
        Err(error) => broken(REGISTRI, &error),
    }
}

fn broken(path: &'static str, error: &serde_json::Error) -> ReadError {
    ReadError::Broken { path, line: error.line() }
}

/// What the system says has a word; what a library says of bytes, such as a wrong
/// checksum, comes to this.
fn unreadable(path: &'static str, error: &io::Error) -> ReadError {
    use io::ErrorKind::{InvalidData, InvalidInput, Other};
    let of_library = error.raw_os_error().is_none() && matches!(error.kind(), InvalidData | InvalidInput | Other);
    ReadError::Unreadable { path, cause: if of_library { DAMAGED.into() } else { cause(error) } }
}

/// A file of data, whole; None: there is none.
fn text(bag: &mut OpenBag, path: &'static str) -> Result<Option<Vec<u8>>, ReadError> {
    let mut bytes = Vec::new();
    let read = match bag.read(path) {
        Ok(Some(it)) => it.take(MAX_BYTES + 1).read_to_end(&mut bytes),
        Ok(None) => return Ok(None),
        Err(error) => Err(error),
    };
    read.map_err(|it| unreadable(path, &it))?;
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

/// How `registri.json` was made.
#[derive(Deserialize)]
struct Made {
    #[serde(default)]
    version: u32,
    #[serde(default)]
    for_assessor: bool,
}

/// What is looked for in `registri.json`; all else of it is for others.
#[derive(Deserialize)]
struct Data {
    #[serde(default)]
    tanggal: String,
    penyusun: Option<String>,
    instrument: InstrumentData,
    #[serde(default)]
    claimed: StandingData,
    daerah: SubjectData,
    #[serde(default)]
    inovasi: Vec<InovasiData>,
}

#[derive(Default, Deserialize)]
struct StandingData {
    iid: Option<String>,
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
