//! What is remarked on the bytes of bukti: whether they are here, and sound.

use super::{Finding, FindingCode, new};
use crate::core::id::Subject;

/// A bukti's bytes are not in the registry.
pub fn bytes_missing(subject: Subject, indikator: &str, nama_berkas: &str) -> Finding {
    new(FindingCode::BytesMissing, subject).about(indikator).arg("nama_berkas", nama_berkas)
}

/// A bukti's bytes are here and not what they should be.
pub fn bytes_damaged(subject: Subject, indikator: &str, nama_berkas: &str) -> Finding {
    new(FindingCode::BytesDamaged, subject).about(indikator).arg("nama_berkas", nama_berkas)
}

/// Bytes that were missing or damaged are sound again, by a file just attached.
pub fn bytes_mended(subject: Subject, indikator: &str, nama_berkas: &str) -> Finding {
    new(FindingCode::BytesMended, subject).about(indikator).arg("nama_berkas", nama_berkas)
}

/// A file just attached has the bytes of one that is here under another name, which
/// it keeps.
pub fn bytes_known(subject: Subject, indikator: &str, nama_berkas: &str, known: &str) -> Finding {
    new(FindingCode::BytesKnown, subject).about(indikator).arg("nama_berkas", nama_berkas).arg("known", known)
}
