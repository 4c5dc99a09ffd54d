//! Dates as officers know them: sometimes only the year or the month.

mod read;

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
    &["januari", "jan", "january", "djanuari"],
    &["februari", "feb", "pebruari", "february", "peb"],
    &["maret", "mar", "march", "mrt", "maart"],
    &["april", "apr"],
    &["mei", "may"],
    &["juni", "jun", "june", "djuni"],
    &["juli", "jul", "july", "djuli"],
    &["agustus", "agu", "agt", "ags", "agust", "august", "aug", "ag"],
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
        NaiveDate::from_ymd_opt(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1)).unwrap_or_default()
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

    /// The year, which is always known.
    pub fn year(self) -> i32 {
        self.first_day().year()
    }

    /// Whether day, month and year are known.
    pub fn is_complete(self) -> bool {
        self.day.is_some()
    }

    /// As Indonesian readers write it: `17 Agustus 2024`, `Agustus 2022`, `2022`.
    pub fn in_words(self) -> String {
        let month = self.month.and_then(|it| BULAN.get(it.checked_sub(1)? as usize)?.first()).map(|name| {
            let mut letters = name.chars();
            letters.next().map_or_else(String::new, |it| it.to_uppercase().chain(letters).collect::<String>())
        });
        let day = self.day.map(|it| it.to_string());
        [day, month, Some(self.year.to_string())].into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    /// Reads what an officer types: `17/08/2024`, `17-8-2024`, `2024-08-17`,
    /// `17 Agustus 2024`, `12-Jan-24`, `Agustus 2022`, `08/2022`, `2022`; with a
    /// weekday, a word such as `Tanggal` before it, or a time behind it.
    ///
    /// The day always comes before the month: `8/17/2024` is refused, since
    /// whoever writes so means another day by `8/7/2024`. Two digits are a year
    /// from 2000 to 2049, and only behind a day and a month. Of a range
    /// (`12 s.d. 14 Maret 2024`, `Januari-Maret 2024`, `2024/2025`) the beginning
    /// is read. A triwulan or semester is its year: which of its months is meant
    /// is not known, and so with `awal tahun 2023` or `akhir Desember 2022`. A weekday
    /// is not held against the date, and one wrong letter in the name of a month not
    /// either. `Jan-24` is a month, as spreadsheets show it; `24 Jan` is no date.
    ///
    /// # Errors
    /// The text itself, when no reading, or no single one, gives an existing date.
    pub fn read(text: &str) -> Result<Self, DateError> {
        read::read(text)
    }

    /// The day of a workbook's serial number: days since 30 December 1899, the
    /// hours behind the point left out. For cells that the workbook formats as
    /// dates only. Numbers before 1990 are refused, since a year typed into such a
    /// cell would pass for a day of 1905; so is all after 2100.
    pub fn from_serial(serial: f64) -> Option<Self> {
        // 1 January 1990 and 31 December 2100.
        let day = serial.floor();
        if !(32_874.0..=73_415.0).contains(&day) {
            return None;
        }
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole, and between those two days")]
        let days = chrono::Days::new(day as u64);
        let date = NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(days)?;
        Self::new(date.year(), Some(date.month()), Some(date.day()))
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

    #[test]
    fn serial_numbers_of_a_workbook_are_days() {
        for (serial, expected) in [
            (45303.0, Some("2024-01-12")),
            (45303.999, Some("2024-01-12")),
            (32874.0, Some("1990-01-01")),
            (73415.5, Some("2100-12-31")),
            (73416.0, None),
            (2024.0, None),
            (0.0, None),
            (-45303.0, None),
            (f64::NAN, None),
            (f64::INFINITY, None),
        ] {
            assert_eq!(PartialDate::from_serial(serial).map(|it| it.to_string()).as_deref(), expected, "{serial}");
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
