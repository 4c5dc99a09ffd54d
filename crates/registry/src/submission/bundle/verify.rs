//! Proving a bundle, or any other bag.

use std::path::Path;

use domain::{
    core::{notice::NoticeCode, number::count},
    submission::{
        bag::BagAnswer,
        fingerprint::{BundleCodeError, PaperCode},
    },
};
use exchange::submission::verify;

use crate::{
    core::{
        error::{Error, Reason, Result},
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

/// Proves a bundle, or any other BagIt bag; with what a paper carries (its code, its
/// fingerprint or both), also that the two belong together.
///
/// # Errors
/// The code is none; the path cannot be read or is no bag at all. A bag that is not
/// valid, or belongs to another paper, is an answer, not an error.
pub(crate) fn verify_bundle(path: &Path, code: Option<&str>, watch: &mut dyn Watch) -> Result<VerifyView> {
    // Nothing typed is no code, and proves nothing: whoever has none says so.
    let wanted = code.map(str::trim).map(read_code).transpose()?;
    let mut verdict = verify::verify(path, watch)?;
    let fingerprint_fits =
        wanted.as_ref().and_then(PaperCode::fingerprint).map(|it| Some(it) == verdict.fingerprint.as_ref());
    let code_fits = wanted.as_ref().map(|it| fingerprint_fits.unwrap_or_else(|| Some(it.code()) == verdict.code));
    if let Some(wanted) = wanted.filter(|_| code_fits == Some(false)) {
        let found = verdict.code.map_or_else(String::new, |it| it.to_string());
        let code = match verdict.volume.as_ref().filter(|it| it.n > 1) {
            Some(_) => NoticeCode::BagCodeInFirst,
            None if found.is_empty() => NoticeCode::BagCodeMissing,
            None if verdict.code == Some(wanted.code()) => NoticeCode::BagFingerprintOther,
            None => NoticeCode::BagCodeOther,
        };
        let args = vec![("code", wanted.code().to_string()), ("found", found)];
        verdict.faults.insert(0, verify::Fault { code, args });
        verdict.answer = match (code, verdict.answer) {
            (NoticeCode::BagCodeInFirst, BagAnswer::Valid) => BagAnswer::CannotJudge,
            (NoticeCode::BagCodeInFirst, other) => other,
            _ => BagAnswer::NotValid,
        };
    }
    Ok(VerifyView { code_fits, fingerprint_fits, ..verify_view(verdict) })
}

/// A verdict as it is shown, without any paper beside it.
pub(crate) fn verify_view(verdict: verify::BagVerdict) -> VerifyView {
    let notices = |list: Vec<verify::BagRemark>| {
        list.into_iter()
            .map(|it| NoticeView {
                code: it.code,
                args: it.args.iter().map(|(name, value)| arg(name, value)).collect(),
            })
            .collect()
    };
    VerifyView {
        answer: verdict.answer,
        version: verdict.version,
        algorithms: verdict.algorithms,
        code: verdict.code.map(|it| it.to_string()),
        fingerprint: verdict.fingerprint.map(|it| it.to_string()),
        code_fits: None,
        fingerprint_fits: None,
        n_file: count(verdict.n_file),
        size: verdict.size as f64,
        faults: notices(verdict.faults),
        remarks: notices(verdict.remarks),
    }
}

/// What a paper carries, as somebody typed it.
pub(in crate::submission) fn read_code(typed: &str) -> Result<PaperCode> {
    typed.parse().map_err(|error| {
        let reason = match error {
            BundleCodeError::Malformed => Reason::BundleCodeMalformed,
            BundleCodeError::Check => Reason::BundleCodeMistyped,
        };
        Error::invalid(reason).arg("code", typed)
    })
}

impl VerifyView {
    /// Whether the bag is proved.
    pub fn is_valid(&self) -> bool {
        self.answer == BagAnswer::Valid
    }
}
