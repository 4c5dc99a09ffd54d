//! What is written on the terminal, whoever reads it or has gone away, and what names
//! mean there.

use std::fs;

use serde_json::Value;

use crate::{
    cli::Desk,
    kit::{
        cli::{command, end},
        root,
    },
};

/// Commands that answer, fail, ask for help, tell of something beside or have a progress,
/// with the code that they end with.
const TALKING: [(&[&str], i32); 16] = [
    (&["list"], 0),
    (&["list", "--json"], 0),
    (&["show", "Kado Mbak Ita"], 0),
    (&["show", "Kado Mbak Ita", "--json"], 0),
    (&["facets"], 0),
    (&["score"], 0),
    (&["findings"], 1),
    (&["findings", "--json"], 1),
    (&["doctor"], 0),
    (&["wilayah", "semarang"], 0),
    (&["register", "Lapor"], 0),
    (&["show", "Tidak ada"], 3),
    (&["--help"], 0),
    (&["help", "bundle"], 0),
    (&["--version"], 0),
    (&["tidak-ada"], 2),
];

/// A reader that has gone away ends it quietly with the usual code, whichever stream it
/// was, or both.
#[test]
fn no_reader_that_goes_away_is_a_failure() {
    let desk = Desk::new();
    desk.done(&["example"]);
    for (args, code) in TALKING {
        for (out, err) in [(true, false), (false, true), (true, true)] {
            let mut command = command(&desk.path("registri"), args);
            let gone = || std::io::pipe().map(|(_, writer)| writer).unwrap();
            if out {
                command.stdout(gone());
            }
            if err {
                command.stderr(gone());
            }
            let ended = end(command);
            assert_eq!(ended.code, Some(code), "{args:?}, {out}, {err}: {ended:?}");
            assert!(code != 0 || ended.stderr.is_empty(), "{args:?}: {ended:?}");
        }
    }
}

/// A disk without room: somebody waits for the answer, so it is said, and told by the code.
#[test]
#[cfg(target_os = "linux")]
fn an_answer_that_cannot_be_written_says_so() {
    let desk = Desk::new();
    desk.done(&["example"]);
    let full = || fs::File::options().write(true).open("/dev/full").unwrap();
    for (args, code) in TALKING {
        let mut command = command(&desk.path("registri"), args);
        command.stdout(full());
        let ended = end(command);
        let answers = !matches!(code, 2 | 3);
        assert_eq!(ended.code, Some(if answers { 6 } else { code }), "{args:?}: {ended:?}");
        assert_eq!(ended.stderr.contains("Jawaban tidak dapat ditulis"), answers, "{args:?}: {ended:?}");
    }
    // What was asked for is done; the code is among those that the help lists.
    assert!(desk.done(&["list"]).stdout.contains("Lapor"));
    assert!(desk.done(&["--help"]).stdout.contains("6 done, but the answer could not be written"));
    // Nor does it matter that nothing can be told beside.
    for (args, code) in TALKING {
        let mut command = command(&desk.path("registri"), args);
        command.stdout(full()).stderr(full());
        let ended = end(command);
        assert_eq!(ended.code, Some(if matches!(code, 2 | 3) { code } else { 6 }), "{args:?}");
    }
}

/// Nothing on the command line is written but by the functions that cannot panic.
#[test]
fn all_that_is_written_goes_one_way() {
    let mut open = vec![crate::kit::root().join("crates/cli/src")];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(fs::read_dir(&path).unwrap().map(|it| it.unwrap().path()));
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        for word in ["println!(", "print!("] {
            assert!(!text.contains(word), "{word} in {}", path.display());
        }
    }
}

#[test]
fn a_name_that_ends_in_zip_is_a_zip() {
    let desk = Desk::new();
    desk.done(&["register", "Lapor"]);
    for name in ["bundel.zip", "LAIN.ZIP"] {
        desk.done(&["bundle", &desk.out(name)]);
        assert!(desk.path(name).is_file(), "{name}");
        assert_eq!(desk.run(&["verify", &desk.out(name)]).code, Some(0), "{name}");
    }
    desk.done(&["bundle", &desk.out("folder")]);
    desk.done(&["bundle", &desk.out("tanpa-akhiran"), "--zip"]);
    desk.done(&["bundle", &desk.out("bagian.zip"), "--volume", "5"]);
    assert!(desk.path("folder").is_dir() && desk.path("tanpa-akhiran").is_file() && desk.path("bagian.zip").is_dir());
    assert!(desk.done(&["bundle", "--help"]).stdout.contains("a name that ends in .zip is a zip"));
}

