//! Findings: remarks on the officer's data. Always collected, never thrown.
//!
//! Every constructor stands here, so that the catalogue of what the program can
//! remark on is one page. The sentences are in `ui/src/text/messages.json`
//! under `finding.<code>`; `tests/tidy.rs` checks that each one exists.

use rust_decimal::Decimal;

use crate::{
    assessment::{check::Reason, input::Input, instrument::Indikator},
    core::{date::PartialDate, id::Subject},
    inovasi::koordinat::Koordinat,
};

/// How much a finding matters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Severity {
    /// A submission would be refused, or score nothing, because of it.
    Blocking,
    Warning,
    Hint,
}

impl Severity {
    pub fn name(self) -> &'static str {
        match self {
            Severity::Blocking => "blocking",
            Severity::Warning => "warning",
            Severity::Hint => "hint",
        }
    }
}

/// One remark.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    pub code: &'static str,
    pub severity: Severity,
    pub subject: Subject,
    /// The indikator id or the field it is about.
    pub about: Option<String>,
    pub args: Vec<(&'static str, String)>,
}

/// Every code that a constructor below can give.
pub const CODES: &[&str] = &[
    "field_missing",
    "rancang_bangun_short",
    "date_imprecise",
    "dates_reversed",
    "outside_window",
    "window_uncertain",
    "tahapan_not_counted",
    "wajib_not_chosen",
    "not_chosen",
    "bukti_missing",
    "variant_missing",
    "file_type_unexpected",
    "bukti_unnumbered",
    "bytes_missing",
    "conflict",
    "urusan_dasar_gate",
    "kursi_kosong",
    "kursi_all_empty",
    "bukti_unlinked",
    "part_missing",
    "pengembangan_undated",
    "answer_to_review",
    "growth_note_missing",
    "perangkat_daerah_unlisted",
    "perangkat_daerah_inactive",
    "duplicate_suspected",
    "koordinat_unreadable",
    "koordinat_short_link",
    "koordinat_outside",
    "koordinat_far",
    "input_mismatch",
    "verdict_lapsed",
    "verdict_returned",
    "check_name_in_text",
    "check_word_in_text",
    "check_year_in_window",
    "check_year_equals_penerapan",
    "check_year_before_tahun",
    "check_one_file_per_year",
    "check_count_at_least",
    "check_image_per_method",
    "check_link_present",
    "check_link_not_own_domain",
    "check_number_in_band",
    "check_distinct_regions",
    "check_duration_at_most",
    "check_ticks_at_least",
    "check_field_is",
];

fn new(code: &'static str, severity: Severity, subject: Subject) -> Finding {
    Finding { code, severity, subject, about: None, args: Vec::new() }
}

impl Finding {
    fn about(mut self, about: impl Into<String>) -> Self {
        self.about = Some(about.into());
        self
    }

    fn arg(mut self, name: &'static str, value: impl ToString) -> Self {
        self.args.push((name, value.to_string()));
        self
    }
}

/// A field that the official form asks for is blank.
pub fn field_missing(subject: Subject, field: &str, wajib: bool) -> Finding {
    let severity = if wajib { Severity::Blocking } else { Severity::Warning };
    new("field_missing", severity, subject).about(field).arg("field", field)
}

/// The rancang bangun has fewer words than the award asks for.
pub fn rancang_bangun_short(subject: Subject, n_word: usize, minimum: u32) -> Finding {
    new("rancang_bangun_short", Severity::Blocking, subject)
        .about("rancang_bangun")
        .arg("n_word", n_word)
        .arg("minimum", minimum)
}

/// Only the year or month of a date is known; the portal wants the day.
pub fn date_imprecise(subject: Subject, field: &str, date: PartialDate) -> Finding {
    new("date_imprecise", Severity::Warning, subject).about(field).arg("field", field).arg("date", date)
}

/// A date that must come first lies after the other.
pub fn dates_reversed(subject: Subject, first: &str, second: &str) -> Finding {
    new("dates_reversed", Severity::Warning, subject).about(second).arg("first", first).arg("second", second)
}

/// Neither penerapan nor pengembangan lies in the award's window.
pub fn outside_window(subject: Subject, dari: impl ToString, sampai: impl ToString) -> Finding {
    new("outside_window", Severity::Blocking, subject).about("waktu_penerapan").arg("dari", dari).arg("sampai", sampai)
}

/// The date is too imprecise to tell whether it lies in the window.
pub fn window_uncertain(subject: Subject, dari: impl ToString, sampai: impl ToString) -> Finding {
    new("window_uncertain", Severity::Warning, subject).about("waktu_penerapan").arg("dari", dari).arg("sampai", sampai)
}

