//! Long work tells whoever watches how far it is, and can be called off.

pub use exchange::core::port::{Unwatched, Watch, WorkStep};

use crate::core::error::{Code, Error, Reason, Result};

/// Tells how far work is that goes thing by thing.
///
/// # Errors
/// It was called off.
pub(crate) fn step(watch: &mut dyn Watch, step: WorkStep, nama: &str, done: usize, total: usize) -> Result<()> {
    if watch.step(step, nama, done as u64, total as u64) {
        Ok(())
    } else {
        Err(Error::new(Code::Cancelled, Reason::Cancelled))
    }
}
