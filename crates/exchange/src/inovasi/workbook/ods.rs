//! ods: OpenDocument 1.2 part 1, chapter 9 and 19, read once from front to back.

mod cell;

use std::collections::BTreeSet;

use super::{
    Book, BookLimits, Error, MAX_COLUMN, Sheet,
    grid::{Grid, GridTally},
    xml::{Node, Parts, Xml, attribute, number},
};

pub(super) fn read(parts: &mut Parts<'_>, limits: &BookLimits) -> Result<Book, Error> {
    check_manifest(parts)?;
    let mut tally = GridTally::new(parts.has("Basic/script-lc.xml"), 0);
    let mut book = Book::default();
    let mut hidden = BTreeSet::new();
    let mut style = String::new();
    let mut xml = parts.open("content.xml")?;
    let mut spreadsheet = false;
    loop {
        match xml.next()? {
            Node::Open(it) => match it.local_name().as_ref() {
                "spreadsheet" => spreadsheet = true,
                // What was deleted while changes were recorded.
                "tracked-changes" => xml.skip()?,
                "style" => style = attribute(&it, "name").unwrap_or_default(),
                "table-properties" if attribute(&it, "display").as_deref() == Some("false") => {
                    hidden.insert(style.clone());
                }
                "table" if spreadsheet => {
                    let name = attribute(&it, "name").unwrap_or_default();
                    // The remembered cells of another file.
                    if name.starts_with("'file:") {
                        tally.links += 1;
                        xml.skip()?;
                        continue;
                    }
                    let hidden = attribute(&it, "style-name").is_some_and(|it| hidden.contains(&it));
                    let grid = Grid::new(name, hidden, limits, &mut tally)?;
                    book.sheets.push(table(&mut xml, grid, limits)?);
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

fn table(xml: &mut Xml<'_>, mut grid: Grid<'_>, limits: &BookLimits) -> Result<Sheet, Error> {
    let mut row = 0_u32;
    loop {
        match xml.next()? {
            Node::Open(it) => match it.local_name().as_ref() {
                "table-row" => {
                    let times = number::<u32>(&it, "number-rows-repeated").unwrap_or(1).max(1);
                    line(xml, &mut grid, row, limits)?;
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

fn line(xml: &mut Xml<'_>, grid: &mut Grid<'_>, row: u32, limits: &BookLimits) -> Result<(), Error> {
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
                let value = cell::read(xml, &told, grid, (row, column), limits)?;
                if !value.is_empty() {
                    for more in 0..times {
                        grid.put(row, column.saturating_add(more), value.clone())?;
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
