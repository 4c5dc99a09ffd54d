//! Every act of the table, played once or oftener.

use crate::kit::{pdf, picture};
use serde_json::{Value, json};

use super::{ACTORS, INDIKATOR, NEXT, NOW, Play, THEN};
use crate::{kit::Laptop, rules};

pub fn registry_of_two(play: &mut Play) {
    play.act("start_registry", json!({ "nama": "Kota Semarang", "kode": "33.74", "person": "Sri", "example": false }));
    play.act("load_example", Value::Null);
    play.act("remove_example", Value::Null);
    play.act("set_person", json!({ "person": "Budi" }));
    play.act("confirm_losses", Value::Null);
    let mut register = |nama| play.act("register_inovasi", json!({ "nama": nama }))["id"].as_str().unwrap().to_owned();
    let (own, other) = (register("Lapor Semar"), register("Lapor Semarang"));
    (play.own, play.other) = (own.clone(), other.clone());
    play.kept = play.read_all();
    for (field, value) in [
        ("tujuan", "Aduan warga didengar"),
        ("nama", "Lapor Semar Kota"),
        ("waktu_penerapan", "Mei 2025"),
        ("waktu_uji_coba", "2024"),
        ("perangkat_daerah", "Dinas Kesehatan"),
        ("tahapan", "penerapan"),
        ("jenis", "digital"),
        ("urusan_utama", "kesehatan"),
    ] {
        play.act("edit_inovasi", json!({ "id": own, "field": field, "value": value }));
    }
    play.act("set_member", json!({ "id": own, "field": "nama_lama", "member": "Lapor Pak", "present": true }));
    let selection = json!({ "ids": [other], "all": null, "except": [] });
    let many =
        json!({ "selection": selection, "field": "jenis", "value": "digital", "member": null, "present": false });
    play.act("edit_many_inovasi", many);
    play.act("keep_note", json!({ "id": own, "text": "Tanya Bu Ani" }));
}

pub fn answers(play: &mut Play) {
    let (subject, other) = (play.subject(), format!("inovasi:{}", play.other));
    for (subject, instrument, indikator) in [
        (subject.as_str(), NOW, INDIKATOR),
        (&subject, THEN, INDIKATOR),
        (&subject, NOW, ACTORS),
        (&other, NOW, INDIKATOR),
        ("daerah", NOW, "visi-dan-misi"),
    ] {
        let req = json!({ "subject": subject, "instrument": instrument, "indikator": indikator, "parameter": 2 });
        play.act("choose_parameter", req);
    }
    let on = |indikator: &str| json!({ "subject": subject, "instrument": NOW, "indikator": indikator });
    let with = |mut req: Value, more: Value| {
        req.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        req
    };
    play.act("give_input", with(on("kemanfaatan-inovasi"), json!({ "input": "jumlah-penerima", "value": "350" })));
    for option in ["akademisi", "media", "komunitas", "pemerintah"] {
        play.act("tick_option", with(on(ACTORS), json!({ "option": option, "on": true })));
    }
    let file = play.file("sk.pdf", &String::from_utf8(pdf("sk")).unwrap());
    play.act("attach_bukti", with(on(INDIKATOR), json!({ "paths": [file] })));
    // Somebody deletes the stored bytes; the file that they were taken from is still there.
    let shelves = std::fs::read_dir(play.folder.path().join("registri/blobs")).unwrap();
    shelves.for_each(|it| std::fs::remove_dir_all(it.unwrap().path()).unwrap());
    play.kept = play.read_all();
    let folder = play.folder.path().to_owned();
    play.act("mend_bukti", json!({ "path": folder }));
    play.act("look_at_bukti", Value::Null);
    assert_eq!(play.answer_of(INDIKATOR, "/bukti/0/present"), true);
    let bukti = play.answer_of(INDIKATOR, "/bukti/0/id");
    play.act("link_bukti", with(on(ACTORS), json!({ "bukti": bukti, "pages": "1-2" })));
    for (field, value) in [
        ("tanggal", json!("2010-01-01")),
        ("tanggal", json!("2025-05-05")),
        ("tanggal", Value::Null),
        ("nomor", json!("188/1")),
        ("tentang", json!("Aduan")),
        ("tanggal", json!("2025-05-05")),
        ("jenis_dokumen", json!("perda")),
        ("tentang", json!("Lapor Semar Kota")),
    ] {
        let more = json!({ "bukti": bukti, "field": field, "value": value });
        play.act("edit_bukti", with(json!({ "subject": subject, "instrument": NOW }), more));
    }
    play.act("detach_bukti", with(on(ACTORS), json!({ "bukti": bukti })));
    let photo = play.folder.path().join("foto.jpg");
    std::fs::write(&photo, picture::jpeg("2025:05:05 10:00:00")).unwrap();
    play.act("attach_bukti", with(on(ACTORS), json!({ "paths": [photo] })));
    let photo = play.answer_of(ACTORS, "/bukti/0/id");
    play.act("clean_bukti", json!({ "subject": subject, "instrument": NOW, "bukti": photo }));
    play.act("detach_bukti", with(on(ACTORS), json!({ "bukti": photo })));
}

