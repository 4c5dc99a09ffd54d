//! What is handed in: which inovasi, what they bring, and the frozen dossier.

pub mod bag;
pub mod best;
pub mod dossier;
pub mod simulation;
pub mod steps;
