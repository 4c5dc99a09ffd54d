//! Renewing the program from a file that somebody carried here. Nothing is looked for, and
//! nothing of the file is believed before its signature holds.
//!
//! The order is the same for window and command line: the file is looked at
//! ([`inspect_update`]); then once more, and what was entered is backed up, and the one
//! package that fits is copied out and proved ([`ready_update`]). Only what was proved is
//! handed on.

mod laid;
mod running;

use std::path::Path;

use domain::core::reason::Reason;
use exchange::core::update::{PackageKind, ProgramVersion, UpdateFile, UpdateLimits};

pub use laid::LaidUpdate;
pub(crate) use laid::clear_laid;
pub use running::RunningProgram;

use crate::{
    core::{
        backup::{self, Due, back_up_if_due},
        env::Env,
        error::{Code, Error, Result},
        progress::Watch,
        registry::Core,
    },
    view::{UpdateReadyView, UpdateView},
};

/// What an update would do to this program. Nothing is changed.
///
/// # Errors
/// It is none, or not one that is trusted; it is for another system; it is not newer; it
/// has no package for how this program is installed.
pub(crate) fn inspect_update(path: &Path, env: &dyn Env) -> Result<UpdateView> {
    let program = env.program();
    let (update, kind) = fitting(path, &program)?;
    let (facts, package) = (update.facts(), update.package(kind).map_err(of_file)?);
    Ok(UpdateView {
        own: program.version.to_string(),
        offered: update.version().to_string(),
        news_id: facts.news.id.clone(),
        news_en: facts.news.en.clone(),
        key: update.signed_by().id.clone(),
        kind,
        size: package.size as f64,
    })
}

/// Backs up what was entered, copies the package that fits out of the update and proves it.
/// Whoever gets it hands it on at once: it is held until it is dropped.
///
/// # Errors
/// As [`inspect_update`]; no backup can be made; the package is not what was signed; there
/// is no room for it; `watch` stopped it. Then nothing is laid ready.
pub(crate) fn ready_update(
    path: &Path,
    env: &dyn Env,
    registry: Option<&Core>,
    watch: &mut dyn Watch,
) -> Result<(LaidUpdate, UpdateReadyView)> {
    let program = env.program();
    let (mut update, kind) = fitting(path, &program)?;
    let backed_up = registry.map(back_up_first).transpose()?.unwrap_or(false);
    let laid = LaidUpdate::lay_out(&mut update, kind, env, path, watch)?;
    let ready = UpdateReadyView {
        kind,
        path: laid.path().display().to_string(),
        folder: program.folder.display().to_string(),
        command: laid.command(),
        backed_up,
    };
    Ok((laid, ready))
}

/// The update, where its signature holds and it is one for this program.
fn fitting(path: &Path, program: &RunningProgram) -> Result<(UpdateFile, PackageKind)> {
    let update = UpdateFile::open(path, &program.keys, UpdateLimits::default()).map_err(of_file)?;
    let facts = update.facts();
    let here = (program.system.as_str(), program.arch.as_str());
    if (facts.system.as_str(), facts.arch.as_str()) != here {
        let error = Error::invalid(Reason::UpdateOtherSystem);
        return Err(error
            .arg("offered", spoken(&facts.system, &facts.arch))
            .arg("own", spoken(&program.system, &program.arch)));
    }
    let (own, offered) = (program.version, update.version());
    newer(own, offered)?;
    let kind = program.kind.ok_or_else(|| Error::invalid(Reason::UpdateNoPackage))?;
    update.package(kind).map_err(of_file)?;
    Ok((update, kind))
}

/// An older program may not be able to write what a newer one has written: it never takes
/// its place from here.
fn newer(own: ProgramVersion, offered: ProgramVersion) -> Result<()> {
    match offered.cmp(&own) {
        std::cmp::Ordering::Greater => Ok(()),
        std::cmp::Ordering::Equal => Err(Error::invalid(Reason::UpdateSame).arg("own", own)),
        std::cmp::Ordering::Less => Err(Error::invalid(Reason::UpdateOlder).arg("offered", offered).arg("own", own)),
    }
}

/// A system as people call it: `Windows (x86_64)`.
fn spoken(system: &str, arch: &str) -> String {
    let name = match system {
        "windows" => "Windows",
        "linux" => "Linux",
        "macos" => "macOS",
        other => other,
    };
    format!("{name} ({arch})")
}

/// Whatever is entered lies in a backup that can be trusted, read through just now. Answers
/// whether there was anything to back up.
fn back_up_first(core: &Core) -> Result<bool> {
    // What a newer program wrote, this one has not touched, and cannot.
    if core.store.newer().is_some() {
        return Ok(false);
    }
    let failed = |error: Error| match error.code {
        Code::Cancelled => error,
        _ => Error::new(error.code, Reason::UpdateBackupFailed).arg("cause", backup::cause_of(&error)),
    };
    back_up_if_due(core, Due::News).map_err(failed)?;
    let news = core.store.news(&core.store.backups(), |it| it.facts.is_some() && store::is_sound(&it.path));
    match news.map_err(|error| failed(error.into()))?.n_act {
        0 => Ok(true),
        _ => Err(Error::new(Code::Unreadable, Reason::UpdateBackupFailed).arg("cause", "backup_differs")),
    }
}

fn of_file(error: exchange::core::update::Error) -> Error {
    Error::of_exchange(error.kind(), error.reason(), error.args())
}
