//! Every act can be taken back and done again, and nobody's newer work is lost.

use domain::bukti::BuktiField;
use registry::{
    ListInovasi, Op, Reason,
    progress::Unwatched,
    view::{ConflictView, Say},
};

use crate::kit::{Cast, Laptop, assert_same, key};

fn nama_list(laptop: &Laptop) -> Vec<String> {
    let req = ListInovasi { limit: 100, ..ListInovasi::default() };
    laptop.list_inovasi(&req).unwrap().rows.into_iter().map(|it| it.nama).collect()
}

/// What an officer can see; history itself only grows.
fn shown(laptop: &Laptop) -> String {
    let mut text = laptop.export_registry().unwrap();
    for nama in nama_list(laptop) {
        text += &serde_json::to_string_pretty(&laptop.show_inovasi(&nama).unwrap()).unwrap();
    }
    text += &serde_json::to_string_pretty(&laptop.list_perangkat_daerah().unwrap()).unwrap();
    text += &serde_json::to_string_pretty(&laptop.list_penghargaan(None).unwrap()).unwrap();
    text + &serde_json::to_string_pretty(&laptop.list_findings().unwrap()).unwrap()
}

#[test]
fn a_walk_back_to_the_beginning_and_forth_again_shows_each_step_as_it_was() {
    let laptop = Laptop::new(1);
    let file = laptop.file("sk.pdf", b"%PDF-1.4 sk");
    let mut seen = vec![shown(&laptop)];
    let id = laptop.register("Rumah Pelita");
    seen.push(shown(&laptop));
    laptop.edit(&id, "tujuan", "Anak sehat");
    seen.push(shown(&laptop));
    laptop.edit(&id, "tujuan", "Anak sehat dan ibu bekerja");
    seen.push(shown(&laptop));
    laptop.set_member(&id, "urusan_beririsan", "Sosial", true).unwrap();
    seen.push(shown(&laptop));
    laptop.choose(&id, "SID-16", 2).unwrap();
    seen.push(shown(&laptop));
    laptop.attach(&id, "SID-16", &file).unwrap();
    seen.push(shown(&laptop));
    laptop.register_penghargaan("daerah", "IGA").unwrap();
    seen.push(shown(&laptop));
    laptop.register_perangkat_daerah("Dinas Kesehatan", None, None).unwrap();
    seen.push(shown(&laptop));
    laptop.remove_inovasi(&id).unwrap();
    seen.push(shown(&laptop));

    let last = seen.len() - 1;
    for at in (0..last).rev() {
        laptop.undo().unwrap();
        assert_same(&seen[at], &shown(&laptop), &format!("back to step {at}"));
    }
    assert_eq!(laptop.undo().unwrap_err().reason, Reason::NothingToUndo);
    for (at, was) in seen.iter().enumerate().skip(1) {
        laptop.redo().unwrap();
        assert_same(was, &shown(&laptop), &format!("forth to step {at}"));
    }
    assert_eq!(laptop.redo().unwrap_err().reason, Reason::NothingToRedo);
    // And all of it once more: an act done again can be taken back again.
    for _ in 0..last {
        laptop.undo().unwrap();
    }
    assert!(nama_list(&laptop).is_empty());
    laptop.assert_healthy();
}

#[test]
fn something_new_ends_what_could_be_done_again() {
    let laptop = Laptop::new(1);
    laptop.register("Satu");
    laptop.undo().unwrap();
    assert!(laptop.show_undo().unwrap().redo.is_some());
    laptop.register("Dua");
    let state = laptop.show_undo().unwrap();
    assert!(state.redo.is_none());
    let undo = state.undo.unwrap();
    assert_eq!((undo.op, undo.subject_nama.as_deref()), (Some(Op::RegisterInovasi), Some("Dua")));
    assert_eq!(laptop.redo().unwrap_err().reason, Reason::NothingToRedo);
}

