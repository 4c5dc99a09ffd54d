//! Identities. They are given to this crate, never made here: making one needs
//! a clock and randomness.

use std::{borrow::Borrow, fmt, ops::Deref, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use uuid::Uuid;

use crate::named;

/// What an id is to the interface: a text of its own kind, which no other text can
/// stand for by mistake.
#[cfg(feature = "ipc")]
mod wire {
    use std::marker::PhantomData;

    use specta::{Type, Types, datatype::DataType};

    /// An id that TypeScript knows by a brand.
    pub(super) trait Branded {
        const BRAND: &str;
    }

    /// The text of such an id.
    pub(super) struct TextOf<Id>(PhantomData<Id>);

    impl<Id: Branded> Type for TextOf<Id> {
        fn definition(types: &mut Types) -> DataType {
            let text = specta_typescript::Branded::new(Id::BRAND, String::definition(types));
            specta::datatype::Reference::opaque(text).into()
        }
    }

    /// The key of a subject.
    #[derive(Type, serde::Serialize)]
    #[serde(transparent, rename = "Subject")]
    pub(super) struct SubjectKey(#[specta(type = KeyText)] ());

    struct KeyText;

    impl Type for KeyText {
        fn definition(_: &mut Types) -> DataType {
            let keys = ["inovasi", "bukti", "perangkat_daerah", "penghargaan", "snapshot"]
                .map(|it| format!(" | `{it}:${{string}}`"));
            specta_typescript::define(format!("\"daerah\"{}", keys.concat())).into()
        }
    }
}

macro_rules! uuid_id {
    ($(#[$doc:meta])* $name:ident of $of:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
        #[cfg_attr(feature = "ipc", derive(specta::Type))]
        #[serde(transparent)]
        pub struct $name(#[cfg_attr(feature = "ipc", specta(type = wire::TextOf<$name>))] pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = IdError;
            fn from_str(text: &str) -> Result<Self, IdError> {
                Uuid::parse_str(text.trim()).map(Self).map_err(|_| IdError::new(IdOf::$of, text))
            }
        }

        read_from_text!($name);

        #[cfg(feature = "ipc")]
        impl wire::Branded for $name {
            const BRAND: &str = stringify!($name);
        }
    };
}

/// Reads from text, and is refused with an [`IdError`].
macro_rules! read_from_text {
    ($name:ident) => {
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                String::deserialize(from)?.parse().map_err(D::Error::custom)
            }
        }
    };
}

uuid_id!(
    /// One inovasi, the same on every laptop.
    InovasiId of Inovasi
);
uuid_id!(
    /// One bukti: a document with its number, date and subject.
    BuktiId of Bukti
);
uuid_id!(
    /// One perangkat daerah of the managed list, with its UPTD, puskesmas, schools …
    PerangkatDaerahId of PerangkatDaerah
);
uuid_id!(
    /// One penghargaan of the region or of an inovasi.
    PenghargaanId of Penghargaan
);
uuid_id!(
    /// One snapshot: the registry as it was at one moment.
    SnapshotId of Snapshot
);
uuid_id!(
    /// One copy of a registry on one machine; it signs the changes made there.
    DeviceId of Device
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
    /// An indikator as somebody names it: its id, or the code that a year gives it
    /// (`SID-16`). The instrument of that year knows which it is.
    IndikatorName,
);

impl From<IndikatorId> for IndikatorName {
    fn from(id: IndikatorId) -> Self {
        Self(id.0)
    }
}

named! {
    /// What an id is of.
    pub enum IdOf {
        /// Of an inovasi.
        Inovasi = "inovasi",
        /// Of a bukti.
        Bukti = "bukti",
        /// Of a perangkat daerah.
        PerangkatDaerah = "perangkat_daerah",
        /// Of a penghargaan.
        Penghargaan = "penghargaan",
        /// Of a snapshot.
        Snapshot = "snapshot",
        /// Of a copy of the registry.
        Device = "device",
        /// Of whomever a change or an answer is about.
        Subject = "subject",
    }
}

/// A text that should have been an id. Its own text form, `no id of inovasi: x`, can be
/// read back: serde hands an error on as text alone.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no id of {}: {text}", of.name())]
pub struct IdError {
    /// What should have been named.
    pub of: IdOf,
    /// The text as it came.
    pub text: String,
}

impl IdError {
    fn new(of: IdOf, text: &str) -> Self {
        Self { of, text: text.to_owned() }
    }

    /// The error that was told with this text, if one was.
    pub fn told(text: &str) -> Option<Self> {
        let (of, text) = text.strip_prefix("no id of ")?.split_once(": ")?;
        IdOf::by_name(of).map(|of| Self::new(of, text))
    }
}

/// Whom a change or an answer is about. Its text form is the key used in
/// history, parcels and findings: `daerah`, `inovasi:<uuid>`, `bukti:<uuid>`,
/// `perangkat_daerah:<uuid>`, `penghargaan:<uuid>`, `snapshot:<uuid>`.
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
    /// One snapshot.
    Snapshot(SnapshotId),
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Subject::Daerah => f.write_str("daerah"),
            Subject::Inovasi(id) => write!(f, "inovasi:{id}"),
            Subject::Bukti(id) => write!(f, "bukti:{id}"),
            Subject::PerangkatDaerah(id) => write!(f, "perangkat_daerah:{id}"),
            Subject::Penghargaan(id) => write!(f, "penghargaan:{id}"),
            Subject::Snapshot(id) => write!(f, "snapshot:{id}"),
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
        const KINDS: [&str; 6] = ["daerah", "inovasi", "bukti", "perangkat_daerah", "penghargaan", "snapshot"];
        let kind = key.split(':').next().unwrap_or_default();
        Self::canonical(key).is_some() || !KINDS.contains(&kind)
    }
}

