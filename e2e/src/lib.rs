//! The hands that the journeys in `tests/` and the pictures share: one running
//! app, driven in its real webview.

// What fails here fails a test, or a picture.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

pub mod driver;