pub fn verdicts(play: &mut Play) {
    let subject = play.subject();
    let moved =
        |to: &str| json!({ "subject": subject, "instrument": NOW, "to": to, "note": "Sudah lengkap", "meant": false });
    let other = json!({ "ids": [play.other], "all": null, "except": [] });
    play.act("move_answers", moved("diajukan"));
    let many = json!({ "selection": other, "instrument": NOW, "to": "diajukan", "note": "" });
    play.act("move_many_answers", many);
    play.act("set_role", json!({ "role": "verifier" }));
    let answer = json!({ "subject": subject, "instrument": NOW, "indikator": INDIKATOR });
    let verdict = json!({
        "subject": subject, "instrument": NOW, "indikator": INDIKATOR, "parameter": 1, "note": "Belum diundangkan",
        "fingerprint": play.answer_of(INDIKATOR, "/fingerprint"), "meant": true,
    });
    play.act("give_verdict", verdict);
    play.act("take_verdict_back", answer);
    let seen =
        [INDIKATOR, ACTORS].map(|it| json!({ "indikator": it, "fingerprint": play.answer_of(it, "/fingerprint") }));
    play.act("give_verdicts", json!({ "subject": subject, "instrument": NOW, "seen": seen }));
    play.act("move_answers", moved("dikembalikan"));
    play.act("set_role", json!({ "role": "officer" }));
}

