//! Reads the code, the inputs and the checks of an indikator's file: which key
//! belongs to which kind, and whether what they name exists.

use crate::assessment::{
    check::{Check, Kind},
    input::{Band, Edge, Input},
    instrument::{
        fault::FaultReason,
        file::{Faults, PackFile, is_slug},
        shape::{AspekToml, BandToml, CheckToml, Exact, IndikatorToml, InputToml},
    },
};

use crate::core::id::InputId;

/// Largest number that a check may ask for; files and years beyond it are a slip.
const MOST: u32 = 1_000;

/// What checks and inputs of one indikator may name.
struct KnownIds<'a> {
    /// Number of the highest rung.
    highest: u8,
    variant: Vec<&'a str>,
    /// Ids of its inputs.
    input: Vec<&'a str>,
    /// Whether it has a window.
    window: bool,
}

/// The code is the aspek's letters and the number; `X` stands for a number that
/// is not known.
pub(crate) fn check_code(file: &PackFile<'_>, raw: &IndikatorToml, aspek: Option<&AspekToml>, faults: &mut Faults) {
    let Some(aspek) = aspek else { return };
    let code = raw.code.get_ref();
    let right = match raw.nomor {
        Some(nomor) => format!("{}-{nomor:02}{}", aspek.code, raw.huruf.as_deref().unwrap_or("")),
        None => {
            let digits = code.strip_prefix(&format!("{}-X", aspek.code)).unwrap_or_default();
            if digits.len() == 2 && digits.bytes().all(|it| it.is_ascii_digit()) {
                code.clone()
            } else {
                format!("{}-X01 … {}-X99", aspek.code, aspek.code)
            }
        }
    };
    if right != *code {
        faults.add(file, raw.code.span().start, reason!(CodeWrong, code = code, right = right));
    }
}

/// The inputs and checks of one file; the faulty ones are told and left out.
pub(crate) fn check_facts(
    file: &PackFile<'_>,
    raw: &mut IndikatorToml,
    faults: &mut Faults,
) -> (Vec<Input>, Vec<Check>) {
    let (inputs, checks) = (std::mem::take(&mut raw.input), std::mem::take(&mut raw.check));
    let ids: Vec<InputId> = inputs.iter().map(|it| it.get_ref().id.clone()).collect();
    let known = KnownIds {
        highest: raw.parameter.last().map_or(0, |it| it.get_ref().nomor),
        variant: raw.variant.iter().map(|it| it.get_ref().id.as_str()).collect(),
        input: ids.iter().map(InputId::as_str).collect(),
        window: raw.window.is_some(),
    };
    let mut input: Vec<Input> = Vec::new();
    for it in inputs {
        let at = it.span().start;
        match read_input(it.into_inner(), &known) {
            Ok(read) if !is_slug(&read.id) || input.iter().any(|it| it.id == read.id) => {
                faults.add(file, at, reason!(InputIdBad, id = read.id));
            }
            Ok(read) => input.push(read),
            Err(reason) => faults.add(file, at, reason),
        }
    }
    let mut check = Vec::new();
    for it in checks {
        let at = it.span().start;
        match read_check(it.into_inner(), &known) {
            Ok(read) => check.push(read),
            Err(reason) => faults.add(file, at, reason),
        }
    }
    (input, check)
}

