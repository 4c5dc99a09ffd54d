//! The zip of a word processor's document: foreign bytes in, the same bytes for the same
//! parts out.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{Cursor, Read, Write},
};

use domain::submission::template::TemplateFaultCause as Cause;
use zip::{CompressionMethod, DateTime, System, ZipArchive, ZipWriter, write::SimpleFileOptions};

use super::{
    TemplateFault, active, first,
    tree::{self, DocxNode, Element},
};

/// Largest template, in bytes.
pub(super) const MAX_FILE: usize = 8 * 1024 * 1024;
/// Parts of one document.
const MAX_PARTS: usize = 400;
/// Largest part and all of them unpacked, in bytes.
const MAX_PART: u64 = 24 * 1024 * 1024;
const MAX_TOTAL: u64 = 48 * 1024 * 1024;

pub(super) const MAIN: &str = "word/document.xml";
pub(super) const SETTINGS: &str = "word/settings.xml";
const TYPES: &str = "[Content_Types].xml";

/// Parts by their names.
#[derive(Clone, Debug, Default)]
pub(super) struct Package {
    pub(super) parts: BTreeMap<String, Vec<u8>>,
}

impl Package {
    /// Unpacks what an office gave back: nothing that runs, fetches or swells.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, TemplateFault> {
        if bytes.len() > MAX_FILE {
            return Err(TemplateFault::of(Cause::TooLarge, bytes.len().to_string()));
        }
        let foreign = || TemplateFault::of(Cause::NotDocx, String::new());
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| foreign())?;
        if archive.len() > MAX_PARTS {
            return Err(TemplateFault::of(Cause::TooLarge, archive.len().to_string()));
        }
        let (mut parts, mut names) = (BTreeMap::new(), BTreeSet::new());
        let mut total = 0;
        for at in 0..archive.len() {
            let entry = archive.by_index(at).map_err(|_| foreign())?;
            if entry.is_dir() {
                continue;
            }
            let name = entry.name().map_err(|_| foreign())?.into_owned();
            if name.is_empty() || name.starts_with('/') || name.contains(['\\', ':']) || name.contains("..") {
                return Err(foreign());
            }
            let mut bytes = Vec::new();
            entry.take(MAX_PART + 1).read_to_end(&mut bytes).map_err(|_| foreign())?;
            total += bytes.len() as u64;
            if bytes.len() as u64 > MAX_PART || total > MAX_TOTAL {
                return Err(TemplateFault::of(Cause::TooLarge, name));
            }
            // Readers take names apart by case or not.
            if !names.insert(name.to_lowercase()) {
                return Err(foreign());
            }
            parts.insert(name, bytes);
        }
        let mut package = Self { parts };
        if !package.parts.contains_key(MAIN) || !package.parts.contains_key(TYPES) {
            return Err(foreign());
        }
        package.keep_what_is_needed()?;
        Ok(package)
    }

    /// A part as a tree.
    pub(super) fn tree(&self, name: &str) -> Result<Element, TemplateFault> {
        let text = self.parts.get(name).and_then(|it| std::str::from_utf8(it).ok());
        text.and_then(|it| tree::read(it).ok()).ok_or_else(|| TemplateFault::of(Cause::Damaged, name.to_owned()))
    }

    pub(super) fn put(&mut self, name: &str, part: &Element) {
        self.parts.insert(name.to_owned(), part.part().into_bytes());
    }

    /// The parts that are filled, in the order in which they are read.
    pub(super) fn filled(&self) -> Vec<String> {
        let beside = |it: &&String| {
            let file = it.strip_prefix("word/").filter(|it| !it.contains('/') && it.ends_with(".xml"));
            file.is_some_and(|it| ["header", "footer", "footnotes", "endnotes"].iter().any(|kind| it.starts_with(kind)))
        };
        [MAIN.to_owned()].into_iter().chain(self.parts.keys().filter(beside).cloned()).collect()
    }

    /// Parts of kinds that a form needs, related as a form needs it, and in none of them
    /// anything that runs or fetches.
    fn keep_what_is_needed(&mut self) -> Result<(), TemplateFault> {
        let types = self.tree(TYPES)?;
        active::known_parts(&types, self.parts.keys().map(String::as_str).filter(|it| *it != TYPES))?;
        let all: Vec<String> = self.parts.keys().cloned().collect();
        for name in &all {
            let lower = name.to_lowercase();
            if lower.ends_with(".rels") {
                let mut relations = self.tree(name)?;
                active::keep_relations(name, &mut relations, &|it| self.parts.contains_key(it))?;
                self.put(name, &relations);
            } else if name == SETTINGS {
                let mut settings = self.tree(name)?;
                active::plain_settings(&mut settings);
                active::look(&settings)?;
                self.put(name, &settings);
            } else if name != TYPES
                && (lower.ends_with(".xml") || lower.ends_with(".svg"))
                && !lower.starts_with(active::OWN_DATA)
            {
                active::look(&self.tree(name)?)?;
            } else if !lower.ends_with(".xml") && !self.parts.get(name).is_some_and(|it| first::is_harmless(name, it)) {
                return Err(active::active(name));
            }
        }
        Ok(())
    }

    /// The zip: content types first, as readers like it, then by name, without a clock.
    pub(super) fn write(&self) -> Result<Vec<u8>, String> {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default())
            .system(System::Unix);
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let named = self.parts.iter();
        let (head, rest): (Vec<_>, Vec<_>) = named.partition(|it| it.0 == TYPES);
        for (name, bytes) in head.into_iter().chain(rest) {
            zip.start_file(name.as_str(), options).map_err(|it| it.to_string())?;
            zip.write_all(bytes).map_err(|it| it.to_string())?;
        }
        Ok(zip.finish().map_err(|it| it.to_string())?.into_inner())
    }

    /// Says what kind of picture an ending is, where nobody said so yet.
    pub(super) fn know_ending(&mut self, ending: &str, mime: &str) -> Result<(), TemplateFault> {
        let mut types = self.tree(TYPES)?;
        let known = |it: &Element| it.attribute("Extension").is_some_and(|it| it.eq_ignore_ascii_case(ending));
        if !types.elements().any(known) {
            let it = Element::new("Default").with("Extension", ending).with("ContentType", mime);
            types.children.insert(0, DocxNode::Element(it));
            self.put(TYPES, &types);
        }
        Ok(())
    }
}
