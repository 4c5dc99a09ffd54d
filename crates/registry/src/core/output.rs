//! Where new files go: the one place that says what may be written where.

use std::{
    fs,
    path::{Path, PathBuf},
};

use chrono::NaiveDate;
use disk::{OutputPlace, free_name, real_path};
use domain::core::date::PartialDate;
use exchange::core::names::{self, NameFault};

use crate::core::{
    env::today,
    error::{Code, Error, Reason, Result},
    registry::Core,
};

/// A path to offer for a new file: `<prefix>-<pemda>-<date><ending>` in a folder,
/// numbered when it is taken.
///
/// # Errors
/// The database cannot be read.
pub(crate) fn suggest_path(core: &Core, folder: &Path, prefix: &str, ending: &str) -> Result<String> {
    let pemda = core.read(|reader| Ok(reader.pemda()?))?;
    let day = today(core.env.now_ms());
    let first = folder.join(format!("{prefix}-{}-{day}{ending}", names::slug(&pemda.nama, 40, "daerah")));
    let free = if fs::symlink_metadata(&first).is_err() { first } else { free_name(&first) };
    Ok(free.display().to_string())
}

/// The day that is written into an output: today where nobody asks for another.
///
/// # Errors
/// It is no whole day of a year between 1900 and 2100.
pub(crate) fn date(core: &Core, asked: Option<&str>) -> Result<NaiveDate> {
    let Some(text) = asked else { return Ok(today(core.env.now_ms())) };
    let whole = PartialDate::read(text).ok().filter(|it| it.is_complete());
    whole.map(PartialDate::first_day).ok_or_else(|| Error::invalid(Reason::OutputDateUnfit).arg("text", text))
}

/// A place for an output: never inside the registry, never over anything but a
/// regular file, and over one only where whoever asks was told so. What is begun
/// there is noted, so that it does not outlive a run that dies.
///
/// # Errors
/// There is no path; it lies inside the registry; its folder is missing; something
/// stands there.
pub(crate) fn place(core: &Core, out: &Path, replace: bool) -> Result<OutputPlace> {
    let looked = if replace { OutputPlace::replacing } else { OutputPlace::free };
    place_by(core, out, looked)
}

/// The same for a folder, which takes the place of one of an earlier run where whoever
/// asks was told so: `is_own` says whether all that it holds is of such a run.
///
/// # Errors
/// As [`place`].
pub(crate) fn folder_place(core: &Core, out: &Path, renew: bool, is_own: fn(&Path) -> bool) -> Result<OutputPlace> {
    place_by(core, out, |it| if renew { OutputPlace::renewing(it, is_own) } else { OutputPlace::free(it) })
}

/// The same for whoever has opened no registry; what is begun there is noted nowhere.
///
/// # Errors
/// As [`place`].
pub(crate) fn free_place(out: &Path, replace: bool) -> Result<OutputPlace> {
    let looked = if replace { OutputPlace::replacing } else { OutputPlace::free };
    // Whichever registry it is: what lies there goes with it.
    let outside = |folder: &Path| {
        let whole = real_path(folder);
        match whole.ancestors().any(|it| it.join("registry.sqlite3").is_file()) {
            true => Err(Error::invalid(Reason::TargetInRegistry).arg("path", folder.display())),
            false => Ok(()),
        }
    };
    looked_at(out, outside, looked)
}

fn place_by(
    core: &Core,
    out: &Path,
    looked: impl FnOnce(&Path) -> std::io::Result<OutputPlace>,
) -> Result<OutputPlace> {
    let look = || looked_at(out, |folder| check_outside(core, folder), looked);
    // Where a newer program keeps its notes nothing is written, not even one of ours.
    if core.store.newer().is_some() {
        return look();
    }
    core.store.clear_outputs();
    let place = look()?;
    Ok(place.noted(core.store.outputs(), core.env.fresh_id().to_string()))
}

