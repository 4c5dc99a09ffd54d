//! Whether every name that an office typed stands in a paper, without filling it in: a
//! name in a branch that is not taken is as wrong as any other.

use std::collections::{BTreeMap, BTreeSet};

use domain::submission::template::TemplateFaultCause as Cause;
use rapidfuzz::distance::osa;
use serde_json::Value;

use super::{
    TemplateFault,
    allowed::{TagPiece, pieces},
    engine::Engine,
    mark::Marked,
    tag::{block, closes, inner, opens, short, word},
};

/// Words of the language itself.
const WORDS: [&str; 17] = [
    "for", "in", "if", "elif", "else", "not", "and", "or", "is", "true", "false", "none", "True", "False", "None",
    "loop", "range",
];

/// Filters after which a list still holds the same things.
const KEEPING: [&str; 7] = ["sort", "reverse", "unique", "list", "select", "selectattr", "rejectattr"];

/// What a name means: a value of the sample paper; None: anything.
type Shape<'a> = Option<&'a Value>;

/// What a name may mean, innermost last.
struct TagScope<'a> {
    root: &'a Value,
    names: Vec<BTreeMap<String, Shape<'a>>>,
}

/// Every tag of a part against a paper that has everything.
pub(super) fn check(marked: &Marked, paper: &Value, faults: &mut Vec<TemplateFault>) {
    let engine = Engine::new();
    let mut scope = TagScope { root: paper, names: vec![BTreeMap::new()] };
    let mut open: Vec<usize> = Vec::new();
    for (at, tag) in marked.tags.iter().enumerate() {
        let fault =
            |cause, text: String| TemplateFault { place: marked.place(tag.line), ..TemplateFault::of(cause, text) };
        let wrong = |scope: &TagScope<'_>, text| {
            if engine.understands(&tag.text) {
                let unknown = scope.unknown(text);
                unknown.map(|it| TemplateFault { near: it.1, ..fault(Cause::UnknownName, it.0) })
            } else {
                Some(fault(Cause::Syntax, short(&tag.text, 80)))
            }
        };
        let Some(block) = block(&tag.text) else {
            if tag.text.starts_with("{{") {
                faults.extend(wrong(&scope, inner(&tag.text)));
            }
            continue;
        };
        if let Some(ended) = closes(block) {
            let begun = open.pop().and_then(|it| marked.tags.get(it));
            scope.names.truncate(scope.names.len().saturating_sub(1).max(1));
            match begun {
                Some(begun) if super::tag::block(&begun.text).is_some_and(|it| word(it) == ended) => {
                    if begun.inside != tag.inside {
                        let place = marked.place(begun.line);
                        faults.push(TemplateFault { place, ..TemplateFault::of(Cause::Crossing, begun.text.clone()) });
                    }
                }
                _ => faults.push(fault(Cause::Unpaired, tag.text.clone())),
            }
            continue;
        }
        faults.extend(wrong(&scope, block));
        if opens(block) {
            open.push(at);
            scope.names.push(BTreeMap::new());
        }
        scope.take(block);
    }
    faults.extend(open.into_iter().filter_map(|it| marked.tags.get(it)).map(|it| TemplateFault {
        place: marked.place(it.line),
        ..TemplateFault::of(Cause::Unpaired, it.text.clone())
    }));
}

impl<'a> TagScope<'a> {
    /// What a block gives names to.
    fn take(&mut self, block: &str) {
        let rest = block.split_once(char::is_whitespace).map_or("", |it| it.1);
        let mut given: Vec<(String, Shape<'a>)> = Vec::new();
        match word(block) {
            "for" => {
                let (names, of) = rest.split_once(" in ").unwrap_or((rest, ""));
                let of = of.split(" if ").next().unwrap_or_default();
                let names: Vec<&str> = names.split(',').map(str::trim).collect();
                let each = match names.as_slice() {
                    [_] => self.value(of).and_then(|it| it.as_array()?.first()),
                    _ => None,
                };
                given.extend(names.into_iter().map(|it| (it.to_owned(), each)));
            }
            "set" if rest.contains('=') => {
                let (name, of) = rest.split_once('=').unwrap_or((rest, ""));
                given.push((name.trim().to_owned(), self.value(of)));
            }
            _ => {}
        }
        if let Some(inner) = self.names.last_mut() {
            inner.extend(given);
        }
    }

    /// What a path means, through filters that keep what is in a list.
    fn value(&self, text: &str) -> Shape<'a> {
        let mut parts = text.split('|');
        let path = tokens(parts.next()?);
        let [TagToken::Path { steps, .. }] = path.as_slice() else { return None };
        let keeps = parts.all(|it| KEEPING.contains(&word(it.trim())));
        if keeps { self.find(steps).ok()? } else { None }
    }

