//! xlsx and xlsm: ECMA-376, read once from front to back.

mod sheet;

use std::{collections::BTreeMap, sync::Arc};

use quick_xml::events::BytesStart;

use super::{
    Book, BookLimits, Error,
    grid::{Grid, GridTally, Struck},
    shown::{self, CellFormat, Shown},
    xml::{Node, Parts, Xml, attribute, number},
};

/// What the sheets of a workbook refer to.
struct Shared {
    texts: Vec<SharedText>,
    /// By the number of the cell format.
    formats: Vec<CellFormat>,
    from_1904: bool,
}

struct SharedText {
    /// `None` stands for a text beyond the limit.
    text: Option<Arc<str>>,
    /// Struck through by its own letters.
    struck: Struck,
}

/// Whether the letters of a text are struck through, run by run.
#[derive(Default)]
struct Strike {
    /// Of the run that is being read.
    run: bool,
    any: bool,
    all: bool,
}

impl Strike {
    fn start(&mut self) {
        *self = Self { run: false, any: false, all: true };
    }

    fn add(&mut self, text: &str) {
        if !text.trim().is_empty() {
            self.any |= self.run;
            self.all &= self.run;
        }
    }

    fn found(&self) -> Struck {
        Struck::of(self.any, self.all)
    }
}

/// A property such as `strike` is on where it stands, unless it says otherwise.
fn is_on(element: &BytesStart<'_>) -> bool {
    !matches!(attribute(element, "val").as_deref(), Some("0" | "false"))
}

/// Whether an element says that it is hidden.
fn is_hidden(element: &BytesStart<'_>) -> bool {
    matches!(attribute(element, "hidden").as_deref(), Some("1" | "true"))
}

struct Link {
    /// The last word of its type: `worksheet`, `styles`, `externalLink` …
    kind: String,
    /// Name of the part, from the root of the zip.
    part: String,
}

type Links = BTreeMap<String, Link>;

/// The part of an Office file that all else hangs on, such as `xl/workbook.xml`.
pub(super) fn main_part(parts: &mut Parts<'_>) -> Result<String, Error> {
    let root = links(parts, "")?;
    let main = root.into_values().find(|it| it.kind == "officeDocument");
    Ok(main.ok_or_else(|| Error::damaged("_rels/.rels", "no workbook"))?.part)
}

pub(super) fn read(parts: &mut Parts<'_>, main: &str, limits: &BookLimits) -> Result<Book, Error> {
    let links = links(parts, main)?;
    let macros = links.values().any(|it| it.kind == "vbaProject") || parts.has("xl/vbaProject.bin");
    let n_link = links.values().filter(|it| it.kind == "externalLink").count() as u64;
    let mut tally = GridTally::new(macros, n_link);
    let (sheets, from_1904) = sheets(parts, main, limits)?;
    let part_of = |kind: &str| links.values().find(|it| it.kind == kind).map(|it| it.part.clone());
    let mut shared = Shared { texts: Vec::new(), formats: Vec::new(), from_1904 };
    if let Some(part) = part_of("sharedStrings").filter(|it| parts.has(it)) {
        shared.texts = texts(&mut parts.open(&part)?, limits)?;
    }
    if let Some(part) = part_of("styles").filter(|it| parts.has(it)) {
        shared.formats = formats(&mut parts.open(&part)?)?;
    }
    let mut book = Book::default();
    for (name, id, hidden) in sheets {
        // Chart and dialog sheets hold no cells.
        let Some(link) = links.get(&id).filter(|it| it.kind == "worksheet") else { continue };
        let grid = Grid::new(name, hidden, limits, &mut tally)?;
        book.sheets.push(sheet::read(&mut parts.open(&link.part)?, grid, &shared, limits)?);
    }
    book.remarks = tally.remarks();
    if book.sheets.is_empty() {
        return Err(Error::damaged(main, "no sheet"));
    }
    Ok(book)
}

/// What a part links to; `""` is the whole package.
fn links(parts: &mut Parts<'_>, of: &str) -> Result<Links, Error> {
    let (folder, name) = of.rsplit_once('/').unwrap_or(("", of));
    let slash = if folder.is_empty() { "" } else { "/" };
    let mut links = Links::new();
    let mut xml = parts.open(&format!("{folder}{slash}_rels/{name}.rels"))?;
    loop {
        match xml.next()? {
            Node::Open(it) if it.local_name().as_ref() == "Relationship" => {
                let (id, kind, target) = (attribute(&it, "Id"), attribute(&it, "Type"), attribute(&it, "Target"));
                let (Some(id), Some(kind), Some(target)) = (id, kind, target) else { continue };
                let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                links.insert(id, Link { kind, part: resolve(folder, &target) });
            }
            Node::End => return Ok(links),
            _ => {}
        }
    }
}

/// A target beside a part, as a name from the root.
fn resolve(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let from_root = target.starts_with('/');
    let mut names: Vec<&str> = if from_root { Vec::new() } else { folder.split('/').collect() };
    for name in target.split('/') {
        match name {
            "" | "." => {}
            ".." => drop(names.pop()),
            other => names.push(other),
        }
    }
    names.retain(|it| !it.is_empty());
    names.join("/")
}

