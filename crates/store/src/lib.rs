//! The only SQL and the only hands on bukti bytes.
//!
//! A [`Store`] is one folder: `registry.sqlite3`, `blobs/ab/<sha256>.<ending>`,
//! `backups/`, `quarantine/`. Reading goes through a [`Reader`], writing through
//! a [`Writer`], which exists only inside [`Store::write`]: one transaction, one
//! act of history. Scoring, merge policy and formats are elsewhere.

// A test may say what it knows; what ships may not.
#![cfg_attr(
    test,
    allow(
        clippy::indexing_slicing,
        clippy::string_slice,
        clippy::cast_possible_truncation,
        clippy::cast_possible_wrap,
        clippy::cast_sign_loss
    )
)]
#![warn(unreachable_pub)]

mod assessment;
mod bukti;
mod core;
mod inovasi;
mod merge;
mod submission;

pub use crate::bukti::blobs::{BlobPut, hash_file, sha256_hex};
pub use crate::bukti::look::Looked;
pub use crate::bukti::record::{BuktiRecord, LinkRecord};
pub use crate::bukti::soundness::BytesFault;
pub use crate::bukti::traces::TracesReader;
pub use crate::core::backup::{BackupFacts, BackupFile, Extent, News, is_sound, list_backups};
pub use crate::core::check::{CheckWatch, Checking, StoreCheck};
pub use crate::core::error::{Error, Failure};
pub use crate::core::loss::{LOSSES, Loss};
pub use crate::core::open::{Account, Open, Opened};
pub use crate::core::reading::private_copy;
pub use crate::core::restore::Restored;
pub use crate::core::store::{Ending, NewAct, Reader, Store, Writer};
pub use crate::core::walk::{Moment, Reach};
pub use crate::core::whole_copy::Copied;
pub use crate::inovasi::facts::{InovasiFacts, OfAnswer};
pub use crate::inovasi::record::{InovasiLine, InovasiRecord};
pub use crate::inovasi::search::{Found, SEARCH_CAP};
pub use crate::merge::act::HeadRecord;
pub use crate::merge::activity::ActLine;
pub use crate::merge::aside::SetAside;
pub use crate::merge::chain::{chained, is_sound_act};
pub use crate::merge::conflict::ConflictKey;
pub use crate::merge::difference::{Backup, DifferingField};
pub use crate::merge::hollow::HollowPlace;
pub use crate::merge::rebuild::{ShownFault, TableFaults};
pub use crate::merge::undo::{ActRecord, HistoryRecord, Reverted, UndoState};
pub use crate::merge::union::{Merged, MergedField, WatchActs};
pub use crate::submission::portal::PortalMarks;

/// Result of every call here.
pub type Result<T, E = Error> = std::result::Result<T, E>;
