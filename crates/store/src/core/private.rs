//! What lies in a registry's folder is for its owner's eyes: it is made so, and what an
//! older program left open is narrowed when its owner opens it to write.

use std::{fs, path::Path};

use disk::Whose;

use crate::Store;

/// Folders of a registry, beside files that are called `registry.…`.
const SHELVES: [&str; 4] = ["blobs", "backups", "quarantine", "outputs"];

impl Store {
    /// Whose the folder is.
    pub fn whose(&self) -> Whose {
        disk::whose(self.folder())
    }
}

/// Takes what is ours in the folder from everybody but its owner, and the folder itself
/// where nothing else lies in it. A folder that is shared on purpose stays as somebody
/// has set it up.
pub(crate) fn narrow(folder: &Path) {
    if disk::whose(folder) != Whose::Own {
        return;
    }
    let mut only_ours = true;
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        match is_ours(&entry.file_name().to_string_lossy()) {
            true => disk::narrow(&entry.path()),
            false => only_ours = false,
        }
    }
    if only_ours {
        // All that lies in it is narrow by now: one step.
        disk::narrow(folder);
    }
}

fn is_ours(name: &str) -> bool {
    // A quarantine lies beside one that somebody has locked.
    name.starts_with("registry.") || name.starts_with("quarantine-") || SHELVES.contains(&name)
}
