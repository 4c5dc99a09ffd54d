//! Numbers that an officer has as two: before and after, a part and its whole, two
//! dates. Worked out exactly and shown before they are given.

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

use crate::{
    core::{
        date::{DateError, PartialDate},
        number::{NumberError, read_number},
    },
    named, two_places,
};

named! {
    /// How one number comes of two.
    pub enum Calculation {
        /// (second − first) ÷ |first| × 100.
        Change = "change",
        /// first ÷ second × 100.
        Share = "share",
        /// first ÷ second.
        Ratio = "ratio",
        /// second − first.
        Rise = "rise",
        /// first − second.
        Fall = "fall",
        /// Days from the first date to the second.
        Days = "days",
        /// Whole months from the first date to the second.
        Months = "months",
    }
}

impl Calculation {
    /// What may lead to a number of this unit; none for what is simply counted.
    pub fn of_satuan(satuan: &str) -> &'static [Calculation] {
        match satuan {
            "persen" => &[Self::Change, Self::Share],
            "poin" | "poin persen" => &[Self::Rise, Self::Fall],
            "rasio" => &[Self::Ratio],
            "hari" | "hari kalender" => &[Self::Days],
            "bulan" => &[Self::Months],
            _ => &[],
        }
    }
}

/// What came of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct WorkedOut {
    /// At most two places, half up.
    pub value: Decimal,
    /// Whether places were left out.
    pub rounded: bool,
    /// Days beyond the whole months.
    pub days: Option<u32>,
}

/// Why nothing came of two numbers.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CalculationError {
    /// One of the two is no number, or may be two.
    #[error(transparent)]
    Number(#[from] NumberError),
    /// One of the two is no date.
    #[error(transparent)]
    Date(#[from] DateError),
    /// A month or a year where a day is wanted.
    #[error("{0:?} names no day")]
    NoDay(String),
    /// The number that is divided by is 0, or so small that the result has no room.
    #[error("nothing can be divided by 0")]
    ByZero,
    /// Days and months are only counted forwards.
    #[error("the second date lies before the first")]
    Backwards,
}

/// Works one number out of two as they were typed.
///
/// # Errors
/// A number or date cannot be read, is divided by 0, or the dates go backwards.
pub fn work_out(how: Calculation, first: &str, second: &str) -> Result<WorkedOut, CalculationError> {
    if matches!(how, Calculation::Days | Calculation::Months) {
        let (from, to) = (day(first)?, day(second)?);
        if to < from {
            return Err(CalculationError::Backwards);
        }
        if how == Calculation::Days {
            let n = (to - from).num_days();
            return Ok(WorkedOut { value: n.into(), rounded: false, days: None });
        }
        let (months, days) = months_between(from, to);
        return Ok(WorkedOut { value: months.into(), rounded: days > 0, days: (days > 0).then_some(days) });
    }
    let (first, second) = (read_number(first, "persen")?, read_number(second, "persen")?);
    let by_zero = || CalculationError::ByZero;
    let hundred = Decimal::ONE_HUNDRED;
    let exact = match how {
        Calculation::Change => (second - first).checked_mul(hundred).and_then(|it| it.checked_div(first.abs())),
        Calculation::Share => first.checked_mul(hundred).and_then(|it| it.checked_div(second)),
        Calculation::Ratio => first.checked_div(second),
        Calculation::Fall => Some(first - second),
        _ => Some(second - first),
    };
    let exact = exact.ok_or_else(by_zero)?;
    let value = two_places(exact).normalize();
    Ok(WorkedOut { value, rounded: value != exact, days: None })
}

fn day(text: &str) -> Result<NaiveDate, CalculationError> {
    let date = PartialDate::read(text)?;
    if date.is_complete() { Ok(date.first_day()) } else { Err(CalculationError::NoDay(text.trim().to_owned())) }
}

/// Whole months, and the days left over.
fn months_between(from: NaiveDate, to: NaiveDate) -> (u32, u32) {
    let index = |it: NaiveDate| i64::from(it.year()) * 12 + i64::from(it.month0());
    let apart = u32::try_from(index(to) - index(from)).unwrap_or(0);
    let after = |n: u32| from.checked_add_months(chrono::Months::new(n)).unwrap_or(to);
    let whole = if after(apart) > to { apart.saturating_sub(1) } else { apart };
    (whole, u32::try_from((to - after(whole)).num_days()).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_number_comes_of_two() {
        use Calculation::*;
        // how, first, second, value, rounded
        let table = [
            (Change, "80", "100", "25", false),
            (Change, "100", "80", "-20", false),
            (Change, "3", "4", "33.33", true),
            (Change, "-50", "-25", "50", false),
            (Change, "1.234.567", "1.234.567", "0", false),
            (Share, "17", "20", "85", false),
            (Share, "1", "8", "12.5", false),
            (Share, "2", "3", "66.67", true),
            (Ratio, "1", "3", "0.33", true),
            (Rise, "69,45", "70", "0.55", false),
            (Fall, "10,5", "9,34", "1.16", false),
            (Days, "1 Januari 2025", "27 Maret 2025", "85", false),
            (Days, "2024-02-28", "2024-03-01", "2", false),
            (Months, "2024-01-31", "2024-02-29", "1", false),
            (Months, "17/08/2024", "16/01/2025", "4", true),
            (Months, "17/08/2024", "17/01/2025", "5", false),
        ];
        for (how, first, second, value, rounded) in table {
            let it = work_out(how, first, second).unwrap();
            assert_eq!((it.value.to_string().as_str(), it.rounded), (value, rounded), "{how:?} {first} {second}");
        }
        assert_eq!(work_out(Months, "17/08/2024", "16/01/2025").unwrap().days, Some(30));
    }

    #[test]
    fn what_cannot_be_worked_out_is_refused() {
        use Calculation::*;
        assert_eq!(work_out(Change, "0", "5"), Err(CalculationError::ByZero));
        assert_eq!(work_out(Share, "5", "0"), Err(CalculationError::ByZero));
        assert_eq!(work_out(Days, "2025-01-02", "2025-01-01"), Err(CalculationError::Backwards));
        assert_eq!(work_out(Days, "2025", "2025-01-01"), Err(CalculationError::NoDay("2025".into())));
        assert!(matches!(work_out(Share, "1.500", "3"), Err(CalculationError::Number(_))));
        assert!(matches!(work_out(Days, "kemarin", "2025-01-01"), Err(CalculationError::Date(_))));
        assert!(Calculation::ALL.iter().all(|it| Calculation::by_name(it.name()) == Some(*it)));
    }
}
