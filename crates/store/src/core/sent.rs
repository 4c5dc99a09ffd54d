//! How far the history reached that the last parcel carried: remembered beside the
//! database, so that one that is put back is noticed even without its lock.

use std::{fs, io::Write, path::Path};

use crate::{Reader, Store};

const SENT: &str = "registry.sent";

impl Store {
    /// Remembers that a parcel with everything that `reader` sees has been made. Where
    /// nothing can be written, one trace less is left.
    pub fn remember_parcel(&self, reader: &Reader<'_>, at: i64) {
        if let Ok(highest) = super::loss::highest(reader.connection)
            && highest > highest_sent(self.folder()).unwrap_or(0)
        {
            let file = disk::private_file().write(true).create(true).truncate(true).open(self.folder().join(SENT));
            let _ = file.and_then(|mut it| it.write_all(format!("{highest} {at}\n").as_bytes()));
        }
    }
}

/// The highest counter that a parcel made here carried.
pub(crate) fn highest_sent(folder: &Path) -> Option<u64> {
    let text = fs::read_to_string(folder.join(SENT)).ok()?;
    text.split_whitespace().next()?.parse().ok()
}
