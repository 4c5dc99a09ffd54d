//! Forms of papers that an office changes. One line per verb; the verbs are in their room.

use std::path::Path;

use domain::submission::document::{DocumentFormat, DocumentKind};

use crate::{Registry, Result, submission::template, view::*};

impl Registry {
    /// Writes the form of a kind that is in use, to be changed: Typst text for PDF, a
    /// document of a word processor for DOCX.
    ///
    /// # Errors
    /// The kind has no such form; its bytes are not here; the target exists or cannot be
    /// written.
    pub fn copy_template(
        &self,
        kind: DocumentKind,
        format: DocumentFormat,
        out: &Path,
        replace: bool,
    ) -> Result<TemplateReceipt> {
        template::copy::copy_template(&self.core, (kind, format), out, replace)
    }

    /// What to call that file in a folder.
    pub fn suggest_template_path(&self, folder: &Path, kind: DocumentKind, format: DocumentFormat) -> String {
        template::copy::suggest_template_path(folder, kind, format)
    }

    /// Everything that is wrong with a changed form, with its places and remedies.
    ///
    /// # Errors
    /// The file cannot be read, or is of no format that forms have.
    pub fn check_template(path: &Path) -> Result<TemplateCheckView> {
        template::check::check_template(path)
    }

    /// Takes a changed form as the office's own.
    ///
    /// # Errors
    /// As [`Registry::check_template`]; something is wrong with it: what was used before
    /// still is.
    pub fn give_template(&self, kind: DocumentKind, path: &Path) -> Result<Outcome<DocumentsView>> {
        template::give_back::give_template(&self.core, kind, path)
    }

    /// Goes back to the built-in form of a kind.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn remove_template(&self, kind: DocumentKind, format: DocumentFormat) -> Result<Outcome<DocumentsView>> {
        template::remove::remove_template(&self.core, kind, format)
    }
}
