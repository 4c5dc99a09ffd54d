//! An officer finds what was meant, whoever wrote it and on whichever laptop.

use registry::{BuktiFacts, ListInovasi, NoticeCode, progress::Unwatched};
use rusqlite::Connection;

use crate::kit::{Laptop, key};

fn found(laptop: &Laptop, text: &str) -> Vec<String> {
    let req = ListInovasi { text: text.into(), limit: 100, ..ListInovasi::default() };
    laptop.list_inovasi(&req).unwrap().rows.into_iter().map(|it| it.nama).collect()
}

#[test]
fn the_example_is_found_however_it_is_typed() {
    let laptop = Laptop::new(1);
    laptop.load_example().unwrap();
    for (typed, first) in [
        ("kado mbk ita", "KADO MBAK ITA"),
        ("ijolk", "IJOLKE"),
        ("rumah pelta", "Daycare Rumah Pelita"),
        ("ijus melin", "iJus Melon"),
        ("laporhendi", "Lapor Semar Solusi AWP"),
        ("p3m", "Lapor Semar Solusi AWP"),
        ("sanpisan", "Teman Bunda / Sanpiisan"),
        ("trans semarang", "Armada Trans Semarang Ramah Penyandang Disabilitas"),
        ("bkpsdm tegal", "SiPetis"),
        ("wira usaha bangkit", "Kredit Wibawa"),
    ] {
        assert_eq!(found(&laptop, typed).first().map(String::as_str), Some(first), "{typed}");
    }
    assert_eq!(found(&laptop, "kado\" OR nama:*"), [""; 0]);
}

#[test]
fn what_came_from_another_laptop_is_found() {
    let (office, field) = (Laptop::new(1), Laptop::new(2));
    let id = field.register("Lapor Banjir");
    let file = field.file("scan.pdf", "%PDF");
    let facts =
        BuktiFacts { nomor: Some("188.44/12/2024".into()), tentang: Some("Tim Siaga".into()), ..BuktiFacts::default() };
    field.attach_bukti(&key(format!("inovasi:{id}"), "SID-16"), &[file], &facts, &mut Unwatched).unwrap();
    field.carry_to(&office);
    for typed in ["188.44/12", "1884412", "tim siaga", "lapr banjr"] {
        assert_eq!(found(&office, typed), ["Lapor Banjir"], "{typed}");
    }
    field.edit(&id, "nama", "Siaga Genangan");
    field.carry_to(&office);
    assert_eq!(found(&office, "banjir"), [""; 0]);
    assert_eq!(found(&office, "genangan"), ["Siaga Genangan"]);
    office.assert_healthy();
}

#[test]
fn the_doctor_notices_a_search_that_does_not_follow() {
    let mut laptop = Laptop::new(1);
    laptop.register("Kado");
    laptop.close();
    let database = Connection::open(laptop.folder().join("registry.sqlite3")).unwrap();
    database.execute_batch("DELETE FROM inovasi_search").unwrap();
    drop(database);
    laptop.open().unwrap();
    let view = laptop.run_doctor(&mut Unwatched).unwrap();
    assert!(!view.healthy);
    assert_eq!(view.problems.iter().map(|it| it.code).collect::<Vec<_>>(), [NoticeCode::DoctorWords]);
}
