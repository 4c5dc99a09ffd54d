//! What is sent: the best set, the next steps, the bundle, the sending, papers and who signs them.

pub(crate) mod best;
pub(crate) mod bundle;
pub(crate) mod document;
pub(crate) mod office;
pub(crate) mod official;
pub(crate) mod portal;
pub(crate) mod publish;
pub(crate) mod remind;
pub(crate) mod simulation;
pub(crate) mod snapshot;
pub(crate) mod steps;
pub(crate) mod table;
pub(crate) mod template;