#[test]
fn rows_of_a_workbook_are_called_what_a_person_says() {
    let desk = Desk::new();
    let text = "No;Nama Inovasi;OPD;Tujuan\n1;Urusan Bersama;;x\n2;KLINIK DESA;;sehat\n3;Dicetak di sini;;y\n";
    let recap = desk.file("rekap.csv", text);
    let run = |more: &[&str]| {
        let told = desk.json(&[&["import", &recap, "--dry-run"], more].concat());
        (told["n_new"].clone(), told["parts"][0]["skipped"].clone())
    };
    assert_eq!(run(&[]).0, 3);
    let (n_new, skipped) = run(&["--row", "2=group", "--row", "4=skip"]);
    assert_eq!(n_new, 1);
    let kinds: Vec<_> = skipped.as_array().unwrap().iter().map(|it| (it["kind"].clone(), it["rows"].clone())).collect();
    let told = |kind: &str, rows: &str| (Value::from(kind), Value::from(rows));
    assert_eq!(kinds, [told("by_hand", "4"), told("group", "2"), told("header", "1")]);
    // With columns that are told, and with the sheet before the row.
    assert_eq!(run(&["--map", "D=manfaat", "--row", "rekap!4=skip"]).0, 2);
    for wrong in ["4", "4=apa", "x=skip", "=skip"] {
        let ended = desk.run(&["import", &recap, "--dry-run", "--row", wrong]);
        assert_eq!(ended.code, Some(2), "{wrong}");
        assert!(ended.stderr.contains("group, header, inovasi, skip"), "{}", ended.stderr);
    }
    assert_eq!(desk.run(&["import", &recap, "--dry-run", "--row", "90=skip"]).code, Some(3));
    // Of several sheets one is named.
    let several = root().join("crates/exchange/tests/fixtures/lembar-per-opd.xlsx").display().to_string();
    let ended = desk.run(&["import", &several, "--dry-run", "--row", "3=skip"]);
    assert!(ended.code == Some(3) && ended.stderr.contains("--sheet"), "{}", ended.stderr);
    let n = |more: &[&str]| desk.json(&[&["import", &several, "--dry-run"], more].concat())["n_new"].clone();
    assert_eq!(n(&["--row", "DLH!3=skip"]), 4);
    assert_eq!(n(&["--sheet", "DLH", "--row", "3=skip"]), 1);
    let shown = desk.done(&["import", &recap, "--row", "4=skip"]).stdout;
    assert!(shown.contains("1 baris yang Anda lewati: 4"), "{shown}");
}

#[test]
fn columns_that_are_told_need_a_header_that_is_found_or_told() {
    let desk = Desk::new();
    let n_new =
        |recap: &str, more: &[&str]| desk.json(&[&["import", recap, "--dry-run"], more].concat())["n_new"].clone();
    // What counts the rows tells the header, though no name is known.
    let counted = desk.file("dihitung.csv", "No;Sebutan;Satuan\n1;SIGAP BANJIR;BPBD\n2;KOTAK ADUAN;Diskominfo\n");
    assert_eq!(n_new(&counted, &["--map", "B=nama"]), 2);
    // Nothing tells it: the first row is no inovasi, unless a person says so.
    let bare = desk.file("polos.csv", "Alfa;Beta\nSIGAP BANJIR;BPBD\nKOTAK ADUAN;Diskominfo\n");
    let ended = desk.run(&["import", &bare, "--map", "A=nama"]);
    assert_eq!(ended.code, Some(3), "{}", ended.stdout);
    assert!(ended.stderr.contains("“polos”") && ended.stderr.contains("--header 0"), "{}", ended.stderr);
    assert_eq!(n_new(&bare, &["--map", "A=nama", "--header", "1"]), 2);
    assert_eq!(n_new(&bare, &["--map", "A=nama", "--header", "0"]), 3);
    // Rows below the last number are asked about, with the word that takes them.
    let below = desk.file("bawah.csv", "No;Nama Inovasi;OPD\n1;SIGAP BANJIR;BPBD\n;KOTAK ADUAN;\n");
    let shown = desk.done(&["import", &below, "--dry-run"]).stdout;
    assert!(shown.contains("--take rows_below") && shown.contains("KOTAK ADUAN"), "{shown}");
    assert_eq!(n_new(&below, &["--take", "rows_below"]), 2);
    // Of a column without a heading its values are told, and the row that names another
    // pemda is passed over as the sentence says.
    let wide = desk.file("lebar.csv", "Nama Inovasi;Pemda\nSATU;Kab. Demak;lebih\n");
    let shown = desk.done(&["import", &wide, "--dry-run"]).stdout;
    assert!(shown.contains("Kolom C tanpa judul, berisi “lebih” (baris 2)"), "{shown}");
    assert!(shown.contains("Kab. Demak") && shown.contains("--row 3=skip"), "{shown}");
    assert_eq!(n_new(&wide, &["--row", "2=skip"]), 0);
}
