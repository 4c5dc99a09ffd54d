//! What can be wrong in a pack: every fault there is.

use crate::{assessment::instrument::file::PackFile, named};

named! {
    /// What is wrong in a pack. Its name is the key of its sentence, `pack_fault.<name>`;
    /// `tests/tidy/sentences.rs` holds the two lists against each other.
    #[allow(missing_docs, reason = "the sentences tell what each one means")]
    pub enum PackFaultCode {
        AspekUnknown = "aspek_unknown",
        BagianIdBad = "bagian_id_bad",
        BagianSum = "bagian_sum",
        BagianWords = "bagian_words",
        BandBackwards = "band_backwards",
        BandEndTwice = "band_end_twice",
        BandWithoutEnd = "band_without_end",
        BerkasFactUnknown = "berkas_fact_unknown",
        BerkasIdBad = "berkas_id_bad",
        BerkasIsIndikator = "berkas_is_indikator",
        BerkasSizeZero = "berkas_size_zero",
        BobotMissing = "bobot_missing",
        BobotZero = "bobot_zero",
        CheckKeyMissing = "check_key_missing",
        CheckKeyOdd = "check_key_odd",
        CheckListEmpty = "check_list_empty",
        CheckMinimum = "check_minimum",
        CheckMinimumAboveList = "check_minimum_above_list",
        CheckNeedsWindow = "check_needs_window",
        CheckUnknown = "check_unknown",
        CodeTwice = "code_twice",
        CodeWrong = "code_wrong",
        ComputedByHalf = "computed_by_half",
        ComputedCode = "computed_code",
        ConstantOutOfRange = "constant_out_of_range",
        DoubtWithoutFact = "doubt_without_fact",
        FieldTwice = "field_twice",
        FieldUnknown = "field_unknown",
        FileMissing = "file_missing",
        FileNameNoSlug = "file_name_no_slug",
        FileTooLarge = "file_too_large",
        FinalDiffers = "final_differs",
        IdNoSlug = "id_no_slug",
        InputIdBad = "input_id_bad",
        InputUnknown = "input_unknown",
        InputWithoutBand = "input_without_band",
        KategoriIdBad = "kategori_id_bad",
        KeyMissing = "key_missing",
        KeyUnknown = "key_unknown",
        LessonBlank = "lesson_blank",
        LinesDiffer = "lines_differ",
        MaksimumDiffers = "maksimum_differs",
        MaksimumZero = "maksimum_zero",
        MinimumTwice = "minimum_twice",
        NamaNotWajib = "nama_not_wajib",
        NomorMissing = "nomor_missing",
        NomorOutside = "nomor_outside",
        NotDecimal = "not_decimal",
        ParameterMissing = "parameter_missing",
        ParameterOutOfOrder = "parameter_out_of_order",
        ParameterUnknown = "parameter_unknown",
        PredikatGap = "predikat_gap",
        PredikatLowest = "predikat_lowest",
        SourceUnknown = "source_unknown",
        SumAbove = "sum_above",
        SumDiffers = "sum_differs",
        SumUndeclared = "sum_undeclared",
        Syntax = "syntax",
        VariantNumbers = "variant_numbers",
        VariantUnknown = "variant_unknown",
        WindowBad = "window_bad",
    }
}

/// What is wrong, with what fills its sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FaultReason {
    /// Picks its sentence.
    pub code: PackFaultCode,
    /// Name and value of each place in that sentence.
    pub args: Vec<(&'static str, String)>,
}

/// A [`FaultReason`]: `reason!(SourceUnknown, source = id)`.
macro_rules! reason {
    ($code:ident $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::assessment::instrument::fault::FaultReason {
            code: $crate::assessment::instrument::fault::PackFaultCode::$code,
            args: vec![$((stringify!($name), $value.to_string())),*],
        }
    };
}

/// A place in a pack that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {} {:?}", reason.code, reason.args)]
pub struct PackFault {
    /// Path below the pack's folder.
    pub file: String,
    /// Counted from 1; 0 when the whole file or a missing file is meant.
    pub line: usize,
    /// What is wrong there.
    pub reason: FaultReason,
}

/// Every fault found so far.
#[derive(Default)]
pub(crate) struct Faults(pub(crate) Vec<PackFault>);

impl Faults {
    /// Tells a fault at a byte of a file.
    pub(crate) fn add(&mut self, file: &PackFile<'_>, at: usize, reason: FaultReason) {
        let line = file.text.get(..at).map_or(0, |head| head.matches('\n').count() + 1);
        self.0.push(PackFault { file: file.path.into(), line, reason });
    }
}

/// What the reader of TOML says, as far as its commonest words are known; the rest
/// is passed on as it stands.
pub(crate) fn syntax(message: &str) -> FaultReason {
    let quoted = |head: &str| message.strip_prefix(head)?.split('`').next();
    if let Some(key) = quoted("unknown field `") {
        return reason!(KeyUnknown, key = key);
    }
    if let Some(key) = quoted("missing field `") {
        return reason!(KeyMissing, key = key);
    }
    if let Some(value) = message.strip_suffix(NOT_DECIMAL) {
        return reason!(NotDecimal, value = value.trim_end());
    }
    reason!(Syntax, detail = message)
}

/// How the reader of decimals ends its refusal.
pub(crate) const NOT_DECIMAL: &str = "is not a decimal of six digits";
