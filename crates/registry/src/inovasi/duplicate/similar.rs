//! What a new one may be.

use domain::inovasi::duplicate::{Compared, Sketch, similar_to};
use store::Reader;

use crate::{
    core::{error::Result, registry::Core},
    inovasi::duplicate::{duplicate_index, reason_view},
    view::SimilarView,
};

/// Most inovasi offered while a name is typed.
const OFFERED: usize = 5;

/// Inovasi that a new one of this name may be, the surest first.
///
/// # Errors
/// The database cannot be read.
pub(crate) fn similar_inovasi(core: &Core, nama: &str, perangkat_daerah: Option<&str>) -> Result<Vec<SimilarView>> {
    if nama.trim().chars().count() < 3 {
        return Ok(Vec::new());
    }
    core.read(|reader| similar_in(core, reader, &Compared { nama, perangkat_daerah, ..Compared::default() }))
}

/// Inovasi of the registry that one which is not in it yet may be.
pub(crate) fn similar_in(core: &Core, reader: &Reader<'_>, profile: &Compared<'_>) -> Result<Vec<SimilarView>> {
    let index = duplicate_index(core, reader, true)?;
    let own = Sketch::new(&Compared { row: -1, ..*profile });
    let mut found = Vec::new();
    for pair in similar_to(&own, &index).into_iter().take(OFFERED) {
        let Some(id) = reader.inovasi_id_of(pair.b)? else { continue };
        let Some(line) = reader.inovasi_line(id)? else { continue };
        found.push(SimilarView {
            id,
            nama: line.nama,
            perangkat_daerah: line.perangkat_daerah,
            reasons: pair.reasons.iter().map(reason_view).collect(),
        });
    }
    Ok(found)
}
