//! History, other laptops and other files of a registry.

pub(crate) mod backup;
pub(crate) mod conflict;
pub(crate) mod example;
pub(crate) mod history;
pub(crate) mod interchange;
pub(crate) mod parcel;
pub(crate) mod person;
pub(crate) mod rebuild;
pub(crate) mod settings;
pub(crate) mod undo;
