//! From what an office typed to one text that the engine reads: runs of a paragraph are
//! read as one, tags that stand alone take their paragraph or row with them, and every
//! paragraph begins a line, so that a fault on a line has a place.

use domain::submission::template::TemplateFaultCause as Cause;

use super::{
    TemplateFault, TemplatePlace, allowed,
    tag::{block, closes, opens, plain, short, tags},
    tree::{DocxNode, Element, escape},
};

/// A part as the engine reads it.
pub(super) struct Marked {
    /// One line for each paragraph.
    pub(super) text: String,
    /// What stands on each line.
    pub(super) places: Vec<TemplatePlace>,
    /// Every tag in its order, with its line and in which elements it stands.
    pub(super) tags: Vec<MarkedTag>,
}

/// One tag.
pub(super) struct MarkedTag {
    pub(super) text: String,
    /// From 1.
    pub(super) line: usize,
    /// Names of the elements around it, outermost first.
    pub(super) inside: String,
    /// Whether a tag may stand there at all.
    pub(super) stands_well: bool,
}

impl Marked {
    /// Every tag that the engine must not be given, with its place.
    pub(super) fn refused(&self) -> Vec<TemplateFault> {
        let texts = || self.tags.iter().map(|it| it.text.as_str());
        let fault = |tag: &MarkedTag, (cause, text)| TemplateFault {
            place: self.place(tag.line),
            ..TemplateFault::of(cause, text)
        };
        let each = self.tags.iter().filter_map(|it| {
            let misplaced = || (!it.stands_well).then(|| (Cause::Misplaced, short(&it.text, 60)));
            Some(fault(it, misplaced().or_else(|| allowed::refusal(&it.text))?))
        });
        let mut found: Vec<_> = each.collect();
        if let Some((at, why)) = allowed::beyond(texts()) {
            found.extend(self.tags.get(at).map(|it| fault(it, why)));
        }
        if found.is_empty() && !allowed::holds_only(&self.text, texts()) {
            found.push(TemplateFault {
                place: self.place(0),
                ..TemplateFault::of(Cause::Misplaced, "{{ … }}".to_owned())
            });
        }
        found
    }

    /// The place of a line of the engine, from 1.
    pub(super) fn place(&self, line: usize) -> Box<TemplatePlace> {
        Box::new(self.places.get(line.saturating_sub(1)).cloned().unwrap_or_default())
    }
}

/// Marks a part.
///
/// # Errors
/// Braces that do not pair, each with its place.
pub(super) fn mark(part: &str, mut root: Element) -> Result<Marked, Vec<TemplateFault>> {
    let mut broken = Vec::new();
    root.change(&mut |it| {
        if it.name == "w:p" {
            broken.extend(join(it).err());
        }
        lift(it);
    });
    let mut writer = MarkWriter {
        out: String::new(),
        places: vec![TemplatePlace { part: part.to_owned(), ..TemplatePlace::default() }],
        tags: Vec::new(),
        inside: Vec::new(),
        heading: String::new(),
        row: None,
    };
    writer.element(&root);
    if broken.is_empty() {
        return Ok(Marked { text: writer.out, places: writer.places, tags: writer.tags });
    }
    // The paragraph is known by its text alone: the tree has no lines yet.
    let place = |text: &String| {
        let line = writer.places.iter().find(|it| it.text.contains(text.trim_end_matches('…')));
        Box::new(line.cloned().unwrap_or_default())
    };
    Err(broken
        .iter()
        .map(|text| TemplateFault { place: place(text), ..TemplateFault::of(Cause::Braces, text.clone()) })
        .collect())
}

/// Texts of one paragraph, without those of paragraphs inside it.
fn texts<'a>(of: &'a mut Element, found: &mut Vec<&'a mut String>) {
    let own = of.name == "w:t";
    for it in &mut of.children {
        match it {
            DocxNode::Text(text) if own => found.push(text),
            DocxNode::Element(it) if it.name != "w:p" => texts(it, found),
            _ => {}
        }
    }
}

