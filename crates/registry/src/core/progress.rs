//! Long work tells whoever watches how far it is, and can be called off.

pub use exchange::core::port::{Unwatched, Watch};

/// Passes progress on and remembers whether the work was called off.
pub struct Steps<F: FnMut(crate::view::Progress) -> bool>(pub F);

impl<F: FnMut(crate::view::Progress) -> bool> Watch for Steps<F> {
    fn step(&mut self, step: &str, nama: &str, done: u64, total: u64) -> bool {
        (self.0)(crate::view::Progress {
            step: step.to_owned(),
            nama: nama.to_owned(),
            done: done as f64,
            total: total as f64,
        })
    }
}
