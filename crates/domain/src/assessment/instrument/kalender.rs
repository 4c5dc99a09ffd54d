//! The stages of an award's year against a day: what is ahead, what runs, what is
//! over. The texts are as precise as their sources (`2026`, `2026-06`,
//! `2026-06-30`), and nothing here is more precise than they are.

use chrono::NaiveDate;

use crate::{core::date::PartialDate, named};

named! {
    /// Where a day lies in a stage.
    pub enum Phase {
        /// No date is known.
        Unknown = "unknown",
        /// It has surely not begun. Days to its beginning.
        Ahead = "ahead",
        /// It begins in a month or year that has come; the day is not known. Days until
        /// it has begun at the latest.
        Beginning = "beginning",
        /// It surely runs. Days to its end; 0 on the last day.
        Running = "running",
        /// It ends in a month or year that has come; the day is not known. Days until it
        /// is over at the latest.
        Ending = "ending",
        /// One day somewhere in a month or year that has come. Days until that is over.
        Within = "within",
        /// It is surely over. Days since its end.
        Past = "past",
    }
}

/// A phase with its days: least and greatest number, the same where the dates are
/// known to the day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Place {
    /// Says what the days count.
    pub phase: Phase,
    /// Not below 0. None where nothing is counted.
    pub days: Option<(i64, i64)>,
}

/// Where `today` lies in the stage from `dari` to `sampai`, both as an instrument
/// writes them. A stage without an end is one day; one without a beginning is told
/// by its end alone. A text that is no date is as good as none.
pub fn place(dari: Option<&str>, sampai: Option<&str>, today: NaiveDate) -> Place {
    let read = |text: Option<&str>| text.and_then(|it| PartialDate::read(it).ok());
    let until = |day: NaiveDate| (day - today).num_days().max(0);
    let since = |day: NaiveDate| (today - day).num_days().max(0);
    let told = |phase, days| Place { phase, days: Some(days) };
    let (begin, end) = (read(dari), read(sampai));
    let Some(last) = end.or(begin) else { return Place { phase: Phase::Unknown, days: None } };
    if today > last.last_day() {
        return told(Phase::Past, (since(last.last_day()), since(last.first_day())));
    }
    if let Some(begin) = begin {
        if today < begin.first_day() {
            return told(Phase::Ahead, (until(begin.first_day()), until(begin.last_day())));
        }
        if today < begin.last_day() {
            let phase = if end.is_some_and(|it| it != begin) { Phase::Beginning } else { Phase::Within };
            return told(phase, (0, until(begin.last_day())));
        }
    }
    let phase = match (begin, end) {
        (_, Some(end)) if today <= end.first_day() => Phase::Running,
        // An end alone, in the month or year that has come.
        (_, Some(_)) => Phase::Ending,
        (Some(begin), None) if begin.is_complete() => Phase::Running,
        _ => Phase::Within,
    };
    told(phase, (until(last.first_day()), until(last.last_day())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_lies_in_a_stage_as_surely_as_its_dates_are_known() {
        use Phase::{Ahead, Beginning, Ending, Past, Running, Unknown, Within};
        // today, from, to, phase, days
        type Row<'a> = (&'a str, &'a str, &'a str, Phase, Option<(i64, i64)>);
        let cases: &[Row<'_>] = &[
            ("", "", "2026-06-10", Unknown, None),
            ("segera", "", "2026-06-10", Unknown, None),
            // Known to the day.
            ("2026-06-01", "2026-08-31", "2026-05-31", Ahead, Some((1, 1))),
            ("2026-06-01", "2026-08-31", "2026-06-01", Running, Some((91, 91))),
            ("2026-06-01", "2026-08-31", "2026-08-31", Running, Some((0, 0))),
            ("2026-06-01", "2026-08-31", "2026-09-01", Past, Some((1, 1))),
            // Known to the month.
            ("2026-06", "2026-08", "2026-05-30", Ahead, Some((2, 31))),
            ("2026-06", "2026-08", "2026-06-01", Beginning, Some((0, 29))),
            ("2026-06", "2026-08", "2026-06-30", Running, Some((32, 62))),
            ("2026-06", "2026-08", "2026-07-15", Running, Some((17, 47))),
            ("2026-06", "2026-08", "2026-08-01", Running, Some((0, 30))),
            ("2026-06", "2026-08", "2026-08-02", Ending, Some((0, 29))),
            ("2026-06", "2026-08", "2026-08-31", Ending, Some((0, 0))),
            ("2026-06", "2026-08", "2026-09-01", Past, Some((1, 31))),
            // One day, or a day of a month or year.
            ("2026-04-29", "", "2026-04-28", Ahead, Some((1, 1))),
            ("2026-04-29", "", "2026-04-29", Running, Some((0, 0))),
            ("2026-04-29", "", "2026-11-22", Past, Some((207, 207))),
            ("2026-12", "", "2026-12-10", Within, Some((0, 21))),
            ("2026-12", "", "2026-12-31", Within, Some((0, 0))),
            ("2026", "", "2026-06-30", Within, Some((0, 184))),
            ("2026-12", "2026-12", "2026-12-10", Within, Some((0, 21))),
            // An end alone.
            ("", "2026-08-31", "2026-06-01", Running, Some((91, 91))),
            ("", "2026-08", "2026-08-10", Ending, Some((0, 21))),
            ("", "2026-08", "2026-10-01", Past, Some((31, 61))),
        ];
        for (dari, sampai, today, phase, days) in cases {
            let text = |it: &'static str| (!it.is_empty()).then_some(it);
            let found = place(text(dari), text(sampai), today.parse().unwrap());
            assert_eq!((found.phase, found.days), (*phase, *days), "{dari} to {sampai} on {today}");
        }
    }

    #[test]
    fn dates_that_are_turned_around_still_have_an_answer() {
        let found = place(Some("2026-08"), Some("2026-06"), "2026-07-10".parse().unwrap());
        assert_eq!(found, Place { phase: Phase::Past, days: Some((10, 39)) });
    }
}
