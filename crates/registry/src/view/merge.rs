//! Files and other laptops.

pub(crate) mod backup;
pub(crate) mod files;
