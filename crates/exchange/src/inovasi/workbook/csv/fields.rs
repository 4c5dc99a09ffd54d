//! The fields of a CSV, and what stands between them.

use std::{collections::VecDeque, iter::Peekable, str::Chars};

use crate::inovasi::workbook::Error;

const DELIMITERS: [char; 4] = [';', ',', '\t', '|'];
/// Rows that are looked at to find the delimiter.
const LOOKED_AT: usize = 30;
/// Quotes that are opened and never closed. Each is looked for to the end of the
/// text, so many of them would take long; and a text with more is no CSV.
const MAX_UNCLOSED: usize = 20;

/// The fields; blank lines count as rows, as they do in a spreadsheet.
pub(super) struct Fields<'a> {
    letters: Peekable<Chars<'a>>,
    delimiter: char,
    row: u32,
    column: usize,
    /// From 0; a field may hold several.
    line: u32,
    /// The one that the row begins on.
    row_line: u32,
    unclosed: Vec<u32>,
}

/// Where a field stands, all from 0.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct FieldPlace {
    pub row: u32,
    pub column: usize,
    /// The line of the text that its row begins on.
    pub line: u32,
}

/// What a quote at the beginning of a field turned out to be.
#[derive(PartialEq)]
enum Quoted {
    Closed,
    /// Never closed.
    Open,
    /// A quote as those that follow: `"Sapa" Warga`.
    Plain,
}

impl<'a> Fields<'a> {
    pub(super) fn new(text: &'a str, delimiter: char) -> Self {
        Self {
            letters: text.chars().peekable(),
            delimiter,
            row: 0,
            column: 0,
            line: 0,
            row_line: 0,
            unclosed: Vec::new(),
        }
    }

    pub(super) fn delimiter(&self) -> char {
        self.delimiter
    }

    /// Lines from 0 on which a quote is opened that is never closed.
    pub(super) fn unclosed(&self) -> &[u32] {
        &self.unclosed
    }

    /// Reads the next field into `field`. A quote that is never closed is left out,
    /// and what follows is read as if it had not been there.
    ///
    /// # Errors
    /// There are too many such quotes.
    pub(super) fn next(&mut self, field: &mut String) -> Result<Option<FieldPlace>, Error> {
        field.clear();
        if self.letters.peek().is_none() {
            return Ok(None);
        }
        let at = FieldPlace { row: self.row, column: self.column, line: self.row_line };
        if self.letters.peek() == Some(&'"') {
            let (start, line) = (self.letters.clone(), self.line);
            let quoted = self.quoted(field);
            if quoted != Quoted::Closed {
                (self.letters, self.line) = (start, line);
                field.clear();
            }
            if quoted == Quoted::Open {
                if self.unclosed.len() == MAX_UNCLOSED {
                    let first = self.unclosed.first().map_or(0, |it| it + 1);
                    return Err(Error::OpenQuotes { line: first, limit: MAX_UNCLOSED });
                }
                self.unclosed.push(line);
                self.letters.next();
            }
        }
        self.plain(field);
        Ok(Some(at))
    }

    /// To the end of the field, past its delimiter.
    fn plain(&mut self, field: &mut String) {
        while let Some(it) = self.letters.next() {
            if it == self.delimiter {
                self.column += 1;
                return;
            }
            if it == '\n' || it == '\r' {
                self.letters.next_if(|next| it == '\r' && *next == '\n');
                self.line = self.line.saturating_add(1);
                self.row_line = self.line;
                self.row = self.row.saturating_add(1);
                self.column = 0;
                return;
            }
            field.push(it);
        }
    }

    /// Past the quote that closes, if one does. A quote in the middle of words is one
    /// of them; but then the field has to close before its line ends. One further down
    /// delimiter on a later line opens another field, so this one was never closed.
    fn quoted(&mut self, field: &mut String) -> Quoted {
        self.letters.next();
        let (mut lines, mut n_inside) = (0, 0);
        while let Some(it) = self.letters.next() {
            let breaks = it == '\n' || (it == '\r' && self.letters.peek() != Some(&'\n'));
            if it == '"' && self.letters.next_if_eq(&'"').is_none() {
                if self.ends() {
                    return Quoted::Closed;
                }
                // Behind a line break it is more likely another field's.
                if lines > 0 {
                    return Quoted::Open;
                }
                n_inside += 1;
            } else if n_inside % 2 == 1 && (it == self.delimiter || breaks) {
                return Quoted::Plain;
            } else if breaks {
                if n_inside > 0 {
                    return Quoted::Open;
                }
                self.line = self.line.saturating_add(1);
                lines += 1;
            }
            field.push(it);
        }
        if n_inside % 2 == 1 { Quoted::Plain } else { Quoted::Open }
    }

    /// Whether only blanks stand before the next delimiter.
    fn ends(&self) -> bool {
        let mut ahead = self.letters.clone();
        let next = ahead.find(|it| *it != ' ');
        next.is_none_or(|it| it == self.delimiter || it == '\n' || it == '\r')
    }
}

