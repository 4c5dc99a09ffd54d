//! What a person does with the catalogue: list, search, register, edit, remove.

use std::collections::BTreeMap;

use domain::{
    assessment::{Basis, skor_of},
    change::FieldKey,
    date::PartialDate,
    id::{InovasiId, Subject},
    instrument::{AnsweredBy, Instrument},
    inovasi::{FIELDS, Field, Kind, clean_text, count_words},
    vocabulary::{SET_FIELDS, Vocabulary},
};
use store::{InovasiLine, InovasiRecord, Reader, Sort, Writer};

use crate::{
    Registry, assessment,
    error::{Error, Result},
    finding_view, merge,
    op::Op,
    view::{FieldKind, FieldView, InovasiPage, InovasiRow, Outcome, SeverityView, WorksheetView},
    write::outcome,
};

/// Which window of the catalogue is wanted.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct ListInovasi {
    /// Words to look for; all inovasi when empty.
    pub text: String,
    pub offset: u32,
    /// At most 500 rows are given.
    pub limit: u32,
    /// `nama`, `perangkat_daerah`, `urusan_utama`, `tahapan`, `touched`,
    /// `claimed` or `supported`. A search is ordered by how well it fits.
    pub sort: String,
    pub descending: bool,
}

/// Most rows of one window.
const MAX_ROWS: u32 = 500;

