//! What the style sheets of Office say about a cell: how its number is shown,
//! whether it is hidden or struck through.

use std::{borrow::Cow, collections::BTreeMap};

use crate::inovasi::workbook::shown::{self, Shown};

/// Styles that are kept; a workbook has at most 4,000 formats.
const MAX_CLASSES: usize = 8192;

#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct CssStyle {
    pub shown: Option<Shown>,
    pub struck: bool,
    pub hidden: bool,
}

/// Styles by the name of their class.
#[derive(Default)]
pub(super) struct CssClasses(BTreeMap<String, CssStyle>);

impl CssStyle {
    /// Reads what stands between braces, or in an attribute.
    pub(super) fn read(text: &str) -> Self {
        let mut style = Self::default();
        for (key, value) in declarations(text) {
            let is = |name: &str| key.eq_ignore_ascii_case(name);
            if is("mso-number-format") {
                style.shown = Some(shown::of_name_or_code(&unescape(value)));
            } else if is("text-decoration") || is("text-decoration-line") {
                style.struck = value.to_ascii_lowercase().contains("line-through");
            } else if is("display") {
                style.hidden = value.trim().eq_ignore_ascii_case("none");
            }
        }
        style
    }

    /// This one where it says something, else the other.
    pub(super) fn or(self, other: Self) -> Self {
        Self {
            shown: self.shown.or(other.shown),
            struck: self.struck || other.struck,
            hidden: self.hidden || other.hidden,
        }
    }
}

impl CssClasses {
    /// Takes in what a style sheet says of classes: `.xl65 {…}`.
    pub(super) fn add(&mut self, sheet: &str) {
        for rule in sheet.split('}') {
            let Some((selectors, body)) = rule.rsplit_once('{') else { continue };
            let style = CssStyle::read(body);
            if style == CssStyle::default() {
                continue;
            }
            for selector in selectors.rsplit("*/").next().unwrap_or_default().split(',') {
                let Some((_, class)) = selector.trim().rsplit_once('.') else { continue };
                if self.0.len() < MAX_CLASSES {
                    self.0.insert(class.trim().to_owned(), style);
                }
            }
        }
    }

    /// What the names in an attribute `class` stand for.
    pub(super) fn of(&self, names: &str) -> CssStyle {
        let known = names.split_ascii_whitespace().take(8).filter_map(|it| self.0.get(it));
        known.fold(CssStyle::default(), |style, it| style.or(*it))
    }
}

/// Names and values; a semicolon in quotes or behind a backslash is part of a value.
fn declarations(text: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    let (mut from, mut quote, mut escaped) = (0, None, false);
    for (at, it) in text.char_indices() {
        match it {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' | '\'' if quote.is_none() => quote = Some(it),
            _ if quote == Some(it) => quote = None,
            ';' if quote.is_none() => {
                found.push(text.get(from..at).unwrap_or_default());
                from = at + 1;
            }
            _ => {}
        }
    }
    found.push(text.get(from..).unwrap_or_default());
    found.into_iter().filter_map(|it| it.split_once(':')).map(|(key, value)| (key.trim(), value.trim())).collect()
}

/// `\0022` is a character by its number, any other behind a backslash is itself.
fn unescape(text: &str) -> Cow<'_, str> {
    let bare = text.strip_prefix(['"', '\'']).and_then(|it| it.strip_suffix(['"', '\''])).unwrap_or(text);
    if !bare.contains('\\') {
        return bare.into();
    }
    let mut out = String::new();
    let mut rest = bare;
    while let Some((before, after)) = rest.split_once('\\') {
        out.push_str(before);
        let digits = after.get(..4).filter(|it| it.bytes().all(|it| it.is_ascii_hexdigit()));
        match digits.and_then(|it| u32::from_str_radix(it, 16).ok()).and_then(char::from_u32) {
            Some(letter) => {
                out.push(letter);
                rest = after.get(4..).unwrap_or_default();
            }
            // An escape of the format itself, such as that of a dot, may stay.
            None => rest = after,
        }
    }
    out.push_str(rest);
    out.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: Shown = Shown::Date { month: true, day: true };

    #[test]
    fn formats_are_read_from_styles() {
        for (text, expected) in [
            (r#"mso-number-format:"\@""#, Some(Shown::Plain)),
            (r#"color:red;mso-number-format:"dd\/mm\/yyyy";"#, Some(DAY)),
            (r#"mso-number-format:"\[$-421\]dd\\ mmmm\\ yyyy\;\@""#, Some(DAY)),
            (r"mso-number-format:'Short Date'", Some(DAY)),
            (r#"mso-number-format:"mmmm\\ yyyy""#, Some(Shown::Date { month: true, day: false })),
            (r#"mso-number-format:"\0022Rp\0022\#\,\#\#0""#, Some(Shown::Plain)),
            (r#"mso-number-format:"000""#, Some(Shown::Digits { before: 3, after: 0, percent: false })),
            ("font-weight:bold", None),
        ] {
            assert_eq!(CssStyle::read(text).shown, expected, "{text}");
        }
        assert!(CssStyle::read("text-decoration: Line-Through").struck && CssStyle::read("display : none").hidden);
    }

    #[test]
    fn classes_are_known_by_their_names() {
        let mut classes = CssClasses::default();
        classes.add("<!-- /* a */ td, .xl65\n{mso-number-format:\"0%\";}\n.xl66, td.font5 {text-decoration:line-through} .b{} -->");
        assert_eq!(classes.of("x xl65").shown, Some(Shown::Digits { before: 1, after: 0, percent: true }));
        assert!(classes.of("font5").struck && classes.of("xl66").struck && !classes.of("b").struck);
    }
}
