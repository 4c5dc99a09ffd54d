//! Bukti: attaching, linking, opening.

pub(crate) mod attach;
