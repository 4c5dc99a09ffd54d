//! What is remarked on the bytes of bukti: whether they are here, and sound, and what
//! they tell of place and persons.

use super::{Finding, FindingCode, new};
use crate::{bukti::traces::Traces, core::id::Subject};

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

/// A picture tells where it was taken and whose it is. That a small picture is inside,
/// as in most photos, is told where it is all there is.
pub fn file_tells(subject: Subject, indikator: &str, nama_berkas: &str, traces: &Traces) -> Vec<Finding> {
    let told = |code| new(code, subject).about(indikator).arg("nama_berkas", nama_berkas);
    let place = traces.place().map(|it| told(FindingCode::FileTellsPlace).arg("koordinat", it));
    let person = traces.person().map(|it| told(FindingCode::FileTellsPerson).arg("nama", it));
    let alone = traces.thumbnail && place.is_none() && person.is_none();
    let thumbnail = alone.then(|| told(FindingCode::FileTellsThumbnail));
    let kept = (!traces.cleanable).then(|| told(FindingCode::FileUncleanable));
    place.into_iter().chain(person).chain(thumbnail).chain(kept).collect()
}

/// A photo has made room for a copy that tells nothing of place and persons.
pub fn file_cleaned(subject: Subject, nama_berkas: &str) -> Finding {
    new(FindingCode::FileCleaned, subject).arg("nama_berkas", nama_berkas)
}
