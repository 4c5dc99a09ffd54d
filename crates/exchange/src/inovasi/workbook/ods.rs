//! ods: OpenDocument 1.2 part 1, chapter 9 and 19, read once from front to back.

mod cell;

use std::collections::BTreeSet;

use quick_xml::events::BytesStart;

use super::{
    Book, BookLimits, Error, MAX_COLUMN, Sheet,
    grid::{Grid, GridTally},
    ranges::{OrderedRanges, Ranges},
    xml::{Node, Parts, Xml, attribute, number},
};

pub(super) fn read(parts: &mut Parts<'_>, limits: &BookLimits) -> Result<Book, Error> {
    check_manifest(parts)?;
    let tally = GridTally::new(parts.has("Basic/script-lc.xml"), 0);
    content(&mut parts.open("content.xml")?, tally, limits)
}

/// The same where all of it is one XML, as fods.
pub(super) fn read_flat(text: &str, name: &str, limits: &BookLimits) -> Result<Book, Error> {
    content(&mut Xml::of_text(text.trim_start(), name), GridTally::default(), limits)
}

/// OdsStyles by their names, as far as they matter.
#[derive(Default)]
struct OdsStyles {
    /// Of tables that are hidden.
    hidden: BTreeSet<String>,
    /// Of cells and letters that are struck through.
    struck: BTreeSet<String>,
}

fn content(xml: &mut Xml<'_>, mut tally: GridTally, limits: &BookLimits) -> Result<Book, Error> {
    let mut book = Book::default();
    let mut styles = OdsStyles::default();
    let mut style = String::new();
    let mut spreadsheet = false;
    loop {
        match xml.next()? {
            Node::Open(it) => match it.local_name().as_ref() {
                "spreadsheet" => spreadsheet = true,
                // What was deleted while changes were recorded.
                "tracked-changes" => xml.skip()?,
                "style" => style = attribute(&it, "name").unwrap_or_default(),
                "table-properties" if attribute(&it, "display").as_deref() == Some("false") => {
                    styles.hidden.insert(style.clone());
                }
                "text-properties" if attribute(&it, "text-line-through-style").is_some_and(|it| it != "none") => {
                    styles.struck.insert(style.clone());
                }
                "table" if spreadsheet => {
                    let name = attribute(&it, "name").unwrap_or_default();
                    // The remembered cells of another file.
                    if name.starts_with("'file:") {
                        tally.links += 1;
                        xml.skip()?;
                        continue;
                    }
                    let hidden = attribute(&it, "style-name").is_some_and(|it| styles.hidden.contains(&it));
                    let grid = Grid::new(name, hidden, limits, &mut tally)?;
                    book.sheets.push(table(xml, grid, &styles, limits)?);
                }
                _ => {}
            },
            Node::End => break,
            _ => {}
        }
    }
    if !spreadsheet {
        return Err(Error::NotAWorkbook { found: "OpenDocument" });
    }
    book.remarks = tally.remarks();
    Ok(book)
}

/// Encrypted parts are told of in the manifest alone.
fn check_manifest(parts: &mut Parts<'_>) -> Result<(), Error> {
    if !parts.has("META-INF/manifest.xml") {
        return Ok(());
    }
    let mut xml = parts.open("META-INF/manifest.xml")?;
    loop {
        match xml.next()? {
            Node::Open(it) if it.local_name().as_ref() == "encryption-data" => return Err(Error::Encrypted),
            Node::End => return Ok(()),
            _ => {}
        }
    }
}

/// Whether rows or columns are hidden, by hand or by a filter.
fn is_hidden(element: &BytesStart<'_>) -> bool {
    attribute(element, "visibility").is_some_and(|it| it != "visible")
}

fn table(xml: &mut Xml<'_>, mut grid: Grid<'_>, styles: &OdsStyles, limits: &BookLimits) -> Result<Sheet, Error> {
    let (mut row, mut column) = (0_u32, 0_u32);
    // Columns whose cells are struck through unless they say otherwise.
    let (mut struck, mut ordered) = (Ranges::up_to(1 << 14), OrderedRanges::default());
    loop {
        match xml.next()? {
            Node::Open(it) => match it.local_name().as_ref() {
                "table-column" => {
                    let times = number::<u32>(&it, "number-columns-repeated").unwrap_or(1).max(1);
                    let last = column.saturating_add(times - 1);
                    if is_hidden(&it) {
                        grid.hide_columns(column, last);
                    }
                    if attribute(&it, "default-cell-style-name").is_some_and(|it| styles.struck.contains(&it)) {
                        struck.add(column, last);
                        ordered = struck.all();
                    }
                    column = last.saturating_add(1);
                }
                "table-row" => {
                    let times = number::<u32>(&it, "number-rows-repeated").unwrap_or(1).max(1);
                    if is_hidden(&it) {
                        grid.hide_rows(row, row.saturating_add(times - 1));
                    }
                    line(xml, &mut grid, row, (styles, &ordered), limits)?;
                    grid.repeat(row, times - 1)?;
                    row = row.saturating_add(times);
                }
                // Drawings, and tables inside them.
                "shapes" | "table" | "forms" => xml.skip()?,
                _ => {}
            },
            Node::Close(it) if it.local_name().as_ref() == "table" => return Ok(grid.finish()),
            Node::End => return Err(Error::damaged(xml.part(), "ends too early")),
            _ => {}
        }
    }
}

fn line(
    xml: &mut Xml<'_>,
    grid: &mut Grid<'_>,
    row: u32,
    (styles, struck): (&OdsStyles, &OrderedRanges),
    limits: &BookLimits,
) -> Result<(), Error> {
    let mut column = 0_usize;
    loop {
        match xml.next()? {
            Node::Open(it) if matches!(it.local_name().as_ref(), "table-cell" | "covered-table-cell") => {
                let told = cell::CellWords::of(&it);
                let times = told.times.clamp(1, MAX_COLUMN);
                let (rows, columns) = (told.rows.max(1), told.columns.max(1));
                if told.formula {
                    grid.count_formula();
                }
                let by_column = || u32::try_from(column).is_ok_and(|it| struck.holds(it));
                let by_style = told.style.as_ref().map_or_else(by_column, |it| styles.struck.contains(it));
                let (value, by_letters) = cell::read(xml, &told, grid, (row, column), styles, limits)?;
                if !value.is_empty() {
                    for more in 0..times {
                        let at = column.saturating_add(more);
                        grid.put_drawn(row, at, value.clone(), by_letters.or(by_style))?;
                    }
                }
                let right = column.saturating_add(columns - 1);
                grid.merge((row, row.saturating_add(rows - 1)), (column, right))?;
                column = column.saturating_add(times);
            }
            Node::Open(_) => xml.skip()?,
            Node::Close(it) if it.local_name().as_ref() == "table-row" => return Ok(()),
            Node::End => return Err(Error::damaged(xml.part(), "ends too early")),
            _ => {}
        }
    }
}
