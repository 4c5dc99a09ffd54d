//! Reminders to perangkat daerah, on the command line.

use std::path::PathBuf;

use clap::Args;
use registry::{Registry, Remind, ReminderChannel, Result, view::*};

use crate::{Done, show::Show};

#[derive(Args)]
pub struct RemindArgs {
    /// Only to this body
    #[arg(long, value_name = "NAMA")]
    perangkat_daerah: Option<String>,
    /// As a letter with a subject instead of a chat
    #[arg(long)]
    email: bool,
    /// Until when, in your words; else the end of the stage in the kalender
    #[arg(long, value_name = "TEXT")]
    batas: Option<String>,
    /// Write all that have something open: .csv a table, else a text
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Replace a file that is there
    #[arg(long)]
    force: bool,
}

/// Shows the messages, or writes them.
///
/// # Errors
/// No proposed inovasi is of that body; the file cannot be written.
pub fn run(registry: &Registry, show: &Show, it: RemindArgs) -> Result<Done> {
    let channel = if it.email { ReminderChannel::Email } else { ReminderChannel::WhatsApp };
    let req = Remind { channel, perangkat_daerah: it.perangkat_daerah, batas: it.batas };
    if let Some(out) = it.out {
        let receipt = registry.export_reminders(&req, &out, it.force)?;
        // A receipt is JSON for people too: it is kept and compared.
        return Show { json: true, language: show.language }.print(&receipt, Vec::new);
    }
    let view = registry.remind(&req)?;
    show.print(&view, || view.reminders.iter().flat_map(|it| lines(show, it)).collect())
}

/// As it is pasted: no line is changed, since all that people wrote in it was cleaned.
fn lines(show: &Show, it: &ReminderView) -> Vec<String> {
    let subject = it.subject.iter().map(|it| format!("{}: {it}", show.say("remind.column_subject", &[])));
    let head = [format!("=== {} ===", crate::show::clean(&it.perangkat_daerah))];
    head.into_iter().chain(subject).chain(it.text.lines().map(str::to_owned)).chain([String::new()]).collect()
}
