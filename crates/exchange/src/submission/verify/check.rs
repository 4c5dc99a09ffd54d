//! The proof itself: what must be there, then what the bytes say.

mod ours;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read};

use domain::core::notice::NoticeCode;

use super::{
    BagLimits, BagVerdict, Error, Notes, beside, fetch, hash,
    manifest::{self, Finder, ListedFile},
    source::BagSource,
    tagfile::{self, BagInfo, Declaration, TagReading, V0_96, V1_0},
};
use crate::{
    Args,
    core::{digest::Algorithm, disk::cause, port::Watch},
};

/// A proof under way; the bag itself is handed around beside it.
struct Proof {
    limits: BagLimits,
    declared: Declaration,
    finder: Finder,
    faults: Notes,
    remarks: Notes,
    /// What each file's bytes must give.
    wanted: Vec<BTreeMap<Algorithm, String>>,
    /// Listed in payload manifests and not here.
    missing: BTreeSet<String>,
    /// Every path that a payload manifest lists.
    listed: BTreeSet<String>,
}

pub(super) fn check(
    mut bag: BagSource,
    limits: BagLimits,
    mut faults: Notes,
    watch: &mut dyn Watch,
) -> Result<BagVerdict, Error> {
    let bytes = match bag.files.iter().position(|it| it.path == "bagit.txt") {
        Some(at) => read_start(&mut bag, at).map_err(|it| unreadable(&mut faults, "bagit.txt", &it)).ok(),
        None => {
            // A folder that holds the bag, or a folder above that.
            match bag.files.iter().map(|it| &it.path).filter(|it| it.ends_with("/bagit.txt")).min_by_key(|it| it.len())
            {
                Some(inside) => faults.file(NoticeCode::BagBagitTxtInside, inside),
                None => faults.file(NoticeCode::BagBagitTxtMissing, "bagit.txt"),
            }
            None
        }
    };
    let declared = match bytes {
        Some(bytes) => tagfile::declaration(&bytes, &mut faults),
        // The rest is judged by the newest version.
        None => tagfile::declaration(b"", &mut Notes::new(0)),
    };
    let mut proof = Proof {
        limits,
        finder: Finder::new(&bag.files, declared.version),
        declared,
        faults,
        remarks: Notes::new(limits.max_faults),
        wanted: vec![BTreeMap::new(); bag.files.len()],
        missing: BTreeSet::new(),
        listed: BTreeSet::new(),
    };
    beside::remark(&bag, &mut proof.remarks);
    if !bag.has_data {
        proof.faults.file(NoticeCode::BagDataMissing, "data");
    }
    let algorithms = proof.payload_manifests(&mut bag);
    proof.tag_manifests(&mut bag);
    proof.fetch(&mut bag);
    proof.twins(&bag);
    let payload = || bag.files.iter().filter(|it| is_payload(&it.path));
    let n_file = payload().count() as u64;
    let size = payload().map(|it| it.size).fold(0, u64::saturating_add);
    let info = proof.bag_info(&mut bag, n_file, size).unwrap_or_default();
    let volume = proof.volume(&mut bag, &info);
    let fingerprint = proof.fingerprint(&mut bag, &info);
    let code = proof.code(fingerprint.as_ref(), &info);
    hash::hash(&mut bag, &proof.wanted, &mut proof.faults, watch)?;
    Ok(BagVerdict {
        answer: super::answer(&proof.faults),
        version: proof.declared.version_text,
        algorithms: algorithms.into_iter().map(|it| it.name().to_owned()).collect(),
        code,
        fingerprint,
        volume,
        n_file,
        size,
        faults: proof.faults.finish(),
        remarks: proof.remarks.finish(),
    })
}

fn read_start(bag: &mut BagSource, at: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    bag.read(at)?.take(tagfile::MAX_DECLARATION).read_to_end(&mut bytes)?;
    Ok(bytes)
}

pub(super) fn unreadable(faults: &mut Notes, file: &str, error: &io::Error) {
    faults.add(NoticeCode::BagFileUnreadable, vec![("file", file.to_owned()), ("detail", cause(error))]);
}

