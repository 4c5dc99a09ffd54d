//! The fingerprint of a bundle and its short code: what a paper and a bundle have in
//! common where they belong together.
//!
//! The fingerprint is the SHA-256 of `manifest-sha256.txt`, which names every file of the
//! payload by its own SHA-256: no file changes and it stays. The code is its beginning. So
//! both stand beside the payload and on papers, never in it. Up to version 2.0 the code was
//! made of `data/registri.json` alone. Forty bits tell papers of different bundles apart;
//! a computer finds another bundle with the same code within hours. Nobody finds one with
//! the same fingerprint, so the drawing on a paper carries that too.

use std::{fmt, str::FromStr};

use crate::bukti::BlobHash;

/// Digits and letters that cannot be taken for one another: no I, L, O, U.
const SIGNS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Signs that carry the code; one more checks them.
const CARRYING: usize = 8;

/// Signs of a whole code.
const SIGNS_OF_CODE: usize = CARRYING + 1;

/// Hex digits of a fingerprint.
const DIGITS_OF_FINGERPRINT: usize = 64;

/// What the drawing says before the code.
const PREFIX: &str = "PRAKARSA";

/// Nine signs, shown as `K7M-29Q-XT5`; the last checks the others, so that one wrong
/// sign, or two that changed places, are noticed while typing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct BundleCode([u8; CARRYING]);

impl BundleCode {
    /// The code of a bundle with this fingerprint.
    pub fn of(fingerprint: &BlobHash) -> Self {
        let bits = fingerprint.as_str().bytes().take(CARRYING * 5 / 4).fold(0_u64, |bits, digit| {
            let value = (digit as char).to_digit(16).unwrap_or(0);
            bits << 4 | u64::from(value)
        });
        let mut signs = [0; CARRYING];
        for (at, sign) in signs.iter_mut().rev().enumerate() {
            *sign = u8::try_from(bits >> (5 * at) & 31).unwrap_or(0);
        }
        Self(signs)
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
        let mut values = Vec::with_capacity(SIGNS_OF_CODE);
        for sign in signs(text) {
            let value = SIGNS.iter().position(|it| char::from(*it) == sign).ok_or(BundleCodeError::Malformed)?;
            values.push(u8::try_from(value).map_err(|_| BundleCodeError::Malformed)?);
        }
        let check = values.pop().ok_or(BundleCodeError::Malformed)?;
        let code = Self(values.try_into().map_err(|_| BundleCodeError::Malformed)?);
        if code.check() == check { Ok(code) } else { Err(BundleCodeError::Check) }
    }
}

/// The signs of what somebody typed: in small letters or large ones, with or without
/// hyphens and blanks, O for 0, I and L for 1.
fn signs(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|it| !it.is_whitespace() && !matches!(it, '-' | '.' | '–')).map(|it| {
        match it.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        }
    })
}

/// What a paper says of its bundle: the code, and on most the whole fingerprint, too.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PaperCode {
    code: BundleCode,
    fingerprint: Option<BlobHash>,
}

impl PaperCode {
    /// What papers of a bundle with this fingerprint say.
    pub fn of(fingerprint: BlobHash) -> Self {
        Self { code: BundleCode::of(&fingerprint), fingerprint: Some(fingerprint) }
    }

    /// The nine signs.
    pub fn code(&self) -> BundleCode {
        self.code
    }

    /// None: nothing but the code is known.
    pub fn fingerprint(&self) -> Option<&BlobHash> {
        self.fingerprint.as_ref()
    }

    /// What the drawing of it says: readable to whoever has nothing but a camera, and no
    /// address. Its signs are those that a drawing holds in little room.
    pub fn drawn(&self) -> String {
        format!("{PREFIX} {self}").to_ascii_uppercase()
    }

    /// What stands on a paper with this drawing; None: it is of something else.
    pub fn of_drawn(text: &str) -> Option<Self> {
        text.trim().strip_prefix(PREFIX)?.parse().ok()
    }
}

impl From<BundleCode> for PaperCode {
    fn from(code: BundleCode) -> Self {
        Self { code, fingerprint: None }
    }
}

