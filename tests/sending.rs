//! The moment of sending: what is kept of it, who may open the year again, and what two
//! laptops that sent apart are told.

mod forged;
mod said;

use std::{fs, path::Path};

use registry::{
    Code, ExportBundle, FindingCode, ListInovasi, Reason, Result, SendSubmission, SnapshotField, SnapshotId,
    progress::Unwatched,
    view::{SnapshotEffect, SnapshotView, SubmissionView},
};

use crate::kit::{Cast, Laptop, cli, pdf};

/// What is worked under.
const YEAR: &str = "iga-2026";

fn said() -> SendSubmission {
    SendSubmission {
        nama: String::new(),
        nama_lengkap: "Sri Ayu Lestari".into(),
        jabatan: "Kepala Bidang, Pembina (IV/a)".into(),
        instansi: "BRIDA Kota Semarang".into(),
        nomor_hp: "0812 3456 7890".into(),
        email: "sri@semarang.go.id".into(),
        nomor_registrasi: "IGA-2026-3374-001".into(),
        tanggal_kirim: "3 Agustus 2026".into(),
        meant: true,
    }
}

fn send(laptop: &Laptop, req: &SendSubmission) -> Result<SubmissionView> {
    Ok(laptop.send_submission(req, &mut Unwatched)?.view)
}

fn keep(laptop: &Laptop, nama: &str) -> SnapshotId {
    let view = laptop.keep_snapshot(nama, &mut Unwatched).unwrap().view;
    view.snapshots.iter().find(|it| it.nama == nama).unwrap().id
}

fn snapshot(laptop: &Laptop, id: SnapshotId) -> SnapshotView {
    laptop.show_submission().unwrap().snapshots.into_iter().find(|it| it.id == id).unwrap()
}

/// A registry with something to send.
fn worked_in(laptop: &Laptop) -> String {
    let id = laptop.register("Kado Mbak Ita");
    laptop.edit(&id, "urusan_utama", "Kesehatan");
    laptop.choose(&id, "bimtek", 2).unwrap();
    laptop.attach(&id, "bimtek", &laptop.file("sk.pdf", pdf("SK 050/12"))).unwrap();
    id
}

fn is_closed(laptop: &Laptop) -> bool {
    laptop.show_submission().unwrap().closed
}

fn n_act(laptop: &Laptop) -> u32 {
    laptop.list_backups().unwrap().n_act
}

#[test]
fn sending_keeps_a_snapshot_states_and_closes_in_one_act_which_undo_takes_back() {
    let laptop = Laptop::new(1);
    let id = worked_in(&laptop);
    let before = n_act(&laptop);
    let view = send(&laptop, &said()).unwrap();
    assert_eq!(n_act(&laptop), before + 1);
    let [sent] = view.snapshots.as_slice() else { panic!("{view:?}") };
    assert!(view.closed && sent.sent && sent.here && sent.sound && view.sent == Some(sent.id));
    assert_eq!(sent.tanggal_kirim.as_deref(), Some("2026-08-03"));
    assert_eq!(sent.nomor_registrasi.as_deref(), Some("IGA-2026-3374-001"));
    assert_eq!(sent.jabatan.as_deref(), Some("Kepala Bidang, Pembina (IV/a)"));
    assert_eq!((sent.nama.as_str(), sent.person.as_str()), (view.instrument_nama.as_str(), "Petugas 1"));
    assert_eq!(laptop.choose(&id, "bimtek", 3).unwrap_err().reason, Reason::YearClosed);
    assert!(laptop.run_doctor(&mut Unwatched).unwrap().healthy);

    laptop.undo().unwrap();
    let view = laptop.show_submission().unwrap();
    assert!(!view.closed && view.sent.is_none() && view.snapshots.is_empty());
    assert!(laptop.choose(&id, "bimtek", 3).is_ok());
    laptop.undo().unwrap();
    laptop.redo().unwrap();
    laptop.undo().unwrap();
    assert!(laptop.run_doctor(&mut Unwatched).unwrap().healthy, "bytes that nothing names are no fault");
}