pub(super) fn is_payload(path: &str) -> bool {
    path.starts_with("data/")
}

/// The file and, mostly, the manifest that lists it.
fn in_manifest(path: &str, manifest: &str) -> Args {
    vec![("file", path.to_owned()), ("manifest", manifest.to_owned())]
}

impl Proof {
    /// Goes through a tag file; every trouble with it becomes a fault.
    fn lines(
        &mut self,
        bag: &mut BagSource,
        at: usize,
        limit: u64,
        mut line: impl FnMut(&mut Self, u64, &str) -> bool,
    ) {
        let name = bag.files.get(at).map_or_else(String::new, |it| it.path.clone());
        let encoding = self.declared.encoding;
        let read = bag
            .read(at)
            .and_then(|mut it| tagfile::each_line(&mut it, encoding, limit, |number, text| line(self, number, text)));
        match read {
            Ok(TagReading::Whole) => {}
            Ok(TagReading::BadEncoding) => self.faults.file(NoticeCode::BagTagFileEncoding, &name),
            Ok(TagReading::TooLarge) => self.faults.file(NoticeCode::BagTagFileTooLarge, &name),
            Err(error) => unreadable(&mut self.faults, &name, &error),
        }
    }

    /// Manifests with the given start of their name: file, its name, algorithm.
    fn manifests(&mut self, bag: &BagSource, prefix: &str) -> Vec<(usize, String, Algorithm)> {
        let mut known = Vec::new();
        for (at, file) in bag.files.iter().enumerate() {
            let Some(name) = manifest::algorithm_of(&file.path, prefix) else { continue };
            match Algorithm::by_name(name) {
                Some(algorithm) => known.push((at, file.path.clone(), algorithm)),
                None => self.remarks.file(NoticeCode::BagAlgorithmUnknown, &file.path),
            }
        }
        known
    }

    fn payload_manifests(&mut self, bag: &mut BagSource) -> BTreeSet<Algorithm> {
        let manifests = self.manifests(bag, "manifest-");
        if manifests.is_empty() {
            let any = bag.files.iter().find(|it| manifest::algorithm_of(&it.path, "manifest-").is_some());
            match any {
                Some(unknown) => self.faults.file(NoticeCode::BagAlgorithmsUnknown, &unknown.path),
                None => self.faults.file(NoticeCode::BagManifestMissing, "manifest-sha256.txt"),
            }
        }
        let mut n_listing = vec![0_usize; bag.files.len()];
        let mut algorithms = BTreeSet::new();
        for (at, name, algorithm) in &manifests {
            if algorithms.insert(*algorithm) && algorithm.is_weak() {
                self.remarks.add(NoticeCode::BagAlgorithmWeak, vec![("algorithm", algorithm.name().to_owned())]);
            }
            let own = self.manifest(bag, *at, name, *algorithm, true);
            if self.declared.version >= V1_0 {
                for (index, file) in bag.files.iter().enumerate() {
                    if is_payload(&file.path) && !own.contains(&index) {
                        self.faults.add(NoticeCode::BagFileUnlisted, in_manifest(&file.path, name));
                    }
                }
            }
            for index in own {
                if let Some(n) = n_listing.get_mut(index) {
                    *n += 1;
                }
            }
        }
        // Before 1.0 one manifest was enough for a file.
        if self.declared.version < V1_0 && !manifests.is_empty() {
            for (file, n) in bag.files.iter().zip(&n_listing) {
                if is_payload(&file.path) && *n == 0 {
                    self.faults.add(NoticeCode::BagFileUnlisted, in_manifest(&file.path, ""));
                }
            }
        }
        algorithms
    }

