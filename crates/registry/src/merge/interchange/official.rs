//! What the ministry made of a year, in and out of interchange documents.

use std::sync::Arc;

use domain::{
    core::id::{IndikatorId, InstrumentId, Subject},
    merge::change::FieldKey,
    submission::official::OfficialFigure,
};
use exchange::merge::interchange as json;
use store::Reader;

use super::import::{DocumentPlanner, at_path};
use crate::{
    core::{
        error::{Error, Reason, Result},
        registry::Core,
    },
    show::official,
    submission::official::is_known_year,
};

impl DocumentPlanner<'_, '_> {
    /// The figures of a subject. What is not listed is not said.
    pub(super) fn official(&mut self, subject: Subject, path: &str, all: &json::Officials) -> Result<()> {
        for (instrument, figures) in all {
            for (named, value) in figures {
                let place = format!("{path}.{instrument}.{named}");
                let unknown = || Error::not_found(Reason::FieldUnknown).arg("field", named);
                let figure = OfficialFigure::by_name(named).ok_or_else(|| at_path(place.clone(), unknown()))?;
                let instrument = InstrumentId::from(instrument.as_str());
                self.add(&place, subject, FieldKey::Official { instrument, figure }, Some(value))?;
            }
        }
        Ok(())
    }

    /// The parameters that the ministry accepted. What is not listed is not said.
    pub(super) fn official_parameter(
        &mut self,
        subject: Subject,
        path: &str,
        all: &json::OfficialParameters,
    ) -> Result<()> {
        for (instrument, parameters) in all {
            for (indikator, parameter) in parameters {
                let place = format!("{path}.{instrument}.{indikator}");
                let (instrument, indikator) = (instrument.as_str().into(), IndikatorId::from(indikator.as_str()));
                let field = FieldKey::OfficialParameter { instrument, indikator };
                self.add(&place, subject, field, Some(&parameter.to_string()))?;
            }
        }
        Ok(())
    }
}

/// All that the ministry made of a subject, that import reads back: what another program
/// has written into the history and no figure can be stays behind.
pub(super) fn told(
    core: &Core,
    reader: &Reader<'_>,
    subject: Subject,
) -> Result<(json::Officials, json::OfficialParameters)> {
    let all = core.rules_in(reader)?;
    let (mut figures, mut parameters) = (json::Officials::new(), json::OfficialParameters::new());
    for instrument in reader.official_years()?.into_iter().filter(|it| is_known_year(core, &all, it)) {
        let rules = all.instruments.get(instrument.as_str()).map(Arc::as_ref);
        let said = official::figures(reader, subject, &instrument, rules)?;
        if !said.is_empty() {
            let said = said.into_iter().map(|(figure, value)| (figure.to_string(), value));
            figures.insert(instrument.clone(), said.collect());
        }
        let accepted = official::accepted(reader, subject, &instrument, rules)?;
        if !accepted.is_empty() {
            parameters.insert(instrument, accepted.into_iter().map(|(id, it)| (id.to_string(), it)).collect());
        }
    }
    Ok((figures, parameters))
}
