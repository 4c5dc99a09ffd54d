//! What an office's form may say between braces: names, sums, conditions, loops, and a
//! few filters. Everything else of the engine's language is refused before it is filled
//! in, since a form comes from outside and a parcel brings it too: what is not listed
//! can call itself, grow by doubling, or break the engine.

use std::{collections::BTreeSet, ops::Range};

use domain::submission::template::TemplateFaultCause as Cause;

use super::tag::{block, closes, inner, opens, short, tags, word};

/// Longest tag, in characters, and most tags of one part.
const LONGEST: usize = 1000;
const MOST: usize = 4000;
/// Blocks inside each other; `elif` of one `if`.
const DEEPEST: usize = 30;
const MOST_ELIF: usize = 50;
/// Signs of one tag that make a value longer.
const MOST_GROWING: usize = 25;
/// Highest end of `range`; longest text that `join` puts between.
const MOST_RANGE: u32 = 1000;
const LONGEST_BETWEEN: usize = 20;

const BLOCKS: [&str; 7] = ["for", "endfor", "if", "elif", "else", "endif", "set"];

/// Filters of which none gives back much more than it was given.
const FILTERS: [&str; 28] = [
    "abs",
    "capitalize",
    "count",
    "d",
    "default",
    "first",
    "float",
    "int",
    "join",
    "last",
    "length",
    "list",
    "lower",
    "map",
    "max",
    "min",
    "reject",
    "rejectattr",
    "reverse",
    "round",
    "select",
    "selectattr",
    "sort",
    "sum",
    "title",
    "trim",
    "unique",
    "upper",
];

/// Filters that make a text of whatever they are given, and lists of texts: one after the
/// other and again, every sign becomes several.
const TO_TEXT: [&str; 6] = ["capitalize", "join", "lower", "title", "trim", "upper"];
const TO_LIST: [&str; 9] = ["list", "map", "reject", "rejectattr", "reverse", "select", "selectattr", "sort", "unique"];
/// Most texts that are made of lists in one tag.
const MOST_TURNS: usize = 2;

const TESTS: [&str; 23] = [
    "defined",
    "divisibleby",
    "endingwith",
    "eq",
    "equalto",
    "even",
    "false",
    "ge",
    "gt",
    "in",
    "iterable",
    "le",
    "lt",
    "mapping",
    "ne",
    "none",
    "number",
    "odd",
    "sequence",
    "startingwith",
    "string",
    "true",
    "undefined",
];

/// Words between which something else begins.
const BETWEEN: [&str; 7] = ["and", "else", "if", "in", "is", "not", "or"];

/// Elements whose text may be a tag: what is read, and what holds paragraphs and rows
/// (a tag that stood alone in one took its place). Code of a field is neither.
const TEXTS: [&str; 14] = [
    "w:t",
    "a:t",
    "m:t",
    "w:body",
    "w:tbl",
    "w:tc",
    "w:hdr",
    "w:ftr",
    "w:footnote",
    "w:endnote",
    "w:sdtContent",
    "w:txbxContent",
    "dc:title",
    "dc:creator",
];

/// Attributes that may hold one: what is read aloud of a picture.
const ATTRIBUTES: [&str; 2] = ["descr", "title"];

/// Why a tag is refused: the cause, and what of it.
pub(super) type Refusal = (Cause, String);

/// Whether tags may stand in the text of an element, or in one of its attributes.
pub(super) fn stands_well(element: &str, attribute: Option<&str>) -> bool {
    attribute.map_or_else(|| TEXTS.contains(&element), |it| ATTRIBUTES.contains(&it))
}

/// What is wrong with one tag, braces and all.
pub(super) fn refusal(tag: &str) -> Option<Refusal> {
    if tag.starts_with("{#") {
        return None;
    }
    if tag.chars().count() > LONGEST {
        return Some((Cause::TooMuch, short(tag, 60)));
    }
    let Some(block) = block(tag) else { return expression(inner(tag)).err() };
    let rest = block.get(word(block).len()..).unwrap_or_default();
    match word(block) {
        it if !BLOCKS.contains(&it) => Some((Cause::NotAllowed, it.to_owned())),
        "for" => head(rest).err(),
        "set" => match rest.split_once('=') {
            Some((name, of)) if is_name(name.trim()) => kept(of).and_then(|()| expression(of)).err(),
            Some((name, _)) => Some((Cause::NotAllowed, short(name, 60))),
            None => Some((Cause::NotAllowed, "set … endset".to_owned())),
        },
        _ => expression(rest).err(),
    }
}