#[test]
fn an_import_is_one_act_and_goes_in_one_step() {
    let laptop = Laptop::new(1);
    laptop.register("Rumah Pelita");
    let document = r#"{"format":"prakarsa-registry","version":1,"inovasi":[
        {"nama":"Rumah Pelita","tujuan":"Anak sehat"},{"nama":"IJOLKE"},{"nama":"KADO MBAK ITA"}]}"#;
    laptop.import_registry(&laptop.file("a.json", document), false, &mut Unwatched).unwrap();
    assert_eq!(nama_list(&laptop).len(), 3);
    let view = laptop.undo().unwrap().view;
    assert_eq!(nama_list(&laptop), ["Rumah Pelita"]);
    assert_eq!(view.n_newer, 0);
    let id = laptop.find_inovasi("Rumah Pelita").unwrap().to_string();
    assert_eq!(laptop.value(&id, "tujuan"), None);
    laptop.redo().unwrap();
    assert_eq!(nama_list(&laptop).len(), 3);
    assert_eq!(laptop.value(&id, "tujuan").as_deref(), Some("Anak sehat"));
}

#[test]
fn taking_back_leaves_what_another_person_wrote_since() {
    let cast = Cast::new();
    let id = cast.laptop_a.register("Rumah Pelita");
    cast.laptop_a.edit(&id, "tujuan", "dari A");
    cast.laptop_a.carry_to(&cast.laptop_b);
    cast.laptop_b.edit(&id, "tujuan", "dari B");
    cast.laptop_b.carry_to(&cast.laptop_a);
    let view = cast.laptop_a.undo().unwrap().view;
    assert_eq!((view.n_restored, view.n_newer), (0, 1));
    assert_eq!(cast.laptop_a.value(&id, "tujuan").as_deref(), Some("dari B"));
    // The next step back reaches the registering itself; B has worked on it, so it stays.
    let view = cast.laptop_a.undo().unwrap().view;
    assert_eq!((view.n_restored, view.n_newer), (0, 1));
    assert_eq!(nama_list(&cast.laptop_a), ["Rumah Pelita"]);
}

#[test]
fn what_was_taken_back_is_taken_back_on_every_laptop() {
    let cast = Cast::new();
    let id = cast.laptop_a.register("Rumah Pelita");
    cast.laptop_a.edit(&id, "tujuan", "keliru");
    cast.laptop_a.carry_to(&cast.office);
    cast.laptop_a.undo().unwrap();
    cast.laptop_a.carry_to(&cast.office);
    assert_eq!(cast.office.value(&id, "tujuan"), None);
    assert_eq!(cast.office.list_conflicts().unwrap().len(), 0);
    // Only its own acts does a laptop take back.
    assert!(cast.office.show_undo().unwrap().undo.is_none());
}

/// Two laptops have written one field apart, and the first knows of it.
fn apart() -> (Cast, String) {
    let cast = Cast::new();
    let id = cast.laptop_a.register("Rumah Pelita");
    cast.laptop_a.edit(&id, "tujuan", "awal");
    cast.laptop_a.carry_to(&cast.laptop_b);
    cast.laptop_a.edit(&id, "tujuan", "dari A");
    cast.laptop_b.edit(&id, "tujuan", "dari B");
    cast.laptop_b.carry_to(&cast.laptop_a);
    (cast, id)
}

/// The values that a person chooses from.
fn open_values(laptop: &Laptop) -> Vec<Vec<String>> {
    let conflicts = laptop.list_conflicts().unwrap().into_iter();
    let values = |it: ConflictView| {
        let mut values: Vec<String> = it.heads.into_iter().map(|it| it.value.unwrap_or_default()).collect();
        values.sort();
        values
    };
    conflicts.map(values).collect()
}

fn decide(laptop: &Laptop, value: &str) {
    let conflict = laptop.list_conflicts().unwrap().remove(0);
    let head = conflict.heads.iter().find(|it| it.value.as_deref().is_some_and(|it| it.ends_with(value))).unwrap();
    laptop.resolve_conflict(conflict.subject, &conflict.field, &head.stamp).unwrap();
}