pub fn lists(play: &mut Play) {
    let (own, other) = (play.own.clone(), play.other.clone());
    let bodies = |play: &Play| play.read("list_perangkat_daerah", Value::Null)["perangkat_daerah"].clone();
    play.act("adopt_perangkat_daerah", json!({ "nama": ["Dinas Kesehatan"] }));
    let body = bodies(play)[0]["id"].clone();
    play.act("register_perangkat_daerah", json!({ "nama": "Puskesmas Poncol", "jenis": null, "induk": body }));
    for (field, value) in [("nama", "Dinas Kesehatan Kota"), ("aktif", "tidak"), ("jenis", "dinas")] {
        let req = json!({ "id": body, "field": field, "value": value, "keep_old_name": true });
        play.act("edit_perangkat_daerah", req);
    }
    play.act("set_perangkat_daerah_nama_lama", json!({ "id": body, "nama": "DKK", "present": true }));
    let poncol =
        bodies(play).as_array().unwrap().iter().find(|it| it["nama"] == "Puskesmas Poncol").unwrap()["id"].clone();
    play.act("remove_perangkat_daerah", json!({ "id": poncol }));

    play.act("register_penghargaan", json!({ "untuk": format!("inovasi:{own}"), "nama": "Juara" }));
    let penghargaan =
        play.read("list_penghargaan", json!({ "untuk": format!("inovasi:{own}") }))["penghargaan"][0]["id"].clone();
    play.act("edit_penghargaan", json!({ "id": penghargaan, "field": "tahun", "value": "2024" }));
    let file = play.file("piagam.pdf", "%PDF piagam");
    play.act("attach_penghargaan", json!({ "id": penghargaan, "paths": [file] }));
    play.act("edit_inovasi", json!({ "id": own, "field": "nama", "value": "Lapor Semar Hebat" }));
    let bukti = play.read("list_penghargaan", json!({ "untuk": format!("inovasi:{own}") }))["penghargaan"][0]["bukti"]
        [0]["id"]
        .clone();
    play.act("detach_penghargaan", json!({ "id": penghargaan, "bukti": bukti }));
    play.act("remove_inovasi", json!({ "id": own }));
    play.act("restore_inovasi", json!({ "id": own }));
    play.act("remove_penghargaan", json!({ "id": penghargaan }));

    for verdict in [json!("linked"), Value::Null] {
        play.act("decide_duplicate", json!({ "a": own, "b": other, "verdict": verdict }));
    }
    play.act("keep_saved_view", json!({ "nama": "Milik saya", "state": "{}" }));
    play.act("remove_saved_view", json!({ "nama": "Milik saya" }));
    let book = play.file("rekap.csv", "Nama Inovasi;Tujuan\nKado Mbak Ita;Gizi\n");
    let mapping = play.read("inspect_workbook", json!({ "path": book, "sheet": null, "header_row": 0 }));
    assert!(mapping.is_object());
    let columns = json!([{ "at": 0, "key": "nama" }, { "at": 1, "key": "tujuan" }]);
    let workbook = json!({
        "path": book, "sheet": null, "header_row": 0, "columns": columns, "also": [], "rows": [], "take": [], "leave": [],
        "remember": true, "take_diverged": false, "decided": []
    });
    let table = json!({ "sheet": "rekap", "header_row": 1, "columns": columns });
    let lines = json!({
        "path": book, "table": table, "first_row": 1, "last_row": 2, "rows": [], "offset": 0, "limit": 10
    });
    assert_eq!(play.read("list_workbook_lines", lines)["total"], 2);
    play.read("close_workbook", json!({}));
    play.act("import_workbook", json!({ "workbook": workbook, "dry_run": false }));
}

pub fn years(play: &mut Play) {
    let (own, other) = (play.own.clone(), play.other.clone());
    let proposed = |id: &str, instrument: &str| {
        json!({
            "ids": [id], "instrument": instrument, "growth_note": "Sudah dipakai semua kelurahan"
        })
    };
    play.act("propose_inovasi", proposed(&own, NOW));
    play.act("propose_inovasi", proposed(&other, NOW));
    play.act("withdraw_inovasi", json!({ "ids": [other], "instrument": NOW }));
    for (instrument, closed) in [(THEN, true), (NOW, true), (NOW, false)] {
        play.act("close_year", json!({ "instrument": instrument, "closed": closed }));
    }
    play.act("propose_inovasi", proposed(&own, NEXT));
    play.act("begin_year", json!({ "instrument": NEXT }));
    play.act("begin_year", json!({ "instrument": NOW }));
    play.act("propose_inovasi", proposed(&other, NOW));
}