/// What is wrong with all tags of a part together: which one, and why.
pub(super) fn beyond<'a>(all: impl Iterator<Item = &'a str> + Clone) -> Option<(usize, Refusal)> {
    let kept: BTreeSet<&str> = all.clone().filter_map(|it| Some(set(it)?.0)).collect();
    let mut open: Vec<usize> = Vec::new();
    for (at, tag) in all.enumerate() {
        let block = block(tag).unwrap_or_default();
        if closes(block).is_some() {
            open.pop();
        } else if opens(block) {
            open.push(0);
        } else if let Some(n) = open.last_mut().filter(|_| word(block) == "elif") {
            *n += 1;
        }
        if grows_on(tag, &kept) || at >= MOST || open.len() > DEEPEST || open.last().is_some_and(|it| *it > MOST_ELIF) {
            return Some((at, (Cause::TooMuch, short(tag, 60))));
        }
    }
    None
}

/// The name that a tag sets, and what it sets it to.
fn set(tag: &str) -> Option<(&str, &str)> {
    let block = block(tag).filter(|it| word(it) == "set")?;
    let (name, of) = block.get("set".len()..)?.split_once('=')?;
    Some((name.trim(), of))
}

/// Whether a tag keeps a text that is made of another one that was kept.
fn grows_on(tag: &str, kept: &BTreeSet<&str>) -> bool {
    let all = set(tag).and_then(|it| pieces(it.1).ok()).unwrap_or_default();
    let mut before = None;
    let (mut names_one, mut makes_text) = (false, false);
    for it in all {
        if let TagPiece::Name(name) = it {
            makes_text |= before == Some(TagPiece::Sign('|')) && TO_TEXT.contains(&name);
            names_one |= before != Some(TagPiece::Sign('.')) && kept.contains(name);
        }
        before = Some(it);
    }
    names_one && makes_text
}

/// Whether the text that the engine reads holds these tags and no other.
pub(super) fn holds_only<'a>(text: &str, mut noted: impl Iterator<Item = &'a str>) -> bool {
    let same = |it: &Range<usize>| text.get(it.clone()) == noted.next();
    tags(text).is_ok_and(|found| found.iter().all(same))
}

fn is_name(text: &str) -> bool {
    text.starts_with(|it: char| it.is_alphabetic() || it == '_')
        && text.chars().all(|it| it.is_alphanumeric() || it == '_')
}

/// A piece of an expression.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum TagPiece<'a> {
    Name(&'a str),
    Text(&'a str),
    Number(&'a str),
    Sign(char),
}

/// The pieces of an expression; the beginning of a text that does not end otherwise.
pub(super) fn pieces(text: &str) -> Result<Vec<TagPiece<'_>>, &str> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let run = |is: &dyn Fn(char) -> bool| rest.find(|it| !is(it)).unwrap_or(rest.len());
        let (piece, long) = match first {
            '"' | '\'' => {
                let mut escaped = false;
                let end = rest.char_indices().skip(1).find(|(_, it)| {
                    let ends = *it == first && !escaped;
                    escaped = *it == '\\' && !escaped;
                    ends
                });
                let end = end.ok_or(rest)?.0;
                (Some(TagPiece::Text(rest.get(1..end).unwrap_or_default())), end + 1)
            }
            it if it.is_alphabetic() || it == '_' => {
                let long = run(&|it| it.is_alphanumeric() || it == '_');
                (rest.get(..long).map(TagPiece::Name), long)
            }
            it if it.is_ascii_digit() => {
                let long = run(&|it| it.is_ascii_alphanumeric() || it == '_');
                (rest.get(..long).map(TagPiece::Number), long)
            }
            it if it.is_whitespace() => (None, it.len_utf8()),
            it => (Some(TagPiece::Sign(it)), it.len_utf8()),
        };
        found.extend(piece);
        rest = rest.get(long..).unwrap_or_default();
    }
    Ok(found)
}

fn all_pieces(text: &str) -> Result<Vec<TagPiece<'_>>, Refusal> {
    pieces(text).map_err(|it| (Cause::Syntax, short(it, 60)))
}

/// The head of a loop: one name, what it goes through, and a condition.
fn head(text: &str) -> Result<(), Refusal> {
    let all = all_pieces(text)?;
    match all.as_slice() {
        [TagPiece::Name(name), TagPiece::Name("in"), ..] if !BETWEEN.contains(name) => {}
        _ => return Err((Cause::NotAllowed, short(text, 60))),
    }
    let (mut depth, mut condition) = (0i32, false);
    for it in all {
        match it {
            TagPiece::Sign('(' | '[') => depth += 1,
            TagPiece::Sign(')' | ']') => depth -= 1,
            TagPiece::Name("if") if depth == 0 => condition = true,
            it if !condition => grows_not(it)?,
            _ => {}
        }
    }
    // Behind the name and `in`.
    let behind = text.trim_start().trim_start_matches(|it: char| it.is_alphanumeric() || it == '_').trim_start();
    expression(behind.strip_prefix("in").unwrap_or(behind))
}

/// What is kept under a name may not be longer than what it is made of: the next tag
/// would make it longer once more, and the next.
fn kept(text: &str) -> Result<(), Refusal> {
    all_pieces(text)?.into_iter().try_for_each(grows_not)
}

fn grows_not(it: TagPiece<'_>) -> Result<(), Refusal> {
    match it {
        TagPiece::Sign(it @ ('+' | '~' | '*')) => Err((Cause::NotAllowed, it.to_string())),
        _ => Ok(()),
    }
}

