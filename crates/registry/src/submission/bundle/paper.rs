//! Reading the code of a bundle off a photo or scan of a paper.

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

/// The code that stands on the paper of a photo or scan.
///
/// # Errors
/// The file cannot be read, is no JPEG or PNG or too large a one, or shows no code or
/// several.
pub(crate) fn read_paper(path: &Path) -> Result<PaperCodeView> {
    Ok(PaperCodeView { code: verify::read_paper(path)?.to_string() })
}
