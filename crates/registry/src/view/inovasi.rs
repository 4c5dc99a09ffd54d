//! The catalogue.

pub(crate) mod catalogue;
pub(crate) mod duplicate;
pub(crate) mod life;
pub(crate) mod workbook;
