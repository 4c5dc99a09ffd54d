//! XML Spreadsheet 2003, which Excel wrote before xlsx and applications still hand
//! out under the name .xls.

use std::collections::BTreeMap;

use quick_xml::events::BytesStart;

use super::{
    Book, BookLimits, Cell, Error, Sheet,
    grid::{Grid, GridTally},
    shown::{self, Shown},
    text::beginning,
    xml::{Node, Xml, attribute, number},
};

/// Whether a text is such a workbook.
pub(super) fn is_one(text: &str) -> bool {
    let head = beginning(text, 8192);
    head.trim_start().starts_with('<') && head.contains("urn:schemas-microsoft-com:office:spreadsheet") && {
        let root = head.find("Workbook").and_then(|it| head.get(..it)).unwrap_or_default();
        root.ends_with('<') || root.rsplit('<').next().is_some_and(|it| it.ends_with(':') && !it.contains(' '))
    }
}

#[derive(Clone, Copy, Default)]
struct Style2003 {
    shown: Option<Shown>,
    struck: bool,
}

pub(super) fn read(text: &str, name: &str, limits: &BookLimits) -> Result<Book, Error> {
    let mut xml = Xml::of_text(text.trim_start(), name);
    let mut tally = GridTally::default();
    let mut book = Book::default();
    let mut styles: BTreeMap<String, Style2003> = BTreeMap::new();
    let mut style = None;
    loop {
        match xml.next()? {
            Node::Open(it) => match it.local_name().as_ref() {
                "Style" => style = attribute(&it, "ID"),
                "NumberFormat" => {
                    if let Some((id, code)) = style.clone().zip(attribute(&it, "Format")) {
                        styles.entry(id).or_default().shown = Some(shown::of_name_or_code(&code));
                    }
                }
                "Font" => {
                    let struck = matches!(attribute(&it, "StrikeThrough").as_deref(), Some("1" | "true"));
                    if let Some(id) = style.clone().filter(|_| struck) {
                        styles.entry(id).or_default().struck = true;
                    }
                }
                "Worksheet" => {
                    let grid = Grid::new(attribute(&it, "Name").unwrap_or_default(), false, limits, &mut tally)?;
                    book.sheets.push(sheet(&mut xml, grid, &styles, limits)?);
                }
                _ => {}
            },
            Node::End => break,
            _ => {}
        }
    }
    book.remarks = tally.remarks();
    if book.sheets.is_empty() {
        return Err(Error::damaged(name, "no sheet"));
    }
    Ok(book)
}

/// What a row or a column says of its place; both from 0.
struct NextPlace {
    next: u32,
}

impl NextPlace {
    /// Where the next one stands, and the last that it speaks for.
    fn of(&mut self, element: &BytesStart<'_>) -> (u32, u32) {
        let told: Option<u32> = number(element, "Index");
        let at = told.map_or(self.next, |it| it.saturating_sub(1));
        let last = at.saturating_add(number(element, "Span").unwrap_or(0));
        self.next = last.saturating_add(1);
        (at, last)
    }
}

fn is_hidden(element: &BytesStart<'_>) -> bool {
    matches!(attribute(element, "Hidden").as_deref(), Some("1" | "true"))
}

