//! Writing a catalogue out: what `import` reads back.

use std::{collections::BTreeMap, path::Path};

use domain::{
    core::id::{InovasiId, Subject},
    inovasi::profile::Field,
};
use exchange::merge::{interchange as json, interchange::Assessments};

use crate::{
    core::{
        error::{Error, Result},
        lookup::known,
        output,
        registry::Core,
    },
    merge::interchange::{
        given::{cited, given_answers},
        life, official,
    },
    view::RegistryReceipt,
};

/// The whole catalogue as an interchange document: what import reads back.
///
/// # Errors
/// The database cannot be read.
pub(crate) fn export_registry(core: &Core) -> Result<String> {
    core.read(|reader| {
        let rules = core.rules_in(reader)?;
        let assessments = |subject: Subject| -> Result<Assessments> {
            let mut all = Assessments::new();
            for instrument in reader.instruments_given(subject)? {
                let known = rules.instruments.get(&instrument);
                let answers = given_answers(reader, subject, &instrument)?.into_iter().map(|(id, it)| {
                    let code =
                        known.and_then(|it| it.indikator(&id)).map_or_else(|| id.to_string(), |it| it.code.clone());
                    (code, it)
                });
                all.insert(instrument.to_string(), answers.collect());
            }
            Ok(all)
        };
        let mut document = json::RegistryDocument {
            pemda: Some(reader.pemda()?),
            daerah: assessments(Subject::Daerah)?,
            citation: cited(reader, Subject::Daerah)?,
            official: official::told(core, reader, Subject::Daerah)?.0,
            ..json::RegistryDocument::default()
        };
        life::export_region(reader, &mut document)?;
        let mut verdicts: BTreeMap<InovasiId, Vec<(InovasiId, String)>> = BTreeMap::new();
        for (id, other, verdict) in reader.duplicate_verdicts()? {
            verdicts.entry(id).or_default().push((other, verdict));
        }
        for id in reader.inovasi_ids()? {
            let record = known(reader, id)?;
            let sumber = reader.sumber_of(id)?;
            let (figures, accepted) = official::told(core, reader, Subject::Inovasi(id))?;
            let mut entry = json::Inovasi {
                id: Some(id),
                profile: record.profile,
                members: record.members,
                contoh: record.contoh,
                sumber: sumber
                    .into_iter()
                    .filter(|(_, it)| it.0.is_some() || it.1.is_some())
                    .filter_map(|(field, it)| {
                        Some((Field::by_name(&field)?, json::Sumber { sumber: it.0, keyakinan: it.1 }))
                    })
                    .collect(),
                assessment: assessments(Subject::Inovasi(id))?,
                citation: cited(reader, Subject::Inovasi(id))?,
                official: figures,
                official_parameter: accepted,
                ..json::Inovasi::default()
            };
            life::export_life(core, reader, id, &verdicts, &mut entry)?;
            document.inovasi.push(entry);
        }
        Ok(json::write(&document))
    })
}

/// Writes the whole catalogue into a file.
///
/// # Errors
/// Something stands there; the disk refuses. Then no file has appeared.
pub(crate) fn write_registry(core: &Core, out: &Path, replace: bool) -> Result<RegistryReceipt> {
    let place = output::place(core, out, replace)?;
    let size = json::write_text(&export_registry(core)?, place)
        .map_err(|it| Error::of_exchange(it.kind(), it.reason(), it.args()))?;
    Ok(RegistryReceipt { path: out.display().to_string(), size: size as f64 })
}
