//! Which edition of the example catalogue stands in a registry.

use domain::{core::id::Subject, merge::change::FieldKey};
use store::Reader;

use crate::core::error::Result;

/// The edition that this program brings, as everything of it carries it: raised with
/// every change of the catalogue, so that who has an older one is offered this one.
pub(crate) const EDITION: u32 = 3;

/// Whether the example stands in an older edition than this program brings.
///
/// # Errors
/// The database cannot be read.
pub(crate) fn is_outdated(reader: &Reader<'_>) -> Result<bool> {
    let Some(subject) = reader.contoh()?.into_iter().find(|it| matches!(it, Subject::Inovasi(_))) else {
        return Ok(false);
    };
    let editions = reader.heads_of_field(subject, &FieldKey::Contoh)?;
    // What a newer program wrote otherwise is no older one.
    let newest = editions.into_iter().flatten().map(|it| it.parse().unwrap_or(u32::MAX)).max();
    Ok(newest.is_some_and(|it| it < EDITION))
}
