//! How a number is shown: what a cell's format makes of it.

use chrono::{Datelike, NaiveDate, TimeDelta};
use domain::core::date::PartialDate;

use super::Cell;

/// What matters of a number format.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Shown {
    /// The number itself.
    #[default]
    Plain,
    /// At least so many digits before the point, exactly so many after it.
    Digits { before: usize, after: usize, percent: bool },
    /// A date; which parts of it are shown.
    Date { month: bool, day: bool },
    /// A time of day alone.
    Time,
}

/// What matters of how a cell looks.
#[derive(Clone, Copy, Default)]
pub(super) struct CellFormat {
    pub shown: Shown,
    pub struck: bool,
}

/// The formats that have a number and no code (ECMA-376 part 1, 18.8.30).
pub(super) fn of_id(id: u32) -> Shown {
    match id {
        9 => Shown::Digits { before: 1, after: 0, percent: true },
        10 => Shown::Digits { before: 1, after: 2, percent: true },
        14..=16 | 22 | 27..=31 | 36 | 50..=54 | 57 | 58 => Shown::Date { month: true, day: true },
        17 => Shown::Date { month: true, day: false },
        18..=21 | 32..=35 | 45 | 47 | 55 | 56 => Shown::Time,
        _ => Shown::Plain,
    }
}

/// Reads a format code, such as `dd/mm/yyyy;@` or `[$-421]mmmm yyyy`.
pub(super) fn of_code(code: &str) -> Shown {
    // The first of the sections is that of positive numbers.
    let mut bare = String::new();
    let mut letters = code.chars();
    while let Some(it) = letters.next() {
        match it {
            ';' => break,
            '"' => drop(letters.by_ref().find(|it| *it == '"')),
            '\\' | '_' | '*' => drop(letters.next()),
            '[' => {
                let inside: String = letters.by_ref().take_while(|it| *it != ']').collect();
                let elapsed = inside.to_lowercase();
                if !elapsed.is_empty() && elapsed.chars().all(|it| matches!(it, 'h' | 'm' | 's')) {
                    return Shown::Plain;
                }
            }
            other => bare.extend(other.to_lowercase()),
        }
    }
    if bare.contains("general") || bare.contains("standar") {
        return Shown::Plain;
    }
    let has = |letter: char| bare.contains(letter);
    if has('y') || has('d') {
        return Shown::Date { month: has('m') || has('d'), day: has('d') };
    }
    if has('h') || has('s') {
        return Shown::Time;
    }
    if has('m') {
        return Shown::Date { month: true, day: false };
    }
    let (number, percent) = match bare.trim().strip_suffix('%') {
        Some(number) => (number, true),
        None => (bare.trim(), false),
    };
    let (before, after) = number.split_once('.').unwrap_or((number, ""));
    let zeros = |it: &str| it.chars().all(|it| it == '0') && it.len() <= 15;
    if !before.is_empty() && zeros(before) && zeros(after) && (percent || before.len() > 1 || !after.is_empty()) {
        return Shown::Digits { before: before.len(), after: after.len(), percent };
    }
    Shown::Plain
}

/// The same for Office, which gives some formats a name instead: `Short Date`.
pub(super) fn of_name_or_code(code: &str) -> Shown {
    match code.trim().to_ascii_lowercase().as_str() {
        "general date" | "short date" | "medium date" | "long date" => Shown::Date { month: true, day: true },
        "long time" | "medium time" | "short time" => Shown::Time,
        "percent" => Shown::Digits { before: 1, after: 2, percent: true },
        "general" | "general number" | "standard" | "fixed" | "scientific" | "currency" | "euro currency"
        | "yes/no" | "true/false" | "on/off" => Shown::Plain,
        _ => of_code(code),
    }
}

/// A day that a cell holds as such, or the month or year that is shown of it.
pub(super) fn as_shown(day: PartialDate, shown: Shown) -> Cell {
    let Shown::Date { month, day: with_day } = shown else { return Cell::Date(day) };
    let first = day.first_day();
    let known = PartialDate::new(first.year(), month.then_some(first.month()), with_day.then_some(first.day()));
    Cell::Date(known.unwrap_or(day))
}

/// A number as a cell. `from_1904` is the other of the two calendars.
pub(super) fn show(value: f64, shown: Shown, from_1904: bool) -> Cell {
    if !value.is_finite() {
        return Cell::Fault("#NUM!".into());
    }
    let text = match shown {
        Shown::Plain => plain(value),
        Shown::Digits { before, after, percent } => {
            let value = if percent { value * 100.0 } else { value };
            let width = if after == 0 { before } else { before + 1 + after } + usize::from(value < 0.0);
            format!("{value:0width$.after$}{}", if percent { "%" } else { "" })
        }
        Shown::Date { month, day } => match date(value, from_1904) {
            Some(it) => {
                let month = month.then_some(it.month());
                let known = PartialDate::new(it.year(), month, day.then_some(it.day()));
                return known.map_or_else(|| Cell::Number(plain(value).into()), Cell::Date);
            }
            None => plain(value),
        },
        Shown::Time => {
            // At most a day has so many minutes.
            #[allow(clippy::cast_possible_truncation)]
            let minutes = (value.rem_euclid(1.0) * 1440.0).round() as i64 % 1440;
            return Cell::Text(format!("{:02}:{:02}", minutes / 60, minutes % 60).into());
        }
    };
    Cell::Number(text.into())
}

