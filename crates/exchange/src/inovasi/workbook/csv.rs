//! CSV as offices have it: any usual encoding, commas, semicolons or tabs.

use std::path::Path;

use domain::core::notice::NoticeCode;

use super::{
    Book, BookLimits, BookRemark, Error,
    grid::{Grid, GridTally},
    write::unprotected,
};

const DELIMITERS: [char; 3] = [';', ',', '\t'];
/// Rows that are looked at to find the delimiter.
const LOOKED_AT: usize = 30;

/// Reads it; the name of the only sheet is the file's.
pub(super) fn read(bytes: &[u8], path: &Path, limits: &BookLimits) -> Result<Book, Error> {
    let (text, encoding) = decode(bytes)?;
    let start = text.trim_start();
    if start.starts_with("<!")
        || start.starts_with("<?xml")
        || start.get(..5).is_some_and(|it| it.eq_ignore_ascii_case("<html"))
        || start.starts_with("<table")
    {
        return Err(Error::Page);
    }
    if text.contains('\0') {
        return Err(Error::NotAWorkbook { found: "binary" });
    }
    // Excel lets the first line name the delimiter.
    let named = text.strip_prefix("sep=").and_then(|it| it.chars().next());
    let delimiter = named.unwrap_or_else(|| delimiter_of(&text));
    let name = path.file_stem().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
    let mut tally = GridTally::default();
    let mut grid = Grid::new(name, false, limits, &mut tally)?;
    let mut field = String::new();
    let mut fields = Fields::new(&text, delimiter);
    while let Some((row, column)) = fields.next(&mut field) {
        if named.is_some() && row == 0 {
            continue;
        }
        let cell = grid.text(row, column, unprotected(&field))?;
        grid.put(row, column, cell)?;
    }
    let sheet = grid.finish();
    let shown = if delimiter == '\t' { "tab".to_owned() } else { delimiter.to_string() };
    let args = vec![("encoding", encoding.to_owned()), ("delimiter", shown)];
    let remarks = vec![BookRemark { code: NoticeCode::BookEncoding, args }];
    Ok(Book { sheets: vec![sheet], remarks })
}

/// The text, and the name of the encoding that was assumed.
fn decode(bytes: &[u8]) -> Result<(String, &'static str), Error> {
    if let Some((encoding, _)) = encoding_rs::Encoding::for_bom(bytes) {
        return Ok((encoding.decode_with_bom_removal(bytes).0.into_owned(), encoding.name()));
    }
    let zeros = |odd: usize| bytes.iter().skip(odd).step_by(2).take(512).filter(|it| **it == 0).count();
    let looked_at = bytes.len().min(1024) / 2;
    for (odd, encoding) in [(1, encoding_rs::UTF_16LE), (0, encoding_rs::UTF_16BE)] {
        if looked_at > 4 && zeros(odd) > looked_at / 2 {
            return Ok((encoding.decode_without_bom_handling(bytes).0.into_owned(), encoding.name()));
        }
    }
    if bytes.iter().take(4096).any(|it| *it == 0) {
        return Err(Error::NotAWorkbook { found: "binary" });
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok((text.to_owned(), "UTF-8")),
        Err(_) => Ok((encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(), "windows-1252")),
    }
}

/// The delimiter that most of the first rows have equally often.
fn delimiter_of(text: &str) -> char {
    let score = |delimiter: char| {
        let mut counts: Vec<usize> = Vec::new();
        let mut fields = Fields::new(text, delimiter);
        let mut field = String::new();
        while let Some((row, column)) = fields.next(&mut field) {
            let row = row as usize;
            if row >= LOOKED_AT || field.len() > 100_000 {
                break;
            }
            counts.resize(row + 1, 0);
            if let Some(it) = counts.get_mut(row) {
                *it = column;
            }
        }
        let most = counts.iter().copied().max().unwrap_or(0);
        let usual = (1..=most).max_by_key(|n| counts.iter().filter(|it| *it == n).count());
        let agreeing = usual.map_or(0, |n| counts.iter().filter(|it| **it == n).count());
        (agreeing, usual.unwrap_or(0))
    };
    // Of equals the last one wins, and Indonesian Excel writes semicolons.
    DELIMITERS.into_iter().rev().max_by_key(|it| score(*it)).unwrap_or(';')
}

