//! Carrying a plan out, and telling it.

use domain::{
    assessment::instrument::Instrument,
    core::{id::Subject, number::count},
    inovasi::{
        duplicate::Compared, penghargaan::PenghargaanField, perangkat_daerah::PerangkatDaerahField, profile::Field,
    },
    merge::{
        change::FieldKey,
        field::{JENIS, TINGKAT},
    },
};
use store::Reader;

use super::{
    form::heading,
    plan::EVERY,
    planned::{BookPlace, CellRefusal, Plan, Planned},
};
use crate::{
    core::{
        error::Result,
        gate::Put,
        lookup,
        open::arg,
        pen::Pen,
        progress::{Watch, WorkStep, step},
        registry::Core,
    },
    inovasi::duplicate::similar,
    show::{finding::field_label, said},
    view::{
        NamedView, SimilarView, WorkbookAdded, WorkbookChange, WorkbookDiverged, WorkbookImportView, WorkbookRefusal,
    },
};

/// Most entries of each list in the answer.
const LISTED: usize = 1000;

/// Writes what is planned.
pub(super) fn apply(pen: &mut Pen<'_, '_>, plan: Plan, nama: &str, watch: &mut dyn Watch) -> Result<()> {
    let total = plan.rows.len();
    for (at, row) in plan.rows.into_iter().enumerate() {
        if at % EVERY == 0 {
            step(watch, WorkStep::Writing, nama, at, total)?;
        }
        if row.is_new {
            pen.record_fresh(row.subject, row.puts)?;
            continue;
        }
        for it in row.puts {
            pen.record(it)?;
        }
    }
    pen.settle_watched(&mut |done| watch.step(WorkStep::Writing, nama, total as u64 + done, 0))
}

/// A plan as people read it.
pub(super) fn workbook_view(
    core: &Core,
    reader: &Reader<'_>,
    plan: &Plan,
    own: bool,
    dry_run: bool,
) -> Result<WorkbookImportView> {
    let instrument = core.current_instrument_in(reader)?;
    let n_new = plan.rows.iter().filter(|it| it.is_new).count();
    let n_changed = plan.rows.iter().filter(|it| !it.is_new && !it.puts.is_empty()).count();
    let told = InWords { core, reader, instrument: &instrument, plan };
    let mut changes = Vec::new();
    // What changes is told before what is new.
    for is_new in [false, true] {
        let rows = plan.rows.iter().filter(|it| it.is_new == is_new);
        let puts = rows.flat_map(|row| row.puts.iter().map(move |it| (row, it)));
        let shown = puts.filter(|it| !is_new || !matches!(it.1.field, FieldKey::Usulan(_)));
        for (row, put) in shown.take(LISTED.saturating_sub(changes.len())) {
            changes.push(told.change(&row.place, row.subject, put)?);
        }
    }
    let mut added = Vec::new();
    for it in plan.rows.iter().filter(|it| it.is_new).take(LISTED) {
        added.push(WorkbookAdded {
            sheet: it.place.sheet.to_string(),
            row: it.place.row,
            subject: it.subject,
            nama: it.place.nama.clone(),
            similar: if dry_run { similar_to_row(core, reader, it)? } else { Vec::new() },
        });
    }
    let mut diverged = Vec::new();
    for it in plan.diverged.iter().take(LISTED) {
        diverged.push(WorkbookDiverged {
            sheet: it.place.sheet.to_string(),
            row: it.place.row,
            column: it.letter.clone(),
            subject: it.subject,
            nama: it.place.nama.clone(),
            label: told.label(&it.field),
            taken: it.taken,
            was: Some(it.was.clone()).filter(|it| !it.is_empty()),
            stands: told.words(&it.field, it.stands.as_deref())?,
            wanted: told.words(&it.field, it.wanted.as_deref())?,
        });
    }
    let mut missing = Vec::new();
    for id in plan.missing.iter().filter_map(|it| it.parse().ok()).take(LISTED) {
        missing.push(NamedView { id, nama: lookup::nama_of(reader, id)? });
    }
    let cell = |it: &CellRefusal| WorkbookRefusal {
        sheet: it.place.sheet.to_string(),
        row: it.place.row,
        nama: it.place.nama.clone(),
        column: it.letter.clone(),
        label: it.field.as_ref().map(|it| told.label(it)).unwrap_or_default(),
        value: it.value.clone(),
        reason: it.why.reason,
        args: it.why.args.iter().map(|(name, value)| arg(name, value)).collect(),
    };
    let cells = |list: &[CellRefusal]| list.iter().take(LISTED).map(cell).collect();
    Ok(WorkbookImportView {
        dry_run,
        own,
        n_new: count(n_new),
        n_changed: count(n_changed),
        n_unchanged: count(plan.rows.len() - n_new - n_changed),
        n_refused: count(plan.refused.len()),
        n_kept: count(plan.kept.len()),
        n_diverged: count(plan.diverged.len()),
        n_missing: count(plan.missing.len()),
        changes,
        refused: cells(&plan.refused),
        kept: cells(&plan.kept),
        diverged,
        added,
        missing,
        parts: Vec::new(),
        proposals: plan.proposals.clone(),
        remarks: Vec::new(),
    })
}

