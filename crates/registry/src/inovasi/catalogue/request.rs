//! What can be asked of the catalogue.

use domain::{
    assessment::verification::State,
    core::finding::FindingCode,
    core::id::{InovasiId, InstrumentId},
    inovasi::profile::Field,
    named,
};
use serde::{Deserialize, Serialize};

use crate::view::LineState;

named! {
    /// What a list is ordered by: the columns of [`crate::view::InovasiRow`], and how
    /// it was found or touched.
    pub enum Sort {
        /// Name of the inovasi.
        Nama = "nama",
        /// The body that runs it.
        PerangkatDaerah = "perangkat_daerah",
        /// Its urusan utama.
        UrusanUtama = "urusan_utama",
        /// How far it has come.
        Tahapan = "tahapan",
        /// Digital or not.
        Jenis = "jenis",
        /// Governance, service or another.
        Bentuk = "bentuk",
        /// Who began it.
        Inisiator = "inisiator",
        /// When its trial began.
        WaktuUjiCoba = "waktu_uji_coba",
        /// When it was first applied.
        WaktuPenerapan = "waktu_penerapan",
        /// When it was last developed.
        WaktuPengembangan = "waktu_pengembangan",
        /// Kematangan as claimed.
        Claimed = "claimed",
        /// Kematangan that the bukti support.
        Supported = "supported",
        /// Kematangan that a verifier accepted.
        Verified = "verified",
        /// Kematangan that the ministry verified.
        Official = "official",
        /// How many indikator are answered.
        NChosen = "n_chosen",
        /// How many bukti it has.
        NBukti = "n_bukti",
        /// How many findings block it.
        NBlocking = "n_blocking",
        /// How many findings warn.
        NWarning = "n_warning",
        /// How many fields hold several values.
        NConflict = "n_conflict",
        /// Where its answers lie.
        Verification = "verification",
        /// Whether it came with the example.
        Contoh = "contoh",
        /// Whether it is proposed under the current instrument.
        Proposed = "proposed",
        /// The order in which this copy learned of the changes.
        Touched = "touched",
        /// When it was last changed, by the clock of whoever did.
        TouchedAt = "touched_at",
        /// Its name in full.
        Kepanjangan = "kepanjangan",
        /// Its UUID.
        Id = "id",
    }
}

/// Which window of the catalogue is wanted.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct ListInovasi {
    /// Words to look for; all inovasi when empty.
    pub text: String,
    /// Rows passed over from the beginning.
    pub offset: u32,
    /// At most 500 rows are given.
    pub limit: u32,
    /// Absent: by name, and what a search found by how well it fits.
    pub sort: Option<Sort>,
    /// Whether the order of `sort` is turned around; ties stay by name.
    pub descending: bool,
    /// What an inovasi must be besides; absent: anything.
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
    /// Ids of options of the list `urusan`.
    pub urusan_utama: Vec<String>,
    /// Ids of options: how far it has come.
    pub tahapan: Vec<String>,
    /// Ids of options: digital or non digital.
    pub jenis: Vec<String>,
    /// Ids of options: which of the three bentuk of PP 38/2017.
    pub bentuk: Vec<String>,
    /// Years of the waktu penerapan, four digits.
    pub tahun: Vec<String>,
    /// Instruments that it is proposed under.
    pub usulan: Vec<InstrumentId>,
    /// The lowest claimed kematangan, itself included; absent: no bound.
    pub claimed_min: Option<String>,
    /// The highest claimed kematangan; absent: no bound.
    pub claimed_max: Option<String>,
    /// The lowest supported kematangan; absent: no bound.
    pub supported_min: Option<String>,
    /// The highest supported kematangan; absent: no bound.
    pub supported_max: Option<String>,
    /// The lowest verified kematangan; absent: no bound.
    pub verified_min: Option<String>,
    /// The highest verified kematangan; absent: no bound.
    pub verified_max: Option<String>,
    /// The lowest official kematangan; absent: no bound.
    pub official_min: Option<String>,
    /// The highest official kematangan; absent: no bound.
    pub official_max: Option<String>,
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
    /// Ids of inovasi, whether they fit `all` or not.
    pub ids: Vec<InovasiId>,
    /// Its window does not matter.
    pub all: Option<ListInovasi>,
    /// Ids of those that `all` would take and that stay out.
    pub except: Vec<InovasiId>,
}

/// One field, written in many inovasi.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct EditMany {
    /// Whom it is written in.
    pub selection: Selection,
    /// Any field of the profile but the name.
    pub field: Field,
    /// The new value; absent or empty clears the field.
    #[serde(default)]
    pub value: Option<String>,
    /// Of a field with members: the member to add or to take out.
    #[serde(default)]
    pub member: Option<String>,
    /// Of a field with members: whether the member is added, or taken out.
    #[serde(default)]
    pub present: bool,
}
