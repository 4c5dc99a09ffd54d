//! What is kept as JSON: settings of this copy, and values of history made here.

use serde::{Serialize, de::DeserializeOwned};
use store::Reader;

use crate::core::error::{Code, Error, Reason, Result};

/// A setting for a screen: one that cannot be read shows as none.
///
/// # Errors
/// The database cannot be read.
pub(crate) fn shown<T: DeserializeOwned + Default>(reader: &Reader<'_>, key: &str) -> Result<T> {
    match kept(reader, key) {
        Err(error) if error.reason == Reason::SettingUnreadable => Ok(T::default()),
        kept => kept,
    }
}

/// A setting that is about to be changed: one that cannot be read is not written over.
///
/// # Errors
/// It is of another program; the database cannot be read.
pub(crate) fn kept<T: DeserializeOwned + Default>(reader: &Reader<'_>, key: &str) -> Result<T> {
    let Some(text) = reader.setting(key)? else { return Ok(T::default()) };
    serde_json::from_str(&text).map_err(|error| unreadable(key, error))
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
