//! Interchange: reading a catalogue in from JSON and writing it out again.
//!
//! What is absent in a document is not said and changes nothing; a parameter of
//! 0 takes a choice back. An import is one act: all of it, or nothing.

use std::{collections::BTreeMap, path::Path};

use domain::{
    assessment::{instrument::AnsweredBy, score::check_choice},
    core::id::{InovasiId, Subject},
    inovasi::profile::{Field, FieldKind, clean_text},
    merge::change::FieldKey,
    submission::dossier::Pemda,
};
use exchange::merge::{interchange as json, interchange::Assessments};
use store::{Ending, Reader, Writer};

use crate::{
    core::{
        error::{Error, Result},
        lookup,
        op::Op,
        progress::{Watch, WorkStep, step},
        registry::Core,
    },
    inovasi::edit::{read_member, read_value},
    merge::{
        import_given::{given_answers, plan_given},
        import_life,
    },
    show::finding::{Findings, outcome},
    view::{ImportChange, ImportView, Outcome},
};

/// One field to write, in the order of the document.
pub(crate) struct Wanted {
    pub subject: Subject,
    pub field: FieldKey,
    pub value: Option<String>,
}

/// Fields written between two steps of progress.
const TOLD_EVERY: usize = 500;

/// Most changes listed in the answer.
const LISTED: usize = 1000;

impl From<json::Error> for Error {
    fn from(error: json::Error) -> Self {
        Self::of_exchange(error.reason(), error.args())
    }
}

/// Reads a catalogue in, or tells what that would change.
///
/// # Errors
/// The file cannot be read or is not an interchange document; a value cannot
/// stand (told with its path); it was called off. Nothing is taken from it then.
pub(crate) fn import_registry(
    core: &Core,
    path: &Path,
    dry_run: bool,
    watch: &mut dyn Watch,
) -> Result<Outcome<ImportView>> {
    let nama = path.file_name().unwrap_or_default().to_string_lossy();
    step(watch, WorkStep::Reading, &nama, 0, 0)?;
    let document = json::read_file(path)?;
    let view = core.write_or_drop(Op::ImportRegistry, |writer| {
        let ids = identities(core, writer, &document)?;
        let wanted =
            plan_import(core, writer, &document, &ids, &mut |at| step(watch, WorkStep::Reading, &nama, at, ids.len()))?;
        let total = wanted.len();
        let told = &mut |at| step(watch, WorkStep::Writing, &nama, at, total);
        let view = apply(writer, wanted, dry_run, ids.len(), told)?;
        Ok(if dry_run { Ending::Drop(view) } else { Ending::Keep(view) })
    })?;
    let mut answer = outcome(Op::ImportRegistry, view, Findings::default());
    if dry_run {
        answer.touched.clear();
    }
    Ok(answer)
}

/// Which inovasi each entry is: by its id; else the one of the same name that
/// stands here already, the second of a name for the second; else a new one.
fn identities(core: &Core, reader: &Reader<'_>, document: &json::RegistryDocument) -> Result<Vec<InovasiId>> {
    let mut by_nama: BTreeMap<String, Vec<InovasiId>> = BTreeMap::new();
    for (id, nama, _) in reader.scored_inovasi()?.into_iter().rev() {
        by_nama.entry(nama.to_lowercase()).or_default().push(id);
    }
    Ok(document
        .inovasi
        .iter()
        .map(|it| {
            let same = || {
                let nama = it.profile.get(&Field::Nama)?.trim().to_lowercase();
                by_nama.get_mut(&nama)?.pop()
            };
            it.id.or_else(same).unwrap_or_else(|| InovasiId(core.env.fresh_id()))
        })
        .collect())
}

/// Every field the document asks for, checked.
pub(crate) fn plan_import(
    core: &Core,
    reader: &Reader<'_>,
    document: &json::RegistryDocument,
    ids: &[InovasiId],
    told: &mut dyn FnMut(usize) -> Result<()>,
) -> Result<Vec<Wanted>> {
    let mut wanted = Vec::new();
    if let Some(pemda) = &document.pemda
        && reader.pemda()? == Pemda::default()
    {
        let daerah = Subject::Daerah;
        let mut add = |field, value: &str| {
            wanted.push(Wanted { subject: daerah, field, value: Some(value.to_owned()) });
        };
        add(FieldKey::PemdaNama, &pemda.nama);
        add(FieldKey::PemdaKode, &pemda.kode);
    }
    import_life::plan_region(core, reader, document, &mut wanted)?;
    plan_answers(core, reader, Subject::Daerah, AnsweredBy::Daerah, "daerah", &document.daerah, &mut wanted)?;
    for (at, (it, id)) in document.inovasi.iter().zip(ids).enumerate() {
        told(at)?;
        let path = format!("inovasi[{at}]");
        plan_inovasi(core, reader, *id, it, &path, &mut wanted)?;
    }
    Ok(wanted)
}

