//! Days in a column of a recap.
//!
//! One cell alone does not tell whether `01/05/2023` is in January or in May; its
//! column does, since one column was filled in by one habit. So the whole column is
//! looked at first, and where it does not agree with itself a person is asked: no
//! day is guessed against what stands beside it.

use chrono::{Datelike, Days, NaiveDate};
use domain::core::date::PartialDate;

use super::Cell;

/// Which comes first in a column's days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayOrder {
    /// `17/08/2024`, as Indonesians write it.
    DayFirst,
    /// `08/17/2024`, as programs set to American English do.
    MonthFirst,
}

/// What a column's cells say together about its days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DayColumn {
    /// Absent where the cells contradict each other.
    pub order: Option<DayOrder>,
    /// Whether the order was told by the cells, and is not only the usual one.
    pub told: bool,
    /// Its texts have the month first, and a spreadsheet that reads the day first may have
    /// made days of those it could, turned round; nothing where it cannot have been so.
    pub turned: Option<bool>,
    /// Whether a cell may be one of two days.
    pub either: bool,
}

/// Why a cell gives no day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayFault {
    /// Nothing that is known as a day.
    Unreadable,
    /// One of two days, and the column does not say which.
    Either,
}

/// A column holds to one order where the other stands in at most one of so many.
const SLIPS: usize = 5;
/// 1 January 1998 and 31 December 2100 as serial numbers of a workbook. Nothing of
/// before 1998 is an inovasi of a region; a budget or a count under the heading of a
/// day is seldom in between.
const SERIALS: std::ops::RangeInclusive<f64> = 35_796.0..=73_415.0;
/// Years that pass for days of 1905 when they are typed into a cell shown as a date.
const TYPED_YEARS: std::ops::RangeInclusive<i64> = 1990..=2100;

/// `2024-01-31T20:00:00Z`
const SHORTEST_MOMENT: usize = 20;

impl DayColumn {
    /// What the filled cells of a column say.
    pub fn of<'a>(cells: impl Iterator<Item = &'a Cell>) -> Self {
        let (mut day, mut month, mut turned, mut either) = (0, 0, None, false);
        for cell in cells {
            match cell {
                Cell::Text(text) => {
                    for pair in pairs(text) {
                        match pair {
                            (a, b) if a > 12 && b <= 12 => day += 1,
                            (a, b) if a <= 12 && b > 12 => month += 1,
                            (a, b) if a <= 12 && b <= 12 => either |= a != b,
                            _ => {}
                        }
                    }
                }
                // A spreadsheet that reads the day first makes days of the month-first
                // texts that it can, turned round, and leaves the others as texts.
                Cell::Date(it) if it.is_complete() => {
                    turned = Some(turned.unwrap_or(true) && it.first_day().day() <= 12);
                }
                _ => {}
            }
        }
        let order = match (day, month) {
            (_, 0) => Some(DayOrder::DayFirst),
            (day, month) if day >= month * SLIPS => Some(DayOrder::DayFirst),
            (day, month) if month >= day * SLIPS && turned.is_none() => Some(DayOrder::MonthFirst),
            _ => None,
        };
        Self { order, told: day + month > 0, turned, either: either || turned == Some(true) }
    }

    /// Settles columns of one table: where one tells that the month comes first, the
    /// others were hardly filled in by another habit, and their usual order is asked about.
    pub fn settle<'a>(columns: impl Iterator<Item = &'a mut Self>) {
        let mut columns: Vec<&mut Self> = columns.collect();
        if columns.iter().any(|it| it.told && it.order == Some(DayOrder::MonthFirst)) {
            columns.iter_mut().filter(|it| !it.told && it.either).for_each(|it| it.order = None);
        }
    }

    /// The day of a cell, as this program keeps it: `2024-08-17`, `2024-08`, `2024`.
    /// A moment with a zone is the day it was at `zone_minutes` east of Greenwich.
    ///
    /// # Errors
    /// It is none, or one of two.
    pub fn read(self, cell: &Cell, zone_minutes: i32) -> Result<PartialDate, DayFault> {
        match cell {
            Cell::Date(it) => {
                let (day, month) = (it.first_day().day(), it.first_day().month());
                match (self.order, self.turned) {
                    _ if !it.is_complete() || day > 12 || day == month => Ok(typed_year(*it)),
                    (Some(DayOrder::DayFirst), _) => Ok(typed_year(*it)),
                    // All of its days can have been turned round.
                    (Some(DayOrder::MonthFirst), Some(true)) => {
                        PartialDate::new(it.year(), Some(day), Some(month)).ok_or(DayFault::Either)
                    }
                    _ => Err(DayFault::Either),
                }
            }
            Cell::Number(it) => serial(it).or_else(|| PartialDate::read(it).ok()).ok_or(DayFault::Unreadable),
            Cell::Text(it) => self.read_text(it, zone_minutes),
            Cell::Empty | Cell::Bool(_) | Cell::Fault(_) => Err(DayFault::Unreadable),
        }
    }

    fn read_text(self, text: &str, zone_minutes: i32) -> Result<PartialDate, DayFault> {
        if let Some(day) = moment(text.trim(), zone_minutes) {
            return Ok(day);
        }
        let pairs = pairs(text);
        let usual = || PartialDate::read(text).map(typed_year).map_err(|_| DayFault::Unreadable);
        match self.order {
            Some(DayOrder::DayFirst) => usual(),
            Some(DayOrder::MonthFirst) if pairs.is_empty() => usual(),
            Some(DayOrder::MonthFirst) => {
                PartialDate::read(&turned(text)).map(typed_year).map_err(|_| DayFault::Unreadable)
            }
            // What can be read one way only is read that way.
            None if pairs.iter().any(|it| it.0 != it.1 && it.0 <= 12 && it.1 <= 12) => Err(DayFault::Either),
            None if pairs.iter().any(|it| it.1 > 12) => {
                Self { order: Some(DayOrder::MonthFirst), ..self }.read_text(text, zone_minutes)
            }
            None => usual(),
        }
    }
}

