//! Working a number out of two others.

use domain::assessment::calculation::{Calculation, CalculationError, WorkedOut, work_out as reckon};

use crate::{
    core::error::{Error, Result},
    view::WorkedOutView,
};

/// Works a number out of two as they were typed; records nothing.
///
/// # Errors
/// A number or a date cannot be read, or nothing comes of them.
pub(crate) fn work_out(how: &str, first: &str, second: &str) -> Result<WorkedOutView> {
    let known = Calculation::by_name(how).ok_or_else(|| Error::not_found("calculation_unknown").arg("how", how))?;
    let WorkedOut { value, rounded, days } = reckon(known, first, second)?;
    Ok(WorkedOutView { value: value.to_string(), rounded, days })
}

impl From<CalculationError> for Error {
    fn from(error: CalculationError) -> Self {
        match error {
            CalculationError::Number(it) => it.into(),
            CalculationError::Date(it) => it.into(),
            CalculationError::NoDay(text) => Self::invalid("day_wanted").arg("text", text),
            CalculationError::ByZero => Self::invalid("divided_by_zero"),
            CalculationError::Backwards => Self::invalid("dates_backwards"),
        }
    }
}
