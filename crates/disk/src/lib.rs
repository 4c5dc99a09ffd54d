//! What every hand on a file shares: patience with programs that hold it for a
//! moment, names that are on the disk when they are said to be, outputs that take
//! nobody's place, what belongs to one account alone, and folders that end with the run.

mod answering;
mod ending;
mod output;
mod patience;
mod private;
mod real;
mod room;
mod sync;

pub use answering::answering;
pub use ending::{EndingFolder, Goes, seal, sweep};
pub use output::{Begun, OutputPlace, Partial, clear_begun, free_name, list_begun};
pub use patience::{is_held, patiently, patiently_pausing, remove};
pub use private::{
    Whose, copy_private, create_private, create_private_folder, keep_private, narrow, private_file, whose,
};
pub use real::real_path;
pub use room::{Lack, Room};
pub use sync::{create_folder, sync_folder};
