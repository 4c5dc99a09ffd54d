//! The years of one inovasi.

use std::sync::Arc;

use domain::{
    assessment::instrument::Instrument,
    core::{
        id::{InovasiId, InstrumentId, Subject},
        number::count,
    },
    inovasi::usulan::Usulan,
};
use store::Reader;

use crate::{
    core::{error::Result, rules::Rules},
    view::UsulanView,
};

/// What was said of one inovasi in each year, and which years it answered.
pub(crate) struct Years {
    id: InovasiId,
    usulan: Vec<Usulan>,
    answered: Vec<InstrumentId>,
}

impl Years {
    pub(crate) fn of(reader: &Reader<'_>, id: InovasiId) -> Result<Self> {
        Ok(Self { id, usulan: reader.usulan_of(id)?, answered: reader.instruments_of(Subject::Inovasi(id))? })
    }

    fn said(&self, instrument: &str) -> Option<&Usulan> {
        self.usulan.iter().find(|it| it.instrument == instrument)
    }

    /// The latest earlier year of the same award that it took part in.
    pub(crate) fn earlier<'a>(&self, rules: &'a Rules, next: &Instrument) -> Option<&'a Arc<Instrument>> {
        let took_part = |it: &Instrument| {
            let said = self.said(&it.id).and_then(|it| it.proposed);
            said.unwrap_or_else(|| self.answered.contains(&it.id))
        };
        rules
            .instruments
            .values()
            .filter(|it| it.tahun < next.tahun && family(&it.id) == family(&next.id) && took_part(it))
            .max_by_key(|it| it.tahun)
    }

    /// Under which instruments it would be proposed again.
    pub(crate) fn again(&self, rules: &Rules) -> Vec<InstrumentId> {
        let each = rules.instruments.values();
        each.filter(|it| self.earlier(rules, it).is_some()).map(|it| it.id.clone()).collect()
    }

    /// The years that it has to do with, newest first.
    pub(crate) fn views(&self, rules: &Rules, reader: &Reader<'_>) -> Result<Vec<UsulanView>> {
        let closed = reader.closed_instruments()?;
        let subject = Subject::Inovasi(self.id);
        let mut views = Vec::new();
        for it in rules.instruments.values() {
            let said = self.said(&it.id);
            if said.is_none() && !self.answered.contains(&it.id) {
                continue;
            }
            views.push(UsulanView {
                instrument: it.id.clone(),
                instrument_nama: it.nama.clone(),
                tahun: it.tahun,
                proposed: said.and_then(|it| it.proposed),
                growth_note: said.and_then(|it| it.growth_note.clone()),
                archived: said.is_some_and(|it| it.archived.is_some()),
                n_chosen: count(reader.choices(subject, &it.id)?.len()),
                closed: closed.contains(&it.id),
            });
        }
        views.sort_by(|a, b| b.tahun.cmp(&a.tahun).then_with(|| a.instrument.cmp(&b.instrument)));
        Ok(views)
    }
}

/// An award without its year.
pub(crate) fn family(id: &str) -> &str {
    id.rsplit_once('-').filter(|it| it.1.bytes().all(|it| it.is_ascii_digit())).map_or(id, |it| it.0)
}
