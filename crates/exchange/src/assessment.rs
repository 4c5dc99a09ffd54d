//! Rules of an award as files.

pub mod pack;
