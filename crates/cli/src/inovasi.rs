//! Commands about inovasi.

pub(crate) mod filters;
pub(crate) mod workbook;