    /// Takes up one manifest and returns the files it lists.
    fn manifest(
        &mut self,
        bag: &mut BagSource,
        at: usize,
        name: &str,
        algorithm: Algorithm,
        payload: bool,
    ) -> BTreeSet<usize> {
        let (mut own, mut marked) = (BTreeSet::new(), false);
        let mut n = 0;
        self.lines(bag, at, self.limits.max_manifest, |proof, number, line| {
            n += 1;
            if n > proof.limits.max_files {
                proof.faults.add(NoticeCode::BagTooManyFiles, vec![("limit", proof.limits.max_files.to_string())]);
                return false;
            }
            if line.starts_with('#') {
                proof.remarks.line(NoticeCode::BagManifestComment, name, number);
            } else if let Some((digest, listed)) = manifest::split_line(line, algorithm) {
                marked |= manifest::is_marked(line, listed);
                proof.entry(name, algorithm, digest, listed, payload, &mut own);
            } else {
                proof.faults.line(NoticeCode::BagManifestMalformed, name, number);
            }
            true
        });
        // Told once: such tools write every line so.
        if marked {
            self.remarks.file(NoticeCode::BagPathMarked, name);
        }
        own
    }

    /// Takes up one line of a manifest.
    fn entry(
        &mut self,
        name: &str,
        algorithm: Algorithm,
        digest: String,
        listed: &str,
        payload: bool,
        own: &mut BTreeSet<usize>,
    ) {
        if manifest::escapes(listed.strip_prefix("./").unwrap_or(listed)) {
            return self.faults.add(NoticeCode::BagPathEscapes, in_manifest(listed, name));
        }
        let (path, found) = self.finder.find(listed);
        self.check_side(&path, name, payload);
        if payload {
            self.listed.insert(path.clone());
        }
        let (index, normalized) = match found {
            Some(ListedFile::Exactly(index)) => (index, false),
            Some(ListedFile::After(index, remark)) => {
                self.remarks.add(remark, in_manifest(&path, name));
                (index, remark == NoticeCode::BagPathNormalized)
            }
            Some(ListedFile::Clash) => return self.faults.file(NoticeCode::BagPathClash, &path),
            None if payload => {
                self.missing.insert(path);
                return;
            }
            None => return self.faults.file(NoticeCode::BagFileMissing, &path),
        };
        let Some(wanted) = self.wanted.get_mut(index) else { return };
        // Two manifests of one algorithm must agree as well.
        let before = wanted.insert(algorithm, digest.clone());
        let differs = before.is_some_and(|it| it != digest);
        let again = !own.insert(index);
        if differs {
            self.faults.add(NoticeCode::BagDuplicateDiffers, in_manifest(&path, name));
        } else if again && normalized {
            self.faults.file(NoticeCode::BagPathClash, &path);
        } else if again && self.declared.version >= V1_0 {
            self.faults.add(NoticeCode::BagDuplicateEntry, in_manifest(&path, name));
        } else if again {
            self.remarks.add(NoticeCode::BagDuplicateEntry, in_manifest(&path, name));
        }
    }

    /// Payload manifests list the payload, tag manifests the rest.
    fn check_side(&mut self, path: &str, name: &str, payload: bool) {
        if is_payload(path) == payload {
            return;
        }
        let reason = if payload { NoticeCode::BagPathOutsideData } else { NoticeCode::BagTagManifestListsPayload };
        let strict = self.declared.version >= V1_0;
        let notes = if strict { &mut self.faults } else { &mut self.remarks };
        notes.add(reason, in_manifest(path, name));
    }

    fn tag_manifests(&mut self, bag: &mut BagSource) {
        let mut covered: Option<BTreeSet<usize>> = None;
        for (at, name, algorithm) in self.manifests(bag, "tagmanifest-") {
            let own = self.manifest(bag, at, &name, algorithm, false);
            covered.get_or_insert_default().extend(own);
        }
        let Some(covered) = covered else { return };
        let is_open = |(at, path): (usize, &str)| {
            !is_payload(path) && !path.starts_with("tagmanifest-") && !covered.contains(&at)
        };
        let n = bag.files.iter().enumerate().filter(|(at, it)| is_open((*at, &it.path))).count();
        if n > 0 {
            self.remarks.add(NoticeCode::BagTagFilesUnlisted, vec![("n", n.to_string())]);
        }
    }

