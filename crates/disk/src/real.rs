//! Where a path leads, on drives too that do not tell it.

use std::path::{Path, PathBuf};

/// The one name of what a path leads to; where the system tells none, as for drives that
/// Windows maps to a share and for what is not there, the path from its root.
pub fn real_path(path: &Path) -> PathBuf {
    real_path_by(path, &|it| it.canonicalize())
}

fn real_path_by(path: &Path, ask: &dyn Fn(&Path) -> std::io::Result<PathBuf>) -> PathBuf {
    ask(path).or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drive_that_tells_no_name_is_known_by_the_path_itself() {
        let mute = |_: &Path| Err(std::io::ErrorKind::Unsupported.into());
        let folder = std::env::current_dir().unwrap();
        assert_eq!(real_path_by(Path::new("registri"), &mute), folder.join("registri"));
        assert_eq!(real_path_by(&folder, &mute), folder);
        assert_eq!(real_path(&folder.join("tiada")), folder.join("tiada"));
        assert_eq!(real_path(&folder), folder.canonicalize().unwrap());
    }
}
