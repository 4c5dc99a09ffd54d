//! History: a set of changes that only grows. The tables are a view of it.

use std::{fmt, str::FromStr};

use crate::{
    core::id::{BuktiId, DeviceId, InovasiId, PenghargaanId, PerangkatDaerahId, Subject},
    inovasi::{penghargaan::PenghargaanField, perangkat_daerah::PerangkatDaerahField, profile::Field},
};

/// Identity and tie-break of a change: a Lamport counter and the device that
/// counted. Ordered by counter, then device. Never a time: clocks are wrong.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Stamp {
    /// Above every counter its device had seen; from 1.
    pub counter: u64,
    pub device: DeviceId,
}

impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}", self.counter, self.device)
    }
}

impl FromStr for Stamp {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let bad = || text.to_owned();
        let (counter, device) = text.split_once('@').ok_or_else(bad)?;
        let counter: u64 = counter.parse().map_err(|_| bad())?;
        // SQLite's integers end at i64::MAX; a stamp beyond it is hostile.
        if counter == 0 || counter > MAX_COUNTER {
            return Err(bad());
        }
        Ok(Stamp { counter, device: device.parse().map_err(|_| bad())? })
    }
}

/// The largest counter accepted from outside. Far beyond any honest history, and
/// far enough below `i64::MAX` that counting on from it never overflows.
pub const MAX_COUNTER: u64 = 1 << 52;

/// What one user act did, on one device, in one transaction. Its changes have
/// consecutive stamps beginning with `first`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Act {
    pub first: Stamp,
    /// Name of the act, for example `choose_parameter`.
    pub op: String,
    /// Milliseconds since 1970 by the writer's clock: for people, not for order.
    pub at: i64,
    /// Who sat there, as written in the settings.
    pub person: String,
    pub changes: Vec<Change>,
}

/// One field written once.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change {
    pub stamp: Stamp,
    /// Key of a [`Subject`]; kept as text, so that kinds of a newer program survive.
    pub subject: String,
    /// Key of a [`FieldKey`]; kept as text for the same reason.
    pub field: String,
    /// `None`: cleared.
    pub value: Option<String>,
    /// Stamps of the values this change saw and overwrote.
    pub replaces: Vec<Stamp>,
}