/// Name, link and whether it is hidden, of each sheet; and which calendar counts.
#[allow(clippy::type_complexity)]
fn sheets(
    parts: &mut Parts<'_>,
    main: &str,
    limits: &BookLimits,
) -> Result<(Vec<(String, String, bool)>, bool), Error> {
    let mut xml = parts.open(main)?;
    let (mut sheets, mut from_1904) = (Vec::new(), false);
    loop {
        match xml.next()? {
            Node::Open(it) => match it.local_name().as_ref() {
                "sheet" => {
                    let (name, id) = (attribute(&it, "name"), attribute(&it, "id"));
                    let hidden = attribute(&it, "state").is_some_and(|it| it != "visible");
                    sheets.push((name.unwrap_or_default(), id.unwrap_or_default(), hidden));
                    if sheets.len() > limits.max_sheets {
                        return Err(Error::TooManySheets { limit: limits.max_sheets });
                    }
                }
                "workbookPr" => {
                    from_1904 |= matches!(attribute(&it, "date1904").as_deref(), Some("1" | "true"));
                }
                _ => {}
            },
            Node::End => return Ok((sheets, from_1904)),
            _ => {}
        }
    }
}

fn texts(xml: &mut Xml<'_>, limits: &BookLimits) -> Result<Vec<SharedText>, Error> {
    let mut texts = Vec::new();
    let (mut text, mut strike) = (String::new(), Strike::default());
    let mut inside = false;
    loop {
        match xml.next()? {
            Node::Open(it) => match it.local_name().as_ref() {
                "si" => {
                    text.clear();
                    strike.start();
                }
                "t" => inside = true,
                "strike" => strike.run = is_on(&it),
                // How Japanese names sound.
                "rPh" => xml.skip()?,
                _ => {}
            },
            // Four bytes a character at most: beyond that it is too long for sure.
            Node::Text(it) if inside && text.len() <= limits.max_text.saturating_mul(4) => {
                strike.add(&it);
                text.push_str(&it);
            }
            Node::Close(it) => match it.local_name().as_ref() {
                "t" => inside = false,
                "r" => strike.run = false,
                "si" => {
                    let text = unescape(&text);
                    let fits = text.len() <= limits.max_text || text.chars().count() <= limits.max_text;
                    texts.push(SharedText { text: fits.then(|| text.as_ref().into()), struck: strike.found() });
                }
                _ => {}
            },
            Node::End => return Ok(texts),
            _ => {}
        }
    }
}

/// Cell formats, as far as they tell how a number is shown and what is struck through.
fn formats(xml: &mut Xml<'_>) -> Result<Vec<CellFormat>, Error> {
    let mut named: BTreeMap<u32, Shown> = BTreeMap::new();
    let (mut struck, mut formats) = (Vec::new(), Vec::new());
    let (mut in_fonts, mut in_formats) = (false, false);
    loop {
        match xml.next()? {
            Node::Open(it) => match it.local_name().as_ref() {
                "numFmt" => {
                    if let Some((id, code)) = number(&it, "numFmtId").zip(attribute(&it, "formatCode")) {
                        named.insert(id, shown::of_code(&code));
                    }
                }
                "fonts" => in_fonts = true,
                "font" if in_fonts => struck.push(false),
                "strike" if in_fonts => struck.last_mut().into_iter().for_each(|last| *last = is_on(&it)),
                "cellXfs" => in_formats = true,
                "xf" if in_formats => {
                    let id = number(&it, "numFmtId").unwrap_or(0);
                    let shown = named.get(&id).copied().unwrap_or_else(|| shown::of_id(id));
                    let font: Option<usize> = number(&it, "fontId");
                    let struck = font.and_then(|it| struck.get(it)).copied().unwrap_or(false);
                    formats.push(CellFormat { shown, struck });
                }
                _ => {}
            },
            Node::Close(it) => match it.local_name().as_ref() {
                "fonts" => in_fonts = false,
                "cellXfs" => in_formats = false,
                _ => {}
            },
            Node::End => return Ok(formats),
            _ => {}
        }
    }
}

/// Texts write what XML cannot hold as `_x000D_` (ECMA-376 part 1, 22.9.2.19).
fn unescape(text: &str) -> std::borrow::Cow<'_, str> {
    if !text.contains("_x") {
        return text.into();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let code =
            from.get(2..6).filter(|it| from.get(6..7) == Some("_") && it.bytes().all(|it| it.is_ascii_hexdigit()));
        let letter = code.and_then(|it| u32::from_str_radix(it, 16).ok()).and_then(char::from_u32);
        if let Some(letter) = letter {
            out.push(letter);
            rest = from.get(7..).unwrap_or_default();
        } else {
            out.push_str("_x");
            rest = from.get(2..).unwrap_or_default();
        }
    }
    out.push_str(rest);
    out.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_found_beside_each_other() {
        for (folder, target, expected) in [
            ("xl", "worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl", "/xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl", "../custom/a.xml", "custom/a.xml"),
            ("xl", "../../../../etc/passwd", "etc/passwd"),
            ("", "xl\\workbook.xml", "xl/workbook.xml"),
        ] {
            assert_eq!(resolve(folder, target), expected);
        }
    }

    #[test]
    fn escaped_characters_come_back() {
        for (text, expected) in [
            ("a_x000D_b", "a\rb"),
            ("_x005F_x000D_", "_x000D_"),
            ("file_xyz_x12_", "file_xyz_x12_"),
            ("_x", "_x"),
            ("_x00é1_", "_x00é1_"),
        ] {
            assert_eq!(unescape(text), expected);
        }
    }
}
