//! Copies that went on under one name: what each did is kept, and merging goes on.

use registry::NoticeCode;
use registry::view::ParcelView;

use crate::{
    kit::{FixedEnv, Laptop, assert_same, copy_folder},
    refusals::parcels::{act, forge},
};

/// A laptop whose disk was put back after a colleague had its parcel: his Tuesday and its
/// Wednesday are stamped alike.
struct PutBack {
    id: String,
    laptop: Laptop,
    tuesday: std::path::PathBuf,
    wednesday: std::path::PathBuf,
}

fn put_back() -> PutBack {
    let mut laptop = Laptop::new(1);
    let id = laptop.register("Pelita");
    laptop.edit(&id, "tujuan", "Senin");
    let monday = laptop.image();
    laptop.edit(&id, "tujuan", "Selasa");
    laptop.edit(&id, "hasil", "hasil Selasa");
    laptop.edit(&id, "tujuan", "Selasa sore");
    let tuesday = laptop.write_parcel();
    laptop.put_back(&monday);
    laptop.edit(&id, "tujuan", "Rabu");
    laptop.edit(&id, "manfaat", "manfaat Rabu");
    laptop.edit(&id, "tujuan", "Rabu sore");
    let wednesday = laptop.write_parcel();
    PutBack { id, laptop, tuesday, wednesday }
}

/// Everybody gets everything.
fn exchange(laptops: &[&Laptop]) {
    for from in laptops {
        let parcel = from.write_parcel();
        laptops.iter().for_each(|it| drop(it.accept(&parcel).unwrap()));
    }
}

fn is_told(view: &ParcelView) -> bool {
    view.notices.iter().any(|it| it.code == NoticeCode::ParcelBranches)
}

fn values(laptop: &Laptop, id: &str) -> Vec<String> {
    let conflicts = laptop.list_conflicts().unwrap();
    let one =
        conflicts.iter().find(|it| it.subject.to_string() == format!("inovasi:{id}") && it.field == "tujuan").unwrap();
    let mut values: Vec<String> = one.heads.iter().filter_map(|it| it.value.clone()).collect();
    values.sort();
    values
}

#[test]
fn a_disk_that_was_put_back_merges_again_in_every_order() {
    let days = put_back();
    let (b, c) = (Laptop::new(2), Laptop::new(3));
    assert!(!is_told(&b.accept(&days.tuesday).unwrap()));
    let told = b.accept(&days.wednesday).unwrap();
    assert!(is_told(&told) && told.notices.iter().any(|it| it.args.iter().any(|it| it.value == "Petugas 1")));
    c.accept(&days.wednesday).unwrap();
    c.accept(&days.tuesday).unwrap();
    // The laptop itself learns of it from a colleague, and goes on under a fresh name.
    assert!(is_told(&b.carry_to(&days.laptop)));
    exchange(&[&b, &c, &days.laptop]);
    for laptop in [&b, &c, &days.laptop] {
        assert_eq!(values(laptop, &days.id), ["Rabu sore", "Selasa sore"]);
        assert_eq!(laptop.value(&days.id, "hasil").as_deref(), Some("hasil Selasa"));
        assert_eq!(laptop.value(&days.id, "manfaat").as_deref(), Some("manfaat Rabu"));
        laptop.assert_healthy();
        assert_same(&b.dump(), &laptop.dump(), "whatever came first");
    }
    // Once: the next parcel tells nothing.
    assert!(!is_told(&c.carry_to(&b)) && !is_told(&b.carry_to(&c)));
    // And everybody goes on working, the laptop first of all.
    days.laptop.edit(&days.id, "hasil", "hasil Kamis");
    let head = &days.laptop.list_conflicts().unwrap()[0].heads[0];
    days.laptop.resolve_conflict(format!("inovasi:{}", days.id), "tujuan", &head.stamp).unwrap();
    for laptop in [&b, &c] {
        assert!(!is_told(&days.laptop.carry_to(laptop)));
        assert!(laptop.list_conflicts().unwrap().is_empty(), "a person has chosen, everywhere");
        assert_same(&days.laptop.dump(), &laptop.dump(), "after it");
        laptop.assert_healthy();
    }
}

