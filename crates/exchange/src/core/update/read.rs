//! Opening an update from outside. The order is the point: the container within limits,
//! then the signature over bytes that nobody has looked into, and only then what they say.

use std::{
    io::{self, Read, Write},
    path::Path,
};

use minisign_verify::Signature;

use super::{
    Error, FACTS, FORMAT, PackageKind, ProgramVersion, SIGNATURE, TrustedKey, UpdateFacts, UpdatePackage, VERSION,
    damaged, keys::key_id, trusted_comment,
};
use crate::{
    core::{
        disk::DiskError,
        foreign_zip::{self, ForeignZip, ZipEntry, ZipLimits, io_fault, zip_fault},
        port::{TellingReader, Watch, Watched, WorkStep, Written, copy_hashed, is_cancelled},
    },
    excerpt_of,
};

/// How much of an update is believed.
#[derive(Clone, Copy, Debug)]
pub struct UpdateLimits {
    /// Files in it.
    pub max_entries: u64,
    /// Bytes of what is signed.
    pub max_facts: u64,
    /// Bytes of all packages.
    pub max_total: u64,
    /// Sentences of what is new, in one language; more are left out.
    pub max_news: usize,
}

impl Default for UpdateLimits {
    fn default() -> Self {
        Self { max_entries: 10, max_facts: 256 << 10, max_total: 1 << 30, max_news: 100 }
    }
}

/// Bytes of a signature: four lines.
const MAX_SIGNATURE: u64 = 4 << 10;
/// Signs of one sentence of what is new.
const MAX_SENTENCE: usize = 600;
/// Packages are packed already.
const MAX_RATIO: u64 = 20;
const RATIO_FROM: u64 = 1 << 20;

/// An update whose signature holds.
pub struct UpdateFile {
    facts: UpdateFacts,
    version: ProgramVersion,
    signed_by: TrustedKey,
    archive: ForeignZip,
    /// Each package with its place in the zip.
    packages: Vec<(UpdatePackage, usize)>,
}

impl std::fmt::Debug for UpdateFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("UpdateFile").field("facts", &self.facts).finish_non_exhaustive()
    }
}

impl UpdateFile {
    /// Opens an update: container, signature by one of `keys`, what it says, and that the
    /// packages it names are there. Their bytes are proved when they are copied.
    ///
    /// # Errors
    /// It is none; nobody is trusted, or not whoever signed it; the signature does not
    /// hold; it is of a newer format, damaged, or beyond the limits.
    pub fn open(path: &Path, keys: &[TrustedKey], limits: UpdateLimits) -> Result<Self, Error> {
        let zip_limits = ZipLimits {
            max_entries: limits.max_entries,
            max_name: 120,
            max_total: limits.max_total,
            max_ratio: MAX_RATIO,
            ratio_from: RATIO_FROM,
        };
        let (mut archive, entries) = foreign_zip::open(path, &zip_limits)?;
        let mut bytes = |name: &str, limit: u64| read_entry(&mut archive, &entries, name, limit);
        let (told, signature) = (bytes(FACTS, limits.max_facts)?, bytes(SIGNATURE, MAX_SIGNATURE)?);
        let (signed_by, comment) = signer(&told, &signature, keys)?;
        let (facts, version) = read_facts(&told, &comment, limits)?;
        let packages = find_packages(&facts, &entries)?;
        Ok(Self { facts, version, signed_by, archive, packages })
    }

    /// What it says of itself.
    pub fn facts(&self) -> &UpdateFacts {
        &self.facts
    }

    /// The version that it brings.
    pub fn version(&self) -> ProgramVersion {
        self.version
    }

    /// Whose signature holds.
    pub fn signed_by(&self) -> &TrustedKey {
        &self.signed_by
    }

    /// The package of a kind.
    ///
    /// # Errors
    /// There is none.
    pub fn package(&self, kind: PackageKind) -> Result<&UpdatePackage, Error> {
        let found = self.packages.iter().find(|it| it.0.kind == kind.name());
        found.map(|it| &it.0).ok_or(Error::NoPackage { kind })
    }

    /// Copies a package out, and proves on the way that its bytes are those that were
    /// signed. What was written before an error is of no use.
    ///
    /// # Errors
    /// There is none of this kind; its bytes are others; reading or writing fails; `watch`
    /// stopped it.
    pub fn copy_package(
        &mut self,
        kind: PackageKind,
        out: &mut dyn Write,
        watch: &mut dyn Watch,
    ) -> Result<Written, Error> {
        let found = self.packages.iter().find(|it| it.0.kind == kind.name());
        let (package, index) = found.ok_or(Error::NoPackage { kind })?;
        let entry = self.archive.by_index(*index).map_err(|it| zip_fault(it, &package.name))?;
        // One more byte than was signed lets a lie be noticed.
        let inner = entry.take(package.size.saturating_add(1));
        let (mut done, mut is_read) = (0, false);
        let mut watched = Watched {
            inner: TellingReader { inner, failed: &mut is_read },
            watch,
            step: WorkStep::Reading,
            nama: &package.name,
            done: &mut done,
            total: package.size,
            since: 0,
        };
        let copied = copy_hashed(&mut watched, out);
        let written = copied.map_err(|error| match error {
            it if is_cancelled(&it) => Error::Cancelled,
            it if is_read => io_fault(it, &package.name).into(),
            it => DiskError::named("write", &package.name, it).into(),
        })?;
        proved(package, &written).map(|()| written)
    }

