//! What a row below the header is, by its shape: which cells it fills that entries
//! fill, whether numbers stand where entries have words, how far it is merged, and
//! what stands around it. Words say more.

use super::{
    super::{Cell, MergedCells, Sheet, SheetLine, guess::fold},
    Skip,
    shape::{RowShape, counts_rows, is_blank, is_number, is_words},
    words::{
        CounterStyle, closes, heads_names, is_bare_total, is_marked_example, is_marked_note, is_sentence, style,
        sums_up, tells_body, tells_example, tells_instruction, tells_note, tells_total,
    },
};

/// Rows under the header in which instructions and an example stand.
const HEAD_ROWS: usize = 3;
/// A heading, a number or a unit is no longer.
const SHORT: usize = 60;
/// A note is a text of at least this many letters where nothing else tells it.
const LONG: usize = 80;

/// What the rows before told.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Before {
    /// Rows since the header.
    pub n: usize,
    /// An entry was seen.
    pub entry: bool,
    /// What the row above was passed over as; nothing where it is an entry, or goes on
    /// with one.
    pub kind: Option<Skip>,
    /// Number of the row above.
    pub above: u32,
}

impl Before {
    /// The row above is an entry, or goes on with one.
    fn below_entry(self) -> bool {
        self.entry && self.kind.is_none()
    }
}

/// Why a row is no entry; nothing for one that is, or that says nothing.
pub(super) fn kind(sheet: &Sheet, table: &RowShape<'_>, line: &SheetLine, before: Before) -> Option<Skip> {
    let counted = table.number_of(line);
    let named = table.has_name(line);
    let usual = table.n_usual_words(line);
    // A plain entry is told at once.
    if before.n >= HEAD_ROWS && counted == Some(CounterStyle::Digits) && named && usual > 0 {
        return again(table, line).then_some(Skip::Header);
    }
    let filled = table.filled(line);
    if filled.is_empty() {
        return Some(if beyond(table, line) { Skip::Note } else { Skip::Blank });
    }
    let heads = again(table, line) || names_column(table, line) || joins_header(sheet, table, line, before);
    if heads || is_merged_into_header(sheet, line, before) {
        return Some(Skip::Header);
    }
    if is_numbering(table, &filled, before) {
        return Some(Skip::Numbering);
    }
    if filled.len() > 1 && table.name.is_some_and(|it| is_marked_example(&line.cell(it).said())) {
        return Some(Skip::Example);
    }
    if let Some(why) = at_the_head(table, line, &filled, before) {
        return Some(why);
    }
    let n_usual = table.usual.iter().filter(|it| it.1).count();
    // Rows that are numbered end where the numbers do. Who signs stands below, in the
    // columns of the table too; a row that is filled as no signature is stays an entry,
    // though somebody forgot its number.
    let trails = counted.is_none() && line.number > table.last_entry && (named || !before.below_entry());
    let noted = table.numbered && matches!(before.kind, Some(Skip::Note | Skip::Below));
    let whole = (n_usual > 2 && usual == n_usual) || is_unnumbered(table, line, before);
    if trails && (table.signed || noted) && !whole {
        return Some(below_the_last(sheet, table, line, &filled, before));
    }
    // A full row is an entry, whatever its name begins with.
    if named && usual > 0 && (counted.is_some() || usual * 2 >= n_usual) {
        return None;
    }
    by_label(sheet, table, line, &filled, before)
}

