//! A number as officers type it: `1.234,5`, `12,5`, `85%`.
//!
//! The comma is the decimal sign and the point parts thousands, as in every
//! Indonesian document; a point is also read as a decimal sign where it can mean
//! nothing else. `1.234` could be either, and a number a thousand times too large
//! would choose the wrong parameter in silence: it is refused.

use rust_decimal::Decimal;

/// Why a text is no number.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NumberError {
    /// Neither reading of points and commas makes it a number; holds what was typed.
    #[error("{0:?} is no number")]
    Unreadable(String),
    /// Both readings, as they could be typed without doubt.
    #[error("{text:?} may be {whole} or {fraction}")]
    Ambiguous {
        /// What was typed, such as `1.234`.
        text: String,
        /// With the point parting thousands: `1234`.
        whole: String,
        /// With the point as the decimal sign: `1,234`.
        fraction: String,
    },
    /// A percent sign on something that is not counted in percent.
    #[error("{text:?} is in percent, wanted is {satuan}")]
    NotPercent {
        /// What was typed, such as `85%`.
        text: String,
        /// The unit that the number is counted in instead.
        satuan: String,
    },
    /// Below 0, where there is no fewer than none; holds the number as it was read.
    #[error("{0} is below 0")]
    Negative(Decimal),
}

/// A number of things as views and documents hold it. More than 4,294,967,295 are
/// told as that many.
pub fn count(n: impl TryInto<u32>) -> u32 {
    n.try_into().unwrap_or(u32::MAX)
}

/// More digits than any number of an indikator has.
const MAX_DIGITS: usize = 18;

/// Reads a number that is counted in `satuan`. A percent sign is read where the
/// unit is percent; it changes nothing: `85%` is 85 persen.
///
/// # Errors
/// It is no number, or may be two.
pub fn read_number(text: &str, satuan: &str) -> Result<Decimal, NumberError> {
    let unreadable = || NumberError::Unreadable(text.trim().to_owned());
    let mut rest = text.trim();
    if let Some(before) = rest.strip_suffix('%') {
        if !satuan.contains("persen") {
            return Err(NumberError::NotPercent { text: rest.to_owned(), satuan: satuan.to_owned() });
        }
        rest = before.trim_end();
    }
    let (negative, digits) = match rest.strip_prefix(['-', '−', '–']) {
        Some(after) => (true, after.trim_start()),
        None => (false, rest.strip_prefix('+').unwrap_or(rest)),
    };
    let known = |it: char| it.is_ascii_digit() || it == '.' || it == ',';
    let n = digits.chars().filter(char::is_ascii_digit).count();
    if n == 0 || n > MAX_DIGITS || !digits.chars().all(known) {
        return Err(unreadable());
    }
    let (whole, fraction) = match (digits.rfind(','), digits.rfind('.')) {
        (None, None) => (digits.to_owned(), ""),
        (Some(comma), None) => parted(digits, ',', comma, '.').ok_or_else(unreadable)?,
        // The last of the two signs is the decimal one, whichever it is.
        (Some(comma), Some(point)) if comma > point => parted(digits, ',', comma, '.').ok_or_else(unreadable)?,
        (Some(_), Some(point)) => parted(digits, '.', point, ',').ok_or_else(unreadable)?,
        (None, Some(_)) if digits.matches('.').count() > 1 => (grouped(digits, '.').ok_or_else(unreadable)?, ""),
        (None, Some(point)) => {
            let (whole, fraction) = parted(digits, '.', point, ',').ok_or_else(unreadable)?;
            if fraction.len() == 3 && grouped(digits, '.').is_some() {
                let sign = if negative { "-" } else { "" };
                return Err(NumberError::Ambiguous {
                    text: text.trim().to_owned(),
                    whole: format!("{sign}{whole}{fraction}"),
                    fraction: format!("{sign}{whole},{fraction}"),
                });
            }
            (whole, fraction)
        }
    };
    let plain = if fraction.is_empty() { whole } else { format!("{whole}.{fraction}") };
    let value: Decimal = plain.parse().map_err(|_| unreadable())?;
    let value = value.normalize();
    Ok(if negative && !value.is_zero() { -value } else { value })
}

