//! Putting a backup back: one act of history that writes what stood then over what
//! stands now. Nothing is lost: undo takes it back whole, and other laptops get it as
//! they get any act.

use std::collections::BTreeSet;

use domain::{
    core::{id::Subject, number::count},
    merge::change::FieldKey,
};
use store::Backup;

use crate::{
    core::{
        backup::{Due, back_up_if_due},
        error::Result,
        gate::Origin,
        lookup::subject_nama,
        op::Op,
        pen::Pen,
        progress::{Watch, WorkStep, step},
        registry::Core,
    },
    merge::backup::find_sound,
    show::finding::{Findings, outcome},
    view::{BackupRestoredView, Outcome},
};

/// Writes what a backup shows over what is shown today, in one act.
///
/// # Errors
/// There is no such backup, or it is damaged; what stands today cannot be backed up
/// first; it was called off. Nothing is changed then.
pub(crate) fn restore_backup(core: &Core, name: &str, watch: &mut dyn Watch) -> Result<Outcome<BackupRestoredView>> {
    let file = find_sound(core, name)?;
    let backup = Backup::open(&file.path)?;
    // What stands today is as good as what is put back.
    back_up_if_due(core, Due::News)?;
    core.store.take_bytes_of(&file.path, &mut |done, total| watch.step(WorkStep::Reading, "", done, total))?;
    let view = core.write(Op::RestoreBackup, |pen| {
        pen.know_blobs_of(&backup)?;
        let subjects = pen.differing_subjects(&backup)?;
        let mut inovasi = BTreeSet::new();
        let mut n_field = 0;
        for (at, key) in subjects.iter().enumerate() {
            // Of whom only a newer program knows, nothing can be said here.
            let Ok(subject) = key.parse() else { continue };
            step(watch, WorkStep::Writing, &subject_nama(pen, subject)?.unwrap_or_default(), at, subjects.len())?;
            let n = put_back(pen, &backup, subject)?;
            n_field += n;
            if n > 0 && matches!(subject, Subject::Inovasi(_)) {
                inovasi.insert(subject);
            }
        }
        Ok(BackupRestoredView { name: name.to_owned(), n_inovasi: count(inovasi.len()), n_field })
    })?;
    Ok(outcome(Op::RestoreBackup, view, Findings::default()))
}

fn put_back(pen: &mut Pen<'_, '_>, backup: &Backup, subject: Subject) -> Result<u32> {
    let fields = pen.difference(backup, &subject.to_string())?;
    for it in &fields {
        match (&it.field, &it.there) {
            (FieldKey::Removed, Some(_)) => pen.remove(subject)?,
            (FieldKey::Removed, None) => pen.restore(subject)?,
            (field, value) => drop(pen.put_from(Origin::Backup, subject, field, value.as_deref())?),
        }
    }
    Ok(count(fields.len()))
}
