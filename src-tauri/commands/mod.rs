//! One command for each act, in the files that the registry has them in. The
//! word after the last `.` in each body is the registry's method.

pub mod assessment;
pub mod beranda;
pub mod bukti;
pub mod duplicate;
pub mod inovasi;
pub mod input;
pub mod merge;
pub mod open;
pub mod penghargaan;
pub mod perangkat_daerah;
pub mod rules;
pub mod simulation;
pub mod steps;
pub mod submission;
pub mod undo;
pub mod usulan;
pub mod verification;
pub mod workbook;
