//! A bag that was judged, open to be read: alone, or with the volumes that lie beside it.

use std::{
    collections::BTreeMap,
    io::{self, Read},
    path::Path,
};

use super::{BagLimits, BagVerdict, Error, Notes, manifest, source, tagfile, verify_within, volumes};
use crate::core::{digest::Algorithm, port::Watch};

/// A bag that is open, or the volumes of one. Whether it is proved is for its verdict to
/// say.
pub struct OpenBag(Vec<source::BagSource>);

impl OpenBag {
    /// Whether no file lies in it.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|bag| bag.files.is_empty())
    }

    /// Whether a file of that path lies in it.
    pub fn holds(&self, path: &str) -> bool {
        self.0.iter().any(|bag| at(bag, path).is_some())
    }

    /// The bytes of a file, from the start; None: there is none of that path.
    ///
    /// # Errors
    /// Whatever the disk says.
    pub fn read(&mut self, path: &str) -> io::Result<Option<Box<dyn Read + '_>>> {
        for bag in &mut self.0 {
            if let Some(at) = at(bag, path) {
                return bag.read(at).map(Some);
            }
        }
        Ok(None)
    }

    /// The SHA-256 of every file of the payload that a manifest lists, by its path.
    ///
    /// # Errors
    /// Whatever the disk says.
    pub fn digests(&mut self) -> io::Result<BTreeMap<String, String>> {
        let mut digests = BTreeMap::new();
        for bag in &mut self.0 {
            let Some(at) = at(bag, "manifest-sha256.txt") else { continue };
            let limit = BagLimits::default().max_manifest;
            tagfile::each_line(&mut bag.read(at)?, encoding_rs::UTF_8, limit, |_, line| {
                let listed = manifest::split_line(line, Algorithm::Sha256);
                digests.extend(listed.map(|(digest, path)| (path.to_owned(), digest)));
                true
            })?;
        }
        Ok(digests)
    }
}

fn at(bag: &source::BagSource, path: &str) -> Option<usize> {
    bag.files.binary_search_by(|it| it.path.as_str().cmp(path)).ok()
}

/// [`super::verify`], and the bag open; None where nothing of it can be read. A volume
/// brings the others of its group that lie beside it, and is judged with them.
///
/// # Errors
/// As [`super::verify`].
pub fn verify_open(path: &Path, watch: &mut dyn Watch) -> Result<(BagVerdict, Option<OpenBag>), Error> {
    let limits = BagLimits::default();
    let parts = match volumes::find(path, &limits)? {
        Some(parts) => Some(parts),
        None => volumes::beside(path, &limits)?,
    };
    let (verdict, paths) = match parts {
        Some(parts) => (volumes::verify(&parts, limits, watch)?, parts.into_values().collect()),
        None => (verify_within(path, limits, watch)?, vec![path.to_owned()]),
    };
    let open = |it: &std::path::PathBuf| source::open(it, &limits, &mut Notes::new(0)).ok();
    Ok((verdict, paths.iter().map(open).collect::<Option<Vec<_>>>().map(OpenBag)))
}
