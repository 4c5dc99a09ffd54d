//! Commands about what is handed in.

pub(crate) mod best;
pub(crate) mod bundle;
pub(crate) mod document;
pub(crate) mod official;
pub(crate) mod portal;
pub(crate) mod publish;
pub(crate) mod remind;
pub(crate) mod snapshot;
pub(crate) mod template;
pub(crate) mod verify;
