//! Looking into a backup: what is in it, and what would change if it were put back.

use domain::{
    core::{id::Subject, number::count},
    inovasi::profile::Field,
    merge::change::FieldKey,
};
use store::{Backup, DifferingField, Reader};

use crate::{
    core::{error::Result, registry::Core},
    merge::backup::{find_sound, list::backup_view},
    view::{BACKUP_SHOWN, BackupDifferenceView, BackupEffect, BackupLookView, NamedView},
};

/// What a backup holds, and in what it differs from today.
///
/// # Errors
/// There is no such backup, or it is damaged.
pub(crate) fn look_into_backup(core: &Core, name: &str) -> Result<BackupLookView> {
    let file = find_sound(core, name)?;
    let backup = Backup::open(&file.path)?;
    let inovasi = backup.inovasi(count(BACKUP_SHOWN))?.into_iter().map(|(id, nama)| NamedView { id, nama });
    core.read(|reader| {
        let mut view = BackupLookView {
            backup: backup_view(core, &file, &reader.extent()?),
            inovasi: inovasi.collect(),
            differing: Vec::new(),
            n_differing: 0,
            n_field: 0,
            n_daerah: 0,
            n_bukti: 0,
        };
        for key in reader.differing_subjects(&backup)? {
            let fields = reader.difference(&backup, &key)?;
            let Some(n_field) = Some(count(fields.len())).filter(|it: &u32| *it > 0) else { continue };
            view.n_field += n_field;
            match key.parse() {
                Ok(subject @ Subject::Inovasi(id)) => {
                    view.n_differing += 1;
                    if view.differing.len() < BACKUP_SHOWN {
                        let nama = nama(reader, &backup, subject)?;
                        view.differing.push(BackupDifferenceView { id, nama, effect: effect(&fields), n_field });
                    }
                }
                Ok(Subject::Bukti(_)) => view.n_bukti += 1,
                Ok(Subject::Daerah) => view.n_daerah += n_field,
                _ => {}
            }
        }
        Ok(view)
    })
}

fn effect(fields: &[DifferingField]) -> BackupEffect {
    match fields.iter().find(|it| it.field == FieldKey::Removed) {
        Some(it) if it.there.is_some() => BackupEffect::Goes,
        Some(_) => BackupEffect::ComesBack,
        None if fields.iter().all(|it| it.here.is_none()) && is_named(fields) => BackupEffect::ComesBack,
        None => BackupEffect::Changes,
    }
}

/// Whether not even a name stands here: it is not known.
fn is_named(fields: &[DifferingField]) -> bool {
    fields.iter().any(|it| it.field == FieldKey::Profile(Field::Nama))
}

fn nama(reader: &Reader<'_>, backup: &Backup, subject: Subject) -> Result<String> {
    let key = FieldKey::Profile(Field::Nama);
    let here = reader.heads_of_field(subject, &key)?.pop().flatten();
    let there = || Ok::<_, crate::Error>(backup.reader().heads_of_field(subject, &key)?.pop().flatten());
    Ok(match here {
        Some(nama) => nama,
        None => there()?.unwrap_or_default(),
    })
}
