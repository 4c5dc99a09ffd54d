//! Inovasi as workbooks.

pub mod workbook;
