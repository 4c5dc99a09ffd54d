//! A newer program from a file.

use std::path::PathBuf;

use clap::Args;
use registry::{
    Env, Error, PackageKind, Reason, Registry, Result,
    progress::Unwatched,
    text::Language,
    view::{ArgView, UpdateReadyView, UpdateView},
};

use crate::{
    Done,
    show::{Show, clean},
    write::write_aside,
};

#[derive(Args)]
pub struct UpdateArgs {
    /// The update, as it was handed out (.prakarsa-update)
    pub file: PathBuf,
    /// Only say what it would do
    #[arg(long)]
    check: bool,
    /// Start its installer at once; on Windows, where the program is installed
    #[arg(long, conflicts_with = "check")]
    start: bool,
}

/// Checks an update and tells what is new; then backs up, lays its package ready, and
/// starts the installer where that was asked for.
///
/// # Errors
/// As `Registry::inspect_update` and `Registry::ready_update`; `write` refuses, other than
/// for want of a registry; there is no installer to start.
pub fn run(show: &Show, it: &UpdateArgs, env: &dyn Env, write: impl Fn() -> Result<Registry>) -> Result<Done> {
    match taken(show, it, env, write) {
        // Nobody can say here whether it is to be trusted.
        Err(error @ (Error { reason: Reason::UpdateNoKey, .. } | Error { reason: Reason::UpdateNewer, .. })) => {
            write_aside(&registry::text::sentence(&format!("error.{}", error.reason), &error.args, show.language));
            Ok(Done::Unjudged)
        }
        other => other,
    }
}

fn taken(show: &Show, it: &UpdateArgs, env: &dyn Env, write: impl Fn() -> Result<Registry>) -> Result<Done> {
    let offer = Registry::inspect_update(&it.file, env)?;
    if it.check {
        return show.print(&offer, || told(show, &offer));
    }
    if it.start && (offer.kind != PackageKind::Setup || !cfg!(windows)) {
        return Err(Error::invalid(Reason::UpdateNotStartable));
    }
    let registry = match write() {
        // What a newer program wrote, this one cannot back up, and has not touched.
        Err(Error { reason: Reason::RegistryMissing, .. } | Error { reason: Reason::StoreNewer, .. }) => None,
        other => Some(other?),
    };
    let (laid, ready) = Registry::ready_update(&it.file, env, registry.as_ref(), &mut Unwatched)?;
    drop(registry);
    if it.start {
        laid.start()?;
    }
    show.print(&ready, || {
        let mut lines = told(show, &offer);
        lines.push(show.say(if ready.backed_up { "cli.update_backed_up" } else { "cli.update_no_backup" }, &[]));
        lines.push(next(show, &ready, it.start));
        lines
    })
}

fn told(show: &Show, it: &UpdateView) -> Vec<String> {
    let args =
        [arg("own", &it.own), arg("offered", &it.offered), arg("bytes", &it.size.to_string()), arg("key", &it.key)];
    let news = if show.language == Language::Id { &it.news_id } else { &it.news_en };
    let mut lines = vec![show.say("cli.update_offer", &args)];
    lines.extend(news.iter().map(|it| format!("  - {}", clean(it))));
    lines
}

/// What whoever reads it does next.
fn next(show: &Show, it: &UpdateReadyView, started: bool) -> String {
    let args =
        [arg("path", &it.path), arg("folder", &it.folder), arg("command", it.command.as_deref().unwrap_or_default())];
    let key = match it.kind {
        PackageKind::Setup if started => "cli.update_setup_started",
        PackageKind::Setup => "cli.update_setup_ready",
        PackageKind::Portable => "cli.update_portable_ready",
        PackageKind::Deb | PackageKind::Rpm => "cli.update_system_ready",
    };
    show.say(key, &args)
}

fn arg(name: &str, value: &str) -> ArgView {
    ArgView { name: name.into(), value: value.into() }
}
