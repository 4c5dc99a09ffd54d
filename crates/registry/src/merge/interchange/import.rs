//! Reading a catalogue in.

use std::{
    collections::{BTreeMap, btree_map::Entry},
    path::Path,
};

use domain::{
    assessment::{instrument::AnsweredBy, score::Choice},
    core::id::{InovasiId, Subject},
    inovasi::profile::Field,
    merge::change::FieldKey,
    submission::dossier::Pemda,
};
use exchange::{
    merge::{interchange as json, interchange::Assessments},
    submission::verify::is_bag,
};
use store::{Ending, Reader};

use super::bundle::import_bundle;
use crate::{
    core::{
        error::{Error, Reason, Result},
        gate::{FieldGate, Origin, Put},
        lookup::subject_nama,
        op::Op,
        pen::Pen,
        progress::{Watch, WorkStep, step},
        registry::Core,
    },
    show::finding::{Findings, outcome},
    view::{ImportChange, ImportView, Outcome},
};

/// Fields written between two steps of progress.
const TOLD_EVERY: usize = 50;

/// Most changes listed in the answer.
const LISTED: usize = 1000;

/// Reads a catalogue in, alone or with the files of a bundle, or tells what that would
/// change.
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
    if is_bag(path) {
        return import_bundle(core, path, dry_run, watch);
    }
    let nama = path.file_name().unwrap_or_default().to_string_lossy();
    step(watch, WorkStep::Reading, &nama, 0, 0)?;
    let document = json::read_file(path)?;
    let view = core.write_or_drop(Op::ImportRegistry, |pen| {
        let ids = identities(core, pen, &document)?;
        // Decided upon as a whole, before the first field is written.
        let told = &mut |at| step(watch, WorkStep::Reading, &nama, at, ids.len());
        let puts = plan_import(core, pen, &mut FieldGate::new(core), &document, &ids, told)?;
        let total = puts.len();
        let told = &mut |at| step(watch, WorkStep::Writing, &nama, at, total);
        let view = apply(pen, puts, dry_run, ids.len(), told)?;
        if !dry_run {
            pen.settle_watched(&mut |done| watch.step(WorkStep::Writing, &nama, total as u64 + done, 0))?;
        }
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
pub(super) fn identities(
    core: &Core,
    reader: &Reader<'_>,
    document: &json::RegistryDocument,
) -> Result<Vec<InovasiId>> {
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

/// Every field the document asks for, checked, in the order of the document.
pub(crate) fn plan_import(
    core: &Core,
    reader: &Reader<'_>,
    gate: &mut FieldGate<'_>,
    document: &json::RegistryDocument,
    ids: &[InovasiId],
    told: &mut dyn FnMut(usize) -> Result<()>,
) -> Result<Vec<Put>> {
    let mut plan = DocumentPlanner { core, reader, gate, puts: Vec::new() };
    if let Some(pemda) = &document.pemda
        && reader.pemda()? == Pemda::default()
    {
        plan.add("pemda.nama", Subject::Daerah, FieldKey::PemdaNama, Some(&pemda.nama))?;
        plan.add("pemda.kode", Subject::Daerah, FieldKey::PemdaKode, Some(&pemda.kode))?;
    }
    plan.region(document)?;
    plan.answers(Subject::Daerah, "daerah", &document.daerah)?;
    plan.citations(Subject::Daerah, "citation", &document.citation)?;
    plan.official(Subject::Daerah, "official", &document.official)?;
    for (at, (it, id)) in document.inovasi.iter().zip(ids).enumerate() {
        told(at)?;
        plan.inovasi(*id, it, &format!("inovasi[{at}]"))?;
    }
    // Last, so that taking the import back opens a year before its answers go.
    plan.closed(document)?;
    Ok(plan.puts)
}

/// Makes a plan of a document.
pub(super) struct DocumentPlanner<'a, 'c> {
    pub core: &'a Core,
    pub reader: &'a Reader<'a>,
    pub gate: &'a mut FieldGate<'c>,
    puts: Vec<Put>,
}

impl DocumentPlanner<'_, '_> {
    /// Asks for one field. What cannot stand is told with its path.
    pub(super) fn add(&mut self, path: &str, subject: Subject, field: FieldKey, value: Option<&str>) -> Result<()> {
        let put = self.gate.check(self.reader, Origin::Document, subject, &field, value);
        self.puts.push(put.map_err(|error| at_path(path.to_owned(), error))?);
        Ok(())
    }

    /// Marks what came with the example; of which edition stays as it is known here.
    pub(super) fn contoh(&mut self, path: &str, subject: Subject) -> Result<()> {
        let standing = self.reader.heads_of_field(subject, &FieldKey::Contoh)?;
        if standing.iter().any(Option::is_some) {
            return Ok(());
        }
        self.add(path, subject, FieldKey::Contoh, Some("1"))
    }

    /// Asks for members of a field: those that are listed, and no others.
    fn members(&mut self, path: &str, id: InovasiId, field: Field, members: &[String]) -> Result<()> {
        let subject = Subject::Inovasi(id);
        let mut listed = Vec::new();
        for (n, member) in members.iter().enumerate().filter(|it| !it.1.trim().is_empty()) {
            let key = FieldKey::Member(field, member.clone());
            let put = self.gate.check(self.reader, Origin::Document, subject, &key, Some("1"));
            listed.push(put.map_err(|error| at_path(format!("{path}.{}[{n}]", field.name()), error))?);
        }
        let standing = self.reader.inovasi(id)?.and_then(|mut it| it.members.remove(&field)).unwrap_or_default();
        for key in standing.into_iter().map(|it| FieldKey::Member(field, it)) {
            if !listed.iter().any(|it| it.field == key) {
                self.add(path, subject, key, None)?;
            }
        }
        self.puts.extend(listed);
        Ok(())
    }

    fn inovasi(&mut self, id: InovasiId, it: &json::Inovasi, path: &str) -> Result<()> {
        let subject = Subject::Inovasi(id);
        if it.is_silent() && self.reader.inovasi(id)?.is_none() {
            self.puts.extend(self.gate.register_silent(self.reader, id)?);
        }
        for (field, value) in it.profile.iter().filter(|it| !it.0.kind().has_members()) {
            self.add(&format!("{path}.{}", field.name()), subject, FieldKey::Profile(*field), Some(value))?;
        }
        for (field, members) in &it.members {
            self.members(path, id, *field, members)?;
        }
        if it.contoh {
            self.contoh(path, subject)?;
        }
        for (field, source) in &it.sumber {
            let place = format!("{path}.sumber.{}", field.name());
            self.add(&place, subject, FieldKey::Sumber(*field), Some(source.sumber.as_deref().unwrap_or("")))?;
            self.add(&place, subject, FieldKey::Keyakinan(*field), Some(source.keyakinan.as_deref().unwrap_or("")))?;
        }
        self.life(id, it, path)?;
        self.penghargaan(Some(id), &it.penghargaan, &format!("{path}.penghargaan"))?;
        self.answers(subject, &format!("{path}.assessment"), &it.assessment)?;
        self.citations(subject, &format!("{path}.citation"), &it.citation)?;
        self.official(subject, &format!("{path}.official"), &it.official)?;
        self.official_parameter(subject, &format!("{path}.official_parameter"), &it.official_parameter)?;
        // After the answers: what the document says of a review stands beside them.
        self.reviews(subject, it, path)
    }

    fn answers(&mut self, subject: Subject, path: &str, assessments: &Assessments) -> Result<()> {
        for (instrument, answers) in assessments {
            let known =
                self.core.instrument(instrument).map_err(|error| at_path(format!("{path}.{instrument}"), error))?;
            for (indikator, answer) in answers {
                let place = format!("{path}.{instrument}.{indikator}");
                let found = known.find_indikator(AnsweredBy::of(subject), indikator);
                let id = &found.map_err(|error| at_path(place.clone(), error.into()))?.id;
                self.given(subject, &known.id, id, answer, &place)?;
                let field = FieldKey::Choice { instrument: known.id.clone(), indikator: id.clone() };
                let choice = Choice::sent(answer.parameter, answer.variant.as_deref());
                self.add(&place, subject, field, Some(&choice))?;
            }
        }
        Ok(())
    }
}

/// Writes what is planned and tells what that changed.
pub(super) fn apply(
    pen: &mut Pen<'_, '_>,
    puts: Vec<Put>,
    dry_run: bool,
    n: usize,
    told: &mut dyn FnMut(usize) -> Result<()>,
) -> Result<ImportView> {
    let mut view = ImportView { dry_run, n_new: 0, n_changed: 0, n_unchanged: 0, changes: Vec::new() };
    let mut before: BTreeMap<InovasiId, (bool, bool)> = BTreeMap::new();
    for (at, put) in puts.into_iter().enumerate() {
        if at % TOLD_EVERY == 0 {
            told(at)?;
        }
        let standing = match put.subject {
            Subject::Inovasi(id) => {
                if let Entry::Vacant(entry) = before.entry(id) {
                    let record = pen.inovasi(id)?;
                    entry.insert((record.is_none(), false));
                    if record.is_some_and(|it| it.removed) {
                        // Asking for it again brings it back.
                        pen.restore(put.subject)?;
                    }
                }
                shown_value(pen, id, &put.field)?
            }
            _ => None,
        };
        let (subject, field, after) = (put.subject, put.field.to_string(), put.value.clone());
        if pen.record(put)? {
            if let Subject::Inovasi(id) = subject {
                before.entry(id).and_modify(|it| it.1 = true);
            }
            if view.changes.len() < LISTED {
                let (id, nama) = (subject, String::new());
                view.changes.push(ImportChange { id, nama, field, before: standing, after });
            }
        }
    }
    for change in &mut view.changes {
        change.nama = subject_nama(pen, change.id)?.unwrap_or_default();
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

/// Tells where in the document something cannot stand.
pub(crate) fn at_path(path: String, error: Error) -> Error {
    Error { code: error.code, reason: Reason::ImportRefused, args: Vec::new() }.arg("path", path).arg("why", error)
}
