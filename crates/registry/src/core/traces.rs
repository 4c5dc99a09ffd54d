//! What pictures tell of place and persons: read once for each blob, when it arrives, or
//! at the next opening where an older program took it in.

use exchange::bukti::picture;
use store::TracesReader;

/// How pictures are read; its number grows with what can be read.
pub(crate) const TRACES: TracesReader = TracesReader { number: 1, read: |file| picture::traces(file) };
