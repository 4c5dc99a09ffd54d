//! The tables of inovasi and of what belongs to them, and the search over them.

pub(crate) mod duplicate;
pub(crate) mod facts;
pub(crate) mod indexed_text;
pub(crate) mod penghargaan;
pub(crate) mod perangkat_daerah;
pub(crate) mod record;
pub(crate) mod search;
pub(crate) mod search_check;
pub(crate) mod search_index;
pub(crate) mod usulan;
pub(crate) mod words_ahead;
