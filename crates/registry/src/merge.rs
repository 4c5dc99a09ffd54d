//! History, other laptops and other files of a registry.

pub(crate) mod conflict;
pub(crate) mod example;
pub(crate) mod history;
pub(crate) mod import;
pub(crate) mod import_given;
pub(crate) mod import_life;
pub(crate) mod parcel;
pub(crate) mod person;
pub(crate) mod undo;
