//! The exchange crate seen from outside: real files, real zips, outside judges.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss
)]

mod bundle;
mod cast;
mod digest;
mod fit;
mod handmade;
mod hostile;
mod interchange;
mod outside;
mod paper;
mod parcel;
mod scans;
mod sinks;
mod snapshot;
mod verify;
