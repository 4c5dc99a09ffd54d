//! What every room stands on: the open registry, the one write path, rules, errors.

pub(crate) mod backup;
pub(crate) mod contoh;
pub(crate) mod doctor;
pub(crate) mod env;
pub(crate) mod error;
pub(crate) mod gate;
pub(crate) mod handed;
pub(crate) mod kept_json;
pub(crate) mod library;
pub(crate) mod log;
pub(crate) mod lookup;
pub(crate) mod loss;
pub(crate) mod op;
pub(crate) mod open;
pub(crate) mod output;
pub(crate) mod pen;
pub mod places;
pub(crate) mod portable;
pub mod progress;
pub(crate) mod registry;
pub(crate) mod room;
pub(crate) mod rules;
pub mod text;
pub(crate) mod traces;
pub(crate) mod update;
pub(crate) mod write;
