//! The exchange crate seen from outside: real files, real zips, outside judges.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod bundle;
mod cast;
mod handmade;
mod hostile;
mod interchange;
mod outside;
mod parcel;
mod sinks;
mod verify;
