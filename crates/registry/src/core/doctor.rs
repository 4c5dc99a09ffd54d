//! The health of a registry: rows, files and history against each other.

use domain::core::{notice::NoticeCode, number::count};

use crate::{
    core::{
        error::Result,
        open::arg,
        progress::{Watch, WorkStep},
        registry::Core,
    },
    view::{DoctorView, NoticeView},
};

/// Most problems of one kind that are listed.
const LISTED: usize = 50;

/// Checks everything, reading every byte of every bukti once. Nothing is
/// mended or deleted.
///
/// # Errors
/// The database cannot be read at all.
pub(crate) fn run_doctor(core: &Core, watch: &mut dyn Watch) -> Result<DoctorView> {
    let check = core.store.check(&mut |done| watch.step(WorkStep::Hashing, "", done, 0))?;
    let healthy = check.is_healthy();
    let list = |code: NoticeCode, items: &[String]| -> Vec<NoticeView> {
        items.iter().take(LISTED).map(|it| NoticeView { code, args: vec![arg("what", it)] }).collect()
    };
    let problems = [
        list(NoticeCode::DoctorDatabase, &check.database),
        list(NoticeCode::DoctorDangling, &check.dangling),
        list(NoticeCode::DoctorHistory, &check.history),
        list(NoticeCode::DoctorSearch, &check.search),
        list(NoticeCode::DoctorBlobMissing, &check.missing),
        list(NoticeCode::DoctorBlobChanged, &check.changed),
    ]
    .concat();
    let unknown: Vec<String> = check.unknown.iter().map(|it| it.display().to_string()).collect();
    let mut remarks = list(NoticeCode::DoctorFileUnknown, &unknown);
    let backups = core.store.backups();
    remarks.push(match backups.first() {
        Some(newest) => {
            NoticeView { code: NoticeCode::DoctorBackup, args: vec![arg("n", backups.len()), arg("newest", newest)] }
        }
        None => NoticeView { code: NoticeCode::DoctorNoBackup, args: Vec::new() },
    });
    core.read(|reader| {
        Ok(DoctorView {
            healthy,
            n_change: reader.count_changes()?,
            n_inovasi: reader.count_inovasi()?,
            n_bukti: reader.count_bukti()?,
            n_blob: count(reader.blobs()?.len()),
            problems,
            remarks,
        })
    })
}