/// Inovasi that stand here already and that a new row may be.
fn similar_to_row(core: &Core, reader: &Reader<'_>, row: &Planned) -> Result<Vec<SimilarView>> {
    if !matches!(row.subject, Subject::Inovasi(_)) {
        return Ok(Vec::new());
    }
    let text = |wanted: Field| {
        let put = row.puts.iter().find(|it| it.field == FieldKey::Profile(wanted));
        put.and_then(|it| it.value.as_deref())
    };
    let narrative: Vec<&str> =
        [Field::RancangBangun, Field::Tujuan, Field::Manfaat, Field::Hasil].into_iter().filter_map(text).collect();
    similar::similar_in(
        core,
        reader,
        &Compared {
            nama: text(Field::Nama).unwrap_or(&row.place.nama),
            kepanjangan: text(Field::Kepanjangan),
            perangkat_daerah: text(Field::PerangkatDaerah),
            urusan: text(Field::UrusanUtama),
            narrative: &narrative.join("\n"),
            ..Compared::default()
        },
    )
}

/// Puts fields and values into words.
struct InWords<'a> {
    core: &'a Core,
    reader: &'a Reader<'a>,
    instrument: &'a Instrument,
    plan: &'a Plan,
}

impl InWords<'_> {
    fn change(&self, place: &BookPlace, subject: Subject, put: &Put) -> Result<WorkbookChange> {
        Ok(WorkbookChange {
            sheet: place.sheet.to_string(),
            row: place.row,
            subject,
            nama: place.nama.clone(),
            field: put.field.to_string(),
            label: self.label(&put.field),
            before: self.words(&put.field, put.before.as_deref())?,
            after: self.words(&put.field, put.value.as_deref())?,
        })
    }

    fn label(&self, field: &FieldKey) -> String {
        match field {
            FieldKey::Profile(it) | FieldKey::Member(it, _) => {
                self.instrument.profil.isian(*it).map_or(it.label(), |it| &it.label).to_owned()
            }
            FieldKey::Choice { indikator, .. } => self
                .instrument
                .indikator_by_id(indikator)
                .map_or_else(|| indikator.to_string(), |it| format!("{} {}", it.code, it.nama)),
            other => heading(other).map_or_else(|| field_label(&other.to_string(), self.instrument), str::to_owned),
        }
    }

    fn words(&self, field: &FieldKey, value: Option<&str>) -> Result<Option<String>> {
        let Some(value) = value else { return Ok(None) };
        Ok(Some(match field {
            FieldKey::Profile(Field::PengembanganDari) => {
                self.name_of(value.parse().ok().map(Subject::Inovasi), value)?
            }
            FieldKey::Penghargaan(PenghargaanField::Untuk) => {
                let inovasi = || value.parse().ok().map(Subject::Inovasi);
                let daerah = (value == Subject::Daerah.to_string()).then_some(Subject::Daerah);
                self.name_of(daerah.or_else(inovasi), value)?
            }
            FieldKey::PerangkatDaerah(PerangkatDaerahField::Induk) => {
                self.name_of(value.parse().ok().map(Subject::PerangkatDaerah), value)?
            }
            FieldKey::PerangkatDaerah(PerangkatDaerahField::Jenis) => self.option(JENIS, value),
            FieldKey::Penghargaan(PenghargaanField::Tingkat) => self.option(TINGKAT, value),
            FieldKey::Member(field, member) => self.core.library.vocabulary.nama(*field, member).to_owned(),
            FieldKey::PerangkatDaerahNamaLama(nama) => nama.clone(),
            _ => said::in_words(&self.core.library.vocabulary, field, value),
        }))
    }

    /// What a subject is called here, or by the row that brings it; else the value itself.
    fn name_of(&self, subject: Option<Subject>, value: &str) -> Result<String> {
        let Some(subject) = subject else { return Ok(value.to_owned()) };
        let brought = self.plan.rows.iter().find(|it| it.subject == subject).map(|it| it.place.nama.clone());
        let nama = lookup::subject_nama(self.reader, subject)?.or(brought);
        Ok(nama.filter(|it| !it.is_empty()).unwrap_or_else(|| value.to_owned()))
    }

    /// The official name of an option of a list that no field of the profile chooses from.
    fn option(&self, list: &str, id: &str) -> String {
        let list = self.core.library.vocabulary.list(list);
        let option = list.and_then(|it| it.option.iter().find(|it| it.id == id));
        option.map_or_else(|| id.to_owned(), |it| it.nama.clone())
    }
}
