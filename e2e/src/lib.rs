//! The hands that the journeys in `tests/` and the pictures share: one running
//! app, driven in its real webview.

// What fails here fails a test, or a picture.
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

pub mod driver;
