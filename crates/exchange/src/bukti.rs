//! What a file of bukti says of itself.

pub mod photo;
pub mod picture;
