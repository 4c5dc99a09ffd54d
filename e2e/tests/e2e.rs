//! Journeys through the real app in its real webview.
//!
//! `cargo xtask test` runs them on a screen in memory. By hand they need a
//! display, WebKitWebDriver and `APP_BIN`, the path of `prakarsa-desktop` built
//! with the feature `custom-protocol`. Every test has its own laptop: a folder
//! with registry, home and documents. Nothing sleeps; everything waits for what
//! must become true.

// `by_hand.rs` shares the modules; neither needs all of their hands.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    dead_code,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss
)]

mod accessibility;
mod assess_by_keyboard;
mod attach_and_export;
mod backup;
mod blank;
mod bundle;
mod catalogue;
mod cite;
mod conflict;
mod import_recap;
mod keyboard;
mod laptop;
mod loss;
mod missing_bukti;
mod newer;
mod papers;
mod portal;
mod recaps;
mod register_and_score;
mod restart;
mod results;
mod screens;
mod simulate_and_choose;
mod verify_and_lapse;
mod years_and_finding;
