//! Bukti: their rows, and the only hands on their bytes.

pub(crate) mod blobs;
pub(crate) mod content;
pub(crate) mod record;
pub(crate) mod soundness;
pub(crate) mod text;
pub(crate) mod traces;