/// Moves every tag whole into the run in which it begins, whose form it has.
fn join(paragraph: &mut Element) -> Result<(), String> {
    let mut pieces = Vec::new();
    texts(paragraph, &mut pieces);
    let whole: String = pieces.iter().map(|it| it.as_str()).collect();
    let found = tags(&whole)?;
    if found.is_empty() {
        return Ok(());
    }
    let mut begin = 0;
    for piece in pieces {
        let own = begin..begin + piece.len();
        begin = own.end;
        let mut made = String::new();
        let mut at = own.start;
        for tag in found.iter().filter(|it| it.start < own.end && it.end > own.start) {
            made.push_str(whole.get(at..tag.start).unwrap_or_default());
            if tag.start >= own.start {
                made.push_str(&plain(whole.get(tag.clone()).unwrap_or_default()));
            }
            at = tag.end;
        }
        made.push_str(whole.get(at..own.end).unwrap_or_default());
        *piece = made;
    }
    Ok(())
}

/// The tags of a text, where it holds nothing else and prints nothing.
fn only_tags(text: &str) -> Option<String> {
    let mut rest = String::new();
    let mut kept = String::new();
    let mut at = 0;
    for it in tags(text).ok()? {
        let tag = text.get(it.clone())?;
        if tag.starts_with("{{") {
            return None;
        }
        rest.push_str(text.get(at..it.start)?);
        kept.push_str(tag);
        at = it.end;
    }
    rest.push_str(text.get(at..)?);
    (!kept.is_empty() && rest.trim().is_empty()).then_some(kept)
}

/// Whether an element shows something beside text, or ends a section.
fn shows(it: &Element) -> bool {
    ["w:drawing", "w:pict", "w:sectPr", "w:fldChar", "w:br", "w:object"].iter().any(|name| it.find(name).is_some())
}

/// Paragraphs and rows that hold nothing but tags become those tags; a pair of tags that
/// begins in one cell of a row and ends in another goes around the row.
fn lift(parent: &mut Element) {
    let mut children = Vec::with_capacity(parent.children.len());
    for it in std::mem::take(&mut parent.children) {
        let DocxNode::Element(mut it) = it else {
            children.push(it);
            continue;
        };
        match it.name.as_str() {
            "w:p" | "w:tr" if !shows(&it) => {
                if let Some(kept) = only_tags(&it.text()) {
                    children.push(DocxNode::Text(kept));
                    continue;
                }
                let (before, after) = if it.name == "w:tr" { around(&mut it) } else { Default::default() };
                let text = |it: String| (!it.is_empty()).then_some(DocxNode::Text(it));
                children.extend(text(before));
                children.push(DocxNode::Element(it));
                children.extend(text(after));
            }
            _ => children.push(DocxNode::Element(it)),
        }
    }
    parent.children = children;
}

/// Takes from a row the pairs that reach over several cells: what opens, what closes.
fn around(row: &mut Element) -> (String, String) {
    let mut seen: Vec<(usize, String)> = Vec::new();
    let cells = |row: &mut Element, each: &mut dyn FnMut(usize, &mut String)| {
        let cells = row.children.iter_mut().filter_map(|it| match it {
            DocxNode::Element(it) if it.name == "w:tc" => Some(it),
            _ => None,
        });
        for (at, cell) in cells.enumerate() {
            every_text(cell, &mut |text| each(at, text));
        }
    };
    cells(row, &mut |cell, text| {
        let found = tags(text).unwrap_or_default();
        seen.extend(found.into_iter().map(|it| (cell, text.get(it).unwrap_or_default().to_owned())));
    });
    let mut open = Vec::new();
    let mut lifted = vec![false; seen.len()];
    for (at, (cell, tag)) in seen.iter().enumerate() {
        let Some(block) = block(tag) else { continue };
        if opens(block) {
            open.push((at, *cell));
        } else if closes(block).is_some()
            && let Some((before, begun)) = open.pop()
            && begun != *cell
        {
            for it in [before, at] {
                if let Some(it) = lifted.get_mut(it) {
                    *it = true;
                }
            }
        }
    }
    let (mut before, mut after) = (String::new(), String::new());
    let mut at = 0;
    cells(row, &mut |_, text| {
        let mut made = String::new();
        let mut end = 0;
        for it in tags(text).unwrap_or_default() {
            made.push_str(text.get(end..it.start).unwrap_or_default());
            let tag = text.get(it.clone()).unwrap_or_default();
            match lifted.get(at) {
                Some(true) if block(tag).is_some_and(opens) => before.push_str(tag),
                Some(true) => after.push_str(tag),
                _ => made.push_str(tag),
            }
            end = it.end;
            at += 1;
        }
        made.push_str(text.get(end..).unwrap_or_default());
        *text = made;
    });
    (before, after)
}

