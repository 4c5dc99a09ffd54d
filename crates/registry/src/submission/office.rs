//! The office's paper: what stands on it and who signs it.

pub(crate) mod edit;
pub(crate) mod show;

use std::io::Read;

use documents::LOGO_ENDINGS;
use domain::{
    core::{id::Subject, notice::NoticeCode},
    merge::change::FieldKey,
    submission::office::{Office, OfficeField, SignerRole},
};
use store::Reader;

use crate::{core::error::Result, view::NoticeView};

/// Largest picture of a coat of arms, in bytes: it stands on every page.
pub(super) const MAX_LOGO: u64 = 1024 * 1024;

/// All that the office has said, with its coat of arms where it can be printed; and what
/// whoever makes papers is to be told of it: a picture stops none.
pub(crate) fn office(reader: &Reader<'_>) -> Result<(Office, Vec<NoticeView>)> {
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
    let told = match office.text(OfficeField::Logo) {
        "" => None,
        said => match logo(reader, said)? {
            Ok(logo) => {
                office.logo = Some(logo);
                None
            }
            Err(code) => Some(NoticeView { code, args: Vec::new() }),
        },
    };
    Ok((office, told.into_iter().collect()))
}

/// The picture and its ending, or why papers are made without it. What other laptops and
/// newer programs have chosen is proved like a choice made here.
fn logo(reader: &Reader<'_>, said: &str) -> Result<std::result::Result<(Vec<u8>, String), NoticeCode>> {
    let blob = FieldKey::Office(OfficeField::Logo).names_blob(said);
    let Some(blob) = blob.filter(|it| it.size <= MAX_LOGO && LOGO_ENDINGS.contains(&it.ending.as_str())) else {
        return Ok(Err(NoticeCode::LogoUnprintable));
    };
    let Ok(file) = reader.open_blob(&blob.sha256) else { return Ok(Err(NoticeCode::LogoMissing)) };
    let mut bytes = Vec::new();
    let whole = file.take(MAX_LOGO).read_to_end(&mut bytes).is_ok();
    let sound = whole && store::sha256_hex(&bytes) == blob.sha256.as_str();
    reader.note_read(&blob.sha256, sound)?;
    Ok(match sound {
        false => Err(NoticeCode::LogoDamaged),
        true if documents::check_logo(&bytes, &blob.ending).is_err() => Err(NoticeCode::LogoUnprintable),
        true => Ok((bytes, blob.ending)),
    })
}
