//! What lies on the disk is for its owner's eyes, and what is temporary ends: with the
//! session, or with the next start after a kill.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
};

use registry::{
    Log,
    commands::{
        Desk,
        desk::{Outside, Places},
    },
    progress::Unwatched,
};

use crate::kit::{Laptop, pdf};

/// Everything below a folder, itself first.
fn below(folder: &Path) -> Vec<PathBuf> {
    let mut all = vec![folder.to_owned()];
    let mut at = 0;
    while let Some(path) = all.get(at).cloned() {
        all.extend(fs::read_dir(path).into_iter().flatten().map(|it| it.unwrap().path()));
        at += 1;
    }
    all
}

fn work(laptop: &mut Laptop) {
    laptop.register("Kado");
    laptop.attach("Kado", "SID-16", &laptop.file("SK.pdf", pdf("sk"))).unwrap();
    laptop.write_parcel();
    laptop.make_backup(&mut Unwatched).unwrap();
    laptop.open().unwrap();
}

#[cfg(unix)]
mod rights {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};

    use registry::{NoticeCode, Registry, view::RegistryView};

    use super::*;
    use crate::kit::FixedEnv;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().mode() & 0o7777
    }

    fn set(path: &Path, mode: u32) {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }

    /// What somebody else may do with anything below a folder.
    fn open_to_others(folder: &Path) -> Vec<String> {
        let all = below(folder).into_iter().filter(|it| mode(it) & 0o077 != 0);
        all.map(|it| format!("{} {:o}", it.display(), mode(&it))).collect()
    }

    fn told(view: &RegistryView) -> bool {
        view.notices.iter().any(|it| it.code == NoticeCode::FolderForeign)
    }

    #[test]
    fn whatever_is_made_for_a_registry_is_the_owners() {
        let mut laptop = Laptop::new(1);
        work(&mut laptop);
        assert!(
            laptop.folder().join("registry.sqlite3-wal").exists() && laptop.folder().join("registry.sent").exists()
        );
        assert_eq!(open_to_others(&laptop.folder()), [""; 0]);

        // A damaged one that was set aside, its mark and what takes its place.
        laptop.close();
        let database = laptop.folder().join("registry.sqlite3");
        let mut bytes = fs::read(&database).unwrap();
        bytes[100..].fill(7);
        fs::write(&database, bytes).unwrap();
        laptop.open().unwrap();
        assert!(laptop.folder().join("quarantine").is_dir());
        assert_eq!(open_to_others(&laptop.folder()), [""; 0]);

        // Bytes that are not what their name says are moved, with their shelf.
        let blob = below(&laptop.folder().join("blobs")).into_iter().find(|it| it.is_file()).unwrap();
        fs::write(&blob, "lain").unwrap();
        laptop.attach("Kado", "SID-16", &laptop.path("SK.pdf")).unwrap();
        assert!(laptop.folder().join("quarantine/blobs").is_dir());
        assert_eq!(open_to_others(&laptop.folder()), [""; 0]);

        // A snapshot is made beside the registry and becomes one of its blobs.
        laptop.keep_snapshot("Potret", &mut Unwatched).unwrap();
        assert_eq!(open_to_others(&laptop.folder()), [""; 0]);

        // A whole copy is a registry; a second place has its own folder.
        let copy = laptop.path("salinan");
        laptop.copy_registry(None, &copy, &mut Unwatched).unwrap();
        let stick = laptop.path("stik");
        fs::create_dir(&stick).unwrap();
        laptop.set_backup_place(Some(&stick)).unwrap();
        laptop.make_backup(&mut Unwatched).unwrap();
        let place = fs::read_dir(&stick).unwrap().next().unwrap().unwrap().path();
        assert_eq!([open_to_others(&copy), open_to_others(&place)], [[""; 0], [""; 0]]);
    }

    #[test]
    fn what_is_meant_to_be_handed_on_keeps_the_rights_that_the_person_gives() {
        let mut laptop = Laptop::new(1);
        work(&mut laptop);
        let plain = laptop.file("biasa.txt", "");
        let parcel = laptop.write_parcel();
        assert_eq!(mode(&parcel), mode(&plain));
        let folder = laptop.path("biasa");
        fs::create_dir(&folder).unwrap();
        let out = laptop.path("pengajuan");
        let req = registry::ExportBundle {
            out: out.display().to_string(),
            zip: false,
            only: Vec::new(),
            date: None,
            replace: false,
            ..registry::ExportBundle::default()
        };
        laptop.export_bundle(&req, &mut Unwatched).unwrap();
        assert_eq!(mode(&out), mode(&folder));
    }

    #[test]
    fn a_registry_of_an_older_program_is_narrowed_when_its_owner_opens_it() {
        let mut laptop = Laptop::new(1);
        work(&mut laptop);
        laptop.close();
        let widen =
            |folder: &Path| below(folder).iter().for_each(|it| set(it, if it.is_dir() { 0o755 } else { 0o644 }));
        widen(&laptop.folder());
        // Looking changes nothing.
        drop(Registry::open_to_read(&laptop.folder(), Box::new(FixedEnv::new(2))).unwrap());
        assert_eq!(mode(&laptop.folder().join("blobs")), 0o755);
        laptop.open().unwrap();
        assert_eq!(open_to_others(&laptop.folder()), [""; 0]);

        // Where other things of a person lie beside, the folder and they stay as they are.
        laptop.close();
        widen(&laptop.folder());
        let other = laptop.folder().join("rapat.docx");
        fs::write(&other, "").unwrap();
        set(&other, 0o644);
        laptop.open().unwrap();
        assert_eq!(open_to_others(&laptop.folder()).len(), 2, "{:?}", open_to_others(&laptop.folder()));
        assert_eq!((mode(&laptop.folder()), mode(&other)), (0o755, 0o644));
    }

    /// And the remedy of the sentence: the rights of the group are taken, and it is
    /// opened again.
    #[test]
    fn a_folder_that_is_shared_on_purpose_is_left_and_told() {
        let mut laptop = Laptop::new(1);
        work(&mut laptop);
        laptop.close();
        set(&laptop.folder(), 0o2770);
        set(&laptop.folder().join("blobs"), 0o2770);
        laptop.open().unwrap();
        assert_eq!(mode(&laptop.folder().join("blobs")), 0o2770);
        let shared =
            |it: &Laptop| it.assert_healthy().remarks.iter().any(|it| it.code == NoticeCode::DoctorFolderShared);
        assert!(shared(&laptop) && !told(&laptop.show_registry().unwrap()));
        laptop.close();
        set(&laptop.folder(), 0o700);
        laptop.open().unwrap();
        assert!(!shared(&laptop));
        assert_eq!(open_to_others(&laptop.folder()), [""; 0]);
    }

    /// And the remedy of the sentence: a whole copy in a folder of one's own.
    #[test]
    fn a_folder_of_another_account_is_told_and_its_rights_are_left() {
        let mut laptop = Laptop::new(1);
        work(&mut laptop);
        laptop.close();
        set(&laptop.folder().join("blobs"), 0o755);
        // Only the system's own account may give a file away.
        if chown(laptop.folder(), Some(12_345), None).is_err() {
            return;
        }
        laptop.open().unwrap();
        assert!(told(&laptop.show_registry().unwrap()));
        assert!(laptop.assert_healthy().remarks.iter().any(|it| it.code == NoticeCode::FolderForeign));
        assert_eq!(mode(&laptop.folder().join("blobs")), 0o755);
        let own = laptop.path("milik-sendiri");
        laptop.copy_registry(None, &own, &mut Unwatched).unwrap();
        let copy = Registry::open(&own, Box::new(FixedEnv::new(3))).unwrap();
        assert!(!told(&copy.show_registry().unwrap()));
        assert_eq!(copy.show_registry().unwrap().n_inovasi, 1);
    }
}