#[test]
fn a_decision_that_is_taken_back_leaves_the_conflict_open_everywhere() {
    let (cast, id) = apart();
    let (a, b) = (&cast.laptop_a, &cast.laptop_b);
    let both = vec![vec!["dari A".to_owned(), "dari B".to_owned()]];
    let shown = a.value(&id, "tujuan");
    decide(a, "dari A");
    assert!(open_values(a).is_empty());
    let view = a.undo().unwrap().view;
    assert_eq!((view.n_restored, view.n_newer), (1, 0));
    assert_eq!(open_values(a), both);
    assert_eq!(a.value(&id, "tujuan"), shown, "the value that was shown before is shown again");

    // Forth and back once more: what was decided stands, then it is open again.
    a.redo().unwrap();
    assert!(open_values(a).is_empty());
    assert_eq!(a.value(&id, "tujuan").as_deref(), Some("dari A"));
    a.undo().unwrap();
    assert_eq!(open_values(a), both);

    // Every laptop learns the same of it, in whatever order.
    a.carry_to(b);
    a.carry_to(&cast.office);
    b.carry_to(&cast.office);
    b.carry_to(a);
    for laptop in [a, b, &cast.office] {
        assert_eq!(open_values(laptop), both);
        laptop.assert_healthy();
    }
    assert_same(&a.tables(), &b.tables(), "both know all");

    // It is decided as any other, by whoever does it.
    decide(b, "dari B");
    b.carry_to(a);
    assert!(open_values(a).is_empty());
    assert_eq!(a.value(&id, "tujuan").as_deref(), Some("dari B"));
}

#[test]
fn typing_over_a_conflict_is_taken_back_to_the_conflict() {
    let (cast, id) = apart();
    let a = &cast.laptop_a;
    a.edit(&id, "tujuan", "keduanya");
    assert!(open_values(a).is_empty());
    a.undo().unwrap();
    assert_eq!(open_values(a), [["dari A", "dari B"]]);
    decide(a, "dari B");
    a.undo().unwrap();
    // One step further back there is nothing that this laptop wrote alone.
    assert_eq!(a.undo().unwrap().view.n_newer, 1);
    assert_eq!(open_values(a), [["dari A", "dari B"]]);
}

#[test]
fn a_removal_decided_either_way_is_open_again_once_that_is_taken_back() {
    for removed in [true, false] {
        let cast = Cast::new();
        let (a, b) = (&cast.laptop_a, &cast.laptop_b);
        let id = a.register("Rumah Pelita");
        a.carry_to(b);
        a.remove_inovasi(&id).unwrap();
        b.edit(&id, "tujuan", "dari B");
        b.carry_to(a);
        let open = open_values(a);
        assert_eq!(open.len(), 1);
        decide(a, if removed { "1" } else { "dari B" });
        assert_eq!(nama_list(a).is_empty(), removed);
        a.undo().unwrap();
        assert_eq!(open_values(a), open);
        assert_eq!(nama_list(a), ["Rumah Pelita"], "nothing disappears while it is open");
        a.redo().unwrap();
        assert!(open_values(a).is_empty());
        assert_eq!(nama_list(a).is_empty(), removed);
        a.undo().unwrap();
        a.carry_to(b);
        assert_eq!(open_values(b), open);
        b.carry_to(a);
        assert_same(&a.tables(), &b.tables(), "both know all");
    }
}

