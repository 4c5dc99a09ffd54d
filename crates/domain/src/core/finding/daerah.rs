//! What is remarked on a region as a whole: its urusan, its number of inovasi, what it sent.

use super::{Finding, FindingCode, new};
use crate::core::id::Subject;

/// Too few basic-service urusan are covered: the count skor is 0.
pub fn urusan_dasar_gate(covered: usize, minimum: u32, lost: impl ToString) -> Finding {
    new(FindingCode::UrusanDasarGate, Subject::Daerah).arg("covered", covered).arg("minimum", minimum).arg("lost", lost)
}

/// Two laptops have sent one year: both snapshots stand. `who` names each with its day.
pub fn sent_twice(who: &str) -> Finding {
    new(FindingCode::SentTwice, Subject::Daerah).arg("who", who)
}

/// Somebody has written other bytes, another year or another sending to a snapshot that was
/// kept: what was kept first stands.
pub fn snapshot_disputed(nama: &str, person: &str) -> Finding {
    new(FindingCode::SnapshotDisputed, Subject::Daerah).arg("nama", nama).arg("person", person)
}

/// Fewer inovasi than the divisor: the average is pulled down.
pub fn kursi_kosong(n: u32, divisor: u32) -> Finding {
    new(FindingCode::KursiKosong, Subject::Daerah).arg("n", n).arg("divisor", divisor)
}

/// The registry has no inovasi.
pub fn kursi_all_empty() -> Finding {
    new(FindingCode::KursiAllEmpty, Subject::Daerah)
}
