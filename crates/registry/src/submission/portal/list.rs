//! What is entered into the portal, of all and of one subject, and how far that is.

use std::{collections::BTreeMap, sync::Arc};

use domain::{
    assessment::{
        instrument::{AnsweredBy, Confidence, Instrument},
        limit::Limit,
    },
    core::id::{BuktiId, IndikatorId, Subject},
    inovasi::{profile::Profile, usulan::is_proposed},
    merge::change::FieldKey,
    submission::portal::{PortalEntry, PortalFile, PortalMark, PortalSource, PortalState, PortalValue},
};
use store::{LinkRecord, Reader};

use super::digest_of;
use crate::{
    core::{env::rfc3339, error::Result, lookup, registry::Core},
    view::{PortalCounts, PortalEntryView, PortalLineView, PortalSubjectView, PortalView},
};

/// What is entered of one subject.
pub(super) struct Portal {
    pub subject: Subject,
    pub instrument: Arc<Instrument>,
    pub entries: Vec<PortalEntry>,
    nama: String,
    marks: BTreeMap<String, PortalMark>,
}

/// How far everything is that is proposed, by name; the region's own answers first.
///
/// # Errors
/// The database cannot be read.
pub(crate) fn show_portal(core: &Core) -> Result<PortalView> {
    core.read(|reader| {
        let instrument = core.current_instrument_in(reader)?;
        let mut turns = reader.portal_turns(&instrument.id)?;
        let mut lines = Vec::new();
        let mut all = PortalCounts::default();
        for subject in subjects(reader, &instrument)? {
            let portal = Portal::read(core, reader, subject)?;
            let counts = portal.counts();
            all.add(&counts);
            lines.push(PortalLineView { subject, nama: portal.nama, turn: turns.remove(&subject), counts });
        }
        lines.sort_by_cached_key(|it| (it.subject != Subject::Daerah, it.nama.to_lowercase(), it.subject));
        let sent = reader.snapshots()?.iter().any(|it| it.is_sent_for(&instrument.id));
        Ok(PortalView {
            instrument: instrument.id.clone(),
            instrument_nama: instrument.nama.clone(),
            sent,
            counts: all,
            lines,
        })
    })
}

/// What is entered of one subject, in the portal's order.
///
/// # Errors
/// There is no such inovasi.
pub(crate) fn show_portal_subject(core: &Core, subject: Subject) -> Result<PortalSubjectView> {
    let subject = lookup::answering(subject)?;
    core.read(|reader| Portal::read(core, reader, subject)?.view(reader))
}

/// The region, and every inovasi that is proposed.
fn subjects(reader: &Reader<'_>, instrument: &Instrument) -> Result<Vec<Subject>> {
    let mut found = vec![Subject::Daerah];
    reader.all_facts(|it| -> Result<()> {
        let answered = it.choices.iter().any(|it| it.instrument == instrument.id);
        found.extend(is_proposed(&it.usulan, &instrument.id, answered).then_some(Subject::Inovasi(it.id)));
        Ok(())
    })?;
    Ok(found)
}

impl Portal {
    /// # Errors
    /// There is no such inovasi; the database cannot be read.
    pub(super) fn read(core: &Core, reader: &Reader<'_>, subject: Subject) -> Result<Self> {
        let instrument = core.current_instrument_in(reader)?;
        let marks = reader.portal_marks(subject, &instrument.id)?;
        let (profile, members) = match subject {
            Subject::Inovasi(id) => {
                let record = lookup::known(reader, id)?;
                (record.profile, record.members)
            }
            _ => (Profile::new(), BTreeMap::new()),
        };
        let choices = reader.choices(subject, &instrument.id)?;
        let files: Vec<PortalFile> = reader.links(subject)?.into_iter().map(file).collect();
        let source = PortalSource {
            instrument: &instrument,
            vocabulary: &core.library.vocabulary,
            who: AnsweredBy::of(subject),
            profile: &profile,
            members: &members,
            choices: &choices,
            files: &files,
            marks: &marks,
        };
        let entries = source.entries();
        let nama = match subject {
            Subject::Inovasi(_) => profile.get(&domain::inovasi::profile::Field::Nama).cloned().unwrap_or_default(),
            _ => reader.pemda()?.nama,
        };
        Ok(Self { subject, instrument, entries, nama, marks })
    }

