//! What screens show, worked out of one moment: pure, and unable to begin a read or an act.

pub(crate) mod answer;
pub(crate) mod finding;
pub(crate) mod instrument;
pub(crate) mod said;
pub(crate) mod sheet;
pub(crate) mod worksheet;