impl Registry {
    /// A window onto the catalogue.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn list_inovasi(&self, req: &ListInovasi) -> Result<InovasiPage> {
        let instrument = self.current_instrument()?;
        let limit = req.limit.min(MAX_ROWS);
        self.read(|reader| {
            let (total, lines) = if req.text.trim().is_empty() {
                (reader.count_inovasi()?, self.lines(reader, req, limit, &instrument)?)
            } else {
                reader.search_inovasi(&req.text, req.offset, limit)?
            };
            let rows = lines.into_iter().map(|it| row(reader, it, &instrument)).collect::<Result<_>>()?;
            Ok(InovasiPage { total, offset: req.offset, rows })
        })
    }

    fn lines(
        &self,
        reader: &Reader<'_>,
        req: &ListInovasi,
        limit: u32,
        instrument: &Instrument,
    ) -> Result<Vec<InovasiLine>> {
        let sort = match req.sort.as_str() {
            "perangkat_daerah" => Sort::PerangkatDaerah,
            "urusan_utama" => Sort::UrusanUtama,
            "tahapan" => Sort::Tahapan,
            "touched" => Sort::Touched,
            "claimed" => return by_skor(reader, req, limit, instrument, Basis::Claimed),
            "supported" => return by_skor(reader, req, limit, instrument, Basis::Supported),
            _ => Sort::Nama,
        };
        Ok(reader.inovasi_lines(sort, req.descending, req.offset, limit)?)
    }

    /// The worksheet of one inovasi.
    ///
    /// # Errors
    /// There is no such inovasi.
    pub fn show_inovasi(&self, id: &str) -> Result<WorksheetView> {
        let id = self.find_inovasi(id)?;
        self.read(|reader| self.worksheet_view(reader, id))
    }

    /// Finds an inovasi by id, by the beginning of its id, or by its exact name.
    ///
    /// # Errors
    /// None or several fit.
    pub fn find_inovasi(&self, wanted: &str) -> Result<InovasiId> {
        let wanted = wanted.trim();
        if let Ok(id) = wanted.parse() {
            return Ok(id);
        }
        let missing = || Error::not_found("inovasi_missing").arg("id", wanted);
        let lower = wanted.to_lowercase();
        self.read(|reader| {
            let found: Vec<InovasiId> = reader
                .scored_inovasi()?
                .into_iter()
                .filter(|(id, nama, _)| {
                    nama.to_lowercase() == lower || (lower.len() >= 6 && id.to_string().starts_with(&lower))
                })
                .map(|it| it.0)
                .collect();
            match found.as_slice() {
                [one] => Ok(*one),
                [] => Err(missing()),
                _ => Err(Error::invalid("inovasi_ambiguous").arg("id", wanted).arg("n", found.len())),
            }
        })
    }

    /// Registers an inovasi; only its name is needed.
    ///
    /// # Errors
    /// The name is empty, too long, or holds control characters.
    pub fn register_inovasi(&self, nama: &str) -> Result<Outcome<WorksheetView>> {
        let nama = clean_text(Field::Nama, nama)?;
        let id = InovasiId(self.env.fresh_id());
        let view = self.write(Op::RegisterInovasi, |writer| {
            writer.put(Subject::Inovasi(id), &FieldKey::Profile(Field::Nama), nama.as_deref())?;
            self.worksheet_view(writer, id)
        })?;
        Ok(worksheet_outcome(Op::RegisterInovasi, view))
    }

    /// Writes one field of the profile. Dates and options are understood in
    /// every usual form and kept in one.
    ///
    /// # Errors
    /// The inovasi or the field is unknown, or the value cannot stand.
    pub fn edit_inovasi(&self, id: &str, field: &str, value: Option<&str>) -> Result<Outcome<WorksheetView>> {
        let id = self.find_inovasi(id)?;
        let field = profile_field(field)?;
        let value = read_value(&self.library.vocabulary, field, value.unwrap_or(""))?;
        let view = self.write(Op::EditInovasi, |writer| {
            editable(writer, id)?;
            writer.put(Subject::Inovasi(id), &FieldKey::Profile(field), value.as_deref())?;
            self.worksheet_view(writer, id)
        })?;
        Ok(worksheet_outcome(Op::EditInovasi, view))
    }

    /// Adds a member to a set field, or takes it out.
    ///
    /// # Errors
    /// The inovasi, the field or the member is unknown.
    pub fn set_member(&self, id: &str, field: &str, member: &str, present: bool) -> Result<Outcome<WorksheetView>> {
        let id = self.find_inovasi(id)?;
        let field = Field::by_name(field)
            .filter(|it| SET_FIELDS.contains(it))
            .ok_or_else(|| Error::not_found("field_unknown").arg("field", field))?;
        let member = self.library.vocabulary.read(field, member)?;
        let view = self.write(Op::EditInovasi, |writer| {
            editable(writer, id)?;
            writer.put(Subject::Inovasi(id), &FieldKey::Member(field, member.clone()), present.then_some("1"))?;
            self.worksheet_view(writer, id)
        })?;
        Ok(worksheet_outcome(Op::EditInovasi, view))
    }

    /// Takes an inovasi out of the catalogue; history keeps all of it.
    ///
    /// # Errors
    /// There is no such inovasi.
    pub fn remove_inovasi(&self, id: &str) -> Result<Outcome<WorksheetView>> {
        self.set_removed(id, true, Op::RemoveInovasi)
    }

    /// Brings a removed inovasi back.
    ///
    /// # Errors
    /// There is no such inovasi.
    pub fn restore_inovasi(&self, id: &str) -> Result<Outcome<WorksheetView>> {
        self.set_removed(id, false, Op::RestoreInovasi)
    }

    fn set_removed(&self, id: &str, removed: bool, op: Op) -> Result<Outcome<WorksheetView>> {
        let id = self.find_inovasi(id)?;
        let view = self.write(op, |writer| {
            let record = known(writer, id)?;
            if record.removed != removed {
                writer.put_removed(Subject::Inovasi(id), removed)?;
                writer.settle()?;
            }
            self.worksheet_view(writer, id)
        })?;
        Ok(worksheet_outcome(op, view))
    }

    pub(crate) fn worksheet_view(&self, reader: &Reader<'_>, id: InovasiId) -> Result<WorksheetView> {
        let instrument = self.current_instrument_in(reader)?;
        let record = known(reader, id)?;
        let subject = Subject::Inovasi(id);
        let conflicts = merge::conflict_views(reader, reader.conflicts_of(subject)?, &instrument)?;
        let nama = record.profile.get(&Field::Nama).cloned();
        let findings = finding_view::of_inovasi(reader, &record, &instrument)?;
        let sumber = reader.sumber_of(id)?;
        let profile = FIELDS
            .iter()
            .copied()
            .map(|field| {
                let source = sumber.get(field.name());
                FieldView {
                    field: field.name().to_owned(),
                    kind: field_kind(field.kind()),
                    value: record.profile.get(&field).cloned(),
                    members: if field.kind() == Kind::Set { record.beririsan.clone() } else { Vec::new() },
                    sumber: source.and_then(|it| it.0.clone()),
                    keyakinan: source.and_then(|it| it.1.clone()),
                    conflict: conflicts.iter().any(|it| it.field == field.name()),
                }
            })
            .collect();
        Ok(WorksheetView {
            id: id.to_string(),
            contoh: record.contoh,
            removed: record.removed,
            profile,
            n_word: record
                .profile
                .get(&Field::RancangBangun)
                .map_or(0, |it| u32::try_from(count_words(it)).unwrap_or(u32::MAX)),
            assessment: assessment::assessment_view(reader, subject, &instrument)?,
            findings: finding_view::views(findings, nama.as_deref(), &instrument).0,
            conflicts,
        })
    }
}

fn worksheet_outcome(op: Op, view: WorksheetView) -> Outcome<WorksheetView> {
    let findings = finding_view::Findings(view.findings.clone());
    outcome(op, view, findings)
}

