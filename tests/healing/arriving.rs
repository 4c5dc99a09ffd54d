//! What arrives amiss, or finds something amiss here: one bad act keeps nobody from the
//! others.

use super::*;

#[test]
fn one_act_that_has_rotted_at_the_senders_keeps_nobody_from_the_others() {
    for rot in ROTS {
        let (mut a, id) = worked_in();
        let (b, c) = (Laptop::new(2), Laptop::new(3));
        // b has everything while it is whole.
        a.carry_to(&b);
        behind_its_back(&mut a, rot);
        a.edit(&id, "manfaat", "sesudah rusak");
        // The sender is told, and so is whoever takes it in; all the rest arrives.
        let path = a.path("kiriman.prakarsa");
        let receipt = a.create_parcel(&path, false, &mut Unwatched).unwrap();
        assert_eq!(said(&receipt.notices, NoticeCode::ParcelActsLeftOut), ["1"], "{rot}");
        let told = c.accept(&path).unwrap();
        assert_eq!(said(&told.notices, NoticeCode::ParcelActsUnfit).len(), 1, "{rot}");
        assert_eq!(c.value(&id, "hasil").as_deref(), Some("baik"));
        assert_eq!(c.value(&id, "manfaat").as_deref(), Some("sesudah rusak"));
        assert_eq!(c.value(&id, "tujuan"), None, "nothing of it is believed");
        // The gap is told until it is closed, also of what c passes on.
        assert_eq!(said(&problems(&c), NoticeCode::DoctorActAbsent).len(), 1, "{rot}");
        let d = Laptop::new(4);
        c.carry_to(&d);
        assert_eq!(said(&problems(&d), NoticeCode::DoctorActAbsent).len(), 1, "{rot}");
        // Known here whole: passed over.
        let nothing = b.accept(&path).unwrap();
        assert_eq!(said(&nothing.notices, NoticeCode::ParcelActsUnfit).len(), 0, "{rot}");
        b.assert_healthy();
        // Whoever has it whole closes the gap, and mends the sender.
        problems(&a);
        for laptop in [&a, &c, &d] {
            let told = b.carry_to(laptop);
            assert_eq!(said(&told.notices, NoticeCode::ActsMended), ["1"], "{rot}");
            assert_eq!(laptop.value(&id, "tujuan").as_deref(), Some("Turun 15 persen"));
            let view = laptop.run_doctor(&mut Unwatched).unwrap();
            assert!(view.healthy, "{rot} {:?}", view.problems);
        }
        exchange(&[&a, &b, &c, &d]);
        // And once it is whole it is history like any other.
        c.carry_to(&Laptop::new(5)).notices.iter().for_each(|it| assert_ne!(it.code, NoticeCode::ParcelActsUnfit));
    }
}

#[test]
fn what_the_sender_writes_over_a_rotted_value_arrives() {
    let (mut a, id) = worked_in();
    let (b, c) = (Laptop::new(2), Laptop::new(3));
    a.carry_to(&b);
    behind_its_back(&mut a, ROTS[0]);
    a.edit(&id, "tujuan", "Turun 20 persen");
    a.carry_to(&c);
    assert_eq!(c.value(&id, "tujuan").as_deref(), Some("Turun 20 persen"));
    problems(&a);
    b.carry_to(&a);
    exchange(&[&a, &b, &c]);
    for laptop in [&a, &b, &c] {
        assert_eq!(laptop.value(&id, "tujuan").as_deref(), Some("Turun 20 persen"));
        assert!(laptop.list_conflicts().unwrap().is_empty());
        laptop.assert_healthy();
    }
}

#[test]
fn a_forged_act_does_not_enter_under_a_known_name() {
    let (a, id) = worked_in();
    let b = Laptop::new(2);
    let forged = a.write_parcel();
    rewrite_acts(&forged, |it| {
        if it["changes"][0]["field"] == "tujuan" {
            it["changes"][0]["value"] = "palsu".into();
        }
        true
    });
    let told = b.accept(&forged).unwrap();
    assert_eq!(said(&told.notices, NoticeCode::ParcelActsUnfit).len(), 1);
    assert_eq!(b.value(&id, "tujuan"), None);
    assert!(!b.dump().contains("palsu"));
    // The true one closes the gap.
    exchange(&[&a, &b]);
    b.assert_healthy();
    // Forged behind everything, nothing stands on it: it leaves no trace at all.
    let before = b.dump();
    a.edit(&id, "hasil", "lebih baik");
    let forged = a.write_parcel();
    rewrite_acts(&forged, |it| {
        if it["changes"][0]["value"] == "lebih baik" {
            it["changes"][0]["value"] = "palsu".into();
        }
        true
    });
    assert_eq!(said(&b.accept(&forged).unwrap().notices, NoticeCode::ParcelActsUnfit).len(), 1);
    assert_same(&before, &b.dump(), "nothing of it");
    b.assert_healthy();
}

