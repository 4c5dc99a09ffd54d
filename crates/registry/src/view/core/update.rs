//! A newer program in a file.

use exchange::core::update::PackageKind;
use serde::Serialize;

use crate::view::view;

view! {
    /// What an update would do to the program.
    struct UpdateView {
        /// The version that runs.
        own: String,
        /// The version that it brings.
        offered: String,
        /// What is new, in Indonesian, a sentence or two each.
        news_id: Vec<String>,
        /// The same in English.
        news_en: Vec<String>,
        /// The key whose signature holds, as minisign prints it.
        key: String,
        /// The package that fits.
        kind: PackageKind,
        /// Bytes of it.
        size: f64,
    }

    /// A package that was proved and lies ready.
    struct UpdateReadyView {
        /// What it is.
        kind: PackageKind,
        /// Where it lies.
        path: String,
        /// Where the program lies whose place it takes.
        folder: String,
        /// What installs it in a terminal, where that needs other rights.
        command: Option<String>,
        /// Whether what was entered is backed up; false: there was nothing that this
        /// program could back up.
        backed_up: bool,
    }
}
