//! What can be asked of the catalogue.

use domain::{
    assessment::verification::State, core::finding::FindingCode, core::id::InstrumentId, inovasi::profile::Field, named,
};
use serde::{Deserialize, Serialize};

use crate::view::LineState;

named! {
    /// What a list is ordered by: the columns of [`crate::view::InovasiRow`], and how
    /// it was found or touched.
    pub enum Sort {
        Nama = "nama",
        PerangkatDaerah = "perangkat_daerah",
        UrusanUtama = "urusan_utama",
        Tahapan = "tahapan",
        Jenis = "jenis",
        Bentuk = "bentuk",
        Inisiator = "inisiator",
        WaktuUjiCoba = "waktu_uji_coba",
        WaktuPenerapan = "waktu_penerapan",
        WaktuPengembangan = "waktu_pengembangan",
        Claimed = "claimed",
        Supported = "supported",
        Verified = "verified",
        NChosen = "n_chosen",
        NBukti = "n_bukti",
        NBlocking = "n_blocking",
        NWarning = "n_warning",
        NConflict = "n_conflict",
        Verification = "verification",
        Contoh = "contoh",
        Proposed = "proposed",
        /// The order in which this copy learned of the changes.
        Touched = "touched",
        /// When it was last changed, by the clock of whoever did.
        TouchedAt = "touched_at",
        Kepanjangan = "kepanjangan",
        Id = "id",
    }
}

/// Which window of the catalogue is wanted.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct ListInovasi {
    /// Words to look for; all inovasi when empty.
    pub text: String,
    pub offset: u32,
    /// At most 500 rows are given.
    pub limit: u32,
    /// Absent: by name, and what a search found by how well it fits.
    pub sort: Option<Sort>,
    pub descending: bool,
    #[serde(default)]
    pub filter: Filter,
}

/// What an inovasi must be to be listed. Values of one facet are joined by "or",
/// the facets by "and"; an empty facet asks for nothing. In the facets of the
/// profile an empty value means: blank.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
#[serde(default)]
pub struct Filter {
    /// Names as the list of perangkat daerah has them today; a body includes the
    /// bodies below it.
    pub perangkat_daerah: Vec<String>,
    pub urusan_utama: Vec<String>,
    pub tahapan: Vec<String>,
    pub jenis: Vec<String>,
    pub bentuk: Vec<String>,
    /// Years of the waktu penerapan, four digits.
    pub tahun: Vec<String>,
    /// Instruments that it is proposed under.
    pub usulan: Vec<InstrumentId>,
    /// Lowest and highest kematangan, both included.
    pub claimed_min: Option<String>,
    pub claimed_max: Option<String>,
    pub supported_min: Option<String>,
    pub supported_max: Option<String>,
    pub verified_min: Option<String>,
    pub verified_max: Option<String>,
    /// What it is; of several, one is enough.
    pub state: Vec<LineState>,
    /// What is remarked on it.
    pub finding: Vec<FindingCode>,
    /// Where its answers lie.
    pub verification: Vec<State>,
    /// Only what is proposed under the current instrument.
    pub proposed_only: bool,
}

/// Some inovasi of the catalogue: those named, and all that fit `all`, but for
/// `except`.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
#[serde(default)]
pub struct Selection {
    pub ids: Vec<String>,
    /// Its window does not matter.
    pub all: Option<ListInovasi>,
    pub except: Vec<String>,
}

/// One field, written in many inovasi.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct EditMany {
    /// Which inovasi it is written in.
    pub selection: Selection,
    /// Any field of the profile but the name.
    pub field: Field,
    /// The new value; absent or empty clears the field.
    #[serde(default)]
    pub value: Option<String>,
    /// Of a field with members: the member to add or to take out.
    #[serde(default)]
    pub member: Option<String>,
    /// Whether the member is added.
    #[serde(default)]
    pub present: bool,
}