    /// A path step by step; else the step that is not there and the names that are.
    fn find(&self, steps: &[String]) -> Result<Shape<'a>, (usize, Vec<&'a str>)> {
        let Some(first) = steps.first() else { return Ok(None) };
        let own = self.names.iter().rev().find_map(|it| it.get(first));
        let mut value = match own {
            Some(shape) => *shape,
            None => match self.root.get(first) {
                Some(it) => Some(it),
                None => return Err((0, keys(self.root))),
            },
        };
        for (at, step) in steps.iter().enumerate().skip(1) {
            let Some(here) = value.filter(|it| !it.is_null()) else { return Ok(None) };
            value = match step.parse::<usize>() {
                Ok(_) if here.is_array() => here.get(0),
                _ => Some(here.get(step.as_str()).ok_or_else(|| (at, keys(here)))?),
            };
        }
        Ok(value)
    }

    /// The first name in an expression that nothing is called, and what may have been
    /// meant.
    fn unknown(&self, text: &str) -> Option<(String, Option<String>)> {
        let found = tokens(text);
        let given: BTreeSet<&str> = match word(text.trim()) {
            "for" => text.split(" in ").next().map(|it| it.split([',', ' ']).collect()).unwrap_or_default(),
            "set" => return text.split_once('=').and_then(|it| self.unknown(it.1)),
            _ => BTreeSet::new(),
        };
        for (at, token) in found.iter().enumerate() {
            let TagToken::Path { steps, call } = token else { continue };
            let Some(first) = steps.first() else { continue };
            let before = at.checked_sub(1).and_then(|it| found.get(it));
            let is_filter = matches!(before, Some(TagToken::Other('|')));
            let is_test = matches!(before, Some(TagToken::Path { steps, .. }) if steps == &["is"])
                || (matches!(before, Some(TagToken::Path { steps, .. }) if steps == &["not"])
                    && at >= 2
                    && matches!(found.get(at - 2), Some(TagToken::Path { steps, .. }) if steps == &["is"]));
            let is_argument = matches!(found.get(at + 1), Some(TagToken::Other('=')))
                && !matches!(found.get(at + 2), Some(TagToken::Other('=')));
            let word = WORDS.contains(&first.as_str()) && !self.names.iter().any(|it| it.contains_key(first));
            if is_filter || is_test || is_argument || word || given.contains(first.as_str()) {
                continue;
            }
            let looked = if *call { steps.get(..steps.len() - 1).unwrap_or_default() } else { steps };
            if looked.is_empty() {
                continue;
            }
            if let Err((step, known)) = self.find(looked) {
                return Some((steps.join("."), self.meant(looked, step, &known)));
            }
        }
        None
    }

    /// The nearest name: on the same step, or of something that has one of that name.
    fn meant(&self, steps: &[String], at: usize, known: &[&str]) -> Option<String> {
        let wrong = steps.get(at)?;
        let with = |name: &str| {
            let mut right = steps.to_vec();
            if let Some(it) = right.get_mut(at) {
                name.clone_into(it);
            }
            right.join(".")
        };
        if at == 0 {
            let own = self.names.iter().rev().flatten();
            let own = own.filter_map(|it| Some((it.0.as_str(), (*it.1)?)));
            let top = self.root.as_object()?.iter().map(|it| (it.0.as_str(), it.1));
            let holds = own.chain(top).find(|it| it.1.get(wrong).is_some());
            if let Some((name, _)) = holds {
                return Some(format!("{name}.{}", steps.join(".")));
            }
        }
        let own = self.names.iter().flatten().map(|it| it.0.as_str()).filter(|_| at == 0);
        let all = known.iter().copied().chain(own);
        let far = |it: &str| osa::distance(it.to_lowercase().chars(), wrong.to_lowercase().chars());
        let nearest = all.map(|it| (far(it), it)).min()?;
        (nearest.0 <= 1 + wrong.chars().count() / 3).then(|| short(&with(nearest.1), 80))
    }
}

fn keys(of: &Value) -> Vec<&str> {
    of.as_object().map(|it| it.keys().map(String::as_str).collect()).unwrap_or_default()
}

/// A piece of an expression, as far as names go.
#[derive(Debug, PartialEq)]
enum TagToken {
    /// `a.b.0`, and whether it is called.
    Path { steps: Vec<String>, call: bool },
    /// A sign; a text or number is `"`.
    Other(char),
}

fn tokens(text: &str) -> Vec<TagToken> {
    let mut found = Vec::new();
    let read = pieces(text).unwrap_or_default();
    let mut rest = read.iter().peekable();
    let mut after_point = false;
    while let Some(piece) = rest.next() {
        let next = rest.peek().copied();
        let called = next == Some(&TagPiece::Sign('('));
        match *piece {
            TagPiece::Name(step) | TagPiece::Number(step) if after_point => match found.last_mut() {
                Some(TagToken::Path { steps, call }) => {
                    steps.push(step.to_owned());
                    *call = called;
                }
                // A step of what nobody here can know.
                _ => found.push(TagToken::Other('"')),
            },
            TagPiece::Name(step) => found.push(TagToken::Path { steps: vec![step.to_owned()], call: called }),
            TagPiece::Text(it) | TagPiece::Number(it) => {
                if literal(it, next == Some(&TagPiece::Sign(']')), &mut found) {
                    rest.next();
                }
            }
            TagPiece::Sign('.') if matches!(next, Some(TagPiece::Name(_) | TagPiece::Number(_))) => {}
            TagPiece::Sign(it) => found.push(TagToken::Other(it)),
        }
        after_point = *piece == TagPiece::Sign('.');
    }
    found
}

/// A text or number: between brackets behind a path it is a step of it, and the closing
/// bracket is read with it.
fn literal(read: &str, ends: bool, found: &mut Vec<TagToken>) -> bool {
    let is_key = ends && matches!(found.last(), Some(TagToken::Other('[')));
    if let Some(TagToken::Path { steps, .. }) =
        found.len().checked_sub(2).filter(|_| is_key).and_then(|it| found.get_mut(it))
    {
        steps.push(read.to_owned());
        found.pop();
        return true;
    }
    found.push(TagToken::Other('"'));
    false
}
