//! Packs from outside: whole ones, broken ones, hostile ones.

use registry::{Reason, view::PackPlace};

use super::*;

#[test]
fn a_year_that_nobody_has_heard_of_needs_data_only() {
    let laptop = Laptop::new(1);
    let id = laptop.register("Rumah Pelita");
    laptop.choose(&id, "bimtek", 3).unwrap();
    let path = folder(&laptop, "iga-2031", &fictitious(2031));
    let look = laptop.inspect_pack(&path).unwrap();
    assert_eq!((look.stands, look.tahun, look.against.as_str()), (PackPlace::New, Some(2031), NOW));
    assert!(look.faults.is_empty());
    assert!(look.differences.iter().any(|it| it.fact == "pembagi_minimum"));
    assert_eq!(laptop.import_pack(&path, "").unwrap_err().reason, Reason::AlasanMissing);
    laptop.import_pack(&path, "Surat penjaringan 2031").unwrap();
    laptop.begin_year("iga-2031").unwrap();
    laptop.propose_inovasi(std::slice::from_ref(&id), "iga-2031", "Bertambah dua kelurahan").unwrap();
    assert_eq!(laptop.show_registry().unwrap().instrument, "iga-2031");
    let score = laptop.score("iga-2031", Basis::Claimed).unwrap();
    assert_eq!((score.divisor, score.rata_kematangan.as_deref()), (Some(3), Some("1.00")));
    assert_eq!(laptop.show_years().unwrap().years[0].instrument, "iga-2031");
    let row = &laptop.list_inovasi(&registry::ListInovasi { limit: 5, ..Default::default() }).unwrap().rows[0];
    assert!(row.proposed);
    assert_eq!(laptop.import_pack(&path, "Sekali lagi").unwrap_err().reason, Reason::PackSame);
}

#[test]
fn what_is_written_out_comes_in_elsewhere_as_zip_and_as_text() {
    let (from, to) = (Laptop::new(1), Laptop::new(2));
    from.correct_pack(&correction(vec![corrected(None, "pembagi_minimum", "7")])).unwrap();
    for name in ["aturan.zip", "aturan.json"] {
        let path = from.path(name);
        from.export_pack(NOW, &path, false).unwrap();
        let look = to.inspect_pack(&path).unwrap();
        assert_eq!((look.id.as_deref(), look.stands), (Some(NOW), PackPlace::Embedded), "{name}");
        assert_eq!(look.differences.len(), 1, "{name}: {:?}", look.differences);
    }
    to.import_pack(&from.path("aturan.zip"), "Dari kabupaten tetangga").unwrap();
    assert_eq!(iid(&to, NOW), iid(&from, NOW));
    assert_eq!(to.import_pack(&from.path("aturan.json"), "Lagi").unwrap_err().reason, Reason::PackSame);
    let suggested = from.suggest_pack_path(&from.path(""), NOW).unwrap();
    assert!(suggested.ends_with(".zip") && suggested.contains(NOW), "{suggested}");
}

#[test]
fn a_broken_pack_is_refused_with_every_fault_and_nothing_is_recorded() {
    let laptop = Laptop::new(1);
    let mut files = fictitious(2031);
    let main = files["instrument.toml"].replace("maksimum = \"250\"", "maksimum = \"251\"");
    files.insert("instrument.toml".into(), main);
    let bimtek = files["indikator/bimtek.toml"].replace("nomor = 2\n", "nomor = 5\n");
    files.insert("indikator/bimtek.toml".into(), bimtek);
    files.insert("indikator/opini-bpk.toml".into(), "nama = ".into());
    let path = folder(&laptop, "rusak", &files);
    let before = laptop.show_history("daerah", None).unwrap().len();
    let look = laptop.inspect_pack(&path).unwrap();
    for file in ["instrument.toml", "indikator/bimtek.toml", "indikator/opini-bpk.toml"] {
        assert!(look.faults.iter().any(|it| it.file == file && it.line > 0), "{file}: {:?}", look.faults);
    }
    let refused = laptop.import_pack(&path, "Coba").unwrap_err();
    assert_eq!(refused.reason, Reason::PackFaulty);
    assert_eq!(laptop.show_history("daerah", None).unwrap().len(), before);
    assert!(laptop.show_instruments().unwrap().instruments.iter().all(|it| it.tahun != 2031));
}

