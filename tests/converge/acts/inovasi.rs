//! The catalogue: what an inovasi is, its years, and workbooks.

use domain::inovasi::profile::Field;
use registry::{EditMany, ExportWorkbook, ImportWorkbook, InovasiId, Selection, WorkbookKind, progress::Unwatched};

use serde_json::json;

use super::{Done, Turn, YEARS};
use crate::kit::typed_over;

const NAMA: [&str; 6] = ["Rumah Pelita", "Rumah Pelita", "Lapor Semar", "Lapor Semarang", "Kado Mbak Ita", "Antar"];
const GROWN: &str = "Dari satu menjadi tiga kelurahan";
/// Few values, so that people agree and clash often.
const VALUES: [(&str, &[&str]); 10] = [
    ("nama", &NAMA),
    ("tujuan", &["naik", "turun", "tetap"]),
    ("waktu_penerapan", &["2024", "2024-05", "17/08/2024"]),
    ("waktu_uji_coba", &["2023", "2022-02", "2021"]),
    ("urusan_utama", &["Kesehatan", "Sosial", "Pendidikan"]),
    ("rancang_bangun", &["a\nb", "satu dua tiga", "<b>&\"'"]),
    ("tahapan", &["inisiatif", "penerapan", "uji coba"]),
    ("perangkat_daerah", &["Dinas Kesehatan", "dinas kesehatan", "Puskesmas Tugu"]),
    ("jenis", &["digital", "non digital"]),
    ("koordinat", &["-6.99, 110.42", "-7.01, 110.40"]),
];
const MEMBERS: [(&str, &[&str]); 2] =
    [("urusan_beririsan", &["kesehatan", "sosial", "pendidikan"]), ("nama_lama", &["Lapor Pak", "Pelita Lama"])];
/// So that people meet at the same ones.
const MOST: usize = 7;

pub fn register(it: &Turn<'_>) -> Done {
    if it.inovasi_ids().len() >= MOST {
        return Ok(None);
    }
    let nama = it.one(&NAMA);
    it.register_inovasi(nama)?;
    Ok(Some(nama.to_owned()))
}

pub fn edit(it: &Turn<'_>) -> Done {
    let Some(id) = it.some_inovasi() else { return Ok(None) };
    if it.dice.once_in(8) {
        // One develops another, in rings too.
        let other = it.some_inovasi().filter(|_| !it.dice.once_in(4));
        it.edit_inovasi(&id, "pengembangan_dari", other.as_deref())?;
        return Ok(Some(format!("{id} pengembangan_dari {other:?}")));
    }
    let (field, values) = it.one(&VALUES);
    let value = Some(it.one(values)).filter(|_| field == "nama" || !it.dice.once_in(6));
    it.edit_inovasi(&id, field, value)?;
    Ok(Some(format!("{id} {field} {value:?}")))
}

pub fn set_member(it: &Turn<'_>) -> Done {
    let Some(id) = it.some_inovasi() else { return Ok(None) };
    let (field, members) = it.one(&MEMBERS);
    let (member, present) = (it.one(members), !it.dice.once_in(3));
    it.set_member(&id, field, member, present)?;
    Ok(Some(format!("{id} {field} {member} {present}")))
}

/// Some of the inovasi, by their ids.
fn selection(it: &Turn<'_>) -> Selection {
    let ids = it.inovasi_ids().into_iter().filter(|_| !it.dice.once_in(3));
    Selection { ids: ids.map(|id| id.parse().unwrap()).collect(), ..Selection::default() }
}

pub fn edit_many(it: &Turn<'_>) -> Done {
    let selection = selection(it);
    if selection.ids.is_empty() {
        return Ok(None);
    }
    let (field, value) = it.one(&[(Field::Jenis, "digital"), (Field::Tahapan, "penerapan"), (Field::Tujuan, "naik")]);
    let n = selection.ids.len();
    it.edit_many_inovasi(&EditMany { selection, field, value: Some(value.into()), member: None, present: true })?;
    Ok(Some(format!("{field} of {n}")))
}

pub fn remove(it: &Turn<'_>) -> Done {
    let Some(id) = it.some_inovasi() else { return Ok(None) };
    it.remove_inovasi(&id)?;
    Ok(Some(id))
}

pub fn remove_many(it: &Turn<'_>) -> Done {
    let selection = selection(it);
    let n = selection.ids.len();
    if n == 0 || !it.dice.once_in(3) {
        return Ok(None);
    }
    it.remove_many_inovasi(&selection)?;
    Ok(Some(format!("{n} inovasi")))
}

pub fn restore(it: &Turn<'_>) -> Done {
    let removed: Vec<String> =
        it.inovasi_ids().into_iter().filter(|id| it.show_inovasi(id).is_ok_and(|it| it.removed)).collect();
    let Some(id) = it.pick(&removed) else { return Ok(None) };
    it.restore_inovasi(id)?;
    Ok(Some(id.clone()))
}

fn pair(it: &Turn<'_>) -> Option<(String, String)> {
    let (a, b) = (it.some_inovasi()?, it.some_inovasi()?);
    (a != b).then_some((a, b))
}

pub fn combine(it: &Turn<'_>) -> Done {
    let Some((keep, drop)) = pair(it) else { return Ok(None) };
    it.combine_inovasi(&keep, &drop)?;
    Ok(Some(format!("{drop} into {keep}")))
}

