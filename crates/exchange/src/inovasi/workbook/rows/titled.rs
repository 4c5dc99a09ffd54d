//! What stands above a table and holds for all of it: `Perangkat Daerah : Dinas Sosial`.

use super::{
    super::{Sheet, SheetLine, guess::fold},
    shape::is_blank,
    words::BEFORE_BODY,
};

/// A name is no longer.
const LONGEST: usize = 200;

/// The perangkat daerah that a line above the header names behind a label, from the first
/// row of the table's part on; the lowest counts.
pub fn body_above(sheet: &Sheet, first: u32, header: u32) -> Option<String> {
    let above = sheet.lines.iter().filter(|it| it.number >= first && it.number < header);
    above.rev().find_map(labelled)
}

/// What a line says behind a label that names a body; nothing where more stands in it, as
/// in the upper row of a header.
fn labelled(line: &SheetLine) -> Option<String> {
    let texts: Vec<_> = line.cells.iter().filter(|it| !is_blank(it)).map(|it| it.said()).collect();
    let one = texts.join(" ");
    let (label, value) = match texts.as_slice() {
        [one] => one.split_once(':')?,
        // A sign alone may stand in a cell of its own.
        [label, _] | [label, _, _] if one.contains(':') => (label.as_ref(), one.strip_prefix(label.as_ref())?),
        _ => return None,
    };
    let value = value.trim_matches(|it: char| it.is_whitespace() || it == ':');
    let named = value.len() <= LONGEST && value.chars().any(char::is_alphabetic);
    (BEFORE_BODY.contains(&fold(label).as_str()) && named).then(|| value.to_owned())
}
