//! The same value in the files that are taken in.

use std::{path::Path, sync::LazyLock};

use domain::merge::change::FieldKey;
use exchange::inovasi::workbook::{BookLimits, read_book};
use regex::Regex;
use registry::{ExportWorkbook, ImportWorkbook, Reason, WorkbookColumn, WorkbookKind, progress::Unwatched};
use serde_json::{Map, Value, json};

use super::{Row, Whose, acts::choice, stage::Ids};
use crate::kit::{Laptop, read, typed_over};

/// Every reason with how its sentence reads.
static SENTENCES: LazyLock<Vec<(String, Regex)>> = LazyLock::new(|| {
    let all: Map<String, Value> = serde_json::from_str(&read("ui/src/text/messages.json")).unwrap();
    let place = Regex::new(r"\\\{[a-z_]+\\\}").unwrap();
    let errors = all.iter().filter_map(|(key, it)| Some((key.strip_prefix("error.")?, it["id"].as_str()?)));
    let mut known: Vec<(String, Regex)> = errors
        .map(|(reason, text)| {
            let pattern = place.replace_all(&regex::escape(text), "(?s:.*)").into_owned();
            (reason.to_owned(), Regex::new(&format!("^{pattern}$")).unwrap())
        })
        .collect();
    // Of two that fit, the one that says more.
    known.sort_by_key(|it| std::cmp::Reverse(it.1.as_str().len()));
    known
});

/// Why something was refused: a document's refusal tells the reason in its detail.
pub fn reason(error: &registry::Error) -> String {
    let detail = error.args.iter().find(|it| it.0 == "why" && error.reason == Reason::ImportRefused);
    let Some((_, detail)) = detail else { return error.reason.to_string() };
    SENTENCES.iter().find(|it| it.1.is_match(detail)).map_or_else(|| detail.clone(), |it| it.0.clone())
}

/// Takes a document in; what it must say of itself is added.
pub fn import(laptop: &Laptop, document: &Value) -> Result<(), String> {
    let mut whole = json!({ "format": "prakarsa-registry", "version": 1, "inovasi": [] });
    whole.as_object_mut().unwrap().extend(document.as_object().unwrap().clone());
    let file = laptop.file("masuk.json", whole.to_string());
    laptop.import_registry(&file, false, &mut Unwatched).map(drop).map_err(|error| reason(&error))
}

/// A value by a document; None where documents do not carry its field.
pub fn json(laptop: &Laptop, ids: &Ids, row: &Row, value: &str) -> Option<Result<(), String>> {
    let field = FieldKey::read(&ids.fill(row.field));
    if let FieldKey::PerangkatDaerah(_) | FieldKey::PerangkatDaerahNamaLama(_) = field {
        let list = laptop.list_perangkat_daerah().unwrap().perangkat_daerah;
        let body = list.into_iter().find(|it| it.id.to_string() == ids.body)?;
        let mut it = json!({ "id": body.id, "nama": body.nama, "aktif": body.aktif });
        match field {
            // A document knows no words for it.
            FieldKey::PerangkatDaerah(domain::inovasi::perangkat_daerah::PerangkatDaerahField::Aktif) => {
                it["aktif"] = json!(!["0", "false", "tidak"].contains(&value.to_lowercase().as_str()));
            }
            FieldKey::PerangkatDaerah(field) => it[field.name()] = json!(value),
            _ => it["nama_lama"] = json!([value]),
        }
        return Some(import(laptop, &json!({ "perangkat_daerah": [it] })));
    }
    let answer = |year: &str, indikator: &str, it: Value| json!({ year: { indikator: it } });
    let (key, said) = match field {
        FieldKey::Profile(it) if it.kind().has_members() => (it.name(), json!([value])),
        FieldKey::Profile(it) => (it.name(), json!(value)),
        FieldKey::Choice { instrument, indikator } => {
            let (parameter, variant) = choice(value)?;
            let it = json!({ "parameter": parameter, "variant": variant });
            ("assessment", answer(&instrument, &indikator, it))
        }
        FieldKey::Input { instrument, indikator, input } => {
            ("assessment", answer(&instrument, &indikator, json!({ "parameter": 0, "input": { input: value } })))
        }
        FieldKey::Tick { instrument, indikator, option } => {
            let ticks = if value.is_empty() { json!([]) } else { json!([option]) };
            ("assessment", answer(&instrument, &indikator, json!({ "parameter": 0, "tick": ticks })))
        }
        FieldKey::Usulan(year) => ("usulan", json!({ year: { "proposed": value == "1" } })),
        FieldKey::GrowthNote(year) => ("usulan", json!({ year: { "growth_note": value } })),
        FieldKey::Archived(year) => {
            let archived: Value = serde_json::from_str(value).ok()?;
            ("usulan", json!({ year: { "archived": archived } }))
        }
        FieldKey::Official { instrument, figure } => {
            let said = json!({ instrument: { figure.name(): value } });
            if row.whose == Whose::Daerah {
                return Some(import(laptop, &json!({ "official": said })));
            }
            ("official", said)
        }
        FieldKey::OfficialParameter { instrument, indikator } => {
            let parameter: u8 = value.parse().ok()?;
            ("official_parameter", answer(&instrument, &indikator, json!(parameter)))
        }
        FieldKey::Review { instrument, indikator } if !value.is_empty() => {
            ("review", answer(&instrument, &indikator, json!(value)))
        }
        _ => return None,
    };
    if row.whose == Whose::Daerah {
        return Some(import(laptop, &json!({ "daerah": said })));
    }
    let mut it = json!({ "id": ids.own, "nama": laptop.value(&ids.own, "nama")? });
    it[key] = said;
    Some(import(laptop, &json!({ "inovasi": [it] })))
}

