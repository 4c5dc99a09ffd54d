//! The table of contents, written out: a word processor shows what a field says before
//! it renews it, and some never do. Every heading gets a mark, every entry leads to it
//! and asks its page.

use super::tree::{DocxNode, Element};

/// Titles that fit in one mark each.
const MOST: usize = 2000;

/// A heading that is listed.
struct ListedHeading {
    level: usize,
    text: String,
    mark: String,
}

/// Fills every table of contents of a part; answers whether there was one.
pub(super) fn fill(root: &mut Element) -> bool {
    let Some(deepest) = asked(root) else { return false };
    let mut headings = Vec::new();
    root.change(&mut |it| {
        let Some(level) = level(it).filter(|level| *level <= deepest && headings.len() < MOST) else { return };
        let mark = format!("_Toc{:06}", headings.len() + 1);
        let id = (100_000 + headings.len()).to_string();
        headings.push(ListedHeading { level, text: it.text(), mark: mark.clone() });
        let begin = Element::new("w:bookmarkStart").with("w:id", &id).with("w:name", &mark);
        let at = usize::from(it.child("w:pPr").is_some());
        it.children.insert(at.min(it.children.len()), DocxNode::Element(begin));
        it.children.push(DocxNode::Element(Element::new("w:bookmarkEnd").with("w:id", &id)));
    });
    root.change(&mut |it| {
        if it.elements().any(begins) {
            write(it, &headings);
        }
    });
    true
}

/// Has a word processor that shows pages as they were written ask for them anew.
pub(super) fn renew(settings: &mut Element) {
    if settings.child("w:updateFields").is_none() {
        let at = settings.elements().position(|it| it.name == "w:compat").unwrap_or(settings.children.len());
        settings.children.insert(at, DocxNode::Element(Element::new("w:updateFields").with("w:val", "true")));
    }
}

/// How deep the first field asks; None: there is none.
fn asked(root: &Element) -> Option<usize> {
    let mut found = None;
    root.visit(&mut |it| {
        if it.name == "w:p" && found.is_none() && begins(it) {
            let code = code(it);
            let range = code.split("\\o").nth(1).and_then(|it| it.split('"').nth(1));
            let deepest = range.and_then(|it| it.rsplit('-').next()?.trim().parse().ok());
            found = Some(deepest.unwrap_or(3));
        }
    });
    found
}

fn code(paragraph: &Element) -> String {
    let mut code = String::new();
    paragraph.visit(&mut |it| {
        if it.name == "w:instrText" {
            code.push_str(&it.text());
        }
    });
    code
}

fn begins(it: &Element) -> bool {
    it.name == "w:p" && code(it).split_whitespace().next() == Some("TOC")
}

fn level(it: &Element) -> Option<usize> {
    let style = it.child("w:pPr")?.child("w:pStyle")?.attribute("w:val")?;
    let number = ["Heading", "Judul"].iter().find_map(|name| style.strip_prefix(name))?;
    (it.name == "w:p" && !it.text().trim().is_empty()).then(|| number.parse().ok())?
}

/// How many fields are open after a paragraph.
fn open_after(it: &Element, mut open: usize) -> usize {
    it.visit(&mut |it| match it.attribute("w:fldCharType") {
        Some("begin") => open += 1,
        Some("end") => open = open.saturating_sub(1),
        _ => {}
    });
    open
}

/// Puts entries in the place of the paragraphs of the field.
fn write(parent: &mut Element, headings: &[ListedHeading]) {
    let mut children = Vec::with_capacity(parent.children.len() + headings.len());
    let mut open = 0;
    for it in std::mem::take(&mut parent.children) {
        let DocxNode::Element(it) = it else { continue };
        if open > 0 {
            open = open_after(&it, open);
        } else if begins(&it) {
            open = open_after(&it, 0);
            children.extend(headings.iter().map(|it| DocxNode::Element(entry(it))));
        } else {
            children.push(DocxNode::Element(it));
        }
    }
    parent.children = children;
}

fn run(child: Element) -> DocxNode {
    DocxNode::Element(Element::new("w:r").holding(vec![DocxNode::Element(child)]))
}

fn words(name: &str, text: &str) -> Element {
    Element::new(name).with("xml:space", "preserve").holding(vec![DocxNode::Text(text.to_owned())])
}

fn entry(it: &ListedHeading) -> Element {
    let field = |kind: &str| run(Element::new("w:fldChar").with("w:fldCharType", kind));
    let inside = vec![
        run(words("w:t", &it.text)),
        run(Element::new("w:tab")),
        field("begin"),
        run(words("w:instrText", &format!(" PAGEREF {} \\h ", it.mark))),
        field("separate"),
        run(words("w:t", "·")),
        field("end"),
    ];
    let style = Element::new("w:pStyle").with("w:val", &format!("TOC{}", it.level));
    let form = Element::new("w:pPr").holding(vec![DocxNode::Element(style)]);
    let link = Element::new("w:hyperlink").with("w:anchor", &it.mark).with("w:history", "1").holding(inside);
    Element::new("w:p").holding(vec![DocxNode::Element(form), DocxNode::Element(link)])
}