#[test]
fn what_a_third_laptop_saw_of_one_branch_it_replaces_in_that_branch_alone() {
    let days = put_back();
    let (b, c) = (Laptop::new(2), Laptop::new(3));
    b.accept(&days.tuesday).unwrap();
    b.edit(&days.id, "hasil", "dari b");
    b.edit(&days.id, "tujuan", "dari b");
    c.accept(&days.wednesday).unwrap();
    let from_b = b.write_parcel();
    c.accept(&from_b).unwrap();
    days.laptop.accept(&from_b).unwrap();
    b.accept(&days.wednesday).unwrap();
    exchange(&[&b, &c, &days.laptop]);
    for laptop in [&b, &c, &days.laptop] {
        assert_eq!(laptop.value(&days.id, "hasil").as_deref(), Some("dari b"));
        assert!(values(laptop, &days.id).contains(&"dari b".to_owned()));
        assert!(values(laptop, &days.id).contains(&"Rabu sore".to_owned()), "b never saw it");
        assert_same(&b.dump(), &laptop.dump(), "whatever came first");
        laptop.assert_healthy();
    }
}

#[test]
fn undo_goes_on_over_the_name_that_was_left() {
    let days = put_back();
    let b = Laptop::new(2);
    b.accept(&days.tuesday).unwrap();
    b.carry_to(&days.laptop);
    days.laptop.edit(&days.id, "hasil", "hasil Kamis");
    days.laptop.undo().unwrap();
    assert_eq!(days.laptop.value(&days.id, "hasil").as_deref(), Some("hasil Selasa"));
    days.laptop.undo().unwrap();
    days.laptop.undo().unwrap();
    assert_eq!(days.laptop.value(&days.id, "manfaat"), None, "what it wrote on Wednesday");
    days.laptop.assert_healthy();
}

#[test]
fn undo_goes_on_in_a_folder_that_was_carried_away_and_never_over_what_the_other_copy_writes() {
    let mut a = Laptop::new(1);
    let id = a.register("Pelita");
    a.edit(&id, "tujuan", "satu");
    a.close();
    let mut b = Laptop::unopened(FixedEnv::new(2), |to| copy_folder(&a.folder(), to));
    a.open().unwrap();
    b.open().unwrap();
    b.undo().unwrap();
    assert_eq!(b.value(&id, "tujuan"), None);
    a.edit(&id, "hasil", "dari yang lain");
    a.carry_to(&b);
    let _ = b.undo();
    assert_eq!(b.value(&id, "hasil").as_deref(), Some("dari yang lain"));
    b.assert_healthy();
}

#[test]
fn an_act_forged_under_a_colleagues_name_ends_no_merging() {
    let (a, b) = (Laptop::new(1), Laptop::new(2));
    let id = a.register("Pelita");
    a.carry_to(&b);
    b.edit(&id, "tujuan", "asli");
    let known = b.stamps().into_iter().max_by_key(|it| it.split('@').next().unwrap().parse::<u64>().unwrap()).unwrap();
    let (counter, device) = known.split_once('@').unwrap();
    let mut forged = act(1, &format!("inovasi:{id}"), "tujuan", "palsu");
    forged["first"] = serde_json::json!(format!("{counter}@{device}"));
    let path = a.path("palsu.prakarsa");
    forge(&path, &[forged], &[]);
    a.accept(&path).unwrap();
    b.edit(&id, "hasil", "asli juga");
    assert!(is_told(&b.carry_to(&a)));
    a.carry_to(&b);
    for laptop in [&a, &b] {
        assert_eq!(values(laptop, &id), ["asli", "palsu"], "both are there to choose from");
        assert_eq!(laptop.value(&id, "hasil").as_deref(), Some("asli juga"));
        laptop.assert_healthy();
    }
    assert_same(&a.dump(), &b.dump(), "equal again");
    b.edit(&id, "hasil", "terus");
    b.carry_to(&a);
    assert_same(&a.dump(), &b.dump(), "and stay so");
}
