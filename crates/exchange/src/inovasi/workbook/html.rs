//! Pages with tables, which applications hand out under the name of a workbook.
//!
//! A table is read as it would be seen: entities resolved, blanks joined, `<br>` a
//! new line, `rowspan` and `colspan` merged cells. Of the pages of Excel and
//! LibreOffice the numbers behind what is seen count too (`x:num`, `sdval`), shown
//! as their formats say. Scripts are not run and nothing is fetched. What stands
//! before, between and behind tables, such as warnings of PHP, is passed over; a
//! tag that is missing is understood as browsers understand it.

mod entity;
mod style;
mod token;

use std::borrow::Cow;

use super::{
    Book, BookLimits, Cell, Error,
    drafts::TableDrafts,
    shown::{self, Shown},
    text::{beginning, find},
};
use style::{CssClasses, CssStyle};
use token::{PageToken, PageTokens, Tag};

/// How far the beginning of a page is looked for.
const LOOKED_AT: usize = 256 << 10;
/// Elements inside a cell whose end matters.
const MAX_INLINE: usize = 64;

/// Whether a text is a page: it begins as one, or its first table follows on
/// nothing but what a server says before it.
pub(super) fn is_page(text: &str) -> bool {
    const BEGINNINGS: [&str; 12] = [
        "<!doctype",
        "<html",
        "<head",
        "<body",
        "<meta",
        "<table",
        "<center",
        "<style",
        "<title",
        "<div",
        "<!--",
        "<br",
    ];
    let head = beginning(text, LOOKED_AT);
    let start = head.trim_start();
    let begins = |it: &str, with: &str| it.get(..with.len()).is_some_and(|it| it.eq_ignore_ascii_case(with));
    if BEGINNINGS.iter().any(|it| begins(start, it)) {
        return true;
    }
    let Some(at) = find(head, 0, "<table").or_else(|| find(head, 0, "<html")) else { return false };
    let before = head.get(..at).unwrap_or_default();
    // In the middle of a cell in quotes, it is what somebody wrote there.
    if before.matches('"').count() % 2 == 1 {
        return false;
    }
    let line = before.rsplit('\n').next().unwrap_or_default().trim_start();
    let said = ["notice:", "warning:", "deprecated:", "strict standards:", "fatal error:", "php "];
    line.is_empty() || line.starts_with('<') || said.iter().any(|it| begins(line, it))
}

/// The encoding that a page says it has.
pub(super) fn declared(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(4096)).unwrap_or_default());
    let at = find(&head, 0, "charset=").map(|it| it + 8).or_else(|| find(&head, 0, "encoding=").map(|it| it + 9))?;
    let name = head.get(at..)?.trim_start_matches(['"', '\'', ' ']);
    name.split(|it: char| !(it.is_ascii_alphanumeric() || matches!(it, '-' | '_'))).next().map(str::to_owned)
}

/// Reads its tables; `name` is that of the file.
///
/// # Errors
/// It has none; the limits; it ends inside a tag.
pub(super) fn read(text: &str, name: &str, limits: &BookLimits) -> Result<Book, Error> {
    read_all(std::iter::once((text, None)), name, limits)
}

/// The same for several pages, with the name of the sheet that each is.
pub(super) fn read_all<'a>(
    pages: impl Iterator<Item = (&'a str, Option<String>)>,
    name: &str,
    limits: &BookLimits,
) -> Result<Book, Error> {
    let mut page = Page::new(name, limits);
    for (text, sheet) in pages {
        page.next_name = sheet;
        page.read(text)?;
    }
    let names = page.names;
    let book = page.tables.finish(&names)?;
    if book.sheets.is_empty() { Err(Error::Page) } else { Ok(book) }
}

