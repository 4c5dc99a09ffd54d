//! One cell of an ods.

use domain::core::date::PartialDate;
use quick_xml::events::BytesStart;

use super::OdsStyles;
use crate::inovasi::workbook::{
    BookLimits, Cell, Error, UNRECKONED,
    grid::{Grid, Struck},
    shown,
    xml::{Node, Xml, attribute, number},
};

/// What a cell says in its attributes.
pub(super) struct CellWords {
    kind: String,
    value: Option<String>,
    pub style: Option<String>,
    pub formula: bool,
    is_fault: bool,
    /// How often it is repeated to the right.
    pub times: usize,
    /// How many cells it covers.
    pub rows: u32,
    pub columns: usize,
}

impl CellWords {
    pub(super) fn of(element: &BytesStart<'_>) -> Self {
        let mut told = Self {
            kind: String::new(),
            value: None,
            style: None,
            formula: false,
            is_fault: false,
            times: number(element, "number-columns-repeated").unwrap_or(1),
            rows: number(element, "number-rows-spanned").unwrap_or(1),
            columns: number(element, "number-columns-spanned").unwrap_or(1),
        };
        for it in element.attributes().with_checks(false).flatten() {
            match it.key.as_ref() {
                "office:value-type" => told.kind = it.value.into_owned(),
                "calcext:value-type" => told.is_fault = it.value.as_ref() == "error",
                "table:formula" => told.formula = true,
                "table:style-name" => told.style = Some(it.value.into_owned()),
                _ => {}
            }
        }
        let names = ["value", "date-value", "time-value", "boolean-value", "string-value"];
        told.value = names.into_iter().find_map(|it| attribute(element, it));
        told
    }
}

/// Reads to the end of the cell; `at` is its row and column from 0. Says, too,
/// how far its letters are struck through by themselves.
pub(super) fn read(
    xml: &mut Xml<'_>,
    told: &CellWords,
    grid: &Grid<'_>,
    at: (u32, usize),
    styles: &OdsStyles,
    limits: &BookLimits,
) -> Result<(Cell, Struck), Error> {
    let (seen, struck) = text(xml, grid, at, styles, limits)?;
    Ok((value(told, &seen, grid, at)?, struck))
}

fn value(told: &CellWords, seen: &str, grid: &Grid<'_>, at: (u32, usize)) -> Result<Cell, Error> {
    if told.formula && told.kind.is_empty() && seen.is_empty() {
        return Ok(Cell::Fault(UNRECKONED.into()));
    }
    if told.is_fault || (told.formula && (seen.starts_with("Err:") || seen.starts_with('#'))) {
        return Ok(if seen.is_empty() { Cell::Empty } else { Cell::Fault(seen.into()) });
    }
    let value = told.value.as_deref();
    Ok(match told.kind.as_str() {
        "float" | "currency" | "percentage" => match value.and_then(|it| it.parse::<f64>().ok()) {
            Some(it) => Cell::Number(shown::number_of(it, seen, told.kind == "percentage").into()),
            None => grid.text(at.0, at.1, seen)?,
        },
        "date" => match value.and_then(shown::iso) {
            Some(it) => Cell::Date(as_seen(it, seen)),
            None => grid.text(at.0, at.1, value.unwrap_or(seen))?,
        },
        "boolean" => Cell::Bool(value == Some("true")),
        // A text may stand in the attribute alone.
        "string" if seen.is_empty() => grid.text(at.0, at.1, value.unwrap_or_default())?,
        _ => grid.text(at.0, at.1, seen)?,
    })
}

/// What is seen in a cell: its paragraphs, without notes and drawings.
fn text(
    xml: &mut Xml<'_>,
    grid: &Grid<'_>,
    at: (u32, usize),
    styles: &OdsStyles,
    limits: &BookLimits,
) -> Result<(String, Struck), Error> {
    let (mut text, mut paragraphs, mut depth) = (String::new(), 0, 0_usize);
    // How deep the span lies that strikes through, and what was found so.
    let (mut struck_from, mut any, mut all) = (None, false, true);
    // Blanks between elements are layout; a paragraph's own are content.
    let mut in_paragraph = false;
    loop {
        // Four bytes a character at most: beyond that it is too long for sure.
        if text.len() > limits.max_text.saturating_mul(4) {
            return Err(grid.long_text(at.0, at.1));
        }
        match xml.next()? {
            Node::Open(it) => {
                match it.local_name().as_ref() {
                    "p" | "h" => {
                        if paragraphs > 0 {
                            text.push('\n');
                        }
                        paragraphs += 1;
                        in_paragraph = true;
                    }
                    "s" => {
                        let n = number(&it, "c").unwrap_or(1).min(limits.max_text + 1);
                        text.extend(std::iter::repeat_n(' ', n));
                    }
                    "span" if struck_from.is_none() => {
                        let struck = attribute(&it, "style-name").is_some_and(|it| styles.struck.contains(&it));
                        struck_from = struck.then_some(depth);
                    }
                    "tab" => text.push('\t'),
                    "line-break" => text.push('\n'),
                    "annotation" | "table" | "custom-shape" | "frame" | "detective" => {
                        xml.skip()?;
                        continue;
                    }
                    _ => {}
                }
                depth += 1;
            }
            Node::Text(it) if in_paragraph => {
                if !it.trim().is_empty() {
                    any |= struck_from.is_some();
                    all &= struck_from.is_some();
                }
                text.push_str(&it);
            }
            Node::Close(it) => {
                if depth == 0 {
                    return Ok((text, Struck::of(any, all)));
                }
                depth -= 1;
                struck_from = struck_from.filter(|it| *it < depth);
                if matches!(it.local_name().as_ref(), "p" | "h") {
                    in_paragraph = false;
                }
            }
            Node::End => return Err(Error::damaged(xml.part(), "ends too early")),
            _ => {}
        }
    }
}

/// A day, or only the month or year that is seen of it.
fn as_seen(day: PartialDate, seen: &str) -> PartialDate {
    let partial = PartialDate::read(seen).ok().filter(|it| !it.is_complete());
    let holds = |it: &PartialDate| it.first_day() <= day.first_day() && day.last_day() <= it.last_day();
    partial.filter(holds).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_as_seen() {
        let day = PartialDate::read("2022-08-01").unwrap();
        for (seen, expected) in [
            ("Agustus 2022", "2022-08"),
            ("2022", "2022"),
            ("01/08/22", "2022-08-01"),
            ("September 2022", "2022-08-01"),
        ] {
            assert_eq!(as_seen(day, seen).to_string(), expected, "{seen}");
        }
    }
}
