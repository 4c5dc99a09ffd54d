//! What travels between registries: parcels and interchange.

pub mod interchange;
pub mod parcel;
