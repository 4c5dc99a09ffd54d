//! Copies that other programs are given: opened, shown in their folder, or dragged away.

use std::path::{Component, Path, PathBuf};

use disk::{EndingFolder, Goes};
use domain::core::reason::Reason;

use super::{Desk, Outside, lock};
use crate::{Code, Error, Handed, OpenedCopy, Result};

/// A file that cannot be dragged out, by its name: where copies lie means nothing to a
/// person.
pub fn undragged(path: &Path) -> Error {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    Error::new(Code::Unreadable, Reason::DragFailed).arg("name", name)
}

impl Desk {
    /// A folder for copies that other programs open. It goes with this session, but for
    /// what they still hold or a person has saved there.
    ///
    /// # Errors
    /// It cannot be made.
    pub fn opened(&self) -> Result<PathBuf> {
        let mut opened = lock(&self.opened);
        if let Some(opened) = opened.as_ref() {
            return Ok(opened.path().to_owned());
        }
        let place = &self.places.opened;
        let made = EndingFolder::make(place, Goes::Sealed).map_err(|error| Error::file(place, &error))?;
        Ok(opened.insert(made).path().to_owned())
    }

    /// Shows a copy with the program that the system has for it, or only its folder
    /// where it is nothing to be opened.
    ///
    /// # Errors
    /// There is none, or it refuses.
    pub fn show(&self, copy: &OpenedCopy) -> Result<()> {
        (self.show)(if copy.openable { Outside::File(&copy.path) } else { Outside::Folder(&copy.path) })
    }

    /// Where a copy lies, so that another program can be handed it; with `reveal` its
    /// folder is shown.
    ///
    /// # Errors
    /// The folder cannot be shown.
    pub fn hand_out(&self, copy: &OpenedCopy, reveal: bool) -> Result<Handed> {
        if reveal {
            (self.show)(Outside::Folder(&copy.path))?;
        }
        Ok(self.handed.hand(&copy.path))
    }

    /// Lets a person drag a copy to another program, which was handed out before.
    ///
    /// # Errors
    /// It is no such copy, or is gone; nothing here lets a file be dragged.
    pub fn drag_out(&self, path: &Path) -> Result<()> {
        let lies_there = lock(&self.opened).as_ref().is_some_and(|it| path.starts_with(it.path()));
        let is_led_away = path.components().any(|it| it == Component::ParentDir);
        if lies_there && !is_led_away && path.is_file() { (self.drag)(path) } else { Err(undragged(path)) }
    }

    /// Whether a path that another program names is one of the copies. The name of their
    /// folder is its own while this program runs; what lies before it may be written in
    /// another way.
    pub(super) fn is_copy(&self, path: &Path) -> bool {
        let opened = lock(&self.opened);
        let folder = opened.as_ref().and_then(|it| it.path().file_name());
        folder.is_some() && path.ancestors().nth(2).is_some_and(|it| it.file_name() == folder)
    }
}