#[test]
fn acts_behind_one_that_is_not_here_wait_for_it() {
    let (a, id) = worked_in();
    let b = Laptop::new(2);
    let cut = a.write_parcel();
    rewrite_acts(&cut, |it| it["changes"][0]["field"] != "tujuan");
    let told = b.accept(&cut).unwrap();
    assert_eq!(said(&told.notices, NoticeCode::ParcelActsWaiting).len(), 1, "{:?}", told.notices);
    assert_eq!(b.value(&id, "nama").as_deref(), Some("Pelita"));
    assert_eq!(b.value(&id, "hasil"), None);
    b.assert_healthy();
    // Nothing waits any more.
    exchange(&[&a, &b]);
}

/// A registry in which an older program let another spelling of an id take its row.
fn spelled_oddly(laptop: &mut Laptop, id: &str) {
    laptop.close();
    let stamp = Stamp { counter: 5, device: "019f0000-0000-7000-8000-00000000dead".parse().unwrap() };
    let change = |counter, field: &str| Change {
        stamp: Stamp { counter, ..stamp },
        subject: format!("inovasi:{}", id.replace('-', "")),
        field: field.into(),
        value: Some("lain".into()),
        replaces: Vec::new(),
    };
    let changes = vec![change(5, "nama"), change(6, "nama_lama/dulu")];
    let odd = Act { first: stamp, op: "edit_inovasi".into(), at: 0, person: "Orang asing".into(), changes };
    let odd = store::chained(odd, ActHash::NONE);
    let database = database(laptop);
    let put = |sql: &str, values: &[&dyn rusqlite::ToSql]| database.execute(sql, values).unwrap();
    put("INSERT INTO device (id, uuid) VALUES (90, ?1)", params![stamp.device.to_string()]);
    put("INSERT INTO subject (id, key) VALUES (90, ?1)", params![odd.act.changes[0].subject]);
    put(
        "INSERT INTO act (id, device, counter, n, op, at, person, hash) VALUES (90, 90, 5, 2, 'edit_inovasi', 0, 'Orang asing', ?1)",
        params![odd.hash.0.as_slice()],
    );
    for it in &odd.act.changes {
        put(
            "INSERT INTO change (act, device, counter, subject, field, value) VALUES (90, 90, ?1, 90, ?2, 'lain')",
            params![i64::try_from(it.stamp.counter).unwrap(), it.field],
        );
    }
    put("INSERT INTO inovasi (subject, id, nama) VALUES (90, ?1, 'lain')", params![id]);
    put("INSERT INTO nama_lama (inovasi, nama) VALUES (90, 'dulu')", &[]);
    put("INSERT INTO search_line (inovasi, nama, digest) VALUES (90, 'lain', 0)", &[]);
    put("INSERT INTO inovasi_search (rowid, words) VALUES (90, 'lain')", &[]);
    drop(database);
    laptop.open().unwrap();
}

#[test]
fn an_odd_spelling_that_took_a_row_long_ago_gives_it_back() {
    for rebuilt_first in [false, true] {
        let sender = Laptop::new(2);
        let id = sender.register("Dari jauh");
        sender.edit(&id, "tujuan", "jujur");
        let mut laptop = Laptop::new(1);
        spelled_oddly(&mut laptop, &id);
        let told = problems(&laptop);
        assert_eq!(said(&told, NoticeCode::DoctorShown), ["lain 2"], "{told:?}");
        if rebuilt_first {
            let view = laptop.rebuild_tables(&mut Unwatched).unwrap().view;
            assert!(view.healthy, "{:?}", view.problems);
            assert_eq!(laptop.show_registry().unwrap().n_inovasi, 0);
        }
        // It blocks no honest parcel, nor does what it sends.
        sender.carry_to(&laptop);
        assert_eq!(laptop.value(&id, "nama").as_deref(), Some("Dari jauh"));
        assert_eq!(laptop.value(&id, "tujuan").as_deref(), Some("jujur"));
        laptop.assert_healthy();
        laptop.edit(&id, "hasil", "bekerja terus");
        let told = laptop.carry_to(&sender);
        assert_eq!(said(&told.notices, NoticeCode::ParcelActsUnfit).len(), 1, "{:?}", told.notices);
        assert_eq!(sender.value(&id, "hasil").as_deref(), Some("bekerja terus"));
        sender.assert_healthy();
        // Undone, restored, exported: it is an inovasi like any other.
        laptop.undo().unwrap();
        assert_eq!(laptop.value(&id, "hasil"), None);
        laptop.assert_healthy();
    }
}

#[test]
fn too_many_acts_that_are_not_what_they_say_are_no_parcel() {
    let laptop = Laptop::new(1);
    let path = laptop.path("banyak.prakarsa");
    let id = "019F0000-0000-7000-8000-00000000BEEF";
    let acts: Vec<_> = (1..=10_001).map(|n| act(n, &format!("inovasi:{id}"), "nama", "x")).collect();
    forge(&path, &acts, &[]);
    let before = laptop.dump();
    assert_eq!(laptop.accept(&path).unwrap_err().reason, Reason::ChangeUnreadable);
    assert_same(&before, &laptop.dump(), "nothing of it");
}
