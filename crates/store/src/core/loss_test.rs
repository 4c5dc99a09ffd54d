//! Losses: a start that salvages is stopped at each of its steps, and what is missing
//! is told until it is confirmed.

use domain::core::loss::LossCause;

use super::*;
use crate::Loss;

fn losses(store: &Store) -> Vec<Loss> {
    store.read::<_, Error>(|it| it.losses()).unwrap()
}

fn told(folder: &Path, n: u128) -> (Store, Loss) {
    let store = Store::open(folder, &facts(n)).unwrap().store;
    let mut all = losses(&store);
    assert_eq!(all.len(), 1, "told once: {all:?}");
    (store, all.remove(0))
}

#[test]
fn acts_are_salvaged_once_wherever_a_restore_is_stopped() {
    for backups in [true, false] {
        let taken = stopped_everywhere(
            |folder| {
                worked_in(folder);
                if !backups {
                    fs::remove_dir_all(folder.join("backups")).unwrap();
                }
                spoil(folder, "pemda");
                damage::remember(folder, "met");
            },
            |folder| Store::open(folder, &facts(2)).map(drop),
            |folder, at| {
                let (store, loss) = told(folder, 3);
                assert_eq!(shown(&store), "baru", "{at}");
                assert_eq!((loss.cause, loss.n_missing, loss.n_broken), (LossCause::Damaged, Some(0), 0), "{at}");
                assert_eq!(loss.n_salvaged, if backups { 1 } else { 2 }, "{at}");
                assert_eq!(loss.backup.is_some(), backups, "{at}");
                assert!(loss.kept.is_some_and(|it| folder.join(it).join(DATABASE).exists()), "{at}");
                assert!(!store.has_untold_loss().unwrap());
                work(&store, "lanjut").unwrap();
                drop(store);
                assert!(!told(folder, 4).1.confirmed, "{at}: told until it is confirmed");
            },
        );
        assert!(taken.contains(&"salvaged"), "{taken:?}");
    }
}

#[test]
fn what_a_lost_log_has_taken_away_is_told_until_it_is_confirmed() {
    let desk = tempfile::tempdir().unwrap();
    let (folder, copy) = (desk.path().join("registri"), desk.path().join("salinan"));
    worked_in(&folder);
    fs::remove_dir_all(folder.join("backups")).unwrap();
    let store = Store::open(&folder, &facts(2)).unwrap().store;
    for n in 0..8 {
        work(&store, &format!("ke-{n}")).unwrap();
    }
    // As after a crash, and then the log is gone.
    fs::create_dir_all(&copy).unwrap();
    for name in [DATABASE, "registry.lock"] {
        fs::copy(folder.join(name), copy.join(name)).unwrap();
    }
    assert!(
        Store::open_to_read(&copy, &[std::env::temp_dir()]).unwrap().has_untold_loss().unwrap(),
        "reading knows it too"
    );
    let (store, loss) = told(&copy, 3);
    assert_eq!((loss.cause, loss.n_missing, loss.confirmed), (LossCause::BehindLock, Some(8), false));
    assert_eq!(loss.since, Some(0), "of the last act that is there");
    drop(store);
    let (store, _) = told(&copy, 4);
    store
        .write::<_, Error>(NewAct { op: "x", at: 0, account: "Sari" }, |it| it.confirm_losses().map(Ending::Keep))
        .unwrap();
    assert!(losses(&store)[0].confirmed);
}

#[test]
fn a_database_put_back_is_noticed_by_the_lock_the_last_parcel_or_a_backup_and_filled_from_it() {
    for (cause, n_missing) in [(LossCause::BehindLock, 2), (LossCause::BehindParcel, 1), (LossCause::BehindBackup, 0)] {
        let desk = tempfile::tempdir().unwrap();
        let folder = desk.path().join("registri");
        worked_in(&folder);
        fs::remove_dir_all(folder.join("backups")).unwrap();
        let old = fs::read(folder.join(DATABASE)).unwrap();
        let store = Store::open(&folder, &facts(2)).unwrap().store;
        work(&store, "lusa").unwrap();
        store
            .read::<_, Error>(|it| {
                store.remember_parcel(it, 1);
                Ok(())
            })
            .unwrap();
        if cause == LossCause::BehindBackup {
            store.back_up("20261122-080000").unwrap();
        }
        work(&store, "terakhir").unwrap();
        drop(store);
        fs::write(folder.join(DATABASE), &old).unwrap();
        if cause != LossCause::BehindLock {
            fs::remove_file(folder.join("registry.lock")).unwrap();
        }
        if cause == LossCause::BehindBackup {
            fs::remove_file(folder.join("registry.sent")).unwrap();
        }
        let (store, loss) = told(&folder, 3);
        assert_eq!((loss.cause, loss.n_missing), (cause, Some(n_missing)));
        let filled = cause == LossCause::BehindBackup;
        assert_eq!(shown(&store), if filled { "lusa" } else { "baru" }, "{cause:?}");
        assert_eq!(loss.n_salvaged, u32::from(filled));
        assert_ne!(store.device().unwrap().0, uuid_of(1), "its stamps may be out in the world");
    }
}
