//! Files as bukti: the words of the command line, and what became of them.

mod wildcard;

use std::{collections::BTreeSet, path::PathBuf};

use clap::Args;
use registry::{
    AnswerKey, BuktiFacts, BuktiId, Error, FindingCode, Reason, Registry, Result, Subject,
    progress::Unwatched,
    view::{AssessmentView, BytesView, FindingView, MendView, Outcome},
};

use crate::{
    Done,
    show::{Show, arg, clean},
    write::write_note,
};
use wildcard::meant;

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

#[derive(Args)]
pub struct FitArgs {
    /// A PDF, JPEG, PNG or WebP
    file: PathBuf,
    /// Where the copy goes
    out: PathBuf,
    /// Largest size, such as 2MB or 500kB; without it the smallest that the portal is known to ask for
    #[arg(long, value_name = "SIZE", value_parser = read_size)]
    limit: Option<u64>,
    /// Replace a file that is there
    #[arg(long)]
    force: bool,
}

/// A size as people write it, in bytes. An MB has 1,000,000: it passes however the portal
/// counts.
fn read_size(text: &str) -> std::result::Result<u64, String> {
    let plain = text.trim().to_lowercase().replace(' ', "").replace(',', ".");
    let units = [("gb", 9_u32), ("mb", 6), ("kb", 3), ("b", 0)];
    let (number, places) = units
        .iter()
        .find_map(|(unit, places)| Some((plain.strip_suffix(unit)?, *places)))
        .unwrap_or((plain.as_str(), 0));
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    let digits = |it: &str| it.chars().all(|it| it.is_ascii_digit());
    let size = || -> Option<u64> {
        let part: String = part.chars().chain(std::iter::repeat('0')).take(places as usize).collect();
        let whole = whole.parse::<u64>().ok()?.checked_mul(10_u64.checked_pow(places)?)?;
        whole.checked_add(if part.is_empty() { 0 } else { part.parse().ok()? })
    };
    let read = (digits(whole) && digits(part) && !whole.is_empty()).then(size).flatten();
    read.filter(|it| *it > 0).ok_or_else(|| format!("{text} is no size: write 2MB or 500kB"))
}

/// Makes a portal copy.
///
/// # Errors
/// As `Registry::fit_file`.
pub fn fit(show: &Show, it: &FitArgs) -> Result<Done> {
    let view = Registry::fit_file(&it.file, &it.out, it.limit, it.force, &mut Unwatched)?;
    show.print(&view, || {
        let done = [
            arg("path", &clean(&view.path)),
            arg("bytes_before", &view.size_before),
            arg("bytes_after", &view.size),
            arg("n", &view.pages),
        ];
        let mut lines = vec![show.say("cli.fit_done", &done)];
        lines.extend(view.steps.iter().map(|it| format!("  {}", show.say(&format!("fit_step.{it}"), &[]))));
        lines.extend(view.dpi.map(|dpi| {
            let dpi = [arg("dpi", &dpi)];
            if view.coarse { show.say("cli.fit_coarse", &dpi) } else { show.say("cli.fit_dpi", &dpi) }
        }));
        lines
    })
}

/// Attaches files to an answer; on Windows a pattern names the files that fit it.
///
/// # Errors
/// As [`Registry::attach_bukti`]; the answer cannot be written as JSON.
pub fn attach(
    show: &Show,
    registry: &Registry,
    key: &AnswerKey,
    facts: &BuktiFacts,
    files: &[PathBuf],
) -> Result<Done> {
    let files = meant(files);
    attached(show, &registry.attach_bukti(key, &files, facts, &mut Unwatched)?, &files)
}

/// What attaching came to; what became of these files is told beside the answer.
///
/// # Errors
/// The answer cannot be written as JSON.
fn attached(show: &Show, it: &Outcome<AssessmentView>, files: &[PathBuf]) -> Result<Done> {
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

#[cfg(test)]
mod tests {
    use super::read_size;

    #[test]
    fn sizes_are_read_as_people_write_them() {
        for (text, expected) in [
            ("2MB", Some(2_000_000)),
            ("2 mb", Some(2_000_000)),
            ("1,5MB", Some(1_500_000)),
            ("0.25MB", Some(250_000)),
            ("500kB", Some(500_000)),
            ("1234", Some(1234)),
            ("0", None),
            ("-1MB", None),
            ("MB", None),
            ("2MiB", None),
            ("99999999999999GB", None),
        ] {
            assert_eq!(read_size(text).ok(), expected, "{text}");
        }
    }
}
