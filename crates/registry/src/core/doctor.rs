//! The health of a registry: rows, files and history against each other.

use std::collections::BTreeMap;

use disk::Whose;
use domain::{
    bukti::BlobHash,
    core::{notice::NoticeCode, number::count},
    merge::change::FieldKey,
};
use store::{Backup, BackupFile, Checking, Reader};

use crate::{
    core::{
        backup,
        env::rfc3339,
        error::Result,
        lookup::{in_office, kept_views, subject_nama},
        open::arg,
        progress::{Watch, WorkStep},
        registry::Core,
        traces::TRACES,
    },
    view::{BytesView, DoctorView, NoticeView},
};

/// Most problems of one kind that are listed.
const LISTED: usize = 50;

/// Bytes that are amiss, each by the file it is known by and whom it supports; of the
/// coat of arms as whoever writes papers is told of it.
fn of_bytes(core: &Core, code: NoticeCode, of_logo: Option<NoticeCode>, hashes: &[String]) -> Result<Vec<NoticeView>> {
    core.read(|reader| {
        let mut all = Vec::new();
        let office = reader.bytes_of_office()?;
        for name in hashes.iter().take(LISTED) {
            let sha256: Option<BlobHash> = name.parse().ok();
            let of_office = office.iter().filter(|(_, it)| sha256.as_ref() == Some(&it.sha256)).map(|it| &it.0);
            let is_logo = |it: &&FieldKey| of_logo.is_some() && matches!(it, FieldKey::Office(_));
            let (logo, others): (Vec<_>, Vec<_>) = of_office.partition(is_logo);
            all.extend(of_logo.into_iter().cycle().take(logo.len()).map(|code| NoticeView { code, args: Vec::new() }));
            let mut told = sha256.as_ref().map_or_else(|| Ok(Vec::new()), |it| kept_views(reader, it))?;
            let view = |nama_berkas| BytesView { nama_berkas, sha256: String::new(), subject_nama: String::new() };
            told.extend(others.into_iter().map(|it| view(in_office(it))));
            if told.is_empty() && logo.is_empty() {
                // Of a bukti that was removed: only its hash is left to name it by.
                told.push(view(name.clone()));
            }
            all.extend(told.into_iter().map(|it| {
                let whose = if it.subject_nama.is_empty() { String::new() } else { format!(" ({})", it.subject_nama) };
                NoticeView { code, args: vec![arg("what", format!("{}{whose}", it.nama_berkas)), arg("n", 1)] }
            }));
        }
        Ok(all)
    })
}