/// The inovasi, or that there is none.
pub(crate) fn known(reader: &Reader<'_>, id: InovasiId) -> Result<InovasiRecord> {
    reader.inovasi(id)?.ok_or_else(|| Error::not_found("inovasi_missing").arg("id", id))
}

/// The inovasi if it may be written: a removed one must be brought back first.
pub(crate) fn editable(writer: &Writer<'_>, id: InovasiId) -> Result<InovasiRecord> {
    let record = known(writer, id)?;
    if record.removed {
        let nama = record.profile.get(&Field::Nama).cloned().unwrap_or_default();
        return Err(Error::invalid("inovasi_removed").arg("nama", nama));
    }
    Ok(record)
}

fn profile_field(name: &str) -> Result<Field> {
    Field::by_name(name)
        .filter(|it| it.kind() != Kind::Set)
        .ok_or_else(|| Error::not_found("field_unknown").arg("field", name))
}

/// A typed value in the form it is kept in.
pub(crate) fn read_value(vocabulary: &Vocabulary, field: Field, typed: &str) -> Result<Option<String>> {
    let Some(text) = clean_text(field, typed)? else { return Ok(None) };
    Ok(Some(match field.kind() {
        Kind::Line | Kind::Paragraphs => text,
        Kind::Date => PartialDate::read(&text)?.to_string(),
        Kind::Option | Kind::Set => vocabulary.read(field, &text)?,
    }))
}

fn field_kind(kind: Kind) -> FieldKind {
    match kind {
        Kind::Line => FieldKind::Line,
        Kind::Paragraphs => FieldKind::Paragraphs,
        Kind::Date => FieldKind::Date,
        Kind::Option => FieldKind::Option,
        Kind::Set => FieldKind::Set,
    }
}

fn row(reader: &Reader<'_>, line: InovasiLine, instrument: &Instrument) -> Result<InovasiRow> {
    let subject = Subject::Inovasi(line.id);
    let sheet = finding_view::worksheet(reader, subject, instrument)?;
    let answers = sheet.answers();
    let skor = |basis| assessment::shown(skor_of(instrument, AnsweredBy::Inovasi, &answers, basis));
    let record = known(reader, line.id)?;
    let findings = finding_view::of_inovasi(reader, &record, instrument)?;
    let views = finding_view::views(findings, None, instrument).0;
    let count = |wanted: &dyn Fn(&crate::view::FindingView) -> bool| {
        u32::try_from(views.iter().filter(|it| wanted(it)).count()).unwrap_or(u32::MAX)
    };
    Ok(InovasiRow {
        id: line.id.to_string(),
        nama: line.nama,
        kepanjangan: line.kepanjangan,
        perangkat_daerah: line.perangkat_daerah,
        urusan_utama: line.urusan_utama,
        tahapan: line.tahapan,
        waktu_penerapan: line.waktu_penerapan,
        claimed: skor(Basis::Claimed),
        supported: skor(Basis::Supported),
        n_chosen: u32::try_from(
            instrument.indikator_of(AnsweredBy::Inovasi).filter(|it| answers.contains_key(&it.id)).count(),
        )
        .unwrap_or(u32::MAX),
        n_blocking: count(&|it| it.severity == SeverityView::Blocking),
        n_conflict: count(&|it| it.code == "conflict"),
        contoh: line.contoh,
    })
}

/// Rows by skor. A skor is never stored, so all of them are computed first.
fn by_skor(
    reader: &Reader<'_>,
    req: &ListInovasi,
    limit: u32,
    instrument: &Instrument,
    basis: Basis,
) -> Result<Vec<InovasiLine>> {
    let entries = assessment::entries(reader, instrument)?;
    let mut scored: Vec<_> = entries
        .iter()
        .map(|it| (skor_of(instrument, AnsweredBy::Inovasi, &it.answers, basis), it.nama.to_lowercase(), it.id))
        .collect();
    // Names stay ascending within one skor, whichever way the skor runs.
    let names: BTreeMap<InovasiId, usize> =
        entries.iter().enumerate().map(|(at, it)| (it.id, at)).collect();
    scored.sort_by(|a, b| {
        let by_skor = if req.descending { b.0.cmp(&a.0) } else { a.0.cmp(&b.0) };
        by_skor.then_with(|| names.get(&a.2).cmp(&names.get(&b.2)))
    });
    let mut lines = Vec::new();
    for (_, _, id) in scored.into_iter().skip(req.offset as usize).take(limit as usize) {
        lines.extend(reader.inovasi_line(id)?);
    }
    Ok(lines)
}
