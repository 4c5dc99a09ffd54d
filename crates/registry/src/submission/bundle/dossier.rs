//! The registry frozen as exporters see it.

mod beside;

pub(in crate::submission) use beside::penghargaan;

use domain::{
    assessment::{
        instrument::{AnsweredBy, Instrument},
        limit::Limit,
        readiness::check_standing,
        score::{Answer, Answers, Basis, Entry, score, skor_of},
    },
    bukti::content::unfit,
    core::{date::PartialDate, id::Subject},
    inovasi::profile::{FIELDS, Field, FieldKind, RANCANG_BANGUN_PARTS},
    submission::{
        dossier::{
            Dossier, DossierAnswer, DossierBukti, DossierField, DossierFinding, DossierInovasi, LeftOut, LeftOutKind,
            PortalCopy,
        },
        overview::Overview,
    },
};
use store::{BuktiRecord, InovasiRecord, LinkRecord, Reader};

use crate::{
    core::{
        error::Result,
        lookup,
        places::Region,
        progress::{Watch, WorkStep, step},
        registry::Core,
        text::{Language, jenis_dokumen, sentence},
    },
    show::{answer, finding, official, sheet},
    view::FindingView,
};

/// Freezes the registry as exporters see it, with the findings it contains.
///
/// # Errors
/// The database cannot be read; `watch` stopped it.
pub(in crate::submission) fn dossier(
    core: &Core,
    reader: &Reader<'_>,
    instrument: &std::sync::Arc<Instrument>,
    wanted: impl Fn(&Entry) -> bool,
    watch: &mut dyn Watch,
) -> Result<(Dossier, Vec<FindingView>)> {
    let daerah = crate::show::score::daerah_answers(reader, instrument)?;
    let entries: Vec<Entry> = crate::show::score::entries(reader, instrument)?.into_iter().filter(wanted).collect();
    let on = |basis| score(instrument, &daerah, &entries, basis);
    let claimed = on(Basis::Claimed);

    let mut region = check_standing(instrument, &claimed);
    region.extend(finding::of_answers(reader, Subject::Daerah, instrument)?);
    let region = finding::views(region, None, instrument).0;
    let surroundings = Region::of(reader)?;
    let mut all = region.clone();
    let mut list = Vec::with_capacity(entries.len());
    let mut left_out = vec![LeftOut { kind: LeftOutKind::History, inovasi: None, n: None, nama: Vec::new() }];
    left_out.extend(beside::units(reader)?);
    left_out.extend(beside::left_out(reader, Subject::Daerah, instrument)?);
    for (at, entry) in entries.iter().enumerate() {
        step(watch, WorkStep::Reading, &entry.nama, at, entries.len())?;
        let subject = Subject::Inovasi(entry.id);
        left_out.extend(beside::left_out(reader, subject, instrument)?);
        let record = lookup::known(reader, entry.id)?;
        let found = finding::of_inovasi(reader, &record, instrument, &surroundings)?;
        let views = finding::views(found, Some(&entry.nama), instrument).0;
        list.push(DossierInovasi {
            id: entry.id,
            nama: entry.nama.clone(),
            profile: dossier_fields(core, reader, &record, instrument)?,
            berkas: beside::berkas(reader, subject, instrument)?,
            penghargaan: beside::penghargaan(core, reader, Some(entry.id))?,
            growth_note: beside::growth_note(reader, entry.id, instrument)?,
            passage: beside::passage(reader, subject, instrument)?,
            answers: dossier_answers(reader, subject, instrument, &entry.answers)?,
            claimed: skor_of(instrument, AnsweredBy::of(subject), &entry.answers, Basis::Claimed),
            supported: skor_of(instrument, AnsweredBy::of(subject), &entry.answers, Basis::Supported),
            verified: skor_of(instrument, AnsweredBy::of(subject), &entry.answers, Basis::Verified),
            official: official::figures(reader, subject, &instrument.id, Some(instrument))?,
            findings: views.iter().map(|it| dossier_finding(it, instrument)).collect(),
        });
        all.extend(views);
    }
    all.sort_by_key(|it| it.severity);
    let dossier = Dossier {
        pemda: reader.pemda()?,
        instrument: instrument.clone(),
        supported: on(Basis::Supported),
        verified: on(Basis::Verified),
        official: official::figures(reader, Subject::Daerah, &instrument.id, Some(instrument))?,
        claimed,
        daerah: dossier_answers(reader, Subject::Daerah, instrument, &daerah)?,
        inovasi: list,
        penghargaan: beside::penghargaan(core, reader, None)?,
        passage: beside::passage(reader, Subject::Daerah, instrument)?,
        left_out,
        findings: region.iter().map(|it| dossier_finding(it, instrument)).collect(),
        overview: Overview::default(),
    };
    Ok((dossier, all))
}

