//! Own exports are read back whatever has come to stand in them, and what has come to
//! stand can be taken out.

use registry::{ExportWorkbook, ImportWorkbook, Reason, TickOption, WorkbookKind, progress::Unwatched};

use super::{NOW, files};
use crate::{
    kit::{Cast, Laptop, whom},
    refusals::parcels::{act, forge},
};

fn restore(laptop: &Laptop, export: &str) -> Result<(), String> {
    files::import(laptop, &serde_json::from_str(export).unwrap())
}

/// Adds a body; returns its id.
fn body(laptop: &Laptop, nama: &str, induk: Option<&str>) -> String {
    let list = laptop.register_perangkat_daerah(nama, None, induk).unwrap().view.perangkat_daerah;
    list.into_iter().find(|it| it.nama == nama).unwrap().id.to_string()
}

#[test]
fn a_body_whose_induk_was_taken_out_elsewhere_is_read_back_and_remarked_on() {
    let cast = Cast::new();
    let (a, b) = (&cast.laptop_a, &cast.laptop_b);
    let kominfo = body(a, "Dinas Kominfo", None);
    a.carry_to(b);
    let uptd = body(a, "UPTD Data", Some(&kominfo));
    b.remove_perangkat_daerah(&kominfo).unwrap();
    b.carry_to(a);
    let export = a.export_registry().unwrap();
    restore(a, &export).unwrap();
    let new = Laptop::new(9);
    restore(&new, &export).unwrap();
    for laptop in [a, &new] {
        assert!(laptop.list_perangkat_daerah().unwrap().perangkat_daerah.iter().any(|it| it.id.to_string() == uptd));
        let found = laptop.list_findings().unwrap();
        let it = found.iter().find(|it| it.code.name() == "induk_missing").unwrap();
        assert_eq!(it.subject_nama.as_deref(), Some("UPTD Data"));
    }
}

#[test]
fn a_body_with_two_ids_is_one_in_documents_and_forms() {
    let (here, there) = (Laptop::new(1), Laptop::new(2));
    let own = body(&here, "Dinas Kesehatan", None);
    let theirs = body(&there, "DINAS Kesehatan", None);
    body(&there, "UPTD Puskesmas", Some(&theirs));
    there.register("Lapor Hendi");
    let req = ExportWorkbook {
        out: there.path("f.xlsx").display().to_string(),
        ids: Vec::new(),
        kind: WorkbookKind::Form,
        replace: false,
    };
    there.export_workbook(&req, &mut Unwatched).unwrap();
    let form = ImportWorkbook { path: req.out, ..ImportWorkbook::default() };
    let told = here.import_workbook(&form, true, &mut Unwatched).unwrap().view;
    assert!(told.refused.is_empty(), "{:?}", told.refused);
    restore(&here, &there.export_registry().unwrap()).unwrap();
    let list = here.list_perangkat_daerah().unwrap().perangkat_daerah;
    let induk: Vec<_> = list.iter().map(|it| (it.nama.as_str(), it.induk.map(|it| it.to_string()))).collect();
    assert_eq!(induk, [("DINAS Kesehatan", None), ("UPTD Puskesmas", Some(own))]);
    here.import_workbook(&form, false, &mut Unwatched).unwrap();
    assert_eq!(here.list_perangkat_daerah().unwrap().perangkat_daerah.len(), 2);
}

#[test]
fn two_bodies_of_one_name_are_parted_and_together_again_is_refused() {
    let cast = Cast::new();
    let (a, b) = (&cast.laptop_a, &cast.laptop_b);
    let id = body(a, "Dinas Kesehatan", None);
    body(b, "Dinas Kesehatan", None);
    b.carry_to(a);
    a.edit_perangkat_daerah(&id, "nama", Some("Dinas Kesehatan Kota"), false).unwrap();
    assert_eq!(a.undo().unwrap_err().reason, Reason::PerangkatDaerahExists);
    assert!(a.show_undo().unwrap().undo.is_some());
}

/// A value that came with the history of another laptop, as no door here takes it.
#[test]
fn what_history_brought_is_taken_out_by_a_person() {
    let laptop = Laptop::new(1);
    let (id, kominfo) = (laptop.register("Lapor Semar"), body(&laptop, "Dinas Kominfo", None));
    let (subject, of_body) = (format!("inovasi:{id}"), format!("perangkat_daerah:{kominfo}"));
    let long = "x".repeat(485);
    let fields = [
        (&subject, "urusan_beririsan/kapal".to_owned()),
        (&subject, format!("nama_lama/{long}")),
        (&subject, format!("tick/{NOW}/regulasi-inovasi-daerah/aneh")),
        (&of_body, format!("perangkat_daerah/nama_lama/{long}")),
    ];
    let acts: Vec<_> = (1000..).zip(&fields).map(|(at, (whose, field))| act(at, whose, field, "1")).collect();
    let parcel = laptop.path("asing.prakarsa");
    forge(&parcel, &acts, &[]);
    laptop.accept(&parcel).unwrap();
    laptop.set_member(&id, "urusan_beririsan", "kapal", false).unwrap();
    laptop.set_member(&id, "nama_lama", &long, false).unwrap();
    laptop.set_perangkat_daerah_nama_lama(&kominfo, &long, false).unwrap();
    let tick = TickOption {
        subject: whom(&subject),
        instrument: NOW.into(),
        indikator: "SID-16".into(),
        option: "aneh".into(),
        on: false,
    };
    laptop.tick_option(&tick).unwrap();
    for (whose, field) in &fields {
        let history = laptop.show_history(whose, Some(field)).unwrap();
        assert!(history.iter().all(|it| !it.stands || it.value.is_none()), "{field}: {history:?}");
    }
    // What never stood is still told.
    assert_eq!(laptop.set_member(&id, "urusan_beririsan", "pesawat", false).unwrap_err().reason, Reason::OptionUnlike);
}

/// Older programs kept former names of whatever length history could keep.
#[test]
fn a_former_name_that_is_too_long_today_is_read_back_and_sent_on() {
    let laptop = Laptop::new(1);
    let kominfo = body(&laptop, "Dinas Kominfo", None);
    let long = "x".repeat(485);
    let parcel = laptop.path("lama.prakarsa");
    let field = format!("perangkat_daerah/nama_lama/{long}");
    forge(&parcel, &[act(1000, &format!("perangkat_daerah:{kominfo}"), &field, "1")], &[]);
    laptop.accept(&parcel).unwrap();
    let export = laptop.export_registry().unwrap();
    restore(&laptop, &export).unwrap();
    let (new, far) = (Laptop::new(2), Laptop::new(3));
    restore(&new, &export).unwrap();
    new.carry_to(&far);
    assert_eq!(far.list_perangkat_daerah().unwrap().perangkat_daerah[0].nama_lama, [long]);
}
