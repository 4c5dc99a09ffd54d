//! Tags and texts of a page, as browsers find them, without a tree.
//!
//! Our own, since the tokenizers at hand keep every attribute of a tag and look
//! through all of them for each next one, so that a tag of a megabyte takes
//! minutes; and since all that is wanted are slices of the text. Every byte is
//! looked at a bounded number of times, and nothing is copied.

use std::borrow::Cow;

use super::entity;
use crate::inovasi::workbook::{Error, text::find};

/// Attributes of a tag that are looked at.
const MAX_ATTRIBUTES: usize = 100;

#[derive(Debug, PartialEq)]
pub(super) enum PageToken<'a> {
    Open(Tag<'a>),
    Close(&'a str),
    /// As it is written, entities and all.
    Text(&'a str),
    Comment(&'a str),
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Tag<'a> {
    pub name: &'a str,
    attributes: &'a str,
}

pub(super) struct PageTokens<'a> {
    text: &'a str,
    at: usize,
    /// The element whose content is no markup, while inside of one.
    raw: Option<&'a str>,
}

impl<'a> PageTokens<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0, raw: None }
    }

    fn slice(&self, from: usize, to: usize) -> &'a str {
        self.text.get(from..to).unwrap_or_default()
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    /// The next one, `None` at the end.
    ///
    /// # Errors
    /// The page ends inside a tag, so what came last is lost.
    pub(super) fn next(&mut self) -> Result<Option<PageToken<'a>>, Error> {
        let from = self.at;
        if let Some(name) = self.raw.take() {
            let end = self.end_of_raw(name);
            if end > from {
                self.at = end;
                return Ok(Some(PageToken::Text(self.slice(from, end))));
            }
        }
        if from >= self.text.len() {
            return Ok(None);
        }
        if !self.is_markup(from) {
            self.at = self.next_markup(from + 1);
            return Ok(Some(PageToken::Text(self.slice(from, self.at))));
        }
        match self.byte(from + 1) {
            Some(b'!') if self.text.get(from..from + 4) == Some("<!--") => {
                let end =
                    self.text.get(from + 4..).and_then(|it| it.find("-->")).map_or(self.text.len(), |it| it + from + 4);
                self.at = (end + 3).min(self.text.len());
                Ok(Some(PageToken::Comment(self.slice(from + 4, end))))
            }
            Some(b'!' | b'?') => {
                let end = self.text.get(from..).and_then(|it| it.find('>')).map_or(self.text.len(), |it| it + from);
                self.at = (end + 1).min(self.text.len());
                Ok(Some(PageToken::Comment("")))
            }
            Some(b'/') => {
                let (name, _) = self.tag(from + 2)?;
                Ok(Some(PageToken::Close(name)))
            }
            _ => {
                let (name, attributes) = self.tag(from + 1)?;
                let raw = ["script", "style", "title", "textarea", "xmp", "noscript"];
                self.raw = raw.iter().any(|it| name.eq_ignore_ascii_case(it)).then_some(name);
                Ok(Some(PageToken::Open(Tag { name, attributes })))
            }
        }
    }

    /// Where the content of an element ends that holds no markup.
    fn end_of_raw(&self, name: &str) -> usize {
        let mut at = self.at;
        while let Some(found) = find(self.text, at, "</") {
            let after = found + 2 + name.len();
            let same = self.text.get(found + 2..after).is_some_and(|it| it.eq_ignore_ascii_case(name));
            if same && self.byte(after).is_none_or(|it| !it.is_ascii_alphanumeric()) {
                return found;
            }
            at = found + 2;
        }
        self.text.len()
    }

    /// Whether `<` begins markup here, and is not just one.
    fn is_markup(&self, at: usize) -> bool {
        let next = || self.byte(at + 1);
        let letter = |it: Option<u8>| it.is_some_and(|it| it.is_ascii_alphabetic());
        self.byte(at) == Some(b'<')
            && (letter(next())
                || matches!(next(), Some(b'!' | b'?'))
                || (next() == Some(b'/') && letter(self.byte(at + 2))))
    }

    fn next_markup(&self, from: usize) -> usize {
        let mut at = from;
        while let Some(found) = self.text.as_bytes().get(at..).and_then(|it| it.iter().position(|it| *it == b'<')) {
            at += found;
            if self.is_markup(at) {
                return at;
            }
            at += 1;
        }
        self.text.len()
    }

    /// Name and attributes of a tag whose name begins here; goes past it.
    fn tag(&mut self, from: usize) -> Result<(&'a str, &'a str), Error> {
        let bytes = self.text.as_bytes();
        let ends = |it: &u8| it.is_ascii_whitespace() || matches!(it, b'>' | b'/');
        let n = bytes.get(from..).and_then(|it| it.iter().position(ends));
        let name_end = n.map_or(bytes.len(), |it| it + from);
        let mut at = name_end;
        // A quote counts where a value begins, and only there.
        let (mut quote, mut value_begins) = (None, false);
        loop {
            let it = self.byte(at).ok_or_else(|| Error::damaged("HTML", "ends inside a tag"))?;
            match quote {
                Some(q) if q == it => quote = None,
                Some(_) => {}
                None if it == b'>' => break,
                None if value_begins && matches!(it, b'"' | b'\'') => (quote, value_begins) = (Some(it), false),
                None if !it.is_ascii_whitespace() => value_begins = it == b'=',
                None => {}
            }
            at += 1;
        }
        self.at = at + 1;
        Ok((self.slice(from, name_end), self.slice(name_end, at)))
    }
}