/// The fields of a CSV; blank lines count as rows, as they do in a spreadsheet.
struct Fields<'a> {
    letters: std::iter::Peekable<std::str::Chars<'a>>,
    delimiter: char,
    row: u32,
    column: usize,
}

impl<'a> Fields<'a> {
    fn new(text: &'a str, delimiter: char) -> Self {
        Self { letters: text.chars().peekable(), delimiter, row: 0, column: 0 }
    }

    /// Reads the next field into `field`; its row and column from 0.
    fn next(&mut self, field: &mut String) -> Option<(u32, usize)> {
        field.clear();
        self.letters.peek()?;
        let at = (self.row, self.column);
        let quoted = self.letters.next_if_eq(&'"').is_some();
        let mut inside = quoted;
        while let Some(it) = self.letters.next() {
            if inside {
                if it != '"' {
                    field.push(it);
                } else if self.letters.next_if_eq(&'"').is_some() {
                    field.push('"');
                } else {
                    inside = false;
                }
            } else if it == self.delimiter {
                self.column += 1;
                return Some(at);
            } else if it == '\n' || it == '\r' {
                if it == '\r' {
                    self.letters.next_if_eq(&'\n');
                }
                self.row = self.row.saturating_add(1);
                self.column = 0;
                return Some(at);
            } else {
                field.push(it);
            }
        }
        Some(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str, delimiter: char) -> Vec<(u32, usize, String)> {
        let (mut fields, mut field) = (Fields::new(text, delimiter), String::new());
        let mut found = Vec::new();
        while let Some((row, column)) = fields.next(&mut field) {
            found.push((row, column, field.clone()));
        }
        found
    }

    #[test]
    fn fields_are_split_as_spreadsheets_do() {
        let of = |row, column, text: &str| (row, column, text.to_owned());
        assert_eq!(cells("a;b\r\n\r\nc", ';'), [of(0, 0, "a"), of(0, 1, "b"), of(1, 0, ""), of(2, 0, "c")]);
        assert_eq!(cells("\"a;\"\"b\"\"\nc\";d", ';'), [of(0, 0, "a;\"b\"\nc"), of(0, 1, "d")]);
        assert_eq!(cells("5\" pipa,x", ','), [of(0, 0, "5\" pipa"), of(0, 1, "x")]);
        assert_eq!(cells("\"open", ','), [of(0, 0, "open")]);
    }

    #[test]
    fn the_delimiter_is_found_where_rows_agree() {
        for (text, expected) in [
            ("No;Nama;Tanggal\n1;Sapa, Warga;2024\n2;Lapor;2023\n", ';'),
            ("No,Nama\n1,A;B\n2,C\n", ','),
            ("No\tNama, lengkap\n1\tA\n", '\t'),
            ("REKAP INOVASI; TAHUN 2024\n\nNo,Nama,Tanggal\n1,A,B\n2,C,D\n", ','),
            ("satu kolom\nsaja\n", ';'),
        ] {
            assert_eq!(delimiter_of(text), expected, "{text}");
        }
    }

    #[test]
    fn the_encoding_is_told() {
        for (bytes, text, encoding) in [
            (b"\xef\xbb\xbfcaf\xc3\xa9".as_slice(), "café", "UTF-8"),
            (b"caf\xc3\xa9", "café", "UTF-8"),
            (b"caf\xe9 \x93kota\x94", "café “kota”", "windows-1252"),
            (b"\xff\xfec\x00a\x00", "ca", "UTF-16LE"),
            (b"\xfe\xff\x00c\x00a", "ca", "UTF-16BE"),
            (b"N\x00o\x00;\x00N\x00a\x00m\x00a\x00", "No;Nama", "UTF-16LE"),
        ] {
            let found = decode(bytes).unwrap();
            assert_eq!((found.0.as_str(), found.1), (text, encoding));
        }
        assert!(decode(b"ab\x00cdefghijklmnop").is_err());
    }
}
