//! xlsx and xlsm: ECMA-376, read once from front to back.

mod sheet;

use std::{collections::BTreeMap, sync::Arc};

use super::{
    Book, BookLimits, Error,
    grid::{Grid, GridTally},
    shown::{self, Shown},
    xml::{Node, Parts, Xml, attribute, number},
};

/// What the sheets of a workbook refer to.
struct Shared {
    /// `None` stands for a text beyond the limit.
    texts: Vec<Option<Arc<str>>>,
    /// By the number of the cell format.
    formats: Vec<Shown>,
    from_1904: bool,
}

struct Link {
    /// The last word of its type: `worksheet`, `styles`, `externalLink` …
    kind: String,
    /// Name of the part, from the root of the zip.
    part: String,
}

type Links = BTreeMap<String, Link>;

pub(super) fn read(parts: &mut Parts<'_>, limits: &BookLimits) -> Result<Book, Error> {
    let root = links(parts, "")?;
    let main = root.into_values().find(|it| it.kind == "officeDocument");
    let main = main.ok_or_else(|| Error::damaged("_rels/.rels", "no workbook"))?.part;
    let links = links(parts, &main)?;
    let macros = links.values().any(|it| it.kind == "vbaProject") || parts.has("xl/vbaProject.bin");
    let n_link = links.values().filter(|it| it.kind == "externalLink").count() as u64;
    let mut tally = GridTally::new(macros, n_link);
    let (sheets, from_1904) = sheets(parts, &main, limits)?;
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
        return Err(Error::damaged(&main, "no sheet"));
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

fn texts(xml: &mut Xml<'_>, limits: &BookLimits) -> Result<Vec<Option<Arc<str>>>, Error> {
    let mut texts = Vec::new();
    let mut text = String::new();
    let mut inside = false;
    loop {
        match xml.next()? {
            Node::Open(it) => match it.local_name().as_ref() {
                "si" => text.clear(),
                "t" => inside = true,
                // How Japanese names sound.
                "rPh" => xml.skip()?,
                _ => {}
            },
            // Four bytes a character at most: beyond that it is too long for sure.
            Node::Text(it) if inside && text.len() <= limits.max_text.saturating_mul(4) => text.push_str(&it),
            Node::Close(it) => match it.local_name().as_ref() {
                "t" => inside = false,
                "si" => {
                    let text = unescape(&text);
                    let fits = text.len() <= limits.max_text || text.chars().count() <= limits.max_text;
                    texts.push(fits.then(|| text.as_ref().into()));
                }
                _ => {}
            },
            Node::End => return Ok(texts),
            _ => {}
        }
    }
}

/// Cell formats, as far as they tell how a number is shown.
fn formats(xml: &mut Xml<'_>) -> Result<Vec<Shown>, Error> {
    let mut named: BTreeMap<u32, Shown> = BTreeMap::new();
    let mut formats = Vec::new();
    let mut inside = false;
    loop {
        match xml.next()? {
            Node::Open(it) => match it.local_name().as_ref() {
                "numFmt" => {
                    if let Some((id, code)) = number(&it, "numFmtId").zip(attribute(&it, "formatCode")) {
                        named.insert(id, shown::of_code(&code));
                    }
                }
                "cellXfs" => inside = true,
                "xf" if inside => {
                    let id = number(&it, "numFmtId").unwrap_or(0);
                    formats.push(named.get(&id).copied().unwrap_or_else(|| shown::of_id(id)));
                }
                _ => {}
            },
            Node::Close(it) if it.local_name().as_ref() == "cellXfs" => inside = false,
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
