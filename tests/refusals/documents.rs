//! Interchange documents that are refused: `documents.toml`.

use serde::Deserialize;

use super::refused;
use crate::kit::{Laptop, assert_same, cli, read};
use registry::{Reason, progress::Unwatched};

#[derive(Deserialize)]
struct Table {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    keterangan: String,
    text: String,
    reason: Reason,
    says: Vec<String>,
}

fn cases() -> Vec<Case> {
    let table: Table = toml::from_str(&read("tests/refusals/documents.toml")).unwrap();
    assert!(table.case.len() >= 30);
    table.case
}

fn laptop() -> Laptop {
    let laptop = Laptop::new(1);
    laptop.register("Sudah ada");
    laptop
}

#[test]
fn a_wrong_document_is_refused_with_its_place_and_nothing_is_taken() {
    let laptop = laptop();
    for case in cases() {
        let file = laptop.file("katalog.json", case.text.trim_start());
        for dry_run in [true, false] {
            let error = refused(&laptop, |it| it.import_registry(&file, dry_run, &mut Unwatched));
            assert_eq!(error.reason, case.reason, "{}: {error}", case.keterangan);
            let sentence = error.to_string();
            for part in &case.says {
                assert!(sentence.contains(part), "{}: {part} in {sentence}", case.keterangan);
            }
        }
    }
}

#[test]
fn the_command_line_names_the_document_and_the_place() {
    let mut laptop = laptop();
    let dump = laptop.dump();
    laptop.close();
    for case in cases() {
        let file = laptop.file("katalog dinas.json", case.text.trim_start());
        let ended = cli::run(&laptop.folder(), ["import".as_ref(), file.as_os_str()]);
        assert_eq!(ended.code, Some(3), "{}: {ended:?}", case.keterangan);
        assert_eq!(ended.stdout, "");
        for part in case.says.iter().chain([&"katalog dinas.json".to_owned()]) {
            assert!(ended.stderr.contains(part.as_str()), "{}: {part} in {}", case.keterangan, ended.stderr);
        }
        assert!(ended.stderr.contains("Tidak ada yang diambil"), "what was kept: {}", ended.stderr);
    }
    laptop.open().unwrap();
    assert_same(&dump, &laptop.dump(), "after all refusals");
}

#[test]
fn deep_long_and_foreign_bytes_are_refused() {
    let laptop = laptop();
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let inside = format!(r#"{{"format":"prakarsa-registry","version":1,"inovasi":{deep}}}"#);
    let utf16: Vec<u8> = "{\"format\":\"prakarsa-registry\"}".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let latin1 = b"{\"format\":\"prakarsa-registry\",\"version\":1,\"inovasi\":[{\"nama\":\"caf\xe9\"}]}".to_vec();
    for (bytes, reason) in [
        (deep.into_bytes(), Reason::JsonSyntax),
        (inside.into_bytes(), Reason::JsonSyntax),
        (utf16, Reason::JsonSyntax),
        (latin1, Reason::JsonNotText),
        (vec![0; 4096], Reason::JsonSyntax),
        (vec![0xff; 4096], Reason::JsonNotText),
        (b"PK\x03\x04 a zip after all".to_vec(), Reason::JsonSyntax),
    ] {
        let file = laptop.file("katalog.json", &bytes);
        let error = refused(&laptop, |it| it.import_registry(&file, false, &mut Unwatched));
        assert!(error.reason == reason || error.reason.name().starts_with("json_not_a"), "{:?}: {error}", &bytes[..8]);
    }
}

#[test]
fn a_byte_order_mark_does_no_harm() {
    let laptop = laptop();
    let text = "\u{feff}{\"format\":\"prakarsa-registry\",\"version\":1,\"inovasi\":[{\"nama\":\"Dengan BOM\"}]}";
    laptop.import_registry(&laptop.file("bom.json", text), false, &mut Unwatched).unwrap();
    assert!(laptop.find_inovasi("Dengan BOM").is_ok());
}
