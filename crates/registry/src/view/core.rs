//! What belongs to the program itself.

pub(crate) mod update;