/// The day and month of every `1/5/2023` in a text, in the order they stand there:
/// two numbers of at most two digits and a year behind them, parted by one sign.
fn pairs(text: &str) -> Vec<(u32, u32)> {
    places(text).into_iter().map(|it| (it.0.1, it.1.1)).collect()
}

/// Where a number stands, and its value.
type Placed = ((usize, usize), u32);

fn places(text: &str) -> Vec<(Placed, Placed)> {
    let mut numbers: Vec<Placed> = Vec::new();
    let mut start = None;
    for (at, letter) in text.char_indices().chain([(text.len(), ' ')]) {
        match (letter.is_ascii_digit(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                let value = text.get(from..at).and_then(|it| it.parse().ok()).unwrap_or(u32::MAX);
                numbers.push(((from, at), value));
                start = None;
            }
            _ => {}
        }
    }
    let sign =
        |a: &Placed, b: &Placed| text.get(a.0.1..b.0.0).map(str::trim).filter(|it| matches!(*it, "/" | "-" | "."));
    let short = |it: &Placed| it.0.1 - it.0.0 <= 2 && (1..=31).contains(&it.1);
    let year = |it: &Placed| matches!(it.0.1 - it.0.0, 2 | 4);
    let mut found = Vec::new();
    let mut at = 0;
    while let Some([a, b, c]) = numbers.get(at..at + 3) {
        if short(a) && short(b) && year(c) && sign(a, b).is_some() && sign(a, b) == sign(b, c) {
            found.push((*a, *b));
            at += 3;
        } else {
            at += 1;
        }
    }
    found
}

/// The text with day and month changed in every date of it.
fn turned(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut last = 0;
    for (a, b) in places(text) {
        let piece = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
        out.push_str(piece(last, a.0.0));
        out.push_str(piece(b.0.0, b.0.1));
        out.push_str(piece(a.0.1, b.0.0));
        out.push_str(piece(a.0.0, a.0.1));
        last = b.0.1;
    }
    out.push_str(text.get(last..).unwrap_or_default());
    out
}

/// The day of a serial number that lost its format.
fn serial(number: &str) -> Option<PartialDate> {
    let value: f64 = number.parse().ok()?;
    SERIALS.contains(&value).then(|| PartialDate::from_serial(value)).flatten()
}

/// A year that was typed into a cell shown as a date; any other date as it is.
fn typed_year(date: PartialDate) -> PartialDate {
    let days = NaiveDate::from_ymd_opt(1899, 12, 30).map(|it| (date.first_day() - it).num_days());
    let year = days.filter(|it| date.is_complete() && TYPED_YEARS.contains(it)).and_then(|it| i32::try_from(it).ok());
    year.and_then(|it| PartialDate::new(it, None, None)).unwrap_or(date)
}

/// The day of a moment that tells its zone, `2024-01-31T20:00:00Z`, where the region
/// lies.
fn moment(text: &str, zone_minutes: i32) -> Option<PartialDate> {
    // Most days have no clock behind them.
    if text.len() < SHORTEST_MOMENT {
        return None;
    }
    let parsed = chrono::DateTime::parse_from_rfc3339(&text.replacen(' ', "T", 1)).ok()?;
    let there = parsed.naive_utc().checked_add_signed(chrono::TimeDelta::try_minutes(i64::from(zone_minutes))?)?;
    PartialDate::new(there.year(), Some(there.month()), Some(there.day()))
}

