//! The list of what a person can do: one line per verb, by the five words. Nothing
//! is decided here, and no room knows this module.

mod assessment;
mod bodies;
mod bukti;
mod desk;
mod inovasi;
mod merge;
mod official;
mod submission;

use crate::core::registry::Core;

/// An open registry.
pub struct Registry {
    pub(crate) core: Core,
}
