//! Entering into the portal by hand, on the command line.

use clap::Subcommand;
use registry::{PortalState, Registry, Result, view::*};

use crate::{
    Done,
    show::{Show, brief},
};

#[derive(Subcommand)]
pub enum PortalCommand {
    /// How far everything is, or what is entered of one inovasi in the portal's order
    List {
        /// `daerah` for the region's own answers
        #[arg(long)]
        inovasi: Option<String>,
    },
    /// Say that a field of the portal is entered as it stands here now
    Tick {
        id: String,
        /// Its name, as list tells it
        entry: String,
        /// Take it back: it is still to be entered
        #[arg(long)]
        undo: bool,
    },
    /// Leave a field of the portal, for a reason
    Skip { id: String, entry: String, why: String },
    /// Say who enters an inovasi; nobody any more when absent
    Turn { id: String, nama: Option<String> },
}

/// Runs one of them.
///
/// # Errors
/// The act did not happen.
pub fn run(
    show: &Show,
    command: PortalCommand,
    read: impl Fn() -> Result<Registry>,
    write: impl Fn() -> Result<Registry>,
) -> Result<Done> {
    match command {
        PortalCommand::List { inovasi: None } => show.portal(&read()?.show_portal()?),
        PortalCommand::List { inovasi: Some(id) } => {
            let registry = read()?;
            show.portal_subject(&registry.show_portal_subject(registry.find_subject(&id)?)?)
        }
        PortalCommand::Tick { id, entry, undo } => {
            let registry = write()?;
            let subject = registry.find_subject(&id)?;
            let done = if undo {
                registry.reopen_portal(subject, &entry)?
            } else {
                registry.tick_portal(subject, &entry, None)?
            };
            show.portal_subject(&done.view)
        }
        PortalCommand::Skip { id, entry, why } => {
            let registry = write()?;
            show.portal_subject(&registry.skip_portal(registry.find_subject(&id)?, &entry, &why)?.view)
        }
        PortalCommand::Turn { id, nama } => {
            let registry = write()?;
            show.portal_subject(&registry.turn_portal(registry.find_subject(&id)?, nama.as_deref())?.view)
        }
    }
}

impl Show {
    fn portal(&self, it: &PortalView) -> Result<Done> {
        self.print(it, || {
            let line = |it: &PortalLineView| {
                let turn = it.turn.as_deref().map(|it| format!("  {}", brief(it))).unwrap_or_default();
                format!("{}  {}  {}{turn}", counts(&it.counts), it.subject, brief(&it.nama))
            };
            let mut lines: Vec<String> = it.lines.iter().map(line).collect();
            lines.push(format!("{}  {}", counts(&it.counts), it.instrument));
            lines
        })
    }

    fn portal_subject(&self, it: &PortalSubjectView) -> Result<Done> {
        self.print(it, || {
            let turn = it.turn.as_deref().map(|it| format!("  {}", brief(it))).unwrap_or_default();
            let mut lines = vec![format!("{}  {}{turn}", counts(&it.counts), brief(&it.nama))];
            for entry in &it.entries {
                let mark = match entry.state {
                    PortalState::Open => ' ',
                    PortalState::Entered => '✓',
                    PortalState::Changed => '!',
                    PortalState::Skipped => '-',
                };
                let held = entry.text.as_deref().or(entry.nama_berkas.as_deref()).unwrap_or_default();
                let why = entry.why.as_deref().map(|it| format!("  ({})", brief(it))).unwrap_or_default();
                lines.push(format!("{mark} {}  {}: {}{why}", entry.name, brief(&entry.label), brief(held)));
            }
            lines
        })
    }
}

/// Done of all, those left among them.
fn counts(it: &PortalCounts) -> String {
    format!("{} / {}", it.n_entered.saturating_add(it.n_skipped), it.n_entry)
}
