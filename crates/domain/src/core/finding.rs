//! Findings: remarks on the officer's data. Always collected, never thrown.
//!
//! Every constructor stands here, those about a file in `finding/file.rs`, about its bytes
//! in `finding/bytes.rs` and about a whole region in `finding/daerah.rs`, so that the
//! catalogue of what the program can remark on is one page. The sentences are in
//! `ui/src/text/messages.json` under `finding.<code>`, their short labels under `kind.<code>`;
//! `tests/tidy/sentences.rs` checks that each one exists.

use rust_decimal::Decimal;

use crate::{
    assessment::{
        check::{Check, CheckReason},
        input::Input,
        instrument::Indikator,
    },
    core::{date::PartialDate, id::Subject},
    inovasi::koordinat::Koordinat,
    named,
};

mod bytes;
mod daerah;
mod file;
mod set;

pub use bytes::{bytes_damaged, bytes_known, bytes_mended, bytes_missing, file_cleaned, file_tells};
pub use daerah::{kursi_all_empty, kursi_kosong, sent_twice, snapshot_disputed, urusan_dasar_gate};
pub use file::{file_too_large, file_type_unexpected, file_unfitted, file_unsound};
pub use set::FindingSet;

named! {
    /// How much a finding matters.
    pub enum Severity {
        /// A submission would be refused, or score nothing, because of it.
        Blocking = "blocking",
        /// It should be mended before a submission.
        Warning = "warning",
        /// Worth a look.
        Hint = "hint",
    }
}

/// One row for each kind of finding: variant, name, and the severity it has unless
/// its constructor says otherwise.
macro_rules! findings {
    ($($variant:ident = $name:literal: $severity:ident),+ $(,)?) => {
        named! {
            /// What is remarked. Its name is the key of its sentence, `finding.<name>`,
            /// and of its label in lists, `kind.<name>`.
            #[allow(missing_docs, reason = "the sentences tell what each one means")]
            pub enum FindingCode {
                $($variant = $name),+
            }
        }

        impl FindingCode {
            /// Whether it is about a file itself: its type, what its bytes are, and
            /// whether they are here and sound.
            pub fn is_of_file(self) -> bool {
                ["file_", "bytes_"].iter().any(|it| self.name().starts_with(it))
            }

            /// How much it usually matters.
            const fn severity(self) -> Severity {
                match self {
                    $(Self::$variant => Severity::$severity),+
                }
            }
        }
    };
}

