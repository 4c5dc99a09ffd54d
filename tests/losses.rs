//! Nothing that was acknowledged disappears unannounced, and announced means confirmed.

use std::{fs, path::Path};

use registry::{LossCause, progress::Unwatched};

use crate::kit::{Laptop, cli, copy_folder};

/// Overwrites whole pages of the database, from one on.
fn ruin(folder: &Path, page: usize, n: usize) {
    let database = folder.join("registry.sqlite3");
    let mut bytes = fs::read(&database).unwrap();
    bytes[page * 4096..(page + n) * 4096].fill(0x5a);
    fs::write(&database, bytes).unwrap();
}

fn n_pages(folder: &Path) -> usize {
    usize::try_from(fs::metadata(folder.join("registry.sqlite3")).unwrap().len()).unwrap() / 4096
}

/// A day of work after a backup; closed. The id of the inovasi that was worked on.
fn worked(laptop: &mut Laptop, n: usize) -> String {
    let id = laptop.register("Sebelum cadangan");
    laptop.make_backup(&mut Unwatched).unwrap();
    for n in 0..n {
        laptop.edit(&id, "tujuan", &format!("Tujuan ke-{n} {}", "panjang ".repeat(20)));
    }
    laptop.close();
    id.to_string()
}

#[test]
fn damage_is_told_by_every_command_until_it_is_confirmed() {
    let mut laptop = Laptop::new(1);
    let id = worked(&mut laptop, 40);
    ruin(&laptop.folder(), n_pages(&laptop.folder()) - 3, 1);
    for words in [vec!["list"], vec!["show", &id], vec!["losses"], vec!["years"]] {
        let ended = cli::run(&laptop.folder(), &words);
        assert_eq!(ended.code, Some(5), "{words:?}: {ended:?}");
        let told = ended.stdout + &ended.stderr;
        assert!(told.contains("rusak") && told.contains("quarantine"), "{words:?}: {told}");
    }
    let refused = cli::run(&laptop.folder(), ["show", "tidak-ada"]);
    assert_eq!(refused.code, Some(3));
    let all = cli::run(&laptop.folder(), ["--json", "losses"]).json();
    assert_eq!(all[0]["confirmed"], false);
    assert_eq!(cli::run(&laptop.folder(), ["losses", "--confirm"]).code, Some(0));
    for words in [["list"], ["losses"], ["doctor"]] {
        let ended = cli::run(&laptop.folder(), words);
        assert_eq!((ended.code, ended.stderr.as_str()), (Some(0), ""), "{words:?}");
    }
    assert_eq!(cli::run(&laptop.folder(), ["--json", "losses"]).json()[0]["confirmed"], true);
}

#[test]
fn the_window_tells_too_and_is_quiet_once_it_is_confirmed() {
    let mut laptop = Laptop::new(1);
    worked(&mut laptop, 40);
    ruin(&laptop.folder(), n_pages(&laptop.folder()) - 3, 1);
    laptop.open().unwrap();
    for _ in 0..2 {
        let losses = laptop.show_registry().unwrap().losses;
        assert_eq!(losses.len(), 1);
        assert_eq!(losses[0].cause, LossCause::Damaged);
        assert!(losses[0].n_salvaged > 0, "{losses:?}");
        assert!(!losses[0].told.is_empty());
        laptop.open().unwrap();
    }
    assert_eq!(laptop.confirm_losses().unwrap().view.losses, []);
    laptop.open().unwrap();
    assert_eq!(laptop.show_registry().unwrap().losses, []);
    assert_eq!(laptop.list_losses().unwrap().len(), 1, "it stays written down");
    laptop.assert_healthy();
}

#[test]
fn a_registry_without_any_backup_is_filled_with_what_could_be_salvaged() {
    let mut laptop = Laptop::new(1);
    worked(&mut laptop, 40);
    fs::remove_dir_all(laptop.folder().join("backups")).unwrap();
    ruin(&laptop.folder(), n_pages(&laptop.folder()) - 3, 1);
    laptop.open().unwrap();
    let view = laptop.show_registry().unwrap();
    assert!(!view.pemda_nama.is_empty() && !view.pemda_kode.is_empty(), "{view:?}");
    assert_eq!(view.n_inovasi, 1);
    assert_eq!((view.losses.len(), &view.losses[0].backup), (1, &None));
    // Who works here is a setting of this copy, and history does not say it.
    laptop.set_person("Petugas 1").unwrap();
    laptop.register("Lanjut bekerja");
    laptop.assert_healthy();
}