#[test]
fn every_value_of_a_field_is_in_its_history_and_can_be_used_again() {
    let laptop = Laptop::new(1);
    let id = laptop.register("Lapor Hendi");
    laptop.edit(&id, "nama", "Lapor Semar");
    laptop.edit(&id, "tahapan", "Uji Coba");
    let subject = format!("inovasi:{id}");
    let history = laptop.show_history(&subject, Some("nama")).unwrap();
    let values: Vec<_> = history.iter().map(|it| (it.value.as_deref().unwrap(), it.stands)).collect();
    assert_eq!(values, [("Lapor Semar", true), ("Lapor Hendi", false)]);
    assert_eq!(history[0].person, "Petugas 1");
    laptop.restore_value(&subject, "nama", &history[1].stamp).unwrap();
    assert_eq!(laptop.value(&id, "nama").as_deref(), Some("Lapor Hendi"));
    assert_eq!(laptop.show_history(&subject, Some("nama")).unwrap().len(), 3);
    let all = laptop.show_history(&subject, None).unwrap();
    let tahapan = all.iter().find(|it| it.field == "tahapan").unwrap();
    assert_eq!(tahapan.text.as_deref(), Some("Uji Coba"));
    laptop.undo().unwrap();
    assert_eq!(laptop.value(&id, "nama").as_deref(), Some("Lapor Semar"));
    let error = laptop.restore_value(&subject, "nama", "99@00000000-0000-0000-0000-000000000009").unwrap_err();
    assert_eq!(error.reason, Reason::HistoryMissing);
}

#[test]
fn what_was_done_with_bukti_stands_in_the_history_of_the_inovasi() {
    let laptop = Laptop::new(1);
    let (id, other) = (laptop.register("Rumah Pelita"), laptop.register("Lain"));
    let subject = format!("inovasi:{id}");
    laptop.choose(&id, "SID-16", 2).unwrap();
    laptop.attach(&id, "SID-16", &laptop.file("sk.pdf", b"%PDF-1.4 sk")).unwrap();
    laptop.attach(&other, "SID-16", &laptop.file("lain.pdf", b"%PDF-1.4 lain")).unwrap();
    let view = laptop.show_assessment(&id, registry::DEFAULT_INSTRUMENT.trim()).unwrap();
    let bukti = view.indikator.iter().find_map(|it| it.bukti.first()).unwrap().id;
    laptop.edit_bukti(&id, registry::DEFAULT_INSTRUMENT.trim(), bukti, BuktiField::Nomor, Some("188/1")).unwrap();
    laptop.link_bukti(&key(&id, "SID-17"), bukti, Some("3-5")).unwrap();
    laptop.detach_bukti(&key(&id, "SID-16"), bukti).unwrap();
    let all = laptop.show_history(&subject, None).unwrap();
    let told: Vec<_> = all
        .iter()
        .filter(|it| it.berkas.is_some())
        .map(|it| (it.said.as_ref().map(|it| it.say), it.label.as_str(), it.value.as_deref(), it.stands))
        .collect();
    assert_eq!(
        told,
        [
            (Some(Say::BuktiDetached), "SID-16", None, true),
            (Some(Say::BuktiLinkedPages), "SID-17", Some("3-5"), true),
            (None, "nomor", Some("188/1"), true),
            (Some(Say::BuktiLinked), "SID-16", Some(""), false),
        ]
    );
    assert!(all.iter().all(|it| it.berkas.as_deref().is_none_or(|it| it == "sk.pdf")));
    // One field's own history holds that field alone.
    assert!(laptop.show_history(&subject, Some("nama")).unwrap().iter().all(|it| it.berkas.is_none()));
}

#[test]
fn a_note_to_oneself_stays_here_and_leaves_no_history() {
    let cast = Cast::new();
    let id = cast.laptop_a.register("Rumah Pelita");
    let before = cast.laptop_a.stamps().len();
    cast.laptop_a.keep_note(&id, "Tanya Bu Sri soal SK").unwrap();
    assert_eq!(cast.laptop_a.stamps().len(), before);
    assert_eq!(cast.laptop_a.show_inovasi(&id).unwrap().note.as_deref(), Some("Tanya Bu Sri soal SK"));
    cast.laptop_a.carry_to(&cast.laptop_b);
    assert_eq!(cast.laptop_b.show_inovasi(&id).unwrap().note, None);
    cast.laptop_a.keep_note(&id, " ").unwrap();
    assert_eq!(cast.laptop_a.show_inovasi(&id).unwrap().note, None);
}
