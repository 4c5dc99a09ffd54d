//! Findings of a subject, gathered from the rules and made ready for a screen.

use domain::{
    assessment::{
        instrument::Instrument, judged::Judged, limit::check_berkas, readiness::check_answers, worksheet::Worksheet,
    },
    core::{
        finding::{self, Finding},
        id::Subject,
    },
    inovasi::{
        kelayakan::check_profile,
        koordinat::check_koordinat,
        perangkat_daerah::PerangkatDaerahList,
        profile::{Field, Profile},
        usulan::Usulan,
        wilayah::Wilayah,
    },
    merge::change::FieldKey,
};
use store::{InovasiRecord, Reader};

use crate::{
    core::{error::Result, op::Op, places::Region},
    show::assessment::Answered,
    view::{ArgView, FindingView, Outcome},
};

/// Findings as a screen shows them, the most severe first.
#[derive(Debug, Clone, Default)]
pub(crate) struct Findings(pub Vec<FindingView>);

/// Everything to remark on one inovasi.
pub(crate) fn of_inovasi(
    reader: &Reader<'_>,
    record: &InovasiRecord,
    instrument: &Instrument,
    region: &Region,
) -> Result<Vec<Finding>> {
    let mut findings = beside_answers(reader, record, instrument, region)?;
    findings.extend(of_answers(reader, Subject::Inovasi(record.id), instrument)?);
    Ok(findings)
}

/// The same without its answers.
pub(crate) fn beside_answers(
    reader: &Reader<'_>,
    record: &InovasiRecord,
    instrument: &Instrument,
    region: &Region,
) -> Result<Vec<Finding>> {
    let subject = Subject::Inovasi(record.id);
    let mut findings = of_profile(subject, &record.profile, instrument, region.wilayah);
    if let Some(nama) = record.profile.get(&Field::PerangkatDaerah) {
        findings.extend(of_perangkat_daerah(subject, nama, &region.perangkat_daerah));
    }
    findings.extend(of_growth(subject, &reader.usulan_of(record.id)?, instrument));
    Ok(findings)
}

/// What the profile itself leaves to remark.
pub(crate) fn of_profile(
    subject: Subject,
    profile: &Profile,
    instrument: &Instrument,
    wilayah: Option<&Wilayah>,
) -> Vec<Finding> {
    let mut findings = check_profile(subject, profile, instrument);
    if let Some(koordinat) = profile.get(&Field::Koordinat) {
        findings.extend(check_koordinat(subject, koordinat, wilayah));
    }
    findings
}

/// Whether the region's list knows the body. A list that nobody has begun has
/// nothing to say.
pub(crate) fn of_perangkat_daerah(subject: Subject, nama: &str, list: &PerangkatDaerahList) -> Option<Finding> {
    match list.find(nama) {
        _ if list.bodies.is_empty() => None,
        None => Some(finding::perangkat_daerah_unlisted(subject, nama)),
        Some(it) if !it.aktif => Some(finding::perangkat_daerah_inactive(subject, &it.nama)),
        Some(_) => None,
    }
}

/// Whether an inovasi that was proposed before says what has grown since.
pub(crate) fn of_growth(subject: Subject, usulan: &[Usulan], instrument: &Instrument) -> Option<Finding> {
    let now = usulan.iter().find(|it| it.instrument == instrument.id && it.proposed == Some(true));
    let before = usulan.iter().any(|it| it.instrument != instrument.id && it.archived.is_some());
    (before && now.is_some_and(|it| it.growth_note.is_none())).then(|| finding::growth_note_missing(subject))
}

/// Everything to remark on the answers of one subject, conflicts included.
pub(crate) fn of_answers(reader: &Reader<'_>, subject: Subject, instrument: &Instrument) -> Result<Vec<Finding>> {
    let read = Answered::read(reader, subject, instrument)?;
    Ok(read.findings(instrument, &read.judge(instrument)))
}

/// The same from what is known already: the indikator that wait for review, and
/// the fields in conflict.
pub(crate) fn of_judged<'a>(
    subject: Subject,
    instrument: &Instrument,
    sheet: &Worksheet,
    judged: &[Judged<'_>],
    reviews: impl Iterator<Item = &'a str>,
    conflicts: impl Iterator<Item = &'a str>,
) -> Vec<Finding> {
    let mut findings = check_answers(subject, judged);
    findings.extend(check_berkas(subject, instrument, sheet));
    for indikator in reviews {
        let code = instrument.indikator(indikator).map_or(indikator, |it| &it.code);
        findings.push(finding::answer_to_review(subject, indikator, code));
    }
    findings.extend(conflicts.map(|it| finding::conflict(subject, it)));
    findings
}

/// Makes findings ready for a screen; `nama` is the subject's name.
pub(crate) fn views(findings: Vec<Finding>, nama: Option<&str>, instrument: &Instrument) -> Findings {
    let mut views: Vec<FindingView> = findings
        .into_iter()
        .map(|it| FindingView {
            code: it.code,
            severity: it.severity,
            subject: it.subject,
            subject_nama: nama.map(str::to_owned),
            about: it.about.map(|about| readable_field(&about)),
            args: it
                .args
                .into_iter()
                .map(|(name, value)| ArgView {
                    name: name.to_owned(),
                    value: if name == "field" { field_label(&value, instrument) } else { value },
                })
                .collect(),
        })
        .collect();
    views.sort_by_key(|it| it.severity);
    Findings(views)
}

/// An indikator's id out of a history key, so that a screen finds its card.
fn readable_field(about: &str) -> String {
    FieldKey::read(about).answer().map_or(about, |it| it.1).to_owned()
}

/// A field key as people know it: the code of the indikator, or the key itself.
pub(crate) fn field_label(field: &str, instrument: &Instrument) -> String {
    let code = |id: &str| instrument.indikator(id).map_or(id, |it| &it.code).to_owned();
    FieldKey::read(field).answer().map_or_else(|| field.to_owned(), |it| code(it.1))
}

/// Wraps what an act shows.
pub(crate) fn outcome<V>(op: Op, view: V, findings: Findings) -> Outcome<V> {
    Outcome { view, touched: op.touched(), findings: findings.0 }
}
