//! Whose updates are trusted: public keys as minisign writes them, several in one text.

use minisign_verify::PublicKey;

/// A key whose updates are trusted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrustedKey {
    /// As minisign prints it: sixteen digits.
    pub id: String,
    pub(crate) key: PublicKey,
}

impl TrustedKey {
    /// The keys of a text: one a line, in base64, as the second line of `minisign.pub`.
    /// Comments (`#`, and minisign's own) and blank lines are passed over.
    ///
    /// # Errors
    /// The first line that is neither.
    pub fn read_all(text: &str) -> Result<Vec<Self>, String> {
        let lines = text.lines().map(str::trim);
        let keys = lines.filter(|it| !it.is_empty() && !it.starts_with('#') && !it.starts_with("untrusted comment:"));
        keys.map(|it| Self::read(it).ok_or_else(|| it.to_owned())).collect()
    }

    fn read(base64: &str) -> Option<Self> {
        Some(Self { id: key_id(base64)?, key: PublicKey::from_base64(base64).ok()? })
    }
}

/// The id that a key or a signature begins with, after two bytes for the algorithm; the
/// library keeps it to itself. Minisign prints it from its last byte on.
pub(crate) fn key_id(base64: &str) -> Option<String> {
    let mut bytes: Vec<u8> = Vec::new();
    for four in base64.as_bytes().get(..16)?.chunks(4) {
        let mut bits = 0_u32;
        for sign in four {
            let six = match sign {
                b'A'..=b'Z' => sign - b'A',
                b'a'..=b'z' => sign - b'a' + 26,
                b'0'..=b'9' => sign - b'0' + 52,
                b'+' => 62,
                b'/' => 63,
                _ => return None,
            };
            bits = bits << 6 | u32::from(six);
        }
        bytes.extend(bits.to_be_bytes().get(1..)?);
    }
    let id: String = bytes.get(2..10)?.iter().rev().map(|it| format!("{it:02X}")).collect();
    Some(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The key of minisign's own manual.
    const PUBLISHED: &str = "RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3";

    #[test]
    fn keys_are_read_as_minisign_writes_them() {
        let text = format!("# rilis\r\n\nuntrusted comment: minisign public key E7620F1842B4E81F\n{PUBLISHED}\n");
        let keys = TrustedKey::read_all(&text).unwrap();
        assert_eq!(keys.iter().map(|it| it.id.as_str()).collect::<Vec<_>>(), ["E7620F1842B4E81F"]);
        assert_eq!(TrustedKey::read_all("# belum ada\n").unwrap(), []);
        for wrong in ["RWQ", "bukan kunci", &PUBLISHED[..55], &format!("{PUBLISHED}A"), &PUBLISHED.replace('R', "A")] {
            assert_eq!(TrustedKey::read_all(&format!("{PUBLISHED}\n{wrong}")).unwrap_err(), wrong);
        }
    }
}
