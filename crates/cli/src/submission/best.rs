//! What to send and what to do next, on the command line.

use std::{collections::HashMap, path::PathBuf};

use clap::Args;
use registry::{Basis, BestSet, NextSteps, Registry, Result, view::*};

use crate::{
    Done,
    run::{inovasi, year},
    show::{Show, clean},
};

#[derive(Args)]
pub struct BestArgs {
    /// Send these whatever it costs
    #[arg(long, num_args = 1.., value_name = "ID")]
    pin: Vec<String>,
    /// Do not send these
    #[arg(long, num_args = 1.., value_name = "ID")]
    exclude: Vec<String>,
    #[arg(long)]
    instrument: Option<String>,
    /// claimed, supported or verified
    #[arg(long, default_value = "claimed", value_parser = ["claimed", "supported", "verified"])]
    basis: String,
    /// Propose exactly this set; what is not in it is withdrawn
    #[arg(long)]
    pub apply: bool,
}

#[derive(Args)]
pub struct StepsArgs {
    /// Only of this inovasi
    id: Option<String>,
    /// Only of the inovasi of this body, with those below it
    #[arg(long, value_name = "NAMA")]
    perangkat_daerah: Option<String>,
    #[arg(long)]
    instrument: Option<String>,
    /// claimed, supported or verified
    #[arg(long, default_value = "claimed", value_parser = ["claimed", "supported", "verified"])]
    basis: String,
    #[arg(long, default_value_t = 30)]
    limit: u32,
    /// Write a work list (.csv) instead of showing it
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Replace a file that is there
    #[arg(long)]
    force: bool,
}

/// The best set.
///
/// # Errors
/// It cannot be computed, or what is pinned or excluded cannot stand.
pub fn set(registry: &Registry, show: &Show, it: BestArgs) -> Result<Done> {
    let req = BestSet {
        instrument: year(registry, it.instrument)?,
        basis: basis(&it.basis),
        pinned: inovasi(registry, &it.pin)?,
        excluded: inovasi(registry, &it.exclude)?,
    };
    // Beside the set that is proposed from now on stands where the region stood.
    let view = registry.best_set(&req)?;
    if it.apply {
        registry.apply_best(&req)?;
    }
    let lists = registry.show_vocabulary().lists;
    let options = lists.into_iter().filter(|it| it.field == "urusan_utama").flat_map(|it| it.options);
    let urusan: HashMap<String, String> = options.map(|it| (it.id, it.nama)).collect();
    show.print(&view, || {
        let head = |it: &ScoreView| format!("IID {} · {} inovasi", show.known(&it.iid), it.n_inovasi);
        let mut lines = vec![format!("{} → {}", head(&view.now), head(&view.best))];
        for it in &view.inovasi {
            let mark = if it.chosen { '✓' } else { '–' };
            let pin = if it.pinned { " *" } else { "" };
            lines.push(format!("{mark} {:>7}  {:>9}  {}{pin}", it.skor, show.known(&it.worth_iid), clean(&it.nama)));
        }
        for it in &view.urusan {
            let mark = if it.covered { '✓' } else { '–' };
            let nama = urusan.get(&it.urusan).unwrap_or(&it.urusan);
            lines.push(format!("{mark} {:>9}  {}", show.known(&it.worth_iid), clean(nama)));
        }
        lines
    })
}

/// The next steps, shown or written.
///
/// # Errors
/// What is asked about does not exist; the disk refuses.
pub fn steps(registry: &Registry, show: &Show, it: StepsArgs) -> Result<Done> {
    let req = NextSteps {
        instrument: year(registry, it.instrument)?,
        basis: basis(&it.basis),
        inovasi: it.id.map(|it| registry.find_inovasi(&it)).transpose()?,
        perangkat_daerah: it.perangkat_daerah,
        limit: it.limit,
    };
    if let Some(out) = it.out {
        let receipt = registry.export_steps(&req, &out, it.force, show.language)?;
        return show.print(&receipt, || vec![format!("{} · {}", receipt.path, receipt.n_step)]);
    }
    let view = registry.next_steps(&req)?;
    show.print(&view, || {
        let mut lines: Vec<String> = view.steps.iter().map(|it| line(show, it)).collect();
        if view.n_unknown > 0 {
            let n = ArgView { name: "n".into(), value: view.n_unknown.to_string() };
            lines.push(show.say("step.n_unknown", &[n]));
        }
        lines.push(format!("{} / {}", view.steps.len(), view.n_step));
        lines
    })
}

fn line(show: &Show, it: &StepView) -> String {
    let tied = if it.tied { "=" } else { " " };
    let needs = it.needs.as_ref().map(|needs| format!(" {}", show.say(&format!("step.needs_{needs}"), &it.args)));
    let kematangan = it.gain_kematangan.as_deref().unwrap_or("–");
    format!(
        "{tied} {:>10}  {kematangan:>6}  {}{}",
        show.known(&it.gain_iid_exact),
        show.say(&format!("step.{}", it.kind), &it.args),
        needs.unwrap_or_default()
    )
}

/// A basis that clap let through.
fn basis(name: &str) -> Basis {
    Basis::by_name(name).unwrap_or_default()
}
