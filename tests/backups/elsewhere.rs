//! A second place for backups, and whole copies.

use std::{fs, path::Path};

use registry::{
    Code, NoticeCode, Reason, Registry,
    progress::{Unwatched, WorkStep},
};

use super::{list, make, names};
use crate::kit::{FixedEnv, Laptop, assert_same};

#[test]
fn a_second_place_gets_each_backup_with_the_bukti_that_it_lacks() {
    let mut laptop = Laptop::new(1);
    let id = laptop.register("Kado");
    laptop.attach(&id, "SID-16", &laptop.file("sk.pdf", b"%PDF-1.4 sk")).unwrap();
    let stick = laptop.path("stick");
    fs::create_dir(&stick).unwrap();
    laptop.set_backup_place(Some(&stick)).unwrap();
    let view = make(&laptop);
    let place = view.place.unwrap();
    assert!(place.reachable && place.copied_at.is_some() && place.n_lacks == Some(0));
    assert!(view.backups[0].here && view.backups[0].in_place);
    let there = stick.join("cadangan-kota-semarang");
    let blobs = |it: &Path| -> usize {
        fs::read_dir(it.join("blobs")).unwrap().map(|it| fs::read_dir(it.unwrap().path()).unwrap().count()).sum()
    };
    assert_eq!((names(&there).len(), blobs(&there)), (1, 1));

    // Away: no error, and the list says since when.
    fs::rename(&stick, laptop.path("drawer")).unwrap();
    laptop.attach(&id, "SID-16", &laptop.file("foto.jpg", b"\xFF\xD8\xFF foto")).unwrap();
    let view = make(&laptop);
    assert_eq!(view.notices, []);
    let place = view.place.unwrap();
    assert!(!place.reachable && place.copied_at.is_some() && place.n_lacks.is_none());
    assert!(!stick.exists(), "nothing is made where the stick was");

    // Back: only what it lacks is brought.
    fs::rename(laptop.path("drawer"), &stick).unwrap();
    let view = make(&laptop);
    assert_eq!(view.place.unwrap().n_lacks, Some(0));
    assert_eq!((names(&there).len(), blobs(&there)), (2, 2));

    // All gone but the stick: its newest is a registry with all bukti.
    let name = view.backups[0].name.clone();
    let tables = laptop.tables();
    fs::remove_dir_all(laptop.folder().join("backups")).unwrap();
    fs::remove_dir_all(laptop.folder().join("blobs")).unwrap();
    let view = list(&laptop);
    assert!(!view[0].here && view[0].in_place && view[0].sound);
    fs::create_dir(laptop.path("pulih")).unwrap();
    let receipt = laptop.copy_registry(Some(&name), &laptop.path("pulih/registri"), &mut Unwatched).unwrap();
    assert_eq!((receipt.n_blob, receipt.notices.len()), (2, 0));
    let mut saved = Laptop::unopened(FixedEnv::new(2), |to| {
        fs::rename(laptop.path("pulih/registri"), to).unwrap();
    });
    saved.open().unwrap();
    assert_same(&tables, &saved.tables(), "from the stick");
    saved.assert_healthy();

    // Put back from there, the bytes come along.
    laptop.restore_backup(&name, &mut Unwatched).unwrap();
    laptop.assert_healthy();

    laptop.set_backup_place(None).unwrap();
    assert_eq!(laptop.list_backups().unwrap().place, None);
    laptop.close();
}