#[test]
fn whoever_sends_is_told_what_is_missing_before_anything_is_kept() {
    let laptop = Laptop::new(1);
    let refused = |req: &SendSubmission| send(&laptop, req).unwrap_err();
    assert_eq!(refused(&said()).reason, Reason::SubmissionEmpty);
    worked_in(&laptop);
    for (break_it, reason) in [
        ((|it| it.jabatan = " ".into()) as fn(&mut SendSubmission), Reason::StatementIncomplete),
        (|it| it.email = "sri".into(), Reason::EmailUnreadable),
        (|it| it.tanggal_kirim = "kemarin".into(), Reason::DateUnreadable),
        (|it| it.meant = false, Reason::SubmissionBlocked),
    ] {
        let mut req = said();
        break_it(&mut req);
        assert_eq!(refused(&req).reason, reason);
    }
    // The one that is asked again is no refusal of what was typed.
    assert_eq!(refused(&SendSubmission { meant: false, ..said() }).code, Code::Conflict);
    let view = laptop.show_submission().unwrap();
    assert!(view.snapshots.is_empty() && !view.closed);
    let left = laptop.run_doctor(&mut Unwatched).unwrap();
    assert_eq!(left.remarks.len(), 1, "no bytes and no half output lie about: {:?}", left.remarks);

    // Without a day it is today; the number comes later, by an act of its own.
    let req = SendSubmission { nomor_registrasi: String::new(), tanggal_kirim: String::new(), ..said() };
    let id = send(&laptop, &req).unwrap().sent.unwrap();
    assert!(snapshot(&laptop, id).tanggal_kirim.is_some());
    laptop.edit_snapshot(id, SnapshotField::NomorRegistrasi, Some("IGA-77")).unwrap();
    laptop.edit_snapshot(id, SnapshotField::TanggalKirim, Some("4 Agustus 2026")).unwrap();
    let sent = snapshot(&laptop, id);
    assert_eq!((sent.nomor_registrasi.as_deref(), sent.tanggal_kirim.as_deref()), (Some("IGA-77"), Some("2026-08-04")));
    let fixed = |field, value| laptop.edit_snapshot(id, field, value).unwrap_err().reason;
    assert_eq!(fixed(SnapshotField::Jabatan, Some("Lain")), Reason::SnapshotFixed);
    assert_eq!(fixed(SnapshotField::Instrument, Some("iga-2025")), Reason::SnapshotFixed);
    assert_eq!(fixed(SnapshotField::TanggalKirim, None), Reason::SnapshotFixed);
}

#[test]
fn a_sent_year_opens_with_a_reason_alone_and_is_sent_again() {
    let laptop = Laptop::new(1);
    let id = worked_in(&laptop);
    assert_eq!(laptop.reopen_submission("Portal menolak berkas.").unwrap_err().reason, Reason::YearNotSent);
    send(&laptop, &said()).unwrap();
    assert_eq!(send(&laptop, &said()).unwrap_err().reason, Reason::YearSent);
    assert_eq!(laptop.close_year(YEAR, false).unwrap_err().reason, Reason::YearSent);
    laptop.begin_year(YEAR).unwrap();
    assert!(is_closed(&laptop), "to work under it opens nothing");
    for dash in ["", "-", "salah", "............"] {
        let reason = laptop.reopen_submission(dash).unwrap_err().reason;
        assert!(matches!(reason, Reason::AlasanShort), "{dash}");
    }
    let view = laptop.reopen_submission("Portal menolak satu berkas.").unwrap().view;
    assert!(!view.closed && view.sent.is_none());
    assert_eq!(view.snapshots[0].alasan_buka.as_deref(), Some("Portal menolak satu berkas."));
    assert_eq!(view.snapshots[0].reopened_by.as_deref(), Some("Petugas 1"));
    assert_eq!(view.statement.nama_lengkap, "Sri Ayu Lestari", "as last time");
    laptop.choose(&id, "bimtek", 3).unwrap();
    let view = send(&laptop, &SendSubmission { nama: "Kiriman kedua".into(), ..said() }).unwrap();
    assert_eq!(view.snapshots.iter().map(|it| it.sent).collect::<Vec<_>>(), [true, false]);
    laptop.undo().unwrap();
    assert!(!is_closed(&laptop));
}

