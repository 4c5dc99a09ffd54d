//! Official results on the command line.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use registry::{
    Error, ImportOfficial, OfficialDecision, OfficialFigure, Reason, Registry, Result, Subject, progress::Unwatched,
    view::*,
};

use crate::{
    Done,
    show::{Show, arg, brief},
};

#[derive(Subcommand)]
pub enum OfficialCommand {
    /// Read the portal's own export: workbook or CSV
    Import(OfficialImportArgs),
    /// Write one figure, or the accepted parameter of one indikator; an empty value clears it
    Set(OfficialSetArgs),
    /// What the ministry made of a year
    List {
        /// The year that is worked under when absent
        #[arg(long)]
        instrument: Option<String>,
        /// One inovasi, answer by answer, and where it must have been cut
        #[arg(long)]
        inovasi: Option<String>,
    },
}

#[derive(Args)]
pub struct OfficialImportArgs {
    file: PathBuf,
    /// Tell what would change and write nothing
    #[arg(long)]
    dry_run: bool,
    /// Whose a row is, by its number and the id or name of the inovasi; without one it is left out
    #[arg(long, value_name = "ROW=ID")]
    decide: Vec<String>,
    /// The sheet to read
    #[arg(long)]
    sheet: Option<String>,
    /// The year that the figures are of; the one that is worked under when absent
    #[arg(long)]
    instrument: Option<String>,
    /// The kematangan is by the region's own answers, before verification
    #[arg(long)]
    mandiri: bool,
    /// Put a koordinat into profiles that have none
    #[arg(long)]
    koordinat: bool,
}

#[derive(Args)]
pub struct OfficialSetArgs {
    /// The inovasi; the region when absent
    #[arg(long)]
    inovasi: Option<String>,
    /// The year; the one that is worked under when absent
    #[arg(long)]
    instrument: Option<String>,
    /// Write the accepted parameter of this indikator; then the value stands alone
    #[arg(long, requires = "inovasi")]
    indikator: Option<String>,
    /// iid_verifikasi, predikat, kematangan_verifikasi …, and what it is
    #[arg(required = true, num_args = 1..=2, value_names = ["FIGURE", "VALUE"])]
    said: Vec<String>,
}

/// Runs one of them.
///
/// # Errors
/// The act did not happen.
pub fn run(
    show: &Show,
    command: OfficialCommand,
    read: impl Fn() -> Result<Registry>,
    write: impl Fn() -> Result<Registry>,
) -> Result<Done> {
    match command {
        OfficialCommand::List { instrument, inovasi: None } => {
            show.official(&read()?.show_official(instrument.as_deref())?)
        }
        OfficialCommand::List { instrument, inovasi: Some(inovasi) } => {
            let registry = read()?;
            let instrument = year(&registry, instrument)?;
            show.official_detail(&registry.show_official_detail(registry.find_inovasi(&inovasi)?, &instrument)?)
        }
        OfficialCommand::Set(it) => set(show, it, &write()?),
        OfficialCommand::Import(it) => {
            let registry = if it.dry_run { read()? } else { write()? };
            let req = ImportOfficial {
                path: it.file.display().to_string(),
                sheet: it.sheet,
                instrument: year(&registry, it.instrument)?.into(),
                mandiri: it.mandiri,
                take_koordinat: it.koordinat,
                decisions: it.decide.iter().map(|it| decision(&registry, it)).collect::<Result<_>>()?,
            };
            show.official_import(&registry.import_official(&req, it.dry_run, &mut Unwatched)?.view)
        }
    }
}

fn set(show: &Show, it: OfficialSetArgs, registry: &Registry) -> Result<Done> {
    let instrument = year(registry, it.instrument)?;
    let subject = match &it.inovasi {
        Some(inovasi) => Subject::Inovasi(registry.find_inovasi(inovasi)?),
        None => Subject::Daerah,
    };
    let (named, value) = match it.said.as_slice() {
        [value] if it.indikator.is_some() => ("", value),
        [named, value] if it.indikator.is_none() => (named.as_str(), value),
        other => return Err(Error::not_found(Reason::FieldUnknown).arg("field", other.join(" "))),
    };
    if let Some(indikator) = it.indikator {
        let done = registry.set_official_parameter(subject, &instrument, &indikator.into(), Some(value))?;
        return show.official_detail(&done.view);
    }
    let unknown = || Error::not_found(Reason::FieldUnknown).arg("field", named);
    let figure = OfficialFigure::by_name(named).ok_or_else(unknown)?;
    show.official(&registry.set_official(subject, &instrument, figure, Some(value))?.view)
}

fn year(registry: &Registry, instrument: Option<String>) -> Result<String> {
    match instrument {
        Some(it) => Ok(it),
        None => Ok(registry.show_official(None)?.instrument.to_string()),
    }
}

