//! The office as its settings show it.

use domain::{
    core::id::Subject,
    submission::office::{OfficeField, SignerRole},
};
use store::Reader;

use crate::{
    core::{error::Result, registry::Core},
    view::{OfficeFieldView, OfficeView, SignerView},
};

/// What was said of the paper, and every place in which somebody can sign.
///
/// # Errors
/// The database cannot be read.
pub(crate) fn show_office(core: &Core) -> Result<OfficeView> {
    core.read(office_view)
}

pub(super) fn office_view(reader: &Reader<'_>) -> Result<OfficeView> {
    let mut said = reader.office()?;
    let mut signers = reader.signers()?;
    // What is public has a screen of its own.
    let has_logo = said.remove(&OfficeField::Logo).is_some();
    let (_, notices) = super::office(reader)?;
    let written = OfficeField::ALL.into_iter().filter(|it| !matches!(it, OfficeField::Logo | OfficeField::Publik));
    let field = written.map(|field| OfficeFieldView { field, value: said.remove(&field) }).collect();
    let mut places: Vec<(Subject, SignerRole, String)> = Vec::new();
    let of_daerah = SignerRole::ALL.into_iter().filter(|it| *it != SignerRole::KepalaPerangkatDaerah);
    places.extend(of_daerah.map(|role| (Subject::Daerah, role, String::new())));
    let bodies = reader.perangkat_daerah()?.bodies.into_iter();
    places.extend(bodies.map(|it| (Subject::PerangkatDaerah(it.id), SignerRole::KepalaPerangkatDaerah, it.nama)));
    let signer = places.into_iter().map(|(subject, role, perangkat_daerah)| SignerView {
        signer: signers.remove(&(subject, role)),
        subject,
        role,
        perangkat_daerah,
    });
    Ok(OfficeView { field, has_logo, notices, signer: signer.collect() })
}