/// A desk over the registry of a closed laptop, and what other programs were shown.
fn desk(laptop: &Laptop) -> (Desk, Arc<Mutex<Vec<PathBuf>>>) {
    let places = Places {
        folder: laptop.folder(),
        documents: laptop.path("dokumen"),
        opened: laptop.path("cache/opened"),
        log: Arc::new(Log::at(laptop.path("log"))),
    };
    let (env, shown) = (laptop.env.clone(), Arc::new(Mutex::new(Vec::new())));
    let seen = shown.clone();
    let show = move |it: Outside<'_>| {
        if let Outside::File(path) = it {
            seen.lock().unwrap().push(path.to_owned());
        }
        Ok(())
    };
    (Desk::new(places, move || Box::new(env.clone()), Box::new(show)), shown)
}

fn show_bukti(desk: &Desk) {
    let registry = desk.open().unwrap();
    let id = registry.show_inovasi(registry.find_inovasi("Kado").unwrap()).unwrap();
    let bukti = id.assessment.indikator.iter().find(|it| !it.bukti.is_empty()).unwrap().bukti[0].id;
    desk.show(&registry.open_bukti(bukti, &desk.opened().unwrap()).unwrap()).unwrap();
}

#[test]
fn copies_that_other_programs_open_end_with_the_session() {
    let mut laptop = Laptop::new(1);
    work(&mut laptop);
    laptop.close();
    let (first, shown) = desk(&laptop);
    show_bukti(&first);
    show_bukti(&first);
    let copies = shown.lock().unwrap().clone();
    assert_eq!(copies[0], copies[1], "one copy for one file");
    assert!(fs::metadata(&copies[0]).unwrap().permissions().readonly(), "nobody takes it for the registry's own");
    assert_eq!(fs::read(&copies[0]).unwrap(), fs::read(laptop.path("SK.pdf")).unwrap());
    // What a person saves beside it is his, and the next copy does not take its place.
    let beside = copies[0].with_file_name("catatan.docx");
    fs::write(&beside, "milik orang").unwrap();
    first.close();
    assert!(!copies[0].exists());
    assert_eq!(fs::read(&beside).unwrap(), b"milik orang");
}

