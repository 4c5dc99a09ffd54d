//! Documents of a word processor, filled: an office changes the form in the program that
//! it knows, and gives it back. Placeholders stand between braces as the engine reads
//! them (`engine`); what a word processor makes of them while somebody types is mended
//! (`mark`); what cannot be filled is named with its place (`names`).

mod active;
mod allowed;
mod contents;
mod engine;
mod fields;
mod first;
mod logo;
mod mark;
mod names;
mod naskah;
mod package;
mod tag;
mod tree;

use std::thread;

use domain::submission::{
    document::{DocumentField, DocumentKind},
    office::SignerRole,
    template::TemplateFaultCause as Cause,
};
use serde_json::Value;

use engine::Engine;
pub(crate) use logo::{DrawnLogo, picture};
use mark::{Marked, mark};
use package::{Package, SETTINGS};
use tree::{DocxNode, Element};

/// One thing that is wrong with a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateFault {
    /// What.
    pub cause: Cause,
    /// What was typed there, or what a library says, in English.
    pub text: String,
    /// What was probably meant.
    pub near: Option<String>,
    /// Where.
    pub place: Box<TemplatePlace>,
}

/// Where something stands in a template: a page is known to a printer alone, so the
/// heading above, the row of the table and the words of the paragraph say it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TemplatePlace {
    /// The file inside, such as `word/header1.xml`; empty for Typst.
    pub part: String,
    /// The nearest heading above; empty: none.
    pub heading: String,
    /// The row of its table, from 1.
    pub row: Option<usize>,
    /// The beginning of its paragraph.
    pub text: String,
    /// The line of a Typst text, from 1.
    pub line: Option<usize>,
}

impl TemplateFault {
    pub(crate) fn of(cause: Cause, text: String) -> Self {
        Self { cause, text, near: None, place: Box::default() }
    }
}

/// The part that holds the title of the file.
const CORE: &str = "docProps/core.xml";

/// The built-in form of a kind; None: it has none.
pub(crate) fn built_in(kind: DocumentKind) -> Option<Vec<u8>> {
    naskah::document(kind)
}

/// Stack for what reads foreign trees and expressions, in bytes: both are bounded in
/// depth, and a thread of a window has little.
const STACK: usize = 64 * 1024 * 1024;

/// What libraries do with a foreign form, apart: with a stack of its own, and a panic of
/// theirs as nothing.
fn apart<T: Send>(work: impl FnOnce() -> T + Send) -> Option<T> {
    thread::scope(|scope| thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work).ok()?.join().ok())
}

/// A form that was read, looked at and marked: what is done once for all papers that it
/// is filled with.
pub(crate) struct DocxForm {
    package: Package,
    /// The parts that are filled, in their order.
    parts: Vec<(String, Marked)>,
    /// The title of the file. None: it cannot be filled, and stays as it is.
    core: Option<Marked>,
}

/// What nothing could be done with in the stack or the time that there is.
fn broken() -> TemplateFault {
    TemplateFault::of(Cause::TooMuch, "{{ … }}".to_owned())
}

impl DocxForm {
    /// Reads a template.
    ///
    /// # Errors
    /// The first that is wrong with it.
    pub(crate) fn read(template: &[u8]) -> Result<Self, TemplateFault> {
        apart(|| Self::read_here(template)).unwrap_or_else(|| Err(broken()))
    }

    fn read_here(template: &[u8]) -> Result<Self, TemplateFault> {
        let package = Package::read(template)?;
        let mut parts = Vec::new();
        for name in package.filled() {
            let marked = mark(&name, package.tree(&name)?).map_err(first)?;
            if let Some(it) = marked.refused().into_iter().next() {
                return Err(it);
            }
            parts.push((name, marked));
        }
        let core = package.tree(CORE).ok().and_then(|it| mark(CORE, it).ok());
        Ok(Self { core: core.filter(|it| it.refused().is_empty()), package, parts })
    }

