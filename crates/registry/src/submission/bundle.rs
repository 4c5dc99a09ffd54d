//! Handing in: the dossier is frozen, then written as a bundle that anybody can
//! prove; and any bag is proved.

use std::{
    collections::BTreeMap,
    fs::File,
    io::{self, Read},
    path::{Path, PathBuf},
};

use chrono::NaiveDate;
use domain::{
    assessment::{
        instrument::{AnsweredBy, Instrument},
        readiness::check_standing,
        score::{Answer, Answers, Basis, Entry, score, skor_of},
    },
    bukti::{BlobHash, BlobRef},
    core::{date::PartialDate, finding::Severity, id::Subject, number::count},
    inovasi::profile::{FIELDS, Field, FieldKind, RANCANG_BANGUN_PARTS},
    submission::dossier::{Dossier, DossierAnswer, DossierBukti, DossierField, DossierFinding, DossierInovasi},
};
use exchange::{
    core::port::{BlobSource, FolderSink, Sink, ZipSink},
    submission::{
        bundle::{self, BundleOptions, write_bundle},
        verify,
    },
};
use store::{InovasiRecord, Reader, Store};

use crate::{
    core::{
        env::today,
        error::{Error, Result},
        lookup,
        open::arg,
        output::sink_error,
        places::Region,
        progress::Watch,
        registry::Core,
        text::{Language, sentence},
    },
    show::finding,
    view::{BundleReceipt, FindingView, NoticeView, Outcome, VerifyView},
};

/// What is handed in, and where it goes.
#[derive(Debug, Clone, serde::Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct ExportBundle {
    /// A folder that does not exist yet, or a file name for a zip.
    pub out: String,
    pub zip: bool,
    /// Ids of the inovasi to hand in; all when empty.
    pub only: Vec<String>,
    /// Date written into the bundle, ISO; today when absent.
    pub date: Option<String>,
}

/// The files of blobs, known before the lock on the registry is let go.
pub(crate) struct BlobFiles(BTreeMap<BlobHash, PathBuf>);

impl BlobFiles {
    pub(crate) fn new(store: &Store, blobs: &[BlobRef]) -> Self {
        Self(blobs.iter().map(|it| (it.sha256.clone(), store.blob_path(it))).collect())
    }
}

impl BlobSource for BlobFiles {
    fn open(&self, sha256: &BlobHash) -> io::Result<Box<dyn Read + '_>> {
        let path = self.0.get(sha256).ok_or(io::ErrorKind::NotFound)?;
        Ok(Box::new(File::open(path)?))
    }
}

impl From<bundle::Error> for Error {
    fn from(error: bundle::Error) -> Self {
        Self::of_exchange(error.kind(), error.reason(), error.args())
    }
}

impl From<verify::Error> for Error {
    fn from(error: verify::Error) -> Self {
        Self::of_exchange(error.kind(), error.reason(), error.args())
    }
}

/// Writes the submission bundle: complete, or not at all. Gaps are listed in
/// it; they do not stop it.
///
/// # Errors
/// An inovasi is unknown; the target exists or cannot be written; the disk is
/// full; the bytes of a bukti have changed; `watch` stopped it.
pub(crate) fn export_bundle(core: &Core, req: &ExportBundle, watch: &mut dyn Watch) -> Result<Outcome<BundleReceipt>> {
    let out = PathBuf::from(req.out.trim());
    if req.out.trim().is_empty() {
        return Err(Error::invalid("path_empty"));
    }
    let date = match &req.date {
        None => today(core.env.now_ms()),
        Some(text) => text.parse::<NaiveDate>().map_err(|_| Error::invalid("date_unreadable").arg("text", text))?,
    };
    let instrument = core.current_instrument()?;
    let only: Vec<_> = req.only.iter().map(|it| lookup::find_inovasi(core, it)).collect::<Result<_>>()?;
    let wanted = |entry: &Entry| only.is_empty() || only.contains(&entry.id);

    // The lock is held only while the dossier is frozen.
    let (dossier, findings, blobs) = core.read(|reader| {
        for id in &only {
            lookup::known(reader, *id)?;
        }
        let (dossier, findings) = dossier(core, reader, &instrument, wanted)?;
        Ok((dossier, findings, BlobFiles::new(&core.store, &reader.blobs()?)))
    })?;
    let sink: Box<dyn Sink> = if req.zip {
        Box::new(ZipSink::new(&out).map_err(|error| sink_error(&out, &error))?)
    } else {
        Box::new(FolderSink::new(&out).map_err(|error| sink_error(&out, &error))?)
    };
    let urusan = core.library.vocabulary.list_of(Field::UrusanUtama);
    let nama_urusan =
        urusan.map(|it| it.option.iter().map(|it| (it.id.clone(), it.nama.clone())).collect()).unwrap_or_default();
    let options = BundleOptions { date, nama_urusan };
    let receipt = write_bundle(&dossier, &options, &blobs, sink, watch)?;
    let n_blocking = findings.iter().filter(|it| it.severity == Severity::Blocking).count();
    Ok(Outcome {
        view: BundleReceipt {
            path: out.display().to_string(),
            n_inovasi: count(dossier.inovasi.len()),
            n_file: count(receipt.n_file),
            size: receipt.size as f64,
            fingerprint: receipt.fingerprint.to_string(),
            n_blocking: count(n_blocking),
        },
        touched: Vec::new(),
        findings,
    })
}

