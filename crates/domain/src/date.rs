//! Dates as officers know them: sometimes only the year or the month.

use std::{fmt, str::FromStr};

use chrono::{Datelike, NaiveDate};

/// A date with the precision that is known. Ordered by its first day.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct PartialDate {
    year: i32,
    month: Option<u32>,
    day: Option<u32>,
}

/// A text that is not a date in any usual Indonesian form.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a date")]
pub struct DateError(pub String);

const BULAN: [&[&str]; 12] = [
    &["januari", "jan", "january"],
    &["februari", "feb", "pebruari", "february"],
    &["maret", "mar", "march"],
    &["april", "apr"],
    &["mei", "may"],
    &["juni", "jun", "june"],
    &["juli", "jul", "july"],
    &["agustus", "agu", "agt", "ags", "agust", "august", "aug"],
    &["september", "sep", "sept"],
    &["oktober", "okt", "october", "oct"],
    &["november", "nov", "nopember", "nop"],
    &["desember", "des", "december", "dec"],
];

impl PartialDate {
    /// A date of a year between 1900 and 2100, if it exists.
    pub fn new(year: i32, month: Option<u32>, day: Option<u32>) -> Option<Self> {
        let known = (1900..=2100).contains(&year)
            && (month.is_some() || day.is_none())
            && NaiveDate::from_ymd_opt(year, month.unwrap_or(1), day.unwrap_or(1)).is_some();
        known.then_some(Self { year, month, day })
    }

    /// The earliest day it can mean.
    pub fn first_day(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1))
            .unwrap_or_default()
    }

    /// The latest day it can mean.
    pub fn last_day(self) -> NaiveDate {
        let month = self.month.unwrap_or(12);
        (28..=31)
            .rev()
            .map(|day| self.day.unwrap_or(day))
            .find_map(|day| NaiveDate::from_ymd_opt(self.year, month, day))
            .unwrap_or_default()
    }

    pub fn year(self) -> i32 {
        self.first_day().year()
    }

    /// Whether day, month and year are known.
    pub fn is_complete(self) -> bool {
        self.day.is_some()
    }

    /// As Indonesian readers write it: `17 Agustus 2024`, `Agustus 2022`, `2022`.
    pub fn in_words(self) -> String {
        let month = self.month.and_then(|it| BULAN.get(it as usize - 1)).map(|names| {
            let mut letters = names[0].chars();
            letters.next().map_or_else(String::new, |it| it.to_uppercase().chain(letters).collect::<String>())
        });
        let day = self.day.map(|it| it.to_string());
        [day, month, Some(self.year.to_string())].into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    /// Reads what an officer types: `17/08/2024`, `17-8-2024`, `2024-08-17`,
    /// `17 Agustus 2024`, `Agustus 2022`, `08/2022`, `2022`.
    ///
    /// # Errors
    /// The text itself, when no reading gives an existing date.
    pub fn read(text: &str) -> Result<Self, DateError> {
        let lower = text.trim().to_lowercase();
        let parts: Vec<&str> = lower
            .split(|it: char| it.is_whitespace() || matches!(it, '/' | '-' | '.' | ','))
            .filter(|it| !it.is_empty())
            .collect();
        let number = |it: &str| it.parse::<u32>().ok().filter(|_| it.len() <= 4);
        let month = |it: &str| {
            number(it).filter(|_| it.len() <= 2).or_else(|| {
                BULAN.iter().position(|names| names.contains(&it)).and_then(|at| u32::try_from(at + 1).ok())
            })
        };
        let year = |it: &str| {
            number(it).filter(|_| it.len() == 4).and_then(|it| i32::try_from(it).ok())
        };
        let read = match parts.as_slice() {
            [y] => year(y).and_then(|y| Self::new(y, None, None)),
            [a, b] => year(a)
                .zip(month(b))
                .or_else(|| year(b).zip(month(a)))
                .and_then(|(y, m)| Self::new(y, Some(m), None)),
            [a, b, c] => year(a)
                .zip(month(b))
                .zip(number(c))
                .or_else(|| year(c).zip(month(b)).zip(number(a)))
                .and_then(|((y, m), d)| Self::new(y, Some(m), Some(d))),
            _ => None,
        };
        read.ok_or_else(|| DateError(text.to_owned()))
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

impl FromStr for PartialDate {
    type Err = DateError;
    fn from_str(text: &str) -> Result<Self, DateError> {
        Self::read(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(typed: &str, expected: Option<&str>) {
        let read = PartialDate::read(typed).ok().map(|it| it.to_string());
        assert_eq!(read.as_deref(), expected, "typed {typed:?}");
    }

    #[test]
    fn dates_are_read_in_every_usual_form() {
        check("2024-08-17", Some("2024-08-17"));
        check("17/08/2024", Some("2024-08-17"));
        check("17-8-2024", Some("2024-08-17"));
        check(" 17 Agustus 2024 ", Some("2024-08-17"));
        check("1 Nopember 2023", Some("2023-11-01"));
        check("Agustus 2022", Some("2022-08"));
        check("08/2022", Some("2022-08"));
        check("2022-08", Some("2022-08"));
        check("2022", Some("2022"));
        check("17.08.2024", Some("2024-08-17"));
    }

    #[test]
    fn what_is_not_a_date_is_refused() {
        for typed in ["", "kemarin", "31/02/2024", "17/13/2024", "0024-01-01", "99999", "1 2 3 4", "24", "3000"] {
            check(typed, None);
        }
    }

    #[test]
    fn a_partial_date_spans_its_days() {
        let of = |it: &str| PartialDate::read(it).unwrap();
        assert_eq!(of("2024-02").last_day().to_string(), "2024-02-29");
        assert_eq!(of("2022").first_day().to_string(), "2022-01-01");
        assert_eq!(of("2022").last_day().to_string(), "2022-12-31");
        assert_eq!(of("2022-08-05").last_day().to_string(), "2022-08-05");
        assert_eq!(of("2022-08-05").in_words(), "5 Agustus 2022");
        assert_eq!(of("2022-08").in_words(), "Agustus 2022");
    }
}
