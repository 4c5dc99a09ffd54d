//! What is handed in: which inovasi, what they bring, and the frozen dossier.

pub mod bag;
pub mod best;
pub mod document;
pub mod dossier;
pub mod fingerprint;
pub mod office;
pub mod official;
pub mod overview;
pub mod portal;
pub mod publish;
pub mod qr;
pub mod remind;
pub mod simulation;
pub mod snapshot;
pub mod steps;
pub mod table;
pub mod template;