    /// Fills it from a paper.
    ///
    /// # Errors
    /// What cannot be filled, with its place.
    pub(crate) fn fill(&self, paper: Value, logo: Option<&DrawnLogo>) -> Result<Vec<u8>, TemplateFault> {
        apart(|| self.fill_here(paper, logo)).unwrap_or_else(|| Err(broken()))
    }

    fn fill_here(&self, mut paper: Value, logo: Option<&DrawnLogo>) -> Result<Vec<u8>, TemplateFault> {
        let mut package = self.package.clone();
        complete(&mut paper);
        let qr = paper.pointer("/bundel/qr").and_then(Value::as_str).and_then(|it| picture(it.as_bytes(), "svg"));
        for (name, marked) in &self.parts {
            let mut filled = filled(name, marked, &paper)?;
            finish(&mut filled);
            if contents::fill(&mut filled) && package.parts.contains_key(SETTINGS) {
                let mut settings = package.tree(SETTINGS)?;
                contents::renew(&mut settings);
                package.put(SETTINGS, &settings);
            }
            logo::place(&mut package, name, &mut filled, (logo::LAMBANG, logo))?;
            logo::place(&mut package, name, &mut filled, (logo::QR, qr.as_ref()))?;
            package.put(name, &filled);
        }
        self.set_title(&mut package, &paper);
        package.write().map_err(|_| TemplateFault::of(Cause::Damaged, String::new()))
    }

    /// The title of the file, for whoever reads it with his ears. Nobody sees it in a
    /// template: what cannot be filled stays as it is.
    fn set_title(&self, package: &mut Package, paper: &Value) {
        let filled = self.core.as_ref().and_then(|it| Engine::new().fill(&it.text, paper).ok());
        if let Some(core) = filled.and_then(|it| tree::read(&it).ok()) {
            package.put(CORE, &core);
        }
    }
}

/// Everything that is wrong with a template, as far as it can be told together.
pub(crate) fn check(template: &[u8], sample: &Value) -> Vec<TemplateFault> {
    apart(|| check_here(template, sample)).unwrap_or_else(|| vec![broken()])
}

fn check_here(template: &[u8], sample: &Value) -> Vec<TemplateFault> {
    let package = match Package::read(template) {
        Ok(it) => it,
        Err(fault) => return vec![fault],
    };
    let mut sample = sample.clone();
    complete(&mut sample);
    let mut faults = Vec::new();
    for name in package.filled() {
        match package.tree(&name).map(|it| mark(&name, it)) {
            Err(fault) => faults.push(fault),
            Ok(Err(broken)) => faults.extend(broken),
            Ok(Ok(marked)) => {
                let before = faults.len();
                faults.extend(marked.refused());
                if faults.len() > before {
                    continue;
                }
                names::check(&marked, &sample, &mut faults);
                if faults.len() == before {
                    faults.extend(filled(&name, &marked, &sample).err());
                }
            }
        }
    }
    faults
}

fn first(faults: Vec<TemplateFault>) -> TemplateFault {
    faults.into_iter().next().unwrap_or_else(|| TemplateFault::of(Cause::Damaged, String::new()))
}

fn filled(name: &str, marked: &Marked, paper: &Value) -> Result<Element, TemplateFault> {
    let text = Engine::new().fill(&marked.text, paper).map_err(|it| {
        let tags = marked.tags.iter().filter(|tag| tag.line == it.line).map(|it| it.text.as_str());
        let cause = if it.too_much { Cause::TooMuch } else { Cause::Syntax };
        let place = match it.line {
            0 => Box::new(TemplatePlace { part: name.to_owned(), ..TemplatePlace::default() }),
            line => marked.place(line),
        };
        TemplateFault { place, ..TemplateFault::of(cause, tag::short(&tags.collect::<String>(), 80)) }
    })?;
    let filled = tree::read(&text).map_err(|_| TemplateFault::of(Cause::Damaged, name.to_owned()))?;
    // A field may be made of pieces that only a paper brings together.
    active::look(&filled)?;
    Ok(filled)
}

