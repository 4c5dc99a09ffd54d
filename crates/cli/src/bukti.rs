//! What became of files, for people.

use std::{collections::BTreeSet, path::PathBuf};

use registry::{
    Result,
    view::{AssessmentView, BytesView, FindingView, MendView, Outcome},
};

use crate::{
    Done,
    show::{Show, arg, clean, write_note},
};

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