#[test]
fn a_snapshot_opens_like_a_registry_of_then_and_takes_nothing() {
    let laptop = Laptop::new(1);
    let id = worked_in(&laptop);
    laptop.keep_note(&id, "hanya untuk saya").unwrap();
    let kept = keep(&laptop, "Sebelum rapat");
    let (list, sheet) = (
        |it: &registry::Registry| it.list_inovasi(&ListInovasi { limit: 9, ..ListInovasi::default() }).unwrap(),
        laptop.show_inovasi(&id).unwrap(),
    );
    let before = list(&laptop);
    let standing = laptop.standing(YEAR).unwrap();
    laptop.edit(&id, "nama", "Nama baru");
    laptop.choose(&id, "bimtek", 1).unwrap();
    laptop.register("Baru sejak itu");

    let then = laptop.look_into_snapshot(kept, &mut Unwatched).unwrap();
    assert_eq!(list(&then).rows.iter().map(|it| &it.nama).collect::<Vec<_>>(), ["Kado Mbak Ita"]);
    assert_eq!(list(&then).rows[0].claimed, before.rows[0].claimed);
    assert_eq!(then.standing(YEAR).unwrap(), standing);
    let shown = then.show_inovasi(id.parse().unwrap()).unwrap();
    assert_eq!(shown.assessment.indikator, sheet.assessment.indikator, "bytes of bukti are those of here");
    assert_eq!(shown.note, None, "what was written for oneself stays with oneself");
    assert_eq!(then.show_registry().unwrap().looked_at.unwrap().nama, "Sebelum rapat");
    let refused = then.register_inovasi("Tidak jadi").unwrap_err();
    assert_eq!(refused.reason, Reason::SnapshotReadOnly);
    assert!(then.create_parcel(&laptop.path("x.prakarsa"), false, &mut Unwatched).is_err());
    assert!(
        then.list_findings().is_ok()
            && then.show_beranda().is_ok()
            && then.show_facets(&ListInovasi::default()).is_ok()
    );
}

#[test]
fn a_snapshot_is_compared_field_by_field() {
    let laptop = Laptop::new(1);
    let id = worked_in(&laptop);
    let gone = laptop.register("Dihapus nanti");
    let first = keep(&laptop, "Pertama");
    laptop.edit(&id, "tahapan", "Penerapan");
    laptop.choose(&id, "bimtek", 3).unwrap();
    laptop.remove_inovasi(&gone).unwrap();
    laptop.register("Baru");
    let second = keep(&laptop, "Kedua");
    laptop.edit(&id, "nama", "Kado");
    let of = |before, after| laptop.compare_snapshots(before, after, &mut Unwatched).unwrap();

    let between = of(first, Some(second));
    let told: Vec<_> = between.groups.iter().map(|it| (it.nama.as_str(), it.effect, it.differences.len())).collect();
    assert_eq!(
        told,
        [
            ("Baru", SnapshotEffect::OnlyAfter, 0),
            ("Dihapus nanti", SnapshotEffect::OnlyBefore, 0),
            ("Kado Mbak Ita", SnapshotEffect::Changed, 2),
        ]
    );
    let fields: Vec<_> = between.groups[2]
        .differences
        .iter()
        .map(|it| (it.field.as_str(), it.before.as_deref(), it.after.as_deref()))
        .collect();
    assert!(fields.contains(&("tahapan", None, Some("Penerapan"))), "{fields:?}");
    assert!(fields.contains(&("assessment/iga-2026/bimtek", Some("2"), Some("3"))), "{fields:?}");
    assert_eq!((between.before.nama.as_str(), between.after.nama.as_str()), ("Pertama", "Kedua"));

    let today = of(second, None);
    assert_eq!((today.n_field, today.after.id), (1, None));
    assert_eq!(today.groups[0].differences[0].after.as_deref(), Some("Kado"));
    assert!(today.before.standing.iter().any(|it| it.iid.is_some()));
    assert_eq!(of(second, Some(second)).n_field, 0);
}