/// One source says that only another tahapan counts at the ministry.
pub fn tahapan_not_counted(subject: Subject, wanted: &str) -> Finding {
    new("tahapan_not_counted", Severity::Warning, subject).about("tahapan").arg("wanted", wanted)
}

/// A compulsory indikator has no parameter.
pub fn wajib_not_chosen(subject: Subject, indikator: &str, code: &str) -> Finding {
    new("wajib_not_chosen", Severity::Blocking, subject).about(indikator).arg("indikator", code)
}

/// Other indikator without a parameter, counted together.
pub fn not_chosen(subject: Subject, n: usize) -> Finding {
    new("not_chosen", Severity::Hint, subject).arg("n", n)
}

/// A parameter is chosen and nothing supports it.
pub fn bukti_missing(subject: Subject, indikator: &str, code: &str, wajib: bool) -> Finding {
    let severity = if wajib { Severity::Blocking } else { Severity::Warning };
    new("bukti_missing", severity, subject).about(indikator).arg("indikator", code)
}

/// An indikator with several measuring bases has none chosen.
pub fn variant_missing(subject: Subject, indikator: &str, code: &str) -> Finding {
    new("variant_missing", Severity::Warning, subject).about(indikator).arg("indikator", code)
}

/// A file's ending is not among those the indikator accepts.
pub fn file_type_unexpected(
    subject: Subject,
    indikator: &str,
    code: &str,
    nama_berkas: &str,
    accepted: &[String],
) -> Finding {
    new("file_type_unexpected", Severity::Warning, subject)
        .about(indikator)
        .arg("indikator", code)
        .arg("nama_berkas", nama_berkas)
        .arg("accepted", accepted.join(", "))
}

/// A bukti has no number, date or subject yet.
pub fn bukti_unnumbered(subject: Subject, indikator: &str, nama_berkas: &str) -> Finding {
    new("bukti_unnumbered", Severity::Hint, subject).about(indikator).arg("nama_berkas", nama_berkas)
}

/// A bukti's bytes are not in the registry.
pub fn bytes_missing(subject: Subject, indikator: &str, nama_berkas: &str) -> Finding {
    new("bytes_missing", Severity::Blocking, subject).about(indikator).arg("nama_berkas", nama_berkas)
}

/// A machine check says that the bukti do not carry the chosen parameter. Each
/// check has a code of its own, so that a list can be filtered by it.
pub fn check_failed(subject: Subject, indikator: &Indikator, advice: bool, reason: &Reason) -> Finding {
    let severity = if advice { Severity::Hint } else { Severity::Warning };
    let mut finding =
        new(check_code(reason.kind), severity, subject).about(&indikator.id).arg("indikator", &indikator.code);
    finding.args.extend(reason.args.iter().cloned());
    finding
}

/// The code of a failed check, by the check's name in the files.
fn check_code(kind: &str) -> &'static str {
    match kind {
        "word-in-text" => "check_word_in_text",
        "year-in-window" => "check_year_in_window",
        "year-equals-penerapan" => "check_year_equals_penerapan",
        "year-before-tahun" => "check_year_before_tahun",
        "one-file-per-year" => "check_one_file_per_year",
        "count-at-least" => "check_count_at_least",
        "image-per-method" => "check_image_per_method",
        "link-present" => "check_link_present",
        "link-not-own-domain" => "check_link_not_own_domain",
        "number-in-band" => "check_number_in_band",
        "distinct-regions" => "check_distinct_regions",
        "duration-at-most" => "check_duration_at_most",
        "ticks-at-least" => "check_ticks_at_least",
        "field-is" => "check_field_is",
        _ => "check_name_in_text",
    }
}

/// The officer's number stands for another parameter than the chosen one.
pub fn input_mismatch(
    subject: Subject,
    indikator: &Indikator,
    input: &Input,
    value: Decimal,
    fitting: &[u8],
    parameter: u8,
) -> Finding {
    let fitting: Vec<String> = fitting.iter().map(ToString::to_string).collect();
    new("input_mismatch", Severity::Warning, subject)
        .about(&indikator.id)
        .arg("indikator", &indikator.code)
        .arg("input", &input.nama)
        .arg("value", value.normalize())
        .arg("satuan", &input.satuan)
        .arg("fitting", fitting.join(", "))
        .arg("parameter", parameter)
}

/// What a verifier accepted is no longer what is to be seen.
pub fn verdict_lapsed(subject: Subject, indikator: &str, code: &str) -> Finding {
    new("verdict_lapsed", Severity::Warning, subject).about(indikator).arg("indikator", code)
}

