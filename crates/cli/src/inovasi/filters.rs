//! Which inovasi a list is of.

use clap::Args as ClapArgs;

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

impl From<Filters> for registry::Filter {
    fn from(it: Filters) -> Self {
        Self {
            perangkat_daerah: it.perangkat_daerah,
            urusan_utama: it.urusan,
            tahapan: it.tahapan,
            jenis: it.jenis,
            bentuk: it.bentuk,
            tahun: it.tahun,
            usulan: it.usulan,
            state: it.state,
            finding: it.finding,
            verification: it.verification,
            ..Self::default()
        }
    }
}
