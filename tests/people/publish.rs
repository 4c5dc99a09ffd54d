//! The public catalogue: whole, well formed, the same every time, and nothing in it that
//! was not chosen.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use quick_xml::{Reader, events::Event};
use registry::{BuktiFacts, Publish, Reason, progress::Unwatched, view::PublishReceipt};

use crate::kit::{Laptop, check_snapshot, cli, key, pdf, tree};

fn wanted(out: &Path) -> Publish {
    Publish { out: out.display().to_string(), proposed: false, replace: false }
}

fn publish(laptop: &Laptop, name: &str) -> (PublishReceipt, BTreeMap<String, String>) {
    let out = laptop.path(name);
    let receipt = laptop.publish(&wanted(&out), &mut Unwatched).unwrap();
    (receipt, pages(&out))
}

/// Every file below a folder as text.
fn pages(folder: &Path) -> BTreeMap<String, String> {
    tree(folder).into_iter().map(|(name, bytes)| (name, String::from_utf8(bytes).unwrap())).collect()
}

/// Three inovasi: one told in full, one with a hostile name, one outside the wilayah.
fn fixed() -> Laptop {
    let laptop = Laptop::new(1);
    let kado = laptop.register("Kado Mbak Ita");
    for (field, value) in [
        ("kepanjangan", "Kartu Identitas Anak dan Dokumen Mbak Ita"),
        ("perangkat_daerah", "Dinas Kependudukan dan Pencatatan Sipil"),
        ("tahapan", "Penerapan"),
        ("nama_inisiator", "Sri Inisiator Rahasia"),
        ("urusan_utama", "Kesehatan"),
        ("koordinat", "-6.983333, 110.409167"),
        ("waktu_penerapan", "17/08/2024"),
        ("manfaat", "Baris <b>pertama</b> & \"kutip\".\n\nHubungi 0812-3456-7890 atau sari@semarang.go.id."),
        ("catatan", "Catatan kantor sendiri"),
    ] {
        laptop.edit(&kado, field, value);
    }
    laptop.set_member(&kado, "urusan_beririsan", "Sosial", true).unwrap();
    laptop.choose(&kado, "SID-16", 2).unwrap();
    let facts = BuktiFacts {
        nomor: Some("050/12".into()),
        tanggal: Some("1 Februari 2024".into()),
        tentang: Some("Penetapan inovasi".into()),
        jenis_dokumen: Some("SK".into()),
        pages: None,
    };
    let sk = laptop.file("SK Berkas Tertutup.pdf", pdf("SK 050/12"));
    laptop.attach_bukti(&key(&kado, "SID-16"), std::slice::from_ref(&sk), &facts, &mut Unwatched).unwrap();
    let hostile = laptop.register("=HYPERLINK(\"x\")</title><script>alert(1)</script>\u{202e}");
    laptop.edit(&hostile, "perangkat_daerah", "\"><img src=x onerror=alert(1)>");
    laptop.edit(&hostile, "koordinat", "-7.05, 110.44");
    let far = laptop.register("Jauh");
    laptop.edit(&far, "koordinat", "3.59, 98.67");
    laptop
}

#[test]
fn a_published_catalogue_is_the_same_every_time() {
    let laptop = fixed();
    let (receipt, first) = publish(&laptop, "satu");
    assert_eq!((receipt.n_inovasi, receipt.n_point), (3, 2), "the far one is on no map");
    assert_eq!(receipt.n_file as usize, first.len());
    assert_eq!(receipt.size, first.values().map(String::len).sum::<usize>() as f64);
    assert_eq!(publish(&laptop, "dua").1, first);
    for (name, text) in first {
        if !matches!(name.as_str(), "gaya.css" | "cari.js") {
            let version = format!("Prakarsa {}", env!("CARGO_PKG_VERSION"));
            check_snapshot(
                &format!("people/golden/{name}"),
                &text.replace(&version, "Prakarsa VERSI").replace('\r', ""),
            );
        }
    }
}

