//! Commands about history and copies.

pub(crate) mod backup;