/// The registry after a page of it was lost from which every act could be salvaged.
fn salvaged(laptop: &Laptop) -> Laptop {
    for page in 1..n_pages(&laptop.folder()) {
        let mut other = Laptop::unopened(laptop.env.clone(), |to| copy_folder(&laptop.folder(), to));
        ruin(&other.folder(), page, 1);
        if other.open().is_err() {
            continue;
        }
        let losses = other.show_registry().unwrap().losses;
        if losses.first().is_some_and(|it| it.n_salvaged > 10 && (it.n_broken, it.n_missing) == (0, Some(0))) {
            return other;
        }
    }
    panic!("no page can be lost without losing acts");
}

#[test]
fn what_was_salvaged_can_be_taken_back_and_done_again() {
    let mut laptop = Laptop::new(1);
    let id = worked(&mut laptop, 40);
    let mut laptop = salvaged(&laptop);
    laptop.confirm_losses().unwrap();
    let tujuan = |laptop: &Laptop| laptop.value(&id, "tujuan").unwrap_or_default().trim().to_owned();
    let of = |n: usize| format!("Tujuan ke-{n} {}", "panjang ".repeat(20)).trim().to_owned();
    assert_eq!(tujuan(&laptop), of(39));
    for n in (20..39).rev() {
        laptop.undo().unwrap();
        assert_eq!(tujuan(&laptop), of(n), "taken back");
    }
    laptop.open().unwrap();
    for n in 21..=39 {
        laptop.redo().unwrap();
        assert_eq!(tujuan(&laptop), of(n), "done again");
    }
    laptop.assert_healthy();
}

#[test]
fn what_was_salvaged_of_a_colleague_stays_his() {
    let mut laptop = Laptop::new(1);
    let id = laptop.register("Sebelum cadangan");
    laptop.make_backup(&mut Unwatched).unwrap();
    let colleague = Laptop::new(2);
    laptop.carry_to(&colleague);
    for n in 0..20 {
        colleague.edit(&id, "hasil", &format!("dari rekan {n}"));
        laptop.edit(&id, "tujuan", &format!("dari sini {n}"));
    }
    colleague.carry_to(&laptop);
    laptop.close();
    let laptop = salvaged(&laptop);
    assert_eq!(laptop.value(&id, "hasil").as_deref(), Some("dari rekan 19"));
    let mut n = 0;
    while laptop.undo().is_ok() {
        n += 1;
    }
    assert!(n >= 20, "{n} acts of its own");
    assert_eq!(laptop.value(&id, "hasil").as_deref(), Some("dari rekan 19"), "nobody takes back what is not his");
    assert_eq!(laptop.value(&id, "tujuan"), None);
    while laptop.redo().is_ok() {}
    assert_eq!(laptop.value(&id, "tujuan").as_deref(), Some("dari sini 19"));
    laptop.carry_to(&colleague);
    colleague.carry_to(&laptop);
    assert_eq!(laptop.tables(), colleague.tables());
    laptop.assert_healthy();
}

/// Whatever page is lost: acts that are salvaged behind acts that are not keep their
/// hashes, so that a colleague who has all of them gets no fork and no conflict.
#[test]
fn a_page_that_is_lost_is_no_fork_to_anybody() {
    let mut laptop = Laptop::new(1);
    let colleague = Laptop::new(2);
    let id = laptop.register("Sebelum cadangan");
    laptop.carry_to(&colleague);
    for n in 0..60 {
        laptop.edit(&id, "tujuan", &format!("Tujuan ke-{n} {}", "panjang ".repeat(20)));
        if n % 7 == 0 {
            colleague.edit(&id, "hasil", &format!("Hasil ke-{n}"));
            colleague.carry_to(&laptop);
        }
    }
    laptop.carry_to(&colleague);
    laptop.close();
    let _ = fs::remove_dir_all(laptop.folder().join("backups"));
    let (mut n_opened, mut n_lost) = (0, 0);
    for page in 1..n_pages(&laptop.folder()) {
        let mut other = Laptop::unopened(laptop.env.clone(), |to| copy_folder(&laptop.folder(), to));
        ruin(&other.folder(), page, 1);
        if other.open().is_err() || other.show_registry().unwrap().losses.is_empty() {
            continue;
        }
        n_opened += 1;
        n_lost += usize::from(!colleague.hashes().is_subset(&other.hashes()));
        assert_eq!(other.show_registry().unwrap().pemda_kode, "33.74", "page {page}: else no parcel fits");
        let told = other.carry_to(&colleague).notices;
        let is_fork = told.iter().any(|it| it.code == registry::NoticeCode::ParcelBranches);
        assert!(!is_fork, "page {page}: {told:?}");
        assert_eq!(colleague.show_registry().unwrap().n_conflict, 0, "page {page}");
        colleague.carry_to(&other);
        assert_eq!(other.show_registry().unwrap().n_conflict, 0, "page {page}");
        assert!(colleague.hashes().is_subset(&other.hashes()), "page {page}: what was lost is back");
        assert_eq!(other.tables(), colleague.tables(), "page {page}");
        other.confirm_losses().unwrap();
        other.assert_healthy();
        colleague.assert_healthy();
    }
    println!("{n_opened} pages restored, of {n_lost} acts were lost");
    assert!(n_lost > 3, "{n_lost} of {n_opened}");
}

