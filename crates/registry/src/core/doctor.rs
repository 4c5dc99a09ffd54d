//! The health of a registry: rows, files and history against each other.

use domain::core::{notice::NoticeCode, number::count};

use crate::{
    core::{
        error::Result,
        lookup::bytes_views,
        open::arg,
        progress::{Watch, WorkStep},
        registry::Core,
    },
    view::{BytesView, DoctorView, NoticeView},
};

/// Most problems of one kind that are listed.
const LISTED: usize = 50;

/// Bytes that are amiss, each by the file it is known by and whom it supports.
fn of_bytes(core: &Core, code: NoticeCode, hashes: &[String]) -> Result<Vec<NoticeView>> {
    core.read(|reader| {
        let mut all = Vec::new();
        for sha256 in hashes.iter().filter_map(|it| it.parse().ok()).take(LISTED) {
            let mut told = bytes_views(reader, &sha256)?;
            if told.is_empty() {
                // Of a bukti that was removed: only its hash is left to name it by.
                told.push(BytesView {
                    nama_berkas: sha256.to_string(),
                    sha256: String::new(),
                    subject_nama: String::new(),
                });
            }
            all.extend(told.into_iter().map(|it| {
                let whose = if it.subject_nama.is_empty() { String::new() } else { format!(" ({})", it.subject_nama) };
                NoticeView { code, args: vec![arg("what", format!("{}{whose}", it.nama_berkas))] }
            }));
        }
        Ok(all)
    })
}

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
        of_bytes(core, NoticeCode::DoctorBlobMissing, &check.missing)?,
        of_bytes(core, NoticeCode::DoctorBlobChanged, &check.changed)?,
    ]
    .concat();
    let unknown: Vec<String> = check.unknown.iter().map(|it| it.display().to_string()).collect();
    let mut remarks = list(NoticeCode::DoctorFileUnknown, &unknown);
    let left: Vec<String> = core.store.left_outputs().iter().map(|it| it.display().to_string()).collect();
    remarks.extend(list(NoticeCode::DoctorOutputLeft, &left));
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
