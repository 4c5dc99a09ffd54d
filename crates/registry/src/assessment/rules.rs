//! The rules of the award: looked at, taken in, corrected.

pub(crate) mod acts;
pub(crate) mod correct;
pub(crate) mod effect;
pub(crate) mod look;