#[test]
fn no_flipped_bit_goes_unnoticed() {
    const FLIPS: usize = 400;
    let mut laptop = Laptop::new(1);
    worked(&mut laptop, 200);
    laptop.open().unwrap();
    let whole = laptop.dump();
    laptop.close();
    let database = laptop.folder().join("registry.sqlite3");
    let good = fs::read(&database).unwrap();
    let lock = fs::read(laptop.folder().join("registry.lock")).unwrap();
    // A fixed series of pseudo-random places: Knuth's multiplier.
    let mut state = 20_261_129_u64;
    let mut next = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % below
    };
    let (mut n_told, mut share) = (0, Vec::new());
    for _ in 0..FLIPS {
        let mut bad = good.clone();
        let (at, bit) = (next(bad.len()), next(8));
        bad[at] ^= 1 << bit;
        let mut other = Laptop::unopened(laptop.env.clone(), |folder| {
            fs::create_dir_all(folder).unwrap();
            fs::write(folder.join("registry.sqlite3"), &bad).unwrap();
            fs::write(folder.join("registry.lock"), &lock).unwrap();
        });
        // One that holds nothing else is refused, in words: that is told.
        if other.open().is_err() {
            n_told += 1;
            continue;
        }
        // What cannot be read is refused, in words, and the next start sees to it.
        let shown = other.show_registry().or_else(|_| other.open().and_then(|()| other.show_registry()));
        let losses = shown.unwrap_or_else(|error| panic!("bit {bit} of byte {at}: {error:?}")).losses;
        if let Some(loss) = losses.first() {
            n_told += 1;
            if (loss.n_broken, loss.n_missing) == (0, Some(0)) {
                assert_eq!(other.dump(), whole, "bit {bit} of byte {at}: nothing is said to be missing");
            }
            share.push(u64::from(loss.n_salvaged) * 100 / u64::from(loss.n_salvaged + loss.n_broken).max(1));
        } else if other.run_doctor(&mut Unwatched).is_ok_and(|it| it.healthy) {
            assert_eq!(other.dump(), whole, "bit {bit} of byte {at}: silent");
        } else {
            n_told += 1;
        }
    }
    let n = share.len().max(1);
    let average = share.iter().sum::<u64>() / u64::try_from(n).unwrap();
    println!(
        "{FLIPS} flips: {n_told} told; of {} restored, {average} % of the acts salvaged, {} % at least",
        share.len(),
        share.iter().min().unwrap_or(&100)
    );
}

/// The database of a colleague is copied over one's own, and has come further: no counter
/// tells, but the folder knows what was written in it last.
#[test]
fn a_database_of_another_copy_is_told_of() {
    let mut laptop = Laptop::new(1);
    let mut colleague = Laptop::new(2);
    let id = laptop.register("Bersama");
    laptop.carry_to(&colleague);
    laptop.edit(&id, "tujuan", "hanya di sini");
    for n in 0..20 {
        colleague.edit(&id, "hasil", &format!("Hasil ke-{n}"));
    }
    laptop.close();
    colleague.close();
    let _ = fs::remove_dir_all(laptop.folder().join("backups"));
    fs::copy(colleague.folder().join("registry.sqlite3"), laptop.folder().join("registry.sqlite3")).unwrap();
    let ended = cli::run(&laptop.folder(), ["list"]);
    assert_eq!(ended.code, Some(5), "the terminal tells it too: {ended:?}");
    laptop.open().unwrap();
    let losses = laptop.list_losses().unwrap();
    assert!(losses.iter().any(|it| it.cause == LossCause::BehindLock && !it.confirmed), "{losses:#?}");
    laptop.confirm_losses().unwrap();
    laptop.assert_healthy();
    laptop.open().unwrap();
    assert!(laptop.list_losses().unwrap().iter().all(|it| it.confirmed), "told once");
}
