//! The machine checks of bukti: a fixed catalogue, declared per indikator in the
//! instrument's files, carried out here over facts.
//!
//! A check passes, fails with a reason, or cannot tell, because a fact is not
//! known (a scan without text, a file without a date). Only a failure counts
//! against the officer, and only a pass for him: what cannot be told is neither
//! proof nor blame.

use std::collections::BTreeSet;

mod facts;
mod kind;
mod wanted;
pub(in crate::assessment) use facts::daerah_of;
pub(crate) use facts::plain;
pub use facts::{Facts, FileFacts, FileText};
use facts::{ends_in_domain, host, is_image, is_recording, links};
pub use kind::{CheckName, Kind};

use crate::assessment::{
    input::parameters_for,
    instrument::{Indikator, Window},
};

/// One check of an indikator.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Check {
    /// The rungs it belongs to; empty means every rung.
    pub parameter: Vec<u8>,
    /// The measuring bases it belongs to; empty means every basis.
    pub variant: Vec<String>,
    /// Told to the officer, but no ground to refuse: a failure leaves the parameter
    /// supported.
    pub advice: bool,
    /// What is looked at, with the values it is held against.
    pub kind: Kind,
}

/// What came of a check.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Checked {
    /// The bukti show what is wanted.
    Passed,
    /// The bukti surely do not show it; tells what is lacking.
    Failed(CheckReason),
    /// Something that it hangs on is not known; tells what is wanted.
    CannotTell(CheckReason),
}

impl Checked {
    /// Why it does not pass; None where it does.
    pub fn reason(&self) -> Option<&CheckReason> {
        match self {
            Self::Passed => None,
            Self::Failed(reason) | Self::CannotTell(reason) => Some(reason),
        }
    }
}

/// Why: what was found and what is wanted, for the sentence `check.<kind>`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CheckReason {
    /// Picks the sentence.
    pub kind: CheckName,
    /// What fills the `{places}` of the sentence, by their names.
    pub args: Vec<(&'static str, String)>,
}

/// A check of an indikator with what came of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CheckOutcome<'a> {
    /// What was asked.
    pub check: &'a Check,
    /// How it ended.
    pub checked: Checked,
}

/// Every check that belongs to a rung on a measuring basis.
pub fn checks_of<'a>(
    indikator: &'a Indikator,
    variant: Option<&str>,
    parameter: u8,
) -> impl Iterator<Item = &'a Check> {
    indikator.check.iter().filter(move |it| {
        (it.parameter.is_empty() || it.parameter.contains(&parameter))
            && (it.variant.is_empty() || variant.is_some_and(|own| it.variant.iter().any(|id| id == own)))
    })
}

/// Carries out every check that belongs to a rung on a measuring basis.
pub fn run_checks<'a>(
    indikator: &'a Indikator,
    variant: Option<&str>,
    parameter: u8,
    facts: &Facts,
) -> Vec<CheckOutcome<'a>> {
    checks_of(indikator, variant, parameter)
        .map(|check| CheckOutcome { check, checked: run(&check.kind, indikator, parameter, facts) })
        .collect()
}

/// The highest rung from 1 to `up_to` of which every check passes, advice apart; 0
/// without bukti. A check that cannot tell carries nothing.
/// `up_to` is the chosen parameter, or the ladder's end to see what the files
/// would carry.
pub fn supported_parameter(indikator: &Indikator, variant: Option<&str>, up_to: u8, facts: &Facts) -> u8 {
    if facts.files.is_empty() {
        return 0;
    }
    let passes = |it: CheckOutcome<'_>| it.check.advice || it.checked == Checked::Passed;
    let stands = |parameter: &u8| run_checks(indikator, variant, *parameter, facts).into_iter().all(passes);
    (1..=up_to).rev().find(stands).unwrap_or(0)
}

/// `found` of `wanted` pass for sure, and `unsure` more may.
fn enough(found: usize, unsure: usize, wanted: u32, reason: CheckReason) -> Checked {
    let wanted = wanted as usize;
    if found >= wanted {
        Checked::Passed
    } else if found + unsure >= wanted {
        Checked::CannotTell(reason)
    } else {
        Checked::Failed(reason)
    }
}

