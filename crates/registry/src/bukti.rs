//! Bukti: attaching, linking, opening.

pub(crate) mod attach;
pub(crate) mod clean;
pub(crate) mod edit;
pub(crate) mod fit;
pub(crate) mod link;
pub(crate) mod look;
pub(crate) mod mend;
pub(crate) mod open;
pub(crate) mod photo;
mod steady;