fn looked_at(
    out: &Path,
    outside: impl FnOnce(&Path) -> Result<()>,
    looked: impl FnOnce(&Path) -> std::io::Result<OutputPlace>,
) -> Result<OutputPlace> {
    let out: PathBuf = out.components().collect();
    if out.to_string_lossy().trim().is_empty() {
        return Err(Error::invalid(Reason::PathEmpty));
    }
    check_name(&out)?;
    let taken = |out: &Path| {
        Error::invalid(Reason::TargetExists).arg("path", out.display()).arg("free", free_name(out).display())
    };
    let refuse = |reason| Error::invalid(reason).arg("path", out.display());
    let folder = out.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(Path::new("."));
    outside(folder).map_err(|_| refuse(Reason::TargetInRegistry))?;
    match fs::metadata(folder) {
        Ok(found) if found.is_dir() => {}
        Ok(_) => return Err(Error::invalid(Reason::FolderIsFile).arg("path", folder.display())),
        Err(_) => return Err(Error::not_found(Reason::FolderMissing).arg("path", folder.display())),
    }
    if out.file_name().is_none() {
        // Whoever types `.` or `..` names a folder that is there: by its own name it can be
        // told from the one that is wanted.
        let named = std::path::absolute(&out).ok().filter(|it| it.file_name().is_some());
        return Err(taken(&named.unwrap_or_else(|| real_path(&out))));
    }
    looked(&out).map_err(|error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => taken(&out),
        std::io::ErrorKind::Unsupported => refuse(Reason::TargetSpecial),
        _ => Error::file(&out, &error),
    })
}

/// What did not fit is the output as a whole, whichever of its files it was: that is what
/// somebody asked for, and what is not there.
pub(crate) fn as_a_whole(error: Error, out: &Path) -> Error {
    match error.code {
        Code::NoSpace => Error::new(Code::NoSpace, Reason::OutputFull).arg("path", out.display()),
        _ => error,
    }
}

/// Refuses a name that Windows cannot hold or takes for something else. Folders on the
/// way to it are there already, so their system holds them.
///
/// # Errors
/// Which fault its last part has.
pub(crate) fn check_name(out: &Path) -> Result<()> {
    let Some(name) = out.file_name().map(|it| it.to_string_lossy()) else { return Ok(()) };
    let Some(fault) = names::name_fault(&name) else { return Ok(()) };
    let free = out.with_file_name(names::fitting_name(&name, "prakarsa"));
    let shown: String = name.chars().map(|it| if it.is_control() { ' ' } else { it }).collect();
    let of = |reason| Error::invalid(reason).arg("name", &shown).arg("free", free.display());
    Err(match fault {
        NameFault::Device => {
            let device = name.split('.').next().unwrap_or_default().trim_end().to_uppercase();
            of(Reason::TargetNameDevice).arg("device", device)
        }
        NameFault::Dash => of(Reason::TargetNameDash),
        NameFault::Ending => of(Reason::TargetNameEnding),
        NameFault::Hidden => of(Reason::TargetNameHidden),
        NameFault::Sign(sign) => of(Reason::TargetNameSign).arg("sign", sign),
    })
}

/// Refuses a folder inside the registry: what lies there goes with it. One that is
/// missing is inside of nothing.
///
/// # Errors
/// It lies there.
pub(crate) fn check_outside(core: &Core, folder: &Path) -> Result<()> {
    match folder.exists() && lies_inside(&real_path(folder), core.store.folder()) {
        true => Err(Error::invalid(Reason::TargetInRegistry).arg("path", folder.display())),
        false => Ok(()),
    }
}

/// Whether a folder is the registry's or below it, under whatever name: its shelves
/// may be links to elsewhere.
fn lies_inside(folder: &Path, registry: &Path) -> bool {
    let parts = ["", "blobs", "backups", "quarantine", "outputs"].map(|it| registry.join(it));
    let own: Vec<PathBuf> = parts.iter().filter(|it| it.exists()).map(|it| real_path(it)).collect();
    folder.ancestors().any(|above| own.iter().any(|own| above == own || is_same(above, own)))
}

/// Whether two names are one folder: a disk may be shown at two places.
#[cfg(unix)]
fn is_same(a: &Path, b: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let id = |it: &Path| fs::metadata(it).map(|it| (it.dev(), it.ino())).ok();
    id(a).is_some_and(|it| Some(it) == id(b))
}

/// Windows shows the real name of a folder wherever it is asked for.
#[cfg(not(unix))]
fn is_same(_: &Path, _: &Path) -> bool {
    false
}
