//! Our own form, come back: what was changed in it, cell by cell.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};
use domain::{core::date::PartialDate, inovasi::profile::clean};

use super::{Book, Cell, KindOut, Sheet, SheetLine, column_name, write::HEADS};

pub(super) const FORMAT: &str = "prakarsa-workbook";
pub(super) const VERSION: &str = "1";
pub(super) const OWN_SHEET: &str = "prakarsa";
pub(super) const LISTS_SHEET: &str = "pilihan";
pub(super) const ID: &str = "id";
pub(super) const SHEET: &str = "sheet";
pub(super) const KEYS: &str = "keys";
pub(super) const KINDS: &str = "kinds";
pub(super) const ROW: &str = "row";

/// A cell holds 32,767 UTF-16 units; some room is left for escapes.
const LONGEST_PIECE: usize = 32_000;

/// A form that this program wrote.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnBook {
    /// Version of its layout; a newer one has no sheets here.
    pub version: String,
    /// Whether the version is not ours: a later program wrote it.
    pub is_newer: bool,
    /// Those that are still there under the name they were written with.
    pub sheets: Vec<OwnSheet>,
}

/// One table of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnSheet {
    /// As we wrote it.
    pub name: String,
    /// Keys of the columns as they were written.
    pub keys: Vec<String>,
    /// Letters of their columns as they stand now; empty for one that is gone.
    pub letters: Vec<String>,
    /// Rows that hold anything, as they are now.
    pub rows: Vec<OwnRow>,
    /// Ids of rows that are gone. That is no wish to remove them.
    pub missing: Vec<String>,
}

/// One row as it is now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnRow {
    /// `None` for a row that was added; so is one with an id we never wrote.
    pub id: Option<String>,
    /// Another row above has the same id: someone copied it.
    pub is_copy: bool,
    /// As the spreadsheet shows it.
    pub number: u32,
    /// One for each key.
    pub cells: Vec<OwnCell>,
}

/// One value, before and now; cleaned, so that equal means unchanged.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnCell {
    /// Of its column.
    pub key: String,
    /// As we wrote it; None: it was blank, or its row is new.
    pub before: Option<String>,
    /// As it is now; None: it is blank.
    pub after: Option<String>,
    /// The cell shows a fault such as `#REF!` instead of a value.
    pub fault: Option<String>,
}

impl OwnCell {
    /// Whether it says something else than when we wrote it.
    pub fn is_changed(&self) -> bool {
        self.before != self.after
    }
}

/// What was remembered of one sheet.
#[derive(Default)]
struct Remembered<'a> {
    name: String,
    /// Keys with their pieces, in order.
    keys: Vec<String>,
    is_date: BTreeSet<String>,
    rows: BTreeMap<String, &'a SheetLine>,
    order: Vec<String>,
}

/// Reads a form of ours; `None` when the workbook is none. A spreadsheet program
/// may have saved it anew, as xlsx or as ods; columns may stand in another order.
pub fn read_own(book: &Book) -> Option<OwnBook> {
    let own = book.sheets.iter().find(|it| it.name == OWN_SHEET && it.hidden)?;
    let first = own.line(1).filter(|it| it.cell(0).text() == FORMAT)?;
    let version = first.cell(1).text();
    if version != VERSION {
        return Some(OwnBook { version, is_newer: true, sheets: Vec::new() });
    }
    let sheets = remembered(own)
        .iter()
        .filter_map(|it| Some(compare(it, book.sheets.iter().find(|sheet| sheet.name == it.name)?)))
        .collect();
    Some(OwnBook { version, is_newer: false, sheets })
}

fn remembered(own: &Sheet) -> Vec<Remembered<'_>> {
    let mut sheets: Vec<Remembered<'_>> = Vec::new();
    for line in &own.lines {
        let marker = line.cell(0).text();
        if marker == SHEET {
            sheets.push(Remembered { name: line.cell(1).text(), ..Remembered::default() });
        }
        let Some(sheet) = sheets.last_mut() else { continue };
        match marker.as_str() {
            KEYS => sheet.keys = line.cells.iter().skip(2).map(Cell::text).collect(),
            KINDS => {
                let kinds = line.cells.iter().skip(2).map(Cell::text).zip(&sheet.keys);
                sheet.is_date = kinds.filter(|it| it.0 == kind_name(&KindOut::Date)).map(|it| it.1.clone()).collect();
            }
            ROW => {
                let id = line.cell(1).text();
                sheet.order.push(id.clone());
                sheet.rows.insert(id, line);
            }
            _ => {}
        }
    }
    sheets
}

