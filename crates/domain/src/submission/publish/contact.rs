//! Ways to reach a person inside a text, found however they are written, and blotted out.

mod number;
#[cfg(test)]
mod table_test;

use std::sync::LazyLock;

use regex::Regex;
use unicode_normalization::UnicodeNormalization;

use crate::inovasi::profile::is_invisible;
use number::{Around, number};

/// What stands in the place of a way to reach a person.
pub const BLOTTED: &str = "[kontak tidak ditampilkan]";

/// A point, or what somebody wrote for one.
const POINT: &str = r"(\s?\.\s?|\s?[\[({<]\s?(dot|titik|\.)\s?[\])}>]\s?|\s(dot|titik)\s)";
/// Endings of addresses that everybody has.
const ENDING: &str = r"(id|com|net|org|info|biz|edu|gov|me|co|io)\b";

/// Addresses of e-mail, also with `[at]` or `(a)`, with the words for the signs, and with
/// blanks around them (then only with an ending that everybody has); links to a person in
/// a messenger; names behind an `@`, but not a price each (`@Rp5.000`, `@kg`); names behind
/// that of a network and a colon.
static FOUND: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    let signs = r"(\s?(@|[\[({<]\s?(at|et|@)\s?[\])}>])|[\[({<]a[\])}>])\s?";
    let ways = [
        r"[\w.%+-]+@[\w-]+(\.[\w-]+)+".to_owned(),
        format!(r"(?i)[\w.%+-]+{signs}[\w-]+({POINT}[\w-]+)*{POINT}{ENDING}"),
        format!(r"(?i)[\w.%+-]+\sat\s[\w-]+(\s?[\[({{<]?\s?(dot|titik)\s?[\])}}>]?\s?[\w-]+)*?\s?[\[({{<]?\s?(dot|titik)\s?[\])}}>]?\s?{ENDING}"),
        format!(
            r"(?i)(https?://)?(www\.)?(t{POINT}me|telegram\.(me|dog)|wa{POINT}(me|link)|((api|chat|web)\.)?whatsapp\.com|line\.me|signal\.me|m\.me)\s?/\s?[\w@+%?&=#./~-]*\w"
        ),
        r"@[A-Za-z_][\w.]*\w".to_owned(),
        // The short names of networks are words of nothing else; behind the long ones stands
        // a name alone, or one that no word looks like.
        r"(?i)(ig|fb)\s?[:=]\s?[\w.]*[a-z_][\w.]*\w".to_owned(),
        r"(?i)(instagram|facebook|telegram|tiktok|twitter|threads|line)(\sid)?\s?[:=]\s?[\w.]*([a-z][_.]+\w|\w[_.]+[a-z]|[a-z]\d)[\w.]*".to_owned(),
        r"(?im)(instagram|facebook|telegram|tiktok|twitter|threads|line)(\sid)?\s?[:=]\s?[a-z]\w+\s?($|[.,;)])".to_owned(),
    ];
    ways.iter().filter_map(|it| Regex::new(it).ok()).collect()
});

/// A day at the beginning of a text.
static DAY: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^(\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)\d\d|(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2})(?:\D|$)").ok()
});

/// What stands behind an `@` for each of which there is a price.
const EACH: [&str; 19] = [
    "kg", "ons", "gram", "ton", "liter", "ltr", "meter", "m2", "m3", "km", "unit", "buah", "bh", "orang", "org",
    "paket", "hari", "bulan", "lembar",
];

/// A text without addresses of e-mail, names and links of messengers, telephone numbers
/// and numbers of persons (NIP, NIK): what could be one is blotted out, whatever signs it
/// is written with. Years, dates, amounts, numbers of documents and koordinat stay, and
/// so does every other letter as it was.
pub fn without_contacts(text: &str) -> String {
    let (plain, of) = plain(text);
    let is_start = |at: usize| {
        plain.get(..at).is_some_and(|it| it.chars().next_back().is_none_or(|before| !before.is_alphanumeric()))
    };
    let mut found = Vec::new();
    for way in FOUND.iter() {
        let all = way.find_iter(&plain).filter(|it| is_start(it.start()) && !is_price(it.as_str()));
        found.extend(
            all.map(|it| it.start()..it.start() + it.as_str().trim_end_matches([' ', '.', ',', ';', ')']).len()),
        );
    }
    let read = with_digits_read(&plain);
    // Behind it the last number that reaches somebody ends: others may follow it.
    let (mut past, mut reached) = (0, None);
    for (at, it) in read.char_indices() {
        if at >= past
            && (it.is_ascii_digit() || "+(".contains(it))
            && is_start(at)
            && let Some((before, rest)) = read.split_at_checked(at)
        {
            let day = DAY.as_ref().and_then(|it| it.captures(rest)?.get(1));
            if let Some(day) = day {
                past = at + day.len();
                continue;
            }
            let around = Around::of(before, reached.and_then(|it| before.get(it..)));
            match number(rest, &around) {
                Ok(n) => {
                    past = at + n;
                    reached = Some(past);
                    found.push(at..past);
                }
                Err(n) => past = at + n,
            }
        }
    }
    found.sort_by_key(|it| it.start);
    let (mut kept, mut done) = (String::with_capacity(text.len()), 0);
    for it in found {
        let (Some(&(start, _)), Some(&(_, end))) = (of.get(it.start), of.get(it.end.saturating_sub(1))) else {
            continue;
        };
        if start >= done {
            kept.push_str(text.get(done..start).unwrap_or_default());
            kept.push_str(BLOTTED);
        }
        done = done.max(end);
    }
    kept.push_str(text.get(done..).unwrap_or_default());
    kept
}

