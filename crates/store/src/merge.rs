//! History, and the tables as a view of it.

pub(crate) mod act;
pub(crate) mod activity;
pub(crate) mod aside;
pub(crate) mod branch;
pub(crate) mod chain;
pub(crate) mod conflict;
pub(crate) mod difference;
pub(crate) mod fresh;
pub(crate) mod hollow;
pub(crate) mod project;
pub(crate) mod rebuild;
pub(crate) mod shown_proof;
pub(crate) mod subject;
pub(crate) mod undo;
pub(crate) mod union;