    fn fetch(&mut self, bag: &mut BagSource) {
        let mut promised = BTreeSet::new();
        let mut n = 0_u64;
        if let Some(at) = self.finder.exact("fetch.txt") {
            self.lines(bag, at, self.limits.max_manifest, |proof, number, line| {
                n += 1;
                match fetch::split_line(line) {
                    Ok(listed) => proof.promise(listed, &mut promised),
                    Err(reason) => proof.faults.line(reason, "fetch.txt", number),
                }
                n <= proof.limits.max_files
            });
        }
        if n > 0 {
            let n_missing = promised.len().to_string();
            self.remarks.add(NoticeCode::BagFetchEntries, vec![("n", n.to_string()), ("n_missing", n_missing)]);
        }
        for path in &promised {
            self.faults.file(NoticeCode::BagFetchMissing, path);
        }
        for path in self.missing.iter().filter(|it| !promised.contains(*it)) {
            self.faults.file(NoticeCode::BagFileMissing, path);
        }
    }

    /// Takes up one path of `fetch.txt`; those not here are promised.
    fn promise(&mut self, listed: &str, promised: &mut BTreeSet<String>) {
        if manifest::escapes(listed.strip_prefix("./").unwrap_or(listed)) {
            return self.faults.add(NoticeCode::BagPathEscapes, in_manifest(listed, "fetch.txt"));
        }
        let (path, found) = self.finder.find(listed);
        let strict = self.declared.version >= V1_0;
        if !self.listed.contains(&path) && (strict || is_payload(&path)) {
            self.faults.file(NoticeCode::BagFetchUnlisted, &path);
        }
        if found.is_some() {
            return;
        }
        if is_payload(&path) || self.listed.contains(&path) {
            promised.insert(path);
        } else if !strict {
            // Seen in old bags that count as valid; no part of the payload.
            self.remarks.file(NoticeCode::BagFetchOutsideData, &path);
        }
    }

    /// Files that some systems cannot tell apart.
    fn twins(&mut self, bag: &BagSource) {
        for group in self.finder.twins() {
            if let Some(file) = group.first().and_then(|at| bag.files.get(*at)) {
                self.faults.file(NoticeCode::BagPathClash, &file.path);
            }
        }
        // RFC 8493, 6.1.2.3: names that differ in case alone deserve a warning.
        let mut folded = BTreeSet::new();
        for file in &bag.files {
            if !folded.insert(file.path.to_lowercase()) {
                self.remarks.file(NoticeCode::BagPathCase, &file.path);
            }
        }
    }

    /// What the bag says of itself.
    fn bag_info(&mut self, bag: &mut BagSource, n_file: u64, size: u64) -> Option<BagInfo> {
        let old = self.declared.version < V0_96;
        let name = if old { "package-info.txt" } else { "bag-info.txt" };
        let at = self.finder.exact(name)?;
        let mut info = BagInfo::default();
        self.lines(bag, at, self.limits.max_tag_file, |proof, number, line| {
            if info.line(line).is_err() {
                proof.faults.line(NoticeCode::BagBagInfoMalformed, name, number);
            }
            true
        });
        if info.oxum.len() > 1 {
            let agree = info.oxum.iter().all(|it| Some(it) == info.oxum.first());
            let strict = self.declared.version >= V1_0 && !agree;
            let notes = if strict { &mut self.faults } else { &mut self.remarks };
            notes.file(NoticeCode::BagOxumRepeated, name);
        }
        self.oxum(&info, n_file, size);
        Some(info)
    }

    fn oxum(&mut self, info: &BagInfo, n_file: u64, size: u64) {
        let Some(oxum) = info.oxum.first() else { return };
        match tagfile::read_oxum(oxum) {
            None => self.faults.add(NoticeCode::BagOxumMalformed, vec![("oxum", oxum.clone())]),
            Some(expected) if expected != (size, n_file) => {
                let found = format!("{size}.{n_file}");
                self.faults.add(NoticeCode::BagOxumWrong, vec![("expected", oxum.clone()), ("found", found)]);
            }
            Some(_) => {}
        }
    }
}
