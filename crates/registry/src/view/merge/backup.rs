//! Backups, what is in them, and copies that stand by themselves.

use domain::{core::id::InovasiId, named};
use serde::Serialize;

use crate::view::{NamedView, NoticeView, view};

named! {
    /// What becomes of an inovasi when a backup is put back.
    pub enum BackupEffect {
        /// Some of its fields say again what they said.
        Changes = "changes",
        /// It is not in the backup: it is removed.
        Goes = "goes",
        /// It was removed since: it comes back.
        ComesBack = "comes_back",
    }
}

view! {
    /// The backups, and where they go.
    struct BackupsView {
        /// The one with most history first; what cannot be read comes last.
        backups: Vec<BackupView>,
        /// Acts in the registry now.
        n_act: u32,
        /// Acts that are in no sound backup here.
        n_news: u32,
        /// The second place; absent: none was chosen.
        place: Option<BackupPlaceView>,
        /// What went wrong with the last backup or its copy.
        notices: Vec<NoticeView>,
    }

    /// One backup.
    struct BackupView {
        /// By it the backup is named.
        name: String,
        /// When its file was written, RFC 3339, by the clock of that disk.
        made_at: Option<String>,
        /// When its last act was done, RFC 3339, by the clock of whoever did it.
        until: Option<String>,
        /// Acts of its history; absent: it cannot be read.
        n_act: Option<u32>,
        /// Its inovasi that are not removed; absent: it cannot be read.
        n_inovasi: Option<u32>,
        /// Bytes.
        size: f64,
        /// Whether every page of it can be trusted.
        sound: bool,
        /// Acts of the registry that it lacks.
        n_lacks: u32,
        /// Acts of it that the registry lacks.
        n_more: u32,
        /// Whether it lies beside the registry.
        here: bool,
        /// Whether the second place has it.
        in_place: bool,
    }

    /// The second place for backups.
    struct BackupPlaceView {
        /// The folder that was chosen.
        folder: String,
        /// Whether it is at hand now.
        reachable: bool,
        /// When something was last brought there whole, RFC 3339; absent: not yet.
        copied_at: Option<String>,
        /// Acts that its best backup lacks; absent: it is not at hand.
        n_lacks: Option<u32>,
    }

    /// A backup that is looked into.
    struct BackupLookView {
        /// Which one.
        backup: BackupView,
        /// Its inovasi by name, at most [`SHOWN`](crate::view::BACKUP_SHOWN).
        inovasi: Vec<NamedView>,
        /// Inovasi that would become others, the first of them.
        differing: Vec<BackupDifferenceView>,
        /// All inovasi that would.
        n_differing: u32,
        /// All fields that would say something else, of whomever.
        n_field: u32,
        /// Of them, those of the region: its answers, names and rules.
        n_daerah: u32,
        /// Bukti that would change, go or come back.
        n_bukti: u32,
    }

    /// What becomes of one inovasi.
    struct BackupDifferenceView {
        /// Which, the same in every registry.
        id: InovasiId,
        /// As it is called here, or there where it is not known here.
        nama: String,
        /// What becomes of it.
        effect: BackupEffect,
        /// Fields that would say something else.
        n_field: u32,
    }

    /// What putting a backup back did; one undo takes all of it back.
    struct BackupRestoredView {
        /// Which one it was.
        name: String,
        /// Inovasi that are others now.
        n_inovasi: u32,
        /// Fields that say something else now; 0: it held what stands.
        n_field: u32,
    }

    /// A registry that was copied whole.
    struct RegistryCopyView {
        /// The folder that holds it.
        path: String,
        /// Acts inside.
        n_act: u32,
        /// Files of bukti inside.
        n_blob: u32,
        /// Bytes of these files.
        size: f64,
        /// Bukti whose bytes are missing here or damaged: the copy lacks them.
        notices: Vec<NoticeView>,
    }
}

/// Most inovasi that are listed of a backup.
pub const BACKUP_SHOWN: usize = 500;
