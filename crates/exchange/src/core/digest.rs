//! The digests of BagIt: names and hashing.

use sha2::Digest;

/// A digest algorithm as BagIt manifests name it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Algorithm {
    /// 128 bits; forgeable, but many old bags have no other.
    Md5,
    /// 160 bits; forgeable too.
    Sha1,
    /// 224 bits of the SHA-2 family; rare in bags.
    Sha224,
    /// 256 bits of the SHA-2 family: what our own bags and blobs use.
    Sha256,
    /// 384 bits of the SHA-2 family; rare in bags.
    Sha384,
    /// 512 bits of the SHA-2 family: what RFC 8493 asks new bags to use.
    Sha512,
}

impl Algorithm {
    /// Every algorithm that this crate can check.
    pub const ALL: [Self; 6] = [Self::Md5, Self::Sha1, Self::Sha224, Self::Sha256, Self::Sha384, Self::Sha512];

    /// The normalised name: lower case, letters and digits only (RFC 8493, 2.4).
    pub fn name(self) -> &'static str {
        match self {
            Self::Md5 => "md5",
            Self::Sha1 => "sha1",
            Self::Sha224 => "sha224",
            Self::Sha256 => "sha256",
            Self::Sha384 => "sha384",
            Self::Sha512 => "sha512",
        }
    }

    /// Reads a name in any case and with any punctuation (`SHA-256`).
    pub fn by_name(name: &str) -> Option<Self> {
        let plain: String = name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
        Self::ALL.into_iter().find(|it| it.name() == plain)
    }

    /// Length of a digest in hex digits.
    pub fn n_hex(self) -> usize {
        match self {
            Self::Md5 => 32,
            Self::Sha1 => 40,
            Self::Sha224 => 56,
            Self::Sha256 => 64,
            Self::Sha384 => 96,
            Self::Sha512 => 128,
        }
    }

    /// Known to be forgeable: proves transfer, not origin.
    pub fn is_weak(self) -> bool {
        matches!(self, Self::Md5 | Self::Sha1)
    }
}

/// One running digest.
#[derive(Clone)]
pub(crate) enum Hasher {
    Md5(md5::Md5),
    Sha1(sha1::Sha1),
    Sha224(sha2::Sha224),
    Sha256(sha2::Sha256),
    Sha384(sha2::Sha384),
    Sha512(sha2::Sha512),
}

impl Hasher {
    pub(crate) fn new(algorithm: Algorithm) -> Self {
        match algorithm {
            Algorithm::Md5 => Self::Md5(md5::Md5::new()),
            Algorithm::Sha1 => Self::Sha1(sha1::Sha1::new()),
            Algorithm::Sha224 => Self::Sha224(sha2::Sha224::new()),
            Algorithm::Sha256 => Self::Sha256(sha2::Sha256::new()),
            Algorithm::Sha384 => Self::Sha384(sha2::Sha384::new()),
            Algorithm::Sha512 => Self::Sha512(sha2::Sha512::new()),
        }
    }

    pub(crate) fn update(&mut self, bytes: &[u8]) {
        match self {
            Self::Md5(it) => it.update(bytes),
            Self::Sha1(it) => it.update(bytes),
            Self::Sha224(it) => it.update(bytes),
            Self::Sha256(it) => it.update(bytes),
            Self::Sha384(it) => it.update(bytes),
            Self::Sha512(it) => it.update(bytes),
        }
    }

    /// The digest in lower-case hex.
    pub(crate) fn finish(self) -> String {
        match self {
            Self::Md5(it) => hex::encode(it.finalize()),
            Self::Sha1(it) => hex::encode(it.finalize()),
            Self::Sha224(it) => hex::encode(it.finalize()),
            Self::Sha256(it) => hex::encode(it.finalize()),
            Self::Sha384(it) => hex::encode(it.finalize()),
            Self::Sha512(it) => hex::encode(it.finalize()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digests_of_nothing_are_the_published_ones() {
        for (algorithm, start) in [
            (Algorithm::Md5, "d41d8cd98f00b204"),
            (Algorithm::Sha1, "da39a3ee5e6b4b0d"),
            (Algorithm::Sha224, "d14a028c2a3a2bc9"),
            (Algorithm::Sha256, "e3b0c44298fc1c14"),
            (Algorithm::Sha384, "38b060a751ac9638"),
            (Algorithm::Sha512, "cf83e1357eefb8bd"),
        ] {
            let digest = Hasher::new(algorithm).finish();
            assert!(digest.starts_with(start), "{algorithm:?}");
            assert_eq!(digest.len(), algorithm.n_hex());
        }
    }

    #[test]
    fn names_are_read_as_people_write_them() {
        for (name, expected) in [
            ("sha256", Some(Algorithm::Sha256)),
            ("SHA-256", Some(Algorithm::Sha256)),
            ("MD5", Some(Algorithm::Md5)),
            ("blake2b", None),
            ("", None),
        ] {
            assert_eq!(Algorithm::by_name(name), expected, "{name:?}");
        }
    }
}