pub fn sets(play: &mut Play) {
    let basis = json!({ "instrument": NOW, "basis": "claimed" });
    let pin = json!({ "id": play.other, "say": "excluded", "instrument": NOW, "basis": "claimed" });
    play.act("pin_inovasi", pin);
    play.act("release_pins", basis);
    let set = json!({ "instrument": NOW, "basis": "claimed", "pinned": [], "excluded": [play.other] });
    play.act("apply_best", set);
    let choose = json!({
        "kind": "choose", "subject": play.subject(), "indikator": "bimtek", "parameter": 2, "urusan": null, "kematangan": null
    });
    let state = json!({ "instrument": null, "changes": [choose] });
    play.act("keep_scenario", json!({ "nama": "Lebih baik", "state": state }));
    play.act("remove_scenario", json!({ "nama": "Lebih baik" }));
    play.act("apply_scenario", state);
    let out = play.folder.path().join("bundel").display().to_string();
    play.act("export_bundle", json!({ "out": out, "zip": false, "only": [], "date": null }));
    play.act("look_into_bundle", json!({ "path": out }));
    play.act("look_into_snapshot", json!({ "snapshot": null }));
}

pub fn histories(play: &mut Play) {
    let (subject, own, other) = (play.subject(), play.own.clone(), play.other.clone());
    let colleague = Laptop::new(2);
    let parcel = play.folder.path().join("kiriman.prakarsa");
    play.read("create_parcel", json!({ "out": parcel, "replace": false }));
    colleague.accept(&parcel).unwrap();
    colleague.edit(&own, "tujuan", "Aduan warga dijawab");
    play.act("edit_inovasi", json!({ "id": own, "field": "tujuan", "value": "Aduan warga selesai" }));
    play.act("accept_parcel", json!({ "path": colleague.write_parcel(), "dry_run": false }));
    let conflict = play.read("list_conflicts", Value::Null)[0].clone();
    let head = &conflict["heads"][0]["stamp"];
    play.act("resolve_conflict", json!({ "subject": subject, "field": "tujuan", "stamp": head }));
    let history = play.read("show_history", json!({ "subject": subject, "field": "tujuan" }));
    let oldest = history.as_array().unwrap().last().unwrap()["stamp"].clone();
    play.act("restore_value", json!({ "subject": subject, "field": "tujuan", "stamp": oldest }));
    for step in ["undo", "redo", "undo"] {
        play.act(step, Value::Null);
    }
    let own_entry = json!({ "id": own, "nama": "Lapor Semar", "review": { NOW: { INDIKATOR: "reworded" } } });
    let inovasi = json!([{ "nama": "Kampung Hijau" }, own_entry]);
    let document = json!({ "format": "prakarsa-registry", "version": 1, "inovasi": inovasi });
    let document = play.file("daftar.json", &document.to_string());
    play.act("import_registry", json!({ "path": document, "dry_run": false }));
    play.act("accept_review", json!({ "subject": subject, "instrument": NOW, "indikator": INDIKATOR }));
    play.act("combine_inovasi", json!({ "keep": own, "drop": other }));
    let selection = json!({ "ids": [own], "all": null, "except": [] });
    play.act("remove_many_inovasi", selection);
    play.act("undo", Value::Null);
}

pub fn sending(play: &mut Play) {
    let entry = json!({ "subject": play.subject(), "entry": "profil/tujuan" });
    let with = |key: &str, value: &str| {
        let mut req = entry.clone();
        req[key] = json!(value);
        req
    };
    play.act("tick_portal", entry.clone());
    play.act("edit_inovasi", json!({ "id": play.own, "field": "tujuan", "value": "Sesudah diisikan" }));
    play.act("reopen_portal", entry.clone());
    play.act("skip_portal", with("alasan", "Portal menolak."));
    play.act("turn_portal", json!({ "subject": play.subject(), "person": "Budi" }));
    let kept = play.act("keep_snapshot", json!({ "nama": "Sebelum rapat" }));
    let snapshot = kept["snapshots"][0]["id"].clone();
    play.act("edit_snapshot", json!({ "snapshot": snapshot, "field": "nama", "value": "Sesudah rapat" }));
    play.act("edit_inovasi", json!({ "id": play.own, "field": "tujuan", "value": "Sesudah potret" }));
    play.act("look_into_snapshot", json!({ "snapshot": snapshot }));
    play.act("look_into_snapshot", json!({ "snapshot": null }));
    let said = json!({
        "nama": "", "nama_lengkap": "Sri", "jabatan": "Kabid", "instansi": "BRIDA", "nomor_hp": "0812",
        "email": "sri@kota.go.id", "nomor_registrasi": "IGA-1", "tanggal_kirim": "2026-08-03", "meant": true,
    });
    play.act("send_submission", said);
    play.act("reopen_submission", json!({ "alasan": "Portal menolak satu berkas." }));
    play.act("undo", Value::Null);
    play.act("redo", Value::Null);
}