/// Names of the elements of a page, after every one was closed by its own.
fn well_formed(page: &str) -> Vec<String> {
    // HTML's void elements are closed by nothing: they are told to the reader as XML has it.
    let void = regex::Regex::new(r"<(meta|link|input|br|img)\b((?:[^>\x22]|\x22[^\x22]*\x22)*)>").unwrap();
    let bare = regex::Regex::new(r" (hidden|defer)([ >])").unwrap();
    let xml = void.replace_all(&page.replace("<!doctype html>", ""), "<$1$2/>").into_owned();
    let xml = bare.replace_all(&bare.replace_all(&xml, " $1=\"\"$2"), " $1=\"\"$2").into_owned();
    let mut reader = Reader::from_str(&xml);
    let (mut names, mut open) = (Vec::new(), Vec::new());
    loop {
        match reader.read_event().unwrap_or_else(|error| panic!("{error}: {xml}")) {
            Event::Start(it) => {
                let name = it.name().as_ref().to_owned();
                it.attributes().for_each(|it| drop(it.unwrap()));
                names.push(name.clone());
                open.push(name);
            }
            Event::Empty(it) => {
                it.attributes().for_each(|it| drop(it.unwrap()));
                names.push(it.name().as_ref().to_owned());
            }
            Event::End(it) => assert_eq!(open.pop().unwrap(), it.name().as_ref()),
            Event::Eof => break,
            _ => {}
        }
    }
    assert!(open.is_empty(), "{open:?}");
    names
}

