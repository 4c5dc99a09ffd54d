//! The catalogue as JSON: what `import` reads and `export` writes.
//!
//! The published contract is `schema/prakarsa-registry.schema.json`; a test keeps
//! it and this reader in agreement. Reading is strict: an unknown or repeated key
//! is refused with its path and line, so that a misspelt field never vanishes.
//! Whether a *value* fits (an option's name, a date, an indikator's id) is for
//! the domain to say; here is only the shape.
//!
//! `write` then `read` gives the same value, and equal values give equal text.

mod citation;
mod fault;
mod life;
mod object;
mod read;
mod shape;
mod write;

use std::collections::BTreeMap;

use domain::{
    assessment::citation::Citation,
    core::id::{InovasiId, PenghargaanId, PerangkatDaerahId},
    inovasi::{profile::Field, usulan::Archived},
    submission::dossier::Pemda,
};

pub use fault::{DocumentPlace, Error};
pub use read::{read, read_bytes, read_file};
pub use write::{write, write_text};

/// `format` of every document.
pub const FORMAT: &str = "prakarsa-registry";
/// The only version so far.
pub const VERSION: u64 = 1;
/// Largest document that is read, in bytes.
pub const MAX_BYTES: u64 = 256 * 1024 * 1024;

/// Answers by indikator (id or code, as given), by instrument.
pub type Assessments = BTreeMap<String, BTreeMap<String, AnswerEntry>>;

/// What published sources say of an indikator (id or code, as given), by instrument.
pub type Citations = BTreeMap<String, BTreeMap<String, Vec<Citation>>>;

/// What the ministry made of a subject: figures by name, by instrument; numbers with a
/// decimal point.
pub type Officials = BTreeMap<String, BTreeMap<String, String>>;

/// The parameters that the ministry accepted, by indikator (id or code, as given), by
/// instrument; 0: none.
pub type OfficialParameters = BTreeMap<String, BTreeMap<String, u8>>;

/// A catalogue.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RegistryDocument {
    /// Whose catalogue it is; None: not said.
    pub pemda: Option<Pemda>,
    /// The instrument the region works under.
    pub instrument: Option<String>,
    /// Instruments whose answers are read-only.
    pub closed: Vec<String>,
    /// The region's own answers.
    pub daerah: Assessments,
    /// What sources say of the region's own indikator.
    pub citation: Citations,
    /// What the ministry made of the region.
    pub official: Officials,
    /// The list of bodies; an inovasi may name one that is not in it.
    pub perangkat_daerah: Vec<PerangkatDaerahEntry>,
    /// The region's own.
    pub penghargaan: Vec<PenghargaanEntry>,
    /// In the order of the document.
    pub inovasi: Vec<Inovasi>,
}

/// One inovasi. What is absent is not said; it is not "blank".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inovasi {
    /// The same in every registry; None: a new inovasi is meant.
    pub id: Option<InovasiId>,
    /// Every field but the set fields; holds `Field::Nama` after reading.
    pub profile: BTreeMap<Field, String>,
    /// Set fields, in the order given; an empty list is kept.
    pub members: BTreeMap<Field, Vec<String>>,
    /// Comes from the example catalogue.
    pub contoh: bool,
    /// Where the facts come from, by field; most fields say nothing.
    pub sumber: BTreeMap<Field, Sumber>,
    /// Its years, by instrument.
    pub usulan: BTreeMap<String, UsulanEntry>,
    /// Why answers wait for a second look, by instrument and indikator.
    pub review: BTreeMap<String, BTreeMap<String, String>>,
    /// What was decided about look-alikes, by their id.
    pub duplicate: BTreeMap<String, String>,
    /// Those of this inovasi.
    pub penghargaan: Vec<PenghargaanEntry>,
    /// Its own answers.
    pub assessment: Assessments,
    /// What sources say of its indikator.
    pub citation: Citations,
    /// What the ministry made of it.
    pub official: Officials,
    /// What the ministry accepted of its answers.
    pub official_parameter: OfficialParameters,
}

impl Inovasi {
    /// Whether nothing is said of the years that it takes part in.
    pub fn is_silent(&self) -> bool {
        self.usulan.values().all(|it| it.proposed.is_none())
    }
}

/// One body of the managed list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PerangkatDaerahEntry {
    /// The same in every registry; None: it is known by its name.
    pub id: Option<PerangkatDaerahId>,
    /// Official name, in full.
    pub nama: String,
    /// As the office numbers it; any text.
    pub kode: Option<String>,
    /// Id or name of an option.
    pub jenis: Option<String>,
    /// Id or name of the body it belongs to.
    pub induk: Option<String>,
    /// Whether inovasi may still name it; true unless the document says otherwise.
    pub aktif: bool,
    /// Names it had before.
    pub nama_lama: Vec<String>,
    /// Comes from the example catalogue.
    pub contoh: bool,
}

/// One penghargaan.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PenghargaanEntry {
    /// The same in every registry; None: it is known by what it says.
    pub id: Option<PenghargaanId>,
    /// What was awarded, as the certificate calls it.
    pub nama: String,
    /// Id or name of an option of the list `tingkat`.
    pub tingkat: Option<String>,
    /// Four digits.
    pub tahun: Option<String>,
    /// Who gave it.
    pub penyelenggara: Option<String>,
    /// What it was given for.
    pub kategori: Option<String>,
    /// What was reached: a predikat, a rank, a value.
    pub hasil: Option<String>,
    /// Where the fact comes from: a page, a document.
    pub sumber: Option<String>,
    /// The name of a [`Keyakinan`](domain::inovasi::penghargaan::Keyakinan).
    pub keyakinan: Option<String>,
    /// Comes from the example catalogue.
    pub contoh: bool,
}

/// A year of an inovasi.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UsulanEntry {
    /// Whether it is among those proposed that year; None: not said.
    pub proposed: Option<bool>,
    /// What has grown since it was last proposed.
    pub growth_note: Option<String>,
    /// The profile as it was when it left that year; None: it has not left it.
    pub archived: Option<Archived>,
}

/// Where a fact comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sumber {
    /// A page, a document or a person, in words.
    pub sumber: Option<String>,
    /// `stated` or `inferred`.
    pub keyakinan: Option<String>,
}

/// An answer to one indikator.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AnswerEntry {
    /// 0: not chosen.
    pub parameter: u8,
    /// Id of the measuring basis; None: the indikator has but one, or nobody has said
    /// which.
    pub variant: Option<String>,
    /// The officer's numbers, by input: decimals as text, with a point; empty takes
    /// one back. What is not listed is not said.
    pub input: BTreeMap<String, String>,
    /// All that is ticked; absent is not said.
    pub tick: Option<Vec<String>>,
}