/// The fields of history that this program knows.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum FieldKey {
    /// A field of the profile, by its name: `nama`, `rancang_bangun` …
    Profile(Field),
    /// `urusan_beririsan/<slug>`, `nama_lama/<name>`: a member of a field with
    /// members; value `1` or cleared.
    Member(Field, String),
    /// `assessment/<instrument>/<indikator>`: a [`crate::assessment::score::Choice`].
    Choice {
        instrument: String,
        indikator: String,
    },
    /// `sumber/<field>`: where a fact of the profile comes from.
    Sumber(Field),
    /// `keyakinan/<field>`: how sure that source is.
    Keyakinan(Field),
    /// `removed`: `1` while the subject is removed. Such a change lists every
    /// head of the subject that it saw in `replaces`, not only its own field's.
    Removed,
    /// `contoh`: `1` for an inovasi of the example catalogue.
    Contoh,
    /// `usulan/<instrument>`: whether the inovasi is among those proposed under an
    /// instrument; `1`, `0`, or cleared: not said.
    Usulan(String),
    /// `growth_note/<instrument>`: what has grown since it was last proposed.
    GrowthNote(String),
    /// `archived/<instrument>`: the profile as it was when the inovasi left that
    /// year, as the JSON object of [`crate::inovasi::usulan::Archived`].
    Archived(String),
    /// `review/<instrument>/<indikator>`: an answer carried over from an earlier
    /// year whose meaning changed; the value says how.
    Review {
        instrument: String,
        indikator: String,
    },
    /// `input/<instrument>/<indikator>/<input>`: a number from which the parameter
    /// follows; a decimal as text.
    Input {
        instrument: String,
        indikator: String,
        input: String,
    },
    /// `tick/<instrument>/<indikator>/<option>`: `1` where the officer says that the
    /// bukti show it.
    Tick {
        instrument: String,
        indikator: String,
        option: String,
    },
    /// `verdict/<instrument>/<indikator>`: a [`crate::assessment::verification::Verdict`] as JSON.
    Verdict {
        instrument: String,
        indikator: String,
    },
    /// `verification/<instrument>`: where the answers lie, as the JSON of a
    /// [`crate::assessment::verification::Passage`].
    Verification(String),
    /// `pack/<instrument>`: rules that a person took in or corrected, as the JSON of
    /// a [`crate::assessment::instrument::pack::OwnPack`].
    Pack(String),
    /// `duplicate/<inovasi uuid>`: what a person decided about two inovasi that
    /// look alike: `dismissed` or `linked`.
    Duplicate(InovasiId),
    /// `perangkat_daerah/<field>`: a field of a perangkat daerah.
    PerangkatDaerah(PerangkatDaerahField),
    /// `perangkat_daerah/nama_lama/<name>`: a former name of it.
    PerangkatDaerahNamaLama(String),
    /// `penghargaan/<field>`: a field of a penghargaan.
    Penghargaan(PenghargaanField),
    /// `pemda/nama`, `pemda/kode`.
    PemdaNama,
    PemdaKode,
    /// `pemda/instrument`: the instrument this region works under.
    PemdaInstrument,
    /// `closed/<instrument>`: `1` when the answers of that year are read-only.
    Closed(String),
    /// `blob`: a [`crate::bukti::BlobRef`].
    Blob,
    /// `nama_berkas`, `nomor`, `tanggal`, `tentang` of a bukti.
    NamaBerkas,
    Nomor,
    Tanggal,
    Tentang,
    /// `link/<inovasi uuid, daerah or penghargaan:uuid>/<indikator>`: the bukti
    /// supports this answer (or this document of the profile, or this penghargaan);
    /// the value is its pages, or empty.
    Link {
        subject: Subject,
        indikator: String,
    },
    /// A field of a newer program: kept, passed on, not shown.
    Unknown(String),
}

