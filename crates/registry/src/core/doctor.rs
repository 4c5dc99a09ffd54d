//! The health of a registry: rows, files and history against each other.

use domain::core::number::count;

use crate::{
    core::{
        backup,
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
    let list = |code: &str, items: &[String]| -> Vec<NoticeView> {
        items.iter().take(LISTED).map(|it| NoticeView { code: code.to_owned(), args: vec![arg("what", it)] }).collect()
    };
    let problems = [
        list("doctor_database", &check.database),
        list("doctor_dangling", &check.dangling),
        list("doctor_history", &check.history),
        list("doctor_search", &check.search),
        list("doctor_blob_missing", &check.missing),
        list("doctor_blob_changed", &check.changed),
    ]
    .concat();
    let unknown: Vec<String> = check.unknown.iter().map(|it| it.display().to_string()).collect();
    let mut remarks = list("doctor_file_unknown", &unknown);
    let backups = core.store.backups();
    let news = core.store.news(&backups, |it| backup::is_sound(core, it))?;
    remarks.push(if backups.is_empty() {
        NoticeView { code: "doctor_no_backup".into(), args: Vec::new() }
    } else {
        NoticeView { code: "doctor_backup".into(), args: vec![arg("n", backups.len()), arg("n_act", news.n_act)] }
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
