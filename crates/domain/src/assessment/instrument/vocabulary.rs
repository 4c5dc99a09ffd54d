//! The official option lists (urusan, tahapan, jenis …) and how a text finds
//! its option: by id, by official name, or by a known spelling.

use std::collections::BTreeMap;

use rapidfuzz::distance::levenshtein;
use serde::Deserialize;

use crate::inovasi::profile::{FIELDS, Field, FieldKind};

/// All option lists, by the name of their file.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    lists: BTreeMap<String, OptionList>,
}

/// One list, in its official order.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OptionList {
    /// Where the list was taken from.
    pub source: String,
    /// How sure its options and their spelling are.
    pub confidence: crate::assessment::instrument::Confidence,
    /// What the source leaves open, in the list's own words.
    #[serde(default)]
    pub note: Option<String>,
    /// Headings in the official order; empty for a plain list.
    #[serde(default)]
    pub group: Vec<Group>,
    /// All that can be chosen, in the official order.
    pub option: Vec<Choosable>,
}

/// A heading that options stand under.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Slug that options refer to.
    pub id: String,
    /// The heading as people read it.
    pub nama: String,
}

/// One option.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choosable {
    /// Slug that is kept as the value of the field.
    pub id: String,
    /// The official spelling, shown and printed.
    pub nama: String,
    /// The same in English, where the list has it.
    #[serde(default)]
    pub en: Option<String>,
    /// Slug of the heading that it stands under; None in a plain list.
    #[serde(default)]
    pub group: Option<String>,
    /// Other spellings and abbreviations that mean it.
    #[serde(default)]
    pub alias: Vec<String>,
    /// Endings of files that suggest it, lower case, where the list is one of files.
    #[serde(default)]
    pub ending: Vec<String>,
}

/// A text that names no option.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not an option of {list}; near to it is {nearest:?}")]
pub struct OptionError {
    /// Name of the list that was searched.
    pub list: String,
    /// What was typed or read.
    pub text: String,
    /// Official name of the option that is probably meant; empty where none is near.
    pub nearest: String,
}

impl Vocabulary {
    /// Adds a list from the text of its file.
    ///
    /// # Errors
    /// The TOML reader's message.
    pub fn add(&mut self, name: &str, text: &str) -> Result<(), String> {
        let list: OptionList = toml::from_str(text).map_err(|it| it.to_string())?;
        self.lists.insert(name.to_owned(), list);
        Ok(())
    }

    /// The list that a field chooses from.
    pub fn list_of(&self, field: Field) -> Option<&OptionList> {
        self.lists.get(list_name(field))
    }

    /// A list by its name, also those that no field of the profile chooses from.
    pub fn list(&self, name: &str) -> Option<&OptionList> {
        self.lists.get(name)
    }

    /// The official name of an option; the id itself when it is not known.
    pub fn nama<'a>(&'a self, field: Field, id: &'a str) -> &'a str {
        self.list_of(field).and_then(|it| it.option.iter().find(|it| it.id == id)).map_or(id, |it| &it.nama)
    }

    /// Reads an option from its id, official name or a known spelling; case,
    /// punctuation and blanks do not matter.
    ///
    /// # Errors
    /// Nothing matches; the nearest official name is given.
    pub fn read(&self, field: Field, text: &str) -> Result<String, OptionError> {
        self.read_in(list_name(field), text)
    }