/// `ZVE-BN6-3P6`, behind it the fingerprint where it is known.
impl fmt::Display for PaperCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.code)?;
        self.fingerprint.iter().try_for_each(|it| write!(f, " {it}"))
    }
}

impl FromStr for PaperCode {
    type Err = BundleCodeError;

    /// The code, the fingerprint, both one behind the other, or all that the drawing
    /// says; each as people type it.
    fn from_str(text: &str) -> Result<Self, BundleCodeError> {
        let signs: String = signs(text).collect();
        let both = SIGNS_OF_CODE + DIGITS_OF_FINGERPRINT;
        let drawn = signs.strip_prefix(PREFIX).filter(|it| [SIGNS_OF_CODE, both].contains(&it.len()));
        let signs = drawn.unwrap_or(&signs);
        let at = signs.len().checked_sub(DIGITS_OF_FINGERPRINT).filter(|it| [0, SIGNS_OF_CODE].contains(it));
        let Some((code, digits)) = at.and_then(|it| signs.split_at_checked(it)) else {
            return signs.parse().map(|code: BundleCode| code.into());
        };
        let read = Self::of(digits.to_ascii_lowercase().parse().map_err(|_| BundleCodeError::Malformed)?);
        if code.is_empty() || code.parse() == Ok(read.code) { Ok(read) } else { Err(BundleCodeError::Check) }
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

    /// A fingerprint whose code is `ZVE-BN6-3P6`.
    fn fingerprint() -> BlobHash {
        format!("{}{}", "fedcba9876", "0123456789abcdef".repeat(4)).get(..64).unwrap().parse().unwrap()
    }

    #[test]
    fn a_drawing_says_whose_it_is() {
        let whole = PaperCode::of(fingerprint());
        let drawn = whole.drawn();
        assert_eq!(drawn, format!("PRAKARSA ZVE-BN6-3P6 {}", fingerprint().as_str().to_uppercase()));
        assert_eq!(PaperCode::of_drawn(&drawn), Some(whole.clone()));
        // Papers of before say the code alone.
        let short: PaperCode = whole.code().into();
        assert_eq!(short.drawn(), "PRAKARSA ZVE-BN6-3P6");
        assert_eq!(PaperCode::of_drawn(&short.drawn()), Some(short));
        let of_another = drawn.replace("ZVE-BN6-3P6", &code("1f2e3d4c5b").to_string());
        for other in ["ZVE-BN6-3P6", "https://contoh.id", "PRAKARSA ZVE-BN6-3P7", "", &of_another, &drawn[..80]] {
            assert_eq!(PaperCode::of_drawn(other), None, "{other}");
        }
    }

    #[test]
    fn a_fingerprint_is_read_as_people_type_it() {
        let (whole, hex) = (PaperCode::of(fingerprint()), fingerprint().to_string());
        let grouped: Vec<&str> = (0..8).map(|at| &hex[at * 8..at * 8 + 8]).collect();
        let careless = grouped.join(" ").to_uppercase().replace('0', "O").replace('1', "l");
        let both = format!("zve bn6 3p6\n{careless}");
        for typed in [&hex, &grouped.join(" "), &careless, &both, &whole.to_string(), &whole.drawn()] {
            assert_eq!(typed.parse(), Ok(whole.clone()), "{typed}");
        }
        assert_eq!("prakarsa ZVE-BN6-3P6".parse(), Ok(PaperCode::from(whole.code())));
        // A code may begin as the drawing does.
        let code: BundleCode = code("b61535632a");
        assert_eq!(code.to_string().parse(), Ok(PaperCode::from(code)));
        let slip = hex.replacen('f', "e", 1);
        assert_ne!(slip.parse(), Ok(whole.clone()), "no sign checks a fingerprint alone");
        assert_eq!(format!("ZVE-BN6-3P6 {slip}").parse::<PaperCode>(), Err(BundleCodeError::Check));
        for typed in ["", &hex[1..], &hex.replace('f', "g"), &format!("{hex}0"), "PRAKARSA"] {
            assert_eq!(typed.parse::<PaperCode>(), Err(BundleCodeError::Malformed), "{typed}");
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
