//! What columns hold, by place or by name.

use rusqlite::{Row, RowIndex};

/// A slug from a text column.
pub(crate) fn slug<T: From<String>>(row: &Row<'_>, at: impl RowIndex) -> rusqlite::Result<T> {
    row.get::<_, String>(at).map(T::from)
}

/// An id from a text column.
pub(crate) fn text_id<T>(row: &Row<'_>, at: impl RowIndex) -> rusqlite::Result<T>
where
    T: std::str::FromStr<Err: std::error::Error + Send + Sync + 'static>,
{
    let at = at.idx(row.as_ref())?;
    let text: String = row.get(at)?;
    text.parse()
        .map_err(|error| rusqlite::Error::FromSqlConversionFailure(at, rusqlite::types::Type::Text, Box::new(error)))
}
