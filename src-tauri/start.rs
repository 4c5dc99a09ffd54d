//! What a start brings along: where this program keeps its own, and the file that it was
//! started with.

use std::path::{Path, PathBuf};

use registry::Portable;
use tauri::{Config, utils::config::AppDirectoriesOverride};

/// Sends everything that Tauri, its plugins and the webview keep beside a program that is
/// carried about, before any of them begins.
///
/// The webview's own variable, `WEBVIEW2_USER_DATA_FOLDER`, would do a part of it; but
/// every program that is opened from here inherits it, and would keep its data on the
/// stick too.
pub(crate) fn keep_beside(config: &mut Config, portable: &Portable) {
    config.app.app_directories_override = Some(AppDirectoriesOverride::Root(portable.window()));
    // A second start is told from the first by this name: the programs of two sticks, or
    // of a stick and the machine, are not each other's.
    config.identifier = format!("id.prakarsa.portabel-{:016x}", number_of(&portable.beside));
}

/// What this program leaves for its next start and for whoever mends it, as Tauri would
/// find it: it is asked for before there is an app that knows.
pub(crate) fn own_folder(identifier: &str, portable: Option<&Portable>) -> PathBuf {
    match portable {
        Some(it) => it.window(),
        None => dirs::data_local_dir().unwrap_or_else(std::env::temp_dir).join(identifier),
    }
}

/// The same number for the same folder, in every run of one program.
fn number_of(folder: &Path) -> u64 {
    use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
    BuildHasherDefault::<DefaultHasher>::default().hash_one(folder)
}

/// The file that a start names: the first word after the program's name that is no
/// option, seen from the folder of whoever wrote it.
pub(crate) fn named(words: impl IntoIterator<Item = impl Into<PathBuf>>, from: &Path) -> Option<PathBuf> {
    let mut words = words.into_iter().skip(1).map(Into::into);
    let word = words.find(|it: &PathBuf| !it.as_os_str().is_empty() && !it.to_string_lossy().starts_with('-'))?;
    Some(from.join(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_start_names_the_first_file() {
        let from = Path::new("/srv/sri");
        for (words, expected) in [
            (&["prakarsa-desktop"][..], None),
            (&[], None),
            (&["prakarsa-desktop", "untuk brida.prakarsa"], Some("/srv/sri/untuk brida.prakarsa")),
            (&["prakarsa-desktop", "/media/a.prakarsa", "/media/b.prakarsa"], Some("/media/a.prakarsa")),
            (&["prakarsa-desktop", "--flag", "", "a.prakarsa"], Some("/srv/sri/a.prakarsa")),
        ] {
            assert_eq!(named(words.iter().copied(), from).as_deref(), expected.map(Path::new), "{words:?}");
        }
    }

    #[test]
    fn two_sticks_are_not_each_others() {
        let [one, other] = ["/media/A/Prakarsa", "/media/B/Prakarsa"].map(|it| number_of(Path::new(it)));
        assert_ne!(one, other);
        assert_eq!(one, number_of(Path::new("/media/A/Prakarsa")));
    }
}
