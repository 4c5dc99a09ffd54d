//! Characters that a page writes by name or number.

use std::borrow::Cow;

/// From U+00A0 on, in their order.
const LATIN: &str = "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 \
    sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring \
    AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash \
    Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml \
    igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn \
    yuml";
const OTHERS: [(&str, char); 30] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("ndash", '–'),
    ("mdash", '—'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("sbquo", '‚'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("bdquo", '„'),
    ("bull", '•'),
    ("hellip", '…'),
    ("euro", '€'),
    ("trade", '™'),
    ("ensp", '\u{2002}'),
    ("emsp", '\u{2003}'),
    ("thinsp", '\u{2009}'),
    ("zwnj", '\u{200c}'),
    ("zwj", '\u{200d}'),
    ("minus", '−'),
    ("le", '≤'),
    ("ge", '≥'),
    ("ne", '≠'),
    ("rarr", '→'),
    ("larr", '←'),
    ("check", '✓'),
    ("permil", '‰'),
];
/// Longest name or number that is looked for.
const MAX_NAME: usize = 12;

/// The text with its entities resolved; one that is not known stays as it is written.
pub(super) fn decode(text: &str) -> Cow<'_, str> {
    let Some(first) = text.find('&') else { return text.into() };
    let (before, mut rest) = text.split_at(first);
    let mut out = before.to_owned();
    while let Some(after) = rest.strip_prefix('&') {
        let name = name(after);
        if let Some(letter) = character(name) {
            out.push(letter);
            let after = after.get(name.len()..).unwrap_or_default();
            rest = after.strip_prefix(';').unwrap_or(after);
        } else {
            out.push('&');
            rest = after;
        }
        let end = rest.find('&').unwrap_or(rest.len());
        let (plain, next) = rest.split_at(end);
        out.push_str(plain);
        rest = next;
    }
    out.into()
}

fn name(after: &str) -> &str {
    let ends = |it: (usize, u8)| !(it.1.is_ascii_alphanumeric() || (it.0 == 0 && it.1 == b'#'));
    let n = after.bytes().take(MAX_NAME).enumerate().position(|(at, it)| ends((at, it)));
    after.get(..n.unwrap_or_else(|| after.len().min(MAX_NAME))).unwrap_or_default()
}

fn character(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(it) => u32::from_str_radix(it, 16).ok()?,
            None => number.parse().ok()?,
        };
        // The numbers between mean what Windows means by them.
        if let Some(byte) = u8::try_from(code).ok().filter(|it| (0x80..=0x9f).contains(it)) {
            return encoding_rs::WINDOWS_1252.decode_without_bom_handling(&[byte]).0.chars().next();
        }
        return char::from_u32(code).filter(|it| !it.is_control() || it.is_whitespace());
    }
    if let Some(it) = OTHERS.iter().find(|it| it.0 == name) {
        return Some(it.1);
    }
    let at = LATIN.split_ascii_whitespace().position(|it| it == name)?;
    u32::try_from(at).ok().and_then(|it| char::from_u32(0xa0 + it))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_are_resolved_and_unknown_ones_stay() {
        for (text, expected) in [
            ("plain", "plain"),
            ("a&nbsp;b &amp; c", "a\u{a0}b & c"),
            ("caf&eacute; &yuml; &#233; &#xE9;", "café ÿ é é"),
            ("&#147;kota&#148; &mdash;", "“kota” —"),
            ("R&D &unknown; &;& &#; &#x110000; &#0;", "R&D &unknown; &;& &#; &#x110000; &#0;"),
            ("a&ampb &lt 3", "a&ampb < 3"),
            ("&&&", "&&&"),
            ("&aaaaaaaaaaaaaaaaaaaa", "&aaaaaaaaaaaaaaaaaaaa"),
        ] {
            assert_eq!(decode(text), expected, "{text}");
        }
    }
}