#[test]
fn pages_are_well_formed_their_links_lead_somewhere_and_hostile_names_stay_text() {
    let laptop = fixed();
    let (_, files) = publish(&laptop, "katalog");
    let link = regex::Regex::new(r#"(?:href|src)="([^"]*)""#).unwrap();
    for (name, page) in files.iter().filter(|it| it.0.ends_with(".html")) {
        let names = well_formed(page);
        let n_script = names.iter().filter(|it| *it == "script").count();
        assert_eq!(n_script, usize::from(name == "index.html"), "{name}");
        assert!(!names.contains(&"img".to_owned()) && !page.contains('\u{202e}'), "{name}");
        for found in link.captures_iter(page).map(|it| it[1].to_owned()).filter(|it| !it.starts_with('#')) {
            let folder = name.rsplit_once('/').map_or(String::new(), |it| format!("{}/", it.0));
            let whole = format!("{folder}{found}").replace("inovasi/../", "");
            assert!(files.contains_key(&whole), "{name} leads to {found}");
        }
    }
    assert!(files["index.html"].contains("3 inovasi"));
    let jsonld: serde_json::Value = serde_json::from_str(&files["catalog.jsonld"]).unwrap();
    for it in jsonld["dcat:dataset"][0]["dcat:distribution"].as_array().unwrap() {
        let path = it["dcat:downloadURL"]["@id"].as_str().unwrap();
        assert_eq!(it["dcat:byteSize"]["@value"], files[path].len().to_string());
    }
}

#[test]
fn open_data_come_back_through_the_csv_reader_and_begin_no_formula() {
    let laptop = fixed();
    let (_, files) = publish(&laptop, "katalog");
    let json: serde_json::Value = serde_json::from_str(&files["data/inovasi.json"]).unwrap();
    let kado = json["inovasi"].as_array().unwrap().iter().find(|it| it["nama"] == "Kado Mbak Ita").unwrap();
    assert_eq!((kado["lintang"].as_str(), kado["bujur"].as_str()), (Some("-6.983333"), Some("110.409167")));
    assert!(files["data/inovasi.csv"].contains(";-6,983333;110,409167;"));
    let names: BTreeSet<&str> =
        json["inovasi"].as_array().unwrap().iter().map(|it| it["nama"].as_str().unwrap()).collect();
    assert!(files["data/inovasi.csv"].contains("'=HYPERLINK"));
    let out = laptop.path("katalog").join("data/inovasi.csv");
    let book = laptop.inspect_workbook(&out, None, 0).unwrap();
    let shown = serde_json::to_string(&book).unwrap();
    for nama in names {
        assert!(shown.contains(serde_json::to_string(nama).unwrap().trim_matches('"')), "{nama}: {shown}");
    }
}

#[test]
fn what_was_not_chosen_stands_nowhere() {
    let laptop = fixed();
    let secret = ["Rahasia", "Catatan kantor", "0812", "sari@semarang", "SK Berkas", "050/12", "Kematangan"];
    let all = |files: &BTreeMap<String, String>| files.values().cloned().collect::<String>();
    let text = all(&publish(&laptop, "biasa").1);
    for word in secret {
        assert!(!text.contains(word), "{word}");
    }
    // Every part that is taken back takes its words with it.
    let words = [
        ("kepanjangan", "Kartu Identitas"),
        ("perangkat_daerah", "Pencatatan Sipil"),
        ("tahapan", "Penerapan"),
        ("urusan_utama", "KESEHATAN"),
        ("urusan_beririsan", "SOSIAL"),
        ("koordinat", "409167"),
        ("waktu_penerapan", "17 Agustus 2024"),
        ("manfaat", "kutip"),
    ];
    let has = |text: &str, word: &str| text.to_uppercase().contains(&word.to_uppercase());
    for (part, word) in words {
        assert!(has(&text, word), "{part} is public");
        laptop.set_public(part, false).unwrap();
    }
    let (receipt, files) = publish(&laptop, "tertutup");
    let pages: String =
        files.iter().filter(|it| it.0 != "cari.js" && it.0 != "gaya.css").map(|it| it.1.clone()).collect();
    for (part, word) in words {
        let told = pages.replace("waktu_penerapan", "").replace("Waktu Penerapan", "");
        assert!(!has(&told, word), "{part} is not public");
    }
    assert_eq!(receipt.n_point, 0);
    // And what is chosen is there.
    for part in ["nama_inisiator", "bukti", "kematangan", "iid", "kontak", "manfaat"] {
        laptop.set_public(part, true).unwrap();
    }
    let text = all(&publish(&laptop, "terbuka").1);
    for word in [
        "Rahasia",
        "0812-3456-7890",
        "sari@semarang.go.id",
        "nomor 050/12",
        "Kematangan",
        "Indeks Inovasi Daerah sejauh",
    ] {
        assert!(text.contains(word), "{word}");
    }
    assert!(!text.contains("SK Berkas") && !text.contains("Catatan kantor"), "no choice opens these");
    assert_eq!(laptop.set_public("catatan", true).unwrap_err().reason, Reason::FieldUnknown);
}

#[test]
fn a_choice_can_be_taken_back_and_only_what_is_proposed_is_published_where_that_is_asked() {
    let laptop = fixed();
    let public = |laptop: &Laptop, part: &str| {
        laptop.show_publication().unwrap().parts.into_iter().find(|it| it.part == part).unwrap().public
    };
    assert!(public(&laptop, "manfaat") && !public(&laptop, "nama_inisiator"));
    laptop.set_public("nama_inisiator", true).unwrap();
    assert!(public(&laptop, "nama_inisiator"));
    laptop.undo().unwrap();
    assert!(!public(&laptop, "nama_inisiator"));
    let far = laptop.find_inovasi("Jauh").unwrap();
    laptop.withdraw_inovasi(&[far], "iga-2026").unwrap();
    let view = laptop.show_publication().unwrap();
    assert_eq!((view.n_inovasi, view.n_proposed), (3, 2));
    let out = laptop.path("usulan");
    let receipt = laptop.publish(&Publish { proposed: true, ..wanted(&out) }, &mut Unwatched).unwrap();
    assert_eq!(receipt.n_inovasi, 2);
}

#[test]
fn it_replaces_its_own_when_told_and_nothing_else_ever() {
    let laptop = fixed();
    let out = laptop.path("katalog");
    let again = |replace| laptop.publish(&Publish { replace, ..wanted(&out) }, &mut Unwatched);
    again(false).unwrap();
    assert_eq!(again(false).unwrap_err().reason, Reason::TargetExists);
    let gone = out.join("inovasi/00000000-0000-7000-8000-0000000000ff.html");
    fs::write(&gone, "sisa").unwrap();
    again(true).unwrap();
    assert!(!gone.exists(), "the whole folder is new");
    // Whatever else lies in it is somebody's: a registry, a repository, a name of the host.
    for foreign in [".git/HEAD", "CNAME", "registri/registry.sqlite3", "inovasi/foto.jpg", "data/skripsi/bab1.docx"] {
        let file = out.join(foreign);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, "milik orang").unwrap();
        let before = tree(&out);
        assert_eq!(again(true).unwrap_err().reason, Reason::CatalogueHoldsMore, "{foreign}");
        assert!(tree(&out) == before, "{foreign}");
        // What the sentence tells to do.
        let away = file.ancestors().find(|it| it.parent() == Some(&out) || it.ends_with("skripsi")).unwrap();
        let away = if foreign.starts_with("inovasi/") { file.as_path() } else { away };
        let target = laptop.path("dipindah").join(away.file_name().unwrap());
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::rename(away, target).unwrap();
        again(true).unwrap_or_else(|error| panic!("{foreign}: {error}"));
    }
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(laptop.path("dipindah"), out.join("tautan")).unwrap();
        assert_eq!(again(true).unwrap_err().reason, Reason::CatalogueHoldsMore);
        fs::remove_file(out.join("tautan")).unwrap();
    }
    fs::remove_file(out.join("prakarsa-katalog.json")).unwrap();
    assert_eq!(again(true).unwrap_err().reason, Reason::TargetExists);
    let mine = laptop.path("punya-orang");
    fs::create_dir(&mine).unwrap();
    fs::write(mine.join("index.html"), "laman kantor").unwrap();
    let taken = Publish { replace: true, ..wanted(&mine) };
    assert_eq!(laptop.publish(&taken, &mut Unwatched).unwrap_err().reason, Reason::TargetExists);
    assert_eq!(fs::read_to_string(mine.join("index.html")).unwrap(), "laman kantor");

    // Stopped half way, the old one stands and nothing lies about.
    let before = laptop.path("utuh");
    laptop.publish(&wanted(&before), &mut Unwatched).unwrap();
    let (whole, beside) = (tree(&before), fs::read_dir(before.parent().unwrap()).unwrap().count());
    let mut steps = 0;
    let mut stop = |_, _: &str, _, _| {
        steps += 1;
        steps < 3
    };
    let stopped = laptop.publish(&Publish { replace: true, ..wanted(&before) }, &mut stop);
    assert_eq!(stopped.unwrap_err().reason, Reason::Cancelled);
    assert_eq!((tree(&before), fs::read_dir(before.parent().unwrap()).unwrap().count()), (whole, beside));
}

#[test]
fn the_command_line_chooses_and_publishes() {
    let mut laptop = fixed();
    laptop.close();
    let out = laptop.path("k").display().to_string();
    let shown = cli::done(&laptop.folder(), ["publish", "--show", "nama_inisiator", "--hide", "koordinat"]);
    let line = |part: &str| shown.stdout.lines().find(|it| it.starts_with(part)).unwrap().to_owned();
    assert!(line("nama_inisiator").contains("publik") && line("koordinat").contains("tertutup"));
    let receipt = cli::done(&laptop.folder(), ["publish", &out]).json();
    assert_eq!((receipt["n_inovasi"].as_u64(), receipt["n_point"].as_u64()), (Some(3), Some(0)));
    assert_eq!(cli::run(&laptop.folder(), ["publish", &out]).code, Some(3));
    cli::done(&laptop.folder(), ["publish", &out, "--force"]);
    assert_eq!(cli::run(&laptop.folder(), ["publish", "--show", "catatan"]).code, Some(3));
}
