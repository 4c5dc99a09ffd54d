//! What a person does with bukti: attach, describe, use again, take away, open.

use std::{
    fs::File,
    path::{Path, PathBuf},
};

use domain::{
    assessment::instrument::{AnsweredBy, Instrument},
    bukti::ending_of,
    core::{
        finding::{Finding, bytes_known, bytes_mended},
        id::{BuktiId, IndikatorName, InstrumentId, Subject},
    },
    inovasi::profile::without_invisible,
    merge::change::FieldKey,
};
use store::{BlobPut, Reader};

use crate::{
    bukti::steady::put_steady,
    core::{
        error::{Error, Reason, Result},
        gate::{FieldGate, Origin},
        lookup,
        op::Op,
        pen::Pen,
        progress::{Watch, WorkStep},
        registry::Core,
    },
    show::{
        assessment::redraw,
        finding::{self, outcome},
    },
    view::{AssessmentView, Outcome},
};

/// Which answer is meant.
#[derive(Debug, Clone, serde::Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct AnswerKey {
    /// `daerah` or `inovasi:<uuid>`.
    pub subject: Subject,
    /// Id of the instrument that is answered under.
    pub instrument: InstrumentId,
    /// Id or code.
    pub indikator: IndikatorName,
}

/// Number, date, subject and pages, where they are known when attaching.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct BuktiFacts {
    /// Number of the document, such as `188.4/12/2026`.
    pub nomor: Option<String>,
    /// Date of the document in any form that is read; kept in ISO, possibly without
    /// day or month.
    pub tanggal: Option<String>,
    /// What the document is about, as its own heading says.
    pub tentang: Option<String>,
    /// What kind of document it is: id, official name or a known spelling of the list
    /// `jenis_dokumen`.
    pub jenis_dokumen: Option<String>,
    /// Which pages of the file support the answer, such as `3-5`.
    pub pages: Option<String>,
}

impl BuktiFacts {
    /// What is known of the document; a blank is not said.
    fn fields(&self) -> impl Iterator<Item = (FieldKey, Option<&str>)> {
        let all = [
            (FieldKey::Nomor, &self.nomor),
            (FieldKey::Tanggal, &self.tanggal),
            (FieldKey::Tentang, &self.tentang),
            (FieldKey::JenisDokumen, &self.jenis_dokumen),
        ];
        all.into_iter().map(|it| (it.0, it.1.as_deref())).filter(|it| it.1.is_some_and(|it| !it.trim().is_empty()))
    }
}

/// Longest file name kept, in characters: as long as any file system lets one be, so
/// that two names never become one.
const MAX_FILE_NAME: usize = 255;

/// What a file is called whose name nobody can see: a value in the officer's language,
/// as all names are.
const NAMELESS: &str = "tanpa nama";

/// An answer found: its subject, its instrument, and the indikator's id.
pub(super) struct FoundAnswer {
    pub(super) subject: Subject,
    pub(super) instrument: std::sync::Arc<Instrument>,
    /// Empty when the whole worksheet is meant.
    pub(super) indikator: String,
}

impl FoundAnswer {
    pub(super) fn target(&self) -> Target<'_> {
        Target { subject: self.subject, indikator: &self.indikator, instrument: &self.instrument.id }
    }
}

/// What a bukti can serve, with the instrument whose worksheet is before the officer.
pub(crate) struct Target<'a> {
    pub subject: Subject,
    pub indikator: &'a str,
    pub instrument: &'a str,
}

impl Target<'_> {
    /// Whether a bukti with these facts could serve it.
    fn look(&self, core: &Core, reader: &Reader<'_>, facts: &BuktiFacts) -> Result<()> {
        let (mut gate, bukti) = (FieldGate::new(core), BuktiId(uuid::Uuid::nil()));
        for (field, value) in facts.fields() {
            gate.check(reader, Origin::Person, Subject::Bukti(bukti), &field, value)?;
        }
        let link = FieldKey::Link { subject: self.subject, indikator: self.indikator.into() };
        gate.check_link(reader, self.instrument, (bukti, &link), facts.pages.as_deref()).map(drop)
    }

    /// Lets a bukti serve it, or takes it away.
    pub(crate) fn link(&self, pen: &mut Pen<'_, '_>, bukti: BuktiId, pages: Option<&str>) -> Result<()> {
        let link = FieldKey::Link { subject: self.subject, indikator: self.indikator.into() };
        pen.link(self.instrument, bukti, &link, pages)?;
        Ok(())
    }
}