findings! {
    FieldMissing = "field_missing": Warning,
    RancangBangunShort = "rancang_bangun_short": Blocking,
    DateImprecise = "date_imprecise": Warning,
    DatesReversed = "dates_reversed": Warning,
    OutsideWindow = "outside_window": Blocking,
    WindowUncertain = "window_uncertain": Warning,
    TahapanNotCounted = "tahapan_not_counted": Warning,
    WajibNotChosen = "wajib_not_chosen": Blocking,
    NotChosen = "not_chosen": Hint,
    BuktiMissing = "bukti_missing": Warning,
    VariantMissing = "variant_missing": Warning,
    FileTypeUnexpected = "file_type_unexpected": Warning,
    FileProgram = "file_program": Blocking,
    FilePointer = "file_pointer": Warning,
    FileTemporary = "file_temporary": Warning,
    FileDamaged = "file_damaged": Warning,
    FileEncrypted = "file_encrypted": Warning,
    FileTypeDoubtful = "file_type_doubtful": Hint,
    FileTooLarge = "file_too_large": Warning,
    FileMaybeTooLarge = "file_maybe_too_large": Hint,
    FileMislabelled = "file_mislabelled": Warning,
    FileUnfitted = "file_unfitted": Warning,
    FileTellsPlace = "file_tells_place": Hint,
    FileTellsPerson = "file_tells_person": Hint,
    FileTellsThumbnail = "file_tells_thumbnail": Hint,
    FileUncleanable = "file_uncleanable": Hint,
    FileCleaned = "file_cleaned": Hint,
    BuktiUnnumbered = "bukti_unnumbered": Hint,
    BytesMissing = "bytes_missing": Blocking,
    BytesDamaged = "bytes_damaged": Blocking,
    BytesMended = "bytes_mended": Hint,
    BytesKnown = "bytes_known": Hint,
    Conflict = "conflict": Blocking,
    UrusanDasarGate = "urusan_dasar_gate": Blocking,
    KursiKosong = "kursi_kosong": Warning,
    KursiAllEmpty = "kursi_all_empty": Blocking,
    BuktiUnlinked = "bukti_unlinked": Hint,
    SentTwice = "sent_twice": Warning,
    SnapshotDisputed = "snapshot_disputed": Blocking,
    PartMissing = "part_missing": Warning,
    PengembanganUndated = "pengembangan_undated": Warning,
    AnswerToReview = "answer_to_review": Warning,
    GrowthNoteMissing = "growth_note_missing": Blocking,
    LeftInClosedYear = "left_in_closed_year": Warning,
    IndukMissing = "induk_missing": Hint,
    PerangkatDaerahUnlisted = "perangkat_daerah_unlisted": Hint,
    PerangkatDaerahInactive = "perangkat_daerah_inactive": Warning,
    DuplicateSuspected = "duplicate_suspected": Hint,
    KoordinatUnreadable = "koordinat_unreadable": Warning,
    KoordinatShortLink = "koordinat_short_link": Warning,
    KoordinatOutside = "koordinat_outside": Warning,
    KoordinatFar = "koordinat_far": Warning,
    InputMismatch = "input_mismatch": Warning,
    VerdictLapsed = "verdict_lapsed": Warning,
    VerdictReturned = "verdict_returned": Warning,
    CheckNameInText = "check_name_in_text": Warning,
    CheckWordInText = "check_word_in_text": Warning,
    CheckJenisDokumen = "check_jenis_dokumen": Warning,
    CheckYearInWindow = "check_year_in_window": Warning,
    CheckYearEqualsPenerapan = "check_year_equals_penerapan": Warning,
    CheckYearBeforeTahun = "check_year_before_tahun": Warning,
    CheckOneFilePerYear = "check_one_file_per_year": Warning,
    CheckCountAtLeast = "check_count_at_least": Warning,
    CheckImagePerMethod = "check_image_per_method": Warning,
    CheckLinkPresent = "check_link_present": Warning,
    CheckLinkNotOwnDomain = "check_link_not_own_domain": Warning,
    CheckNumberInBand = "check_number_in_band": Warning,
    CheckDistinctRegions = "check_distinct_regions": Warning,
    CheckDurationAtMost = "check_duration_at_most": Warning,
    CheckTicksAtLeast = "check_ticks_at_least": Warning,
    CheckFieldIs = "check_field_is": Warning,
}

/// One remark.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    /// Picks the sentence and the label it has in lists.
    pub code: FindingCode,
    /// That of its code, unless the constructor raised or lowered it.
    pub severity: Severity,
    /// Whose data is remarked on: the region, an inovasi or another record.
    pub subject: Subject,
    /// The indikator id or the field it is about.
    pub about: Option<String>,
    /// What fills the `{places}` of its sentence, by their names.
    pub args: Vec<(&'static str, String)>,
}

fn new(code: FindingCode, subject: Subject) -> Finding {
    Finding { code, severity: code.severity(), subject, about: None, args: Vec::new() }
}

impl Finding {
    fn blocking(mut self, blocking: bool) -> Self {
        if blocking {
            self.severity = Severity::Blocking;
        }
        self
    }

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
    new(FindingCode::FieldMissing, subject).blocking(wajib).about(field).arg("field", field)
}

/// The rancang bangun has fewer words than the award asks for.
pub fn rancang_bangun_short(subject: Subject, n_word: usize, minimum: u32) -> Finding {
    new(FindingCode::RancangBangunShort, subject).about("rancang_bangun").arg("n_word", n_word).arg("minimum", minimum)
}

