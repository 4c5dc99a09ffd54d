//! Interchange: reading a catalogue in from JSON (`import`) and writing it out
//! again (`export`); `given`, `life` and `official` have both halves of their part of it.
//! A bundle is taken in (`bundle`), or only looked into (`look`).
//!
//! What is absent in a document is not said and changes nothing; a parameter of
//! 0 takes a choice back. An import is one act: all of it, or nothing.

mod bundle;
pub(crate) mod export;
pub(crate) mod given;
pub(crate) mod import;
pub(crate) mod life;
pub(crate) mod look;
mod official;

use exchange::merge::interchange as json;

use crate::core::error::Error;

impl From<json::Error> for Error {
    fn from(error: json::Error) -> Self {
        Self::of_exchange(error.kind(), error.reason(), error.args())
    }
}
