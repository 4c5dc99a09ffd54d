//! The public catalogue, on the command line.

use std::path::PathBuf;

use clap::Args;
use registry::{Publish, Registry, Result, view::*};

use crate::{
    Done,
    show::{Show, clean},
    submission::document::Terminal,
};

#[derive(Args)]
pub struct PublishArgs {
    /// A folder that does not exist yet; without it: what is public
    out: Option<PathBuf>,
    /// Only inovasi that are proposed under the instrument of the year
    #[arg(long)]
    proposed: bool,
    /// Replace an earlier catalogue that lies there; nothing else is ever replaced
    #[arg(long)]
    force: bool,
    /// Make these parts public from now on
    #[arg(long, num_args = 1.., value_name = "PART")]
    show: Vec<String>,
    /// Make these parts public no more
    #[arg(long, num_args = 1.., value_name = "PART")]
    hide: Vec<String>,
}

/// Chooses what is public, and then writes the catalogue or tells what is public.
///
/// # Errors
/// There is no such part; the folder cannot be written.
pub fn run(
    show: &Show,
    it: PublishArgs,
    read: impl Fn() -> Result<Registry>,
    write: impl Fn() -> Result<Registry>,
) -> Result<Done> {
    if !it.show.is_empty() || !it.hide.is_empty() {
        let registry = write()?;
        for (part, public) in it.show.iter().map(|it| (it, true)).chain(it.hide.iter().map(|it| (it, false))) {
            registry.set_public(part, public)?;
        }
    }
    let registry = read()?;
    let Some(out) = it.out else {
        let view = registry.show_publication()?;
        return show.print(&view, || view.parts.iter().map(|it| line(show, it)).collect());
    };
    let req = Publish { out: out.display().to_string(), proposed: it.proposed, replace: it.force };
    let receipt = registry.publish(&req, &mut Terminal::default())?;
    // A receipt is JSON for people too: it is kept and compared.
    Show { json: true, language: show.language }.print(&receipt, Vec::new)
}

fn line(show: &Show, it: &PublicPartView) -> String {
    let mark = show.say(if it.public { "cli.public" } else { "cli.not_public" }, &[]);
    let filled = it.n_filled.map_or_else(String::new, |it| format!("  ({it})"));
    format!("{:<22} {mark:<8} {}{filled}", it.part, clean(&it.label))
}