/// Only the year or month of a date is known; the portal wants the day.
pub fn date_imprecise(subject: Subject, field: &str, date: PartialDate) -> Finding {
    new(FindingCode::DateImprecise, subject).about(field).arg("field", field).arg("date", date)
}

/// A date that must come first lies after the other.
pub fn dates_reversed(subject: Subject, first: &str, second: &str) -> Finding {
    new(FindingCode::DatesReversed, subject).about(second).arg("first", first).arg("second", second)
}

/// Neither penerapan nor pengembangan lies in the award's window.
pub fn outside_window(subject: Subject, dari: impl ToString, sampai: impl ToString) -> Finding {
    new(FindingCode::OutsideWindow, subject).about("waktu_penerapan").arg("dari", dari).arg("sampai", sampai)
}

/// The date is too imprecise to tell whether it lies in the window.
pub fn window_uncertain(subject: Subject, dari: impl ToString, sampai: impl ToString) -> Finding {
    new(FindingCode::WindowUncertain, subject).about("waktu_penerapan").arg("dari", dari).arg("sampai", sampai)
}

/// One source says that only another tahapan counts at the ministry.
pub fn tahapan_not_counted(subject: Subject, wanted: &str) -> Finding {
    new(FindingCode::TahapanNotCounted, subject).about("tahapan").arg("wanted", wanted)
}

/// A compulsory indikator has no parameter.
pub fn wajib_not_chosen(subject: Subject, indikator: &str, code: &str) -> Finding {
    new(FindingCode::WajibNotChosen, subject).about(indikator).arg("indikator", code)
}

/// Other indikator without a parameter, counted together.
pub fn not_chosen(subject: Subject, n: usize) -> Finding {
    new(FindingCode::NotChosen, subject).arg("n", n)
}

/// A parameter is chosen and nothing supports it.
pub fn bukti_missing(subject: Subject, indikator: &str, code: &str, wajib: bool) -> Finding {
    new(FindingCode::BuktiMissing, subject).blocking(wajib).about(indikator).arg("indikator", code)
}

/// An indikator with several measuring bases has none chosen.
pub fn variant_missing(subject: Subject, indikator: &str, code: &str) -> Finding {
    new(FindingCode::VariantMissing, subject).about(indikator).arg("indikator", code)
}

/// A bukti has no number, date or subject yet.
pub fn bukti_unnumbered(subject: Subject, indikator: &str, nama_berkas: &str) -> Finding {
    new(FindingCode::BuktiUnnumbered, subject).about(indikator).arg("nama_berkas", nama_berkas)
}

/// A machine check says that the bukti do not carry the chosen parameter. Each
/// check has a code of its own, so that a list can be filtered by it.
pub fn check_failed(subject: Subject, indikator: &Indikator, check: &Check, reason: &CheckReason) -> Finding {
    let mut finding = new(check.kind.finding(), subject).about(indikator.id.as_str()).arg("indikator", &indikator.code);
    if check.advice {
        finding.severity = Severity::Hint;
    }
    finding.args.extend(reason.args.iter().cloned());
    finding
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
    new(FindingCode::InputMismatch, subject)
        .about(indikator.id.as_str())
        .arg("indikator", &indikator.code)
        .arg("input", &input.nama)
        .arg("value", value.normalize())
        .arg("satuan", &input.satuan)
        .arg("fitting", fitting.join(", "))
        .arg("parameter", parameter)
}

/// What a verifier accepted is no longer what is to be seen.
pub fn verdict_lapsed(subject: Subject, indikator: &str, code: &str) -> Finding {
    new(FindingCode::VerdictLapsed, subject).about(indikator).arg("indikator", code)
}

/// A verifier returned an answer, and nothing of it has changed since.
pub fn verdict_returned(subject: Subject, indikator: &str, code: &str, note: &str) -> Finding {
    new(FindingCode::VerdictReturned, subject).about(indikator).arg("indikator", code).arg("note", note)
}

/// Two laptops wrote different values.
pub fn conflict(subject: Subject, field: &str) -> Finding {
    new(FindingCode::Conflict, subject).about(field).arg("field", field)
}

