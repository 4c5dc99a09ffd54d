//! What a document of a word processor may hold beside text: lists of what a form needs,
//! not of what is known to be bad. Names are compared without their prefix, since a file
//! chooses its prefixes itself.

use std::collections::BTreeMap;

use domain::submission::template::TemplateFaultCause as Cause;

use super::{
    TemplateFault,
    fields::{OpenFields, Reading},
    package::MAIN,
    tag::short,
    tree::{DocxNode, Element},
};

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

/// Attributes that hold rules of style, of VML or SVG.
const STYLES: [&str; 11] = [
    "clip-path",
    "cursor",
    "fill",
    "filter",
    "marker",
    "marker-end",
    "marker-mid",
    "marker-start",
    "mask",
    "stroke",
    "style",
];

/// What `w:` stands for, in both editions of the format.
const WORDS: [&str; 2] = [
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
];

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

pub(super) fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// Whether a person may follow a link: to a page, or to write a letter.
pub(super) fn may_follow(address: &str) -> bool {
    let address = address.trim().to_lowercase();
    ["http://", "https://", "mailto:"].iter().any(|it| address.starts_with(it))
}

pub(super) fn active(text: &str) -> TemplateFault {
    TemplateFault::of(Cause::Active, short(text, 80))
}

/// What runs or fetches in one part, before or after it was filled: the first thing.
pub(super) fn look(part: &Element) -> Result<(), TemplateFault> {
    let has_changes = look_as(part, Reading::Whole)?;
    // Changes that nobody has accepted yet are two documents in one.
    if has_changes {
        look_as(part, Reading::Accepted)?;
        look_as(part, Reading::Rejected)?;
    }
    Ok(())
}

fn look_as(part: &Element, reading: Reading) -> Result<bool, TemplateFault> {
    let mut fields = OpenFields::of(reading);
    walk(part, &mut fields)?;
    fields.close()
}

fn walk(it: &Element, fields: &mut OpenFields) -> Result<(), TemplateFault> {
    let name = local(&it.name);
    if ELEMENTS.contains(&name) {
        return Err(active(name));
    }
    for (attribute, value) in &it.attributes {
        bound_as_known(attribute, value)?;
        let is_address = ADDRESSES.contains(&local(attribute)) && !attribute.starts_with("xmlns");
        let inside = ["#", "data:image/"].iter().any(|it| value.starts_with(it));
        let fetches = STYLES.contains(&local(attribute)) && style_fetches(value);
        if is_address && !value.is_empty() && !inside || fetches {
            return Err(TemplateFault::of(Cause::Outside, short(value, 80)));
        }
    }
    // A sheet of styles inside a picture; `w:style` has no text of its own.
    if name == "style" && it.name != "w:style" && style_fetches(&it.text()) {
        return Err(TemplateFault::of(Cause::Outside, short(&it.text(), 80)));
    }
    if !fields.take(it)? {
        return Ok(());
    }
    // What is not of the word processor may be passed over by a reader, and of several
    // branches one is taken: a field that reaches out of it would be two.
    let outside = if it.name.starts_with("w:") { None } else { Some(fields.begin_apart()) };
    it.elements().try_for_each(|it| walk(it, fields))?;
    outside.map_or(Ok(()), |outside| fields.end_apart(outside, &it.name))
}

/// One prefix for the words of a word processor, and no other meaning for it: what is
/// read here by its prefix, others read by what the prefix is bound to.
fn bound_as_known(attribute: &str, value: &str) -> Result<(), TemplateFault> {
    let Some(prefix) = attribute.strip_prefix("xmlns").map(|it| it.strip_prefix(':').unwrap_or(it)) else {
        return Ok(());
    };
    if (prefix == "w") == WORDS.contains(&value) {
        Ok(())
    } else {
        Err(active(&format!("{attribute}=\"{}\"", short(value, 60))))
    }
}

/// Whether a style asks for something from outside the file. Nobody who draws by hand
/// or with a program writes a backslash there: it would hide a word.
fn style_fetches(style: &str) -> bool {
    let mut plain = String::new();
    let mut rest = style;
    while let Some((before, comment)) = rest.split_once("/*") {
        plain.push_str(before);
        rest = comment.split_once("*/").map_or("", |it| it.1);
    }
    plain.push_str(rest);
    let plain = plain.to_lowercase();
    let leads_out =
        |it: &str| !it.trim_start_matches(|it: char| it.is_whitespace() || "\"'".contains(it)).starts_with('#');
    plain.contains('\\')
        || ["@import", "image-set(", "expression("].iter().any(|it| plain.contains(it))
        || plain.split("url(").skip(1).any(leads_out)
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
