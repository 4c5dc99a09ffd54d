//! History, what comes from elsewhere, and copies.

pub(crate) mod backup;

use std::path::PathBuf;

use clap::Subcommand;
use registry::{Op, Result, text::has_sentence, view::*};

use crate::{
    Done,
    show::{Show, clean},
};

#[derive(Subcommand)]
pub enum ParcelCommand {
    /// Write everything another registry may lack
    Create {
        out: PathBuf,
        /// Replace a file that is there
        #[arg(long)]
        force: bool,
    },
    /// Tell what accepting a parcel would do
    Inspect { file: PathBuf },
    /// Take a parcel in
    Accept {
        file: PathBuf,
        /// Only tell what would change
        #[arg(long)]
        dry_run: bool,
    },
}

impl Show {
    pub fn parcel_receipt(&self, it: &ParcelReceipt) -> Result<Done> {
        self.warn(&it.notices);
        Show { json: true, language: self.language }.print(it, Vec::new)
    }

    pub fn import(&self, it: &ImportView) -> Result<Done> {
        self.print(it, || {
            let mut lines: Vec<String> = it.changes.iter().map(|it| self.change(it)).collect();
            lines.push(format!("+{} ~{} ={}", it.n_new, it.n_changed, it.n_unchanged));
            lines
        })
    }

    pub fn parcel(&self, it: &ParcelView) -> Result<Done> {
        self.print(it, || {
            let mut lines: Vec<String> = it.taken.iter().map(|it| self.change(it)).collect();
            lines.push(format!("{}: +{} / {}", clean(&it.from_pemda), it.n_new, it.n_change));
            lines.extend(self.conflict_lines(&it.conflicts));
            lines.extend(
                it.notices.iter().map(|it| format!("· {}", self.say(&format!("notice.{}", it.code), &it.args))),
            );
            lines
        })
    }

    fn change(&self, it: &ImportChange) -> String {
        let nama = if it.nama.is_empty() { it.id.to_string() } else { clean(&it.nama) };
        let is_json = |it: &str| it.starts_with('{');
        let side = |it: &Option<String>| match it.as_deref() {
            None => "–".to_owned(),
            Some(text) if is_json(text) => "…".to_owned(),
            Some(text) => clean(text).chars().take(80).collect(),
        };
        format!("{nama} · {}: {} → {}", self.field(&it.field), side(&it.before), side(&it.after))
    }

    /// A field of history as people call it, with what its key adds; one of the profile
    /// by the name that it is edited by.
    fn field(&self, key: &str) -> String {
        let (kind, more) = key.split_once('/').unwrap_or((key, ""));
        let spoken = [(key, ""), (kind, more)].into_iter().find(|it| has_sentence(&format!("field.{}", it.0)));
        let Some((kind, more)) = spoken else { return key.to_owned() };
        let label = self.say(&format!("field.{kind}"), &[]);
        if more.is_empty() { label } else { format!("{label} ({})", clean(more)) }
    }

    pub fn conflicts(&self, conflicts: &[ConflictView]) -> Result<Done> {
        self.print(&conflicts, || self.conflict_lines(conflicts))
    }

    pub fn reverted(&self, it: &RevertView) -> Result<Done> {
        self.print(it, || {
            let nama = clean(it.done.subject_nama.as_deref().unwrap_or(""));
            let op = self.say(&format!("op.{}", it.done.op.map_or("unknown", Op::name)), &[]);
            let mut lines = vec![format!("{op} · {nama}: ↶ {} · = {}", it.n_restored, it.n_newer)];
            lines.extend(it.kept.iter().map(|it| format!("· {}", self.say(&format!("notice.{}", it.code), &it.args))));
            lines
        })
    }

    fn conflict_lines(&self, conflicts: &[ConflictView]) -> Vec<String> {
        let mut lines = Vec::new();
        for it in conflicts {
            lines.push(format!("≠ {} {}", it.subject, it.field));
            for head in &it.heads {
                let value = self.value(head.said.as_ref(), head.value.as_deref());
                lines.push(format!("    {}  {}  {} {}", head.stamp, value, clean(&head.person), head.at));
            }
        }
        lines
    }

    /// A value of history: as a sentence where it is no words itself.
    pub fn value(&self, said: Option<&SaidView>, text: Option<&str>) -> String {
        said.map_or_else(|| clean(text.unwrap_or("–")), |it| self.say(&format!("value.{}", it.say), &it.args))
    }

    pub fn history(&self, entries: &[HistoryView]) -> Result<Done> {
        self.print(&entries, || {
            let line = |it: &HistoryView| {
                let value = self.value(it.said.as_ref(), it.text.as_deref());
                let mark = if it.stands { "•" } else { " " };
                format!("{mark} {}  {}  {}: {value}  {}", it.stamp, it.at, it.label, clean(&it.person))
            };
            entries.iter().map(line).collect()
        })
    }
}