/// What SQLite says stays out of the sentence.
fn of_database(complaints: &[String]) -> Vec<NoticeView> {
    let args = |first: &String| vec![arg("n", complaints.len()), arg("what", first)];
    complaints.first().map(|it| NoticeView { code: NoticeCode::DoctorDatabase, args: args(it) }).into_iter().collect()
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

/// Acts that are lost and that others stand behind: told as a loss until somebody has
/// confirmed it, and here as long as nobody brings them.
fn of_hollows(reader: &Reader<'_>) -> Result<Vec<NoticeView>> {
    let told = |it: &store::HollowPlace| NoticeView {
        code: NoticeCode::DoctorHollow,
        args: vec![arg("person", &it.person), arg("at", rfc3339(it.until)), arg("n", it.n_missing)],
    };
    Ok(reader.hollow_places()?.iter().take(LISTED).map(told).collect())
}

/// Acts that a sound backup holds and this copy lacks; of several, the most.
fn n_beyond(core: &Core, reader: &Reader<'_>, backups: &[BackupFile]) -> Result<usize> {
    let today = reader.extent()?;
    let beyond = backups.iter().filter(|it| it.facts.as_ref().is_some_and(|it| !it.extent.is_within(&today)));
    let lacking = |it: &BackupFile| Some(Backup::open(&it.path).ok()?.reader().lacking(reader).ok()?.len());
    let n_lacking = beyond.filter(|it| backup::is_sound(core, it)).filter_map(lacking).max().unwrap_or_default();
    let hollows = reader.hollow_places()?;
    if hollows.is_empty() {
        return Ok(n_lacking);
    }
    let sound = backups.iter().filter(|it| backup::is_sound(core, it)).filter_map(|it| Backup::open(&it.path).ok());
    let fills = |it: Backup| hollows.iter().filter(|place| it.fills(place, reader).unwrap_or(false)).count();
    Ok(sound.map(fills).chain([n_lacking]).max().unwrap_or_default())
}

/// Checks everything, reading every byte of every bukti once. Nothing is
/// mended or deleted. What settings hold is known by those who keep them.
///
/// # Errors
/// The database cannot be read at all.
pub(crate) fn run_doctor(
    core: &Core,
    of_settings: fn(&Reader<'_>) -> Result<Vec<NoticeView>>,
    watch: &mut dyn Watch,
) -> Result<DoctorView> {
    let check = core.store.check(&mut |at, done, total| {
        let step = match at {
            Checking::Words => WorkStep::Words,
            Checking::Bytes => WorkStep::Hashing,
        };
        watch.step(step, "", done, total)
    })?;
    let list = |code: NoticeCode, items: &[String]| -> Vec<NoticeView> {
        items.iter().take(LISTED).map(|it| NoticeView { code, args: vec![arg("what", it)] }).collect()
    };
    let seen = core.store.seen_otherwise(TRACES, &mut |done| watch.step(WorkStep::Hashing, "", done, 0))?;
    let seen: Vec<String> = seen.iter().map(|(blob, _)| blob.sha256.to_string()).collect();
    core.store.remember_unsound(check.acts.iter().map(|it| it.row))?;
    core.store.note_hollows(core.env.now_ms())?;
    let tables = &check.tables;
    let (acts, shown) = core.read(|reader| {
        let nama = |subject: &str| -> Result<String> {
            // One that only a newer program knows has no name here.
            let named = subject.parse().ok().map(|it| subject_nama(reader, it)).transpose()?;
            Ok(named.flatten().map_or_else(|| subject.to_owned(), |it| it.trim().to_owned()))
        };
        let acts = check.acts.iter().take(LISTED).map(|it| {
            let code = if it.n == 0 { NoticeCode::DoctorActAbsent } else { NoticeCode::DoctorAct };
            let args = vec![arg("what", nama(&it.subject)?), arg("person", &it.person), arg("at", rfc3339(it.at))];
            Ok(NoticeView { code, args })
        });
        // A field whose heads are wrong is one value of its subject, like a cell.
        let mut n_value: BTreeMap<&str, u32> = BTreeMap::new();
        tables.heads.iter().for_each(|it| *n_value.entry(&it.subject).or_default() += 1);
        tables.shown.iter().for_each(|it| *n_value.entry(&it.subject).or_default() += it.n_value);
        let shown = n_value.into_iter().take(LISTED).map(|(subject, n)| {
            let args = vec![arg("what", nama(subject)?), arg("n", n)];
            Ok(NoticeView { code: NoticeCode::DoctorShown, args })
        });
        let search = tables.search.iter().take(LISTED).map(|it| {
            let args = vec![arg("what", nama(&format!("inovasi:{it}"))?)];
            Ok(NoticeView { code: NoticeCode::DoctorSearch, args })
        });
        let all = |it: &mut dyn Iterator<Item = Result<NoticeView>>| it.collect::<Result<Vec<_>>>();
        Ok((all(&mut { acts })?, all(&mut shown.chain(search))?))
    })?;
    let backups = core.store.backups();
    let n_more = core.read(|reader| n_beyond(core, reader, &backups))?;
    let more = NoticeView { code: NoticeCode::DoctorBackupMore, args: vec![arg("n", n_more)] };
    let problems = [
        if n_more > 0 { vec![more] } else { Vec::new() },
        of_database(&check.database),
        list(NoticeCode::DoctorDangling, &check.dangling),
        acts,
        shown,
        if check.words { vec![NoticeView { code: NoticeCode::DoctorWords, args: Vec::new() }] } else { Vec::new() },
        of_bytes(core, NoticeCode::DoctorShown, None, &tables.blobs)?,
        of_bytes(core, NoticeCode::DoctorSeen, None, &seen)?,
        of_bytes(core, NoticeCode::DoctorBlobMissing, Some(NoticeCode::LogoMissing), &check.missing)?,
        of_bytes(core, NoticeCode::DoctorBlobChanged, Some(NoticeCode::LogoDamaged), &check.changed)?,
    ]
    .concat();
    let unknown: Vec<String> = check.unknown.iter().map(|it| it.display().to_string()).collect();
    let mut remarks = list(NoticeCode::DoctorFileUnknown, &unknown);
    let left: Vec<String> = core.store.left_outputs().iter().map(|it| it.display().to_string()).collect();
    remarks.extend(list(NoticeCode::DoctorOutputLeft, &left));
    let n_unseen = core.read(|reader| Ok(reader.blobs_unseen(TRACES)?.len()))?;
    if n_unseen > 0 {
        remarks.push(NoticeView { code: NoticeCode::DoctorUnseen, args: vec![arg("n", n_unseen)] });
    }
    remarks.extend(core.read(of_settings)?);
    remarks.extend(core.read(of_hollows)?);
    remarks.extend(of_folder(core));
    let news = core.store.news(&backups, |it| backup::is_sound(core, it))?;
    let said = |code, args| NoticeView { code, args };
    remarks.push(match (backups.len(), news.n_act) {
        (0, _) => said(NoticeCode::DoctorNoBackup, Vec::new()),
        (n, 0) => said(NoticeCode::DoctorBackupWhole, vec![arg("n", n)]),
        (n, n_act) => said(NoticeCode::DoctorBackup, vec![arg("n", n), arg("n_act", n_act)]),
    });
    core.read(|reader| {
        Ok(DoctorView {
            healthy: check.is_healthy() && seen.is_empty() && n_more == 0,
            rebuildable: !check.tables.is_empty()
                || check.words
                || !seen.is_empty()
                || !check.acts.is_empty()
                || !check.dangling.is_empty()
                || n_more > 0,
            n_change: reader.count_changes()?,
            n_inovasi: reader.count_inovasi()?,
            n_bukti: reader.count_bukti()?,
            n_blob: count(reader.blobs()?.len()),
            problems,
            remarks,
        })
    })
}