/// Attaches files to one answer: all of them, or none. A file that this
/// subject already has is not stored again; the bukti serves one more answer.
///
/// # Errors
/// The answer does not exist; a file is missing, a folder, empty or
/// unreadable; the disk is full; `watch` stopped it.
pub(crate) fn attach_bukti(
    core: &Core,
    key: &AnswerKey,
    paths: &[PathBuf],
    facts: &BuktiFacts,
    watch: &mut dyn Watch,
) -> Result<Outcome<AssessmentView>> {
    let found = find_answer(core, key)?;
    let target = found.target();
    if let Subject::Inovasi(id) = found.subject {
        core.read(|reader| lookup::known(reader, id))?;
    }
    let ((view, findings), told) =
        attach_with(core, Op::AttachBukti, &target, paths, facts, watch, |pen| shown(pen, &found))?;
    let findings = told.into_iter().chain(findings).collect();
    Ok(outcome(Op::AttachBukti, view, finding::views(findings, None, &found.instrument)))
}

/// Attaches files to whatever a link can name, without further facts. Tells beside
/// what is shown what became of the files.
pub(crate) fn attach_to<T>(
    core: &Core,
    op: Op,
    target: &Target<'_>,
    paths: &[PathBuf],
    watch: &mut dyn Watch,
    show: impl FnOnce(&mut Pen<'_, '_>) -> Result<T>,
) -> Result<(T, Vec<Finding>)> {
    attach_with(core, op, target, paths, &BuktiFacts::default(), watch, show)
}

fn attach_with<T>(
    core: &Core,
    op: Op,
    target: &Target<'_>,
    paths: &[PathBuf],
    facts: &BuktiFacts,
    watch: &mut dyn Watch,
    show: impl FnOnce(&mut Pen<'_, '_>) -> Result<T>,
) -> Result<(T, Vec<Finding>)> {
    // Everything is looked at before the first byte is copied.
    core.read(|reader| target.look(core, reader, facts))?;
    let mut total = 0;
    for path in paths {
        total += check_file(path)?;
    }
    let mut puts = Vec::new();
    let stored = put_files(core, paths, total, watch, &mut puts);
    let written = stored.and_then(|()| {
        core.write(op, |pen| {
            if let Subject::Inovasi(id) = target.subject {
                lookup::editable(pen, id)?;
            }
            let mut told = Vec::new();
            for (path, put) in paths.iter().zip(&puts) {
                told.extend(link_put(core, pen, target, path, put, facts)?);
            }
            Ok((show(pen)?, told))
        })
    });
    if written.is_err() {
        // Bytes that never became bukti take no room.
        for put in &puts {
            core.store.forget_put(put);
        }
    }
    written
}

fn put_files(core: &Core, paths: &[PathBuf], total: u64, watch: &mut dyn Watch, puts: &mut Vec<BlobPut>) -> Result<()> {
    let mut before = 0;
    for path in paths {
        let nama = file_name(path);
        let mut goes_on = |done| watch.step(WorkStep::Reading, &nama, before + done, total);
        let put = put_steady(core, path, &nama, &mut goes_on)?;
        before += put.blob.size;
        puts.push(put);
    }
    Ok(())
}