fn compare(was: &Remembered<'_>, now: &Sheet) -> OwnSheet {
    let keys: Vec<String> = was.keys.iter().filter(|it| !it.contains('#')).cloned().collect();
    let mut sheet = OwnSheet { name: was.name.clone(), keys, ..OwnSheet::default() };
    // Where each key stands now.
    let places: BTreeMap<String, usize> =
        now.line(1).map(|it| it.cells.iter().enumerate().map(|(at, it)| (it.text(), at)).collect()).unwrap_or_default();
    let letter = |it: &String| places.get(it).map(|at| column_name(*at)).unwrap_or_default();
    sheet.letters = sheet.keys.iter().map(letter).collect();
    let before_at = |key: &String| was.keys.iter().position(|it| it == key).map(|it| it + 2);
    let mut seen = BTreeSet::new();
    for line in now.lines.iter().filter(|it| it.number > HEADS) {
        let id = places.get(ID).map(|it| line.cell(*it).text()).filter(|it| was.rows.contains_key(it));
        let before = id.as_ref().and_then(|it| was.rows.get(it)).copied();
        let mut row = OwnRow { number: line.number, ..OwnRow::default() };
        for key in &sheet.keys {
            let old = before.map(|it| unescape(&joined(it, key, &before_at))).unwrap_or_default();
            let new = joined(line, key, &|it: &String| places.get(it).copied());
            let fault = places.get(key).and_then(|at| match line.cell(*at) {
                Cell::Fault(it) => Some(it.to_string()),
                _ => None,
            });
            // A column that someone took out says nothing, and a tab that went on the
            // way was taken by a program.
            let same = !places.contains_key(key) || old.replace('\t', "") == new.replace('\t', "");
            let new = if same { old.clone() } else { new };
            let is_date = was.is_date.contains(key);
            let (before, after) = (tidy(&old, false), tidy(&new, is_date));
            row.cells.push(OwnCell { key: key.clone(), before, after, fault });
        }
        row.is_copy = id.as_ref().is_some_and(|it| !seen.insert(it.clone()));
        let blank = row.cells.iter().all(|it| it.after.is_none() && it.fault.is_none());
        row.id = id;
        if row.id.is_some() || !blank {
            sheet.rows.push(row);
        }
    }
    sheet.missing = was.order.iter().filter(|it| !seen.contains(*it)).cloned().collect();
    sheet
}

/// The pieces of a value, put together.
fn joined(line: &SheetLine, key: &str, at: &dyn Fn(&String) -> Option<usize>) -> String {
    let mut text = String::new();
    for piece in 0.. {
        let Some(at) = at(&piece_key(key, piece)) else { break };
        text.push_str(&line.cell(at).text());
    }
    text
}

/// As the registry would keep it; what it would refuse stays as it stands.
fn tidy(text: &str, is_date: bool) -> Option<String> {
    let text = clean(text, true).unwrap_or_else(|_| Some(text.to_owned()))?;
    let date = if is_date { PartialDate::read(&text).ok() } else { None };
    Some(date.map_or(text, |it| it.to_string()))
}

/// A text in pieces that cells can hold, cut between letters where it can be:
/// programs that save anew are careless with blanks at an edge.
pub(super) fn pieces(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text;
    while rest.len() > LONGEST_PIECE {
        let (mut units, mut end, mut good) = (0, 0, 0);
        let mut before = ' ';
        for (at, it) in rest.char_indices() {
            if units > LONGEST_PIECE - 2 {
                break;
            }
            if !before.is_whitespace() && !it.is_whitespace() {
                good = at;
            }
            before = it;
            units += it.len_utf16();
            end = at + it.len_utf8();
        }
        if end == rest.len() {
            break;
        }
        let (piece, more) = rest.split_at(if good > 0 { good } else { end });
        found.push(piece);
        rest = more;
    }
    found.push(rest);
    found
}

/// Key of a piece of a value, the first being 0.
pub(super) fn piece_key(key: &str, piece: usize) -> String {
    if piece == 0 { key.to_owned() } else { format!("{key}#{}", piece + 1) }
}

/// What is remembered is remembered exactly: LibreOffice drops tabs.
pub(super) fn escape(text: &str) -> String {
    text.replace('\\', "\\\\").replace('\t', "\\t")
}

fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars();
    while let Some(it) = letters.next() {
        match it {
            '\\' => out.push(if letters.next() == Some('t') { '\t' } else { '\\' }),
            other => out.push(other),
        }
    }
    out
}

/// Two code points that no XML may hold.
pub(super) fn legal(text: &str) -> String {
    text.replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}")
}

pub(super) fn kind_name(kind: &KindOut) -> &'static str {
    match kind {
        KindOut::Line => "line",
        KindOut::Paragraphs => "paragraphs",
        KindOut::Date => "date",
        KindOut::Choice(_) => "choice",
        KindOut::Locked => "locked",
        KindOut::Hidden => "hidden",
    }
}

/// Year, month and day as the writer wants them.
pub(super) fn day(it: NaiveDate) -> Option<(u16, u8, u8)> {
    Some((u16::try_from(it.year()).ok()?, u8::try_from(it.month()).ok()?, u8::try_from(it.day()).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_cut_between_letters() {
        let text = "satu dua ".repeat(10_000) + &"🏛".repeat(20_000) + &" ".repeat(40_000) + "x";
        let found = pieces(&text);
        assert_eq!(found.concat(), text);
        assert!(found.len() > 3 && found.iter().all(|it| it.encode_utf16().count() <= LONGEST_PIECE));
        assert!(!found[0].ends_with(' ') && !found[1].starts_with(' '));
        assert_eq!(pieces("").len(), 1);
    }
}
