//! Reading code and fingerprint of a bundle off a photo or scan of a paper.

use std::path::Path;

use exchange::submission::verify;

use crate::{
    core::error::{Error, Result},
    view::PaperCodeView,
};

impl From<verify::PaperFault> for Error {
    fn from(fault: verify::PaperFault) -> Self {
        Self::of_exchange(fault.kind(), fault.reason(), fault.args())
    }
}

/// What stands of its bundle on the paper of a photo or scan.
///
/// # Errors
/// The file cannot be read, is no JPEG or PNG or too large a one, or shows no code or
/// several.
pub(crate) fn read_paper(path: &Path) -> Result<PaperCodeView> {
    let paper = verify::read_paper(path)?;
    Ok(PaperCodeView {
        code: paper.code().to_string(),
        fingerprint: paper.fingerprint().map(ToString::to_string),
        typed: paper.to_string(),
    })
}