fn plan_inovasi(
    core: &Core,
    reader: &Reader<'_>,
    id: InovasiId,
    it: &json::Inovasi,
    path: &str,
    wanted: &mut Vec<Wanted>,
) -> Result<()> {
    let subject = Subject::Inovasi(id);
    let vocabulary = &core.library.vocabulary;
    let mut add = |field, value| wanted.push(Wanted { subject, field, value });
    for (field, value) in &it.profile {
        let place = || format!("{path}.{}", field.name());
        let value = match field.kind() {
            FieldKind::Set | FieldKind::Names => continue,
            FieldKind::Line | FieldKind::Paragraphs => clean_text(*field, value).map_err(Error::from),
            FieldKind::Date | FieldKind::Option | FieldKind::Inovasi => read_value(vocabulary, *field, value),
        };
        add(FieldKey::Profile(*field), value.map_err(|error| at_path(place(), error))?);
    }
    for (field, members) in &it.members {
        let mut listed = Vec::new();
        for (n, member) in members.iter().enumerate() {
            let member = read_member(vocabulary, *field, member)
                .map_err(|error| at_path(format!("{path}.{}[{n}]", field.name()), error))?;
            listed.push(member);
        }
        let standing = reader.inovasi(id)?.and_then(|mut it| it.members.remove(field)).unwrap_or_default();
        for gone in standing.into_iter().filter(|it| !listed.contains(it)) {
            add(FieldKey::Member(*field, gone), None);
        }
        for member in listed {
            add(FieldKey::Member(*field, member), Some("1".to_owned()));
        }
    }
    if it.contoh {
        add(FieldKey::Contoh, Some("1".to_owned()));
    }
    for (field, source) in &it.sumber {
        let place = || format!("{path}.sumber.{}", field.name());
        let text = |it: &Option<String>| {
            domain::inovasi::profile::clean(it.as_deref().unwrap_or(""), true)
                .map_err(|error| at_path(place(), error.into()))
        };
        add(FieldKey::Sumber(*field), text(&source.sumber)?);
        add(FieldKey::Keyakinan(*field), text(&source.keyakinan)?);
    }
    import_life::plan_life(core, id, it, path, wanted)?;
    import_life::plan_penghargaan(core, reader, Some(id), &it.penghargaan, &format!("{path}.penghargaan"), wanted)?;
    plan_answers(core, reader, subject, AnsweredBy::Inovasi, &format!("{path}.assessment"), &it.assessment, wanted)
}

fn plan_answers(
    core: &Core,
    reader: &Reader<'_>,
    subject: Subject,
    who: AnsweredBy,
    path: &str,
    assessments: &Assessments,
    wanted: &mut Vec<Wanted>,
) -> Result<()> {
    for (instrument, answers) in assessments {
        let known = core.instrument(instrument).map_err(|error| at_path(format!("{path}.{instrument}"), error))?;
        for (indikator, answer) in answers {
            let place = format!("{path}.{instrument}.{indikator}");
            let (id, choice) = check_choice(&known, who, indikator, answer.parameter, answer.variant.as_deref())
                .map_err(|error| at_path(place.clone(), error.into()))?;
            plan_given(reader, subject, &known, &id, answer, &place, wanted)?;
            wanted.push(Wanted {
                subject,
                field: FieldKey::Choice { instrument: known.id.clone(), indikator: id },
                value: choice.map(|it| it.to_string()),
            });
        }
    }
    Ok(())
}

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
                    let code = known.and_then(|it| it.indikator(&id)).map_or(id, |it| it.code.clone());
                    (code, it)
                });
                all.insert(instrument.clone(), answers.collect());
            }
            Ok(all)
        };
        let mut document = json::RegistryDocument {
            pemda: Some(reader.pemda()?),
            daerah: assessments(Subject::Daerah)?,
            ..json::RegistryDocument::default()
        };
        import_life::export_region(reader, &mut document)?;
        let mut verdicts: BTreeMap<InovasiId, Vec<(InovasiId, String)>> = BTreeMap::new();
        for (id, other, verdict) in reader.duplicate_verdicts()? {
            verdicts.entry(id).or_default().push((other, verdict));
        }
        for id in reader.inovasi_ids()? {
            let record = crate::core::lookup::known(reader, id)?;
            let sumber = reader.sumber_of(id)?;
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
                ..json::Inovasi::default()
            };
            import_life::export_life(core, reader, id, &verdicts, &mut entry)?;
            document.inovasi.push(entry);
        }
        Ok(json::write(&document))
    })
}

