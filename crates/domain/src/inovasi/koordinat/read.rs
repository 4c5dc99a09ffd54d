//! Reading a koordinat: a text becomes tokens, tokens two angles, angles a point.

use rust_decimal::Decimal;

use crate::inovasi::profile::is_invisible;

use super::{Koordinat, KoordinatError as Error, map_address};

/// Longest text that is looked at, in bytes; addresses of maps are shorter.
const MAX_BYTES: usize = 2048;
/// More tokens than two angles with every sign and word can have.
const MAX_TOKENS: usize = 32;

pub(super) fn read(text: &str) -> Result<Koordinat, Error> {
    let text = text.trim();
    if text.len() > MAX_BYTES {
        return Err(Error::Unreadable);
    }
    if map_address::is_one(text) { map_address::read(text) } else { plain(text) }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Axis {
    Lintang,
    Bujur,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Token {
    Number {
        value: Decimal,
        negative: bool,
    },
    /// Degrees, minutes, seconds: 0, 1, 2.
    Unit(usize),
    /// A hemisphere; south and west are negative.
    Side {
        axis: Axis,
        negative: bool,
    },
    Label(Axis),
    Comma,
}

/// A koordinat that is no address.
pub(super) fn plain(text: &str) -> Result<Koordinat, Error> {
    // Marks of the writing direction come along when a phone's map is copied from.
    let text: String = text.to_lowercase().chars().filter(|it| !is_invisible(*it)).collect();
    let text = text.trim_matches(|it: char| it.is_whitespace() || ",;.".contains(it));
    point(&angles(&tokens(&decimal_points(text))?)?)
}

/// Decimal commas become points, where the commas are decimal ones.
fn decimal_points(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let digit = |at: Option<usize>| at.and_then(|it| chars.get(it)).is_some_and(char::is_ascii_digit);
    let inside = |at: usize| digit(at.checked_sub(1)) && digit(Some(at + 1));
    let of = |sign| -> Vec<usize> {
        let found = chars.iter().enumerate().filter(|(at, it)| **it == sign && inside(*at));
        found.map(|(at, _)| at).collect()
    };
    let (points, commas) = (of('.'), of(','));
    // `-6,9833,110,4091` has one reading: the comma in the middle separates.
    let blank = !text.contains(|it: char| it.is_whitespace() || ";/|".contains(it));
    let middle = match commas.as_slice() {
        [_, middle, _] if blank => Some(*middle),
        _ => None,
    };
    let decimal = |at: usize| points.is_empty() && commas.contains(&at);
    let read = |(at, it): (usize, &char)| match (decimal(at), Some(at) == middle) {
        (true, true) => ';',
        (true, false) => '.',
        (false, _) => *it,
    };
    chars.iter().enumerate().map(read).collect()
}

fn text_of(chars: &[char], at: std::ops::Range<usize>) -> String {
    chars.get(at).unwrap_or_default().iter().collect()
}

fn chars_at(chars: &[char], at: usize) -> char {
    chars.get(at).copied().unwrap_or(' ')
}

fn tokens(text: &str) -> Result<Vec<Token>, Error> {
    let chars: Vec<char> = text.chars().collect();
    let (mut tokens, mut at) = (Vec::new(), 0);
    while let Some(&it) = chars.get(at) {
        let next_digit = chars.get(at + 1).is_some_and(char::is_ascii_digit);
        let after_digit = at > 0 && chars_at(&chars, at - 1).is_ascii_digit();
        let start = at;
        at += 1;
        let token = match it {
            '0'..='9' => {
                while chars.get(at).is_some_and(|it| it.is_ascii_digit() || *it == '.') {
                    at += 1;
                }
                let digits = text_of(&chars, start..at);
                let negative = start > 0 && matches!(chars_at(&chars, start - 1), '-' | '−' | '–');
                let value = digits.trim_end_matches('.').parse().map_err(|_| Error::Unreadable)?;
                Token::Number { value, negative }
            }
            // A sign belongs to the digit behind it; between digits it says nothing sure.
            '-' | '−' | '–' | '+' if next_digit && after_digit => return Err(Error::Unreadable),
            '-' | '−' | '–' | '+' if next_digit => continue,
            '-' | '–' | ',' | ';' | '/' | '|' => Token::Comma,
            '°' | 'º' | '˚' | '⁰' => Token::Unit(0),
            '"' | '”' | '“' | '″' | '˝' => Token::Unit(2),
            '\'' | '’' | '‘' | '′' | '´' | '`' => {
                let twice = chars.get(at).is_some_and(|it| "'’‘′´`".contains(*it));
                at += usize::from(twice);
                Token::Unit(if twice { 2 } else { 1 })
            }
            it if it.is_whitespace() || ":=()[]{}.".contains(it) => continue,
            it if it.is_alphabetic() => {
                while chars.get(at).is_some_and(|it| it.is_alphabetic()) {
                    at += 1;
                }
                match word(&text_of(&chars, start..at))? {
                    Some(token) => token,
                    None => continue,
                }
            }
            _ => return Err(Error::Unreadable),
        };
        tokens.push(token);
        if tokens.len() > MAX_TOKENS {
            return Err(Error::Unreadable);
        }
    }
    // `Lintang Selatan` is a hemisphere, wherever it stands.
    let doubled = |it: &Token, next: Option<&Token>| match (it, next) {
        (Token::Label(label), Some(Token::Side { axis, .. })) => label == axis,
        _ => false,
    };
    let single = tokens.iter().enumerate().filter(|(at, it)| !doubled(it, tokens.get(at + 1)));
    Ok(single.map(|it| *it.1).collect())
}

/// A word of a koordinat; `None` for one that says nothing.
fn word(word: &str) -> Result<Option<Token>, Error> {
    let side = |axis, negative| Token::Side { axis, negative };
    Ok(Some(match word {
        "n" | "u" | "lu" | "utara" | "north" => side(Axis::Lintang, false),
        "s" | "ls" | "selatan" | "south" => side(Axis::Lintang, true),
        "e" | "t" | "bt" | "timur" | "east" => side(Axis::Bujur, false),
        "w" | "b" | "bb" | "barat" | "west" => side(Axis::Bujur, true),
        "lintang" | "lat" | "latitude" | "y" => Token::Label(Axis::Lintang),
        "bujur" | "lng" | "lon" | "long" | "longitude" | "x" => Token::Label(Axis::Bujur),
        // A small o is what is left of a degree sign in many sheets.
        "derajat" | "deg" | "o" => Token::Unit(0),
        "menit" | "min" => Token::Unit(1),
        "detik" | "sec" => Token::Unit(2),
        "dan" => Token::Comma,
        "koordinat" | "titik" | "lokasi" | "gps" => return Ok(None),
        _ => return Err(Error::Unreadable),
    }))
}

/// One angle while it is read.
#[derive(Clone, Default, Debug)]
struct Angle {
    label: Option<Axis>,
    side: Option<(Axis, bool)>,
    negative: bool,
    /// Degrees, minutes, seconds as far as given.
    numbers: Vec<Decimal>,
    /// Whether a sign stood behind any of them.
    signed: bool,
    closed: bool,
}

impl Angle {
    fn is_begun(&self) -> bool {
        !self.numbers.is_empty()
    }

    /// Degrees with their sign.
    fn degrees(&self) -> Result<Decimal, Error> {
        let sixty = Decimal::from(60);
        if self.numbers.len() > 3 {
            return Err(Error::Unreadable);
        }
        let mut sum = Decimal::ZERO;
        for (at, number) in self.numbers.iter().enumerate().rev() {
            let last = at + 1 == self.numbers.len();
            if (!last && !number.is_integer()) || (at > 0 && *number >= sixty) || *number > Decimal::from(180) {
                return Err(if at == 0 { Error::OutOfRange } else { Error::Unreadable });
            }
            sum = if at > 0 { (sum + *number) / sixty } else { sum + *number };
        }
        let south_or_west = match self.side {
            Some((_, negative)) if self.negative && !negative => return Err(Error::Unreadable),
            Some((_, negative)) => negative,
            None => self.negative,
        };
        Ok(if south_or_west { -sum } else { sum })
    }

    fn axis(&self) -> Option<Axis> {
        self.side.map(|it| it.0)
    }
}

/// The two angles of a text.
fn angles(tokens: &[Token]) -> Result<[Angle; 2], Error> {
    let mut done: Vec<Angle> = Vec::new();
    let mut now = Angle::default();
    let close = |now: &mut Angle, done: &mut Vec<Angle>| done.push(std::mem::take(now));
    for (at, token) in tokens.iter().enumerate() {
        match *token {
            Token::Number { value, negative } => {
                let new_degrees = tokens.get(at + 1) == Some(&Token::Unit(0));
                if now.closed || (now.is_begun() && (negative || new_degrees)) {
                    close(&mut now, &mut done);
                }
                now.negative |= negative;
                now.numbers.push(value);
            }
            // The sign must fit the place: `6' 59°` is no angle.
            Token::Unit(unit) if now.numbers.len() == unit + 1 && !now.closed => {
                now.signed = true;
            }
            Token::Unit(_) => return Err(Error::Unreadable),
            Token::Side { axis, negative } if now.is_begun() && now.side.is_none() && !now.closed => {
                (now.side, now.closed) = (Some((axis, negative)), true);
            }
            Token::Side { axis, negative } => {
                if now.is_begun() {
                    close(&mut now, &mut done);
                } else if now.side.is_some() {
                    return Err(Error::Unreadable);
                }
                now.side = Some((axis, negative));
            }
            Token::Label(axis) => {
                if now.is_begun() {
                    close(&mut now, &mut done);
                } else if now.label.is_some() || now.side.is_some() {
                    return Err(Error::Unreadable);
                }
                now.label = Some(axis);
            }
            // A separator with nothing before it may be a minus that lost its digit.
            Token::Comma if !now.is_begun() || at + 1 == tokens.len() => return Err(Error::Unreadable),
            Token::Comma => close(&mut now, &mut done),
        }
    }
    if now.is_begun() || now.side.is_some() || now.label.is_some() {
        done.push(now);
    }
    // `-6.98 110.40`: two numbers and nothing else are two angles.
    if let [Angle { label: None, side: None, signed: false, numbers, negative, .. }] = done.as_slice()
        && let [first, second] = numbers.as_slice()
    {
        let of = |number: &Decimal, negative| Angle { numbers: vec![*number], negative, ..Angle::default() };
        return Ok([of(first, *negative), of(second, false)]);
    }
    let several = done.len() > 2;
    let pair: [Angle; 2] = done.try_into().map_err(|_| if several { Error::Several } else { Error::Unreadable })?;
    if pair.iter().all(Angle::is_begun) { Ok(pair) } else { Err(Error::Unreadable) }
}

/// Which angle is which.
fn point([first, second]: &[Angle; 2]) -> Result<Koordinat, Error> {
    let (a, b) = (first.degrees()?, second.degrees()?);
    if first.axis().is_some() && first.axis() == second.axis() {
        return Err(Error::Unreadable);
    }
    let point = |lintang, bujur| Koordinat::new(lintang, bujur).ok_or(Error::OutOfRange);
    // A hemisphere is sure; a label or the order may be mistaken.
    if first.axis() == Some(Axis::Lintang) || second.axis() == Some(Axis::Bujur) {
        return point(a, b);
    }
    if first.axis().is_some() || second.axis().is_some() {
        return point(b, a);
    }
    if first.label.is_some() && first.label == second.label {
        return Err(Error::Unreadable);
    }
    let turned = first.label == Some(Axis::Bujur) || second.label == Some(Axis::Lintang);
    let (lintang, bujur) = if turned { (b, a) } else { (a, b) };
    let (as_said, other) = (point(lintang, bujur), point(bujur, lintang));
    match (as_said, other) {
        (Ok(it), Ok(other)) if !it.inside_indonesia() && other.inside_indonesia() => Ok(other),
        (Ok(it), _) => Ok(it),
        (Err(_), other) => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SEMARANG: &str = "-6.983300, 110.409100";
    /// 6°59'0" S, 110°24'33" E.
    const SIXTIETHS: &str = "-6.983333, 110.409167";

    fn check(text: &str, expected: Result<&str, Error>) {
        let read = read(text).map(|it| it.to_string());
        assert_eq!(read.as_deref(), expected.as_ref().copied(), "{text:?}");
    }

    #[test]
    fn decimal_degrees_are_read_in_every_usual_form() {
        for text in [
            "-6.9833, 110.4091",
            "-6.9833,110.4091",
            "-6.9833 110.4091",
            "-6.9833;110.4091",
            "(-6.9833, 110.4091)",
            "-6,9833; 110,4091",
            "-6,9833, 110,4091",
            "-6,9833 110,4091",
            "-6,9833,110,4091",
            "-6.9833/110.4091",
            "−6.9833, 110.4091",
            "6.9833 S 110.4091 E",
            "6.9833S, 110.4091E",
            "S 6.9833 E 110.4091",
            "S6.9833, E110.4091",
            "110.4091 BT, 6.9833 LS",
            "6,9833 LS 110,4091 BT",
            "6.9833° S, 110.4091° E",
            "-6.9833°, 110.4091°",
            "-6.9833 S, 110.4091 E",
            "Lat: -6.9833, Long: 110.4091",
            "Long 110.4091 Lat -6.9833",
            "latitude=-6.9833 longitude=110.4091",
            "X: 110.4091 Y: -6.9833",
            "Titik koordinat: -6.9833, 110.4091.",
            "Lintang Selatan 6.9833, Bujur Timur 110.4091",
            "6,9833 Lintang Selatan dan 110,4091 Bujur Timur",
            "-6.9833\n110.4091",
            "\u{a0}-6.9833,\u{a0}110.4091\t",
            "-6.9833, +110.4091",
            "6.9833 LS - 110.4091 BT",
        ] {
            check(text, Ok(SEMARANG));
        }
    }

    #[test]
    fn swapped_numbers_are_put_right_where_only_one_order_is_in_indonesia() {
        for text in ["110.4091, -6.9833", "110,4091; -6,9833", "Lat: 110.4091 Long: -6.9833", "Lat 110.4091, -6.9833"] {
            check(text, Ok(SEMARANG));
        }
        check("51.5, -0.12", Ok("51.500000, -0.120000"));
        check("120.5, 35.25", Ok("35.250000, 120.500000"));
        check("2.5, 3.5", Ok("2.500000, 3.500000"));
        // A hemisphere is not doubted.
        check("110.4091 S, 6.9833 E", Err(Error::OutOfRange));
    }

    #[test]
    fn sixtieths_are_read_in_every_usual_form() {
        for text in [
            "6°59'0\"S 110°24'33\"E",
            "6° 59' 0\" LS, 110° 24' 33\" BT",
            "6°59′0″S, 110°24′33″E",
            "6º59’00”LS 110º24’33”BT",
            "6°59'00.0\"S 110°24'33.0\"E",
            "6°59'S 110°24'33''E",
            "-6°59'0\" 110°24'33\"",
            "6 59 0 S 110 24 33 E",
            "S 6°59'0\" E 110°24'33\"",
            "6 derajat 59 menit 0 detik LS, 110 derajat 24 menit 33 detik BT",
            "-6 59 0, 110 24 33",
            "6°59' Lintang Selatan, 110°24,55' Bujur Timur",
            "6:59:0 S, 110:24:33 E",
            "110°24'33\"BT 6°59'0\"LS",
            "6°59.000' S, 110°24.550' E",
            "LS: 6°59'0\" BT: 110°24'33\"",
            "S 06° 59' 00,0'' E 110° 24' 33,0''",
            "6o59'0\" LS 110o24'33\" BT",
            "\u{200e}6°59'0\"S\u{200e} 110°24'33\"E",
        ] {
            check(text, Ok(SIXTIETHS));
        }
        check("0°30'0\" LU 109°20'0\" BT", Ok("0.500000, 109.333333"));
        check("-0°30'0\", 109°20'0\"", Ok("-0.500000, 109.333333"));
    }

    #[test]
    fn what_no_single_place_is_meant_by_is_refused() {
        for text in [
            "",
            " ",
            "Balai Kota Semarang",
            "-6.9833",
            "110,4091",
            "-7,110",
            "-6.9833110.4091",
            "-6.9833-110.4091",
            "-6.983.300, 110.409.100",
            "-6.983, 110,409",
            "6°59'0\" 61' S 110°24'33\"E",
            "6°99'0\"S 110°24'33\"E",
            "6.5°59'S 110°24'E",
            "6'59°S 110°24'E",
            "-6.98 N, 110.4 E",
            "6.98 S 110.4 S",
            "S S 6.98 E 110.4",
            "- 6.9833, 110.4091",
            "6 59 0 110 24 33",
            "49M 434567 9228123",
            "6P5G2CC5+X8",
            "6.98 S E",
            "lat lat 6 7",
            "-6.9833 110.4091 12 m",
            "-6.9833,, 110.4091",
            "1/2/2024",
            "٦٫٩٨, ١١٠",
            "-99999999999999999999999999999999, 1",
        ] {
            assert!(read(text).is_err(), "{text:?} was read as {}", read(text).unwrap());
        }
        check("-6.98, 110.40, -7.01, 110.45", Err(Error::Several));
        check("-96.98, 210.40", Err(Error::OutOfRange));
        assert!(read(&"-6.98, 110.4 ".repeat(1000)).is_err());
        assert!(read(&"((((".repeat(500)).is_err());
    }
}
