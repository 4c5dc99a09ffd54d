//! What every format needs: bytes in, files out, safe names, digests.

pub mod digest;
pub mod disk;
pub(crate) mod foreign_zip;
pub mod names;
pub mod port;
pub mod update;
