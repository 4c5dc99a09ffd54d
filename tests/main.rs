//! The suites: features through the real [`registry::Registry`] on real SQLite
//! files and folders. One binary, so that it links once.

// What fails here fails a test.
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

mod kit;

mod backups;
mod beranda;
mod best;
mod branches;
mod bukti;
mod catalogue;
mod cli;
mod converge;
mod crash;
mod drives;
mod duplicates;
mod example;
mod gate;
mod healing;
mod held;
mod history;
mod input;
mod instruments;
mod interchange;
mod journeys;
mod kinds;
mod lists;
mod losses;
mod mending;
mod merge;
mod official;
mod old;
mod outputs;
mod papers;
mod people;
mod pictures;
mod places;
mod portal;
mod private;
mod refusals;
mod rules;
mod scenarios;
mod search;
mod sending;
mod sessions;
mod settings;
mod simulation;
mod stale;
mod stops;
mod submission;
mod templates;
mod terminal;
mod tidy;
mod undo;
mod updates;
mod verification;
mod workbook;
mod years;
