//! What every hand on a file shares: patience with programs that hold it for a
//! moment, names that are on the disk when they are said to be, and outputs that
//! take nobody's place.

mod output;
mod patience;
mod sync;

pub use output::{Begun, OutputPlace, Partial, clear_begun, free_name};
pub use patience::{is_held, patiently, patiently_pausing, remove};
pub use sync::{create_folder, sync_folder};