/// Proves a bundle, or any other BagIt bag.
///
/// # Errors
/// The path cannot be read or is no bag at all. A bag that is not valid is an
/// answer, not an error.
pub(crate) fn verify_bundle(path: &Path, watch: &mut dyn Watch) -> Result<VerifyView> {
    let verdict = verify::verify(path, watch)?;
    let notices = |list: Vec<verify::BagRemark>| {
        list.into_iter()
            .map(|it| NoticeView {
                code: format!("bag_{}", it.reason),
                args: it.args.iter().map(|(name, value)| arg(name, value)).collect(),
            })
            .collect()
    };
    Ok(VerifyView {
        valid: verdict.valid,
        version: verdict.version,
        algorithms: verdict.algorithms,
        n_file: count(verdict.n_file),
        size: verdict.size as f64,
        faults: notices(verdict.faults),
        remarks: notices(verdict.remarks),
    })
}

/// Freezes the registry as exporters see it, with the findings it contains.
fn dossier(
    core: &Core,
    reader: &Reader<'_>,
    instrument: &std::sync::Arc<Instrument>,
    wanted: impl Fn(&Entry) -> bool,
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
    for entry in &entries {
        let record = lookup::known(reader, entry.id)?;
        let found = finding::of_inovasi(reader, &record, instrument, &surroundings)?;
        let views = finding::views(found, Some(&entry.nama), instrument).0;
        list.push(DossierInovasi {
            id: entry.id,
            nama: entry.nama.clone(),
            profile: dossier_fields(core, reader, &record, instrument)?,
            answers: dossier_answers(reader, Subject::Inovasi(entry.id), instrument, &entry.answers)?,
            claimed: skor_of(instrument, AnsweredBy::of(Subject::Inovasi(entry.id)), &entry.answers, Basis::Claimed),
            supported: skor_of(
                instrument,
                AnsweredBy::of(Subject::Inovasi(entry.id)),
                &entry.answers,
                Basis::Supported,
            ),
            verified: skor_of(instrument, AnsweredBy::of(Subject::Inovasi(entry.id)), &entry.answers, Basis::Verified),
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
        claimed,
        daerah: dossier_answers(reader, Subject::Daerah, instrument, &daerah)?,
        inovasi: list,
        findings: region.iter().map(|it| dossier_finding(it, instrument)).collect(),
    };
    Ok((dossier, all))
}

/// The fields that the year's form asks for, in its order and words, and then
/// whatever else is filled in.
fn dossier_fields(
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
    let filled = |field: &Field| record.profile.contains_key(field) || record.members.contains_key(field);
    let others = FIELDS.iter().filter(|it| instrument.profil.isian(**it).is_none() && filled(it));
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
            DossierField {
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
    Ok(instrument
        .indikator_of(AnsweredBy::of(subject))
        .map(|it| {
            let answer: Option<&Answer> = answers.get(&it.id);
            let skor = |basis: Basis| it.skor(answer.map_or(0, |it| basis.parameter(it)));
            let choice = answer.map(|it| it.choice.clone());
            let mut citation = citations.remove(&it.id).unwrap_or_default();
            citation.retain(|it| choice.as_ref().is_some_and(|choice| it.tells_of(choice)));
            DossierAnswer {
                indikator: it.id.clone(),
                choice,
                citation,
                claimed: skor(Basis::Claimed),
                supported: skor(Basis::Supported),
                verified: skor(Basis::Verified),
                bukti: links
                    .iter()
                    .filter(|link| link.indikator == it.id)
                    .map(|link| DossierBukti {
                        id: link.bukti.id.to_string(),
                        sha256: link.bukti.sha256.as_ref().map_or_else(String::new, ToString::to_string),
                        size: link.bukti.size,
                        nama_berkas: link.bukti.nama_berkas.clone(),
                        nomor: link.bukti.nomor.clone(),
                        tanggal: link.bukti.tanggal.clone(),
                        tentang: link.bukti.tentang.clone(),
                        pages: Some(link.pages.clone()).filter(|it| !it.is_empty()),
                        present: link.bukti.present,
                    })
                    .collect(),
            }
        })
        .collect())
}

/// A finding in Indonesian, for the gap list.
fn dossier_finding(it: &FindingView, instrument: &Instrument) -> DossierFinding {
    let args: Vec<(&str, String)> = it.args.iter().map(|it| (it.name.as_str(), it.value.clone())).collect();
    DossierFinding {
        code: it.code,
        severity: it.severity,
        about: it
            .about
            .as_ref()
            .map(|about| instrument.indikator(about).map_or_else(|| about.clone(), |it| it.code.clone())),
        text: sentence(&format!("finding.{}", it.code), &args, Language::Id),
    }
}
