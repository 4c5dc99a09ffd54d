//! The worksheet of one inovasi: everything its screen shows, read in one moment.

use domain::inovasi::penghargaan::Keyakinan;
use domain::{
    assessment::instrument::Instrument,
    core::{
        id::{InovasiId, Subject},
        number::count,
    },
    inovasi::{
        kelayakan::check_asked,
        profile::{FIELDS, Field, count_rancang_bangun},
    },
};
use store::Reader;

use crate::{
    core::{error::Result, lookup::known, places::Region, rules::Rules},
    show::{assessment::Answered, bukti::bukti_view, conflict, finding, usulan::Years},
    view::{BerkasView, FieldView, NamedView, WorksheetView},
};

pub(crate) fn worksheet_view(rules: &Rules, reader: &Reader<'_>, id: InovasiId) -> Result<WorksheetView> {
    let instrument = rules.current(reader)?;
    let record = known(reader, id)?;
    let subject = Subject::Inovasi(id);
    let conflicts = conflict::conflict_views(reader, reader.conflicts_of(subject)?, &instrument)?;
    let nama = record.profile.get(&Field::Nama).cloned();
    let answered = Answered::read(reader, subject, &instrument)?;
    let judged = answered.judge(&instrument);
    let mut findings = finding::beside_answers(reader, &record, &instrument, &Region::of(reader)?)?;
    findings.extend(answered.findings(&instrument, &judged));
    let sumber = reader.sumber_of(id)?;
    let years = Years::of(reader, id)?;
    let missing: Vec<String> =
        check_asked(subject, &record.profile, &instrument).into_iter().filter_map(|it| it.about).collect();
    let profile = FIELDS
        .iter()
        .copied()
        .map(|field| {
            let source = sumber.get(field.name());
            let isian = instrument.profil.isian(field);
            FieldView {
                field,
                kind: field.kind(),
                label: isian.map_or(field.label(), |it| &it.label).to_owned(),
                need: isian.map(|it| it.need),
                missing: missing.iter().any(|it| it == field.name()),
                value: record.profile.get(&field).cloned(),
                members: record.members.get(&field).cloned().unwrap_or_default(),
                sumber: source.and_then(|it| it.0.clone()),
                keyakinan: source.and_then(|it| Keyakinan::by_name(it.1.as_deref()?)),
                conflict: conflicts.iter().any(|it| it.field == field.name()),
            }
        })
        .collect();
    Ok(WorksheetView {
        id,
        contoh: record.contoh,
        removed: record.removed,
        profile,
        n_word: count(count_rancang_bangun(&record.profile)),
        assessment: answered.view(reader, &instrument, &judged)?,
        findings: finding::views(findings, nama.as_deref(), &instrument).0,
        conflicts,
        usulan: years.views(rules, reader)?,
        again: years.again(rules),
        berkas: berkas_views(reader, subject, &instrument)?,
        penghargaan: crate::show::penghargaan::views_of(reader, id)?,
        note: reader.note_of(subject)?,
        pengembangan_dari_nama: match record.profile.get(&Field::PengembanganDari).and_then(|it| it.parse().ok()) {
            Some(other) => reader.inovasi(other)?.and_then(|it| it.profile.get(&Field::Nama).cloned()),
            None => None,
        },
        pengembangan: reader.developed_from(id)?.into_iter().map(|(id, nama)| NamedView { id, nama }).collect(),
        closed: reader.closed_instruments()?.contains(&instrument.id),
    })
}

/// The documents of the profile with the bukti that are they.
fn berkas_views(reader: &Reader<'_>, subject: Subject, instrument: &Instrument) -> Result<Vec<BerkasView>> {
    let links = reader.links(subject)?;
    let of = |id: &str, accepted: &[String]| {
        links.iter().filter(|it| it.indikator == id).map(|it| bukti_view(it, &links, accepted)).collect()
    };
    Ok(instrument
        .profil
        .berkas
        .iter()
        .map(|it| BerkasView {
            id: it.id.clone(),
            nama: it.nama.clone(),
            file_types: it.file_types.clone(),
            maksimum_mb: it.maksimum_mb,
            bukti: of(&it.id, &it.file_types),
        })
        .collect())
}
