//! Files and other laptops.

pub(crate) mod files;
