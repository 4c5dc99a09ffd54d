//! Reading, strictly.

use std::{collections::BTreeMap, io::Read, path::Path};

use serde::Deserialize;

use super::{
    DocumentPlace, Error, FORMAT, MAX_BYTES, PenghargaanEntry, RegistryDocument, VERSION, object::MARK, shape::Head,
};
use crate::{
    core::disk::{DiskError, open_file},
    excerpt,
};

/// Reads a file of at most [`MAX_BYTES`].
///
/// # Errors
/// The disk refuses, or as [`read`].
pub fn read_file(path: &Path) -> Result<RegistryDocument, Error> {
    let disk = |source| DiskError::new("read", path, source);
    let file = open_file(path)?;
    let found = file.metadata().map_err(disk)?.len();
    if found > MAX_BYTES {
        return Err(Error::TooLarge { found });
    }
    let mut bytes = Vec::new();
    file.take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(disk)?;
    read_bytes(&bytes)
}

/// Reads bytes that should be UTF-8; a byte-order mark in front is tolerated.
///
/// # Errors
/// As [`read`].
pub fn read_bytes(bytes: &[u8]) -> Result<RegistryDocument, Error> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|it| Error::NotText(it.valid_up_to()))?;
    read(text)
}

/// Reads a document.
///
/// # Errors
/// It is too large, no JSON, another format or a newer version, or some key or
/// value does not belong; the error says where.
pub fn read(text: &str) -> Result<RegistryDocument, Error> {
    if text.len() as u64 > MAX_BYTES {
        return Err(Error::TooLarge { found: text.len() as u64 });
    }
    // What it is comes first: a newer version may well have unknown keys.
    let head: Head = run(text)?;
    match head.format {
        Some(format) if format == FORMAT => {}
        found => {
            let found = excerpt(&found.unwrap_or_default());
            return Err(Error::NotThisFormat { found });
        }
    }
    if let Some(version) = head.version.filter(|it| *it > VERSION) {
        return Err(Error::Newer { version });
    }
    tell_apart(run(text)?)
}

fn run<'de, T: Deserialize<'de>>(text: &'de str) -> Result<T, Error> {
    let mut json = serde_json::Deserializer::from_str(text);
    let value = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let path = excerpt(&error.path().to_string());
        refusal(path, error.inner())
    })?;
    json.end().map_err(|it| refusal(".".into(), &it))?;
    Ok(value)
}

fn refusal(path: String, error: &serde_json::Error) -> Error {
    let (line, column) = (error.line(), error.column());
    let text = error.to_string();
    if error.classify() != serde_json::error::Category::Data {
        return Error::Syntax { line, column };
    }
    let place = DocumentPlace { path, line, column };
    let parts: Vec<&str> = text.split(MARK).collect();
    match parts.as_slice() {
        [_, "nama", ..] => Error::NamaEmpty { place },
        [_, "key", ..] => Error::KeyUnfit { place },
        [_, "version", ..] => Error::VersionUnknown { place },
        [_, "uuid", text, ..] => Error::NoUuid { place, text: (*text).to_owned() },
        [_, "word", text, known, ..] => {
            Error::WordUnknown { place, text: (*text).to_owned(), known: (*known).to_owned() }
        }
        [_, "unknown", field, nearest, ..] => {
            Error::UnknownField { place, field: (*field).to_owned(), nearest: (*nearest).to_owned() }
        }
        [_, "duplicate", field, ..] => Error::DuplicateField { place, field: (*field).to_owned() },
        [_, "missing", field, ..] => Error::MissingField { place, field: (*field).to_owned() },
        _ => mistyped(&text, place),
    }
}

/// Another kind of value than belongs there, which serde tells in English at the end of
/// its message.
fn mistyped(text: &str, place: DocumentPlace) -> Error {
    let wanted = text.rsplit_once("expected ").map_or("", |it| it.1);
    match wanted.split(" at line ").next().unwrap_or_default() {
        "a string" => Error::NotAText { place },
        "a boolean" => Error::NotABool { place },
        "a sequence" => Error::NotAList { place },
        "u8" | "u16" | "u64" => Error::NotANumber { place },
        _ => Error::NotAnObject { place },
    }
}

/// Refuses an id that names two things.
fn tell_apart(document: RegistryDocument) -> Result<RegistryDocument, Error> {
    let penghargaan = |path: &str, list: &[PenghargaanEntry]| -> Vec<(Option<String>, String)> {
        let at =
            |(at, it): (usize, &PenghargaanEntry)| (it.id.map(|it| it.to_string()), format!("{path}penghargaan[{at}]"));
        list.iter().enumerate().map(at).collect()
    };
    let mut named = penghargaan("", &document.penghargaan);
    for (at, it) in document.perangkat_daerah.iter().enumerate() {
        named.push((it.id.map(|it| it.to_string()), format!("perangkat_daerah[{at}]")));
    }
    for (at, it) in document.inovasi.iter().enumerate() {
        named.push((it.id.map(|it| it.to_string()), format!("inovasi[{at}]")));
        named.extend(penghargaan(&format!("inovasi[{at}]."), &it.penghargaan));
    }
    let mut seen = BTreeMap::new();
    for (id, path) in named.into_iter().filter_map(|(id, path)| Some((id?, path))) {
        if let Some(first) = seen.insert(id.clone(), path.clone()) {
            return Err(Error::SameId { id, first, second: path });
        }
    }
    Ok(document)
}
