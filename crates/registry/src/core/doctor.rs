//! The health of a registry: rows, files and history against each other.

use std::collections::BTreeSet;

use disk::Whose;
use domain::core::{notice::NoticeCode, number::count};

use crate::{
    core::{
        backup,
        env::rfc3339,
        error::Result,
        lookup::{bytes_views, subject_nama},
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

/// What is to be known of who else may look into the folder.
fn of_folder(core: &Core) -> Option<NoticeView> {
    let code = match core.store.whose() {
        Whose::Own => return None,
        Whose::Shared => NoticeCode::DoctorFolderShared,
        Whose::Foreign => NoticeCode::FolderForeign,
    };
    Some(NoticeView { code, args: vec![arg("path", core.store.folder().display())] })
}

/// Told by whoever opens a folder of another account.
pub(crate) fn of_foreign_folder(core: &Core) -> Option<NoticeView> {
    of_folder(core).filter(|it| it.code == NoticeCode::FolderForeign)
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
    let (acts, shown) = core.read(|reader| {
        let nama = |subject: &str| -> Result<String> {
            // One that only a newer program knows has no name here.
            let Ok(subject) = subject.parse() else { return Ok(String::new()) };
            Ok(subject_nama(reader, subject)?.unwrap_or_default())
        };
        let acts = check.acts.iter().take(LISTED).map(|it| {
            let args = vec![arg("what", nama(&it.subject)?), arg("person", &it.person), arg("at", rfc3339(it.at))];
            Ok(NoticeView { code: NoticeCode::DoctorAct, args })
        });
        let shown: BTreeSet<&str> = check.shown.iter().map(|it| it.subject.as_str()).collect();
        let shown = shown
            .into_iter()
            .take(LISTED)
            .map(|it| Ok(NoticeView { code: NoticeCode::DoctorShown, args: vec![arg("what", nama(it)?)] }));
        Ok((acts.collect::<Result<Vec<_>>>()?, shown.collect::<Result<Vec<_>>>()?))
    })?;
    let problems = [
        list(NoticeCode::DoctorDatabase, &check.database),
        list(NoticeCode::DoctorDangling, &check.dangling),
        list(NoticeCode::DoctorHistory, &check.history),
        acts,
        shown,
        list(NoticeCode::DoctorSearch, &check.search),
        of_bytes(core, NoticeCode::DoctorBlobMissing, &check.missing)?,
        of_bytes(core, NoticeCode::DoctorBlobChanged, &check.changed)?,
    ]
    .concat();
    let unknown: Vec<String> = check.unknown.iter().map(|it| it.display().to_string()).collect();
    let mut remarks = list(NoticeCode::DoctorFileUnknown, &unknown);
    let left: Vec<String> = core.store.left_outputs().iter().map(|it| it.display().to_string()).collect();
    remarks.extend(list(NoticeCode::DoctorOutputLeft, &left));
    remarks.extend(of_folder(core));
    let backups = core.store.backups();
    let news = core.store.news(&backups, |it| backup::is_sound(core, it))?;
    remarks.push(if backups.is_empty() {
        NoticeView { code: NoticeCode::DoctorNoBackup, args: Vec::new() }
    } else {
        NoticeView { code: NoticeCode::DoctorBackup, args: vec![arg("n", backups.len()), arg("n_act", news.n_act)] }
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
