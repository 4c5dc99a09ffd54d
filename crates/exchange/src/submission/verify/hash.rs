//! What the bytes say: every listed file read once.

use std::{
    collections::BTreeMap,
    io::{self, Read},
};

use domain::core::notice::NoticeCode;

use super::{Error, Notes, check::unreadable, source::BagSource};
use crate::core::{
    digest::{Algorithm, Hasher},
    port::{BUFFER, Watch, WorkStep},
};

/// Reads each file that something is wanted of, through all its digests at once.
pub(super) fn hash(
    bag: &mut BagSource,
    wanted: &[BTreeMap<Algorithm, String>],
    faults: &mut Notes,
    watch: &mut dyn Watch,
) -> Result<(), Error> {
    let asked = |it: &(usize, &BTreeMap<Algorithm, String>)| !it.1.is_empty();
    let todo: Vec<usize> = wanted.iter().enumerate().filter(asked).map(|it| it.0).collect();
    let size = |at: &usize| bag.files.get(*at).map_or(0, |it| it.size);
    let total = todo.iter().map(size).fold(0, u64::saturating_add);
    let mut done = 0;
    let mut buffer = vec![0; BUFFER];
    for at in todo {
        let (Some(wanted), Some(file)) = (wanted.get(at), bag.files.get(at)) else { continue };
        let (path, expected) = (file.path.clone(), file.size);
        let mut hashers: Vec<(Algorithm, Hasher)> = wanted.keys().map(|it| (*it, Hasher::new(*it))).collect();
        if !watch.step(WorkStep::Hashing, &path, done, total) {
            return Err(Error::Cancelled);
        }
        match hash_one(bag, at, &mut hashers, &mut buffer, &mut done, (&path, total), watch) {
            Err(HashError::Cancelled) => return Err(Error::Cancelled),
            Err(HashError::Io(error)) => {
                unreadable(faults, &path, &error);
                continue;
            }
            Ok(read) if read != expected => {
                let changed = io::Error::other("size changed while reading");
                unreadable(faults, &path, &changed);
                continue;
            }
            Ok(_) => {}
        }
        for (algorithm, hasher) in hashers {
            let found = hasher.finish();
            if wanted.get(&algorithm) != Some(&found) {
                faults.add(
                    NoticeCode::BagDigestWrong,
                    vec![
                        ("file", path.clone()),
                        ("algorithm", algorithm.name().to_owned()),
                        ("expected", wanted.get(&algorithm).cloned().unwrap_or_default()),
                        ("found", found),
                    ],
                );
            }
        }
    }
    Ok(())
}

enum HashError {
    Io(io::Error),
    Cancelled,
}

fn hash_one(
    bag: &mut BagSource,
    at: usize,
    hashers: &mut [(Algorithm, Hasher)],
    buffer: &mut [u8],
    done: &mut u64,
    (path, total): (&str, u64),
    watch: &mut dyn Watch,
) -> Result<u64, HashError> {
    let mut reader = bag.read(at).map_err(HashError::Io)?;
    let (mut read, mut since) = (0, 0);
    loop {
        let n = match reader.read(buffer) {
            Ok(0) => return Ok(read),
            Ok(n) => n,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(HashError::Io(error)),
        };
        let bytes = buffer.get(..n).unwrap_or_default();
        for (_, hasher) in hashers.iter_mut() {
            hasher.update(bytes);
        }
        read += n as u64;
        *done += n as u64;
        since += n as u64;
        if since >= 1024 * 1024 {
            since = 0;
            if !watch.step(WorkStep::Hashing, path, *done, total) {
                return Err(HashError::Cancelled);
            }
        }
    }
}
