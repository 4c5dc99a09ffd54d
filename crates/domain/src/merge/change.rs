//! History: a set of changes that only grows. The tables are a view of it.

mod part;

use std::{fmt, str::FromStr};

use crate::{
    bukti::BlobRef,
    core::id::{DeviceId, IndikatorId, InovasiId, InputId, InstrumentId, OptionId, Subject},
    inovasi::{penghargaan::PenghargaanField, perangkat_daerah::PerangkatDaerahField, profile::Field},
    submission::{
        office::{OfficeField, SignerRole},
        official::OfficialFigure,
        snapshot::SnapshotField,
    },
};
use part::{Part, parts, write_key};

/// Identity and tie-break of a change: a Lamport counter and the device that
/// counted. Ordered by counter, then device. Never a time: clocks are wrong.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Stamp {
    /// Above every counter its device had seen; from 1.
    pub counter: u64,
    /// Who counted; decides between equal counters.
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
        let stamp = Stamp { counter, device: device.parse().map_err(|_| bad())? };
        // One spelling: two would name the same change.
        if stamp.to_string() == text { Ok(stamp) } else { Err(bad()) }
    }
}

/// The largest counter accepted from outside. Far beyond any honest history, and
/// far enough below `i64::MAX` that counting on from it never overflows.
pub const MAX_COUNTER: u64 = 1 << 52;

/// What one user act did, on one device, in one transaction. Its changes have
/// consecutive stamps beginning with `first`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Act {
    /// Stamp of its first change, and so the identity of the act.
    pub first: Stamp,
    /// Name of the act, for example `choose_parameter`.
    pub op: String,
    /// Milliseconds since 1970 by the writer's clock: for people, not for order.
    pub at: i64,
    /// Who sat there, as written in the settings.
    pub person: String,
    /// In the order of their stamps.
    pub changes: Vec<Change>,
}

impl Act {
    /// The first counter behind its own.
    pub fn end(&self) -> u64 {
        self.first.counter.saturating_add(self.changes.len().max(1) as u64)
    }
}

/// One field written once.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change {
    /// Its identity and its place in the order.
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