/// Every text of a cell that may hold tags, without those of tables inside it.
fn every_text(of: &mut Element, each: &mut dyn FnMut(&mut String)) {
    for it in &mut of.children {
        match it {
            DocxNode::Text(text) => each(text),
            DocxNode::Element(it) if it.name != "w:tbl" => every_text(it, each),
            DocxNode::Element(_) => {}
        }
    }
}

struct MarkWriter {
    out: String,
    places: Vec<TemplatePlace>,
    tags: Vec<MarkedTag>,
    inside: Vec<String>,
    heading: String,
    row: Option<usize>,
}

impl MarkWriter {
    fn element(&mut self, it: &Element) {
        let (row, is_table) = (self.row, it.name == "w:tbl");
        match it.name.as_str() {
            "w:p" => {
                let text = it.text();
                if is_heading(it) {
                    self.heading = short(&text, 80);
                }
                self.line(&text);
            }
            "w:tbl" => self.row = Some(0),
            "w:tr" => self.row = row.map(|it| it + 1),
            _ => {}
        }
        let mut out = std::mem::take(&mut self.out);
        it.open(&mut out, &around_tags);
        self.out = out;
        self.inside.push(it.name.clone());
        it.attributes.iter().filter(|it| it.1.contains('{')).for_each(|it| self.note(Some(&it.0), &it.1));
        for child in &it.children {
            match child {
                DocxNode::Element(it) => self.element(it),
                DocxNode::Text(text) => {
                    // Tags that were lifted stand on a line of their own.
                    if it.name != "w:t" && only_tags(text).is_some() {
                        self.line(text);
                    }
                    self.note(None, text);
                    around_tags(text, &mut self.out);
                }
            }
        }
        self.inside.pop();
        it.close(&mut self.out);
        if is_table {
            self.row = row;
        }
    }

    fn line(&mut self, text: &str) {
        self.out.push('\n');
        let part = self.places.first().map_or_else(String::new, |it| it.part.clone());
        let row = self.row.filter(|it| *it > 0);
        self.places.push(TemplatePlace { part, heading: self.heading.clone(), row, text: short(text, 80), line: None });
    }

    fn note(&mut self, attribute: Option<&str>, text: &str) {
        let stands_well = allowed::stands_well(self.inside.last().map_or("", String::as_str), attribute);
        for it in tags(text).unwrap_or_default() {
            let text = text.get(it).unwrap_or_default().to_owned();
            let (line, inside) = (self.places.len(), self.inside.join("/"));
            self.tags.push(MarkedTag { text, line, inside, stands_well });
        }
    }
}

/// Whether a paragraph is a heading, by the names that word processors give their styles.
fn is_heading(it: &Element) -> bool {
    let style = it.child("w:pPr").and_then(|it| it.child("w:pStyle")).and_then(|it| it.attribute("w:val"));
    style.is_some_and(|it| ["heading", "judul", "title"].iter().any(|name| it.to_lowercase().starts_with(name)))
}

/// Text as XML, tags as they are: the engine reads them before anybody reads XML.
fn around_tags(text: &str, out: &mut String) {
    let mut at = 0;
    for it in tags(text).unwrap_or_default() {
        escape(text.get(at..it.start).unwrap_or_default(), out);
        out.push_str(text.get(it.clone()).unwrap_or_default());
        at = it.end;
    }
    escape(text.get(at..).unwrap_or_default(), out);
}
