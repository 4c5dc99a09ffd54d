//! What is kept as JSON: settings of this copy, and values of history made here.

use serde::{Serialize, de::DeserializeOwned};
use store::Reader;

use crate::core::{
    error::{Code, Error, Reason, Result},
    pen::Pen,
};

/// A setting for a screen: one that cannot be read shows as none, and a look at the
/// health of the registry tells of it (`settings`).
///
/// # Errors
/// The database cannot be read.
pub(crate) fn shown<T: DeserializeOwned + Default>(reader: &Reader<'_>, key: &str) -> Result<T> {
    Ok(reader.setting(key)?.and_then(|it| serde_json::from_str(&it).ok()).unwrap_or_default())
}

/// A setting that is about to be changed. One that cannot be read is begun anew, and
/// stays beside as it was.
///
/// # Errors
/// The database cannot be written.
pub(crate) fn kept<T: DeserializeOwned + Default>(pen: &mut Pen<'_, '_>, key: &str) -> Result<T> {
    let Some(text) = pen.setting(key)? else { return Ok(T::default()) };
    match serde_json::from_str(&text) {
        Ok(it) => Ok(it),
        Err(_) => {
            pen.put_setting(&format!("unread/{key}"), &text)?;
            Ok(T::default())
        }
    }
}

/// Whether a text says what it should.
pub(crate) fn is_readable<T: DeserializeOwned>(text: &str) -> bool {
    serde_json::from_str::<T>(text).is_ok()
}

/// A setting that does not say what it should.
pub(crate) fn unreadable(key: &str, cause: impl ToString) -> Error {
    Error::new(Code::Unreadable, Reason::SettingUnreadable).arg("setting", key).arg("detail", cause)
}

/// A value as JSON.
///
/// # Errors
/// It has none: a mistake of ours.
pub(crate) fn written(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(|error| Error::new(Code::Bug, Reason::ValueUnwritable).arg("detail", error))
}