impl<'a> Tag<'a> {
    pub(super) fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// The value of an attribute; empty where it has none.
    pub(super) fn attribute(&self, name: &str) -> Option<Cow<'a, str>> {
        let mut rest = self.attributes;
        for _ in 0..MAX_ATTRIBUTES {
            rest = rest.trim_start_matches(|it: char| it.is_ascii_whitespace() || it == '/');
            if rest.is_empty() {
                return None;
            }
            let ends = |it: &(usize, char)| it.1.is_ascii_whitespace() || matches!(it.1, '=' | '/');
            let end = rest.char_indices().skip(1).find(ends).map_or(rest.len(), |it| it.0);
            let (key, after) = rest.split_at(end);
            let (value, after) = match after.trim_start().strip_prefix('=').map(str::trim_start) {
                None => ("", after),
                Some(it) => match it.chars().next().filter(|it| matches!(it, '"' | '\'')) {
                    Some(quote) => it.get(1..)?.split_once(quote).unwrap_or((it.get(1..)?, "")),
                    None => it.split_at(it.find(|it: char| it.is_ascii_whitespace()).unwrap_or(it.len())),
                },
            };
            if key.eq_ignore_ascii_case(name) {
                return Some(entity::decode(value));
            }
            rest = after;
        }
        None
    }

    /// The same, as a number; `0` where it is none, and the most where it is more.
    pub(super) fn number(&self, name: &str) -> Option<u32> {
        let value = self.attribute(name)?;
        let digits = value.trim().split(|it: char| !it.is_ascii_digit()).next().unwrap_or_default();
        let more = !digits.is_empty();
        Some(digits.parse().unwrap_or(if more { u32::MAX } else { 0 }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<String> {
        let mut tokens = PageTokens::new(text);
        let mut found = Vec::new();
        while let Some(it) = tokens.next().unwrap() {
            found.push(match it {
                PageToken::Open(it) => format!("<{}", it.name),
                PageToken::Close(it) => format!("/{it}"),
                PageToken::Text(it) => it.to_owned(),
                PageToken::Comment(it) => format!("!{it}"),
            });
        }
        found
    }

    #[test]
    fn markup_is_told_from_text() {
        assert_eq!(
            all("a < b<TD class='>'>1 <2</td ><!-- <b> --><![if x]><br/><style>a>b{}</style>c<"),
            ["a < b", "<TD", "1 <2", "/td", "! <b> ", "!", "<br", "<style", "a>b{}", "/style", "c<"]
        );
        assert_eq!(all("<script>if (a</b) </scripts>"), ["<script", "if (a</b) </scripts>"]);
        assert_eq!(all("<!-- open"), ["! open"]);
        assert!(PageTokens::new("<td class=\"open>x</td>").next().is_err());
    }

    #[test]
    fn attributes_are_found_however_they_are_written() {
        let tag = |text: &str| match PageTokens::new(text).next() {
            Ok(Some(PageToken::Open(it))) => (it.attribute("b").map(Cow::into_owned), it.number("b")),
            other => panic!("{other:?}"),
        };
        for (text, expected, number) in [
            ("<a b=3>", Some("3"), Some(3)),
            ("<a c=1 B = \"x > y\" >", Some("x > y"), Some(0)),
            ("<a c='b=2' b='2&amp;3'/>", Some("2&3"), Some(2)),
            ("<a b>", Some(""), Some(0)),
            ("<a x:b=1 bb=2>", None, None),
            ("<a b=1000000000000>", Some("1000000000000"), Some(u32::MAX)),
            ("<a b=-1>", Some("-1"), Some(0)),
            ("<a \"\" b=1>", Some("1"), Some(1)),
        ] {
            assert_eq!(tag(text), (expected.map(str::to_owned), number), "{text}");
        }
        let many = format!("<a {}b=1>", "c=1 ".repeat(1000));
        assert_eq!(tag(&many).0, None);
    }
}
