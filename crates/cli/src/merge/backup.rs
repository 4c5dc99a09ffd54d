//! Backups on the command line.

use std::path::PathBuf;

use clap::Subcommand;
use registry::{Registry, Result, progress::Unwatched, view::*};

use crate::{
    Done,
    show::{Show, clean},
    write::write_aside,
};

#[derive(Subcommand)]
pub enum BackupCommand {
    /// The backups, the one with most history first
    List,
    /// Make one of what is in none, here and at the second place
    Make,
    /// What a backup holds and what putting it back would change
    Show { name: String },
    /// Put a backup back: one act, which undo takes back
    Restore {
        name: String,
        /// Make a registry of it in this new folder instead
        #[arg(long, value_name = "DIR")]
        to: Option<PathBuf>,
    },
    /// Copy the registry whole, with all bukti, into a new folder
    Copy { out: PathBuf },
    /// Where backups go beside: a stick, another disk
    Place {
        /// A folder there; none: tell which it is
        folder: Option<PathBuf>,
        /// Bring them nowhere any more
        #[arg(long, conflicts_with = "folder")]
        none: bool,
    },
}

pub fn run(
    show: &Show,
    command: BackupCommand,
    read: impl Fn() -> Result<Registry>,
    write: impl Fn() -> Result<Registry>,
) -> Result<Done> {
    match command {
        BackupCommand::List | BackupCommand::Place { folder: None, none: false } => {
            show.backups(&read()?.list_backups()?)
        }
        BackupCommand::Make => show.backups(&write()?.make_backup(&mut Unwatched)?.view),
        BackupCommand::Show { name } => show.backup(&read()?.look_into_backup(&name)?),
        BackupCommand::Restore { name, to: None } => {
            let view = write()?.restore_backup(&name, &mut Unwatched)?.view;
            show.print(&view, || vec![format!("inovasi: {}  isian: {}", view.n_inovasi, view.n_field)])
        }
        BackupCommand::Restore { name, to: Some(out) } => {
            show.registry_copy(&read()?.copy_registry(Some(&name), &out, &mut Unwatched)?)
        }
        BackupCommand::Copy { out } => show.registry_copy(&read()?.copy_registry(None, &out, &mut Unwatched)?),
        BackupCommand::Place { folder, .. } => {
            let registry = write()?;
            registry.set_backup_place(folder.map(|it| std::path::absolute(&it).unwrap_or(it)).as_deref())?;
            show.backups(&registry.make_backup(&mut Unwatched)?.view)
        }
    }
}

impl Show {
    fn backups(&self, it: &BackupsView) -> Result<Done> {
        self.print(it, || {
            let row = |row: &BackupView| {
                let known = |n: Option<u32>| n.map_or_else(|| "?".to_owned(), |n| n.to_string());
                format!(
                    "{} {:<18}  act: {:>7}  inovasi: {:>6}  -{} +{}{}",
                    if row.sound { '✓' } else { '✗' },
                    clean(&row.name),
                    known(row.n_act),
                    known(row.n_inovasi),
                    row.n_lacks,
                    row.n_more,
                    match (row.here, row.in_place) {
                        (_, false) => "",
                        (true, true) => "  +tempat kedua",
                        (false, true) => "  tempat kedua",
                    }
                )
            };
            let mut lines: Vec<String> = it.backups.iter().map(row).collect();
            lines.push(format!("act: {} (-{})", it.n_act, it.n_news));
            if let Some(place) = &it.place {
                let at = place.copied_at.as_deref().unwrap_or("–");
                lines.push(format!("tempat kedua: {} ({at})", clean(&place.folder)));
            }
            lines
        })?;
        self.warn(&it.notices);
        Ok(Done::Clean)
    }

    fn backup(&self, it: &BackupLookView) -> Result<Done> {
        self.print(it, || {
            let sign = |effect| match effect {
                BackupEffect::Changes => '~',
                BackupEffect::Goes => '-',
                BackupEffect::ComesBack => '+',
            };
            let row = |row: &BackupDifferenceView| {
                format!("{} {}  {}  isian: {}", sign(row.effect), row.id, clean(&row.nama), row.n_field)
            };
            let mut lines: Vec<String> = it.differing.iter().map(row).collect();
            lines.push(format!(
                "inovasi: {} / {}  bukti: {}  daerah: {}  isian: {}",
                it.n_differing,
                it.backup.n_inovasi.unwrap_or_default(),
                it.n_bukti,
                it.n_daerah,
                it.n_field
            ));
            lines
        })
    }

    fn registry_copy(&self, it: &RegistryCopyView) -> Result<Done> {
        self.print(it, || vec![it.path.clone(), format!("act: {}  bukti: {}", it.n_act, it.n_blob)])?;
        self.warn(&it.notices);
        Ok(if it.notices.is_empty() { Done::Clean } else { Done::WithFindings })
    }

    /// Tells on the error stream what is beside an answer.
    pub fn warn(&self, notices: &[NoticeView]) {
        for it in notices {
            write_aside(&self.say(&format!("notice.{}", it.code), &it.args));
        }
    }
}