/// A value by a recap; None where recaps have no column for its field.
pub fn recap(laptop: &Laptop, ids: &Ids, row: &Row, value: &str) -> Option<Result<(), String>> {
    let field = ids.fill(row.field);
    let is_column = matches!(FieldKey::read(&field), FieldKey::Profile(_) | FieldKey::Choice { .. });
    let too_large = value.chars().count() > 32_000;
    if !is_column || too_large || row.whose == Whose::Daerah {
        return None;
    }
    let text = format!("ID;Isi\n{};\"{}\"\n", ids.own, value.replace('"', "\"\""));
    let column = |at: u32, key: &str| WorkbookColumn { at, key: key.to_owned(), days: None };
    let req = ImportWorkbook {
        path: laptop.file("rekap.csv", text).display().to_string(),
        header_row: 1,
        columns: vec![column(0, "id"), column(1, &field)],
        ..ImportWorkbook::default()
    };
    // The columns of a recap are those of the year that is worked under.
    let known = laptop.inspect_workbook(Path::new(&req.path), None, 0).unwrap().targets;
    known.iter().any(|it| it.key == field).then(|| taken(laptop, &req))
}

/// A value typed into a form; None where forms have no cell for its field.
pub fn form(laptop: &Laptop, ids: &Ids, row: &Row, value: &str) -> Option<Result<(), String>> {
    let field = ids.fill(row.field);
    let impossible = |it: char| it.is_control() && it != '\n' && it != '\r' && it != '\t';
    if value.chars().any(impossible) || value.chars().count() > 32_000 {
        return None;
    }
    let (sheet, line, column) = match FieldKey::read(&field) {
        FieldKey::PerangkatDaerah(_) | FieldKey::PerangkatDaerahNamaLama(_) => ("Perangkat Daerah", &ids.body, &field),
        FieldKey::Choice { .. } if row.whose == Whose::Daerah => ("Daerah", &field, &"daerah/parameter".to_owned()),
        FieldKey::Profile(it) => {
            // What a year does not ask for has a column where somebody has filled it.
            let _ = if it.kind().has_members() {
                laptop.set_member(&ids.other, it.name(), "Sosial", true).map(drop)
            } else {
                laptop.edit_inovasi(&ids.other, it.name(), Some(&ids.own)).map(drop)
            };
            ("Inovasi", &ids.own, &field)
        }
        FieldKey::Choice { .. } => ("Inovasi", &ids.own, &field),
        _ => return None,
    };
    let empty = written(laptop);
    let book = read_book(&empty, &BookLimits::default()).unwrap();
    let head = book.sheets.iter().find(|it| it.name == sheet)?.line(1)?;
    if !head.cells.iter().any(|it| it.text() == *column) {
        return None;
    }
    let filled = typed_over(&empty, &[(sheet, line, column, value)]);
    Some(taken(laptop, &ImportWorkbook { path: filled.display().to_string(), ..ImportWorkbook::default() }))
}

/// A form of everything.
pub fn written(laptop: &Laptop) -> std::path::PathBuf {
    let out = laptop.path("formulir.xlsx");
    let req =
        ExportWorkbook { out: out.display().to_string(), ids: Vec::new(), kind: WorkbookKind::Form, replace: false };
    laptop.export_workbook(&req, &mut Unwatched).unwrap();
    out
}

/// Takes a workbook in; a cell that is refused is why.
pub fn taken(laptop: &Laptop, req: &ImportWorkbook) -> Result<(), String> {
    let view = laptop.import_workbook(req, false, &mut Unwatched).map_err(|error| reason(&error))?.view;
    view.refused.into_iter().next().map_or(Ok(()), |it| Err(it.reason.to_string()))
}