/// Rows that stand between the header and the first entry.
fn at_the_head(table: &RowShape<'_>, line: &SheetLine, filled: &[(usize, &Cell)], before: Before) -> Option<Skip> {
    let counted = table.number_of(line).is_some();
    let by_counter = table.counter.map(|it| line.cell(it).said()).filter(|it| !it.trim().is_empty());
    if !counted && by_counter.is_some_and(|it| tells_example(&it)) && filled.len() > 1 {
        return Some(Skip::Example);
    }
    let at_head = !before.entry && before.n < HEAD_ROWS;
    // Two cells that tell what to write are no entry anywhere.
    let tells = |it: &&(usize, &Cell)| matches!(it.1, Cell::Text(text) if tells_instruction(text));
    let told = if counted { 0 } else { filled.iter().filter(tells).count() };
    if told > 1 && told * 2 >= filled.len() {
        return Some(Skip::Instruction);
    }
    if !at_head {
        return None;
    }
    let texts: Vec<_> = filled.iter().map(|it| it.1.said()).collect();
    let all = |fits: &dyn Fn(&str) -> bool| texts.iter().all(|it| fits(it.trim()));
    let n = |fits: &dyn Fn(&str) -> bool| texts.iter().filter(|it| fits(it.trim())).count();
    if filled.len() > 1 && all(&|it| it.len() <= SHORT && it.starts_with('(') && it.ends_with(')')) {
        return Some(Skip::Header);
    }
    let unnumbered = table.numbered && !counted;
    if unnumbered && told > 0 {
        return Some(Skip::Instruction);
    }
    let examples = n(&tells_example);
    if !counted && (examples > 1 || (unnumbered && examples > 0)) && filled.len() > 1 {
        return Some(Skip::Example);
    }
    // Words without a name and without a number, right under the header, are the
    // lower part of it.
    let words = filled.iter().all(|it| matches!(it.1, Cell::Text(_)) && is_words(it.1));
    let heads = words && all(&|it| it.len() <= SHORT);
    let nameless = table.name.is_some_and(|it| is_blank(line.cell(it)));
    let has_counter = table.counter.is_some_and(|it| is_blank(line.cell(it)));
    let right_of_name = table.name.is_some_and(|name| filled.iter().all(|it| it.0 > name));
    (before.n == 0 && heads && nameless && has_counter && table.numbered && right_of_name && filled.len() > 1)
        .then_some(Skip::Header)
}

/// Rows that hold a label and little else.
fn by_label(
    sheet: &Sheet,
    table: &RowShape<'_>,
    line: &SheetLine,
    filled: &[(usize, &Cell)],
    before: Before,
) -> Option<Skip> {
    let counted = table.number_of(line);
    let label = filled.iter().find(|it| is_words(it.1) && !(Some(it.0) == table.counter && counted.is_some()))?;
    let text = label.1.said();
    let text = text.trim();
    let name = table.name.unwrap_or(label.0);
    let others: Vec<_> = filled.iter().filter(|it| it.0 != label.0 && Some(it.0) != table.counter).collect();
    let n_usual = table.usual.iter().filter(|it| it.0 != label.0).count();
    let trails = line.number > table.last_entry;
    let dated = trails && is_dated(text, &others);
    if label.0 <= name && counted != Some(CounterStyle::Digits) && !dated && is_total(table, text, &others) {
        return Some(Skip::Total);
    }
    // A row without a name that fills what entries fill goes on with the one above.
    let goes_on = before.below_entry() && before.above + 1 == line.number && is_blank(line.cell(name));
    if goes_on && filled.len() > 1 && filled.iter().all(|it| table.usual.iter().any(|usual| usual.0 == it.0)) {
        return None;
    }
    let few = filled.len() <= 2;
    if few && counted.is_none() && tells_note(text) {
        if is_marked_note(text) || label.0 != name || (table.numbered && !trails) {
            return Some(Skip::Note);
        }
        if trails {
            return Some(below_the_last(sheet, table, line, filled, before));
        }
    }
    let wide = merged_across(sheet, line, label.0).is_some_and(|right| right > name && right > label.0 + 1);
    if trails && few && counted.is_none() {
        let gap = line.number > before.above + 1;
        let away = label.0 != name || (wide && !tells_body(text));
        let ended = matches!(before.kind, Some(Skip::Total | Skip::Note | Skip::Below));
        if table.numbered || away || ended || ((gap || text.len() > LONG) && n_usual >= 2) {
            return Some(below_the_last(sheet, table, line, filled, before));
        }
    }
    if !others.is_empty() || label.0 > name {
        return None;
    }
    // A sentence alone, where entries fill more, names neither an entry nor a group.
    if counted.is_none() && n_usual >= 1 && !tells_body(text) && is_sentence(text) {
        return Some(Skip::Note);
    }
    // A number of another kind tells a group even where nothing stands below it.
    let other_number = counted.is_some_and(|it| it != CounterStyle::Digits);
    let odd = other_number && (tells_body(text) || (table.style == CounterStyle::Digits && n_usual >= 1));
    if odd || trails {
        return odd.then_some(Skip::Group);
    }
    if tells_total(text) && counted.is_none() && text.split(' ').count() <= 4 && (table.numbered || n_usual == 0) {
        return Some(Skip::Total);
    }
    // One text, where entries fill more.
    let left = label.0 < name || Some(label.0) == table.counter;
    let alone = counted.is_none() && (table.numbered || (tells_body(text) && n_usual >= 1));
    let listed = || n_usual >= 2 && (begins_below(sheet, table, line) || is_passed_over(sheet, table, line));
    let headed = counted == Some(CounterStyle::Digits) && (listed() || is_numbered_below(sheet, table, line));
    // Where nothing is numbered, a table that begins with a name alone has groups; in any
    // other it is an entry that is filled in later.
    let bare = !table.numbered
        && counted.is_none()
        && n_usual >= 2
        && is_full_below(sheet, table, line)
        && begins_bare(sheet, table);
    ((wide && counted != Some(CounterStyle::Digits)) || (n_usual >= 1 && (left || alone || headed || bare)))
        .then_some(Skip::Group)
}

