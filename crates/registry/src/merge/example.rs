//! The example catalogue: real, sourced innovations, taken in like any import and
//! taken out again in one act.
//!
//! Its changes are stamped by devices that are named after the file's own hash, so
//! that two laptops that both load it have the same changes, and merging them finds
//! nothing to reconcile. Where an earlier program's example stands already, loading
//! is an act of the person instead, who can take it back.

mod catalogue;
mod load;
mod remove;
mod renew;

pub(crate) use load::load_example;
pub(crate) use remove::remove_example;