/// A bukti that no indikator uses.
pub fn bukti_unlinked(subject: Subject, nama_berkas: &str) -> Finding {
    new(FindingCode::BuktiUnlinked, subject).arg("nama_berkas", nama_berkas)
}

/// Parts of the rancang bangun that are neither filled in nor a heading of it.
pub fn part_missing(subject: Subject, parts: &[&str]) -> Finding {
    new(FindingCode::PartMissing, subject).about("rancang_bangun").arg("parts", parts.join(", "))
}

/// It is a development of another inovasi, and no date of it is known.
pub fn pengembangan_undated(subject: Subject) -> Finding {
    new(FindingCode::PengembanganUndated, subject).about("waktu_pengembangan")
}

/// An answer was carried over from an earlier year whose words differ.
pub fn answer_to_review(subject: Subject, indikator: &str, code: &str) -> Finding {
    new(FindingCode::AnswerToReview, subject).about(indikator).arg("indikator", code)
}

/// It was proposed before, and nobody has written what has grown since.
pub fn growth_note_missing(subject: Subject) -> Finding {
    new(FindingCode::GrowthNoteMissing, subject).about("growth_note")
}

/// Two inovasi have become one, and what the other had answered in a closed year did
/// not come along.
pub fn left_in_closed_year(subject: Subject, nama: &str, instrument: &str, codes: &[String]) -> Finding {
    new(FindingCode::LeftInClosedYear, subject)
        .arg("nama", nama)
        .arg("instrument", instrument)
        .arg("indikator", codes.join(", "))
}

/// A perangkat daerah belongs to one that is not on the list (any more).
pub fn induk_missing(subject: Subject) -> Finding {
    new(FindingCode::IndukMissing, subject)
}

/// The perangkat daerah is not on the region's list.
pub fn perangkat_daerah_unlisted(subject: Subject, nama: &str) -> Finding {
    new(FindingCode::PerangkatDaerahUnlisted, subject).about("perangkat_daerah").arg("nama", nama)
}

/// The perangkat daerah no longer exists.
pub fn perangkat_daerah_inactive(subject: Subject, nama: &str) -> Finding {
    new(FindingCode::PerangkatDaerahInactive, subject).about("perangkat_daerah").arg("nama", nama)
}

/// Another inovasi looks like the same one.
pub fn duplicate_suspected(subject: Subject, other: &str) -> Finding {
    new(FindingCode::DuplicateSuspected, subject).arg("other", other)
}

/// The text is no koordinat in any usual form.
pub fn koordinat_unreadable(subject: Subject, text: &str) -> Finding {
    new(FindingCode::KoordinatUnreadable, subject)
        .about("koordinat")
        .arg("text", text.chars().take(60).collect::<String>())
}

/// A shortened map address stands where numbers are needed; it must be opened.
pub fn koordinat_short_link(subject: Subject) -> Finding {
    new(FindingCode::KoordinatShortLink, subject).about("koordinat")
}

/// The koordinat does not lie in Indonesia.
pub fn koordinat_outside(subject: Subject, koordinat: Koordinat) -> Finding {
    new(FindingCode::KoordinatOutside, subject).about("koordinat").arg("koordinat", koordinat)
}

/// The koordinat lies `km` from the seat of the wilayah, whose own farthest desa
/// is `jangkauan` km away.
pub fn koordinat_far(subject: Subject, koordinat: Koordinat, nama: &str, km: f64, jangkauan: u32) -> Finding {
    new(FindingCode::KoordinatFar, subject)
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
    fn every_code_is_known_by_its_name_and_has_its_place_in_a_set() {
        let mut set = FindingSet::default();
        for it in FindingCode::ALL {
            assert_eq!(FindingCode::by_name(it.name()), Some(it));
            assert!(!set.contains(it), "{it:?}");
            set.insert(it);
        }
        assert_eq!(set.iter().collect::<Vec<_>>(), FindingCode::ALL);
    }
}