/// `12=<id or name>`, `12=` for a row that is left out.
fn decision(registry: &Registry, text: &str) -> Result<OfficialDecision> {
    let unread = || Error::invalid(Reason::ColumnUnknown).arg("map", text);
    let (row, id) = text.split_once('=').ok_or_else(unread)?;
    let row = row.trim().parse().map_err(|_| unread())?;
    let id = Some(id.trim()).filter(|it| !it.is_empty());
    Ok(OfficialDecision { row, id: id.map(|it| registry.find_inovasi(it)).transpose()? })
}

impl Show {
    fn official(&self, it: &OfficialView) -> Result<Done> {
        self.print(it, || {
            let mut lines = vec![it.instrument_nama.clone()];
            let named = |it: &OfficialFigureView| {
                let figure = self.say(&format!("official_figure.{}", it.figure), &[]);
                Some(format!("{figure}: {}", self.figure(it.figure, it.value.as_deref()?)))
            };
            lines.extend(it.daerah.iter().filter_map(named));
            if it.has_rules {
                let own = [&it.claimed, &it.supported, &it.verified].map(|it| self.known(it));
                lines.push(format!("IID: {}", own.join(" / ")));
            }
            for it in it.inovasi.iter().filter(|it| it.figures.iter().any(|it| it.value.is_some())) {
                let figures: Vec<String> = it.figures.iter().filter_map(named).collect();
                lines.push(format!("{}  {}", it.id, brief(&it.nama)));
                lines.push(format!(
                    "    {} → {}",
                    self.number(it.claimed.as_deref().unwrap_or("?")),
                    figures.join(" · ")
                ));
            }
            lines
        })
    }

    fn official_detail(&self, it: &OfficialDetailView) -> Result<Done> {
        self.print(it, || {
            let rung = |it: Option<u8>| it.map_or_else(|| "?".to_owned(), |it| it.to_string());
            let mut lines: Vec<String> = it
                .indikator
                .iter()
                .filter(|it| it.parameter > 0 || it.accepted.is_some())
                .map(|it| format!("{:<8} {} → {}  {}", it.code, it.parameter, rung(it.accepted), brief(&it.nama)))
                .collect();
            if let Some(cut) = &it.cut {
                let args = [
                    ("total", self.number(&cut.total)),
                    ("sent", self.number(&cut.sent)),
                    ("official", self.number(&cut.official)),
                    ("n", cut.n_way.to_string()),
                ];
                let args = args.map(|(name, value)| ArgView { name: name.to_owned(), value });
                lines.push(self.say(&format!("official_cut.{}", cut.says), &args));
                let lowered = |it: &LoweredView| match it.to {
                    Some(to) => format!("{} {} → {to}", it.code, it.from),
                    None => it.code.clone(),
                };
                lines.extend(
                    cut.ways.iter().map(|way| format!("  {}", way.iter().map(lowered).collect::<Vec<_>>().join(" + "))),
                );
            }
            lines
        })
    }

    /// A figure as it is written, a number with the decimal sign of the language.
    fn figure(&self, figure: OfficialFigure, kept: &str) -> String {
        if figure.is_number() { self.number(kept) } else { brief(kept) }
    }

    fn official_import(&self, it: &OfficialImportView) -> Result<Done> {
        self.print(it, || {
            let mut lines: Vec<String> =
                it.notices.iter().map(|it| self.say(&format!("notice.{}", it.code), &it.args)).collect();
            for row in &it.rows {
                let says = self.say(&format!("official_match.{}", row.says), &[]);
                let figures: Vec<String> = row
                    .figures
                    .iter()
                    .filter(|it| it.figure != OfficialFigure::Sumber)
                    .map(|it| self.figure(it.figure, &it.after))
                    .collect();
                lines.push(format!("{:>5}  {}  {}  [{says}]", row.row, brief(&row.judul), figures.join(" · ")));
                let unread = |text: &String| self.say("cli.official_unread", &[arg("text", &brief(text))]);
                lines.extend(row.unread.iter().map(|it| format!("         {}", unread(it))));
                lines.extend(
                    row.candidates.iter().map(|it| format!("         {}={}  {}", row.row, it.id, brief(&it.nama))),
                );
            }
            let told = [("taken", it.n_taken), ("row", it.n_row), ("unsure", it.n_unsure), ("unread", it.n_unread)];
            lines.push(self.say("cli.official_rows", &told.map(|(name, n)| arg(name, &n))));
            let n_unlisted = it.n_row.saturating_sub(u32::try_from(it.rows.len()).unwrap_or(u32::MAX));
            if n_unlisted > 0 {
                lines.push(self.say("cli.official_unlisted", &[arg("n", &n_unlisted)]));
            }
            lines
        })
    }
}