/// A full row right below an entry, of a body that is plainly one, that only its number
/// lacks.
fn is_unnumbered(table: &RowShape<'_>, line: &SheetLine, before: Before) -> bool {
    let text = |at: usize| line.cell(at).said();
    before.below_entry()
        && line.number == before.above + 1
        && table.name.is_some_and(|at| is_words(line.cell(at)) && !closes(&text(at)))
        && table.body.is_some_and(|at| tells_body(&text(at)))
        && table.n_usual_words(line) == table.usual.iter().filter(|it| it.1).count()
}

/// Rows without a number below the last entry: a sum, what is to be said, who signs, and
/// perhaps an entry that nobody has numbered yet.
fn below_the_last(
    sheet: &Sheet,
    table: &RowShape<'_>,
    line: &SheetLine,
    filled: &[(usize, &Cell)],
    before: Before,
) -> Skip {
    let Some((at, cell)) = filled.iter().find(|it| is_words(it.1)) else { return Skip::Note };
    let text = cell.said();
    let text = text.trim();
    let others: Vec<_> = filled.iter().filter(|it| it.0 != *at && Some(it.0) != table.counter).collect();
    if table.name.is_none_or(|name| *at <= name) && !is_dated(text, &others) && is_total(table, text, &others) {
        return Skip::Total;
    }
    let named = table.name == Some(*at) && merged_across(sheet, line, *at).is_none();
    // Between the last entry and who signs a row is blank.
    let apart = table.signed && line.number > before.above + 1;
    if !named || apart || before.kind == Some(Skip::Note) || is_marked_note(text) || closes(text) || is_sentence(text) {
        return Skip::Note;
    }
    if others.is_empty() && tells_body(text) { Skip::Group } else { Skip::Below }
}

/// A label with a year alone, which is no sum unless it says so.
fn is_dated(text: &str, others: &[&(usize, &Cell)]) -> bool {
    let is_year = |it: &Cell| it.said().trim().parse().is_ok_and(|it: u16| (1990..2100).contains(&it));
    !others.is_empty() && others.iter().all(|it| is_year(it.1)) && !tells_total(text)
}