/// Names of sheets that a page of Excel tells, with the file that holds each.
pub(super) fn sheets_told(text: &str) -> Vec<(String, String)> {
    let mut tokens = PageTokens::new(text);
    let mut found = Vec::new();
    while let Ok(Some(it)) = tokens.next() {
        if let PageToken::Comment(it) = it {
            found.extend(sheets_in(it));
        }
    }
    found
}

/// `<x:ExcelWorksheet><x:Name>…</x:Name><x:WorksheetSource HRef="…"/>`.
fn sheets_in(comment: &str) -> Vec<(String, String)> {
    let pieces = comment.split("<x:ExcelWorksheet>").skip(1).take(250);
    pieces
        .filter_map(|it| {
            let name = it.split_once("<x:Name>")?.1.split_once("</x:Name>")?.0;
            let source = it.split_once("HRef=\"").and_then(|it| it.1.split_once('"')).map_or("", |it| it.0);
            Some((entity::decode(name).into_owned(), entity::decode(source).into_owned()))
        })
        .collect()
}

struct Page<'a> {
    limits: &'a BookLimits,
    tables: TableDrafts<'a>,
    classes: CssClasses,
    names: Vec<String>,
    /// Inside the cell that is open: elements, and whether each strikes through.
    inline: Vec<(String, bool)>,
    told: ToldValue,
    /// What a heading or a caption says, while inside of one.
    heading: Option<String>,
    /// The name of the next table.
    next_name: Option<String>,
    column: u32,
}

/// What a cell says about its value besides its text.
#[derive(Default)]
struct ToldValue {
    value: Option<f64>,
    /// The value is what is seen (`x:num` without one).
    as_seen: bool,
    shown: Option<Shown>,
    struck: bool,
}

impl<'a> Page<'a> {
    fn new(name: &str, limits: &'a BookLimits) -> Self {
        Self {
            limits,
            tables: TableDrafts::new(name, limits),
            classes: CssClasses::default(),
            names: Vec::new(),
            inline: Vec::new(),
            told: ToldValue::default(),
            heading: None,
            next_name: None,
            column: 0,
        }
    }

    fn read(&mut self, text: &str) -> Result<(), Error> {
        let mut tokens = PageTokens::new(text);
        let mut raw = None;
        while let Some(it) = tokens.next()? {
            match it {
                PageToken::Open(tag) => {
                    raw = ["script", "style", "title", "textarea", "noscript"].into_iter().find(|it| tag.is(it));
                    self.open(&tag)?;
                }
                PageToken::Close(name) => {
                    raw = None;
                    self.close(name)?;
                }
                PageToken::Text(it) => match raw {
                    None => self.text(it)?,
                    Some("style") => self.classes.add(it),
                    Some(_) => {}
                },
                PageToken::Comment(it) => self.names.extend(sheets_in(it).into_iter().map(|it| it.0)),
            }
        }
        self.end_cell()?;
        while self.tables.inside() {
            self.tables.close_table()?;
        }
        Ok(())
    }

    fn style(&self, tag: &Tag<'_>) -> CssStyle {
        let own = tag.attribute("style").map(|it| CssStyle::read(&it)).unwrap_or_default();
        tag.attribute("class").map_or(own, |it| own.or(self.classes.of(&it)))
    }

