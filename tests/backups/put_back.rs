//! Looking into a backup and putting it back, as one act.

use registry::{
    Code,
    progress::{Unwatched, WorkStep},
    view::BackupEffect,
};

use super::{list, make, shown};
use crate::kit::{Cast, FixedEnv, Laptop, assert_same};

/// A laptop with a backup behind which much has happened: edited, made, removed,
/// brought back, closed.
fn lived(laptop: &Laptop) -> (String, String) {
    let file = laptop.file("sk.pdf", b"%PDF-1.4 sk");
    let (kept, gone) = (laptop.register("Rumah Pelita"), laptop.register("Sudah dihapus"));
    let stays = laptop.register("Akan dihapus");
    laptop.edit(&kept, "tujuan", "Anak sehat");
    laptop.set_member(&kept, "urusan_beririsan", "Sosial", true).unwrap();
    laptop.choose(&kept, "SID-16", 2).unwrap();
    laptop.attach(&kept, "SID-16", &file).unwrap();
    laptop.remove_inovasi(&gone).unwrap();
    laptop.register_perangkat_daerah("Dinas Lama", None, None).unwrap();
    make(laptop);
    let (name, then) = (list(laptop)[0].name.clone(), shown(laptop));

    laptop.edit(&kept, "tujuan", "Salah ketik");
    laptop.edit(&kept, "manfaat", "Belum ada dulu");
    laptop.set_member(&kept, "urusan_beririsan", "Sosial", false).unwrap();
    laptop.choose(&kept, "SID-16", 1).unwrap();
    laptop.remove_inovasi(&stays).unwrap();
    laptop.restore_inovasi(&gone).unwrap();
    laptop.edit(&gone, "tujuan", "Hidup lagi");
    let new = laptop.register("Baru sesudahnya");
    laptop.attach(&new, "SID-16", &laptop.file("baru.pdf", b"%PDF-1.4 baru")).unwrap();
    laptop.register_perangkat_daerah("Dinas Baru", None, None).unwrap();
    let year = laptop.show_registry().unwrap().instrument.to_string();
    laptop.close_year(&year, true).unwrap();
    (name, then)
}

#[test]
fn a_backup_is_looked_into_put_back_and_taken_back_as_one_act() {
    let laptop = Laptop::new(1);
    let (name, then) = lived(&laptop);
    let before = shown(&laptop);

    let look = laptop.look_into_backup(&name).unwrap();
    assert_eq!(look.inovasi.iter().map(|it| it.nama.as_str()).collect::<Vec<_>>(), ["Akan dihapus", "Rumah Pelita"]);
    let mut effects: Vec<_> = look.differing.iter().map(|it| (it.nama.as_str(), it.effect)).collect();
    effects.sort_by_key(|it| it.0);
    assert_eq!(
        effects,
        [
            ("Akan dihapus", BackupEffect::ComesBack),
            ("Baru sesudahnya", BackupEffect::Goes),
            ("Rumah Pelita", BackupEffect::Changes),
            ("Sudah dihapus", BackupEffect::Goes),
        ]
    );
    assert_eq!((look.n_differing, look.n_bukti, look.n_daerah), (4, 1, 1));
    assert_same(&before, &shown(&laptop), "looking changes nothing");

    let done = laptop.restore_backup(&name, &mut Unwatched).unwrap().view;
    assert_eq!((done.n_inovasi, done.n_field), (4, look.n_field));
    assert_same(&then, &shown(&laptop), "put back");
    laptop.assert_healthy();
    assert_eq!(laptop.look_into_backup(&name).unwrap().n_field, 0, "nothing differs");

    laptop.undo().unwrap();
    assert_same(&before, &shown(&laptop), "taken back whole");
    laptop.redo().unwrap();
    assert_same(&then, &shown(&laptop), "done again");
    laptop.assert_healthy();
    // What stood before lies in a backup too.
    assert!(list(&laptop).iter().any(|it| it.n_lacks <= 3 && it.n_more == 0));
}

#[test]
fn a_backup_that_is_put_back_merges_and_nothing_written_elsewhere_is_lost() {
    let Cast { office, laptop_a, .. } = &Cast::new();
    let id = office.register("Rumah Pelita");
    office.edit(&id, "tujuan", "Anak sehat");
    make(office);
    let name = list(office)[0].name.clone();
    office.edit(&id, "tujuan", "Salah");
    office.edit(&id, "manfaat", "Salah juga");
    office.carry_to(laptop_a);
    laptop_a.edit(&id, "manfaat", "Ditulis di lapangan");
    office.restore_backup(&name, &mut Unwatched).unwrap();
    office.carry_to(laptop_a);
    laptop_a.carry_to(office);
    assert_same(&office.tables(), &laptop_a.tables(), "both know the same");
    assert_eq!(laptop_a.value(&id, "tujuan").as_deref(), Some("Anak sehat"));
    let conflicts = laptop_a.list_conflicts().unwrap();
    assert_eq!(conflicts.len(), 1, "what was written meanwhile stands beside what was put back: {conflicts:?}");
    office.assert_healthy();
    laptop_a.assert_healthy();
}

#[test]
fn putting_back_can_be_stopped_and_leaves_nothing() {
    let laptop = Laptop::new(1);
    let (name, _) = lived(&laptop);
    let before = laptop.tables();
    let refused = laptop.restore_backup(&name, &mut |_: WorkStep, _: &str, done: u64, _: u64| done < 2).unwrap_err();
    assert_eq!(refused.code, Code::Cancelled);
    assert_same(&before, &laptop.tables(), "stopped half-way");
}

#[test]
fn a_backup_of_an_older_format_is_put_back() {
    let mut laptop = Laptop::unopened(FixedEnv::new(1), |to| {
        crate::kit::copy_folder(&crate::kit::root().join("tests/old/format-1"), to);
    });
    laptop.open().unwrap();
    let (name, then) = (list(&laptop)[0].name.clone(), shown(&laptop));
    assert_eq!(list(&laptop).len(), 1, "made before the format was changed");
    laptop.edit("Rumah Pelita Semarang", "tujuan", "Diubah");
    laptop.register("Baru");
    assert_eq!(laptop.look_into_backup(&name).unwrap().n_differing, 2);
    laptop.restore_backup(&name, &mut Unwatched).unwrap();
    assert_same(&then, &shown(&laptop), "put back");
}
