//! Sentences. They all stand in `ui/src/text/messages.json`, Indonesian first;
//! the screens and the command line read the same file.

use std::{collections::HashMap, sync::LazyLock};

pub use domain::inovasi::profile::without_invisible;
use domain::{inovasi::profile::Field, merge::field::JENIS_DOKUMEN};
use serde::Deserialize;

/// The two languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// Indonesian: what is shown unless somebody asks otherwise.
    #[default]
    Id,
    /// English, the twin of every sentence.
    En,
}

#[derive(Deserialize)]
struct Sentence {
    id: String,
    en: String,
}

static SENTENCES: LazyLock<HashMap<String, Sentence>> =
    LazyLock::new(|| serde_json::from_str(include_str!("../../../../ui/src/text/messages.json")).unwrap_or_default());

/// The sentence of a key with its `{arg}` places filled. A key without a
/// sentence is shown itself, with its values, so that nothing is hidden.
pub fn sentence(key: &str, args: &[(impl AsRef<str>, String)], language: Language) -> String {
    let Some(found) = SENTENCES.get(key) else {
        let values: Vec<String> = args.iter().map(|(name, value)| format!("{}: {value}", name.as_ref())).collect();
        return format!("{key} ({})", values.join("; "));
    };
    let template = match language {
        Language::Id => &found.id,
        Language::En => &found.en,
    };
    let mut text = String::with_capacity(template.len() + 32);
    let mut rest = template.as_str();
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let Some((name, tail)) = after.split_once('}') else {
            text.push('{');
            rest = after;
            continue;
        };
        match args.iter().find(|it| it.0.as_ref() == name) {
            // A sentence in a sentence, of the same values.
            Some((_, value)) if name == "fault" => {
                text.push_str(&sentence(&format!("template_fault.{value}"), args, language));
            }
            Some((_, value)) if name == "unfitted" => {
                text.push_str(&sentence(&format!("unfitted.{value}"), args, language));
            }
            Some((_, value)) => text.push_str(&shown(name, value, language)),
            None => text.push_str(name),
        }
        rest = tail;
    }
    text + rest
}

/// The name of a kind of document; an id that is not known is shown itself.
pub fn jenis_dokumen(id: &str, language: Language) -> String {
    let key = format!("jenis_dokumen.{id}");
    if SENTENCES.contains_key(&key) { sentence(&key, &[] as &[(&str, String)], language) } else { id.to_owned() }
}

/// Values as people read them: labels instead of field names, and no character
/// that could move the cursor or turn the line around.
fn shown(name: &str, value: &str, language: Language) -> String {
    if name == JENIS_DOKUMEN {
        return value.split(", ").map(|it| jenis_dokumen(it, language)).collect::<Vec<_>>().join(", ");
    }
    if matches!(name, "cause" | "detail") && !value.is_empty() {
        let key = format!("cause.{value}");
        // What is no word of ours is the system's: said as it said it.
        let known = SENTENCES.contains_key(&key).then(|| sentence(&key, &[] as &[(&str, String)], language));
        return known.unwrap_or_else(|| format!("“{}”", visible(value)));
    }
    // What was rubbed out, or never had one.
    if name == "what" && value.is_empty() {
        return sentence("value.nameless", &[] as &[(&str, String)], language);
    }
    if name == "kind" && SENTENCES.contains_key(&format!("document.{value}")) {
        return sentence(&format!("document.{value}"), &[] as &[(&str, String)], language);
    }
    if matches!(name, "field" | "first" | "second")
        && let Some(field) = Field::by_name(value)
    {
        return field.label().to_owned();
    }
    if (name == "bytes" || name.starts_with("bytes_"))
        && let Ok(bytes) = value.parse()
    {
        return size(bytes, language);
    }
    visible(&day(value).unwrap_or_else(|| value.to_owned()))
}

fn visible(text: &str) -> String {
    let seen: String = text.chars().filter(|it| !it.is_control()).collect();
    without_invisible(&seen)
}

/// Bytes in the largest unit that keeps them readable, as the screens write them: `1,2 MB`.
fn size(bytes: u64, language: Language) -> String {
    let (mut tenths, mut unit) = (bytes.saturating_mul(10), "B");
    for larger in ["kB", "MB", "GB", "TB"] {
        if tenths < 10_000 {
            break;
        }
        (tenths, unit) = (tenths.saturating_add(500) / 1000, larger);
    }
    let sign = if language == Language::Id { ',' } else { '.' };
    match (tenths / 10, tenths % 10) {
        (whole @ ..10, tenth @ 1..) => format!("{whole}{sign}{tenth} {unit}"),
        _ => format!("{} {unit}", (tenths + 5) / 10),
    }
}

/// The day of a stamp as people of either language write it; None: it is no stamp.
fn day(value: &str) -> Option<String> {
    let (day, time) = value.split_once('T')?;
    let parts: Vec<&str> = day.split('-').rev().collect();
    let is_stamp = day.len() == 10 && parts.len() == 3 && time.get(2..3) == Some(":");
    is_stamp.then(|| parts.join("/"))
}

/// Whether a key has a sentence in both languages; for the tests.
pub fn has_sentence(key: &str) -> bool {
    SENTENCES.get(key).is_some_and(|it| !it.id.is_empty() && !it.en.is_empty())
}