#[test]
fn hostile_files_are_refused_whole() {
    let laptop = Laptop::new(1);
    let files = fictitious(2031);
    let good: Vec<(&str, &[u8])> = files.iter().map(|(path, text)| (path.as_str(), text.as_bytes())).collect();
    let with = |name: &str, more: &[(&str, &[u8])]| {
        let path = laptop.path(name);
        zip(&path, &[&good[..], more].concat());
        laptop.inspect_pack(&path).unwrap_err().reason
    };
    assert_eq!(with("naik.zip", &[("../../luar.toml", b"x")]), Reason::PackPath);
    assert_eq!(with("akar.zip", &[("/etc/x.toml", b"x")]), Reason::PackPath);
    assert_eq!(with("windows.zip", &[("C:\\x.toml", b"x")]), Reason::PackPath);
    // Not all alike, or the zip would be refused as a bomb.
    let large: Vec<u8> =
        (0_u32..120_000).flat_map(|n| format!("# {:08x}\n", n.wrapping_mul(2_654_435_761)).into_bytes()).collect();
    assert!(large.len() > 1 << 20);
    let bomb = vec![b'#'; 4 << 20];
    assert_eq!(with("bom.zip", &[("indikator/bom.toml", &bomb)]), Reason::ZipRatio);
    assert_eq!(with("besar.zip", &[("indikator/besar.toml", &large)]), Reason::PackFileTooLarge);
    assert_eq!(with("biner.zip", &[("indikator/biner.toml", b"\xff\xfe\x00")]), Reason::PackNotText);
    let names: Vec<String> = (0..320).map(|n| format!("indikator/x{n}.toml")).collect();
    let many: Vec<(&str, &[u8])> = names.iter().map(|it| (it.as_str(), &b"x = 1"[..])).collect();
    assert_eq!(with("banyak.zip", &many), Reason::PackTooMany);
    let names: Vec<String> = (0..700).map(|n| format!("lain/x{n}.txt")).collect();
    let many: Vec<(&str, &[u8])> = names.iter().map(|it| (it.as_str(), &b"x"[..])).collect();
    assert_eq!(with("sangat-banyak.zip", &many), Reason::ZipTooManyEntries);

    zip(&laptop.path("kosong.zip"), &[("catatan.txt", b"halo")]);
    assert_eq!(laptop.inspect_pack(&laptop.path("kosong.zip")).unwrap_err().reason, Reason::PackNotPack);
    for (name, text, reason) in [
        ("bukan.zip", "halo", Reason::ZipNotAZip),
        ("bukan.json", "{}", Reason::PackJson),
        ("lain.json", r#"{"format":"lain","version":1,"files":{}}"#, Reason::PackJson),
        ("baru.json", r#"{"format":"prakarsa-instrument","version":9,"files":{}}"#, Reason::PackNewer),
        (
            "naik.json",
            r#"{"format":"prakarsa-instrument","version":1,"files":{"../x":"","instrument.toml":""}}"#,
            Reason::PackPath,
        ),
        ("rekap.docx", "halo", Reason::PackKind),
    ] {
        assert_eq!(laptop.inspect_pack(&laptop.file(name, text)).unwrap_err().reason, reason, "{name}");
    }
    assert_eq!(laptop.inspect_pack(&laptop.path("tidak-ada.zip")).unwrap_err().reason, Reason::FileMissing);
}

#[test]
fn a_pack_inside_one_folder_of_a_zip_is_found() {
    let laptop = Laptop::new(1);
    let files = fictitious(2031);
    let names: Vec<(String, &String)> =
        files.iter().map(|(path, text)| (format!("unduhan/iga/{path}"), text)).collect();
    let entries: Vec<(&str, &[u8])> = names.iter().map(|(path, text)| (path.as_str(), text.as_bytes())).collect();
    zip(&laptop.path("a.zip"), &entries);
    assert_eq!(laptop.inspect_pack(&laptop.path("a.zip")).unwrap().id.as_deref(), Some("iga-2031"));
}