fn sheet(
    xml: &mut Xml<'_>,
    mut grid: Grid<'_>,
    styles: &BTreeMap<String, Style2003>,
    limits: &BookLimits,
) -> Result<Sheet, Error> {
    let (mut rows, mut columns) = (NextPlace { next: 0 }, NextPlace { next: 0 });
    let mut row = (0, Style2003::default());
    let mut cells = NextPlace { next: 0 };
    let of = |element: &BytesStart<'_>| attribute(element, "StyleID").and_then(|it| styles.get(&it)).copied();
    let mut in_visible = false;
    loop {
        match xml.next()? {
            Node::Open(it) => match it.local_name().as_ref() {
                "Column" => {
                    let (first, last) = columns.of(&it);
                    if is_hidden(&it) {
                        grid.hide_columns(first, last);
                    }
                }
                "Row" => {
                    let (first, last) = rows.of(&it);
                    if is_hidden(&it) {
                        grid.hide_rows(first, last);
                    }
                    row = (first, of(&it).unwrap_or_default());
                    cells = NextPlace { next: 0 };
                }
                "Cell" => {
                    let (column, _) = cells.of(&it);
                    let style = of(&it).unwrap_or(row.1);
                    let (across, down): (u32, u32) =
                        (number(&it, "MergeAcross").unwrap_or(0), number(&it, "MergeDown").unwrap_or(0));
                    let formula = attribute(&it, "Formula").is_some();
                    if formula {
                        grid.count_formula();
                    }
                    cells.next = cells.next.saturating_add(across);
                    let at = (row.0, column as usize);
                    let value = cell(xml, &mut grid, at, (style, formula), limits)?;
                    grid.put_drawn(at.0, at.1, value, style.struck)?;
                    let right = at.1.saturating_add(across as usize);
                    grid.merge((at.0, at.0.saturating_add(down)), (at.1, right))?;
                }
                "Visible" => in_visible = true,
                _ => {}
            },
            Node::Text(it) if in_visible && it.contains("Hidden") => grid.hide(),
            Node::Close(it) => match it.local_name().as_ref() {
                "Visible" => in_visible = false,
                "Worksheet" => return Ok(grid.finish()),
                _ => {}
            },
            Node::End => return Err(Error::damaged(xml.part(), "ends too early")),
            _ => {}
        }
    }
}

/// Reads to the end of a cell: the text of its `Data`, without the note beside it.
fn cell(
    xml: &mut Xml<'_>,
    grid: &mut Grid<'_>,
    at: (u32, usize),
    (style, formula): (Style2003, bool),
    limits: &BookLimits,
) -> Result<Cell, Error> {
    let (mut kind, mut text, mut inside, mut depth) = (None, String::new(), false, 0_usize);
    loop {
        match xml.next()? {
            Node::Open(it) => match it.local_name().as_ref() {
                "Comment" | "PhoneticText" => xml.skip()?,
                "Data" if depth == 0 => {
                    kind = Some(attribute(&it, "Type").unwrap_or_default());
                    (inside, depth) = (true, 1);
                }
                _ => depth += 1,
            },
            Node::Text(it) if inside => {
                // Four bytes a character at most: beyond that it is too long for sure.
                if text.len() > limits.max_text.saturating_mul(4) {
                    return Err(grid.long_text(at.0, at.1));
                }
                text.push_str(&it);
            }
            Node::Close(_) if depth == 0 => break,
            Node::Close(_) => {
                depth -= 1;
                inside &= depth > 0;
            }
            Node::End => return Err(Error::damaged(xml.part(), "ends too early")),
            _ => {}
        }
    }
    let shown = style.shown.unwrap_or_default();
    Ok(match kind.as_deref() {
        None if formula => Cell::Fault(super::UNRECKONED.into()),
        None => Cell::Empty,
        Some("Number") => match text.trim().parse::<f64>() {
            Ok(it) => shown::show(it, shown, false),
            Err(_) => grid.text(at.0, at.1, &text)?,
        },
        Some("DateTime") => match shown::iso(text.trim()) {
            Some(day) => shown::as_shown(day, shown),
            None => grid.text(at.0, at.1, &text)?,
        },
        Some("Boolean") => Cell::Bool(matches!(text.trim(), "1" | "true")),
        Some("Error") if !text.trim().is_empty() => Cell::Fault(text.trim().into()),
        Some(_) => grid.text(at.0, at.1, &text)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_known_by_its_root() {
        let name = "urn:schemas-microsoft-com:office:spreadsheet";
        for (text, expected) in [
            (format!("<?xml version=\"1.0\"?>\n<Workbook xmlns=\"{name}\">"), true),
            (format!("\n <ss:Workbook xmlns:ss=\"{name}\">"), true),
            (format!("<html xmlns:x=\"{name}\"><p>Workbook"), false),
            ("<Workbook>".to_owned(), false),
            (format!("No;<Workbook {name}"), false),
        ] {
            assert_eq!(is_one(&text), expected, "{text}");
        }
    }
}
