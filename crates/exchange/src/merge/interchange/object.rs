//! JSON objects read key by key: an unknown or repeated key is refused with its
//! path. Refusals travel as marked messages inside serde's errors; `read.rs`
//! takes them apart again.

use std::collections::BTreeSet;

use serde::de::{self, DeserializeSeed, Deserializer, MapAccess};

use crate::excerpt;

/// Longest key of an instrument or indikator, in characters.
pub(super) const MAX_KEY: usize = 128;

/// Between the parts of our own messages inside serde's.
pub(super) const MARK: char = '\u{1f}';

/// Refuses the value of a key, so that the path of the error names the key.
struct Refuse(String);

impl<'de> DeserializeSeed<'de> for Refuse {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, _: D) -> Result<(), D::Error> {
        Err(de::Error::custom(self.0))
    }
}

pub(super) fn refuse<'de, A: MapAccess<'de>>(map: &mut A, message: String) -> A::Error {
    match map.next_value_seed(Refuse(message)) {
        Err(error) => error,
        Ok(()) => de::Error::custom("refused"),
    }
}

pub(super) fn unknown<'de, A: MapAccess<'de>>(map: &mut A, field: &str, known: &[&str]) -> A::Error {
    let nearest = known.iter().min_by_key(|it| distance(field, it)).copied().unwrap_or_default();
    refuse(map, format!("{MARK}unknown{MARK}{}{MARK}{nearest}{MARK}", excerpt(field)))
}

/// What is amiss with a value, in our own marks.
pub(super) fn marked(fault: &str, text: &str) -> String {
    format!("{MARK}{fault}{MARK}{}{MARK}", excerpt(text))
}

/// Refuses the value that is being read.
pub(super) fn wrong<E: de::Error>(fault: &str, text: &str) -> E {
    E::custom(marked(fault, text))
}

/// What is none of a closed list of words.
pub(super) fn no_word<E: de::Error>(text: &str, known: &[&str]) -> E {
    E::custom(format!("{MARK}word{MARK}{}{MARK}{}{MARK}", excerpt(text), known.join(", ")))
}

pub(super) fn missing<E: de::Error>(field: &str) -> E {
    E::custom(format!("{MARK}missing{MARK}{field}{MARK}"))
}

/// Next key that has not been seen in this object.
pub(super) fn next_key<'de, A: MapAccess<'de>>(
    map: &mut A,
    seen: &mut BTreeSet<String>,
) -> Result<Option<String>, A::Error> {
    let Some(key) = map.next_key::<String>()? else { return Ok(None) };
    if !seen.insert(key.clone()) {
        return Err(refuse(map, format!("{MARK}duplicate{MARK}{}{MARK}", excerpt(&key))));
    }
    Ok(Some(key))
}

/// Edits between two short texts; long ones are far.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().take(40).collect(), b.chars().collect());
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        for (y, cell) in b.iter().zip(row.iter_mut().skip(1)) {
            let above = *cell;
            let value = (diagonal + usize::from(x != y)).min(left + 1).min(above + 1);
            (diagonal, left, *cell) = (above, value, value);
        }
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
    }
    row.last().copied().unwrap_or_default()
}

/// A JSON object read by a function; keeps each type below to its keys.
macro_rules! object {
    ($type:ty, $expecting:literal, |$map:ident| $body:block) => {
        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Object;
                impl<'de> Visitor<'de> for Object {
                    type Value = $type;
                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        f.write_str($expecting)
                    }
                    fn visit_map<A: MapAccess<'de>>(self, mut $map: A) -> Result<$type, A::Error> {
                        $body
                    }
                }
                deserializer.deserialize_map(Object)
            }
        }
    };
}

pub(super) use object;