/// Reads a decimal as documents of ours write it: digits and a point, no thousands.
///
/// # Errors
/// It is written otherwise.
pub fn read_exact(text: &str) -> Result<Decimal, NumberError> {
    let strict = text.bytes().all(|it| it.is_ascii_digit() || it == b'.' || it == b'-');
    let value: Option<Decimal> = text.parse().ok().filter(|_| strict);
    value.map(|it| it.normalize()).ok_or_else(|| NumberError::Unreadable(text.to_owned()))
}

/// Whole and fraction at the one decimal sign; thousands are parted by `group`.
fn parted(digits: &str, decimal: char, at: usize, group: char) -> Option<(String, &str)> {
    let (whole, fraction) = (digits.get(..at)?, digits.get(at + 1..)?);
    if whole.is_empty() || fraction.is_empty() || whole.contains(decimal) || fraction.contains(group) {
        return None;
    }
    let whole = if whole.contains(group) { grouped(whole, group)? } else { whole.to_owned() };
    Some((whole, fraction))
}

/// The digits without their group signs, where every group but the first has
/// three and the first does not begin with 0.
fn grouped(digits: &str, group: char) -> Option<String> {
    let mut groups = digits.split(group);
    let first = groups.next()?;
    let fits = (1..=3).contains(&first.len()) && !first.starts_with('0') && groups.all(|it| it.len() == 3);
    fits.then(|| digits.replace(group, ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_indonesians_type_them() {
        let table = [
            ("85", "85"),
            (" 12,5 ", "12.5"),
            ("1.234,5", "1234.5"),
            ("1.234.567", "1234567"),
            ("1.234.567,89", "1234567.89"),
            ("12,50", "12.5"),
            ("1,234", "1.234"),
            ("0,907", "0.907"),
            // A point that can only be a decimal sign.
            ("12.5", "12.5"),
            ("12.25", "12.25"),
            ("0.907", "0.907"),
            ("1234.567", "1234.567"),
            ("1,234.5", "1234.5"),
            ("33.8456", "33.8456"),
            // Percent, signs.
            ("85%", "85"),
            ("85,5 %", "85.5"),
            ("-5,15", "-5.15"),
            ("−5,15%", "-5.15"),
            ("- 5", "-5"),
            ("+3", "3"),
            ("-0", "0"),
            ("007", "7"),
        ];
        for (text, value) in table {
            assert_eq!(read_number(text, "persen").map(|it| it.to_string()), Ok(value.to_owned()), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_or_two_is_refused() {
        let no = [
            "",
            " ",
            "abc",
            "12a",
            "1,2,3",
            "1.2.3",
            "1.23.456",
            "12,",
            ",5",
            ".",
            "%",
            "1 234",
            "--5",
            "1..2",
            "1.234,5.6",
            "1234.567,8",
            "85%%",
            "1e5",
            "½",
            "٣",
            "1234567890123456789",
        ];
        for text in no {
            assert_eq!(read_number(text, "persen"), Err(NumberError::Unreadable(text.trim().to_owned())), "{text}");
        }
        let two = |text: &str| match read_number(text, "orang") {
            Err(NumberError::Ambiguous { whole, fraction, .. }) => (whole, fraction),
            other => panic!("{text}: {other:?}"),
        };
        assert_eq!(two("1.500"), ("1500".into(), "1,500".into()));
        assert_eq!(two("-12.345"), ("-12345".into(), "-12,345".into()));
        assert!(matches!(read_number("85%", "orang"), Err(NumberError::NotPercent { .. })));
        assert!(read_number("0,85%", "poin persen").is_ok());
    }
}