/// The fields that the year's form asks for, in its order and words, and then
/// whatever else is filled in.
pub(in crate::submission) fn dossier_fields(
    core: &Core,
    reader: &Reader<'_>,
    record: &InovasiRecord,
    instrument: &Instrument,
) -> Result<Vec<DossierField>> {
    let vocabulary = &core.library.vocabulary;
    let source = match record.profile.get(&Field::PengembanganDari).and_then(|it| it.parse().ok()) {
        Some(id) => reader.inovasi(id)?.and_then(|it| it.profile.get(&Field::Nama).cloned()),
        None => None,
    };
    let words = |field: Field, value: &String| match field.kind() {
        FieldKind::Line | FieldKind::Paragraphs | FieldKind::Names | FieldKind::Inovasi => value.clone(),
        FieldKind::Date => PartialDate::read(value).map_or_else(|_| value.clone(), PartialDate::in_words),
        FieldKind::Option | FieldKind::Set => vocabulary.nama(field, value).to_owned(),
    };
    let isian = &instrument.profil.isian;
    let mut sumber = reader.sumber_of(record.id)?;
    let filled = |field: &Field| record.profile.contains_key(field) || record.members.contains_key(field);
    // What an office notes for itself is not handed in.
    let others =
        FIELDS.iter().filter(|it| **it != Field::Catatan && instrument.profil.isian(**it).is_none() && filled(it));
    // A part of the rancang bangun is listed where an office filled in the parts.
    let asked = isian.iter().filter(|it| !RANCANG_BANGUN_PARTS.contains(&it.field) || filled(&it.field));
    let fields = asked.map(|it| (it.field, it.label.as_str())).chain(others.map(|it| (*it, it.label())));
    Ok(fields
        .map(|(field, label)| {
            let values: Vec<&String> = match field.kind() {
                it if it.has_members() => record.members.get(&field).into_iter().flatten().collect(),
                _ => record.profile.get(&field).into_iter().collect(),
            };
            let joined = |parts: Vec<String>, by: &str| (!parts.is_empty()).then(|| parts.join(by));
            let (sumber, keyakinan) = sumber.remove(field.name()).unwrap_or_default();
            DossierField {
                sumber,
                keyakinan,
                field: field.name().to_owned(),
                label: label.to_owned(),
                text: match field {
                    Field::PengembanganDari => source.clone(),
                    _ => joined(values.iter().map(|it| words(field, it)).collect(), "; "),
                },
                value: joined(values.into_iter().cloned().collect(), ","),
            }
        })
        .collect())
}

