//! Reading what a cell says: the same gates as for typing, with more spellings,
//! since a recap was not written for us. What was read once is remembered: a recap
//! says the same few things in thousands of rows.

use std::collections::HashMap;

use domain::{
    assessment::{
        instrument::{AnsweredBy, Indikator, Instrument, Parameter, vocabulary::Vocabulary},
        score::check_choice,
    },
    inovasi::{
        perangkat_daerah::fold_name,
        profile::{Field, FieldKind},
    },
    merge::{change::FieldKey, field},
};

use crate::core::error::{Error, Reason, Result};

/// Reads cells.
pub(super) struct CellReading<'a> {
    vocabulary: &'a Vocabulary,
    options: HashMap<(Field, String), Result<String>>,
    parameters: HashMap<(String, String), Result<Option<String>>>,
}

/// Least letters by which the beginning of a parameter's text is known.
const BEGINNING: usize = 5;

impl<'a> CellReading<'a> {
    pub(super) fn new(vocabulary: &'a Vocabulary) -> Self {
        Self { vocabulary, options: HashMap::new(), parameters: HashMap::new() }
    }

    /// The value of a field that has one; nothing for a blank. `exact` as in
    /// [`Self::plain`].
    ///
    /// # Errors
    /// As for typing.
    pub(super) fn value(&mut self, field: Field, text: &str, exact: bool) -> Result<Option<String>> {
        if text.trim().is_empty() {
            return if field == Field::Nama { Err(Error::invalid(Reason::NamaEmpty)) } else { Ok(None) };
        }
        match field.kind() {
            FieldKind::Option => self.option(field, text).map(Some),
            _ => self.plain(&FieldKey::Profile(field), text, exact),
        }
    }

    /// A field that is read as it is typed; `exact` where we wrote it ourselves.
    ///
    /// # Errors
    /// As for typing.
    pub(super) fn plain(&self, field: &FieldKey, text: &str, exact: bool) -> Result<Option<String>> {
        let reading = field::FieldReading { vocabulary: self.vocabulary, answers: None, exact };
        Ok(reading.read(field, Some(text))?.1)
    }

    /// The members of a field that has several, each once. Options may be parted
    /// by commas too; a name of a form stands on a line of its own, so that it may
    /// hold any sign.
    ///
    /// # Errors
    /// One of them cannot stand.
    pub(super) fn members(&mut self, field: Field, text: &str, own: bool) -> Result<Vec<String>> {
        let part = |it: char| it == '\n' || (it == ';' && !(own && field.kind() == FieldKind::Names));
        let mut found = Vec::new();
        for piece in text.split(part).map(str::trim).filter(|it| !it.is_empty()) {
            if field.kind() == FieldKind::Names {
                found.push(field::former_name(piece)?);
            } else {
                self.options_of(field, piece, &mut found)?;
            }
        }
        found.sort();
        found.dedup();
        Ok(found)
    }

    /// Options parted by commas, which also stand inside their names: the longest
    /// run of pieces that is an option wins.
    fn options_of(&mut self, field: Field, text: &str, found: &mut Vec<String>) -> Result<()> {
        let whole = match self.option(field, text) {
            Ok(it) => {
                found.push(it);
                return Ok(());
            }
            Err(error) => error,
        };
        let pieces: Vec<&str> = text.split(',').collect();
        let mut at = 0;
        while at < pieces.len() {
            let run = (at + 1..=pieces.len()).rev().find_map(|end| {
                let joined = pieces.get(at..end)?.join(",");
                let option = self.option(field, joined.trim()).ok()?;
                Some((end, option))
            });
            let Some((end, option)) = run else { return Err(whole) };
            found.push(option);
            at = end;
        }
        Ok(())
    }

    fn option(&mut self, field: Field, text: &str) -> Result<String> {
        let key = (field, text.to_owned());
        if let Some(known) = self.options.get(&key) {
            return known.clone();
        }
        let read = self.vocabulary.read_loosely(field, text);
        let read = read.map_err(Error::from);
        self.options.insert(key, read.clone());
        read
    }

