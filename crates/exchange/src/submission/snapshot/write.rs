//! Packing a snapshot: streamed, and there only when it is whole.

use std::{collections::BTreeMap, fs::File, io, path::Path};

use ::disk::OutputPlace;

use super::{DATABASE, Error, FACTS, FORMAT, FactsFile, RULES, SnapshotFacts, VERSION};
use crate::core::{
    disk::DiskError,
    port::{Sink, Watch, Watched, WorkStep, ZipSink, is_cancelled},
};

/// Packs a database at rest with the rules it was made under; equal input gives equal
/// bytes.
///
/// # Errors
/// The database cannot be read, the disk refuses, or the watcher cancelled; then nothing
/// has appeared.
pub fn write_snapshot(
    facts: &SnapshotFacts,
    rules: &BTreeMap<String, String>,
    database: &Path,
    place: OutputPlace,
    watch: &mut dyn Watch,
) -> Result<(), Error> {
    let target = &place.target().to_owned();
    let disk = |source| DiskError::new("write", target, source);
    let read = |source| DiskError::new("read", database, source);
    let file = File::open(database).map_err(read)?;
    let size = file.metadata().map_err(read)?.len();
    let mut sink = Box::new(ZipSink::new(place).map_err(disk)?);
    let written = FactsFile { format: FORMAT.to_owned(), version: VERSION, facts: facts.clone() };
    let written = serde_json::to_vec_pretty(&written).map_err(|it| disk(it.into()))?;
    let mut put = |path: &str, content: &mut dyn io::Read, size| sink.file(path, content, Some(size));
    put(FACTS, &mut written.as_slice(), written.len() as u64).map_err(disk)?;
    for (path, text) in rules {
        put(&format!("{RULES}{path}"), &mut text.as_bytes(), text.len() as u64).map_err(disk)?;
    }
    let (step, mut done) = (WorkStep::Writing, 0);
    let mut content = Watched { inner: file, watch, step, nama: DATABASE, done: &mut done, total: size, since: 0 };
    put(DATABASE, &mut content, size).map_err(|error| match is_cancelled(&error) {
        true => Error::Cancelled,
        false => disk(error).into(),
    })?;
    sink.finish(watch).map_err(disk)?;
    Ok(())
}