/// The zeros of other scripts; their digits follow them in order: Arabic, Persian, NKo,
/// Devanagari, Bengali, Tamil, Thai, Lao, Tibetan, Burmese, Khmer, Balinese, Sundanese,
/// Javanese.
const ZEROS: [char; 14] = [
    '\u{660}', '\u{6f0}', '\u{7c0}', '\u{966}', '\u{9e6}', '\u{be6}', '\u{e50}', '\u{ed0}', '\u{f20}', '\u{1040}',
    '\u{17e0}', '\u{1b50}', '\u{1bb0}', '\u{a9d0}',
];

/// The digit that one of another script is.
fn digit(it: char) -> Option<char> {
    let value = ZEROS.iter().find_map(|zero| u32::from(it).checked_sub(u32::from(*zero)).filter(|it| *it < 10));
    value.and_then(|it| char::from_digit(it, 10))
}

/// A text in plain signs, and for each of its bytes where the letter lies that it is of:
/// wide, raised and circled digits and those of other scripts are digits, every dash is `-`, every blank in a line is
/// one, and what nobody sees is not there.
fn plain(text: &str) -> (String, Vec<(usize, usize)>) {
    let (mut plain, mut of) = (String::with_capacity(text.len()), Vec::with_capacity(text.len()));
    for (at, it) in text.char_indices() {
        // The last are what makes a picture of a key out of a digit.
        if is_invisible(it) || matches!(it, '\u{fe0f}' | '\u{20e3}') {
            continue;
        }
        for it in std::iter::once(it).nfkc() {
            plain.push(match it {
                _ if digit(it).is_some() => digit(it).unwrap_or(it),
                '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{30fc}' => '-',
                '\n' => it,
                _ if it.is_whitespace() => ' ',
                _ => it,
            });
        }
        of.resize(plain.len(), (at, at + it.len_utf8()));
    }
    (plain, of)
}

/// The same text, byte for byte, with letters that somebody wrote for digits read as
/// them: `o8l2` is `0812`. Only in a word of such letters and digits, and of `O` alone
/// only beside one.
fn with_digits_read(plain: &str) -> String {
    let as_digit = |it: char| match it {
        'o' | 'O' => '0',
        'l' | 'I' | 'i' => '1',
        other => other,
    };
    let mut read = String::with_capacity(plain.len());
    let mut after_digits = false;
    for word in plain.split_inclusive(|it: char| !it.is_alphanumeric()) {
        let bare = word.trim_end_matches(|it: char| !it.is_alphanumeric());
        let whole = !bare.is_empty() && bare.chars().all(|it| as_digit(it).is_ascii_digit());
        let has_digit = bare.contains(|it: char| it.is_ascii_digit());
        let zeros = bare.len() > 1 && bare.chars().all(|it| matches!(it, 'o' | 'O'));
        if whole && (has_digit || after_digits && zeros) {
            read.extend(word.chars().map(as_digit));
        } else {
            read.push_str(word);
        }
        after_digits = whole && has_digit || bare.is_empty() && after_digits;
    }
    read
}

fn is_price(found: &str) -> bool {
    let Some(behind) = found.strip_prefix('@') else { return false };
    let money = behind.get(..2).filter(|it| it.eq_ignore_ascii_case("rp")).and_then(|_| behind.get(2..));
    money.is_some_and(|it| it.starts_with(|it: char| it == '.' || it.is_ascii_digit()))
        || EACH.contains(&behind.to_lowercase().as_str())
}