    pub(super) fn state(&self, entry: &PortalEntry) -> PortalState {
        PortalEntry::state(self.marks.get(&entry.name), &digest_of(entry))
    }

    fn counts(&self) -> PortalCounts {
        let mut counts = PortalCounts::default();
        for it in &self.entries {
            counts.n_entry = counts.n_entry.saturating_add(1);
            let n = match self.state(it) {
                PortalState::Open => continue,
                PortalState::Entered => &mut counts.n_entered,
                PortalState::Changed => &mut counts.n_changed,
                PortalState::Skipped => &mut counts.n_skipped,
            };
            *n = n.saturating_add(1);
        }
        counts
    }

    pub(super) fn view(self, reader: &Reader<'_>) -> Result<PortalSubjectView> {
        let heads = reader.heads(self.subject)?.into_iter().map(|it| (it.field.clone(), it));
        let heads: BTreeMap<_, _> = heads.collect();
        let entries = self.entries.iter().map(|it| {
            let field = FieldKey::Portal { instrument: self.instrument.id.clone(), entry: it.name.clone() };
            let by = heads.get(&field.to_string()).filter(|it| it.value.is_some());
            let mut view = self.entry(it);
            view.person = by.map(|it| it.person.clone());
            view.at = by.map(|it| rfc3339(it.at));
            view
        });
        let mut turns = reader.portal_turns(&self.instrument.id)?;
        Ok(PortalSubjectView {
            entries: entries.collect(),
            subject: self.subject,
            turn: turns.remove(&self.subject),
            counts: self.counts(),
            nama: self.nama,
        })
    }

    fn entry(&self, it: &PortalEntry) -> PortalEntryView {
        let file = match &it.value {
            PortalValue::File(file) => Some(file),
            PortalValue::Text(_) => None,
        };
        let limit = it.under.as_deref().and_then(|it| self.limit(it));
        let over = file.zip(limit).and_then(|(file, limit)| limit.over(file.size));
        PortalEntryView {
            name: it.name.clone(),
            field: it.field,
            under: it.under.clone().map(IndikatorId::from),
            label: it.label.clone(),
            text: file.is_none().then(|| it.says().to_owned()),
            bukti: file.map(|it| it.bukti).or_else(|| bukti_in(&it.name)),
            nama_berkas: file.map(|it| it.nama_berkas.clone()),
            size: file.map(|it| it.size as f64),
            present: file.is_none_or(|it| it.present),
            maksimum_mb: limit.and_then(|it| it.maksimum_mb),
            wants_copy: file
                .zip(limit)
                .is_some_and(|(file, limit)| limit.wants_copy(&file.nama_berkas, file.content, file.size)),
            over: over.map(|it| it as f64),
            over_sure: limit.is_some_and(|it| it.size == Confidence::Confirmed),
            state: self.state(it),
            why: match self.marks.get(&it.name) {
                Some(PortalMark::Skipped(why)) => Some(why.clone()),
                _ => None,
            },
            digest: digest_of(it),
            person: None,
            at: None,
        }
    }

    fn limit(&self, under: &str) -> Option<Limit<'_>> {
        let berkas = || self.instrument.profil.berkas.iter().find(|it| it.id == under).map(|it| it.limit());
        self.instrument.indikator_by_id(under).map(|it| it.limit()).or_else(berkas)
    }
}

impl PortalCounts {
    fn add(&mut self, other: &Self) {
        self.n_entry = self.n_entry.saturating_add(other.n_entry);
        self.n_entered = self.n_entered.saturating_add(other.n_entered);
        self.n_changed = self.n_changed.saturating_add(other.n_changed);
        self.n_skipped = self.n_skipped.saturating_add(other.n_skipped);
    }
}

/// The bukti that an entry's name speaks of.
fn bukti_in(name: &str) -> Option<BuktiId> {
    name.split('/').nth(2)?.parse().ok()
}

fn file(link: LinkRecord) -> PortalFile {
    let it = link.bukti;
    PortalFile {
        bukti: it.id,
        indikator: link.indikator,
        nama_berkas: it.nama_berkas,
        size: it.size,
        sha256: it.sha256.map_or_else(String::new, |it| it.to_string()),
        present: it.present,
        content: it.content,
        nomor: it.nomor,
        tanggal: it.tanggal,
        tentang: it.tentang,
    }
}