#[test]
fn the_bundle_of_a_snapshot_has_the_same_bytes_each_time() {
    let laptop = Laptop::new(1);
    let id = worked_in(&laptop);
    let now = laptop.path("kini.zip");
    let bundle = |out: &Path| ExportBundle {
        out: out.display().to_string(),
        zip: true,
        only: Vec::new(),
        date: None,
        replace: false,
        ..ExportBundle::default()
    };
    laptop.export_bundle(&bundle(&now), &mut Unwatched).unwrap();
    let kept = keep(&laptop, "Sebelum rapat");
    laptop.choose(&id, "bimtek", 1).unwrap();
    laptop.set_person("Orang lain").unwrap();
    laptop.env.set_clock(crate::kit::NOON + 40 * 86_400_000);
    let again = |name: &str| {
        let out = laptop.path(name);
        let told = laptop.export_snapshot(kept, &out.display().to_string(), true, false, &mut Unwatched).unwrap().view;
        (fs::read(out).unwrap(), told.left_out)
    };
    let (first, left_out) = again("satu.zip");
    assert!(left_out.is_empty());
    assert!(first == again("dua.zip").0, "written twice");
    assert!(first == fs::read(&now).unwrap(), "and as it was written then");

    // What is missing here is told, and is a gap.
    fs::remove_dir_all(laptop.folder().join("blobs")).unwrap_or_default();
    let view = laptop.show_submission().unwrap();
    assert!(!view.snapshots[0].sound && view.snapshots[0].here);
    let refused = laptop.look_into_snapshot(kept, &mut Unwatched).err().unwrap();
    assert_eq!(refused.reason, Reason::SnapshotUnsound);
}

#[test]
fn two_laptops_that_send_apart_keep_both_and_are_told() {
    let cast = Cast::new();
    let (a, b) = (&cast.laptop_a, &cast.laptop_b);
    worked_in(a);
    cast.exchange_all();
    send(a, &said()).unwrap();
    send(b, &SendSubmission { nama_lengkap: "Budi".into(), tanggal_kirim: "5 Agustus 2026".into(), ..said() }).unwrap();
    cast.exchange_all();
    for laptop in [a, b, &cast.office] {
        let view = laptop.show_submission().unwrap();
        assert_eq!(view.snapshots.len(), 2);
        assert!(view.snapshots.iter().all(|it| it.here && it.sound), "their bytes came along");
        assert_eq!(laptop.list_conflicts().unwrap().len(), 0);
        let told = laptop.list_findings().unwrap().into_iter().find(|it| it.code == FindingCode::SentTwice).unwrap();
        let who = &told.args[0].value;
        assert!(who.contains("Sri Ayu Lestari (3 Agustus 2026)") && who.contains("Budi (5 Agustus 2026)"), "{who}");
        laptop.look_into_snapshot(view.snapshots[1].id, &mut Unwatched).unwrap();
    }
    // As the finding says: opened again with a reason, then sent once more.
    cast.office.reopen_submission("Dua laptop mengirim terpisah.").unwrap();
    cast.exchange_all();
    assert!(!is_closed(b));
    send(b, &said()).unwrap();
    cast.exchange_all();
    for laptop in [a, b] {
        assert!(is_closed(laptop));
        assert!(laptop.list_findings().unwrap().iter().all(|it| it.code != FindingCode::SentTwice));
    }
}

#[test]
fn a_snapshot_without_its_bytes_says_so_and_they_can_be_brought() {
    let sender = Laptop::new(1);
    worked_in(&sender);
    let kept = keep(&sender, "Sebelum rapat");
    let blobs = sender.folder().join("blobs");
    let zip = walk(&blobs).into_iter().find(|it| it.extension().is_some_and(|it| it == "zip")).unwrap();
    let away = sender.path("kunci");
    fs::create_dir(&away).unwrap();
    fs::rename(&zip, away.join("isi-potret")).unwrap();
    let told = sender.run_doctor(&mut Unwatched).unwrap();
    assert!(!told.healthy && format!("{:?}", told.problems).contains("Sebelum rapat"));
    let parcel = sender.path("a.prakarsa");
    let receipt = sender.create_parcel(&parcel, false, &mut Unwatched).unwrap();
    assert_eq!(receipt.left_out[0].nama_berkas, "Sebelum rapat");

    let other = Laptop::new(2);
    other.accept_parcel(&parcel, false, &mut Unwatched).unwrap();
    assert!(!snapshot(&other, kept).here);
    assert_eq!(other.look_into_snapshot(kept, &mut Unwatched).err().unwrap().reason, Reason::SnapshotNotHere);
    // The search for lost bytes finds them, whatever the file is called.
    for laptop in [&sender, &other] {
        laptop.mend_bukti(&away, &mut Unwatched).unwrap();
        assert!(snapshot(laptop, kept).here && snapshot(laptop, kept).sound);
        laptop.look_into_snapshot(kept, &mut Unwatched).unwrap();
    }
    // A whole copy has them too.
    let copy = other.path("salinan");
    other.copy_registry(None, &copy, &mut Unwatched).unwrap();
    assert!(walk(&copy).iter().any(|it| it.extension().is_some_and(|it| it == "zip")));
}

