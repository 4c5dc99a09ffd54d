//! The short code of a bundle: what a paper and a bundle have in common where they
//! belong together.
//!
//! It is the beginning of the SHA-256 of `manifest-sha256.txt`, which names every file of
//! the payload by its own SHA-256: no file changes and the code stays. So it stands beside
//! the payload and on papers, never in it. Up to version 2.0 it was made of
//! `data/registri.json` alone. Forty bits tell papers of different bundles apart; whoever
//! has to exclude a forger with much time compares the whole fingerprint.

use std::{fmt, str::FromStr};

use crate::bukti::BlobHash;

/// Digits and letters that cannot be taken for one another: no I, L, O, U.
const SIGNS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Signs that carry the code; one more checks them.
const CARRYING: usize = 8;

/// What the drawing says before the code.
const PREFIX: &str = "PRAKARSA";

/// Nine signs, shown as `K7M-29Q-XT5`; the last checks the others, so that one wrong
/// sign, or two that changed places, are noticed while typing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct BundleCode([u8; CARRYING]);

impl BundleCode {
    /// The code of a bundle whose `manifest-sha256.txt` has this SHA-256.
    pub fn of(manifest: &BlobHash) -> Self {
        let bits = manifest.as_str().bytes().take(CARRYING * 5 / 4).fold(0_u64, |bits, digit| {
            let value = (digit as char).to_digit(16).unwrap_or(0);
            bits << 4 | u64::from(value)
        });
        let mut signs = [0; CARRYING];
        for (at, sign) in signs.iter_mut().rev().enumerate() {
            *sign = u8::try_from(bits >> (5 * at) & 31).unwrap_or(0);
        }
        Self(signs)
    }

    /// What the drawing of it says: readable to whoever has nothing but a camera, and no
    /// address.
    pub fn drawn(self) -> String {
        format!("{PREFIX} {self}")
    }

    /// The code of which this is the drawing; None: it is of something else.
    pub fn of_drawn(text: &str) -> Option<Self> {
        text.trim().strip_prefix(PREFIX)?.parse().ok()
    }

    /// The sum over the signs, each weighed by another power of the field of 32: so
    /// whatever single sign changes, or whichever two change places, it is another.
    fn check(self) -> u8 {
        self.0.iter().fold(0, |sum, sign| doubled(sum ^ sign))
    }
}

/// Times x in the field of 32 elements, whose x^5 is x^2 + 1.
fn doubled(value: u8) -> u8 {
    let value = value << 1;
    if value & 32 == 0 { value } else { value ^ 0b10_0101 }
}

impl fmt::Display for BundleCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, value) in self.0.iter().chain([&self.check()]).enumerate() {
            let dash = if at > 0 && at % 3 == 0 { "-" } else { "" };
            let sign = SIGNS.get(usize::from(*value)).copied().unwrap_or(b'0');
            write!(f, "{dash}{}", sign as char)?;
        }
        Ok(())
    }
}

/// Why a text is no code.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum BundleCodeError {
    /// It has not nine signs, or one that no code has.
    #[error("no code")]
    Malformed,
    /// The last sign does not fit the others: a slip of the pen.
    #[error("the check sign does not fit")]
    Check,
}

impl FromStr for BundleCode {
    type Err = BundleCodeError;

    /// As people type it: in small letters, with or without hyphens and blanks, O for 0,
    /// I and L for 1.
    fn from_str(text: &str) -> Result<Self, BundleCodeError> {
        let mut values = Vec::with_capacity(CARRYING + 1);
        for sign in text.chars().filter(|it| !it.is_whitespace() && !matches!(it, '-' | '.' | '–')) {
            let sign = match sign.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            };
            let value = SIGNS.iter().position(|it| char::from(*it) == sign).ok_or(BundleCodeError::Malformed)?;
            values.push(u8::try_from(value).map_err(|_| BundleCodeError::Malformed)?);
        }
        let check = values.pop().ok_or(BundleCodeError::Malformed)?;
        let code = Self(values.try_into().map_err(|_| BundleCodeError::Malformed)?);
        if code.check() == check { Ok(code) } else { Err(BundleCodeError::Check) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(start: &str) -> BundleCode {
        BundleCode::of(&format!("{start:0<64}").parse().unwrap())
    }

    #[test]
    fn a_code_is_read_as_people_type_it() {
        let code = code("fedcba9876543210");
        let text = code.to_string();
        assert_eq!(text, "ZVE-BN6-3P6");
        let careless = text.to_lowercase().replace('-', " ").replace('0', "o").replace('1', "l");
        for typed in [text.as_str(), &text.replace('-', ""), &careless, &format!(" {text}\n")] {
            assert_eq!(typed.parse(), Ok(code), "{typed}");
        }
        for typed in ["", "K7M", "bundel.zip", "K7M-29Q-XT5-9", "UUU-UUU-UUU"] {
            assert_eq!(typed.parse::<BundleCode>(), Err(BundleCodeError::Malformed), "{typed}");
        }
    }

    #[test]
    fn a_drawing_says_whose_it_is() {
        let code = code("fedcba9876");
        assert_eq!(code.drawn(), "PRAKARSA ZVE-BN6-3P6");
        assert_eq!(BundleCode::of_drawn(&code.drawn()), Some(code));
        for other in ["ZVE-BN6-3P6", "https://contoh.id", "PRAKARSA ZVE-BN6-3P7", ""] {
            assert_eq!(BundleCode::of_drawn(other), None, "{other}");
        }
    }

    #[test]
    fn one_wrong_sign_and_two_that_changed_places_are_noticed() {
        for start in ["0", "1f2e3d4c5b", "fedcba9876", "8000000001"] {
            let text: Vec<u8> = code(start).to_string().bytes().filter(|it| *it != b'-').collect();
            let read = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap().parse::<BundleCode>();
            assert!(read(&text).is_ok());
            for at in 0..text.len() {
                for sign in SIGNS {
                    let mut wrong = text.clone();
                    wrong[at] = *sign;
                    assert_eq!(read(&wrong).is_ok(), wrong == text);
                }
                for other in 0..at {
                    let mut swapped = text.clone();
                    swapped.swap(at, other);
                    assert_eq!(read(&swapped).is_ok(), swapped == text);
                }
            }
        }
    }
}