impl FromStr for Subject {
    type Err = IdError;
    fn from_str(text: &str) -> Result<Self, IdError> {
        let read = match text.split_once(':') {
            None if text == "daerah" => return Ok(Subject::Daerah),
            Some(("inovasi", id)) => id.parse().map(Subject::Inovasi),
            Some(("bukti", id)) => id.parse().map(Subject::Bukti),
            Some(("perangkat_daerah", id)) => id.parse().map(Subject::PerangkatDaerah),
            Some(("penghargaan", id)) => id.parse().map(Subject::Penghargaan),
            Some(("snapshot", id)) => id.parse().map(Subject::Snapshot),
            _ => Err(IdError::new(IdOf::Subject, text)),
        };
        read.map_err(|_| IdError::new(IdOf::Subject, text))
    }
}

impl Serialize for Subject {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

read_from_text!(Subject);

#[cfg(feature = "ipc")]
impl specta::Type for Subject {
    fn definition(types: &mut specta::Types) -> specta::datatype::DataType {
        <wire::SubjectKey as specta::Type>::definition(types)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_id_is_told_and_read_back_from_the_words_of_another() {
        let text = "x: no id of bukti: y";
        for (error, of) in [
            (text.parse::<InovasiId>().unwrap_err(), IdOf::Inovasi),
            (text.parse::<BuktiId>().unwrap_err(), IdOf::Bukti),
            (text.parse::<PerangkatDaerahId>().unwrap_err(), IdOf::PerangkatDaerah),
            (text.parse::<PenghargaanId>().unwrap_err(), IdOf::Penghargaan),
            (text.parse::<DeviceId>().unwrap_err(), IdOf::Device),
            (text.parse::<Subject>().unwrap_err(), IdOf::Subject),
            ("inovasi:x".parse::<Subject>().unwrap_err(), IdOf::Subject),
        ] {
            assert_eq!(error.of, of);
            assert_eq!(IdError::told(&error.to_string()), Some(error));
        }
        assert_eq!(IdError::told("missing field `id`"), None);
    }

    #[test]
    fn ids_and_subjects_are_text_to_serde() {
        use serde::de::{IntoDeserializer, value::Error};
        let text = "01990000-0000-7000-8000-000000000001";
        let id = InovasiId::deserialize(IntoDeserializer::<Error>::into_deserializer(text)).unwrap();
        assert_eq!(id.to_string(), text);
        let key = format!("inovasi:{text}");
        let read = Subject::deserialize(IntoDeserializer::<Error>::into_deserializer(key.as_str())).unwrap();
        assert_eq!(read, Subject::Inovasi(id));
        let error = Subject::deserialize(IntoDeserializer::<Error>::into_deserializer("x")).unwrap_err();
        assert_eq!(IdError::told(&error.to_string()), "x".parse::<Subject>().err());
    }

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
