//! The application: one public method of [`Registry`] for each thing a person
//! can do. No windows here, no SQL, no formats.
//!
//! Every act has one shape: load what the decision needs, decide in `domain`,
//! record through the single write path (`write.rs`), show exactly what the
//! screen redraws. [`Registry::choose_parameter`] is the specimen.

mod answer_view;
mod assessment;
mod beranda;
mod best;
mod bukti;
mod catalogue;
mod doctor;
mod duplicate;
mod env;
mod error;
mod example;
mod finding_view;
mod findings;
mod import;
mod import_given;
mod import_life;
mod inovasi;
mod input;
mod instrument_view;
mod instruments;
mod merge;
mod op;
mod open;
mod penghargaan;
mod perangkat_daerah;
pub mod places;
pub mod progress;
mod rules;
mod said;
mod saved_view;
mod sheet;
mod simulation;
mod steps;
mod submission;
pub mod text;
mod undo;
mod usulan;
mod verification;
pub mod view;
mod workbook;
mod worksheet;
mod write;

pub use assessment::ChooseParameter;
pub use best::BestSet;
pub use bukti::{AnswerKey, BuktiFacts};
pub use catalogue::{EditMany, Filter, ListInovasi, Selection};
pub use domain::assessment::Basis;
pub use env::{Env, SystemEnv};
pub use error::{Code, Error, Result};
pub use input::{GiveInput, TickOption};
pub use instruments::{DEFAULT_INSTRUMENT, Library, pack_hash, pack_hashes};
pub use op::Op;
pub use open::Start;
pub use rules::{CorrectFact, CorrectPack};
pub use simulation::{Simulate, SimulateChange};
pub use steps::NextSteps;
pub use submission::ExportBundle;
pub use verification::{GiveVerdict, SeenAnswer, VerificationFilter};
pub use workbook::{ExportWorkbook, ImportWorkbook, WorkbookColumn};

use std::sync::Arc;

use domain::instrument::Instrument;
use store::{Reader, Store};

/// An open registry.
pub struct Registry {
    store: Store,
    library: Library,
    env: Box<dyn Env>,
    catalogue: catalogue::Kept,
    rules: rules::Kept,
    /// What happened while opening; told with the registry's view.
    notices: Vec<view::NoticeView>,
    /// Near-duplicates, as they were last looked for.
    look: std::sync::Mutex<duplicate::Look>,
    /// What simulations start from, as it was last gathered.
    simulated: simulation::Kept,
}

impl Registry {
    /// An instrument by its id.
    pub(crate) fn instrument(&self, id: &str) -> Result<Arc<Instrument>> {
        let rules = self.rules();
        let known = || rules.instruments.keys().cloned().collect::<Vec<_>>().join(", ");
        rules
            .instruments
            .get(id)
            .cloned()
            .ok_or_else(|| Error::not_found("instrument_unknown").arg("instrument", id).arg("known", known()))
    }

    /// The instrument that the screens of this registry use.
    pub(crate) fn current_instrument(&self) -> Result<Arc<Instrument>> {
        self.read(|reader| self.current_instrument_in(reader))
    }

    /// The same inside a moment that is being read already.
    pub(crate) fn current_instrument_in(&self, reader: &Reader<'_>) -> Result<Arc<Instrument>> {
        let rules = self.rules_in(reader)?;
        // A region may have gone on to a year that this program does not know yet.
        let chosen = reader.pemda_instrument()?.and_then(|it| rules.instruments.get(&it).cloned());
        chosen.map_or_else(|| self.instrument(DEFAULT_INSTRUMENT.trim()), Ok)
    }
}
