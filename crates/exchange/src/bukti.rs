//! What a file of bukti says of itself, and a copy of it that the portal takes.

pub mod fit;
pub mod photo;
pub mod picture;
