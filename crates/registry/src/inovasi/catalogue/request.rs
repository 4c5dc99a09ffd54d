//! What can be asked of the catalogue.

use serde::{Deserialize, Serialize};

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
    /// Any column of [`crate::view::InovasiRow`] by its name, or `touched`: the
    /// order in which this copy learned of the changes. Empty: by name, and a
    /// search by how well it fits.
    pub sort: String,
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
    /// Ids of instruments that it is proposed under.
    pub usulan: Vec<String>,
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
    /// `ready` (nothing blocks it), `incomplete`, `conflict`, `example`,
    /// `without_bukti`.
    pub state: Vec<String>,
    /// Codes of findings.
    pub finding: Vec<String>,
    /// Where its answers lie: `draf` to `terkirim`.
    pub verification: Vec<String>,
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
    pub ids: Vec<String>,
    /// Its window does not matter.
    pub all: Option<ListInovasi>,
    /// Ids of those that `all` would take and that stay out.
    pub except: Vec<String>,
}

/// One field, written in many inovasi.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
#[serde(default)]
pub struct EditMany {
    /// Whom it is written in.
    pub selection: Selection,
    /// Any field of the profile but the name.
    pub field: String,
    /// The new value; absent or empty clears the field.
    pub value: Option<String>,
    /// Of a field with members: the member to add or to take out.
    pub member: Option<String>,
    /// Of a field with members: whether the member is added, or taken out.
    pub present: bool,
}
