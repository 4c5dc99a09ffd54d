//! What a document of a word processor may hold beside text: lists of what a form needs,
//! not of what is known to be bad. Names are compared without their prefix, since a file
//! chooses its prefixes itself.

use std::collections::BTreeMap;

use domain::submission::template::TemplateFaultCause as Cause;

use super::{
    TemplateFault,
    package::MAIN,
    tag::short,
    tree::{DocxNode, Element},
};

/// Words of fields that show what the document itself knows.
const FIELDS: [&str; 22] = [
    "AUTHOR",
    "CREATEDATE",
    "DATE",
    "HYPERLINK",
    "LISTNUM",
    "NOTEREF",
    "NUMPAGES",
    "NUMWORDS",
    "PAGE",
    "PAGEREF",
    "PRINTDATE",
    "REF",
    "SAVEDATE",
    "SECTION",
    "SECTIONPAGES",
    "SEQ",
    "STYLEREF",
    "SUBJECT",
    "SYMBOL",
    "TIME",
    "TITLE",
    "TOC",
];

/// Elements that run or fetch something.
const ELEMENTS: [&str; 13] = [
    "OLEObject",
    "altChunk",
    "attachedSchema",
    "attachedTemplate",
    "control",
    "externalData",
    "frameset",
    "mailMerge",
    "movie",
    "object",
    "oleObj",
    "subDoc",
    "webVideoPr",
];

/// Attributes that name a file by its address.
const ADDRESSES: [&str; 7] = ["althref", "embeddedHtml", "href", "imagesrc", "link", "sourceFileName", "src"];

/// Kinds of relations: last step of their type.
const RELATIONS: [&str; 30] = [
    "classificationlabels",
    "comments",
    "commentsExtended",
    "commentsExtensible",
    "commentsIds",
    "core-properties",
    "custom-properties",
    "customXml",
    "customXmlProps",
    "diagramColors",
    "diagramData",
    "diagramLayout",
    "diagramQuickStyle",
    "endnotes",
    "extended-properties",
    "font",
    "fontTable",
    "footer",
    "footnotes",
    "glossaryDocument",
    "header",
    "hyperlink",
    "image",
    "numbering",
    "officeDocument",
    "people",
    "settings",
    "styles",
    "theme",
    "webSettings",
];

/// Relations that are forgotten with what they lead to: the template that a document came
/// from, a picture of it, settings of a printer.
const FORGOTTEN: [&str; 5] =
    ["attachedTemplate", "diagramDrawing", "printerSettings", "stylesWithEffects", "thumbnail"];

/// Kinds of parts that are no XML of a word processor.
const PICTURES: [&str; 12] = [
    "application/vnd.openxmlformats-officedocument.obfuscatedfont",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.printersettings",
    "application/x-fontdata",
    "image/bmp",
    "image/gif",
    "image/jpeg",
    "image/jpg",
    "image/png",
    "image/svg+xml",
    "image/tiff",
    "image/x-emf",
    "image/x-wmf",
];

/// What other programs keep in a document for themselves: nobody shows it.
pub(super) const OWN_DATA: &str = "customxml/";

fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

fn by_local<'a>(it: &'a Element, name: &str) -> Option<&'a str> {
    it.attributes.iter().find(|it| local(&it.0) == name).map(|it| it.1.as_str())
}

/// Whether a person may follow a link: to a page, or to write a letter.
fn may_follow(address: &str) -> bool {
    let address = address.trim().to_lowercase();
    ["http://", "https://", "mailto:"].iter().any(|it| address.starts_with(it))
}

fn active(text: &str) -> TemplateFault {
    TemplateFault::of(Cause::Active, short(text, 80))
}

/// What runs or fetches in one part, before or after it was filled: the first thing.
pub(super) fn look(part: &Element) -> Result<(), TemplateFault> {
    let mut fields = OpenFields::default();
    fields.walk(part)?;
    // A field that never ends is one all the same.
    fields.open.iter().filter(|it| it.asks).try_for_each(|it| code(&it.code))
}

