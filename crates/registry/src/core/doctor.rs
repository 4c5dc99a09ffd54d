//! The health of a registry: rows, files and history against each other.

use std::collections::BTreeSet;

use domain::core::number::count;

use crate::{
    core::{
        env::rfc3339,
        error::Result,
        lookup::subject_nama,
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
    let (acts, shown) = core.read(|reader| {
        let nama = |subject: &str| subject_nama(reader, subject).map(Option::unwrap_or_default);
        let acts = check.acts.iter().take(LISTED).map(|it| {
            let args = vec![arg("what", nama(&it.subject)?), arg("person", &it.person), arg("at", rfc3339(it.at))];
            Ok(NoticeView { code: "doctor_act".into(), args })
        });
        let shown: BTreeSet<&str> = check.shown.iter().map(|it| it.subject.as_str()).collect();
        let shown = shown
            .into_iter()
            .take(LISTED)
            .map(|it| Ok(NoticeView { code: "doctor_shown".into(), args: vec![arg("what", nama(it)?)] }));
        Ok((acts.collect::<Result<Vec<_>>>()?, shown.collect::<Result<Vec<_>>>()?))
    })?;
    let problems = [
        list("doctor_database", &check.database),
        list("doctor_dangling", &check.dangling),
        list("doctor_history", &check.history),
        acts,
        shown,
        list("doctor_search", &check.search),
        list("doctor_blob_missing", &check.missing),
        list("doctor_blob_changed", &check.changed),
    ]
    .concat();
    let unknown: Vec<String> = check.unknown.iter().map(|it| it.display().to_string()).collect();
    let mut remarks = list("doctor_file_unknown", &unknown);
    let backups = core.store.backups();
    remarks.push(match backups.first() {
        Some(newest) => {
            NoticeView { code: "doctor_backup".into(), args: vec![arg("n", backups.len()), arg("newest", newest)] }
        }
        None => NoticeView { code: "doctor_no_backup".into(), args: Vec::new() },
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