    fn open(&mut self, tag: &Tag<'_>) -> Result<(), Error> {
        let name = tag.name.to_ascii_lowercase();
        match name.as_str() {
            "table" => {
                self.column = 0;
                // Between cells it is the next one, not one inside.
                if self.tables.inside() && self.tables.cell().is_none() {
                    self.tables.close_table()?;
                }
                let name = self.next_name.take();
                self.tables.open_table(name)?;
            }
            "caption" | "em" if self.tables.cell().is_none() => self.heading = Some(String::new()),
            "col" => {
                let span = tag.number("span").unwrap_or(1).clamp(1, 1 << 14);
                if self.style(tag).hidden {
                    self.tables.hide_columns(self.column, self.column.saturating_add(span - 1));
                }
                self.column = self.column.saturating_add(span);
            }
            "tr" => {
                self.end_cell()?;
                let hidden = self.style(tag).hidden;
                self.tables.open_row(hidden);
            }
            "td" | "th" => {
                self.end_cell()?;
                self.tables
                    .open_cell(tag.number("rowspan").unwrap_or(1), tag.number("colspan").unwrap_or(1) as usize)?;
                self.inline.clear();
                self.told = self.told(tag);
            }
            "br" => self.tables.write("\n", false)?,
            "p" | "div" | "li" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.paragraph(),
            "s" | "strike" | "del" => self.inside(name, true),
            "span" | "font" => {
                let struck = self.style(tag).struck;
                self.inside(name, struck);
            }
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str) -> Result<(), Error> {
        let name = name.to_ascii_lowercase();
        match name.as_str() {
            "table" => {
                self.end_cell()?;
                self.tables.close_table()?;
            }
            "tr" | "thead" | "tbody" | "tfoot" => {
                self.end_cell()?;
                self.tables.close_row();
            }
            "td" | "th" => self.end_cell()?,
            "p" | "div" | "li" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.paragraph(),
            "caption" | "em" => {
                if let Some(heading) = self.heading.take().filter(|it| !it.trim().is_empty()) {
                    if name == "caption" {
                        self.tables.name_table(heading.trim());
                    } else {
                        self.next_name = Some(heading.trim().to_owned());
                    }
                }
            }
            _ => {
                if let Some(at) = self.inline.iter().rposition(|it| it.0 == name) {
                    self.inline.truncate(at);
                }
            }
        }
        Ok(())
    }

    fn inside(&mut self, name: String, struck: bool) {
        if self.inline.len() < MAX_INLINE && self.tables.cell().is_some() {
            self.inline.push((name, struck));
        }
    }

    /// A new line, unless one begins here already.
    fn paragraph(&mut self) {
        if let Some(cell) = self.tables.cell() {
            let kept = cell.text.trim_end_matches(' ').len();
            cell.text.truncate(kept);
            if !cell.text.is_empty() && !cell.text.ends_with('\n') {
                cell.text.push('\n');
            }
        }
    }

    fn told(&self, tag: &Tag<'_>) -> ToldValue {
        let style = self.style(tag);
        let number = |name: &str| tag.attribute(name).and_then(|it| it.trim().parse::<f64>().ok());
        // Two languages, then the format.
        let code = tag.attribute("sdnum");
        let code = code.as_deref().and_then(|it| it.splitn(3, ';').nth(2)).filter(|it| !it.is_empty());
        let shown = style.shown.or_else(|| code.map(shown::of_code));
        let as_seen = tag.attribute("x:num").is_some_and(|it| it.trim().is_empty());
        ToldValue { value: number("x:num").or_else(|| number("sdval")), as_seen, shown, struck: style.struck }
    }

    fn text(&mut self, text: &str) -> Result<(), Error> {
        let text = entity::decode(text);
        if let Some(heading) = self.heading.as_mut().filter(|it| it.len() < 1000) {
            heading.push_str(&joined(&text, heading.is_empty()));
            return Ok(());
        }
        let struck = self.told.struck || self.inline.iter().any(|it| it.1);
        let Some(cell) = self.tables.cell() else { return Ok(()) };
        let blank = cell.text.is_empty() || cell.text.ends_with([' ', '\n']);
        let text = joined(&text, blank);
        if cell.text.ends_with('\n') || cell.text.is_empty() {
            return self.tables.write(text.trim_start_matches(' '), struck);
        }
        self.tables.write(&text, struck)
    }

    fn end_cell(&mut self) -> Result<(), Error> {
        let Some(mut cell) = self.tables.close_cell() else { return Ok(()) };
        self.inline.clear();
        let told = std::mem::take(&mut self.told);
        let text = std::mem::take(&mut cell.text);
        let text = trimmed(&text);
        self.tables.put(&cell, value(&text, &told, self.limits))
    }
}

/// Blanks as a browser shows them: any number of any kind as one; none at the
/// beginning where one stands before already.
fn joined(text: &str, mut blank: bool) -> String {
    let mut out = String::with_capacity(text.len());
    for it in text.chars() {
        if it.is_whitespace() || it == '\u{a0}' {
            if !blank {
                out.push(' ');
            }
            blank = true;
        } else {
            out.push(it);
            blank = false;
        }
    }
    out
}

/// Without blanks at the ends of its lines.
fn trimmed(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    if !text.contains(" \n") && !text.contains("\n ") {
        return text.into();
    }
    text.split('\n').map(str::trim).collect::<Vec<_>>().join("\n").into()
}

fn value(text: &str, told: &ToldValue, limits: &BookLimits) -> Cell {
    const FAULTS: [&str; 7] = ["#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!"];
    if text.is_empty() {
        return Cell::Empty;
    }
    if FAULTS.contains(&text) {
        return Cell::Fault(text.into());
    }
    let plain = || Cell::Text(text.into());
    let as_seen = || text.parse().ok().filter(|_| told.as_seen);
    match (told.value.or_else(as_seen), told.shown) {
        (Some(value), Some(shown @ (Shown::Date { .. } | Shown::Time))) => shown::show(value, shown, false),
        (Some(value), _) if text.len() < 100.min(limits.max_text) => {
            Cell::Number(shown::number_of(value, text, text.ends_with('%')).into())
        }
        _ => plain(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_told_from_a_csv() {
        for (text, expected) in [
            (" \n<!DOCTYPE html><p>", true),
            ("<TABLE border=1>", true),
            ("Notice: Undefined index: opd in /x.php on line 12\n<table>", true),
            ("Warning: Undefined array key \"opd\" on line 3 <table>", true),
            ("<br />\n<b>Notice</b>: x<br />\n<table>", true),
            ("REKAP\n  <center><table>", true),
            ("No;Uraian\n1;<table><tr>", false),
            ("No;Uraian\n1;\"satu\n<table><tr>\"", false),
            ("No;Uraian\n1;<b>tebal</b>", false),
            ("", false),
        ] {
            assert_eq!(is_page(text), expected, "{text}");
        }
    }

    #[test]
    fn the_encoding_is_found() {
        for (text, expected) in [
            ("<meta charset=\"utf-8\">", Some("utf-8")),
            ("<META content='text/html; charset=windows-1252'>", Some("windows-1252")),
            ("<?xml version=\"1.0\" encoding='ISO-8859-1'?>", Some("ISO-8859-1")),
            ("<table>", None),
        ] {
            assert_eq!(declared(text.as_bytes()).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn cells_are_what_is_seen_of_them() {
        let day = Some(Shown::Date { month: true, day: true });
        let limits = BookLimits::default();
        for (text, value_told, shown, expected) in [
            ("17/08/2024", Some(45_521.0), day, "2024-08-17"),
            ("Rp1.250,75", Some(1250.75), None, "1250.75"),
            ("007", Some(7.0), None, "007"),
            ("12,5%", Some(0.125), None, "12.5%"),
            ("17/08/2024", None, day, "17/08/2024"),
            ("03", None, None, "03"),
        ] {
            let told = ToldValue { value: value_told, shown, ..ToldValue::default() };
            assert_eq!(value(text, &told, &limits).text(), expected, "{text}");
        }
        let seen = ToldValue { as_seen: true, ..ToldValue::default() };
        assert_eq!(value("12.5", &seen, &limits), Cell::Number("12.5".into()));
        assert_eq!(value("dua", &seen, &limits), Cell::Text("dua".into()));
        assert_eq!(value("#REF!", &ToldValue::default(), &limits), Cell::Fault("#REF!".into()));
    }
}