/// A verifier returned an answer, and nothing of it has changed since.
pub fn verdict_returned(subject: Subject, indikator: &str, code: &str, note: &str) -> Finding {
    new("verdict_returned", Severity::Warning, subject).about(indikator).arg("indikator", code).arg("note", note)
}

/// Two laptops wrote different values.
pub fn conflict(subject: Subject, field: &str) -> Finding {
    new("conflict", Severity::Blocking, subject).about(field).arg("field", field)
}

/// Too few basic-service urusan are covered: the count skor is 0.
pub fn urusan_dasar_gate(covered: usize, minimum: u32, lost: impl ToString) -> Finding {
    new("urusan_dasar_gate", Severity::Blocking, Subject::Daerah)
        .arg("covered", covered)
        .arg("minimum", minimum)
        .arg("lost", lost)
}

/// Fewer inovasi than the divisor: the average is pulled down.
pub fn kursi_kosong(n: u32, divisor: u32) -> Finding {
    new("kursi_kosong", Severity::Warning, Subject::Daerah).arg("n", n).arg("divisor", divisor)
}

/// The registry has no inovasi.
pub fn kursi_all_empty() -> Finding {
    new("kursi_all_empty", Severity::Blocking, Subject::Daerah)
}

/// A bukti that no indikator uses.
pub fn bukti_unlinked(subject: Subject, nama_berkas: &str) -> Finding {
    new("bukti_unlinked", Severity::Hint, subject).arg("nama_berkas", nama_berkas)
}

/// Parts of the rancang bangun that are neither filled in nor a heading of it.
pub fn part_missing(subject: Subject, parts: &[&str]) -> Finding {
    new("part_missing", Severity::Warning, subject).about("rancang_bangun").arg("parts", parts.join(", "))
}

/// It is a development of another inovasi, and no date of it is known.
pub fn pengembangan_undated(subject: Subject) -> Finding {
    new("pengembangan_undated", Severity::Warning, subject).about("waktu_pengembangan")
}

/// An answer was carried over from an earlier year whose words differ.
pub fn answer_to_review(subject: Subject, indikator: &str, code: &str) -> Finding {
    new("answer_to_review", Severity::Warning, subject).about(indikator).arg("indikator", code)
}

/// It was proposed before, and nobody has written what has grown since.
pub fn growth_note_missing(subject: Subject) -> Finding {
    new("growth_note_missing", Severity::Blocking, subject).about("growth_note")
}

/// The perangkat daerah is not on the region's list.
pub fn perangkat_daerah_unlisted(subject: Subject, nama: &str) -> Finding {
    new("perangkat_daerah_unlisted", Severity::Hint, subject).about("perangkat_daerah").arg("nama", nama)
}

/// The perangkat daerah no longer exists.
pub fn perangkat_daerah_inactive(subject: Subject, nama: &str) -> Finding {
    new("perangkat_daerah_inactive", Severity::Warning, subject).about("perangkat_daerah").arg("nama", nama)
}

/// Another inovasi looks like the same one.
pub fn duplicate_suspected(subject: Subject, other: &str) -> Finding {
    new("duplicate_suspected", Severity::Hint, subject).arg("other", other)
}

/// The text is no koordinat in any usual form.
pub fn koordinat_unreadable(subject: Subject, text: &str) -> Finding {
    new("koordinat_unreadable", Severity::Warning, subject)
        .about("koordinat")
        .arg("text", text.chars().take(60).collect::<String>())
}

/// A shortened map address stands where numbers are needed; it must be opened.
pub fn koordinat_short_link(subject: Subject) -> Finding {
    new("koordinat_short_link", Severity::Warning, subject).about("koordinat")
}

/// The koordinat does not lie in Indonesia.
pub fn koordinat_outside(subject: Subject, koordinat: Koordinat) -> Finding {
    new("koordinat_outside", Severity::Warning, subject).about("koordinat").arg("koordinat", koordinat)
}

/// The koordinat lies `km` from the seat of the wilayah, whose own farthest desa
/// is `jangkauan` km away.
pub fn koordinat_far(subject: Subject, koordinat: Koordinat, nama: &str, km: f64, jangkauan: u32) -> Finding {
    new("koordinat_far", Severity::Warning, subject)
        .about("koordinat")
        .arg("koordinat", koordinat)
        .arg("nama", nama)
        .arg("km", km)
        .arg("jangkauan", jangkauan)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_check_has_a_code_of_its_own() {
        let kinds: Vec<&str> = CODES.iter().filter_map(|it| it.strip_prefix("check_")).collect();
        for it in &kinds {
            assert_eq!(check_code(&it.replace('_', "-")), format!("check_{it}"));
        }
        assert_eq!(kinds.len(), 15);
    }
}
