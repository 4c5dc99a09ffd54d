//! Commands about inovasi.

pub(crate) mod filters;
pub(crate) mod import;
pub(crate) mod workbook;
