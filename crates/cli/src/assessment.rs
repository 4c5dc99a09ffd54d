//! Commands about answers and rules.

pub(crate) mod input;
pub(crate) mod instrument;
pub(crate) mod verification;
