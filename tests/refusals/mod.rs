//! Bad input: refused with what, where and what was kept; and nothing changed.

mod answers;
mod documents;
mod files;
mod full_disk;
mod names;
pub(crate) mod parcels;
mod room;
mod stores;
mod untouched;

use std::fmt::Debug;

use registry::{Error, Result, text::Language};

use crate::kit::{Laptop, assert_same};

/// Runs an act that must be refused; the registry is as it was, byte for byte.
pub fn refused<T: Debug>(laptop: &Laptop, act: impl FnOnce(&Laptop) -> Result<T>) -> Error {
    let (dump, files) = (laptop.dump(), laptop.files());
    let error = act(laptop).expect_err("it is refused");
    assert_same(&dump, &laptop.dump(), &format!("after {}", error.reason));
    assert!(files == laptop.files(), "files differ after {}", error.reason);
    assert_sentence(&error);
    error
}

/// What a person reads is a sentence with all its places filled.
pub fn assert_sentence(error: &Error) {
    let key = format!("error.{}", error.reason);
    assert!(registry::text::has_sentence(&key), "no sentence for {key}: {:?}", error.args);
    for language in [Language::Id, Language::En] {
        let sentence = registry::text::sentence(&key, &error.args, language);
        assert!(!sentence.contains('{') && sentence.contains(' '), "{key}: {sentence}");
        assert!(!sentence.chars().any(|it| it.is_control() && it != '\n'), "{key}: {sentence:?}");
    }
}
