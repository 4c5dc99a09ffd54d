//! The public catalogue. `show` tells what is public, `choose` changes that, `write`
//! writes the catalogue.

pub(crate) mod choose;
pub(crate) mod show;
pub(crate) mod write;

use domain::submission::{office::OfficeField, publish::PublicParts};
use store::Reader;

use crate::core::error::Result;

/// What the office has made public, or what is usual.
fn parts(reader: &Reader<'_>) -> Result<PublicParts> {
    let kept = reader.office()?.remove(&OfficeField::Publik);
    Ok(kept.map_or_else(PublicParts::default, |it| PublicParts::read(&it)))
}