/// Fields that have begun and not ended, outermost first.
#[derive(Default)]
struct OpenFields {
    open: Vec<OpenField>,
}

struct OpenField {
    code: String,
    /// Whether its code is still being read, not what it shows.
    asks: bool,
}

impl OpenFields {
    fn walk(&mut self, it: &Element) -> Result<(), TemplateFault> {
        let name = local(&it.name);
        if ELEMENTS.contains(&name) {
            return Err(active(name));
        }
        for (attribute, value) in &it.attributes {
            let is_address = ADDRESSES.contains(&local(attribute)) && !attribute.starts_with("xmlns");
            let inside = ["#", "data:image/"].iter().any(|it| value.starts_with(it));
            if is_address && !value.is_empty() && !inside {
                return Err(TemplateFault::of(Cause::Outside, short(value, 80)));
            }
        }
        match name {
            "fldSimple" => {
                self.not_inside_code("fldSimple")?;
                code(by_local(it, "instr").unwrap_or_default())?;
            }
            "fldChar" => match by_local(it, "fldCharType").unwrap_or_default() {
                "begin" => {
                    // What a field shows would be code of the other.
                    self.not_inside_code("{ { } }")?;
                    self.open.push(OpenField { code: String::new(), asks: true });
                }
                "separate" => self.read()?,
                "end" => {
                    self.read()?;
                    self.open.pop();
                }
                other => return Err(active(&format!("fldChar {other}"))),
            },
            "instrText" | "delInstrText" => match self.open.last_mut() {
                Some(it_is) if it_is.asks => it_is.code.push_str(&it.text()),
                _ => code(&it.text())?,
            },
            "t" | "delText" if !it.text().trim().is_empty() => self.not_inside_code(&it.text())?,
            _ => {}
        }
        it.elements().try_for_each(|it| self.walk(it))
    }

    fn not_inside_code(&self, what: &str) -> Result<(), TemplateFault> {
        if self.open.last().is_some_and(|it| it.asks) { Err(active(what)) } else { Ok(()) }
    }

    /// The code of the innermost field is whole.
    fn read(&mut self) -> Result<(), TemplateFault> {
        let Some(it) = self.open.last_mut().filter(|it| it.asks) else { return Ok(()) };
        it.asks = false;
        code(&it.code)
    }
}

/// Whether a field may stand in a form, by its code.
fn code(code: &str) -> Result<(), TemplateFault> {
    let mut words = code.split_whitespace();
    let word = words.next().unwrap_or_default().to_uppercase();
    // A field without a word shows nothing.
    if word.is_empty() {
        return Ok(());
    }
    if !FIELDS.contains(&word.as_str()) {
        return Err(active(code.trim()));
    }
    if word == "HYPERLINK" && !leads_well(code.trim_start().get(word.len()..).unwrap_or_default()) {
        return Err(TemplateFault::of(Cause::Outside, short(code.trim(), 80)));
    }
    Ok(())
}

/// Whether all that a link names is a mark in the document or what a person may follow.
fn leads_well(code: &str) -> bool {
    // Quotes hold a word together.
    let mut words = code.split('"').enumerate().flat_map(|(at, piece)| {
        let quoted = (at % 2 == 1).then_some(piece);
        quoted.into_iter().chain(piece.split_whitespace().filter(move |_| at % 2 == 0))
    });
    while let Some(it) = words.next() {
        match it {
            "\\l" | "\\o" | "\\t" => drop(words.next()),
            "\\h" | "\\n" | "\\m" => {}
            it if may_follow(it) => {}
            _ => return false,
        }
    }
    true
}