/// Reads one check.
///
/// # Errors
/// The reason, for whoever writes the file.
fn read_check(raw: CheckToml, known: &KnownIds<'_>) -> Result<Check, FaultReason> {
    if let Some(odd) = raw.parameter.iter().find(|it| **it == 0 || **it > known.highest) {
        return Err(reason!(ParameterUnknown, nomor = odd));
    }
    if let Some(odd) = raw.variant.iter().find(|it| !known.variant.contains(&it.as_str())) {
        return Err(reason!(VariantUnknown, variant = odd));
    }
    let given = given(&raw);
    let wanted: &[&str] = match raw.kind.as_str() {
        "name-in-text" | "year-equals-penerapan" | "year-before-tahun" | "link-present" => &[],
        "word-in-text" => &["word"],
        "jenis-dokumen" => &["jenis_dokumen"],
        "year-in-window" | "count-at-least" | "image-per-method" | "distinct-regions" => &["minimum"],
        "one-file-per-year" => &["minimum", "year", "consecutive"],
        "link-not-own-domain" => &["domain"],
        "number-in-band" => &["input"],
        "duration-at-most" => &["seconds"],
        "ticks-at-least" => &["minimum", "option"],
        "field-is" => &["field", "value"],
        other => return Err(reason!(CheckUnknown, kind = other)),
    };
    if let Some(odd) = given.iter().find(|it| !wanted.contains(it)) {
        return Err(reason!(CheckKeyOdd, kind = raw.kind, key = odd));
    }
    // Absent means once, and not in a row.
    let optional = ["consecutive", "minimum"];
    if let Some(missing) = wanted.iter().find(|it| !given.contains(it) && !optional.contains(it)) {
        return Err(reason!(CheckKeyMissing, kind = raw.kind, key = missing));
    }
    let minimum = raw.minimum.unwrap_or(1);
    if minimum == 0 || minimum > MOST {
        return Err(reason!(CheckMinimum, limit = MOST));
    }
    let listed = [&raw.word, &raw.jenis_dokumen, &raw.domain, &raw.option, &raw.value];
    let blank = |it: &&&Option<Vec<String>>| {
        it.as_ref().is_some_and(|it| it.is_empty() || it.iter().any(|it| it.trim().is_empty()))
    };
    if listed.iter().any(|it| blank(&it)) || raw.year.as_ref().is_some_and(Vec::is_empty) {
        return Err(reason!(CheckListEmpty, kind = raw.kind));
    }
    if raw.kind == "year-in-window" && !known.window {
        return Err(reason!(CheckNeedsWindow));
    }
    if let Some(input) = raw.input.as_ref().filter(|it| !known.input.contains(&it.as_str())) {
        return Err(reason!(InputUnknown, input = input));
    }
    let kind = match raw.kind.as_str() {
        "name-in-text" => Kind::NameInText,
        "word-in-text" => Kind::WordInText { word: raw.word.unwrap_or_default() },
        "jenis-dokumen" => Kind::JenisDokumen { jenis_dokumen: raw.jenis_dokumen.unwrap_or_default() },
        "year-in-window" => Kind::YearInWindow { minimum },
        "year-equals-penerapan" => Kind::YearEqualsPenerapan,
        "year-before-tahun" => Kind::YearBeforeTahun,
        "one-file-per-year" => {
            let year = raw.year.unwrap_or_default();
            if minimum as usize > year.len() {
                return Err(reason!(CheckMinimumAboveList, minimum = minimum));
            }
            Kind::OneFilePerYear { year, minimum, consecutive: raw.consecutive.unwrap_or(false) }
        }
        "count-at-least" => Kind::CountAtLeast { minimum },
        "image-per-method" => Kind::ImagePerMethod { minimum },
        "link-present" => Kind::LinkPresent,
        "link-not-own-domain" => Kind::LinkNotOwnDomain { domain: raw.domain.unwrap_or_default() },
        "number-in-band" => Kind::NumberInBand { input: raw.input.unwrap_or_default() },
        "distinct-regions" => Kind::DistinctRegions { minimum },
        "duration-at-most" => Kind::DurationAtMost { seconds: raw.seconds.unwrap_or_default() },
        "ticks-at-least" => {
            let option = raw.option.unwrap_or_default();
            if minimum as usize > option.len() {
                return Err(reason!(CheckMinimumAboveList, minimum = minimum));
            }
            Kind::TicksAtLeast { option: option.into_iter().map(Into::into).collect(), minimum }
        }
        _ => Kind::FieldIs { field: raw.field.unwrap_or_default(), value: raw.value.unwrap_or_default() },
    };
    Ok(Check { parameter: raw.parameter, variant: raw.variant, advice: raw.advice, kind })
}

/// The keys that a file gives, beside those that every kind has.
fn given(raw: &CheckToml) -> Vec<&'static str> {
    [
        ("minimum", raw.minimum.is_some()),
        ("seconds", raw.seconds.is_some()),
        ("year", raw.year.is_some()),
        ("consecutive", raw.consecutive.is_some()),
        ("word", raw.word.is_some()),
        ("jenis_dokumen", raw.jenis_dokumen.is_some()),
        ("domain", raw.domain.is_some()),
        ("option", raw.option.is_some()),
        ("input", raw.input.is_some()),
        ("field", raw.field.is_some()),
        ("value", raw.value.is_some()),
    ]
    .into_iter()
    .filter_map(|(name, given)| given.then_some(name))
    .collect()
}

/// Reads one input.
///
/// # Errors
/// The reason, for whoever writes the file.
fn read_input(raw: InputToml, known: &KnownIds<'_>) -> Result<Input, FaultReason> {
    if let Some(odd) = raw.variant.as_ref().filter(|it| !known.variant.contains(&it.as_str())) {
        return Err(reason!(VariantUnknown, variant = odd));
    }
    let mut band = Vec::new();
    for it in raw.band {
        if it.parameter == 0 || it.parameter > known.highest {
            return Err(reason!(ParameterUnknown, nomor = it.parameter));
        }
        band.push(read_band(it)?);
    }
    if band.is_empty() {
        return Err(reason!(InputWithoutBand));
    }
    Ok(Input { id: raw.id, nama: raw.nama, satuan: raw.satuan, variant: raw.variant, band })
}

fn read_band(raw: BandToml) -> Result<Band, FaultReason> {
    let edge = |inclusive: Option<Exact>, exclusive: Option<Exact>| match (inclusive, exclusive) {
        (Some(_), Some(_)) => Err(reason!(BandEndTwice)),
        (Some(Exact(value)), None) => Ok(Some(Edge { value, inclusive: true })),
        (None, Some(Exact(value))) => Ok(Some(Edge { value, inclusive: false })),
        (None, None) => Ok(None),
    };
    let (lowest, highest) = (edge(raw.minimum, raw.above)?, edge(raw.maksimum, raw.below)?);
    match (lowest, highest) {
        (None, None) => Err(reason!(BandWithoutEnd)),
        (Some(low), Some(high)) if low.value > high.value => Err(reason!(BandBackwards)),
        _ => Ok(Band { parameter: raw.parameter, lowest, highest }),
    }
}