#[test]
fn copies_of_a_killed_session_go_at_the_next_start() {
    let mut laptop = Laptop::new(1);
    work(&mut laptop);
    laptop.close();
    let opened = laptop.path("cache/opened");
    // As a kill leaves it: nothing is dropped, and nobody holds the file beside.
    let dead = opened.join("prakarsa-1-0/ab");
    fs::create_dir_all(&dead).unwrap();
    fs::write(dead.join("SK.pdf"), "pribadi").unwrap();
    let mut rights = fs::metadata(dead.join("SK.pdf")).unwrap().permissions();
    rights.set_readonly(true);
    fs::set_permissions(dead.join("SK.pdf"), rights).unwrap();
    fs::write(opened.join("prakarsa-1-0.lock"), "").unwrap();
    // And as programs before this one left it.
    let blob = below(&laptop.folder().join("blobs")).into_iter().find(|it| it.is_file()).unwrap();
    let sha256 = blob.file_stem().unwrap().to_owned();
    fs::create_dir_all(opened.join(&sha256)).unwrap();
    fs::copy(&blob, opened.join(&sha256).join("01-sk.pdf")).unwrap();
    fs::write(opened.join(&sha256).join("02-diubah.pdf"), "milik orang").unwrap();

    let (next, _) = desk(&laptop);
    next.open().unwrap();
    let left: Vec<_> = below(&opened).into_iter().filter(|it| it.is_file()).collect();
    assert_eq!(left, [opened.join(&sha256).join("02-diubah.pdf")]);
}

/// The log in the folder, in bytes; 0: there is none.
fn log(laptop: &Laptop) -> u64 {
    fs::metadata(laptop.folder().join("registry.sqlite3-wal")).map_or(0, |it| it.len())
}

#[test]
fn what_was_written_is_one_file_after_a_quiet_moment_and_at_the_end() {
    let mut laptop = Laptop::new(1);
    work(&mut laptop);
    laptop.close();
    let (desk, _) = desk(&laptop);
    let registry = desk.open().unwrap();
    let id = registry.find_inovasi("Kado").unwrap();
    registry.edit_inovasi(id, "tujuan", Some("nilai yang ditimpa")).unwrap();
    desk.rest();
    assert!(log(&laptop) > 0, "somebody was at work just now");
    registry.edit_inovasi(id, "tujuan", Some("nilai baru")).unwrap();
    desk.rest();
    assert!(log(&laptop) > 0, "and still is");
    desk.rest();
    assert_eq!(log(&laptop), 0, "nothing since");
    registry.edit_inovasi(id, "tujuan", Some("nilai lain")).unwrap();
    assert!(log(&laptop) > 0);
    desk.close();
    assert_eq!(log(&laptop), 0, "also while somebody holds it still");
    drop(registry);
    assert!(!laptop.folder().join("registry.sqlite3-wal").exists());
}

/// A registry of an older format is read from a private copy.
#[cfg(target_os = "linux")]
#[test]
fn a_reading_that_is_killed_leaves_nothing_after_the_next_start() {
    use crate::{
        crash::calls::shim,
        kit::{cli, copy_folder, root},
    };

    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    copy_folder(&root().join("tests/old/format-1"), &at("registri"));
    let listing = || {
        let mut command = cli::command(&at("registri"), ["list"]);
        command.env("XDG_CACHE_HOME", at("cache")).env("TMPDIR", at("tmp"));
        command
    };
    fs::create_dir(at("tmp")).unwrap();
    // SQLite's own log and index beside a database that is read are none of ours.
    let lying = || below(&at("registri")).into_iter().filter(|it| !it.to_string_lossy().contains("sqlite3-"));
    let before: Vec<_> = lying().collect();
    let (mut n, mut left) = (1, 0);
    loop {
        let ended = cli::end(shim::dying(listing(), folder.path(), n));
        let copied = below(&at("cache")).iter().filter(|it| it.is_file()).count();
        if ended.code.is_some() {
            assert!(ended.stdout.contains("Rumah Pelita Semarang"), "{ended:?}");
            assert_eq!(copied, 0, "an orderly end");
            break;
        }
        left += usize::from(copied > 0);
        assert_eq!(cli::end(listing()).code, Some(0));
        assert_eq!(below(&at("cache")).iter().filter(|it| it.is_file()).count(), 0, "killed at {n}");
        n += 7;
    }
    assert!(left > 5, "it was never killed while it had a copy");
    assert_eq!(below(&at("tmp")), [at("tmp")]);
    assert_eq!(lying().collect::<Vec<_>>(), before);
}