fn walk(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { all.extend(walk(&path)) } else { all.push(path) }
    }
    all
}

#[test]
fn what_is_no_snapshot_is_refused_and_marks_nothing() {
    let laptop = Laptop::new(1);
    worked_in(&laptop);
    let kept = keep(&laptop, "Sebelum rapat");
    let zip = walk(&laptop.folder().join("blobs"))
        .into_iter()
        .find(|it| it.extension().is_some_and(|it| it == "zip"))
        .unwrap();
    let sound = fs::read(&zip).unwrap();
    let mut bytes = sound.clone();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0xff;
    fs::write(&zip, &bytes).unwrap();
    assert_eq!(laptop.look_into_snapshot(kept, &mut Unwatched).err().unwrap().reason, Reason::SnapshotUnsound);
    assert!(!snapshot(&laptop, kept).sound);
    fs::write(&zip, sound).unwrap();
    laptop.look_into_snapshot(kept, &mut Unwatched).unwrap();
    assert!(snapshot(&laptop, kept).sound && !laptop.folder().join("registry.damaged").exists());
}

#[test]
fn the_command_line_sends_lists_compares_and_looks_back() {
    let desk = tempfile::tempdir().unwrap();
    let folder = desk.path().join("registri");
    let json = |args: &[&str]| {
        let mut all = vec!["--json"];
        all.extend(args);
        let ended = cli::run(&folder, all);
        assert_eq!(ended.code, Some(0), "{args:?}: {ended:?}");
        ended.json()
    };
    json(&["init", "--pemda", "Kota Semarang", "--kode", "33.74", "--person", "Sri"]);
    json(&["register", "Kado Mbak Ita"]);
    json(&["snapshot", "create", "Sebelum rapat"]);
    json(&["choose", "Kado Mbak Ita", "SID-16", "2"]);
    let send = ["send", "--nama-lengkap", "Sri", "--jabatan", "Kabid", "--instansi", "BRIDA", "--nomor-hp", "0812"];
    let mut incomplete = send.to_vec();
    let refused = cli::run(&folder, &incomplete);
    assert!(refused.code == Some(3) && refused.stderr.contains("email"), "{refused:?}");
    incomplete.extend(["--email", "sri@kota.go.id", "--nomor", "IGA-1", "--tanggal", "2026-08-03", "--meant"]);
    let sent = json(&incomplete);
    assert!(sent["sent"].is_string() && sent["closed"] == true);
    let shown = json(&["snapshot", "show", sent["sent"].as_str().unwrap()]);
    assert_eq!(
        (shown["nomor_registrasi"].as_str(), shown["tanggal_kirim"].as_str()),
        (Some("IGA-1"), Some("2026-08-03"))
    );
    assert_eq!(json(&["snapshot", "list"])["snapshots"].as_array().unwrap().len(), 2);
    assert!(json(&["snapshot", "compare", "Sebelum rapat"])["n_field"].as_u64().unwrap() > 0);
    let then = json(&["--snapshot", "Sebelum rapat", "show", "Kado Mbak Ita"]);
    assert_eq!(then["assessment"]["instrument"], "iga-2026");
    let refused = cli::run(&folder, ["--snapshot", "Sebelum rapat", "register", "Baru"]);
    assert!(refused.code == Some(3) && refused.stderr.contains("Sebelum rapat"), "{refused:?}");
    let out = desk.path().join("lama.zip");
    json(&["snapshot", "export", "Sebelum rapat", out.to_str().unwrap(), "--zip"]);
    assert_eq!(cli::run(&folder, ["verify", out.to_str().unwrap()]).code, Some(0));
    let people = cli::run(&folder, ["snapshot", "compare", "Sebelum rapat"]);
    assert!(people.stdout.contains("Kado Mbak Ita"), "{people:?}");
    assert!(json(&["reopen", "Portal menolak berkas."])["sent"].is_null());
}