#[test]
fn a_second_place_that_cannot_be_written_is_told_and_costs_no_backup_here() {
    let laptop = Laptop::new(1);
    let stick = laptop.path("stick");
    fs::create_dir(&stick).unwrap();
    laptop.set_backup_place(Some(&stick)).unwrap();
    // As a stick that lets nothing through: a file lies where the folder should be.
    fs::write(stick.join("cadangan-kota-semarang"), b"in the way").unwrap();
    laptop.register("Kado");
    let view = make(&laptop);
    assert_eq!(view.backups[0].n_lacks, 0, "the one here is made");
    assert_eq!(view.notices.iter().map(|it| it.code).collect::<Vec<_>>(), [NoticeCode::BackupPlaceFailed]);
    fs::remove_file(stick.join("cadangan-kota-semarang")).unwrap();
    assert_eq!(make(&laptop).notices, []);
    let refused = laptop.set_backup_place(Some(&laptop.folder().join("backups"))).unwrap_err();
    assert_eq!(refused.reason, Reason::TargetInRegistry);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_second_place_is_told_by_its_name() {
    // The one place of Linux that is always full takes files, not folders; so the bytes
    // are led there.
    let laptop = Laptop::new(1);
    let id = laptop.register("Kado");
    laptop.attach(&id, "SID-16", &laptop.file("sk.pdf", b"%PDF-1.4 sk")).unwrap();
    let stick = laptop.path("stick");
    fs::create_dir(&stick).unwrap();
    laptop.set_backup_place(Some(&stick)).unwrap();
    let blob = laptop.files().into_iter().find(|it| it.0.to_string_lossy().contains("blobs")).unwrap().0;
    let shelf =
        stick.join("cadangan-kota-semarang").join(blob.parent().unwrap().strip_prefix(laptop.folder()).unwrap());
    fs::create_dir_all(&shelf).unwrap();
    let sha256 = blob.file_stem().unwrap().to_str().unwrap();
    std::os::unix::fs::symlink("/dev/full", shelf.join(format!("{sha256}.sebagian"))).unwrap();
    let view = make(&laptop);
    assert_eq!(view.notices.iter().map(|it| it.code).collect::<Vec<_>>(), [NoticeCode::BackupPlaceFull]);
    assert_eq!(view.backups[0].n_lacks, 0);
    assert_eq!(make(&laptop).notices, [], "what was half there is out of the way");
}

#[test]
fn a_whole_copy_is_a_registry_of_its_own() {
    let laptop = Laptop::new(1);
    let id = laptop.register("Kado");
    laptop.attach(&id, "SID-16", &laptop.file("sk.pdf", b"%PDF-1.4 sk")).unwrap();
    let out = laptop.path("salinan");
    let receipt = laptop.copy_registry(None, &out, &mut Unwatched).unwrap();
    assert_eq!((receipt.n_blob, receipt.n_act, receipt.notices.len()), (1, 3, 0));
    let again = laptop.copy_registry(None, &out, &mut Unwatched).unwrap_err();
    assert_eq!(again.reason, Reason::TargetExists);
    let inside = laptop.copy_registry(None, &laptop.folder().join("salinan"), &mut Unwatched).unwrap_err();
    assert_eq!(inside.reason, Reason::TargetInRegistry);

    // Opened on the same computer at the same time: two laptops from now on.
    let copy = Registry::open(&out, Box::new(laptop.env.clone())).unwrap();
    assert_ne!(copy.show_registry().unwrap().device, laptop.show_registry().unwrap().device);
    copy.edit_inovasi(id.parse().unwrap(), "tujuan", Some("Di salinan")).unwrap();
    laptop.edit(&id, "tujuan", "Di asal");
    copy.create_parcel(&laptop.path("dari-salinan.prakarsa"), false, &mut Unwatched).unwrap();
    laptop.accept(&laptop.path("dari-salinan.prakarsa")).unwrap();
    assert_eq!(laptop.list_conflicts().unwrap().len(), 1, "they merge like any two");
    assert!(copy.run_doctor(&mut Unwatched).unwrap().healthy);
}

#[test]
fn a_copy_that_is_stopped_leaves_nothing() {
    let laptop = Laptop::new(1);
    let id = laptop.register("Kado");
    laptop.attach(&id, "SID-16", &laptop.file("sk.pdf", b"%PDF-1.4 sk")).unwrap();
    let out = laptop.path("di sini/salinan");
    fs::create_dir(laptop.path("di sini")).unwrap();
    let stop = &mut |_: WorkStep, _: &str, _: u64, _: u64| false;
    assert_eq!(laptop.copy_registry(None, &out, stop).unwrap_err().code, Code::Cancelled);
    assert_eq!(fs::read_dir(laptop.path("di sini")).unwrap().count(), 0);
}

#[test]
fn a_damaged_bukti_is_named_and_everything_else_is_copied() {
    let laptop = Laptop::new(1);
    let id = laptop.register("Kado");
    laptop.attach(&id, "SID-16", &laptop.file("sk rusak.pdf", b"%PDF-1.4 sk")).unwrap();
    let before = laptop.files();
    laptop.attach(&id, "SID-16", &laptop.file("foto.jpg", b"\xFF\xD8\xFF foto")).unwrap();
    let blob = before.into_iter().find(|it| it.0.to_string_lossy().contains("blobs")).unwrap().0;
    fs::write(blob, b"%PDF-1.4 xx").unwrap();
    let receipt = laptop.copy_registry(None, &laptop.path("salinan"), &mut Unwatched).unwrap();
    assert_eq!((receipt.n_blob, receipt.notices[0].code), (1, NoticeCode::CopyLostBukti));
    assert!(receipt.notices[0].args.iter().any(|it| it.value == "sk rusak.pdf"), "{:?}", receipt.notices);
    let copy = Registry::open(&laptop.path("salinan"), Box::new(FixedEnv::new(2))).unwrap();
    assert_eq!(copy.show_registry().unwrap().n_inovasi, 1);

    let stick = laptop.path("stick");
    fs::create_dir(&stick).unwrap();
    laptop.set_backup_place(Some(&stick)).unwrap();
    let view = make(&laptop);
    assert_eq!(view.notices[0].code, NoticeCode::CopyLostBukti);
    assert_eq!(view.place.unwrap().n_lacks, Some(0));
}
