//! Portal copies: what the portal takes at one place, whether a file is that as it
//! stands, and what is said of a copy that was made to be so, or why none was.

use crate::{bukti::ending_of, named};

/// What is taken at one place of the portal, for whoever makes a copy that fits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Accepted {
    /// Lower-case endings; empty: nobody says, so that a PDF is made.
    pub file_types: Vec<String>,
    /// Largest file in bytes; None where that is not known.
    pub max_bytes: Option<u64>,
}

impl Accepted {
    /// Whether files of this ending are taken.
    pub fn takes(&self, ending: &str) -> bool {
        self.file_types.is_empty() || self.file_types.iter().any(|it| it == ending)
    }
}

named! {
    /// How a portal copy came from its original. Its name is the key of its sentence, under
    /// `fit_step.`.
    pub enum FitStep {
        /// It is the original: that is taken as it stands.
        AsItIs = "as_it_is",
        /// A picture was put on a page.
        OnPage = "on_page",
        /// What nothing refers to was left out, and the rest packed.
        Packed = "packed",
        /// What was said of place, persons and programs was left out.
        Stripped = "stripped",
        /// Pictures were written anew with less room for each.
        Recoded = "recoded",
        /// Pictures have fewer pixels.
        Scaled = "scaled",
    }
}

named! {
    /// Why there is no portal copy. Its name is the key of its sentence, under `unfitted.`.
    pub enum Unfitted {
        /// It carries an electronic signature, which any change would break.
        Signed = "signed",
        /// It is encrypted.
        Encrypted = "encrypted",
        /// Nothing opens it.
        Damaged = "damaged",
        /// It is of a kind of which no copy can be made: a document of a word processor, a
        /// film, an archive.
        OtherKind = "other_kind",
        /// Nothing that can be made of it is taken there.
        NotTaken = "not_taken",
        /// It has more bytes, pages or pixels than are gone through.
        TooMuch = "too_much",
        /// It stays above the limit as long as it is to be read.
        StaysTooLarge = "stays_too_large",
    }
}

/// A scan is read well from here on, in dots per inch.
pub const READABLE_DPI: u32 = 200;
/// Below it a scan is no longer read: no copy has less.
pub const LEAST_DPI: u32 = 150;

/// The name of a copy: that of its original with the ending of what it is.
pub fn copy_name(nama_berkas: &str, ending: &str) -> String {
    let own = ending_of(nama_berkas);
    let cut = nama_berkas.len().saturating_sub(own.len() + 1);
    let stem = nama_berkas.get(..cut).filter(|it| !own.is_empty() && !it.is_empty()).unwrap_or(nama_berkas);
    format!("{stem}.{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_is_called_after_its_original() {
        for (nama, expected) in [
            ("foto.JPG", "foto.pdf"),
            ("SK 12.2024.pdf", "SK 12.2024.pdf"),
            ("tanpa", "tanpa.pdf"),
            (".jpg", ".jpg.pdf"),
        ] {
            assert_eq!(copy_name(nama, "pdf"), expected);
        }
    }
}
