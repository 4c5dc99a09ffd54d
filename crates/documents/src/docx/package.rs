//! The zip of a word processor's document: foreign bytes in, the same bytes for the same
//! parts out.

use std::{
    collections::BTreeMap,
    io::{Cursor, Read, Write},
};

use domain::submission::template::TemplateFaultCause as Cause;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter, write::SimpleFileOptions};

use super::{
    TemplateFault,
    tree::{self, DocxNode, Element},
};

/// Largest template, in bytes.
pub(super) const MAX_FILE: usize = 8 * 1024 * 1024;
/// Parts of one document.
const MAX_PARTS: usize = 400;
/// Largest part and all of them unpacked, in bytes.
const MAX_PART: u64 = 24 * 1024 * 1024;
const MAX_TOTAL: u64 = 48 * 1024 * 1024;

const MAIN: &str = "word/document.xml";

/// Fields that fetch or run something when a word processor renews them.
const REACHING: [&str; 7] = ["DDE", "DDEAUTO", "INCLUDETEXT", "INCLUDEPICTURE", "IMPORT", "LINK", "DATABASE"];

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
        let foreign = |detail: String| TemplateFault::of(Cause::NotDocx, detail);
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|it| foreign(it.to_string()))?;
        if archive.len() > MAX_PARTS {
            return Err(TemplateFault::of(Cause::TooLarge, archive.len().to_string()));
        }
        let mut parts = BTreeMap::new();
        let mut total = 0;
        for at in 0..archive.len() {
            let entry = archive.by_index(at).map_err(|it| foreign(it.to_string()))?;
            if entry.is_dir() {
                continue;
            }
            let name = entry.name().map_err(|it| foreign(it.to_string()))?.into_owned();
            if name.is_empty() || name.starts_with('/') || name.contains(['\\', ':']) || name.contains("..") {
                return Err(foreign(name));
            }
            let mut bytes = Vec::new();
            entry.take(MAX_PART + 1).read_to_end(&mut bytes).map_err(|it| foreign(it.to_string()))?;
            total += bytes.len() as u64;
            if bytes.len() as u64 > MAX_PART || total > MAX_TOTAL {
                return Err(TemplateFault::of(Cause::TooLarge, name));
            }
            if parts.insert(name.clone(), bytes).is_some() {
                return Err(foreign(name));
            }
        }
        let mut package = Self { parts };
        if !package.parts.contains_key(MAIN) || !package.parts.contains_key("[Content_Types].xml") {
            return Err(foreign(MAIN.to_owned()));
        }
        package.refuse_what_runs()?;
        package.keep_relationships_inside()?;
        Ok(package)
    }

    /// A part as a tree.
    pub(super) fn tree(&self, name: &str) -> Result<Element, TemplateFault> {
        let broken = |detail: String| TemplateFault::of(Cause::Damaged, format!("{name}: {detail}"));
        let bytes = self.parts.get(name).ok_or_else(|| broken("missing".to_owned()))?;
        let text = std::str::from_utf8(bytes).map_err(|it| broken(it.to_string()))?;
        tree::read(text).map_err(broken)
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

    fn refuse_what_runs(&self) -> Result<(), TemplateFault> {
        let types = self.tree("[Content_Types].xml")?;
        let runs = |it: &Element| {
            let kind = it.attribute("ContentType").unwrap_or_default().to_lowercase();
            kind.contains("macroenabled")
                || kind.contains("vba")
                || kind.contains("activex")
                || kind.contains("oleobject")
        };
        let part = |it: &&String| {
            let name = it.to_lowercase();
            name.contains("vbaproject")
                || ["word/activex/", "word/embeddings/", "word/afchunk"].iter().any(|at| name.starts_with(at))
        };
        if let Some(name) = self.parts.keys().find(part) {
            return Err(TemplateFault::of(Cause::Active, name.clone()));
        }
        if types.elements().any(runs) {
            return Err(TemplateFault::of(Cause::Active, "[Content_Types].xml".to_owned()));
        }
        for name in self.filled() {
            let mut reaching = None;
            self.tree(&name)?.visit(&mut |it| {
                let code = match it.name.as_str() {
                    "w:instrText" => it.text(),
                    "w:fldSimple" => it.attribute("w:instr").unwrap_or_default().to_owned(),
                    "w:altChunk" | "w:object" | "w:control" | "w:subDoc" => {
                        reaching = Some(it.name.clone());
                        return;
                    }
                    _ => return,
                };
                let word = code.split_whitespace().next().unwrap_or_default().to_uppercase();
                if REACHING.contains(&word.as_str()) {
                    reaching = Some(word);
                }
            });
            if let Some(it) = reaching {
                return Err(TemplateFault::of(Cause::Active, it));
            }
        }
        Ok(())
    }

    /// Links that a person may follow stay; the template that a document came from is
    /// forgotten; whatever else lies outside is refused.
    fn keep_relationships_inside(&mut self) -> Result<(), TemplateFault> {
        let all: Vec<String> = self.parts.keys().filter(|it| it.ends_with(".rels")).cloned().collect();
        for name in all {
            let mut rels = self.tree(&name)?;
            let mut outside = None;
            rels.children.retain(|it| {
                let Some(it) = it.element() else { return false };
                let of = |name| it.attribute(name).unwrap_or_default();
                if !of("TargetMode").eq_ignore_ascii_case("external") {
                    return true;
                }
                let target = of("Target").to_lowercase();
                let kind = of("Type").rsplit('/').next().unwrap_or_default();
                match kind {
                    "attachedTemplate" => false,
                    "hyperlink" if ["http:", "https:", "mailto:"].iter().any(|it| target.starts_with(it)) => true,
                    _ => {
                        outside = Some(of("Target").to_owned());
                        true
                    }
                }
            });
            if let Some(target) = outside {
                return Err(TemplateFault::of(Cause::Outside, target));
            }
            self.put(&name, &rels);
        }
        if self.parts.contains_key("word/settings.xml") {
            let mut settings = self.tree("word/settings.xml")?;
            settings.children.retain(|it| it.element().is_some_and(|it| it.name != "w:attachedTemplate"));
            self.put("word/settings.xml", &settings);
        }
        Ok(())
    }

    /// The zip: content types first, as readers like it, then by name, without a clock.
    pub(super) fn write(&self) -> Result<Vec<u8>, String> {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default());
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let first = "[Content_Types].xml";
        let named = self.parts.iter();
        let (head, rest): (Vec<_>, Vec<_>) = named.partition(|it| it.0 == first);
        for (name, bytes) in head.into_iter().chain(rest) {
            zip.start_file(name.as_str(), options).map_err(|it| it.to_string())?;
            zip.write_all(bytes).map_err(|it| it.to_string())?;
        }
        Ok(zip.finish().map_err(|it| it.to_string())?.into_inner())
    }

    /// Says what kind of picture an ending is, where nobody said so yet.
    pub(super) fn know_ending(&mut self, ending: &str, mime: &str) -> Result<(), TemplateFault> {
        let mut types = self.tree("[Content_Types].xml")?;
        let known = |it: &Element| it.attribute("Extension").is_some_and(|it| it.eq_ignore_ascii_case(ending));
        if !types.elements().any(known) {
            let it = Element::new("Default").with("Extension", ending).with("ContentType", mime);
            types.children.insert(0, DocxNode::Element(it));
            self.put("[Content_Types].xml", &types);
        }
        Ok(())
    }
}
