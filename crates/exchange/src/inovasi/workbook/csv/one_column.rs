//! A CSV that was opened where another delimiter is usual, and saved so: every row
//! stands whole in column A, cut at most where the usual delimiter stood in a text.

use std::fmt::Write as _;

use domain::core::notice::NoticeCode;

use super::{
    fields::{Fields, delimiter_of},
    open_quotes, put, shown,
};
use crate::inovasi::workbook::{
    Book, BookLimits, BookRemark, Cell, Error, Sheet,
    grid::{Grid, GridTally},
};

/// Rows above the table, such as its title.
const ABOVE: usize = 10;
/// Stands for a line break inside a cell, so that it ends no row.
const BREAK: char = '\u{2028}';

/// Divides such sheets into columns and tells of it; all others stay as they are.
///
/// # Errors
/// What comes of it is beyond the limits.
pub(in crate::inovasi::workbook) fn split(book: &mut Book, limits: &BookLimits) -> Result<(), Error> {
    let mut tally = GridTally::default();
    for sheet in &mut book.sheets {
        let Some(delimiter) = delimiter(sheet) else { continue };
        let text = joined(sheet);
        let mut fields = Fields::new(&text, delimiter);
        let numbers: Vec<u32> = sheet.lines.iter().map(|it| it.number).collect();
        let number = |line: u32| numbers.get(line as usize).copied().unwrap_or_default();
        let mut grid = Grid::new(sheet.name.clone(), sheet.hidden, limits, &mut tally)?;
        for line in sheet.lines.iter().filter(|it| it.hidden) {
            grid.hide_rows(line.number - 1, line.number - 1);
        }
        put(&mut fields, &mut grid, |at| number(at.line).checked_sub(1))?;
        let args = vec![("sheet", sheet.name.clone()), ("delimiter", shown(delimiter))];
        book.remarks.push(BookRemark { code: NoticeCode::BookOneColumn, args });
        book.remarks.extend(open_quotes(&fields, number));
        *sheet = grid.finish();
        for line in &mut sheet.lines {
            for cell in &mut line.cells {
                if let Cell::Text(it) = cell
                    && it.contains(BREAK)
                {
                    *it = it.replace(BREAK, "\n").into();
                }
            }
        }
    }
    Ok(())
}

/// What stands between the columns, where all of them stand in one.
fn delimiter(sheet: &Sheet) -> Option<char> {
    let whole = |it: &&crate::inovasi::workbook::SheetLine| matches!(it.cells.as_slice(), [Cell::Text(_)]);
    let n_whole = sheet.lines.iter().filter(whole).count();
    // A text that held the usual delimiter was cut there.
    if n_whole < 2 || n_whole * 2 < sheet.lines.len() || !sheet.merged.is_empty() {
        return None;
    }
    let text = joined(sheet);
    let (delimiter, usual) = delimiter_of(&text)?;
    // One comma a row is ordinary prose, also in a list.
    if usual < 2 && delimiter == ',' {
        return None;
    }
    let mut rows: Vec<(usize, bool)> = Vec::new();
    let (mut fields, mut field) = (Fields::new(&text, delimiter), String::new());
    while let Some(at) = fields.next(&mut field).ok()? {
        rows.resize(at.row as usize + 1, (0, false));
        *rows.last_mut()? = (at.column, sheet.lines.get(at.line as usize).is_some_and(|it| whole(&it)));
    }
    let first = rows.iter().take(ABOVE).position(|it| it.0 == usual)?;
    let below = rows.get(first..)?;
    let agreeing: Vec<_> = below.iter().filter(|it| it.0 == usual).collect();
    // Titles alone may stand above a short table that has its columns.
    let uncut = agreeing.iter().filter(|it| it.1).count();
    let agrees = agreeing.len() >= 2 && agreeing.len() * 10 >= below.len() * 9;
    (agrees && uncut * 2 > agreeing.len()).then_some(delimiter)
}

/// The rows as the lines of the file they were.
fn joined(sheet: &Sheet) -> String {
    let mut text = String::new();
    for line in &sheet.lines {
        for (at, cell) in line.cells.iter().enumerate() {
            let cell = cell.text();
            let gap = if at > 0 { ";" } else { "" };
            // Writing into a text cannot fail.
            let _ = write!(
                text,
                "{gap}{}",
                cell.replace("\r\n", "\n").replace(['\n', '\r'], BREAK.encode_utf8(&mut [0; 4]))
            );
        }
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inovasi::workbook::SheetLine;

    fn sheet(lines: &[&[&str]]) -> Sheet {
        let cells = |it: &[&str]| it.iter().map(|it| Cell::Text((*it).into())).collect();
        let lines = (3..).zip(lines).map(|(number, it)| SheetLine { number, cells: cells(it), ..SheetLine::default() });
        Sheet { name: "S".into(), lines: lines.collect(), ..Sheet::default() }
    }

    fn divided(lines: &[&[&str]]) -> Option<Vec<(u32, Vec<String>)>> {
        let mut book = Book { sheets: vec![sheet(lines)], remarks: Vec::new() };
        split(&mut book, &BookLimits::default()).unwrap();
        let rows = book.sheets[0].lines.iter().map(|it| (it.number, it.cells.iter().map(Cell::text).collect()));
        (!book.remarks.is_empty()).then(|| rows.collect())
    }

    #[test]
    fn what_stands_in_one_column_is_divided() {
        let of = |number, cells: &[&str]| (number, cells.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>());
        // A text that held the other delimiter stands in two cells, and one with a
        // line break in two rows.
        let rows: &[&[&str]] = &[
            &["REKAP"],
            &["No,Nama,Tujuan"],
            &["1,Sapa,\"cepat", " mudah\""],
            &["2,\"satu"],
            &["dua\",Lapor"],
            &["3,\"A, B\",x\ny"],
        ];
        assert_eq!(
            divided(rows),
            Some(vec![
                of(3, &["REKAP"]),
                of(4, &["No", "Nama", "Tujuan"]),
                of(5, &["1", "Sapa", "cepat; mudah"]),
                of(6, &["2", "satu\ndua", "Lapor"]),
                of(8, &["3", "A, B", "x\ny"]),
            ])
        );
        assert!(divided(&[&["No;Nama"], &["1;A"]]).is_some());
    }

    #[test]
    fn lists_and_tables_stay_as_they_are() {
        for lines in [
            &[["Nama Inovasi"].as_slice(), &["Sapa, Warga"], &["Lapor, Jalan"], &["Posyandu, Ceria"]] as &[&[&str]],
            &[&["No", "Nama, singkatan, lain"], &["1", "a, b, c"], &["2", "d, e, f"]],
            &[&["satu"]],
            &[&["a, b, c"], &["kalimat biasa"], &["lagi, satu"]],
        ] {
            assert_eq!(divided(lines), None, "{lines:?}");
        }
    }
}