pub fn backups(play: &mut Play) {
    let stick = play.folder.path().join("stick");
    std::fs::create_dir(&stick).unwrap();
    let made = play.act("make_backup", Value::Null);
    play.act("set_backup_place", json!({ "folder": stick }));
    play.act("edit_inovasi", json!({ "id": play.own, "field": "tujuan", "value": "Sesudah cadangan" }));
    play.act("make_backup", Value::Null);
    play.act("restore_backup", json!({ "backup": made["backups"][0]["name"] }));
    play.act("undo", Value::Null);
}

pub fn rules_of_a_region(play: &mut Play) {
    let laptop = Laptop::new(3);
    let pack = rules::folder(&laptop, "aturan", &rules::fictitious(2031));
    play.act("import_pack", json!({ "path": pack, "alasan": "Surat penjaringan 2031" }));
    let fact = json!({
        "indikator": null, "fact": "pembagi_minimum", "value": "14", "source": "Surat ralat", "confidence": "one_source"
    });
    let correction = json!({
        "instrument": NOW, "corrections": [fact], "alasan": "Ralat", "copy_id": null, "copy_nama": null, "sums": true
    });
    play.act("correct_pack", correction);
    play.act("remove_pack", json!({ "instrument": NOW }));
}

pub fn office(play: &mut Play) {
    play.act("edit_office", json!({ "field": "tempat", "value": "Semarang" }));
    play.act("set_public", json!({ "part": "nama_inisiator", "public": true }));
    let svg = r#"<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>"#;
    let logo = play.file("lambang.svg", svg);
    play.act("set_office_logo", json!({ "path": logo }));
    let signer =
        json!({ "nama": "Sri", "jabatan": "Kepala", "pangkat": "", "nip": "", "form": "sendiri", "untuk": "" });
    play.act("set_signer", json!({ "subject": "daerah", "place": "kepala_brida", "signer": signer }));
    let text = "#import \"/dinas.typ\": *\n#show: dokumen.with(\"Undangan\")\n= Undangan\n";
    let form = play.file("undangan.typ", text);
    play.act("give_template", json!({ "kind": "undangan", "path": form }));
    play.act("remove_template", json!({ "kind": "undangan", "format": "pdf" }));
}

pub fn official(play: &mut Play) {
    let figure = |subject: &str, figure: &str, value: &str| json!({ "subject": subject, "instrument": NOW, "figure": figure, "value": value });
    play.act("set_official", figure("daerah", "iid_verifikasi", "60,79"));
    let subject = play.subject();
    play.act("set_official", figure(&subject, "kematangan_verifikasi", "80"));
    let parameter = json!({ "id": play.own, "instrument": NOW, "indikator": INDIKATOR, "value": "1" });
    play.act("set_official_parameter", parameter);
    let list = json!({ "text": "", "offset": 0, "limit": 100, "sort": null, "descending": false });
    let nama = play.read("list_inovasi", list)["rows"][0]["nama"].clone();
    let table = format!("No;Judul Inovasi;Pemda;Kematangan\n1;{nama};Kota Semarang;91,5\n");
    let path = play.file("ekspor.csv", &table);
    let official = json!({
        "path": path, "sheet": null, "instrument": NOW, "mandiri": false, "take_koordinat": false, "decisions": []
    });
    play.act("import_official", json!({ "official": official, "dry_run": false }));
}
