//! A program that is carried about on a stick: a marker beside it says that all it keeps
//! lies beside it too, and nothing in the profile of whoever starts it.
//!
//! Where things lie is one pure function of the folder and the marker, which is the same
//! on every system; window and command line lie in one folder and ask the same.

use std::path::{Path, PathBuf};

/// The file beside the program that says so. What stands in it is for people.
pub const PORTABLE_MARKER: &str = "portabel.txt";

/// Where a program that is carried about keeps what it keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Portable {
    /// Where the programs lie, and where new files for other people are offered.
    pub beside: PathBuf,
}

impl Portable {
    /// The places of a program that lies in the folder `beside`; none without the marker.
    pub fn of(beside: &Path, is_marked: bool) -> Option<Self> {
        is_marked.then(|| Self { beside: beside.to_owned() })
    }

    /// The places of the program that runs, if it is carried about.
    pub fn find() -> Option<Self> {
        let exe = std::env::current_exe().ok()?;
        let named = |name| std::env::var_os(name).map(PathBuf::from);
        let beside = beside(&exe, named("APPIMAGE").as_deref(), named("APPDIR").as_deref())?;
        Self::of(&beside, beside.join(PORTABLE_MARKER).is_file())
    }

    fn data(&self) -> PathBuf {
        self.beside.join("data")
    }

    /// The registry.
    pub fn registry(&self) -> PathBuf {
        self.data().join("registri")
    }

    /// What the window remembers, and what its webview keeps.
    pub fn window(&self) -> PathBuf {
        self.data().join("jendela")
    }

    /// What may be lost: copies that other programs open, and all that ends with a run.
    pub fn cache(&self) -> PathBuf {
        self.data().join("sementara")
    }
}

/// The folder in which people see the program. One that is unpacked by its own file
/// (AppImage) runs somewhere else; `image` is that file and `unpacked` where it runs.
/// Both are inherited by every program that is started from one, so they count only for
/// a program that lies in there.
fn beside(exe: &Path, image: Option<&Path>, unpacked: Option<&Path>) -> Option<PathBuf> {
    let unpacked = unpacked.filter(|it| it.is_absolute() && exe.starts_with(it));
    let seen = image.filter(|it| unpacked.is_some() && it.is_absolute()).unwrap_or(exe);
    seen.parent().map(Path::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_lies_beside_a_marked_program_and_nowhere_without_the_mark() {
        let stick = Path::new("/media/STICK/Prakarsa");
        assert_eq!(Portable::of(stick, false), None);
        let places = Portable::of(stick, true).unwrap();
        let all = [places.registry(), places.window(), places.cache()];
        for it in &all {
            assert!(it.starts_with(stick.join("data")), "{}", it.display());
        }
        // None holds another: what may be lost is removed as a whole.
        for one in &all {
            assert_eq!(all.iter().filter(|it| it.starts_with(one)).count(), 1, "{}", one.display());
        }
    }

    #[test]
    fn an_image_counts_only_for_the_program_inside_it() {
        // As each system begins a path at its root.
        let at = |it: &str| PathBuf::from(if cfg!(windows) { format!("C:{it}") } else { it.to_owned() });
        let image = &at("/media/STICK/Prakarsa.AppImage");
        let mounted = &at("/tmp/.mount_Praka1");
        let inside = &at("/tmp/.mount_Praka1/usr/bin/prakarsa-desktop");
        let (installed, terminal) = (&at("/usr/bin/prakarsa"), &at("/opt/Term.AppImage"));
        let alike = &at("/tmp/.mount_Praka12/prakarsa");
        let (bare, blank) = (&PathBuf::from("Prakarsa.AppImage"), &PathBuf::new());
        let table = [
            // Run by its image.
            (inside, Some(image), Some(mounted), "/media/STICK"),
            // Installed, and started from a terminal that is an image itself.
            (installed, Some(terminal), Some(mounted), "/usr/bin"),
            // A neighbour whose name begins alike.
            (alike, Some(image), Some(mounted), "/tmp/.mount_Praka12"),
            // Half a story is none.
            (inside, None, Some(mounted), "/tmp/.mount_Praka1/usr/bin"),
            (inside, Some(image), None, "/tmp/.mount_Praka1/usr/bin"),
            (inside, Some(bare), Some(mounted), "/tmp/.mount_Praka1/usr/bin"),
            (inside, Some(image), Some(blank), "/tmp/.mount_Praka1/usr/bin"),
        ];
        for (exe, image, unpacked, expected) in table {
            let (image, unpacked) = (image.map(PathBuf::as_path), unpacked.map(PathBuf::as_path));
            assert_eq!(beside(exe, image, unpacked).unwrap(), at(expected), "{}", exe.display());
        }
        assert_eq!(beside(Path::new("/"), None, None), None);
    }
}