fn dossier_answers(
    reader: &Reader<'_>,
    subject: Subject,
    instrument: &Instrument,
    answers: &Answers,
) -> Result<Vec<DossierAnswer>> {
    let (links, mut citations) = (reader.links(subject)?, reader.citations(subject, &instrument.id)?);
    let worksheet = sheet::of_subject(reader, subject, instrument)?;
    worksheet
        .judge(instrument, AnsweredBy::of(subject))
        .iter()
        .map(|judged| {
            let it = judged.indikator;
            let answer: Option<&Answer> = answers.get(&it.id);
            let skor = |basis: Basis| it.skor(answer.map_or(0, |it| basis.parameter(it)));
            let choice = answer.map(|it| it.choice.clone());
            let mut citation = citations.remove(&it.id).unwrap_or_default();
            citation.retain(|it| choice.as_ref().is_some_and(|choice| it.tells_of(choice)));
            Ok(DossierAnswer {
                indikator: it.id.clone(),
                choice,
                inputs: beside::inputs(judged),
                ticks: beside::ticks(judged),
                verdict: answer::verdict(reader, subject, instrument, judged)?.map(beside::verdict),
                citation,
                claimed: skor(Basis::Claimed),
                supported: skor(Basis::Supported),
                verified: skor(Basis::Verified),
                bukti: bukti_of(&links, &it.id, Some(it.limit())),
            })
        })
        .collect()
}

/// The bukti of one answer, or of one document of the profile.
/// `limit` is what the portal takes there; None: nobody says.
fn bukti_of(links: &[LinkRecord], indikator: &str, limit: Option<Limit<'_>>) -> Vec<DossierBukti> {
    let accepted = limit.map_or(&[][..], |it| it.file_types);
    let copy = |it: &BuktiRecord| match limit.filter(|limit| limit.wants_copy(&it.nama_berkas, it.content, it.size)) {
        Some(limit) => PortalCopy::Wanted(limit.accepted()),
        None => PortalCopy::Unneeded,
    };
    links
        .iter()
        .filter(|link| link.indikator == indikator)
        .map(|link| DossierBukti {
            id: link.bukti.id.to_string(),
            sha256: link.bukti.sha256.as_ref().map_or_else(String::new, ToString::to_string),
            size: link.bukti.size,
            nama_berkas: link.bukti.nama_berkas.clone(),
            nomor: link.bukti.nomor.clone(),
            tanggal: link.bukti.tanggal.clone(),
            tentang: link.bukti.tentang.clone(),
            jenis_dokumen: link.bukti.jenis_dokumen.as_deref().map(|it| jenis_dokumen(it, Language::Id)),
            unfit: unfit(&link.bukti.nama_berkas, link.bukti.content, accepted),
            pages: Some(link.pages.clone()).filter(|it| !it.is_empty()),
            telling: link.bukti.traces.as_ref().is_some_and(|it| it.cleanable && !it.is_empty()),
            present: link.bukti.present,
            portal_copy: copy(&link.bukti),
        })
        .collect()
}

/// A finding in Indonesian, for the gap list: numbers with a comma, days in words.
pub(super) fn dossier_finding(it: &FindingView, instrument: &Instrument) -> DossierFinding {
    let read = |name: &str, value: &str| match name {
        "lost" | "value" | "km" | "jangkauan" => value.replace('.', ","),
        "date" => PartialDate::read(value).map_or_else(|_| value.to_owned(), PartialDate::in_words),
        _ => value.to_owned(),
    };
    let args: Vec<(&str, String)> = it.args.iter().map(|it| (it.name.as_str(), read(&it.name, &it.value))).collect();
    let code = |about: &String| instrument.indikator(about).map(|it| it.code.clone());
    let label = |about: &String| {
        Field::by_name(about).map(|it| instrument.profil.isian(it).map_or(it.label(), |it| &it.label).to_owned())
    };
    DossierFinding {
        code: it.code,
        severity: it.severity,
        about: it.about.as_ref().map(|about| code(about).unwrap_or_else(|| about.clone())),
        label: it
            .about
            .as_ref()
            .and_then(|about| code(about).or_else(|| label(about)).or_else(|| beside::nama_berkas(instrument, about))),
        text: sentence(&format!("finding.{}", it.code), &args, Language::Id),
    }
}
