//! Writing the office's paper and its signers.

use std::{fs, io::Read, path::Path};

use documents::{LogoFault, MAX_SIDE};
use domain::{
    bukti::ending_of,
    core::id::Subject,
    merge::change::FieldKey,
    submission::office::{OfficeField, Signer, SignerRole},
};

use super::{MAX_LOGO, show::office_view};
use crate::{
    bukti::attach::check_file,
    core::{
        error::{Error, Reason, Result},
        op::Op,
        pen::Pen,
        registry::Core,
    },
    show::finding::{Findings, outcome},
    view::{OfficeView, Outcome},
};

fn office_act(core: &Core, op: Op, act: impl FnOnce(&mut Pen<'_, '_>) -> Result<()>) -> Result<Outcome<OfficeView>> {
    let view = core.write(op, |pen| {
        act(pen)?;
        pen.settle()?;
        office_view(pen)
    })?;
    Ok(outcome(op, view, Findings::default()))
}

/// Writes one field of the paper; None clears it.
///
/// # Errors
/// The value cannot stand there.
pub(crate) fn edit_office(core: &Core, field: OfficeField, value: Option<&str>) -> Result<Outcome<OfficeView>> {
    office_act(core, Op::EditOffice, |pen| pen.put(Subject::Daerah, &FieldKey::Office(field), value).map(drop))
}

/// Takes a picture as the coat of arms. It is set on a page first, so that no document
/// fails over it.
///
/// # Errors
/// The file cannot be read, is too large, or is no picture that can be printed.
pub(crate) fn set_office_logo(core: &Core, path: &Path) -> Result<Outcome<OfficeView>> {
    let fault = |error: &std::io::Error| Error::file(path, error);
    if check_file(path)? > MAX_LOGO {
        return Err(Error::invalid(Reason::LogoTooLarge).arg("path", path.display()).arg("n", MAX_LOGO / 1024));
    }
    let mut bytes = Vec::new();
    fs::File::open(path).map_err(|it| fault(&it))?.take(MAX_LOGO).read_to_end(&mut bytes).map_err(|it| fault(&it))?;
    let ending = match ending_of(&path.to_string_lossy()).as_str() {
        "jpeg" => "jpg".to_owned(),
        other => other.to_owned(),
    };
    documents::check_logo(&bytes, &ending).map_err(|fault| match fault {
        LogoFault::Unreadable(cause) => {
            Error::invalid(Reason::LogoUnreadable).arg("path", path.display()).arg("cause", cause)
        }
        LogoFault::TooManyPixels { width, height } => Error::invalid(Reason::LogoTooManyPixels)
            .arg("path", path.display())
            .arg("width", width)
            .arg("height", height)
            .arg("n", MAX_SIDE),
        LogoFault::Elaborate => Error::invalid(Reason::LogoElaborate).arg("path", path.display()).arg("n", MAX_SIDE),
    })?;
    let put = core.store.put_blob(&mut bytes.as_slice(), path, &ending, &mut |_| true)?;
    let written = office_act(core, Op::EditOffice, |pen| {
        pen.know_blob(&put)?;
        pen.put(Subject::Daerah, &FieldKey::Office(OfficeField::Logo), Some(&put.blob.to_string())).map(drop)
    });
    if written.is_err() {
        core.store.forget_put(&put);
    }
    written
}

/// Says who signs in a place, of the region or of a perangkat daerah; None: nobody.
///
/// # Errors
/// The name is empty; the NIP is none; the body does not exist.
pub(crate) fn set_signer(
    core: &Core,
    subject: Subject,
    role: SignerRole,
    signer: Option<&Signer>,
) -> Result<Outcome<OfficeView>> {
    let value = signer.map(crate::core::kept_json::written).transpose()?;
    office_act(core, Op::SetSigner, |pen| {
        let found = match (subject, role) {
            (Subject::PerangkatDaerah(id), SignerRole::KepalaPerangkatDaerah) => {
                pen.perangkat_daerah()?.by_id(id).is_some()
            }
            (subject, role) => subject == Subject::Daerah && role != SignerRole::KepalaPerangkatDaerah,
        };
        if !found {
            return Err(Error::not_found(Reason::PerangkatDaerahMissing).arg("id", subject));
        }
        pen.put(subject, &FieldKey::Signer(role), value.as_deref()).map(drop)
    })
}