    /// Reads what was copied once more, and says whether it is the package.
    ///
    /// # Errors
    /// It is another; it cannot be read; there is none of this kind.
    pub fn prove(&self, kind: PackageKind, copy: &mut dyn Read) -> Result<(), Error> {
        let package = self.package(kind)?;
        let read = copy_hashed(&mut copy.take(package.size.saturating_add(1)), &mut io::sink());
        proved(package, &read.map_err(|it| DiskError::named("read", &package.name, it))?)
    }
}

fn proved(package: &UpdatePackage, written: &Written) -> Result<(), Error> {
    let is_it = written.size == package.size && written.sha256.as_str() == package.sha256;
    if is_it { Ok(()) } else { Err(damaged(&package.name, "sha256")) }
}

fn read_entry(archive: &mut ForeignZip, entries: &[ZipEntry], name: &str, limit: u64) -> Result<Vec<u8>, Error> {
    let entry = entries.iter().find(|it| it.name == name);
    let entry = entry.ok_or_else(|| Error::NotUpdate { detail: format!("no {name}") })?;
    if entry.size > limit {
        return Err(Error::TooLarge { place: name.to_owned(), found: entry.size, limit });
    }
    let mut bytes = Vec::new();
    let reader = archive.by_index(entry.index).map_err(|it| zip_fault(it, name))?;
    reader.take(limit).read_to_end(&mut bytes).map_err(|it: io::Error| io_fault(it, name))?;
    Ok(bytes)
}

/// Whose signature of these bytes holds, and what it says beside them.
fn signer(told: &[u8], signature: &[u8], keys: &[TrustedKey]) -> Result<(TrustedKey, String), Error> {
    if keys.is_empty() {
        return Err(Error::NoKey);
    }
    let wrong = || damaged(SIGNATURE, "signature");
    let text = std::str::from_utf8(signature).map_err(|_| wrong())?;
    let key = text.lines().nth(1).and_then(key_id).ok_or_else(wrong)?;
    let signature = Signature::decode(text).map_err(|_| wrong())?;
    let named: Vec<&TrustedKey> = keys.iter().filter(|it| it.id == key).collect();
    if named.is_empty() {
        return Err(Error::ForeignKey { key });
    }
    // Ids are short: two keys may have one.
    let held = named.into_iter().find(|it| it.key.verify(told, &signature, false).is_ok());
    held.map(|it| (it.clone(), signature.trusted_comment().to_owned())).ok_or(Error::Forged { key })
}

/// What the signed bytes say.
fn read_facts(told: &[u8], comment: &str, limits: UpdateLimits) -> Result<(UpdateFacts, ProgramVersion), Error> {
    let json: serde_json::Value = serde_json::from_slice(told).map_err(|_| damaged(FACTS, "not_json"))?;
    if json.get("format").and_then(|it| it.as_str()) != Some(FORMAT) {
        return Err(Error::NotUpdate { detail: format!("format is not {FORMAT}") });
    }
    match json.get("version").and_then(serde_json::Value::as_u64) {
        Some(version) if version == u64::from(VERSION) => {}
        Some(version) if version > u64::from(VERSION) => return Err(Error::Newer { version }),
        _ => return Err(damaged(FACTS, "version")),
    }
    let mut facts: UpdateFacts = serde_json::from_value(json).map_err(|_| damaged(FACTS, "facts"))?;
    let version = facts.program.parse().map_err(|()| damaged(FACTS, "program"))?;
    if comment != trusted_comment(&facts) {
        return Err(damaged(SIGNATURE, "comment"));
    }
    for news in [&mut facts.news.id, &mut facts.news.en] {
        news.truncate(limits.max_news);
        news.iter_mut().for_each(|it| *it = excerpt_of(it, MAX_SENTENCE));
    }
    Ok((facts, version))
}

/// Each package that is named, with its place in the zip; nothing else lies there.
fn find_packages(facts: &UpdateFacts, entries: &[ZipEntry]) -> Result<Vec<(UpdatePackage, usize)>, Error> {
    let packages = entries.iter().filter(|it| it.name != FACTS && it.name != SIGNATURE);
    if packages.clone().count() != facts.packages.len() {
        return Err(damaged(FACTS, "packages"));
    }
    let find = |package: &UpdatePackage| {
        let wrong = || damaged(FACTS, "packages");
        let entry = packages.clone().find(|it| it.name == package.name).ok_or_else(wrong)?;
        let is_plain = !entry.is_folder && !entry.is_symlink && is_plain_name(&package.name);
        if is_plain && entry.size == package.size { Ok((package.clone(), entry.index)) } else { Err(wrong()) }
    };
    facts.packages.iter().map(find).collect()
}

/// A name that leads nowhere: files of a release have no other signs.
fn is_plain_name(name: &str) -> bool {
    let sign = |it: u8| it.is_ascii_alphanumeric() || matches!(it, b'.' | b'-' | b'_');
    name.bytes().all(sign) && !name.starts_with('.')
}
