//! The parts of a key of history, between its slashes.

use std::{borrow::Cow, fmt};

use crate::{
    core::id::{IndikatorId, InovasiId, InputId, InstrumentId, OptionId, Subject},
    inovasi::{penghargaan::PenghargaanField, perangkat_daerah::PerangkatDaerahField, profile::Field},
    submission::{
        office::{OfficeField, SignerRole},
        official::OfficialFigure,
        snapshot::SnapshotField,
    },
};

/// Splits what follows the kind into `n` parts, the last with whatever stands in it.
pub(super) fn parts<'a>(key: &'a str, kind: &str, n: usize) -> Option<std::str::SplitN<'a, char>> {
    let rest = match (kind, n) {
        ("", _) => key,
        (_, 0) if key == kind => "",
        (_, 0) => return None,
        _ => key.strip_prefix(kind)?.strip_prefix('/')?,
    };
    Some(rest.splitn(n, '/'))
}

pub(super) fn write_key(f: &mut fmt::Formatter<'_>, kind: &str, parts: &[&dyn Part]) -> fmt::Result {
    f.write_str(kind)?;
    for (nth, part) in parts.iter().enumerate() {
        if nth > 0 || !kind.is_empty() {
            f.write_str("/")?;
        }
        f.write_str(&part.text())?;
    }
    Ok(())
}

/// A typed part of a key.
pub(super) trait Part {
    fn read(text: &str) -> Option<Self>
    where
        Self: Sized;
    fn text(&self) -> Cow<'_, str>;
}

macro_rules! text_part {
    ($($text:ident),+) => {
        $(impl Part for $text {
            fn read(text: &str) -> Option<Self> {
                Some(text.into())
            }
            fn text(&self) -> Cow<'_, str> {
                self.as_str().into()
            }
        })+
    };
}

text_part!(String, InstrumentId, IndikatorId, InputId, OptionId);

macro_rules! named_part {
    ($($field:ident),+) => {
        $(impl Part for $field {
            fn read(text: &str) -> Option<Self> {
                Self::by_name(text)
            }
            fn text(&self) -> Cow<'_, str> {
                self.name().into()
            }
        })+
    };
}

named_part!(Field, PerangkatDaerahField, PenghargaanField, SnapshotField, OfficialFigure, OfficeField, SignerRole);

impl Part for InovasiId {
    fn read(text: &str) -> Option<Self> {
        text.parse().ok()
    }
    fn text(&self) -> Cow<'_, str> {
        self.to_string().into()
    }
}

/// Whom a link serves: an inovasi by its bare id, others as everywhere.
impl Part for Subject {
    fn read(text: &str) -> Option<Self> {
        let other = || text.parse().ok().filter(|it| matches!(it, Self::Daerah | Self::Penghargaan(_)));
        text.parse().ok().map(Self::Inovasi).or_else(other)
    }
    fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Inovasi(id) => id.text(),
            other => other.to_string().into(),
        }
    }
}