    /// The same for a list by its name.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub fn read_in(&self, name: &str, text: &str) -> Result<String, OptionError> {
        let wanted = squash(text);
        let list = self.list(name);
        let options = || list.map(|it| it.option.as_slice()).unwrap_or_default().iter();
        let names = |it: &Choosable| {
            let mut all = vec![squash(&it.id), squash(&it.nama)];
            all.extend(it.alias.iter().map(|it| squash(it)));
            all
        };
        if let Some(found) = options().find(|it| names(it).contains(&wanted)) {
            return Ok(found.id.clone());
        }
        let far = |it: &Choosable| names(it).iter().map(|name| distance(&wanted, name)).min().unwrap_or(usize::MAX);
        let nearest = options().map(|it| (far(it), it)).min_by_key(|it| it.0);
        // `Inovasi Digital` is no slip of the pen for `Non Digital`: what is far says nothing.
        let near = |far: usize| far * SLIP <= wanted.chars().take(COMPARED).count();
        let nearest = nearest.filter(|it| near(it.0)).map_or_else(String::new, |it| it.1.nama.clone());
        Err(OptionError { list: name.to_owned(), text: text.to_owned(), nearest })
    }

    /// Reads an option as recaps name it: with a number or letter before it (`1.02
    /// Kesehatan`, `a. Kesehatan`), a word that says what it is (`Urusan Kesehatan`,
    /// `Tahap Penerapan`, `Wajib: Kesehatan`), or a remark in brackets behind it. What
    /// is left must be an option to the letter.
    ///
    /// # Errors
    /// As [`Self::read`], of the whole text.
    pub fn read_loosely(&self, field: Field, text: &str) -> Result<String, OptionError> {
        self.read(field, text).or_else(|error| {
            let bare = bare_readings(text);
            bare.iter().find_map(|it| self.read(field, it).ok()).ok_or(error)
        })
    }
}

/// Letters that are compared; no option is longer.
const COMPARED: usize = 64;
/// A proposal changes at most one letter in so many.
const SLIP: usize = 6;

/// Words before an option that say what kind of thing it is.
const KINDS: [&str; 18] = [
    "urusan",
    "pemerintahan",
    "pemerintah",
    "bidang",
    "wajib",
    "pilihan",
    "pelayanan",
    "dasar",
    "non-pelayanan",
    "nonpelayanan",
    "inovasi",
    "tahap",
    "tahapan",
    "bentuk",
    "jenis",
    "berbasis",
    "sudah",
    "penunjang",
];

/// What an option may be without all that recaps write around it; the text itself
/// is not among them.
pub fn bare_readings(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut add = |it: &str| {
        let it = it.trim().trim_end_matches(['.', ',', ';', ':', '*']).trim();
        if !it.is_empty() && it != text && !found.iter().any(|known| known == it) {
            found.push(it.to_owned());
        }
    };
    add(text);
    // `1.02.` is a code.
    add(text.trim().trim_end_matches(|it: char| !it.is_ascii_digit()));
    let plain = without_number(text.trim());
    add(plain);
    let plain = plain.split_once('(').map_or(plain, |it| it.0).trim();
    add(plain);
    // `Urusan Wajib - Kesehatan`, `Wajib: Kesehatan`.
    for sign in [": ", " - ", " – "] {
        if let Some((before, behind)) = plain.rsplit_once(sign)
            && without_kinds(before).is_empty()
        {
            add(behind);
        }
    }
    let mut rest = plain;
    while let Some(behind) = without_kind(rest).filter(|it| !it.is_empty()) {
        rest = behind;
        add(rest);
    }
    found
}

fn without_kinds(text: &str) -> &str {
    let mut rest = text.trim();
    while let Some(behind) = without_kind(rest) {
        rest = behind;
    }
    rest
}

/// What follows the word that a text begins with, if that says what kind of thing it is.
fn without_kind(text: &str) -> Option<&str> {
    let word = text.split_whitespace().next()?;
    let behind = text.strip_prefix(word)?.trim_start();
    // `Non Pelayanan Dasar` tells a kind; `Bukan Digital` tells another option.
    let denies = ["non", "bukan"].contains(&word.to_lowercase().as_str());
    let kind = if denies { behind.to_lowercase().starts_with("pelayanan") } else { is_kind(word) };
    kind.then_some(behind)
}

fn is_kind(word: &str) -> bool {
    let word = word.to_lowercase();
    word == "-" || KINDS.contains(&word.trim_matches(|it: char| !it.is_alphanumeric()))
}