pub fn decide_duplicate(it: &Turn<'_>) -> Done {
    let Some((a, b)) = pair(it) else { return Ok(None) };
    let verdict = it.one(&["linked", "dismissed", ""]);
    it.decide_duplicate(&a, &b, verdict)?;
    Ok(Some(format!("{a} and {b}: {verdict}")))
}

pub fn keep_note(it: &Turn<'_>) -> Done {
    let Some(id) = it.some_inovasi() else { return Ok(None) };
    it.keep_note(&id, "Tanya Bu Ani")?;
    Ok(Some(id))
}

pub fn keep_saved_view(it: &Turn<'_>) -> Done {
    it.keep_saved_view("Milik saya", "{}")?;
    Ok(Some("Milik saya".into()))
}

pub fn begin_year(it: &Turn<'_>) -> Done {
    let year = it.one(&YEARS);
    it.begin_year(year)?;
    Ok(Some(year.into()))
}

pub fn close_year(it: &Turn<'_>) -> Done {
    let year = it.one(&YEARS);
    it.close_year(year, true)?;
    Ok(Some(year.into()))
}

/// A closed year is opened again, for which one is closed where none is: otherwise
/// everybody would soon stand still.
pub fn open_year(it: &Turn<'_>) -> Done {
    let closed = it.show_years()?.years.into_iter().find(|it| it.closed);
    let year = match closed {
        Some(found) => found.instrument.to_string(),
        None => close_year(it)?.unwrap_or_default(),
    };
    it.close_year(&year, false)?;
    Ok(Some(format!("{year} again")))
}

pub fn propose(it: &Turn<'_>) -> Done {
    let (Some(id), year) = (it.some_inovasi(), it.one(&YEARS)) else { return Ok(None) };
    it.propose_inovasi(std::slice::from_ref(&id), year, GROWN)?;
    Ok(Some(format!("{id} {year}")))
}

pub fn withdraw(it: &Turn<'_>) -> Done {
    let (Some(id), year) = (it.some_inovasi(), it.one(&YEARS)) else { return Ok(None) };
    it.withdraw_inovasi(std::slice::from_ref(&id), year)?;
    Ok(Some(format!("{id} {year}")))
}

pub fn accept_review(it: &Turn<'_>) -> Done {
    for id in it.inovasi_ids() {
        for year in YEARS {
            let Ok(view) = it.show_assessment(&id, year) else { continue };
            let waiting: Vec<_> = view.indikator.into_iter().filter(|it| it.review.is_some()).collect();
            if let Some(answer) = it.pick(&waiting) {
                it.accept_review(&id, year, &answer.indikator)?;
                return Ok(Some(format!("{id} {year} {}", answer.indikator)));
            }
        }
    }
    // None waits: a document of another office says that one should.
    let Some(id) = it.some_inovasi() else { return Ok(None) };
    let nama = it.value(&id, "nama").unwrap_or_default();
    let review = json!({ "id": id, "nama": nama, "review": { YEARS[0]: { "bimtek": "reworded" } } });
    let document = json!({ "format": "prakarsa-registry", "version": 1, "inovasi": [review] });
    let path = it.file(&format!("{}-tinjau.json", it.serial), document.to_string());
    it.import_registry(&path, false, &mut Unwatched)?;
    it.accept_review(&id, YEARS[0], "bimtek")?;
    Ok(Some(format!("{id} {} bimtek", YEARS[0])))
}

/// Our own form goes out, comes back with one cell typed over, and meets what was done
/// here meanwhile.
pub fn import_form(it: &Turn<'_>) -> Done {
    let Some(id) = it.some_inovasi() else { return Ok(None) };
    let out = it.fresh("formulir.xlsx");
    let ids: Vec<InovasiId> = vec![id.parse().unwrap()];
    let req = ExportWorkbook { out: out.display().to_string(), ids, kind: WorkbookKind::Form, replace: false };
    it.export_workbook(&req, &mut Unwatched)?;
    if it.dice.once_in(2) {
        let _ = it.edit_inovasi(&id, "tujuan", Some("tetap"));
    }
    let (column, value) = it.one(&[("tujuan", "lebih cepat"), ("manfaat", "murah"), ("jenis", "Digital")]);
    let typed = typed_over(&out, &[("Inovasi", &id, column, value)]);
    let req = ImportWorkbook {
        path: typed.display().to_string(),
        take_diverged: it.dice.once_in(2),
        ..ImportWorkbook::default()
    };
    let view = it.import_workbook(&req, false, &mut Unwatched)?.view;
    Ok(Some(format!("form with {column} {value}: {} changed", view.n_changed)))
}

/// A recap of a perangkat daerah, half known and half new.
pub fn import_recap(it: &Turn<'_>) -> Done {
    let (nama, tujuan) = (it.one(&NAMA), it.one(&["naik", "turun"]));
    let new = if it.inovasi_ids().len() < MOST { "Posyandu Ceria;tumbuh;Sosial\n" } else { "" };
    let rows = format!("Nama Inovasi;Tujuan;Urusan\n{nama};{tujuan};Kesehatan\n{new}");
    let path = it.file(&format!("{}-rekap.csv", it.serial), rows);
    let req = ImportWorkbook { path: path.display().to_string(), ..ImportWorkbook::default() };
    let view = it.import_workbook(&req, false, &mut Unwatched)?.view;
    Ok(Some(format!("recap: {} new, {} changed", view.n_new, view.n_changed)))
}
