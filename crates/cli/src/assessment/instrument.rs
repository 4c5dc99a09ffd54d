//! Rules of awards on the command line.

use std::path::PathBuf;

use clap::Subcommand;
use registry::{Op, Registry, Result, view::*};

use crate::{
    Done,
    show::{Show, clean},
};

#[derive(Subcommand)]
pub enum InstrumentCommand {
    /// Every instrument, and which of them people here have corrected
    List,
    /// What the rules of one say; `ID@bawaan` for those that came with the program
    Show { instrument: String },
    /// What changed from one to another
    Compare { before: String, after: String },
    /// What would change for this region under other rules; nothing is written
    Effect { instrument: String },
    /// Read a pack (folder, zip or json) and tell every mistake in it
    Check { path: PathBuf },
    /// Take a pack in
    Import {
        path: PathBuf,
        /// Why; others read it beside the version
        #[arg(long, value_name = "TEXT")]
        why: String,
    },
    /// Write the rules that hold here into a zip or json
    Export {
        instrument: String,
        out: PathBuf,
        /// Replace a file that is there
        #[arg(long)]
        force: bool,
    },
    /// Who made which version, and why
    Versions { instrument: String },
    /// Give the rules that came with the program back
    Remove { instrument: String },
}

/// Runs one of them.
///
/// # Errors
/// The act did not happen.
pub fn run(
    show: &Show,
    command: InstrumentCommand,
    read: impl Fn() -> Result<Registry>,
    write: impl Fn() -> Result<Registry>,
) -> Result<Done> {
    match command {
        InstrumentCommand::List => list(show, &read()?.show_instruments()?),
        InstrumentCommand::Show { instrument } => pack(show, &read()?.show_pack(&instrument)?),
        InstrumentCommand::Compare { before, after } => {
            let view = read()?.compare_instruments(&before, &after)?;
            show.print(&view, || differences(show, &view.differences))
        }
        InstrumentCommand::Effect { instrument } => effect(show, &read()?.show_effect(&instrument)?),
        InstrumentCommand::Check { path } => {
            let view = read()?.inspect_pack(&path)?;
            let done = look(show, &view)?;
            Ok(if view.faults.is_empty() { done } else { Done::WithFindings })
        }
        InstrumentCommand::Import { path, why } => list(show, &write()?.import_pack(&path, &why)?.view),
        InstrumentCommand::Export { instrument, out, force } => {
            let receipt = read()?.export_pack(&instrument, &out, force)?;
            show.print(&receipt, || vec![format!("{} · {}", receipt.path, receipt.n_file)])
        }
        InstrumentCommand::Versions { instrument } => {
            let versions = read()?.show_pack_versions(&instrument)?;
            show.print(&versions, || versions.iter().map(|it| version(show, it)).collect())
        }
        InstrumentCommand::Remove { instrument } => list(show, &write()?.remove_pack(&instrument)?.view),
    }
}

fn list(show: &Show, view: &InstrumentsView) -> Result<Done> {
    show.print(view, || {
        let line = |it: &InstrumentRow| {
            let mark = if it.current { '*' } else { ' ' };
            let own = it.own.as_ref().map_or(String::new(), |own| format!(" · v{} {}", own.versi, clean(&own.alasan)));
            format!("{mark} {:<22} {:<10} {}{own}", it.id, it.status, clean(&it.nama))
        };
        let mut lines: Vec<String> = view.instruments.iter().map(line).collect();
        lines.extend(view.notices.iter().map(|it| show.say(&format!("notice.{}", it.code), &it.args)));
        lines
    })
}

fn pack(show: &Show, view: &PackView) -> Result<Done> {
    show.print(view, || {
        let it = &view.instrument;
        let mut lines = vec![format!("{} · {} · {}", it.id, clean(&it.nama), it.status)];
        lines.extend(it.rule.iter().map(|it| format!("{:<26} {}  ({})", it.key, show.known(&it.value), it.confidence)));
        for own in &it.indikator {
            let wajib = if own.wajib { " *" } else { "" };
            lines.push(format!("{:<10} {:>6}  {}{wajib}", own.code, show.known(&own.bobot), clean(&own.nama)));
            lines.extend(own.parameter.iter().map(|it| format!("           {}. {}", it.nomor, clean(&it.teks))));
            let checks = view.check.iter().filter(|check| check.indikator == own.id);
            lines.extend(
                checks.map(|it| format!("           – {}", show.say(&format!("rule_check.{}", it.kind), &it.args))),
            );
        }
        lines
    })
}

fn differences(show: &Show, list: &[DifferenceView]) -> Vec<String> {
    let line = |it: &DifferenceView| {
        let of = it.code.as_deref().unwrap_or("·");
        let value = |it: &Option<String>| it.as_deref().map_or_else(|| "–".to_owned(), clean);
        let kind = show.say(&format!("difference.{}", it.kind), &[]);
        format!("{of:<10} {} [{kind}]: {} → {}", it.fact, value(&it.dulu), value(&it.kini))
    };
    list.iter().map(line).collect()
}

fn effect(show: &Show, view: &EffectView) -> Result<Done> {
    show.print(view, || {
        let mut lines = vec![format!("{} → {}", view.before.id, view.after.id)];
        lines.extend(view.lesson.iter().map(|it| {
            let of = format!("? {} / {}", it.n_touched, it.n_answered);
            format!("! {} {}  ({of}): {}", it.code, clean(&it.nama), clean(&it.teks.id))
        }));
        for it in &view.standing {
            let change = it.change.as_deref().map_or(String::new(), |it| format!(" ({it})"));
            lines.push(format!(
                "{:<10} IID {} → {}{change}",
                it.basis,
                show.known(&it.now.iid),
                show.known(&it.then.iid)
            ));
        }
        lines.push(format!("= {} · ? {} · – {}", view.n_same, view.n_review, view.n_dropped));
        for it in &view.fate {
            let why: Vec<String> = it.why.iter().map(|why| show.say(&format!("carry.{why}"), &[])).collect();
            lines.push(format!("? {} – {}  {}: {}", it.n_review, it.n_dropped, clean(&it.nama), why.join(" ")));
        }
        lines.extend(view.unasked.iter().map(|it| format!("+ {} {}", it.code, clean(&it.nama))));
        lines.extend(view.moved.iter().map(|it| format!("{:>8}  {}", show.known(&it.change), clean(&it.nama))));
        lines
    })
}

fn look(show: &Show, view: &PackLookView) -> Result<Done> {
    let fault = |it: &PackFaultView| show.say(&format!("pack_fault.{}", it.reason), &it.args);
    show.print(view, || {
        let mut lines: Vec<String> =
            view.faults.iter().map(|it| format!("{}:{}: {}", clean(&it.file), it.line, fault(it))).collect();
        if let (Some(id), Some(nama)) = (&view.id, &view.nama) {
            lines.push(format!("{id} · {} · {}", clean(nama), view.n_indikator));
            lines.extend(differences(show, &view.differences));
        }
        lines
    })
}

fn version(show: &Show, it: &PackVersionView) -> String {
    let mark = if it.stands { '*' } else { ' ' };
    let what = match it.versi {
        Some(versi) => format!("v{versi} {}", clean(it.alasan.as_deref().unwrap_or_default())),
        None => show.say(&format!("op.{}", it.op.map_or("unknown", Op::name)), &[]),
    };
    format!("{mark} {} {}  {what}", it.at, clean(&it.person))
}
