//! What is remarked on a file itself, and on what the portal would say of it.

use super::{Finding, FindingCode, new};
use crate::{assessment::limit::Limit, bukti::fit::Unfitted, core::id::Subject};

fn told(code: FindingCode, subject: Subject, limit: &Limit<'_>, nama_berkas: &str) -> Finding {
    new(code, subject).about(limit.id).arg("indikator", limit.nama).arg("nama_berkas", nama_berkas)
}

/// A file that supports nothing, whatever is claimed with it, or that its ending
/// says wrong.
pub fn file_unsound(code: FindingCode, subject: Subject, limit: &Limit<'_>, nama_berkas: &str) -> Finding {
    told(code, subject, limit, nama_berkas)
}

/// A file is of no type that is accepted there, by its ending or by its bytes; a low
/// remark where it is not `sure` what is.
pub fn file_type_unexpected(subject: Subject, limit: &Limit<'_>, nama_berkas: &str, sure: bool) -> Finding {
    let code = if sure { FindingCode::FileTypeUnexpected } else { FindingCode::FileTypeDoubtful };
    told(code, subject, limit, nama_berkas).arg("accepted", limit.file_types.join(", "))
}

/// The portal would refuse a file of `size` bytes, `over` more than it takes; a low
/// remark where it is not `sure` how much that is.
pub fn file_too_large(
    subject: Subject,
    limit: &Limit<'_>,
    nama_berkas: &str,
    [size, over]: [u64; 2],
    maksimum_mb: u32,
    sure: bool,
) -> Finding {
    let code = if sure { FindingCode::FileTooLarge } else { FindingCode::FileMaybeTooLarge };
    told(code, subject, limit, nama_berkas).arg("bytes", size).arg("bytes_over", over).arg("maksimum", maksimum_mb)
}

/// No portal copy of a file can be made; the smallest that it became is `least` bytes, where
/// that was too much.
pub fn file_unfitted(
    subject: Subject,
    limit: &Limit<'_>,
    nama_berkas: &str,
    why: Unfitted,
    least: Option<u64>,
) -> Finding {
    told(FindingCode::FileUnfitted, subject, limit, nama_berkas)
        .arg("unfitted", why)
        .arg("bytes_least", least.unwrap_or_default())
        .arg("bytes_most", limit.max_bytes().unwrap_or_default())
}
