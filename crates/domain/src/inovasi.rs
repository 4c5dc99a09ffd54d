//! The inovasi itself: its profile, its bodies, places and years, and who it may be twice.

pub mod duplicate;
pub mod kelayakan;
pub mod koordinat;
pub mod penghargaan;
pub mod perangkat_daerah;
pub mod profile;
pub mod usulan;
pub mod wilayah;