    /// The choice that a cell tells for an indikator, by the number of a parameter
    /// or by its text; nothing for 0 and for a blank.
    ///
    /// # Errors
    /// No parameter is meant, or more than one.
    pub(super) fn parameter(
        &mut self,
        instrument: &Instrument,
        who: AnsweredBy,
        indikator: &str,
        text: &str,
    ) -> Result<Option<String>> {
        let key = (indikator.to_owned(), text.to_owned());
        if let Some(known) = self.parameters.get(&key) {
            return known.clone();
        }
        let read = read_parameter(instrument, who, indikator, text);
        self.parameters.insert(key, read.clone());
        read
    }
}

fn read_parameter(instrument: &Instrument, who: AnsweredBy, indikator: &str, text: &str) -> Result<Option<String>> {
    let known = instrument
        .indikator(indikator)
        .ok_or_else(|| Error::not_found(Reason::IndikatorUnknown).arg("indikator", indikator))?;
    if text.trim().is_empty() {
        return Ok(None);
    }
    let found = by_text(known, text, |a, b| a == b)
        .or_else(|| by_number(text))
        .or_else(|| by_text(known, text, |a, b| b.len() >= BEGINNING && (a.starts_with(b) || b.starts_with(a))));
    let (nomor, variant) = found
        .ok_or_else(|| Error::invalid(Reason::ParameterUnreadable).arg("indikator", &known.code).arg("text", text))?;
    let (_, choice) = check_choice(instrument, who, &known.id, nomor, variant.as_deref())?;
    Ok(choice.map(|it| it.to_string()))
}

type Number = (u8, Option<String>);

/// The only parameter whose text fits: the indikator's own, else a variant's.
fn by_text(indikator: &Indikator, text: &str, fits: impl Fn(&str, &str) -> bool) -> Option<Number> {
    let wanted = fold_name(text);
    let among = |list: &[Parameter], variant: Option<&String>| -> Vec<Number> {
        let fit = list.iter().filter(|it| {
            let teks = fold_name(&it.teks);
            !teks.is_empty() && fits(&teks, &wanted)
        });
        fit.map(|it| (it.nomor, variant.cloned())).collect()
    };
    let mut found = among(&indikator.parameter, None);
    if found.is_empty() {
        found = indikator.variant.iter().flat_map(|it| among(&it.parameter, Some(&it.id))).collect();
    }
    if wanted.is_empty() || found.len() != 1 { None } else { found.pop() }
}

/// `2`, `P2`, `Parameter 2`, `2/c`, `2 - SK Kepala Daerah`, `0`; but not `2 kali`,
/// which may be the text of any parameter.
fn by_number(text: &str) -> Option<Number> {
    let lower = text.trim().to_lowercase();
    let bare = ["parameter", "par.", "par", "p."].iter().find_map(|it| lower.strip_prefix(it));
    let bare = bare.or_else(|| lower.strip_prefix('p').filter(|it| it.starts_with(|it: char| it.is_ascii_digit())));
    let bare = bare.unwrap_or(&lower).trim_start();
    let end = bare.find(|it: char| !it.is_ascii_digit()).unwrap_or(bare.len());
    let (digits, rest) = bare.split_at(end);
    let nomor = digits.parse().ok()?;
    if let Some(rest) = rest.strip_prefix('/') {
        let variant = rest.split(|it: char| !it.is_alphanumeric() && it != '-').next().unwrap_or_default();
        return (!variant.is_empty()).then(|| (nomor, Some(variant.to_owned())));
    }
    let rest = rest.trim_start();
    // `2,5`, `2-5 hari` are no parameters; what we write ourselves is `2) 5 hari`.
    let after = rest.trim_start_matches(|it: char| it.is_whitespace() || "-–—:.,=".contains(it));
    let parted =
        rest.starts_with(')') || (after.len() < rest.len() && !after.starts_with(|it: char| it.is_ascii_digit()));
    (rest.is_empty() || parted).then_some((nomor, None))
}
