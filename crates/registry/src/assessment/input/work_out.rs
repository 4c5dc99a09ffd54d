//! Working a number out of two others.

use domain::assessment::calculation::{Calculation, CalculationError, WorkedOut, work_out as reckon};

use crate::{
    core::error::{Error, Reason, Result},
    view::WorkedOutView,
};

/// Works a number out of two as they were typed; records nothing.
///
/// # Errors
/// A number or a date cannot be read, or nothing comes of them.
pub(crate) fn work_out(how: &str, first: &str, second: &str) -> Result<WorkedOutView> {
    let known =
        Calculation::by_name(how).ok_or_else(|| Error::not_found(Reason::CalculationUnknown).arg("how", how))?;
    let WorkedOut { value, rounded, days } = reckon(known, first, second)?;
    Ok(WorkedOutView { value: value.to_string(), rounded, days })
}

impl From<CalculationError> for Error {
    fn from(error: CalculationError) -> Self {
        match error {
            CalculationError::Number(it) => it.into(),
            CalculationError::Date(it) => it.into(),
            CalculationError::NoDay(text) => Self::invalid(Reason::DayWanted).arg("text", text),
            CalculationError::ByZero => Self::invalid(Reason::DividedByZero),
            CalculationError::Backwards => Self::invalid(Reason::DatesBackwards),
        }
    }
}