impl FieldKey {
    /// Reads a key; anything not known is `Unknown`.
    pub fn read(key: &str) -> Self {
        let known = match key.split_once('/') {
            None => match key {
                "removed" => Some(Self::Removed),
                "contoh" => Some(Self::Contoh),
                "blob" => Some(Self::Blob),
                "nama_berkas" => Some(Self::NamaBerkas),
                "nomor" => Some(Self::Nomor),
                "tanggal" => Some(Self::Tanggal),
                "tentang" => Some(Self::Tentang),
                _ => Field::by_name(key).map(Self::Profile),
            },
            Some(("pemda", "nama")) => Some(Self::PemdaNama),
            Some(("pemda", "kode")) => Some(Self::PemdaKode),
            Some(("pemda", "instrument")) => Some(Self::PemdaInstrument),
            Some(("usulan", instrument)) => Some(Self::Usulan(instrument.into())),
            Some(("growth_note", instrument)) => Some(Self::GrowthNote(instrument.into())),
            Some(("archived", instrument)) => Some(Self::Archived(instrument.into())),
            Some(("closed", instrument)) => Some(Self::Closed(instrument.into())),
            Some(("verification", instrument)) => Some(Self::Verification(instrument.into())),
            Some(("pack", instrument)) => Some(Self::Pack(instrument.into())),
            Some(("verdict", rest)) => rest.split_once('/').map(|(instrument, indikator)| Self::Verdict {
                instrument: instrument.into(),
                indikator: indikator.into(),
            }),
            Some(("input", rest)) => three(rest).map(|[instrument, indikator, input]| Self::Input {
                instrument: instrument.into(),
                indikator: indikator.into(),
                input: input.into(),
            }),
            Some(("tick", rest)) => three(rest).map(|[instrument, indikator, option]| Self::Tick {
                instrument: instrument.into(),
                indikator: indikator.into(),
                option: option.into(),
            }),
            Some(("duplicate", id)) => id.parse().ok().map(Self::Duplicate),
            Some(("review", rest)) => rest.split_once('/').map(|(instrument, indikator)| Self::Review {
                instrument: instrument.into(),
                indikator: indikator.into(),
            }),
            Some(("perangkat_daerah", rest)) => match rest.split_once('/') {
                Some(("nama_lama", name)) => Some(Self::PerangkatDaerahNamaLama(name.into())),
                _ => PerangkatDaerahField::by_name(rest).map(Self::PerangkatDaerah),
            },
            Some(("penghargaan", rest)) => PenghargaanField::by_name(rest).map(Self::Penghargaan),
            Some(("sumber", field)) => Field::by_name(field).map(Self::Sumber),
            Some(("keyakinan", field)) => Field::by_name(field).map(Self::Keyakinan),
            Some(("assessment", rest)) => rest.split_once('/').map(|(instrument, indikator)| Self::Choice {
                instrument: instrument.into(),
                indikator: indikator.into(),
            }),
            Some(("link", rest)) => rest.split_once('/').and_then(|(subject, indikator)| {
                let subject = match subject {
                    "daerah" => Some(Subject::Daerah),
                    id => match id.strip_prefix("penghargaan:") {
                        Some(id) => id.parse().ok().map(Subject::Penghargaan),
                        None => id.parse().ok().map(Subject::Inovasi),
                    },
                };
                subject.map(|subject| Self::Link { subject, indikator: indikator.into() })
            }),
            Some((field, member)) => {
                Field::by_name(field).filter(|it| it.kind().has_members()).map(|it| Self::Member(it, member.into()))
            }
        };
        known.unwrap_or_else(|| Self::Unknown(key.into()))
    }
}

impl FieldKey {
    /// The year that a field belongs to, by its instrument. A link has none of its
    /// own: it belongs to the year of the worksheet that it is made on.
    pub fn year(&self) -> Option<&str> {
        match self {
            Self::Choice { instrument, .. }
            | Self::Review { instrument, .. }
            | Self::Input { instrument, .. }
            | Self::Tick { instrument, .. }
            | Self::Verdict { instrument, .. }
            | Self::Verification(instrument)
            | Self::Usulan(instrument)
            | Self::GrowthNote(instrument)
            | Self::Archived(instrument) => Some(instrument),
            _ => None,
        }
    }

    /// The review that whoever writes this field has had: of a choice, a number and
    /// a tick that of their answer.
    pub fn review(&self) -> Option<Self> {
        match self {
            Self::Choice { instrument, indikator }
            | Self::Input { instrument, indikator, .. }
            | Self::Tick { instrument, indikator, .. } => {
                Some(Self::Review { instrument: instrument.clone(), indikator: indikator.clone() })
            }
            _ => None,
        }
    }
}