/// Relations of one part: what may lie there stays, what is forgotten falls away.
///
/// # Errors
/// One that a form does not need, or that leads to nothing in the file.
pub(super) fn keep_relations(
    name: &str,
    relations: &mut Element,
    has: &dyn Fn(&str) -> bool,
) -> Result<(), TemplateFault> {
    let mut wrong = None;
    relations.children.retain(|it| {
        let Some(it) = it.element() else { return false };
        let of = |name| it.attribute(name).unwrap_or_default();
        let (kind, target) = (of("Type").rsplit('/').next().unwrap_or_default(), of("Target"));
        if FORGOTTEN.contains(&kind) {
            return false;
        }
        let external = it.attribute("TargetMode").is_some_and(|it| !it.eq_ignore_ascii_case("internal"));
        let stays = if external || kind == "hyperlink" {
            kind == "hyperlink" && (may_follow(target) || !external && target.starts_with('#'))
        } else {
            resolved(name, target).is_some_and(|it| has(&it) && fits(kind, &it))
        };
        if !RELATIONS.contains(&kind) && !external {
            wrong = Some(active(of("Type")));
        } else if !stays {
            wrong = Some(TemplateFault::of(Cause::Outside, short(target, 80)));
        }
        true
    });
    wrong.map_or(Ok(()), Err)
}

/// Whether a part is where parts of a kind are looked through: a reader may take one for
/// what a relation calls it, whatever else is said of it.
fn fits(kind: &str, part: &str) -> bool {
    let part = part.to_lowercase();
    match kind {
        "image" | "font" => true,
        "officeDocument" => part == MAIN,
        _ => part.ends_with(".xml") && part.starts_with(OWN_DATA) == kind.starts_with("customXml"),
    }
}

/// The part that a relation leads to.
fn resolved(relations: &str, target: &str) -> Option<String> {
    let folder = relations.rsplit_once("_rels/")?.0;
    let mut steps: Vec<&str> = if target.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for step in target.split('/') {
        match step {
            ".." => {
                steps.retain(|it| !it.is_empty());
                steps.pop()?;
            }
            "." => {}
            it => steps.push(it),
        }
    }
    steps.retain(|it| !it.is_empty());
    Some(steps.join("/"))
}

/// What every part is said to be, and whether a form needs such a part.
///
/// # Errors
/// A part of another kind, or of none.
pub(super) fn known_parts<'a>(types: &Element, parts: impl Iterator<Item = &'a str>) -> Result<(), TemplateFault> {
    let mut said: BTreeMap<String, String> = BTreeMap::new();
    for it in types.elements() {
        let kind = it.attribute("ContentType").unwrap_or_default().to_lowercase();
        if !is_known(&kind) {
            return Err(active(&kind));
        }
        let of = it.attribute("PartName").map(|it| it.trim_start_matches('/').to_lowercase());
        let of = of.or_else(|| Some(format!("*.{}", it.attribute("Extension")?.to_lowercase())));
        said.extend(of.map(|it| (it, kind)));
    }
    for part in parts {
        let name = part.to_lowercase();
        let ending = name.rsplit('.').next().unwrap_or_default();
        let known = said.get(&name).or_else(|| said.get(&format!("*.{ending}")));
        if known.is_none() && ending != "rels" {
            return Err(active(part));
        }
    }
    Ok(())
}

fn is_known(kind: &str) -> bool {
    let xml = kind == "application/xml"
        || kind.ends_with("+xml") && kind.starts_with("application/vnd.openxmlformats-")
        || kind == "application/vnd.ms-word.styleswitheffects+xml"
        || kind == "application/vnd.ms-office.classificationlabels+xml";
    (xml && !kind.contains("macroenabled")) || PICTURES.contains(&kind)
}

/// Takes from the settings what leads outside: the template, and the list of a mail
/// merge.
pub(super) fn plain_settings(settings: &mut Element) {
    let stays = |it: &Element| !["attachedTemplate", "mailMerge", "attachedSchema"].contains(&local(&it.name));
    settings.children.retain(|it| matches!(it, DocxNode::Element(it) if stays(it)));
}