/// The day after the last that a recap may tell: of the year after this one.
pub fn latest_day(today: NaiveDate) -> NaiveDate {
    NaiveDate::from_ymd_opt(today.year() + 1, 12, 31).unwrap_or_else(|| today + Days::new(730))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(it: &str) -> Cell {
        Cell::Text(it.into())
    }

    fn days(cells: &[Cell]) -> Vec<String> {
        let column = DayColumn::of(cells.iter());
        let shown = |it: &Cell| match column.read(it, 420) {
            Ok(it) => it.to_string(),
            Err(why) => format!("{why:?}"),
        };
        cells.iter().map(shown).collect()
    }

    #[test]
    fn a_column_is_read_in_one_order() {
        let of = |it: &[&str]| days(&it.iter().map(|it| text(it)).collect::<Vec<_>>());
        assert_eq!(of(&["01/05/2023", "03/07/2024"]), ["2023-05-01", "2024-07-03"]);
        assert_eq!(of(&["01/05/2023", "02/14/2023", "2023"]), ["2023-01-05", "2023-02-14", "2023"]);
        assert_eq!(
            of(&["01/05/2023", "14/02/2023", "02/14/2023", "05/05/2023", "3 Mei 2024"]),
            ["Either", "2023-02-14", "2023-02-14", "2023-05-05", "2024-05-03"]
        );
        // One slip among many is refused by itself.
        let many = ["13/1/2023", "14/1/2023", "15/1/2023", "16/1/2023", "17/1/2023", "1/13/2023", "1/2/2023"];
        assert_eq!(of(&many)[5..], ["Unreadable", "2023-02-01"]);
        assert_eq!(of(&["1/13/2023 - 1/14/2023", "2/1/23"]), ["2023-01-13", "2023-02-01"]);
        assert_eq!(of(&["2023-05-01", "5/13/2023"]), ["2023-05-01", "2023-05-13"]);
    }

    #[test]
    fn days_that_a_spreadsheet_may_have_turned_are_asked() {
        let day = |it: &str| Cell::Date(PartialDate::read(it).unwrap());
        let cells = [day("2023-05-01"), text("02/14/2023"), day("2023-02-20")];
        assert_eq!(days(&cells), ["Either", "2023-02-14", "2023-02-20"]);
        assert_eq!(days(&[day("2023-05-01"), text("14/02/2023")]), ["2023-05-01", "2023-02-14"]);
        // Whoever says that the month comes first says it of these days as well, unless
        // one of them cannot have been turned round.
        let told = |cells: &[Cell]| {
            let column = DayColumn { order: Some(DayOrder::MonthFirst), ..DayColumn::of(cells.iter()) };
            cells.iter().map(|it| column.read(it, 420).map(|it| it.to_string())).collect::<Vec<_>>()
        };
        let read = |it: &str| Ok(it.to_owned());
        assert_eq!(told(&cells), [Err(DayFault::Either), read("2023-02-14"), read("2023-02-20")]);
        assert_eq!(told(&[day("2023-05-01"), text("02/14/2023")]), [read("2023-01-05"), read("2023-02-14")]);
        assert_eq!(told(&[day("2023-05-05"), text("02/14/2023")]), [read("2023-05-05"), read("2023-02-14")]);
    }

    #[test]
    fn only_a_column_with_a_day_that_may_be_two_is_asked_about_for_another() {
        let day = |it: &str| Cell::Date(PartialDate::read(it).unwrap());
        for (cells, order) in [
            (vec![text("3/4/2023")], None),
            (vec![text("3 April 2023"), text("2024")], Some(DayOrder::DayFirst)),
            (vec![day("2023-04-03"), day("2023-04-23")], Some(DayOrder::DayFirst)),
            (vec![day("2023-04-03")], None),
        ] {
            let mut columns = [DayColumn::of([text("02/14/2023")].iter()), DayColumn::of(cells.iter())];
            DayColumn::settle(columns.iter_mut());
            assert_eq!(columns[1].order, order, "{cells:?}");
        }
    }

    #[test]
    fn a_year_in_a_cell_of_days_is_a_year() {
        let day = |y, m, d| Cell::Date(PartialDate::new(y, Some(m), Some(d)).unwrap());
        assert_eq!(days(&[day(1905, 7, 15), day(1905, 7, 14), text("15/07/1905")]), ["2023", "2022", "2023"]);
        assert_eq!(days(&[day(1904, 7, 15)]), ["1904-07-15"]);
    }

    #[test]
    fn numbers_under_the_heading_of_a_day_are_days() {
        let number = |it: &str| Cell::Number(it.into());
        let cells = ["45521", "45000.5", "2024", "7", "99999", "12,5"].map(number);
        assert_eq!(days(&cells), ["2024-08-17", "2023-03-15", "2024", "Unreadable", "Unreadable", "Unreadable"]);
    }

    #[test]
    fn a_moment_is_the_day_it_was_in_the_region() {
        let of = |it: &str, zone| DayColumn::default().read(&text(it), zone).map(|it| it.to_string());
        assert_eq!(of("2024-01-31T20:00:00Z", 420), Ok("2024-02-01".into()));
        assert_eq!(of("2024-01-31 20:00:00+07:00", 420), Ok("2024-01-31".into()));
        assert_eq!(of("2024-01-31T15:30:00Z", 540), Ok("2024-02-01".into()));
        assert_eq!(of("2024-01-31T20:00:00", 420), Ok("2024-01-31".into()));
    }
}
