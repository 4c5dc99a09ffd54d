//! Files as bukti: the words of the command line, and what became of them.

mod wildcard;

use std::{collections::BTreeSet, path::PathBuf};

use clap::Args;
use registry::{
    BuktiId, Error, FindingCode, Reason, Registry, Result, Subject,
    view::{AssessmentView, BytesView, FindingView, MendView, Outcome},
};

use crate::{
    Done,
    show::{Show, arg, clean},
    write::write_note,
};
pub use wildcard::meant;

#[derive(Args)]
pub struct Attach {
    pub id: String,
    /// Id or code of the indikator
    pub indikator: String,
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    #[arg(long)]
    pub instrument: Option<String>,
    #[arg(long)]
    pub nomor: Option<String>,
    #[arg(long)]
    pub tanggal: Option<String>,
    #[arg(long)]
    pub tentang: Option<String>,
    /// Kind of document: SK, Perkada, Perda, undangan, foto …
    #[arg(long)]
    pub jenis: Option<String>,
    #[arg(long)]
    pub pages: Option<String>,
}

#[derive(Args)]
pub struct Clean {
    pub id: String,
    /// Only this bukti: its id, or the name of its file
    #[arg(long)]
    pub bukti: Option<String>,
    #[arg(long)]
    pub instrument: Option<String>,
}

/// What attaching came to; what became of these files is told beside the answer.
///
/// # Errors
/// The answer cannot be written as JSON.
pub fn attached(show: &Show, it: &Outcome<AssessmentView>, files: &[PathBuf]) -> Result<Done> {
    let value = |it: &FindingView, name: &str| it.args.iter().find(|it| it.name == name).map(|it| it.value.clone());
    let names = files.iter().filter_map(|it| Some(it.file_name()?.to_string_lossy().into_owned()));
    // A file with bytes that are known goes by the name it had.
    let known = it.findings.iter().filter_map(|it| value(it, "known"));
    let names: BTreeSet<String> = names.chain(known).collect();
    let is_now = |it: &&FindingView| value(it, "nama_berkas").is_some_and(|it| names.contains(&it));
    for finding in it.findings.iter().filter(|it| it.code.is_of_file()).filter(is_now) {
        write_note(&show.say(&format!("finding.{}", finding.code), &finding.args));
    }
    show.assessment(&it.view)
}

/// A bukti of a worksheet by its id or the name of its file.
///
/// # Errors
/// There is none of that name.
pub fn find(registry: &Registry, subject: Subject, instrument: &str, name: &str) -> Result<BuktiId> {
    let view = registry.show_assessment(subject, instrument)?;
    let mut all = view.indikator.iter().flat_map(|it| &it.bukti);
    let found = all.find(|it| it.id.to_string() == name || it.nama_berkas == name);
    found.map(|it| it.id).ok_or_else(|| Error::not_found(Reason::BuktiMissing).arg("id", name))
}

/// What cleaning came to; what still tells something is a finding.
///
/// # Errors
/// The answer cannot be written as JSON.
pub fn cleaned(show: &Show, it: &Outcome<AssessmentView>) -> Result<Done> {
    use FindingCode::{FileCleaned, FileTellsPerson, FileTellsPlace, FileTellsThumbnail, FileUncleanable};
    let of = |codes: &[FindingCode]| {
        let some = it.findings.iter().filter(|it| codes.contains(&it.code));
        some.map(|it| show.say(&format!("finding.{}", it.code), &it.args)).collect::<Vec<_>>()
    };
    let (cleaned, left) =
        (of(&[FileCleaned]), of(&[FileTellsPlace, FileTellsPerson, FileTellsThumbnail, FileUncleanable]));
    let done = if left.is_empty() { Done::Clean } else { Done::WithFindings };
    show.print(&it.view, || {
        let none = (cleaned.is_empty() && left.is_empty()).then(|| show.say("cli.clean_none", &[]));
        none.into_iter().chain(cleaned).chain(left).collect()
    })?;
    Ok(done)
}

/// What looking for bytes came to; what is not found yet is a finding.
///
/// # Errors
/// The answer cannot be written as JSON.
pub fn mended(show: &Show, it: &MendView) -> Result<Done> {
    show.print(it, || {
        let counts = [arg("n_file", &it.n_file), arg("n_mended", &it.mended.len()), arg("n_left", &it.left.len())];
        let mut lines = vec![show.say("cli.mend_done", &counts)];
        lines.extend(it.stopped.then(|| show.say("cli.mend_stopped", &[])));
        let line =
            |mark: &str, it: &BytesView| format!("{mark} {}  {}", clean(&it.nama_berkas), clean(&it.subject_nama));
        lines.extend(it.mended.iter().map(|it| line("✓", it)));
        lines.extend(it.left.iter().map(|it| line("✗", it)));
        lines
    })?;
    Ok(if it.left.is_empty() { Done::Clean } else { Done::WithFindings })
}