/// Makes [`FieldKey`]. A row is a variant with the parts of its key, what the key
/// begins with, and where it belongs to a year, which parts say so.
macro_rules! history {
    ($(
        $(#[$doc:meta])*
        $variant:ident $(($($t:ident: $tty:ty),+))? $({ $($s:ident: $sty:ty),+ })?
            = $kind:literal $(if $guard:expr)? $(, $of:ident($($part:ident),+))?;
    )+) => {
        /// The fields of history that this program knows.
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
        pub enum FieldKey {
            $(
                $(#[$doc])*
                #[allow(missing_docs, reason = "the parts of the key above")]
                $variant $(($($tty),+))? $({ $($s: $sty),+ })?,
            )+
            /// A field of a newer program: kept, passed on, not shown.
            Unknown(String),
        }

        impl FieldKey {
            /// What keys begin with, one for each kind of field; fields of the profile
            /// begin with nothing. A kind has its label under `field.<kind>`.
            pub const KINDS: &[&str] = &[$($kind),+];

            /// Reads a key; anything not known is `Unknown`.
            pub fn read(key: &str) -> Self {
                let known = None
                    $(.or_else(|| {
                        let n = <[&str]>::len(&[$($(stringify!($t)),+)? $($(stringify!($s)),+)?]);
                        #[allow(unused_mut, unused_variables, reason = "a key may have no parts")]
                        let mut parts = parts(key, $kind, n)?;
                        $($(let $t = Part::read(parts.next()?)?;)+)?
                        $($(let $s = Part::read(parts.next()?)?;)+)?
                        let known = Self::$variant $(($($t),+))? $({ $($s),+ })?;
                        known.is_possible().then_some(known)
                    }))+;
                known.unwrap_or_else(|| Self::Unknown(key.into()))
            }

            #[allow(unused_variables, reason = "most rows have no condition")]
            fn is_possible(&self) -> bool {
                match self {
                    $(Self::$variant $(($($t),+))? $({ $($s),+ })? => true $(&& $guard)?,)+
                    Self::Unknown(_) => true,
                }
            }

            /// The instrument in whose year the field is answered: it is read-only once
            /// that year is closed.
            #[allow(unused_variables, reason = "a row names the parts it needs")]
            pub fn year(&self) -> Option<&InstrumentId> {
                match self {
                    $(Self::$variant $(($($t),+))? $({ $($s),+ })? => part!(year $($of($($part),+))?),)+
                    Self::Unknown(_) => None,
                }
            }

            /// The instrument and the indikator, where the field is of an answer: its
            /// parameter, a number, a tick, or what a verifier said of it.
            #[allow(unused_variables, reason = "a row names the parts it needs")]
            pub fn answer(&self) -> Option<(&InstrumentId, &IndikatorId)> {
                match self {
                    $(Self::$variant $(($($t),+))? $({ $($s),+ })? => part!(answer $($of($($part),+))?),)+
                    Self::Unknown(_) => None,
                }
            }
        }

        impl fmt::Display for FieldKey {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self {
                    $(Self::$variant $(($($t),+))? $({ $($s),+ })? => {
                        write_key(f, $kind, &[$($($t),+)? $($($s),+)?])
                    })+
                    Self::Unknown(key) => f.write_str(key),
                }
            }
        }
    };
}

/// What a row says of the year it belongs to.
macro_rules! part {
    (year year($instrument:ident)) => {
        Some($instrument)
    };
    (year answer($instrument:ident, $indikator:ident)) => {
        Some($instrument)
    };
    (answer answer($instrument:ident, $indikator:ident)) => {
        Some(($instrument, $indikator))
    };
    ($($none:tt)*) => {
        None
    };
}

history! {
    /// A field of the profile, by its name: `nama`, `rancang_bangun` …
    Profile(field: Field) = "";
    /// `urusan_beririsan/<slug>`, `nama_lama/<name>`: a member of a field with
    /// members; value `1` or cleared.
    Member(field: Field, member: String) = "" if field.kind().has_members();
    /// `assessment/<instrument>/<indikator>`: a [`crate::assessment::score::Choice`].
    Choice { instrument: InstrumentId, indikator: IndikatorId } = "assessment", answer(instrument, indikator);
    /// `sumber/<field>`: where a fact of the profile comes from.
    Sumber(field: Field) = "sumber";
    /// `keyakinan/<field>`: how sure that source is.
    Keyakinan(field: Field) = "keyakinan";
    /// `removed`: `1` while the subject is removed. Such a change lists every
    /// head of the subject that it saw in `replaces`, not only its own field's.
    Removed = "removed";
    /// `contoh`: the edition of the example catalogue that the subject came with.
    Contoh = "contoh";
    /// `usulan/<instrument>`: whether the inovasi is among those proposed under an
    /// instrument; `1`, `0`, or cleared: not said.
    Usulan(instrument: InstrumentId) = "usulan", year(instrument);
    /// `growth_note/<instrument>`: what has grown since it was last proposed.
    GrowthNote(instrument: InstrumentId) = "growth_note", year(instrument);
    /// `archived/<instrument>`: the profile as it was when the inovasi left that
    /// year, as the JSON object of [`crate::inovasi::usulan::Archived`].
    Archived(instrument: InstrumentId) = "archived", year(instrument);
    /// `review/<instrument>/<indikator>`: an answer carried over from an earlier
    /// year whose meaning changed; the value says how.
    Review { instrument: InstrumentId, indikator: IndikatorId } = "review", year(instrument);
    /// `citation/<instrument>/<indikator>`: what published sources say of an answer, as
    /// the JSON list of [`crate::assessment::citation::Citation`].
    Citation { instrument: InstrumentId, indikator: IndikatorId } = "citation", year(instrument);
    /// `input/<instrument>/<indikator>/<input>`: a number from which the parameter
    /// follows; a decimal as text.
    Input { instrument: InstrumentId, indikator: IndikatorId, input: InputId } = "input", answer(instrument, indikator);
    /// `tick/<instrument>/<indikator>/<option>`: `1` where the officer says that the
    /// bukti show it.
    Tick { instrument: InstrumentId, indikator: IndikatorId, option: OptionId } = "tick", answer(instrument, indikator);
    /// `verdict/<instrument>/<indikator>`: a [`crate::assessment::verification::Verdict`] as JSON.
    Verdict { instrument: InstrumentId, indikator: IndikatorId } = "verdict", answer(instrument, indikator);
    /// `verification/<instrument>`: where the answers lie, as the JSON of a
    /// [`crate::assessment::verification::Passage`].
    Verification(instrument: InstrumentId) = "verification", year(instrument);
    /// `pack/<instrument>`: rules that a person took in or corrected, as the JSON of
    /// a [`crate::assessment::instrument::pack::OwnPack`].
    Pack(instrument: InstrumentId) = "pack";
    /// `duplicate/<inovasi uuid>`: what a person decided about two inovasi that
    /// look alike: `dismissed` or `linked`.
    Duplicate(other: InovasiId) = "duplicate";
    /// `perangkat_daerah/nama_lama/<name>`: a former name of a perangkat daerah.
    PerangkatDaerahNamaLama(nama: String) = "perangkat_daerah/nama_lama";
    /// `perangkat_daerah/<field>`: a field of a perangkat daerah.
    PerangkatDaerah(field: PerangkatDaerahField) = "perangkat_daerah";
    /// `penghargaan/<field>`: a field of a penghargaan.
    Penghargaan(field: PenghargaanField) = "penghargaan";
    /// `snapshot/<field>`: what is said of a snapshot; its bytes are its `blob`.
    Snapshot(field: SnapshotField) = "snapshot";
    /// `official/<instrument>/<figure>`: what the ministry made of the region or of an
    /// inovasi; a decimal or words as text.
    Official { instrument: InstrumentId, figure: OfficialFigure } = "official";
    /// `official_parameter/<instrument>/<indikator>`: the parameter that the ministry
    /// accepted in the end; `0`: none.
    OfficialParameter { instrument: InstrumentId, indikator: IndikatorId } = "official_parameter";
    /// `portal/<instrument>/<entry>`: what was done with one field of the portal, a
    /// [`crate::submission::portal::PortalMark`].
    Portal { instrument: InstrumentId, entry: String } = "portal";
    /// `portal_turn/<instrument>`: who enters this subject into the portal, so that two do
    /// not do one thing twice.
    PortalTurn(instrument: InstrumentId) = "portal_turn";
    /// `office/<field>`: what stands on the office's paper.
    Office(field: OfficeField) = "office";
    /// `signer/<role>`: who signs in a place, as the JSON of a
    /// [`crate::submission::office::Signer`].
    Signer(role: SignerRole) = "signer";
    /// `template/<kind>.<format>`: the office's own form of a document: Typst text for
    /// `pdf`, a [`crate::bukti::BlobRef`] for `docx`.
    Template(kind: String) = "template";
    /// `pemda/nama`: the region's name.
    PemdaNama = "pemda/nama";
    /// `pemda/kode`: the region's Kemendagri code.
    PemdaKode = "pemda/kode";
    /// `pemda/instrument`: the instrument this region works under.
    PemdaInstrument = "pemda/instrument";
    /// `closed/<instrument>`: `1` when the answers of that year are read-only.
    Closed(instrument: InstrumentId) = "closed";
    /// `blob` of a bukti: a [`crate::bukti::BlobRef`].
    Blob = "blob";
    /// `nama_berkas` of a bukti.
    NamaBerkas = "nama_berkas";
    /// `nomor` of a bukti.
    Nomor = "nomor";
    /// `tanggal` of a bukti.
    Tanggal = "tanggal";
    /// `tentang` of a bukti.
    Tentang = "tentang";
    /// `jenis_dokumen` of a bukti: an option of the list of that name.
    JenisDokumen = "jenis_dokumen";
    /// `link/<inovasi uuid, daerah or penghargaan:uuid>/<indikator>`: the bukti
    /// supports this answer (or this document of the profile, or this penghargaan);
    /// the value is its pages, or empty.
    Link { subject: Subject, indikator: IndikatorId } = "link";
}

impl FieldKey {
    /// Whether a key from outside can be kept: a field in its one spelling, or one that
    /// only a newer program knows.
    pub fn is_key(key: &str) -> bool {
        Self::read(key).to_string() == key
    }

    /// The bytes that a value of the field stands for: of a bukti or a snapshot, and what
    /// an office prints. Whoever carries, copies or proves bytes asks here; of a template
    /// only a value that is a [`BlobRef`] names any.
    pub fn names_blob(&self, value: &str) -> Option<BlobRef> {
        match self {
            Self::Blob | Self::Office(OfficeField::Logo) | Self::Template(_) => value.parse().ok(),
            _ => None,
        }
    }

    /// Whether what is shown of a snapshot by this field hangs on who wrote it first: see
    /// [`SnapshotField::ONCE`].
    pub fn is_written_once(&self) -> bool {
        match self {
            Self::Blob => true,
            Self::Snapshot(it) => SnapshotField::ONCE.contains(it),
            _ => false,
        }
    }

    /// The review that ends when the field is written: of a choice, a number and a tick
    /// that of their answer.
    pub fn review(&self) -> Option<Self> {
        let (instrument, indikator) = self.answer().filter(|_| !matches!(self, Self::Verdict { .. }))?;
        Some(Self::Review { instrument: instrument.clone(), indikator: indikator.clone() })
    }
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
            "citation/iga-2026/bimtek".to_owned(),
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
