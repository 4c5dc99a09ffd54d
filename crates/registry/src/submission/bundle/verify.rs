//! Proving a bundle, or any other bag.

use std::path::Path;

use domain::{core::number::count, submission::bag::BagAnswer};
use exchange::submission::verify;

use crate::{
    core::{
        error::{Error, Result},
        open::arg,
        progress::Watch,
    },
    view::{NoticeView, VerifyView},
};

impl From<verify::Error> for Error {
    fn from(error: verify::Error) -> Self {
        Self::of_exchange(error.kind(), error.reason(), error.args())
    }
}

/// Proves a bundle, or any other BagIt bag.
///
/// # Errors
/// The path cannot be read or is no bag at all. A bag that is not valid is an
/// answer, not an error.
pub(crate) fn verify_bundle(path: &Path, watch: &mut dyn Watch) -> Result<VerifyView> {
    let verdict = verify::verify(path, watch)?;
    let notices = |list: Vec<verify::BagRemark>| {
        list.into_iter()
            .map(|it| NoticeView {
                code: it.code,
                args: it.args.iter().map(|(name, value)| arg(name, value)).collect(),
            })
            .collect()
    };
    Ok(VerifyView {
        answer: verdict.answer,
        version: verdict.version,
        algorithms: verdict.algorithms,
        n_file: count(verdict.n_file),
        size: verdict.size as f64,
        faults: notices(verdict.faults),
        remarks: notices(verdict.remarks),
    })
}

impl VerifyView {
    /// Whether the bag is proved.
    pub fn is_valid(&self) -> bool {
        self.answer == BagAnswer::Valid
    }
}