/// Without the number or letter that a list has before its entries.
fn without_number(text: &str) -> &str {
    let bare = text.trim_start_matches(|it: char| it.is_ascii_digit() || ". )-–:".contains(it));
    if bare.len() < text.len() {
        return bare;
    }
    let mut letters = text.chars();
    let lettered =
        letters.next().is_some_and(|it| it.is_ascii_alphabetic()) && letters.next().is_some_and(|it| ".)".contains(it));
    if lettered { text.get(2..).unwrap_or_default().trim_start() } else { text }
}

/// The list a field chooses from has the field's name, but for the urusan.
pub fn list_name(field: Field) -> &'static str {
    match field {
        Field::UrusanUtama | Field::UrusanBeririsan => "urusan",
        other => other.name(),
    }
}

/// Lists that no field of the profile chooses from.
pub const OTHER_LISTS: [&str; 3] = ["jenis_perangkat_daerah", "tingkat", "jenis_dokumen"];

/// Fields that choose from a list.
pub fn option_fields() -> impl Iterator<Item = Field> {
    FIELDS.iter().copied().filter(|it| matches!(it.kind(), FieldKind::Option | FieldKind::Set))
}

/// Letters and digits only, lower case, with the one spelling change of the law
/// undone: `Pelindungan` (UU 23/2014) and `Perlindungan` are the same word.
fn squash(text: &str) -> String {
    text.to_lowercase()
        .replace("perlindungan", "pelindungan")
        .replace("ketentraman", "ketenteraman")
        .replace('&', "dan")
        .chars()
        .filter(|it| it.is_alphanumeric())
        .collect()
}

/// Insertions, deletions and replacements, looking at 64 characters.
fn distance(a: &str, b: &str) -> usize {
    let start = |text: &str| text.chars().take(COMPARED).collect::<Vec<_>>();
    levenshtein::distance(start(a), start(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn urusan() -> Vocabulary {
        let mut vocabulary = Vocabulary::default();
        let list = "source = \"x\"\nconfidence = \"confirmed\"\n\
            [[option]]\nid = \"kesehatan\"\nnama = \"Kesehatan\"\nalias = [\"1.02\"]\n\
            [[option]]\nid = \"digital\"\nnama = \"Digital\"\n\
            [[option]]\nid = \"non_digital\"\nnama = \"Non Digital\"\n";
        vocabulary.add("urusan", list).unwrap();
        vocabulary
    }

    #[test]
    fn what_recaps_write_around_an_option_is_left_out() {
        let list = urusan();
        for (text, expected) in [
            ("1.02 Kesehatan", "kesehatan"),
            ("1.02.", "kesehatan"),
            ("a. Kesehatan", "kesehatan"),
            ("1) Kesehatan.", "kesehatan"),
            ("Urusan Pemerintahan Bidang Kesehatan", "kesehatan"),
            ("Urusan Wajib Pelayanan Dasar - Kesehatan", "kesehatan"),
            ("Urusan Wajib Bukan Pelayanan Dasar - Kesehatan", "kesehatan"),
            ("Wajib Non Pelayanan Dasar: Kesehatan", "kesehatan"),
            ("Wajib: Kesehatan", "kesehatan"),
            ("Digital (aplikasi)", "digital"),
            ("Inovasi Digital", "digital"),
            ("Berbasis Digital", "digital"),
            ("Inovasi Non Digital", "non_digital"),
            ("Jenis: Non-Digital", "non_digital"),
        ] {
            assert_eq!(list.read_loosely(Field::UrusanUtama, text).as_deref(), Ok(expected), "{text}");
        }
        for text in [
            "Bukan Digital",
            "Non  Kesehatan",
            "Digital / Non Digital",
            "Kesehatan dan Sosial",
            "Dinas Kesehatan",
            "2",
            "",
            "Urusan",
        ] {
            assert!(list.read_loosely(Field::UrusanUtama, text).is_err(), "{text}");
        }
    }

    #[test]
    fn only_what_is_near_is_proposed() {
        let near = |text: &str| urusan().read(Field::UrusanUtama, text).unwrap_err().nearest;
        assert_eq!(near("Kesehtan"), "Kesehatan");
        assert_eq!(near("Inovasi Digital"), "");
        assert_eq!(near("Perdagangan"), "");
    }
}