/// Every name that any paper may have is there, so that a template asks for it without
/// fear: what was not said is empty.
fn complete(paper: &mut Value) {
    let say = |map: Option<&mut Value>, names: &mut dyn Iterator<Item = &'static str>, empty: &Value| {
        if let Some(map) = map.and_then(Value::as_object_mut) {
            for name in names {
                map.entry(name).or_insert_with(|| empty.clone());
            }
        }
    };
    let none = Value::from("");
    say(paper.get_mut("fields"), &mut DocumentField::ALL.into_iter().map(DocumentField::name), &none);
    say(paper.get_mut("signer"), &mut SignerRole::ALL.into_iter().map(SignerRole::name), &Value::Null);
    for it in paper.get_mut("inovasi").and_then(Value::as_array_mut).into_iter().flatten() {
        say(it.get_mut("field"), &mut domain::inovasi::profile::FIELDS.iter().map(|it| it.name()), &none);
    }
    let text = |it: Option<&Value>| it.and_then(Value::as_str).unwrap_or_default().to_owned();
    let region = text(paper.pointer("/pemda/nama"));
    let mut tempat = text(paper.pointer("/office/tempat"));
    if tempat.is_empty() {
        let known = ["Kota ", "Kabupaten ", "Provinsi "].iter().find_map(|it| region.strip_prefix(it));
        known.unwrap_or(&region).clone_into(&mut tempat);
    }
    if let Some(kop) = paper.pointer_mut("/office/kop").and_then(Value::as_array_mut).filter(|it| it.is_empty()) {
        kop.push(format!("PEMERINTAH {}", region.to_uppercase()).into());
    }
    if let Some(paper) = paper.as_object_mut() {
        paper.insert("tempat".into(), tempat.into());
        paper.insert("titik".into(), Value::from("……………………………………"));
    }
}

/// Line breaks of texts, cells that lost their last paragraph, tables that lost their
/// rows, and pictures that all carry the number that only one may have.
fn finish(root: &mut Element) {
    let mut pictures = 0;
    root.change(&mut |it| {
        match it.name.as_str() {
            "w:r" => break_lines(it),
            "w:tc" | "w:hdr" | "w:ftr" if it.elements().last().is_none_or(|it| it.name != "w:p") => {
                it.children.push(DocxNode::Element(Element::new("w:p")));
            }
            "wp:docPr" => {
                pictures += 1;
                it.set("id", &pictures.to_string());
            }
            _ => {}
        }
        // Text between elements is a tag that printed nothing.
        if it.children.iter().any(|it| it.element().is_some()) {
            it.children.retain(|it| match it {
                DocxNode::Text(_) => false,
                DocxNode::Element(it) => it.name != "w:tbl" || it.child("w:tr").is_some(),
            });
        }
    });
}

fn break_lines(run: &mut Element) {
    let mut children = Vec::with_capacity(run.children.len());
    for child in std::mem::take(&mut run.children) {
        let DocxNode::Element(it) = child else { continue };
        if it.name != "w:t" {
            children.push(DocxNode::Element(it));
            continue;
        }
        for (at, line) in it.text().split('\n').enumerate() {
            if at > 0 {
                children.push(DocxNode::Element(Element::new("w:br")));
            }
            let text = Element::new("w:t").with("xml:space", "preserve");
            children.push(DocxNode::Element(text.holding(vec![DocxNode::Text(line.to_owned())])));
        }
    }
    run.children = children;
}

/// The paper that has everything, for checks: made and kept by a test.
pub(crate) fn sample() -> Value {
    let mut read: Value = serde_json::from_str(include_str!("../templates/paper.json")).unwrap_or_default();
    if let Some(it) = read.pointer_mut("/office/logo") {
        *it = Value::Null;
    }
    read
}

#[cfg(test)]
#[path = "tests/hostile.rs"]
mod hostile;

#[cfg(test)]
#[path = "tests/docx.rs"]
mod tests;
