//! A snapshot beside today, or beside another one: what each field said then and says now.

use std::collections::BTreeMap;

use domain::{
    core::{
        id::{SnapshotId, Subject},
        number::count,
    },
    inovasi::profile::Field,
    merge::change::FieldKey,
};
use exchange::submission::snapshot::SnapshotStanding;
use store::{Backup, DifferingField, Reader};

use super::{freeze::standing_of, look::open_snapshot};
use crate::{
    core::{
        env::rfc3339,
        error::{Error, Result},
        lookup::subject_nama,
        progress::Watch,
        registry::{Core, LookedInto},
        rules::pack_in_words,
    },
    show::said::{in_words_of, label, said, said_of_bukti},
    view::{
        SnapshotCompareView, SnapshotDifference, SnapshotEffect, SnapshotGroup, SnapshotSide, SnapshotStandingView,
    },
};

/// Most fields that are told; the counts tell the rest.
const SHOWN: usize = 2000;

/// Compares a snapshot with today, or with another one.
///
/// # Errors
/// As opening a snapshot.
pub(crate) fn compare_snapshots(
    core: &Core,
    before: SnapshotId,
    after: Option<SnapshotId>,
    watch: &mut dyn Watch,
) -> Result<SnapshotCompareView> {
    let then = open_snapshot(core, before, watch)?;
    let other = after.map(|id| open_snapshot(core, id, watch)).transpose()?;
    let now = other.as_ref().map_or(core, |it| &it.core);
    let instrument = now.instrument(&then.facts.instrument);
    let standing = match (&other, instrument) {
        (Some(other), _) => other.facts.standing.clone(),
        (None, Ok(instrument)) => standing_of(now, &instrument.id)?.0,
        // Its rules are gone: there is nothing to reckon today by.
        (None, Err(_)) => BTreeMap::new(),
    };
    let backup = Backup::open(then.core.store.database())?;
    let mut told = Gathering { core: now, backup: &backup, groups: BTreeMap::new() };
    now.read(|reader| told.read(reader))?;
    let mut groups: Vec<SnapshotGroup> = told.groups.into_values().collect();
    groups.sort_by_cached_key(|it| (it.subject != Subject::Daerah, it.nama.to_lowercase()));
    let n_group = count(groups.len());
    let n_field = count(groups.iter().map(|it| it.differences.len().max(1)).sum::<usize>());
    let mut left = SHOWN;
    groups.retain_mut(|it| {
        let fits = left > 0;
        it.differences.truncate(left);
        left = left.saturating_sub(it.differences.len().max(1));
        fits
    });
    Ok(SnapshotCompareView {
        before: side(&then.core, &then.facts.standing),
        after: side(now, &standing),
        n_group,
        n_field,
        groups,
    })
}

fn side(core: &Core, standing: &BTreeMap<String, SnapshotStanding>) -> SnapshotSide {
    let looked_at = core.looked_at.as_ref();
    SnapshotSide {
        id: looked_at.and_then(|it| match it.into {
            LookedInto::Snapshot(id) => Some(id),
            LookedInto::Bundle(_) => None,
        }),
        nama: looked_at.map_or_else(String::new, |it| it.nama.clone()),
        at: rfc3339(core.env.now_ms()),
        standing: standing
            .iter()
            .filter_map(|(basis, it)| {
                let basis = domain::assessment::score::Basis::by_name(basis)?;
                Some(SnapshotStandingView { basis, iid: it.iid.clone(), predikat: it.predikat.clone() })
            })
            .collect(),
    }
}

struct Gathering<'a> {
    core: &'a Core,
    backup: &'a Backup,
    groups: BTreeMap<Subject, SnapshotGroup>,
}

impl Gathering<'_> {
    fn read(&mut self, reader: &Reader<'_>) -> Result<()> {
        for key in reader.differing_subjects(self.backup)? {
            // A snapshot kept since is no difference in what is handed in.
            let Ok(subject) = key.parse() else { continue };
            if matches!(subject, Subject::Snapshot(_)) {
                continue;
            }
            let fields = reader.difference(self.backup, &key)?;
            if !fields.is_empty() {
                self.tell(reader, subject, &fields)?;
            }
        }
        Ok(())
    }

    fn tell(&mut self, reader: &Reader<'_>, subject: Subject, fields: &[DifferingField]) -> Result<()> {
        let then = self.backup.reader();
        let (of, berkas) = match subject {
            Subject::Bukti(id) => {
                let served = reader.served_by(id)?.into_iter().chain(then.served_by(id)?).map(|it| it.0);
                let named = self.nama(reader, subject)?;
                // One that serves nobody is the region's.
                (served.min().unwrap_or(Subject::Daerah), Some(named))
            }
            other => (other, None),
        };
        let nama = self.nama(reader, of)?;
        let group = self.groups.entry(of).or_insert_with(|| SnapshotGroup {
            subject: of,
            nama,
            effect: SnapshotEffect::Changed,
            differences: Vec::new(),
        });
        if berkas.is_none() {
            group.effect = effect(fields);
        }
        let instrument = self.core.current_instrument_in(reader)?;
        let vocabulary = &self.core.library.vocabulary;
        for it in fields {
            if matches!(it.field, FieldKey::Blob) || (it.field == FieldKey::Removed && berkas.is_none()) {
                continue;
            }
            let field = it.field.to_string();
            let words = |reader: &Reader<'_>, value: &Option<String>| {
                let value = pack_in_words(&field, value.clone());
                value.map(|value| in_words_of(vocabulary, reader, &it.field, &value)).transpose()
            };
            let sentence = |value: &Option<String>| match &berkas {
                Some(nama) => value.as_deref().and_then(|value| said_of_bukti(&field, nama, Some(value))),
                None => value.as_deref().and_then(|value| said(&field, value)),
            };
            group.differences.push(SnapshotDifference {
                label: label(vocabulary, &field, &instrument),
                berkas: berkas.clone(),
                before: words(&then, &it.there)?,
                after: words(reader, &it.here)?,
                before_said: sentence(&it.there),
                after_said: sentence(&it.here),
                field: field.clone(),
            });
        }
        Ok(())
    }

    /// As it is called now, or then where it is not known now.
    fn nama(&self, reader: &Reader<'_>, subject: Subject) -> Result<String> {
        if let Some(nama) = subject_nama(reader, subject)?.filter(|it| !it.is_empty()) {
            return Ok(nama);
        }
        let key = match subject {
            Subject::Bukti(_) => FieldKey::NamaBerkas,
            _ => FieldKey::Profile(Field::Nama),
        };
        let there = self.backup.reader().heads_of_field(subject, &key).map_err(Error::from)?;
        Ok(there.into_iter().next_back().flatten().unwrap_or_default())
    }
}

/// Whether whoever it is about was there on both sides.
fn effect(fields: &[DifferingField]) -> SnapshotEffect {
    let removal = fields.iter().find(|it| it.field == FieldKey::Removed);
    let named = || fields.iter().any(|it| it.field == FieldKey::Profile(Field::Nama));
    match removal {
        Some(it) if it.there.is_some() => SnapshotEffect::OnlyAfter,
        Some(_) => SnapshotEffect::OnlyBefore,
        None if named() && fields.iter().all(|it| it.here.is_none()) => SnapshotEffect::OnlyBefore,
        None => SnapshotEffect::Changed,
    }
}
