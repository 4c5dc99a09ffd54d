//! What papers about a whole region tell beside its dossier: its bodies, its urusan,
//! what to do next, and the year before.

use rust_decimal::Decimal;

use crate::{
    assessment::score::Basis,
    core::id::{IndikatorId, InovasiId},
};

/// A region seen from above; all of it empty where nobody asked for papers.
#[derive(Clone, Debug, Default)]
pub struct Overview {
    /// Every urusan: slug and official name, in the order of the law.
    pub urusan: Vec<(String, String)>,
    /// Bodies of the list and those that inovasi name in other words, by name.
    pub perangkat_daerah: Vec<DossierBody>,
    /// On what the gains of the steps are reckoned.
    pub basis: Basis,
    /// What to do next, the best first.
    pub steps: Vec<DossierStep>,
    /// The year before; None where nobody answered it.
    pub before: Option<DossierBefore>,
}

/// A perangkat daerah with its inovasi.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DossierBody {
    /// Its name; empty: inovasi of which nobody said whose they are.
    pub nama: String,
    /// Whether the region's list has it.
    pub listed: bool,
    /// Its own inovasi in the order of the dossier, those of bodies below it left out.
    pub inovasi: Vec<InovasiId>,
}

/// One thing to do next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DossierStep {
    /// Whose; None: the region's.
    pub inovasi: Option<InovasiId>,
    /// Which indikator; None where it is about no single one.
    pub indikator: Option<IndikatorId>,
    /// Indonesian sentence.
    pub text: String,
    /// What the checks find lacking, or cannot tell, in Indonesian sentences.
    pub lacks: Vec<String>,
    /// What has to be done beside it, or it brings nothing; an Indonesian sentence.
    pub needs: Option<String>,
    /// How many acts it takes, from 1.
    pub n_act: u32,
    /// Points of the index, two places or more; None where they cannot be computed.
    pub gain_iid: Option<Decimal>,
    /// What the kematangan of the inovasi gains, in two places.
    pub gain_kematangan: Option<Decimal>,
}

/// Where the same region stood under the instrument of the year before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DossierBefore {
    /// The award and its year, as people say it.
    pub nama: String,
    /// Its year.
    pub tahun: i32,
    /// The index on the claimed, the supported and the verified basis; None where it
    /// cannot be computed.
    pub iid: [Option<Decimal>; 3],
    /// Kematangan by what was chosen.
    pub inovasi: Vec<(InovasiId, Option<Decimal>)>,
}
