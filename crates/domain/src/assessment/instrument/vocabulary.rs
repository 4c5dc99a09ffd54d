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
#[error("{text:?} is not an option of {list}; the nearest is {nearest:?}")]
pub struct OptionError {
    /// Name of the list that was searched.
    pub list: String,
    /// What was typed or read.
    pub text: String,
    /// Official name of the nearest option.
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
        let nearest = options()
            .min_by_key(|it| names(it).iter().map(|name| distance(&wanted, name)).min())
            .map_or_else(String::new, |it| it.nama.clone());
        Err(OptionError { list: name.to_owned(), text: text.to_owned(), nearest })
    }
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
    let start = |text: &str| text.chars().take(64).collect::<Vec<_>>();
    levenshtein::distance(start(a), start(b))
}