/// A label with numbers alone, where entries have words.
fn is_total(table: &RowShape<'_>, text: &str, others: &[&(usize, &Cell)]) -> bool {
    if others.iter().any(|it| !is_number(it.1) && !matches!(it.1, Cell::Fault(_))) {
        return false;
    }
    let told = tells_total(text);
    if others.is_empty() {
        return told && (is_bare_total(text) || sums_up(text));
    }
    // The year of an entry without more is a number under a column of words too.
    let under_words = others.iter().any(|it| table.usual.iter().any(|usual| usual.0 == it.0 && usual.1));
    told || (table.numbered && (under_words || table.usual.iter().any(|it| it.1)))
}

/// The header again, as on every printed page: all that stands here stands there.
fn again(table: &RowShape<'_>, line: &SheetLine) -> bool {
    let folded = |at: usize| fold(&line.cell(at).said());
    // The column of names tells most rows apart.
    let name = table.name.map(|at| (at, folded(at)));
    let within = || (table.left..=table.right).filter(|it| !is_blank(line.cell(*it)));
    let stands = |heading: &[String], at: usize, text: &str| heading.get(at).map_or("", String::as_str) == text;
    let same = |heading: &Vec<String>| {
        name.as_ref().is_none_or(|(at, text)| stands(heading, *at, text))
            && within().count() > 1
            && within().all(|at| stands(heading, at, &folded(at)))
    };
    table.folded.iter().any(same)
}

/// Another header, in other words or of other rows: no inovasi is called as the column
/// of names is, or numbered `No`.
fn names_column(table: &RowShape<'_>, line: &SheetLine) -> bool {
    if table.counter.is_some_and(|it| counts_rows(&line.cell(it).said())) && table.filled(line).len() > 2 {
        return true;
    }
    let Some(name) = table.name.filter(|_| table.number_of(line) != Some(CounterStyle::Digits)) else { return false };
    let text = line.cell(name).said();
    text.len() < LONG && table.filled(line).len() > 1 && (heads_names(&text) || table.called.contains(&fold(&text)))
}

/// A lower row of a header that stands on another page again.
fn is_merged_into_header(sheet: &Sheet, line: &SheetLine, before: Before) -> bool {
    let reaches = |it: &MergedCells| it.top <= before.above && it.bottom >= line.number;
    before.kind == Some(Skip::Header) && sheet.merged.iter().any(reaches)
}

/// A row that the header is merged into, or whose cells it is merged over.
fn joins_header(sheet: &Sheet, table: &RowShape<'_>, line: &SheetLine, before: Before) -> bool {
    let Some(top) = table.headings.first().map(|it| it.number) else { return false };
    before.n < HEAD_ROWS
        && !before.entry
        && sheet.merged.iter().any(|it| {
            let from_header = it.top >= top && it.top <= table.headings.last().map_or(top, |it| it.number);
            from_header && it.bottom >= line.number && it.bottom > it.top
        })
}

/// Whether cells count on from each other: `1 2 3`, `(1) (2) (3)`, `a b c`.
fn is_numbering(table: &RowShape<'_>, filled: &[(usize, &Cell)], before: Before) -> bool {
    let texts = filled.iter().map(|it| it.1.said());
    // `I` is a letter, but not among roman numerals.
    let all_roman = filled.iter().all(|it| style(&it.1.said()) == CounterStyle::Roman);
    let mut values: Vec<u32> = Vec::new();
    let mut n = 0;
    for text in texts {
        n += 1;
        let text = text.trim();
        // `6=4+5` stands in such rows too.
        if text.len() > 12 {
            return false;
        }
        if text.contains('=') {
            continue;
        }
        let bare = text.trim_matches(|it: char| !it.is_alphanumeric());
        let alone = bare.len() == 1 && !all_roman;
        let letter = bare.bytes().next().filter(|it| alone && it.is_ascii_alphabetic());
        let value = letter.map(|it| u32::from(it.to_ascii_lowercase())).or_else(|| bare.parse().ok());
        let Some(value) = value.or_else(|| roman(bare)) else { return false };
        values.push(value);
    }
    let counts = values.windows(2).all(|it| matches!(it, [a, b] if *a < *b && *b - *a <= 3));
    let least = if before.n == 0 && !before.entry && n > table.usual.len() { 2 } else { 3 };
    counts && values.len() >= least
}

