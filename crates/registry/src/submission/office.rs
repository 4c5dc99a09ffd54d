//! The office's paper: what stands on it and who signs it.

pub(crate) mod edit;
pub(crate) mod show;

use std::io::Read;

use domain::{
    bukti::BlobRef,
    core::id::Subject,
    submission::office::{Office, OfficeField, SignerRole},
};
use store::Reader;

use crate::core::error::Result;

/// Largest picture of a coat of arms, in bytes: it stands on every page.
pub(super) const MAX_LOGO: u64 = 1024 * 1024;

/// All that the office has said, with the bytes of its coat of arms where they are here.
pub(crate) fn office(reader: &Reader<'_>) -> Result<Office> {
    let bodies = reader.perangkat_daerah()?;
    let mut office = Office { field: reader.office()?.into_iter().collect(), ..Office::default() };
    for ((of, role), signer) in reader.signers()? {
        match of {
            Subject::Daerah => office.signer.push((role, signer)),
            Subject::PerangkatDaerah(id) if role == SignerRole::KepalaPerangkatDaerah => {
                office.kepala.extend(bodies.by_id(id).map(|it| (it.nama.clone(), signer)));
            }
            _ => {}
        }
    }
    // Bytes that have not arrived leave the paper without a picture, and stop nothing.
    if let Ok(blob) = office.text(OfficeField::Logo).parse::<BlobRef>()
        && let Ok(file) = reader.open_blob(&blob.sha256)
    {
        let mut bytes = Vec::new();
        if file.take(MAX_LOGO).read_to_end(&mut bytes).is_ok() {
            office.logo = Some((bytes, blob.ending));
        }
    }
    Ok(office)
}
