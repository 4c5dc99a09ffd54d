//! XML as a small tree: counted while it is read, written as it stood.

use quick_xml::{
    Reader,
    events::{BytesRef, BytesStart, Event},
};

/// Elements inside each other; word processors write some forty.
const MAX_DEPTH: usize = 120;
/// Elements and texts of one part: 300 inovasi with all their tables have a million.
const MAX_NODES: usize = 4_000_000;

/// What stands in an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum DocxNode {
    Element(Element),
    Text(String),
}

/// An element by its name with the prefix; attributes in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Element {
    pub(super) name: String,
    pub(super) attributes: Vec<(String, String)>,
    pub(super) children: Vec<DocxNode>,
}

impl Element {
    pub(super) fn new(name: &str) -> Self {
        Self { name: name.to_owned(), ..Self::default() }
    }

    #[must_use]
    pub(super) fn with(mut self, name: &str, value: &str) -> Self {
        self.attributes.push((name.to_owned(), value.to_owned()));
        self
    }

    #[must_use]
    pub(super) fn holding(mut self, children: Vec<DocxNode>) -> Self {
        self.children = children;
        self
    }

    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|it| it.0 == name).map(|it| it.1.as_str())
    }

    pub(super) fn set(&mut self, name: &str, value: &str) {
        match self.attributes.iter_mut().find(|it| it.0 == name) {
            Some(it) => value.clone_into(&mut it.1),
            None => self.attributes.push((name.to_owned(), value.to_owned())),
        }
    }

    pub(super) fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(DocxNode::element)
    }

    pub(super) fn child(&self, name: &str) -> Option<&Element> {
        self.elements().find(|it| it.name == name)
    }

    /// The first of that name at any depth, itself among them.
    pub(super) fn find(&self, name: &str) -> Option<&Element> {
        if self.name == name { Some(self) } else { self.elements().find_map(|it| it.find(name)) }
    }

    /// Every element at any depth, itself first.
    pub(super) fn visit<'a>(&'a self, each: &mut dyn FnMut(&'a Element)) {
        each(self);
        self.elements().for_each(|it| it.visit(each));
    }

    /// The same, to change them; what is inside comes first.
    pub(super) fn change(&mut self, each: &mut dyn FnMut(&mut Element)) {
        for it in &mut self.children {
            if let DocxNode::Element(it) = it {
                it.change(each);
            }
        }
        each(self);
    }

    /// All text at any depth.
    pub(super) fn text(&self) -> String {
        let of = |it: &DocxNode| match it {
            DocxNode::Text(it) => it.clone(),
            DocxNode::Element(it) => it.text(),
        };
        self.children.iter().map(of).collect()
    }

    fn write(&self, out: &mut String) {
        self.open(out, &escape);
        for it in &self.children {
            match it {
                DocxNode::Text(it) => escape(it, out),
                DocxNode::Element(it) => it.write(out),
            }
        }
        self.close(out);
    }

    /// Its beginning; the values of attributes as `text` writes them.
    pub(super) fn open(&self, out: &mut String, text: &dyn Fn(&str, &mut String)) {
        out.push('<');
        out.push_str(&self.name);
        for (name, value) in &self.attributes {
            out.push(' ');
            out.push_str(name);
            out.push_str("=\"");
            text(value, out);
            out.push('"');
        }
        out.push_str(if self.children.is_empty() { "/>" } else { ">" });
    }

    /// Its end, where it has one of its own.
    pub(super) fn close(&self, out: &mut String) {
        if !self.children.is_empty() {
            out.push_str("</");
            out.push_str(&self.name);
            out.push('>');
        }
    }

    /// A whole part, as it lies in a file.
    pub(super) fn part(&self) -> String {
        let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n");
        self.write(&mut out);
        out
    }
}

impl DocxNode {
    pub(super) fn element(&self) -> Option<&Element> {
        match self {
            Self::Element(it) => Some(it),
            Self::Text(_) => None,
        }
    }
}

/// Text as XML holds it; characters that XML cannot hold are left out.
pub(super) fn escape(text: &str, out: &mut String) {
    for it in text.chars() {
        match it {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("&#10;"),
            '\t' => out.push_str("&#9;"),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            _ => out.push(it),
        }
    }
}

/// Reads a part. Comments and instructions fall away; blanks stay only where they are
/// the text of an element that has nothing else.
///
/// # Errors
/// In English, for whoever looks: what is not well formed, or too much.
pub(super) fn read(xml: &str) -> Result<Element, String> {
    let mut reader = Reader::from_str(xml.trim_start_matches('\u{feff}'));
    let mut open: Vec<Element> = Vec::new();
    let mut root = None;
    let mut nodes = 0usize;
    loop {
        let event = reader.read_event().map_err(|it| it.to_string())?;
        nodes += 1;
        if nodes > MAX_NODES || open.len() > MAX_DEPTH {
            return Err("too much or too deep".to_owned());
        }
        match event {
            Event::Start(it) => open.push(element(&it)?),
            Event::Empty(it) => close(element(&it)?, &mut open, &mut root)?,
            Event::End(_) => {
                let done = open.pop().ok_or("an end without a beginning")?;
                close(done, &mut open, &mut root)?;
            }
            Event::Text(it) => text(&it.xml10_content(), &mut open),
            Event::CData(it) => text(&it.xml10_content(), &mut open),
            Event::GeneralRef(it) => text(&reference(&it)?, &mut open),
            Event::DocType(_) => return Err("a document type".to_owned()),
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
    root.filter(|_| open.is_empty()).ok_or_else(|| "it ends too early".to_owned())
}

fn element(it: &BytesStart<'_>) -> Result<Element, String> {
    let mut made = Element::new(it.name().as_ref());
    for attribute in it.attributes() {
        let attribute = attribute.map_err(|it| it.to_string())?;
        let value = quick_xml::escape::unescape(&attribute.value).map_err(|it| it.to_string())?;
        made.attributes.push((attribute.key.as_ref().to_owned(), value.into_owned()));
    }
    Ok(made)
}

fn close(mut done: Element, open: &mut [Element], root: &mut Option<Element>) -> Result<(), String> {
    if done.children.iter().any(|it| it.element().is_some()) {
        done.children.retain(|it| !matches!(it, DocxNode::Text(text) if text.chars().all(char::is_whitespace)));
    }
    match open.last_mut() {
        Some(parent) => parent.children.push(DocxNode::Element(done)),
        None if root.is_none() => *root = Some(done),
        None => return Err("two roots".to_owned()),
    }
    Ok(())
}

fn text(piece: &str, open: &mut [Element]) {
    let Some(parent) = open.last_mut() else { return };
    match parent.children.last_mut() {
        Some(DocxNode::Text(before)) => before.push_str(piece),
        _ => parent.children.push(DocxNode::Text(piece.to_owned())),
    }
}

fn reference(it: &BytesRef<'_>) -> Result<String, String> {
    let unknown = || "an unknown entity".to_owned();
    if it.is_char_ref() {
        return it.resolve_char_ref().ok().flatten().map(String::from).ok_or_else(unknown);
    }
    Ok(match it.xml10_content().as_ref() {
        "lt" => "<",
        "gt" => ">",
        "amp" => "&",
        "apos" => "'",
        "quot" => "\"",
        _ => return Err(unknown()),
    }
    .to_owned())
}