/// The shortest text of a number with the 15 digits that spreadsheets keep.
pub(super) fn plain(value: f64) -> String {
    let rounded: f64 = format!("{value:.14e}").parse().unwrap_or(value);
    let text = rounded.to_string();
    if text == "-0" { "0".to_owned() } else { text }
}

/// The number as it is seen, where what is seen is that number; a comma may be
/// its point, as in Indonesia.
pub(super) fn number_of(value: f64, seen: &str, percent: bool) -> String {
    let dotted = seen.replace(',', ".");
    let (digits, scale) = match dotted.strip_suffix('%') {
        Some(it) if percent => (it, 100.0),
        _ => (dotted.as_str(), 1.0),
    };
    let same = digits.parse::<f64>().is_ok_and(|it| (it - value * scale).abs() < 1e-9);
    let plain_digits = digits.bytes().all(|it| it.is_ascii_digit() || matches!(it, b'.' | b'-'));
    if same && plain_digits {
        return dotted;
    }
    if percent { format!("{}%", plain(value * 100.0)) } else { plain(value) }
}

/// The day of a serial number.
fn date(serial: f64, from_1904: bool) -> Option<NaiveDate> {
    if !(0.0..3_000_000.0).contains(&serial) {
        return None;
    }
    // Below three million, so it fits.
    #[allow(clippy::cast_possible_truncation)]
    let days = serial.floor() as i64;
    let first = if from_1904 {
        NaiveDate::from_ymd_opt(1904, 1, 1)?
    } else {
        // Excel keeps the 29 February 1900 that never was.
        NaiveDate::from_ymd_opt(1899, 12, if days < 60 { 31 } else { 30 })?
    };
    first.checked_add_signed(TimeDelta::try_days(days)?)
}

/// A date in ISO form, with or without a time behind it.
pub(super) fn iso(text: &str) -> Option<PartialDate> {
    let day = text.split(['T', ' ']).next().unwrap_or_default();
    PartialDate::read(day).ok().filter(|it| it.is_complete() && day.len() == 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_tells_dates_from_numbers() {
        let day = Shown::Date { month: true, day: true };
        let month = Shown::Date { month: true, day: false };
        for (code, expected) in [
            ("General", Shown::Plain),
            ("dd/mm/yyyy", day),
            ("[$-421]dd mmmm yyyy;@", day),
            ("[$-F800]dddd\\, mmmm dd\\, yyyy", day),
            ("yyyy-mm-dd hh:mm:ss", day),
            ("mmmm yyyy", month),
            ("mmm-yy", month),
            ("yyyy", Shown::Date { month: false, day: false }),
            ("h:mm", Shown::Time),
            ("[h]:mm", Shown::Plain),
            ("#,##0", Shown::Plain),
            ("\"Rp\"#,##0.00", Shown::Plain),
            ("\"hari dan bulan\" 0", Shown::Plain),
            ("0", Shown::Plain),
            ("000", Shown::Digits { before: 3, after: 0, percent: false }),
            ("0.00", Shown::Digits { before: 1, after: 2, percent: false }),
            ("0%", Shown::Digits { before: 1, after: 0, percent: true }),
            ("@", Shown::Plain),
        ] {
            assert_eq!(of_code(code), expected, "{code}");
        }
    }

    #[test]
    fn numbers_look_as_in_the_sheet() {
        let day = Shown::Date { month: true, day: true };
        for (value, shown, expected) in [
            (3.0, Shown::Plain, "3"),
            (-0.0, Shown::Plain, "0"),
            (0.1 + 0.2, Shown::Plain, "0.3"),
            (1_234_567_890_123.0, Shown::Plain, "1234567890123"),
            (7.0, Shown::Digits { before: 3, after: 0, percent: false }, "007"),
            (1.1, Shown::Digits { before: 1, after: 2, percent: false }, "1.10"),
            (0.5, Shown::Digits { before: 1, after: 0, percent: true }, "50%"),
            (45_521.0, day, "2024-08-17"),
            (45_521.75, day, "2024-08-17"),
            (60.0, day, "1900-02-28"),
            (45_505.0, Shown::Date { month: true, day: false }, "2024-08"),
            (45_505.0, Shown::Date { month: false, day: false }, "2024"),
            (-4.0, day, "-4"),
            (0.75, Shown::Time, "18:00"),
        ] {
            assert_eq!(show(value, shown, false).text(), expected, "{value} {shown:?}");
        }
        assert_eq!(show(44_059.0, day, true).text(), "2024-08-17");
        assert_eq!(show(f64::NAN, day, true), Cell::Fault("#NUM!".into()));
    }
    #[test]
    fn a_number_is_as_seen_where_that_is_the_number() {
        for (value, seen, percent, expected) in [
            (1.1, "1,10", false, "1.10"),
            (7.0, "007", false, "007"),
            (1500.0, "1.500", false, "1500"),
            (1_500_000.0, "Rp1.500.000", false, "1500000"),
            (0.5, "50%", true, "50%"),
            (0.5, "", true, "50%"),
            (3.0, "", false, "3"),
        ] {
            assert_eq!(number_of(value, seen, percent), expected, "{seen}");
        }
    }
}
