//! One paper as templates read it: what it says by itself, and what all papers of its
//! dossier say, which is worked out once for hundreds of them.

use std::{collections::BTreeMap, sync::OnceLock};

use domain::submission::{dossier::Dossier, office::Office};
use serde::Serialize;
use serde_json::{Map, Value};
use typst::foundations::Bytes;

use super::{Paper, fill};
use crate::{
    UnprintableText,
    fonts::{self, printable},
};

/// What one paper says by itself, by its keys.
pub(crate) struct OwnPaper(Map<String, Value>);

impl OwnPaper {
    pub(crate) fn of(paper: &Paper<'_>) -> Self {
        Self(map(paper))
    }
}

/// What all papers of a dossier say.
pub(crate) struct SharedPaper {
    parts: Map<String, Value>,
    json: OnceLock<SharedJson>,
    /// What cannot be printed in each part.
    unprintable: OnceLock<BTreeMap<String, Vec<UnprintableText>>>,
}

impl SharedPaper {
    pub(crate) fn of(dossier: &Dossier, office: &Office) -> Self {
        let parts = map(&fill::region(dossier, office));
        Self { parts, json: OnceLock::new(), unprintable: OnceLock::new() }
    }

    /// As a template reads it.
    pub(crate) fn value(&self, mut own: OwnPaper) -> Value {
        own.0.extend(self.parts.iter().map(|(key, it)| (key.clone(), it.clone())));
        Value::Object(own.0)
    }

    /// The same for Typst, as JSON: every text without what cannot be set.
    pub(crate) fn json(&self, own: OwnPaper) -> PaperJson<'_> {
        PaperJson { shared: self.json.get_or_init(|| SharedJson::of(self.parts.clone())), own: settable(own.0) }
    }

    /// Texts of a paper in which letters are printed as a mark, each with them and the
    /// name of what it is said of.
    pub(crate) fn unprintable(&self, own: &OwnPaper) -> Vec<UnprintableText> {
        let sought = |it: &Map<String, Value>| {
            let each = it.iter().map(|(key, it)| {
                let mut found = Vec::new();
                seek(it, "", &mut found);
                (key.clone(), found)
            });
            each.collect::<BTreeMap<String, Vec<UnprintableText>>>()
        };
        let shared = self.unprintable.get_or_init(|| sought(&self.parts));
        let own = sought(&own.0);
        let all: BTreeMap<_, _> = shared.iter().chain(&own).collect();
        let mut found: Vec<UnprintableText> = Vec::new();
        for it in all.into_values().flatten() {
            // What a paper says in several places is one text.
            if !found.iter().any(|before| before.text == it.text) {
                found.push(it.clone());
            }
        }
        found
    }
}

/// What all papers of a dossier say, as JSON.
#[derive(Default)]
pub(crate) struct SharedJson {
    parts: BTreeMap<String, String>,
    object: OnceLock<Bytes>,
}

impl SharedJson {
    fn of(parts: Map<String, Value>) -> Self {
        Self { parts: settable(parts), object: OnceLock::new() }
    }

    /// All of it, one value for all papers: so it is known again at a glance.
    pub(crate) fn object(&self) -> Bytes {
        self.object.get_or_init(|| Bytes::from_string(object(&self.parts))).clone()
    }
}

/// One paper as JSON.
pub(crate) struct PaperJson<'a> {
    pub(crate) shared: &'a SharedJson,
    own: BTreeMap<String, String>,
}

impl<'a> PaperJson<'a> {
    /// A paper of which nothing is shared.
    pub(crate) fn alone(paper: Value, shared: &'a SharedJson) -> Self {
        Self { shared, own: if let Value::Object(it) = paper { settable(it) } else { BTreeMap::new() } }
    }

    /// What it says by itself.
    pub(crate) fn own(&self) -> String {
        object(&self.own)
    }

    /// All of it.
    pub(crate) fn whole(&self) -> String {
        object(self.shared.parts.iter().chain(&self.own).collect::<BTreeMap<_, _>>())
    }
}

/// Parts that are JSON already as one object. Their keys are names of ours, which need no
/// escape.
fn object<'a>(parts: impl IntoIterator<Item = (&'a String, &'a String)>) -> String {
    let mut out = String::from("{");
    for (key, json) in parts {
        out.extend([if out.len() > 1 { ",\"" } else { "\"" }, key, "\":", json]);
    }
    out.push('}');
    out
}

/// Parts as JSON, every text without what cannot be set.
fn settable(parts: Map<String, Value>) -> BTreeMap<String, String> {
    let each = parts.into_iter().map(|(key, mut it)| {
        set(&mut it);
        (key, it.to_string())
    });
    each.collect()
}

fn map(of: &impl Serialize) -> Map<String, Value> {
    match serde_json::to_value(of) {
        Ok(Value::Object(it)) => it,
        _ => Map::new(),
    }
}

fn seek(value: &Value, of: &str, found: &mut Vec<UnprintableText>) {
    match value {
        Value::String(text) => {
            let letters = fonts::unknown(text);
            if !letters.is_empty() && !found.iter().any(|it| it.text == *text) {
                found.push(UnprintableText { letters, text: text.clone(), of: of.to_owned() });
            }
        }
        Value::Array(list) => list.iter().for_each(|it| seek(it, of, found)),
        Value::Object(map) => {
            let of = map.get("nama").and_then(Value::as_str).filter(|_| map.contains_key("skor")).unwrap_or(of);
            map.values().for_each(|it| seek(it, of, found));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn set(value: &mut Value) {
    match value {
        Value::String(text) => *text = printable(text),
        Value::Array(list) => list.iter_mut().for_each(set),
        // The drawing is no text.
        Value::Object(map) => map.iter_mut().filter(|it| it.0 != "qr").for_each(|it| set(it.1)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