impl fmt::Display for FieldKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Profile(field) => f.write_str(field.name()),
            Self::Member(field, member) => write!(f, "{}/{member}", field.name()),
            Self::Choice { instrument, indikator } => write!(f, "assessment/{instrument}/{indikator}"),
            Self::Sumber(field) => write!(f, "sumber/{}", field.name()),
            Self::Keyakinan(field) => write!(f, "keyakinan/{}", field.name()),
            Self::Removed => f.write_str("removed"),
            Self::Contoh => f.write_str("contoh"),
            Self::Usulan(instrument) => write!(f, "usulan/{instrument}"),
            Self::GrowthNote(instrument) => write!(f, "growth_note/{instrument}"),
            Self::Archived(instrument) => write!(f, "archived/{instrument}"),
            Self::Closed(instrument) => write!(f, "closed/{instrument}"),
            Self::Review { instrument, indikator } => write!(f, "review/{instrument}/{indikator}"),
            Self::Verification(instrument) => write!(f, "verification/{instrument}"),
            Self::Pack(instrument) => write!(f, "pack/{instrument}"),
            Self::Verdict { instrument, indikator } => write!(f, "verdict/{instrument}/{indikator}"),
            Self::Input { instrument, indikator, input } => {
                write!(f, "input/{instrument}/{indikator}/{input}")
            }
            Self::Tick { instrument, indikator, option } => {
                write!(f, "tick/{instrument}/{indikator}/{option}")
            }
            Self::Duplicate(other) => write!(f, "duplicate/{other}"),
            Self::PerangkatDaerah(field) => write!(f, "perangkat_daerah/{}", field.name()),
            Self::PerangkatDaerahNamaLama(name) => write!(f, "perangkat_daerah/nama_lama/{name}"),
            Self::Penghargaan(field) => write!(f, "penghargaan/{}", field.name()),
            Self::PemdaInstrument => f.write_str("pemda/instrument"),
            Self::PemdaNama => f.write_str("pemda/nama"),
            Self::PemdaKode => f.write_str("pemda/kode"),
            Self::Blob => f.write_str("blob"),
            Self::NamaBerkas => f.write_str("nama_berkas"),
            Self::Nomor => f.write_str("nomor"),
            Self::Tanggal => f.write_str("tanggal"),
            Self::Tentang => f.write_str("tentang"),
            Self::Link { subject, indikator } => match subject {
                Subject::Daerah => write!(f, "link/daerah/{indikator}"),
                Subject::Inovasi(InovasiId(id))
                | Subject::Bukti(BuktiId(id))
                | Subject::PerangkatDaerah(PerangkatDaerahId(id)) => write!(f, "link/{id}/{indikator}"),
                Subject::Penghargaan(PenghargaanId(id)) => write!(f, "link/penghargaan:{id}/{indikator}"),
            },
            Self::Unknown(key) => f.write_str(key),
        }
    }
}

/// Three parts of a key, the last with whatever else stands in it.
fn three(rest: &str) -> Option<[&str; 3]> {
    let mut parts = rest.splitn(3, '/');
    Some([parts.next()?, parts.next()?, parts.next()?])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_survives_its_text() {
        let id = "01890000-0000-7000-8000-000000000001";
        for key in [
            "nama".to_owned(),
            "nama_lama/Lapor Hendi / 2019".to_owned(),
            "urusan_beririsan/sosial".to_owned(),
            "usulan/iga-2026".to_owned(),
            "growth_note/iga-2026".to_owned(),
            "archived/iga-2025".to_owned(),
            "review/iga-2026/bimtek".to_owned(),
            "input/iga-2026/kemanfaatan-inovasi/jumlah-penerima".to_owned(),
            "tick/iga-2026/video-inovasi-daerah/manfaat".to_owned(),
            "verdict/iga-2026/bimtek".to_owned(),
            "verification/iga-2026".to_owned(),
            "pack/iga-2027".to_owned(),
            format!("duplicate/{id}"),
            "perangkat_daerah/nama".to_owned(),
            "perangkat_daerah/nama_lama/Dinas Kesehatan/KB".to_owned(),
            "penghargaan/tahun".to_owned(),
            "pemda/instrument".to_owned(),
            "closed/iga-2025".to_owned(),
            format!("link/penghargaan:{id}/penghargaan"),
            format!("link/{id}/bimtek"),
            "link/daerah/visi-dan-misi".to_owned(),
        ] {
            let read = FieldKey::read(&key);
            assert!(!matches!(read, FieldKey::Unknown(_)), "{key}");
            assert_eq!(read.to_string(), key);
        }
        for key in ["perangkat_daerah/warna", "duplicate/x", "masa_depan/nama", "review/x", "input/x/y"] {
            assert_eq!(FieldKey::read(key), FieldKey::Unknown(key.to_owned()));
        }
    }
}
