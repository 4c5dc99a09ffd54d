//! What is on its way from `draf` to `terkirim`.

use domain::{
    assessment::{verdict::Tally, verification::State},
    core::id::InovasiId,
};

use super::Catalogue;

/// One inovasi with what verification asks of it.
pub(crate) struct OnTheWay {
    pub id: InovasiId,
    pub nama: String,
    /// As the list of perangkat daerah names it today.
    pub perangkat_daerah: Option<String>,
    pub state: State,
    pub tally: Tally,
    pub n_blocking: u32,
}

impl Catalogue {
    /// Inovasi that are proposed under the current instrument, or that somebody has
    /// moved, in the order of names.
    pub(crate) fn on_the_way(&self) -> impl Iterator<Item = OnTheWay> {
        let lines = self.order.iter().filter_map(|it| self.line_at(*it));
        lines.filter(|it| self.is_proposed(it) || it.state != State::Draf).map(|it| OnTheWay {
            id: it.id,
            nama: it.nama.to_string(),
            perangkat_daerah: self.body_nama(it),
            state: it.state,
            tally: it.tally,
            n_blocking: self.remarks(it).n_blocking,
        })
    }
}
