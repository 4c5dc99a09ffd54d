//! The folder of a registry: opening, reading, checking and backing it up.

pub(crate) mod backup;
pub(crate) mod check;
pub(crate) mod damage;
pub(crate) mod error;
pub(crate) mod format;
pub(crate) mod half_written;
pub(crate) mod lock;
pub(crate) mod long_path;
pub(crate) mod loss;
pub(crate) mod open;
pub(crate) mod pemda;
pub(crate) mod private;
pub(crate) mod reading;
pub(crate) mod restore;
pub(crate) mod row;
pub(crate) mod salvage;
pub(crate) mod sent;
pub(crate) mod setting;
pub(crate) mod store;
pub(crate) mod walk;
pub(crate) mod whole_copy;