fn link_put(
    core: &Core,
    pen: &mut Pen<'_, '_>,
    target: &Target<'_>,
    path: &Path,
    put: &BlobPut,
    facts: &BuktiFacts,
) -> Result<Vec<Finding>> {
    pen.know_blob(put)?;
    let nama = file_name(path);
    let mut told = Vec::new();
    if put.mended {
        told.push(bytes_mended(target.subject, target.indikator, &nama));
    }
    let known = pen.bukti_with_bytes(target.subject, &put.blob.sha256)?;
    let id = known.unwrap_or_else(|| BuktiId(core.env.fresh_id()));
    let subject = Subject::Bukti(id);
    if known.is_none() {
        pen.put(subject, &FieldKey::Blob, Some(&put.blob.to_string()))?;
        pen.put(subject, &FieldKey::NamaBerkas, Some(&nama))?;
    } else if let Some(other) = pen.bukti(id)?.filter(|it| it.nama_berkas != nama) {
        told.push(bytes_known(target.subject, target.indikator, &nama, &other.nama_berkas));
    }
    for (field, value) in facts.fields() {
        pen.put(subject, &field, value)?;
    }
    target.link(pen, id, Some(facts.pages.as_deref().unwrap_or("")))?;
    Ok(told)
}

pub(super) fn bukti_act(
    core: &Core,
    op: Op,
    found: &FoundAnswer,
    id: BuktiId,
    act: impl FnOnce(&mut Pen<'_, '_>) -> Result<()>,
) -> Result<Outcome<AssessmentView>> {
    let (view, findings) = core.write(op, |pen| {
        if let Subject::Inovasi(id) = found.subject {
            lookup::editable(pen, id)?;
        }
        pen.bukti(id)?.ok_or_else(|| Error::not_found(Reason::BuktiMissing).arg("id", id))?;
        act(pen)?;
        shown(pen, found)
    })?;
    Ok(outcome(op, view, finding::views(findings, None, &found.instrument)))
}

pub(super) fn find_answer(core: &Core, key: &AnswerKey) -> Result<FoundAnswer> {
    let instrument = core.instrument(&key.instrument)?;
    let subject = lookup::answering(key.subject)?;
    let of_profile = |it: &&domain::assessment::instrument::profil::Berkas| it.id == key.indikator.trim();
    if let (Subject::Inovasi(_), Some(it)) = (subject, instrument.profil.berkas.iter().find(of_profile)) {
        return Ok(FoundAnswer { subject, indikator: it.id.clone(), instrument: instrument.clone() });
    }
    let indikator = instrument.find_indikator(AnsweredBy::of(subject), &key.indikator)?.id.to_string();
    Ok(FoundAnswer { subject, instrument, indikator })
}

pub(super) fn shown(
    reader: &Reader<'_>,
    found: &FoundAnswer,
) -> Result<(AssessmentView, Vec<domain::core::finding::Finding>)> {
    redraw(reader, found.subject, &found.instrument)
}

/// Size of a file that can be taken in, in bytes: folders, pipes, devices and empty files
/// are refused before they are opened.
///
/// # Errors
/// It is none, or it cannot be opened.
pub(crate) fn check_file(path: &Path) -> Result<u64> {
    let meta = std::fs::metadata(path).map_err(|error| Error::file(path, &error))?;
    let refuse = |reason| Err(Error::invalid(reason).arg("path", path.display()).arg("cause", ""));
    if meta.is_dir() {
        return refuse(Reason::FileIsFolder);
    }
    if !meta.is_file() {
        return refuse(Reason::FileSpecial);
    }
    if meta.len() == 0 {
        return refuse(Reason::FileEmpty);
    }
    File::open(path).map_err(|error| Error::file(path, &error))?;
    Ok(meta.len())
}

/// The name of a file as it is kept: invisible and control characters gone, an
/// endless name cut before its ending.
fn file_name(path: &Path) -> String {
    let own = path.file_name().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
    let seen: String = own.chars().filter(|it| !it.is_control()).collect();
    let name = without_invisible(&seen);
    let ending = ending_of(&name);
    let dot = if ending.is_empty() { "" } else { "." };
    // Nobody could point at a file without a name; one that is only an ending is seen.
    let seen = name.rsplit_once('.').map_or(name.as_str(), |it| it.0);
    if seen.trim().is_empty() && (name != own || name.trim().is_empty()) {
        return format!("{NAMELESS}{dot}{ending}");
    }
    if name.chars().count() <= MAX_FILE_NAME {
        return name;
    }
    let kept: String = name.chars().take(MAX_FILE_NAME - ending.len() - 1).collect();
    if ending.is_empty() { kept } else { format!("{kept}.{ending}") }
}
