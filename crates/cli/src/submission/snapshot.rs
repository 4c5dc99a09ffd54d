//! The moment of sending on the command line: snapshots, sending, opening again.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use registry::{Error, Reason, Registry, Result, SendSubmission, SnapshotField, progress::Unwatched, view::*};

use crate::{
    Done,
    show::{Show, clean},
};

#[derive(Subcommand)]
pub enum Sending {
    /// Snapshots: the registry as it was at moments that were kept
    Snapshot {
        #[command(subcommand)]
        command: SnapshotCommand,
    },
    /// Send the submission of the year: a snapshot, the statement, and the year closes
    Send(SendArgs),
    /// Open a sent year again, with the reason
    Reopen { alasan: String },
}

#[derive(Subcommand)]
pub enum SnapshotCommand {
    /// Keep the registry as it is now
    Create { nama: String },
    /// Every snapshot, the newest first
    List,
    /// What is said of one; ID may be its name
    Show { id: String },
    /// Write its name, or the number and the day of what was sent
    Edit {
        id: String,
        /// nama, nomor_registrasi or tanggal_kirim
        field: String,
        value: String,
    },
    /// What each field said then and says now, or in another snapshot
    Compare { id: String, other: Option<String> },
    /// Write the bundle of then once more
    Export {
        id: String,
        out: PathBuf,
        /// One zip file instead of a folder
        #[arg(long)]
        zip: bool,
        /// Replace a zip that is there; a folder never is
        #[arg(long)]
        force: bool,
    },
}

#[derive(Args)]
pub struct SendArgs {
    /// What the portal gave; can be written down later
    #[arg(long, default_value = "")]
    nomor: String,
    /// The day it was sent on; today when absent
    #[arg(long, default_value = "")]
    tanggal: String,
    /// Who states that the data are true; as last time when absent, like the rest
    #[arg(long)]
    nama_lengkap: Option<String>,
    /// His position and rank
    #[arg(long)]
    jabatan: Option<String>,
    /// His office
    #[arg(long)]
    instansi: Option<String>,
    /// His telephone
    #[arg(long)]
    nomor_hp: Option<String>,
    #[arg(long)]
    email: Option<String>,
    /// What the snapshot is called
    #[arg(long, default_value = "")]
    nama: String,
    /// Send although findings block it
    #[arg(long)]
    meant: bool,
}

/// Runs one of them.
///
/// # Errors
/// The act did not happen.
pub fn run(
    show: &Show,
    command: Sending,
    read: impl Fn() -> Result<Registry>,
    write: impl Fn() -> Result<Registry>,
) -> Result<Done> {
    match command {
        Sending::Send(it) => {
            let registry = write()?;
            let last = registry.show_submission()?.statement;
            let req = SendSubmission {
                nama: it.nama,
                nama_lengkap: it.nama_lengkap.unwrap_or(last.nama_lengkap),
                jabatan: it.jabatan.unwrap_or(last.jabatan),
                instansi: it.instansi.unwrap_or(last.instansi),
                nomor_hp: it.nomor_hp.unwrap_or(last.nomor_hp),
                email: it.email.unwrap_or(last.email),
                nomor_registrasi: it.nomor,
                tanggal_kirim: it.tanggal,
                meant: it.meant,
            };
            show.submission(&registry.send_submission(&req, &mut Unwatched)?.view)
        }
        Sending::Reopen { alasan } => show.submission(&write()?.reopen_submission(&alasan)?.view),
        Sending::Snapshot { command } => snapshot(show, command, read, write),
    }
}