/// Whether a file has a property, where that is known.
fn any_file(facts: &Facts, reason: CheckReason, has: impl Fn(&FileFacts) -> Option<bool>) -> Checked {
    count_files(facts, 1, reason, has)
}

fn count_files(facts: &Facts, wanted: u32, reason: CheckReason, has: impl Fn(&FileFacts) -> Option<bool>) -> Checked {
    let known: Vec<Option<bool>> = facts.files.iter().map(has).collect();
    let found = known.iter().filter(|it| **it == Some(true)).count();
    let unsure = known.iter().filter(|it| it.is_none()).count();
    enough(found, unsure, wanted, reason)
}

fn run(kind: &Kind, indikator: &Indikator, parameter: u8, facts: &Facts) -> Checked {
    let reason = |args: Vec<(&'static str, String)>| CheckReason { kind: kind.name(), args };
    let has_any = |text: &FileText, wanted: &[String]| wanted.iter().any(|it| text.has(it));
    match kind {
        Kind::NameInText => {
            let names: Vec<String> = [&facts.nama].into_iter().chain(&facts.nama_lain).map(|it| plain(it)).collect();
            let found = |file: &FileFacts| {
                let said = has_any(&FileText::new(file.tentang.as_deref().unwrap_or_default()), &names);
                if said { Some(true) } else { file.text.as_ref().map(|it| has_any(it, &names)) }
            };
            any_file(facts, reason(vec![("nama", facts.nama.clone())]), found)
        }
        Kind::WordInText { word } => {
            let words: Vec<String> = word.iter().map(|it| plain(it)).collect();
            let found = |file: &FileFacts| {
                let around = format!("{} {}", file.nama_berkas, file.tentang.as_deref().unwrap_or_default());
                let named = has_any(&FileText::new(&around), &words);
                if named { Some(true) } else { file.text.as_ref().map(|it| has_any(it, &words)) }
            };
            any_file(facts, reason(vec![("word", word.join(", "))]), found)
        }
        Kind::JenisDokumen { jenis_dokumen } => {
            let fits = |it: &FileFacts| it.jenis_dokumen.as_ref().map(|it| jenis_dokumen.contains(it));
            any_file(facts, reason(vec![("jenis_dokumen", jenis_dokumen.join(", "))]), fits)
        }
        Kind::YearInWindow { minimum } => {
            let years = indikator.window.unwrap_or(Window { dari: 0, sampai: 0 }).years(facts.tahun);
            let args = vec![
                ("dari", years.start().to_string()),
                ("sampai", years.end().to_string()),
                ("minimum", minimum.to_string()),
            ];
            count_files(facts, *minimum, reason(args), |it| it.tahun.map(|it| years.contains(&it)))
        }
        Kind::YearEqualsPenerapan => {
            let Some(tahun) = facts.tahun_penerapan else {
                return Checked::CannotTell(reason(vec![("tahun", "?".into())]));
            };
            let args = vec![("tahun", tahun.to_string())];
            any_file(facts, reason(args), |it| it.tahun.map(|it| it == tahun))
        }
        Kind::YearBeforeTahun => {
            let args = vec![("tahun", facts.tahun.to_string())];
            any_file(facts, reason(args), |it| it.tahun.map(|it| it < facts.tahun))
        }
        Kind::OneFilePerYear { year, minimum, consecutive } => {
            per_year(facts, year, *minimum, *consecutive, reason(Vec::new()))
        }
        Kind::CountAtLeast { minimum } => {
            let n = facts.files.len();
            let args = vec![("n", n.to_string()), ("minimum", minimum.to_string())];
            enough(n, 0, *minimum, reason(args))
        }
        Kind::ImagePerMethod { minimum } => {
            let n = facts.files.iter().filter(|it| is_image(&it.ending)).count();
            let args = vec![("n", n.to_string()), ("minimum", minimum.to_string())];
            // A document may hold several pictures; only a person can count those.
            let documents = facts.files.iter().any(|it| !is_image(&it.ending));
            enough(n, if documents { usize::MAX / 2 } else { 0 }, *minimum, reason(args))
        }
        Kind::LinkPresent => any_file(facts, reason(Vec::new()), |it| links(it).map(|it| !it.is_empty())),
        Kind::LinkNotOwnDomain { domain } => {
            let foreign =
                |link: &String| host(link).is_some_and(|host| !domain.iter().any(|own| ends_in_domain(&host, own)));
            let args = vec![("domain", domain.join(", "))];
            // A picture of a newspaper shows no address that could be read.
            any_file(facts, reason(args), |it| match links(it) {
                Some(links) if !links.is_empty() => Some(links.iter().any(foreign)),
                _ => None,
            })
        }
        Kind::NumberInBand { input } => {
            let known = indikator.input.iter().find(|it| it.id == *input);
            let (Some(input), Some(value)) = (known, facts.numbers.get(input)) else {
                return Checked::CannotTell(reason(vec![("input", input.to_string())]));
            };
            let fitting = parameters_for(input, *value);
            let args =
                vec![("input", input.nama.clone()), ("value", value.to_string()), ("satuan", input.satuan.clone())];
            match fitting.last() {
                Some(highest) if *highest >= parameter => Checked::Passed,
                Some(_) => Checked::Failed(reason(args)),
                // A gap of the printed bands.
                None => Checked::CannotTell(reason(args)),
            }
        }
        Kind::DistinctRegions { minimum } => {
            let own = plain(&facts.daerah);
            let named: Vec<String> = facts.files.iter().filter_map(|it| it.daerah.as_deref()).map(plain).collect();
            let others: BTreeSet<&String> = named.iter().filter(|it| !it.is_empty() && **it != own).collect();
            // Names are read by their beginning: two that read alike may be two.
            let unsure = facts.files.len() - others.len() - named.iter().filter(|it| **it == own).count();
            let args = vec![("n", others.len().to_string()), ("minimum", minimum.to_string())];
            enough(others.len(), unsure, *minimum, reason(args))
        }
        Kind::DurationAtMost { seconds } => {
            let args = vec![("seconds", seconds.to_string())];
            any_file(facts, reason(args), |it| match it.seconds {
                Some(length) => Some(length <= *seconds),
                None if it.link.is_some() || is_recording(&it.ending) => None,
                // The thumbnail beside a video.
                None => Some(false),
            })
        }
        Kind::TicksAtLeast { option, minimum } => {
            let n = facts.ticked.as_ref().map(|it| option.iter().filter(|id| it.contains(*id)).count());
            let args = vec![("n", n.unwrap_or(0).to_string()), ("minimum", minimum.to_string())];
            match n {
                Some(n) => enough(n, 0, *minimum, reason(args)),
                None => Checked::CannotTell(reason(args)),
            }
        }
        Kind::FieldIs { field, value } => {
            let args = vec![("field", field.clone()), ("value", value.join(", "))];
            match facts.fields.get(field) {
                Some(known) if value.contains(known) => Checked::Passed,
                Some(_) => Checked::Failed(reason(args)),
                None => Checked::CannotTell(reason(args)),
            }
        }
    }
}

fn per_year(facts: &Facts, year: &[i32], minimum: u32, consecutive: bool, mut reason: CheckReason) -> Checked {
    let mut years: Vec<i32> = year.iter().map(|it| facts.tahun.saturating_add(*it)).collect();
    years.sort_unstable();
    let present = |year: &i32| facts.files.iter().any(|it| it.tahun == Some(*year));
    let found = if consecutive {
        let mut longest = 0;
        let mut run = 0;
        let mut last = None;
        for year in years.iter().filter(|it| present(it)) {
            run = if last.is_some_and(|it: i32| it + 1 == *year) { run + 1 } else { 1 };
            last = Some(*year);
            longest = longest.max(run);
        }
        longest
    } else {
        years.iter().filter(|it| present(it)).count()
    };
    let unsure = facts.files.iter().filter(|it| it.tahun.is_none()).count();
    let names = |years: Vec<String>| years.join(", ");
    reason.args = vec![
        ("years", names(years.iter().map(ToString::to_string).collect())),
        ("missing", names(years.iter().filter(|it| !present(it)).map(ToString::to_string).collect())),
        ("minimum", minimum.to_string()),
    ];
    enough(found, unsure, minimum, reason)
}

#[cfg(test)]
mod check_test;