fn expression(text: &str) -> Result<(), Refusal> {
    let all = all_pieces(text)?;
    // Whether each open bracket holds what a call takes: commas stand nowhere else.
    let mut brackets: Vec<bool> = Vec::new();
    let at = |it: usize| all.get(it).copied();
    let refused = |what: &str| Err((Cause::NotAllowed, short(what, 60)));
    let (mut growing, mut joins) = (0, 0);
    let (mut turns, mut is_list) = (0, true);
    for (n, piece) in all.iter().enumerate() {
        let before = n.checked_sub(1).and_then(at);
        let called = at(n + 1) == Some(TagPiece::Sign('('));
        // What an index or a call could belong to.
        let is_value = match before {
            Some(TagPiece::Name(it)) => !BETWEEN.contains(&it),
            Some(TagPiece::Text(_) | TagPiece::Sign(')' | ']')) => true,
            _ => false,
        };
        match *piece {
            TagPiece::Name(it) if before == Some(TagPiece::Sign('|')) => {
                if !FILTERS.contains(&it) {
                    return refused(it);
                }
                if is_list && TO_TEXT.contains(&it) {
                    turns += 1;
                }
                is_list = TO_LIST.contains(&it) || is_list && !TO_TEXT.contains(&it);
                match it {
                    "map" if !takes_attribute(&all, n + 1) => return refused("map"),
                    "join" => {
                        joins += 1;
                        let short_between = match at(n + 2) {
                            Some(TagPiece::Text(it)) => it.chars().count() <= LONGEST_BETWEEN,
                            _ => false,
                        };
                        if joins > 1 || called && !(short_between && at(n + 3) == Some(TagPiece::Sign(')'))) {
                            return refused("join");
                        }
                    }
                    _ => {}
                }
            }
            TagPiece::Name(it) if is_test(&all, n) && (TESTS.contains(&it) || BETWEEN.contains(&it)) => {}
            TagPiece::Name(it) if is_test(&all, n) => return refused(it),
            TagPiece::Name("range") if before != Some(TagPiece::Sign('.')) => {
                let few = match at(n + 2) {
                    Some(TagPiece::Number(it)) => it.parse().is_ok_and(|it: u32| it <= MOST_RANGE),
                    _ => false,
                };
                if !(called && few && at(n + 3) == Some(TagPiece::Sign(')'))) {
                    return refused("range");
                }
            }
            TagPiece::Name("recursive") => return refused("recursive"),
            TagPiece::Name(it) if called && (before == Some(TagPiece::Sign('.')) || !BETWEEN.contains(&it)) => {
                return refused(&format!("{it}(…)"));
            }
            TagPiece::Sign('(') if is_value && !matches!(before, Some(TagPiece::Name(_))) => return refused("(…)(…)"),
            TagPiece::Sign('(') => brackets.push(is_value),
            TagPiece::Sign('[') if !is_value => return refused("[…]"),
            TagPiece::Sign('[') => brackets.push(false),
            TagPiece::Sign(')') if before == Some(TagPiece::Sign('(')) && brackets.last() == Some(&false) => {
                return refused("()");
            }
            TagPiece::Sign(')' | ']') => drop(brackets.pop()),
            TagPiece::Sign(',') if brackets.last() != Some(&true) => return refused(","),
            TagPiece::Sign(it @ ('{' | '}' | ':' | '@' | '$' | '&' | '\\' | '`' | '?' | ';')) => {
                return refused(&it.to_string());
            }
            TagPiece::Sign('*') => {
                let texts = [before, at(n + 1)].iter().any(|it| matches!(it, Some(TagPiece::Text(_))));
                if texts || at(n + 1) == Some(TagPiece::Sign('*')) {
                    return refused("*");
                }
                growing += 1;
            }
            TagPiece::Sign('~' | '+') => growing += 1,
            _ => {}
        }
    }
    if growing > MOST_GROWING || turns > MOST_TURNS { Err((Cause::TooMuch, short(text, 60))) } else { Ok(()) }
}

/// Whether a name is that of a test: behind `is` or `is not`.
fn is_test(all: &[TagPiece<'_>], at: usize) -> bool {
    let before = |n: usize| at.checked_sub(n).and_then(|it| all.get(it));
    let is = Some(&TagPiece::Name("is"));
    before(1) == is || before(1) == Some(&TagPiece::Name("not")) && before(2) == is
}

/// Whether what stands in brackets from here on is the name of one attribute.
fn takes_attribute(all: &[TagPiece<'_>], at: usize) -> bool {
    let wanted = [TagPiece::Sign('('), TagPiece::Name("attribute"), TagPiece::Sign('=')];
    all.get(at..at + 3) == Some(&wanted)
        && matches!(all.get(at + 3), Some(TagPiece::Text(_)))
        && all.get(at + 4) == Some(&TagPiece::Sign(')'))
}
