//! Inovasi that look alike: the program points, a person decides.

use domain::inovasi::duplicate::DuplicateVerdict;
use registry::{NoticeCode, Reason};

use crate::kit::{Cast, Laptop, assert_same};

fn two(laptop: &Laptop) -> (String, String) {
    let (a, b) = (laptop.register("Lapor Hendi"), laptop.register("Lapor Semar"));
    for id in [&a, &b] {
        laptop.edit(id, "perangkat_daerah", "Dinas Komunikasi dan Informatika");
        laptop.edit(id, "urusan_utama", "Komunikasi dan Informatika");
    }
    (a, b)
}

#[test]
fn a_renamed_one_is_pointed_at_until_somebody_decides() {
    let laptop = Laptop::new(1);
    let (a, b) = two(&laptop);
    let view = laptop.list_duplicates(false).unwrap();
    assert_eq!((view.pairs.len(), view.n_open, view.n_decided), (1, 1, 0));
    let codes: Vec<_> = view.pairs[0].reasons.iter().map(|it| it.code).collect();
    assert_eq!(codes, [NoticeCode::RenamedNama]);
    let view = laptop.decide_duplicate(&b, &a, "dismissed").unwrap().view;
    assert_eq!((view.pairs.len(), view.n_decided), (0, 1));
    assert_eq!(laptop.list_duplicates(true).unwrap().pairs[0].verdict, Some(DuplicateVerdict::Dismissed));
    laptop.undo().unwrap();
    assert_eq!(laptop.list_duplicates(false).unwrap().n_open, 1);
    assert_eq!(laptop.decide_duplicate(&a, &b, "mungkin").unwrap_err().reason, Reason::VerdictUnknown);
}

#[test]
fn pairs_stand_in_one_order_on_every_laptop() {
    let Cast { office, laptop_a, .. } = &Cast::new();
    laptop_a.register("Rumah Pelita");
    office.register("Rumah Pelita");
    office.register("Rumah Pelita");
    laptop_a.carry_to(office);
    office.carry_to(laptop_a);
    let told = |laptop: &Laptop| serde_json::to_string_pretty(&laptop.list_duplicates(false).unwrap()).unwrap();
    assert_eq!(office.list_duplicates(false).unwrap().pairs.len(), 3);
    assert_same(&told(office), &told(laptop_a), "whoever came first there");
}

#[test]
fn a_verdict_travels_to_the_other_laptops() {
    let cast = Cast::new();
    let (a, b) = two(&cast.laptop_a);
    cast.laptop_a.decide_duplicate(&a, &b, "linked").unwrap();
    cast.laptop_a.carry_to(&cast.office);
    assert_eq!(cast.office.list_duplicates(true).unwrap().pairs[0].verdict, Some(DuplicateVerdict::Linked));
}

#[test]
fn combining_fills_the_blanks_moves_bukti_and_is_taken_back_in_one_step() {
    let laptop = Laptop::new(1);
    let (a, b) = two(&laptop);
    laptop.edit(&a, "tujuan", "Warga melapor lewat satu pintu");
    laptop.edit(&b, "tujuan", "Tujuan yang lain");
    laptop.edit(&b, "manfaat", "Laporan cepat ditangani");
    laptop.set_member(&b, "urusan_beririsan", "Sosial", true).unwrap();
    laptop.choose(&a, "SID-16", 1).unwrap();
    laptop.choose(&b, "SID-16", 3).unwrap();
    laptop.choose(&b, "SID-17", 2).unwrap();
    let file = laptop.file("sk.pdf", b"%PDF-1.4 sk");
    laptop.attach(&b, "SID-17", &file).unwrap();
    laptop.register_penghargaan(&b, "TOP 99").unwrap();
    let before = laptop.export_registry().unwrap();

    let view = laptop.combine_inovasi(&a, &b).unwrap().view;
    let value = |field: &str| view.profile.iter().find(|it| it.field.name() == field).unwrap().clone();
    assert_eq!(value("tujuan").value.as_deref(), Some("Warga melapor lewat satu pintu"), "what stands stays");
    assert_eq!(value("manfaat").value.as_deref(), Some("Laporan cepat ditangani"));
    assert_eq!(value("urusan_beririsan").members, ["sosial"]);
    assert_eq!(value("nama_lama").members, ["Lapor Semar"]);
    let answer = |code: &str| {
        let texts = laptop.show_instrument(&view.assessment.instrument).unwrap();
        let id = texts.indikator.iter().find(|it| it.code == code).unwrap().id.clone();
        view.assessment.indikator.iter().find(|it| it.indikator == id).unwrap().clone()
    };
    assert_eq!(answer("SID-16").parameter, 1, "what was chosen stays");
    assert_eq!((answer("SID-17").parameter, answer("SID-17").bukti.len()), (2, 1));
    assert_eq!(view.penghargaan.len(), 1);
    assert_eq!(laptop.show_registry().unwrap().n_inovasi, 1);
    assert_eq!(laptop.list_duplicates(true).unwrap().pairs.len(), 0);
    laptop.assert_healthy();

    laptop.undo().unwrap();
    assert_eq!(laptop.export_registry().unwrap(), before);
    assert_eq!(laptop.show_inovasi(&b).unwrap().penghargaan.len(), 1);
    assert_eq!(laptop.combine_inovasi(&a, &a).unwrap_err().reason, Reason::CombinesItself);
}

#[test]
fn a_name_that_is_being_typed_brings_up_what_it_may_be() {
    let laptop = Laptop::new(1);
    laptop.register("KADO MBAK ITA");
    laptop.register("Bank Sampah Digital");
    let names = |typed: &str| -> Vec<String> {
        laptop.similar_inovasi(typed, None).unwrap().into_iter().map(|it| it.nama).collect()
    };
    assert_eq!(names("mbak ita kado"), ["KADO MBAK ITA"]);
    assert_eq!(names("Bank Sampahh Digital"), ["Bank Sampah Digital"]);
    assert_eq!(names("Bank Darah Digital"), Vec::<String>::new());
    assert_eq!(names("ka"), Vec::<String>::new());
}

#[test]
fn a_recap_is_told_which_of_its_new_rows_may_stand_here_already() {
    let laptop = Laptop::new(1);
    let (old, _) = two(&laptop);
    let recap = "Nama Inovasi;Perangkat Daerah;Urusan\n\
        Lapor Walikota;Dinas Komunikasi dan Informatika;Komunikasi dan Informatika\n\
        Kebun Rakyat;Dinas Pertanian;Pertanian\n";
    let req = registry::ImportWorkbook {
        path: laptop.file("rekap.csv", recap).display().to_string(),
        ..registry::ImportWorkbook::default()
    };
    let view = laptop.import_workbook(&req, true, &mut registry::progress::Unwatched).unwrap().view;
    let similar: Vec<_> = view.added.iter().map(|it| (it.nama.as_str(), it.similar.len())).collect();
    assert_eq!(similar, [("Lapor Walikota", 2), ("Kebun Rakyat", 0)]);
    assert!(view.added[0].similar.iter().any(|it| it.id.to_string() == old));
}
