//! Identities. They are given to this crate, never made here: making one needs
//! a clock and randomness.

use std::{borrow::Borrow, fmt, ops::Deref, str::FromStr};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! uuid_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = IdError;
            fn from_str(text: &str) -> Result<Self, IdError> {
                Uuid::parse_str(text.trim()).map(Self).map_err(|_| IdError(text.to_owned()))
            }
        }
    };
}

uuid_id!(
    /// One inovasi, the same on every laptop.
    InovasiId
);
uuid_id!(
    /// One bukti: a document with its number, date and subject.
    BuktiId
);
uuid_id!(
    /// One perangkat daerah of the managed list, with its UPTD, puskesmas, schools …
    PerangkatDaerahId
);
uuid_id!(
    /// One penghargaan of the region or of an inovasi.
    PenghargaanId
);
uuid_id!(
    /// One copy of a registry on one machine; it signs the changes made there.
    DeviceId
);

impl DeviceId {
    /// Of whoever only looks: nothing is ever written as this one.
    pub const NOBODY: Self = Self(Uuid::nil());
}

macro_rules! slug_id {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {
        $(
            $(#[$doc])*
            #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
            #[cfg_attr(feature = "ipc", derive(specta::Type))]
            #[serde(transparent)]
            pub struct $name(String);

            impl $name {
                /// The name itself.
                pub fn as_str(&self) -> &str {
                    &self.0
                }
            }

            impl fmt::Display for $name {
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    f.write_str(&self.0)
                }
            }

            impl Deref for $name {
                type Target = str;
                fn deref(&self) -> &str {
                    &self.0
                }
            }

            impl Borrow<str> for $name {
                fn borrow(&self) -> &str {
                    &self.0
                }
            }

            impl AsRef<str> for $name {
                fn as_ref(&self) -> &str {
                    &self.0
                }
            }

            impl From<&str> for $name {
                fn from(text: &str) -> Self {
                    Self(text.to_owned())
                }
            }

            impl From<String> for $name {
                fn from(text: String) -> Self {
                    Self(text)
                }
            }

            impl From<$name> for String {
                fn from(id: $name) -> Self {
                    id.0
                }
            }

            impl PartialEq<str> for $name {
                fn eq(&self, other: &str) -> bool {
                    self.0 == other
                }
            }

            impl PartialEq<String> for $name {
                fn eq(&self, other: &String) -> bool {
                    self.0 == *other
                }
            }

            impl PartialEq<&str> for $name {
                fn eq(&self, other: &&str) -> bool {
                    self.0 == *other
                }
            }
        )+
    };
}

slug_id!(
    /// The slug of an instrument, `iga-2026`: one award in one year.
    InstrumentId,
    /// The slug of an indikator, the same in every year.
    IndikatorId,
    /// The slug of a number that an indikator asks for.
    InputId,
    /// The slug of a thing to tick under an indikator.
    OptionId,
);

/// A text that should have been a UUID.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a UUID")]
pub struct IdError(pub String);

/// Whom a change or an answer is about. Its text form is the key used in
/// history, parcels and findings: `daerah`, `inovasi:<uuid>`, `bukti:<uuid>`,
/// `perangkat_daerah:<uuid>`, `penghargaan:<uuid>`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Subject {
    /// The region that owns the registry; answers the region's indikator (SPD).
    Daerah,
    /// One inovasi; answers the inovasi's indikator (SID).
    Inovasi(InovasiId),
    /// One bukti.
    Bukti(BuktiId),
    /// One perangkat daerah of the managed list.
    PerangkatDaerah(PerangkatDaerahId),
    /// One penghargaan.
    Penghargaan(PenghargaanId),
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Subject::Daerah => f.write_str("daerah"),
            Subject::Inovasi(id) => write!(f, "inovasi:{id}"),
            Subject::Bukti(id) => write!(f, "bukti:{id}"),
            Subject::PerangkatDaerah(id) => write!(f, "perangkat_daerah:{id}"),
            Subject::Penghargaan(id) => write!(f, "penghargaan:{id}"),
        }
    }
}

impl Subject {
    /// Reads a key as it stands in history: only the one spelling that [`fmt::Display`]
    /// gives. Two spellings of one id would be two subjects that want one row.
    pub fn canonical(key: &str) -> Option<Self> {
        key.parse().ok().filter(|it: &Self| it.to_string() == key)
    }

    /// Whether a key from outside can be kept: a subject in its one spelling, or a kind
    /// that only a newer program knows.
    pub fn is_key(key: &str) -> bool {
        const KINDS: [&str; 5] = ["daerah", "inovasi", "bukti", "perangkat_daerah", "penghargaan"];
        let kind = key.split(':').next().unwrap_or_default();
        Self::canonical(key).is_some() || !KINDS.contains(&kind)
    }
}

impl FromStr for Subject {
    type Err = IdError;
    fn from_str(text: &str) -> Result<Self, IdError> {
        match text.split_once(':') {
            None if text == "daerah" => Ok(Subject::Daerah),
            Some(("inovasi", id)) => id.parse().map(Subject::Inovasi),
            Some(("bukti", id)) => id.parse().map(Subject::Bukti),
            Some(("perangkat_daerah", id)) => id.parse().map(Subject::PerangkatDaerah),
            Some(("penghargaan", id)) => id.parse().map(Subject::Penghargaan),
            _ => Err(IdError(text.to_owned())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_has_one_spelling() {
        let id = "019f0000-0000-7000-8000-00000000dead";
        assert!(Subject::is_key("daerah") && Subject::is_key(&format!("inovasi:{id}")));
        assert!(Subject::is_key("rapat:7"), "a kind of a newer program");
        for odd in [id.to_uppercase(), id.replace('-', ""), format!("{{{id}}}"), format!(" {id}"), "x".into()] {
            assert!(!Subject::is_key(&format!("inovasi:{odd}")), "{odd}");
        }
        assert!(!Subject::is_key("daerah:1"));
    }
}
