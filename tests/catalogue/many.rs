//! One act on many, and saved views.

use domain::inovasi::profile::Field;
use registry::{EditMany, Filter, ListInovasi, Reason, Selection};

use crate::kit::Laptop;

fn with_tahapan(tahapan: &str) -> ListInovasi {
    let filter = Filter { tahapan: vec![tahapan.into()], ..Filter::default() };
    ListInovasi { limit: 500, filter, ..ListInovasi::default() }
}

fn edit(selection: Selection, field: Field, value: &str) -> EditMany {
    EditMany { selection, field, value: Some(value.into()), member: None, present: false }
}

#[test]
fn a_field_of_many_is_one_act_and_one_step_back() {
    let laptop = Laptop::new(1);
    let ids: Vec<String> = ["Satu", "Dua", "Tiga", "Empat"].map(|it| laptop.register(it)).into();
    laptop.edit(&ids[0], "tahapan", "penerapan");
    laptop.edit(&ids[1], "jenis", "digital");
    laptop.remove_inovasi(&ids[3]).unwrap();
    let tables = laptop.tables();

    // All that have no tahapan but the third, and also the first, twice, and a removed one.
    let selection = Selection {
        ids: [0, 3, 0].map(|at: usize| ids[at].parse().unwrap()).into(),
        all: Some(with_tahapan("")),
        except: vec![ids[2].parse().unwrap()],
    };
    let view = laptop.edit_many_inovasi(&edit(selection, Field::Jenis, "Digital")).unwrap().view;
    assert_eq!((view.n_changed, view.n_unchanged, view.n_skipped), (1, 1, 1));
    let jenis = |at: usize| laptop.value(&ids[at], "jenis");
    assert_eq!(
        (jenis(0).as_deref(), jenis(1).as_deref(), jenis(2), jenis(3)),
        (Some("digital"), Some("digital"), None, None)
    );

    let undone = laptop.undo().unwrap().view;
    assert_eq!(undone.n_restored, 1);
    assert_eq!((jenis(0), jenis(1).as_deref()), (None, Some("digital")));
    assert_ne!(tables, laptop.tables(), "history remembers both");
}

#[test]
fn members_are_added_to_many_and_taken_out() {
    let laptop = Laptop::new(1);
    let ids: Vec<String> = ["Satu", "Dua"].map(|it| laptop.register(it)).into();
    let all = || Selection { all: Some(ListInovasi::default()), ..Selection::default() };
    let member = |present| EditMany {
        selection: all(),
        field: Field::UrusanBeririsan,
        member: Some("Kesehatan".into()),
        present,
        value: None,
    };
    let members = |id: &str| {
        let view = laptop.show_inovasi(id).unwrap();
        view.profile.into_iter().find(|it| it.field.name() == "urusan_beririsan").unwrap().members
    };
    assert_eq!(laptop.edit_many_inovasi(&member(true)).unwrap().view.n_changed, 2);
    assert!(ids.iter().all(|it| members(it) == ["kesehatan"]));
    assert_eq!(laptop.edit_many_inovasi(&member(true)).unwrap().view.n_unchanged, 2);
    assert_eq!(laptop.edit_many_inovasi(&member(false)).unwrap().view.n_changed, 2);
    assert!(ids.iter().all(|it| members(it).is_empty()));
}

#[test]
fn many_are_removed_and_brought_back_in_one_step() {
    let laptop = Laptop::new(1);
    for n in 0..30 {
        let id = laptop.register(&format!("Inovasi {n:02}"));
        laptop.edit(&id, "tahapan", if n % 2 == 0 { "penerapan" } else { "inisiatif" });
    }
    let selection = Selection { all: Some(with_tahapan("penerapan")), ..Selection::default() };
    assert_eq!(laptop.remove_many_inovasi(&selection).unwrap().view.n_changed, 15);
    assert_eq!(laptop.list_inovasi(&with_tahapan("penerapan")).unwrap().total, 0);
    assert_eq!(laptop.show_registry().unwrap().n_inovasi, 15);
    laptop.undo().unwrap();
    assert_eq!(laptop.list_inovasi(&with_tahapan("penerapan")).unwrap().total, 15);
    laptop.assert_healthy();
}

#[test]
fn what_cannot_stand_changes_none_of_many() {
    let laptop = Laptop::new(1);
    let id = laptop.register("Satu");
    let tables = laptop.tables();
    let here = |extra: &str| Selection { ids: laptop.inovasi_each(&[&id, extra]).unwrap(), ..Selection::default() };
    let nobody = "01990000-0000-7000-8000-000000000000";
    for (req, reason) in [
        (edit(here(&id), Field::Nama, "Sama Semua"), Reason::NamaOfMany),
        (edit(here(&id), Field::Tahapan, "selesai"), Reason::OptionUnlike),
        (edit(here(nobody), Field::Tujuan, "x"), Reason::InovasiMissing),
        (edit(here(&id), Field::PengembanganDari, &id), Reason::DevelopsItself),
        (edit(here(&id), Field::UrusanBeririsan, "Kesehatan"), Reason::OptionUnlike),
    ] {
        assert_eq!(laptop.edit_many_inovasi(&req).unwrap_err().reason, reason, "{}", req.field);
        assert_eq!(laptop.tables(), tables, "{reason}");
    }
}

#[test]
fn saved_views_stay_with_this_copy() {
    let mut laptop = Laptop::new(1);
    laptop.register("Kado");
    let before = laptop.show_undo().unwrap();
    laptop.keep_saved_view("Siap kirim", r#"{"sort":"claimed"}"#).unwrap();
    laptop.keep_saved_view("antrean", "{}").unwrap();
    let view = laptop.keep_saved_view("Siap kirim", r#"{"sort":"supported"}"#).unwrap().view;
    let names: Vec<&str> = view.views.iter().map(|it| it.nama.as_str()).collect();
    assert_eq!(names, ["antrean", "Siap kirim"]);
    assert_eq!(view.views[1].state, r#"{"sort":"supported"}"#);
    assert_eq!(laptop.show_undo().unwrap(), before, "a view is no act of history");

    laptop.open().unwrap();
    assert_eq!(laptop.show_saved_views().unwrap(), view);
    let other = Laptop::new(2);
    laptop.carry_to(&other);
    assert!(other.show_saved_views().unwrap().views.is_empty(), "it never travels");
    assert_eq!(laptop.remove_saved_view("antrean").unwrap().view.views.len(), 1);

    for (nama, state, reason) in [
        (" ", "{}", Reason::SavedViewUnnamed),
        ("Rusak", "{", Reason::SavedViewUnreadable),
        ("Besar", &format!("\"{}\"", "x".repeat(20_000)), Reason::SavedViewUnreadable),
    ] {
        assert_eq!(laptop.keep_saved_view(nama, state).unwrap_err().reason, reason);
    }
    assert_eq!(laptop.remove_saved_view("antrean").unwrap_err().reason, Reason::SavedViewMissing);
    for n in 0..99 {
        laptop.keep_saved_view(&format!("Tampilan {n}"), "{}").unwrap();
    }
    assert_eq!(laptop.keep_saved_view("Terlalu banyak", "{}").unwrap_err().reason, Reason::SavedViewTooMany);
    // One that is there already may still be changed.
    laptop.keep_saved_view("Tampilan 7", "[]").unwrap();
}
