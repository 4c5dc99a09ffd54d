//! What leaves the registry: snapshots, official figures, marks of the portal, the
//! office's paper and templates.

pub(crate) mod office;
pub(crate) mod official;
pub(crate) mod portal;
pub(crate) mod snapshot;
