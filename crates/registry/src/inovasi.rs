//! The catalogue and the life of an inovasi.

pub(crate) mod catalogue;
pub(crate) mod duplicate;
pub(crate) mod edit;
pub(crate) mod note;
pub(crate) mod penghargaan;
pub(crate) mod perangkat_daerah;
pub(crate) mod register;
pub(crate) mod remove;
pub(crate) mod saved_view;
pub(crate) mod usulan;
pub(crate) mod workbook;
