//! What pictures tell of place and persons: read once for each blob, when it arrives, or
//! beside the first screen where an older program took it in.

use domain::bukti::BlobRef;
use exchange::bukti::picture;
use store::{Reader, TracesReader};

use crate::core::{error::Result, registry::Core};

/// How pictures are read; its number grows with what can be read.
pub(crate) const TRACES: TracesReader = TracesReader { number: 1, read: |file| picture::traces(file) };

/// Stored files that are still to be looked at: none where nothing can be kept.
///
/// # Errors
/// The database cannot be read.
pub(crate) fn unseen(core: &Core, reader: &Reader<'_>) -> Result<Vec<BlobRef>> {
    if core.store.is_read_only() { Ok(Vec::new()) } else { Ok(reader.blobs_unseen(TRACES)?) }
}
