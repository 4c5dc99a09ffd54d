//! A package that was copied out of an update. It lies in a folder of this account alone,
//! under a name that the program gave, and what is started is what was proved there: the
//! stick it came from may say something else by then.

use std::{
    fs::{self, File},
    io::Write as _,
    path::{Path, PathBuf},
    process::Command,
};

use disk::Whose;
use domain::core::reason::Reason;
use exchange::core::{
    disk::cause,
    update::{PackageKind, ProgramVersion, UpdateFile},
};

use crate::core::{
    env::Env,
    error::{Code, Error, Result},
    progress::Watch,
    update::of_file,
};

/// Below the place for what ends: one folder for each version that was laid out.
const PLACE: &str = "prakarsa-pembaruan";

/// What the installer is told: that it follows a program which is about to end.
const FOLLOWS: &str = "/UPDATE";

/// A package that was proved, held so that nobody puts another in its place.
#[derive(Debug)]
pub struct LaidUpdate {
    path: PathBuf,
    kind: PackageKind,
    _held: File,
}

impl LaidUpdate {
    pub(super) fn lay_out(
        update: &mut UpdateFile,
        kind: PackageKind,
        env: &dyn Env,
        from: &Path,
        watch: &mut dyn Watch,
    ) -> Result<Self> {
        let version = update.version();
        let folder = place(env).join(version.to_string());
        own_folder(&folder)?;
        let path = folder.join(name(kind, version));
        let wrong = |error: std::io::Error| Error::file(&path, &error);
        let laid = write(update, kind, &path, watch).and_then(|()| {
            carry_mark(from, &path);
            // What is held from here on is read once more: it is this that is started.
            let mut held = hold(&path).map_err(wrong)?;
            update.prove(kind, &mut held).map_err(of_file)?;
            Ok(held)
        });
        match laid {
            Ok(held) => Ok(Self { path, kind, _held: held }),
            Err(error) => {
                let _ = fs::remove_dir_all(&folder);
                Err(error)
            }
        }
    }

    /// Where it lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether it is an installer that this program can start.
    pub fn is_startable(&self) -> bool {
        self.kind == PackageKind::Setup
    }

    /// What is typed in a terminal to install it, where that needs the rights of an
    /// administrator.
    pub fn command(&self) -> Option<String> {
        let tool = match self.kind {
            PackageKind::Deb => "apt",
            PackageKind::Rpm => "dnf",
            PackageKind::Setup | PackageKind::Portable => return None,
        };
        Some(format!("sudo {tool} install '{}'", self.path.display().to_string().replace('\'', r"'\''")))
    }

    /// Starts the installer, without any shell between. It waits for this program to end.
    ///
    /// # Errors
    /// The system refuses; nothing was started.
    pub fn start(&self) -> Result<()> {
        let mut setup = Command::new(&self.path);
        let folder = self.path.parent().unwrap_or(&self.path);
        let started = setup.arg(FOLLOWS).current_dir(folder).spawn();
        started.map(drop).map_err(|error| {
            Error::new(Code::Unreadable, Reason::UpdateStartFailed)
                .arg("path", self.path.display())
                .arg("cause", cause(&error))
        })
    }
}

/// Removes packages of versions that this program has reached.
pub(crate) fn clear_laid(env: &dyn Env) {
    let own = env.program().version;
    for entry in fs::read_dir(place(env)).into_iter().flatten().flatten() {
        let version = entry.file_name().to_string_lossy().parse::<ProgramVersion>();
        if version.is_ok_and(|it| it <= own) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

fn place(env: &dyn Env) -> PathBuf {
    env.temporary().into_iter().next().unwrap_or_else(std::env::temp_dir).join(PLACE)
}

/// An empty folder that nobody else writes to, in the place of what lay there.
fn own_folder(folder: &Path) -> Result<()> {
    let wrong = |error: std::io::Error| Error::file(folder, &error);
    let parent = folder.parent().unwrap_or(folder);
    disk::create_private_folder(parent).map_err(wrong)?;
    let is_link = fs::symlink_metadata(parent).map_err(wrong)?.is_symlink();
    if is_link || disk::whose(parent) != Whose::Own {
        return Err(wrong(std::io::ErrorKind::PermissionDenied.into()));
    }
    disk::keep_private(parent);
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(wrong(error)),
        _ => disk::create_private_folder(folder).map_err(wrong),
    }
}

fn name(kind: PackageKind, version: ProgramVersion) -> String {
    match kind {
        PackageKind::Setup => format!("Prakarsa-{version}-setup.exe"),
        PackageKind::Portable => format!("Prakarsa-{version}-portabel.zip"),
        PackageKind::Deb => format!("Prakarsa-{version}.deb"),
        PackageKind::Rpm => format!("Prakarsa-{version}.rpm"),
    }
}

fn write(update: &mut UpdateFile, kind: PackageKind, path: &Path, watch: &mut dyn Watch) -> Result<()> {
    let wrong = |error: std::io::Error| Error::file(path, &error);
    let mut file = disk::create_private(path).map_err(wrong)?;
    update.copy_package(kind, &mut file, watch).map_err(of_file)?;
    file.flush().and_then(|()| file.sync_all()).map_err(wrong)
}

/// Opens a file to read while nobody else may write, rename or remove it. Where the system
/// knows no such thing, its folder is the account's alone.
fn hold(path: &Path) -> std::io::Result<File> {
    let mut options = File::options();
    options.read(true);
    #[cfg(windows)]
    {
        use std::os::windows::fs::OpenOptionsExt;
        /// `FILE_SHARE_READ`.
        const READERS: u32 = 1;
        options.share_mode(READERS);
    }
    disk::patiently(|| options.open(path))
}

/// Windows notes of a file that it came from elsewhere; what comes out of that file bears
/// the same note, so whatever looks at it looks at the package too.
#[cfg(windows)]
fn carry_mark(from: &Path, to: &Path) {
    use std::io::Read as _;
    /// Bytes of a note, at most.
    const LONGEST: u64 = 64 << 10;
    let mark = |path: &Path| {
        let mut name = path.as_os_str().to_owned();
        name.push(":Zone.Identifier");
        PathBuf::from(name)
    };
    let mut text = Vec::new();
    let read = File::open(mark(from)).and_then(|it| it.take(LONGEST).read_to_end(&mut text));
    if read.is_ok() {
        let _ = fs::write(mark(to), text);
    }
}

#[cfg(not(windows))]
fn carry_mark(_: &Path, _: &Path) {}
