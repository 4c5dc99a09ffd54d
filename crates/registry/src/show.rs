//! What screens show, worked out of one moment: pure, and unable to begin a read or an act.

pub(crate) mod answer;
pub(crate) mod assessment;
pub(crate) mod bukti;
pub(crate) mod citation;
pub(crate) mod conflict;
pub(crate) mod finding;
pub(crate) mod instrument;
pub(crate) mod official;
pub(crate) mod penghargaan;
pub(crate) mod said;
pub(crate) mod score;
pub(crate) mod sheet;
pub(crate) mod usulan;
pub(crate) mod verification;
pub(crate) mod worksheet;