fn snapshot(
    show: &Show,
    command: SnapshotCommand,
    read: impl Fn() -> Result<Registry>,
    write: impl Fn() -> Result<Registry>,
) -> Result<Done> {
    match command {
        SnapshotCommand::Create { nama } => show.submission(&write()?.keep_snapshot(&nama, &mut Unwatched)?.view),
        SnapshotCommand::List => show.submission(&read()?.show_submission()?),
        SnapshotCommand::Show { id } => {
            let registry = read()?;
            let id = registry.find_snapshot(&id)?;
            let view = registry.show_submission()?.snapshots.into_iter().find(|it| it.id == id);
            show.snapshot(&view.ok_or_else(|| Error::not_found(Reason::SnapshotMissing).arg("id", id))?)
        }
        SnapshotCommand::Edit { id, field, value } => {
            let registry = write()?;
            let unknown = || Error::invalid(Reason::FieldUnknown).arg("field", &field);
            let named = SnapshotField::by_name(&field).ok_or_else(unknown)?;
            show.submission(&registry.edit_snapshot(registry.find_snapshot(&id)?, named, Some(&value))?.view)
        }
        SnapshotCommand::Compare { id, other } => {
            let registry = read()?;
            let other = other.map(|it| registry.find_snapshot(&it)).transpose()?;
            let compared = registry.compare_snapshots(registry.find_snapshot(&id)?, other, &mut Unwatched)?;
            show.snapshots_compared(&compared)
        }
        SnapshotCommand::Export { id, out, zip, force } => {
            let registry = read()?;
            let id = registry.find_snapshot(&id)?;
            let out = out.display().to_string();
            show.receipt(&registry.export_snapshot(id, &out, zip, force, &mut Unwatched)?.view)
        }
    }
}

impl Show {
    fn submission(&self, it: &SubmissionView) -> Result<Done> {
        self.print(it, || {
            let row = |row: &SnapshotView| {
                let mark = if row.sent { '✓' } else { ' ' };
                let here = if row.here && row.sound { "" } else { "  –" };
                let nomor = row.nomor_registrasi.as_deref().map(|it| format!("  {}", clean(it))).unwrap_or_default();
                format!("{mark} {}  {}  {}{nomor}{here}", row.id, clean(&row.instrument), clean(&row.nama))
            };
            let mut lines: Vec<String> = it.snapshots.iter().map(row).collect();
            lines.push(format!(
                "{}  inovasi: {}  temuan: {} / {} / {}",
                it.instrument, it.n_chosen, it.n_blocking, it.n_warning, it.n_hint
            ));
            lines
        })
    }

    fn snapshot(&self, it: &SnapshotView) -> Result<Done> {
        self.print(it, || {
            let told = [
                ("id", Some(it.id.to_string())),
                ("nama", Some(it.nama.clone())),
                ("instrument", Some(it.instrument.to_string())),
                ("tanggal_kirim", it.tanggal_kirim.clone()),
                ("nomor_registrasi", it.nomor_registrasi.clone()),
                ("nama_lengkap", it.nama_lengkap.clone()),
                ("jabatan", it.jabatan.clone()),
                ("instansi", it.instansi.clone()),
                ("nomor_hp", it.nomor_hp.clone()),
                ("email", it.email.clone()),
                ("alasan_buka", it.alasan_buka.clone()),
            ];
            let known = told.into_iter().filter_map(|(name, value)| Some(format!("{name}: {}", clean(&value?))));
            known.collect()
        })
    }

    fn snapshots_compared(&self, it: &SnapshotCompareView) -> Result<Done> {
        self.print(it, || {
            let mut lines = Vec::new();
            for then in &it.before.standing {
                let now = it.after.standing.iter().find(|it| it.basis == then.basis);
                let now = now.and_then(|it| it.iid.clone());
                lines.push(format!("IID {}: {} → {}", then.basis, self.known(&then.iid), self.known(&now)));
            }
            for group in &it.groups {
                let sign = match group.effect {
                    SnapshotEffect::Changed => '~',
                    SnapshotEffect::OnlyBefore => '-',
                    SnapshotEffect::OnlyAfter => '+',
                };
                lines.push(format!("{sign} {}", clean(&group.nama)));
                lines.extend(group.differences.iter().map(|it| {
                    let before = self.value(it.before_said.as_ref(), it.before.as_deref());
                    let after = self.value(it.after_said.as_ref(), it.after.as_deref());
                    let berkas = it.berkas.as_deref().map(|it| format!("{}: ", clean(it))).unwrap_or_default();
                    format!("    {berkas}{}: {before} → {after}", it.label)
                }));
            }
            lines.push(format!("isian: {}", it.n_field));
            lines
        })
    }
}