/// Skor of one inovasi on a basis, two places; for the command line. None where
/// it cannot be computed.
///
/// # Errors
/// There is no such inovasi or instrument.
pub(crate) fn skor_of(
    core: &Core,
    id: &str,
    instrument: &str,
    basis: domain::assessment::score::Basis,
) -> Result<Option<String>> {
    let instrument = core.instrument(instrument)?;
    let subject = lookup::answering_subject(core, id)?;
    core.read(|reader| {
        let who = crate::show::finding::answered_by(subject);
        let answers = crate::show::sheet::of_subject(reader, subject, &instrument)?.answers(&instrument, who);
        Ok(crate::show::score::shown(domain::assessment::score::skor_of(&instrument, who, &answers, basis)))
    })
}

/// Writes what is wanted and tells what that changed.
fn apply(
    writer: &mut Writer<'_>,
    wanted: Vec<Wanted>,
    dry_run: bool,
    n: usize,
    told: &mut dyn FnMut(usize) -> Result<()>,
) -> Result<ImportView> {
    let mut view = ImportView { dry_run, n_new: 0, n_changed: 0, n_unchanged: 0, changes: Vec::new() };
    let mut before: BTreeMap<InovasiId, (bool, bool)> = BTreeMap::new();
    let closed = writer.closed_instruments()?;
    for (at, it) in wanted.into_iter().enumerate() {
        if at % TOLD_EVERY == 0 {
            told(at)?;
        }
        let standing = match it.subject {
            Subject::Inovasi(id) => {
                if let std::collections::btree_map::Entry::Vacant(entry) = before.entry(id) {
                    let record = writer.inovasi(id)?;
                    entry.insert((record.is_none(), false));
                    if record.is_some_and(|it| it.removed) {
                        // Asking for it again brings it back.
                        writer.put_removed(it.subject, false)?;
                    }
                }
                shown_value(writer, id, &it.field)?
            }
            _ => None,
        };
        if writer.put(it.subject, &it.field, it.value.as_deref())? {
            if let Some((instrument, _)) = it.field.answer()
                && closed.contains(instrument)
            {
                return Err(Error::invalid("year_closed").arg("instrument", instrument));
            }
            if let Subject::Inovasi(id) = it.subject {
                before.entry(id).and_modify(|it| it.1 = true);
            }
            if view.changes.len() < LISTED {
                view.changes.push(ImportChange {
                    id: it.subject.to_string(),
                    nama: String::new(),
                    field: it.field.to_string(),
                    before: standing,
                    after: it.value,
                });
            }
        }
    }
    for change in &mut view.changes {
        if let Ok(Subject::Inovasi(id)) = change.id.parse() {
            change.nama = writer.inovasi_line(id)?.map(|it| it.nama).unwrap_or_default();
        }
    }
    let count = |wanted: (bool, bool)| u32::try_from(before.values().filter(|it| **it == wanted).count());
    view.n_new = count((true, true)).unwrap_or(u32::MAX);
    view.n_changed = count((false, true)).unwrap_or(u32::MAX);
    view.n_unchanged = u32::try_from(n).unwrap_or(u32::MAX).saturating_sub(view.n_new + view.n_changed);
    Ok(view)
}

/// What a profile field shows before it is written, for the list of changes.
fn shown_value(reader: &Reader<'_>, id: InovasiId, field: &FieldKey) -> Result<Option<String>> {
    match field {
        FieldKey::Profile(field) => Ok(reader.inovasi(id)?.and_then(|it| it.profile.get(field).cloned())),
        FieldKey::Choice { instrument, indikator } => {
            Ok(reader.choices(Subject::Inovasi(id), instrument)?.get(indikator).map(ToString::to_string))
        }
        _ => Ok(None),
    }
}

pub(crate) fn at_path(path: String, error: Error) -> Error {
    Error { code: error.code, reason: "import_refused", args: Vec::new() }.arg("path", path).arg("detail", error)
}