/// Roman numerals as columns are numbered with.
fn roman(text: &str) -> Option<u32> {
    const ONES: [&str; 10] = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    if style(text) != CounterStyle::Roman {
        return None;
    }
    let tens = text.bytes().take_while(|it| *it == b'X').count();
    let ones = ONES.iter().position(|it| text.get(tens..) == Some(it))?;
    u32::try_from(tens * 10 + ones).ok()
}

/// The last column that a cell is merged over.
fn merged_across(sheet: &Sheet, line: &SheetLine, left: usize) -> Option<usize> {
    sheet.merged.iter().find(|it| it.top == line.number && it.left == left && it.right > it.left).map(|it| it.right)
}

/// Whether the row below is the first of those that are counted.
fn begins_below(sheet: &Sheet, table: &RowShape<'_>, line: &SheetLine) -> bool {
    let at = sheet.lines.partition_point(|it| it.number <= line.number);
    let below = sheet.lines.get(at).zip(table.counter).map(|(below, counter)| below.cell(counter).said());
    below.is_some_and(|it| it.trim().trim_matches(|it: char| ".()".contains(it)) == "1")
}

/// Whether the first row with a name holds nothing else.
fn begins_bare(sheet: &Sheet, table: &RowShape<'_>) -> bool {
    let header = table.headings.last().map_or(0, |it| it.number);
    let first = sheet.lines.iter().find(|it| it.number > header && table.has_name(it));
    first.is_some_and(|it| table.filled(it).len() == 1)
}

/// Whether the numbers of the entries go on across this row, as if it were not there. Its
/// own may be the next too, written in another way: `2.` above `(2)`, or before the name
/// of a body.
fn is_passed_over(sheet: &Sheet, table: &RowShape<'_>, line: &SheetLine) -> bool {
    let Some(counter) = table.counter else { return false };
    let written = |it: &SheetLine| it.cell(counter).said().trim().to_owned();
    let number =
        |it: &SheetLine| -> Option<u32> { written(it).trim_matches(|it: char| ".()".contains(it)).parse().ok() };
    let at = sheet.lines.partition_point(|it| it.number < line.number);
    let (above, below) = sheet.lines.split_at(at);
    let last = above.iter().rev().find_map(number);
    below.get(1).is_some_and(|next| {
        let goes_on = last.zip(number(next)).is_some_and(|(last, next)| last + 1 == next);
        let body = || table.name.is_some_and(|it| tells_body(&line.cell(it).said()));
        goes_on && (written(line) != written(next) || body())
    })
}

/// Whether the row right below fills what entries fill.
fn is_full_below(sheet: &Sheet, table: &RowShape<'_>, line: &SheetLine) -> bool {
    let below = sheet.line(line.number + 1).filter(|it| table.has_name(it));
    below.is_some_and(|it| table.n_usual_words(it) * 2 > table.usual.iter().filter(|it| it.1).count())
}

/// Whether the row below is numbered within this one: `1.` and `1.1`.
fn is_numbered_below(sheet: &Sheet, table: &RowShape<'_>, line: &SheetLine) -> bool {
    let at = sheet.lines.partition_point(|it| it.number <= line.number);
    let Some((below, counter)) = sheet.lines.get(at).zip(table.counter) else { return false };
    let core = |line: &SheetLine| line.cell(counter).said().trim().trim_end_matches(['.', ')']).to_owned();
    core(below).strip_prefix(&core(line)).is_some_and(|it| it.len() > 1 && it.starts_with('.'))
}

/// Whether something stands right of the table.
fn beyond(table: &RowShape<'_>, line: &SheetLine) -> bool {
    line.cells.iter().skip(table.right + 1).any(|it| !is_blank(it))
}
