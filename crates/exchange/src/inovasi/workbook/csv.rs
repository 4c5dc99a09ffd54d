//! CSV as offices have it: any usual encoding; commas, semicolons, tabs or pipes,
//! whatever the file is called.

mod fields;
mod one_column;

use domain::core::notice::NoticeCode;

use super::{
    Book, BookLimits, BookRemark, Error,
    grid::{Grid, GridTally},
    write::unprotected,
};
use fields::{Fields, delimiter_of};

pub(super) use one_column::split;

/// Reads it; `name` is that of the only sheet.
pub(super) fn read(text: &str, encoding: &str, name: &str, limits: &BookLimits) -> Result<Book, Error> {
    if text.contains('\0') {
        return Err(Error::NotAWorkbook { found: "binary" });
    }
    // Excel lets the first line name the delimiter.
    let named = text.strip_prefix("sep=").and_then(|it| it.chars().next());
    let named = named.filter(|it| !it.is_alphanumeric() && !matches!(it, '"' | '\n' | '\r'));
    let delimiter = named.unwrap_or_else(|| delimiter_of(text).map_or(';', |it| it.0));
    let mut tally = GridTally::default();
    let mut grid = Grid::new(name.to_owned(), false, limits, &mut tally)?;
    let mut fields = Fields::new(text, delimiter);
    put(&mut fields, &mut grid, |at| (named.is_none() || at.row > 0).then_some(at.row))?;
    let args = vec![("encoding", encoding.to_owned()), ("delimiter", shown(delimiter))];
    let mut remarks = vec![BookRemark { code: NoticeCode::BookEncoding, args }];
    remarks.extend(open_quotes(&fields, |line| line + 1));
    Ok(Book { sheets: vec![grid.finish()], remarks })
}

/// All fields as cells; `row` says where those of a row belong, if anywhere.
fn put(
    fields: &mut Fields<'_>,
    grid: &mut Grid<'_>,
    row: impl Fn(&fields::FieldPlace) -> Option<u32>,
) -> Result<(), Error> {
    let mut field = String::new();
    let piped = fields.delimiter() == '|';
    while let Some(at) = fields.next(&mut field)? {
        let Some(row) = row(&at) else { continue };
        let text = unprotected(if piped { field.trim() } else { &field });
        // Tables drawn with pipes have lines of dashes between their rows.
        if piped && is_rule(text) {
            continue;
        }
        let cell = grid.text(row, at.column, text)?;
        grid.put(row, at.column, cell)?;
    }
    Ok(())
}

fn is_rule(text: &str) -> bool {
    text.len() >= 3 && text.bytes().all(|it| matches!(it, b'-' | b'=' | b':' | b'+'))
}

fn shown(delimiter: char) -> String {
    if delimiter == '\t' { "tab".to_owned() } else { delimiter.to_string() }
}

/// Tells of quotes that were opened and never closed; `number` turns a line from 0
/// into what a person sees.
fn open_quotes(fields: &Fields<'_>, number: impl Fn(u32) -> u32) -> Option<BookRemark> {
    let lines: Vec<String> = fields.unclosed().iter().map(|it| number(*it).to_string()).collect();
    let args = vec![("n", lines.len().to_string()), ("lines", lines.join(", "))];
    (!lines.is_empty()).then_some(BookRemark { code: NoticeCode::BookOpenQuote, args })
}
