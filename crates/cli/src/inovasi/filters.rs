//! Which inovasi a list is of.

use clap::Args as ClapArgs;
use registry::{Error, FindingCode, Reason, Result, State, view::LineState};

/// Which inovasi; one option may be given several times, and "" means blank.
#[derive(ClapArgs)]
pub struct Filters {
    /// A body of the region, with those below it
    #[arg(long, value_name = "NAMA")]
    pub perangkat_daerah: Vec<String>,
    /// Id of the urusan utama, for example kesehatan
    #[arg(long)]
    pub urusan: Vec<String>,
    #[arg(long)]
    pub tahapan: Vec<String>,
    #[arg(long)]
    pub jenis: Vec<String>,
    #[arg(long)]
    pub bentuk: Vec<String>,
    /// Year of the waktu penerapan
    #[arg(long)]
    pub tahun: Vec<String>,
    /// Instrument that it is proposed under
    #[arg(long)]
    pub usulan: Vec<String>,
    /// ready, incomplete, conflict, example, without_bukti
    #[arg(long)]
    pub state: Vec<String>,
    /// Where the answers lie: draf to terkirim
    #[arg(long)]
    pub verification: Vec<String>,
    /// Code of a finding, for example field_missing
    #[arg(long)]
    pub finding: Vec<String>,
}

impl TryFrom<Filters> for registry::Filter {
    type Error = Error;

    /// # Errors
    /// A state or a finding is not one.
    fn try_from(it: Filters) -> Result<Self> {
        Ok(Self {
            perangkat_daerah: it.perangkat_daerah,
            urusan_utama: it.urusan,
            tahapan: it.tahapan,
            jenis: it.jenis,
            bentuk: it.bentuk,
            tahun: it.tahun,
            usulan: it.usulan.into_iter().map(Into::into).collect(),
            state: named("state", it.state, LineState::by_name)?,
            finding: named("finding", it.finding, FindingCode::by_name)?,
            verification: named("verification", it.verification, State::by_name)?,
            ..Self::default()
        })
    }
}

/// What is meant by names.
fn named<T>(facet: &str, names: Vec<String>, by_name: fn(&str) -> Option<T>) -> Result<Vec<T>> {
    let known = |it: String| {
        let unknown = || Error::invalid(Reason::FilterUnknown).arg("facet", facet).arg("value", &it);
        by_name(&it).ok_or_else(unknown)
    };
    names.into_iter().map(known).collect()
}