/// The delimiter that most of the first rows have equally often, and how often.
pub(super) fn delimiter_of(text: &str) -> Option<(char, usize)> {
    let score = |delimiter: char| {
        let mut counts: VecDeque<usize> = VecDeque::new();
        let mut fields = Fields::new(text, delimiter);
        let mut field = String::new();
        while let Ok(Some(at)) = fields.next(&mut field) {
            let row = at.row as usize;
            if row >= LOOKED_AT || field.len() > 100_000 {
                break;
            }
            counts.resize(row + 1, 0);
            if let Some(it) = counts.get_mut(row) {
                *it = at.column;
            }
        }
        let most = counts.iter().copied().max().unwrap_or(0);
        let agreeing = |n: usize| counts.iter().filter(|it| **it == n).count();
        let usual = (1..=most.min(1 << 14)).max_by_key(|n| agreeing(*n)).unwrap_or(0);
        (if usual == 0 { 0 } else { agreeing(usual) }, usual)
    };
    // Of equals the last one wins, and Indonesian Excel writes semicolons.
    let found = DELIMITERS.into_iter().rev().map(|it| (it, score(it))).max_by_key(|it| it.1);
    found.filter(|it| it.1.1 > 0).map(|it| (it.0, it.1.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str, delimiter: char) -> (Vec<(u32, usize, String)>, Vec<u32>) {
        let (mut fields, mut field) = (Fields::new(text, delimiter), String::new());
        let mut found = Vec::new();
        while let Some(at) = fields.next(&mut field).unwrap() {
            found.push((at.row, at.column, field.clone()));
        }
        (found, fields.unclosed)
    }

    #[test]
    fn fields_are_split_as_spreadsheets_do() {
        let of = |row, column, text: &str| (row, column, text.to_owned());
        let none = Vec::<u32>::new();
        for (text, delimiter, fields) in [
            ("a;b\r\n\r\nc", ';', vec![of(0, 0, "a"), of(0, 1, "b"), of(1, 0, ""), of(2, 0, "c")]),
            ("\"a;\"\"b\"\"\nc\";d", ';', vec![of(0, 0, "a;\"b\"\nc"), of(0, 1, "d")]),
            ("5\" pipa,x", ',', vec![of(0, 0, "5\" pipa"), of(0, 1, "x")]),
            ("\"\",\"\"\"\"", ',', vec![of(0, 0, ""), of(0, 1, "\"")]),
            ("\"kata \"hati\" ini\",x", ',', vec![of(0, 0, "kata \"hati\" ini"), of(0, 1, "x")]),
            ("\"Sapa\" Warga;x\n\"A\" B", ';', vec![of(0, 0, "\"Sapa\" Warga"), of(0, 1, "x"), of(1, 0, "\"A\" B")]),
            ("\"a\" ,x", ',', vec![of(0, 0, "a "), of(0, 1, "x")]),
            ("\"a\r\n\"\"b\"\" c\",x", ',', vec![of(0, 0, "a\r\n\"b\" c"), of(0, 1, "x")]),
        ] {
            assert_eq!(cells(text, delimiter), (fields, none.clone()), "{text}");
        }
    }

    #[test]
    fn a_quote_that_is_never_closed_takes_its_own_field_alone() {
        let of = |row, column, text: &str| (row, column, text.to_owned());
        assert_eq!(cells("\"open", ','), (vec![of(0, 0, "open")], vec![0]));
        // To the end of the file.
        let (fields, lines) = cells("a;b\r\n1;\"open\r\n2;c\r\n", ';');
        assert_eq!(fields[2..], [of(1, 0, "1"), of(1, 1, "open"), of(2, 0, "2"), of(2, 1, "c")]);
        assert_eq!(lines, [1]);
        // To the next field in quotes, which is no end.
        let (fields, lines) = cells("1;\"open;x\n2;\"Dinas; A\";y\n3;\"again\n\"z\";w", ';');
        assert_eq!(
            fields,
            [
                of(0, 0, "1"),
                of(0, 1, "open"),
                of(0, 2, "x"),
                of(1, 0, "2"),
                of(1, 1, "Dinas; A"),
                of(1, 2, "y"),
                of(2, 0, "3"),
                of(2, 1, "again"),
                of(3, 0, "z"),
                of(3, 1, "w"),
            ]
        );
        assert_eq!(lines, [0, 2]);
        // Not to a quote in the middle of words further down.
        let (fields, lines) = cells("1;\"a \"b\nc;2\n3;kata \"x\";y", ';');
        assert_eq!(
            fields[1..],
            [of(0, 1, "\"a \"b"), of(1, 0, "c"), of(1, 1, "2"), of(2, 0, "3"), of(2, 1, "kata \"x\""), of(2, 2, "y")]
        );
        assert_eq!(lines, Vec::<u32>::new());
        let many = "1;\"open\n".repeat(30);
        let mut fields = Fields::new(&many, ';');
        let mut field = String::new();
        let end = loop {
            match fields.next(&mut field) {
                Ok(Some(_)) => {}
                other => break other,
            }
        };
        assert!(matches!(end, Err(Error::OpenQuotes { line: 1, limit: MAX_UNCLOSED })));
    }

    #[test]
    fn the_delimiter_is_found_where_rows_agree() {
        for (text, expected) in [
            ("No;Nama;Tanggal\n1;Sapa, Warga;2024\n2;Lapor;2023\n", Some((';', 2))),
            ("No,Nama\n1,A;B\n2,C\n", Some((',', 1))),
            ("No\tNama, lengkap\n1\tA\n", Some(('\t', 1))),
            ("REKAP INOVASI; TAHUN 2024\n\nNo,Nama,Tanggal\n1,A,B\n2,C,D\n", Some((',', 2))),
            ("No|Nama, singkatan|OPD\n1|A, B|C\n2|D; E|F\n", Some(('|', 2))),
            ("satu kolom\nsaja\n", None),
            ("", None),
        ] {
            assert_eq!(delimiter_of(text), expected, "{text}");
        }
    }
}
