//! The command line: what other programs rely on.

use std::{fs, path::PathBuf};

use serde_json::Value;
use tempfile::TempDir;

use crate::kit::cli::{Ended, command, done, end, run};

pub struct Desk(TempDir);

impl Desk {
    pub fn new() -> Self {
        let desk = Self(tempfile::tempdir().unwrap());
        desk.done(&["init", "--pemda", "Kota Semarang", "--kode", "33.74", "--person", "Bu Sari"]);
        desk
    }

    /// A registry that nobody has said his name to.
    fn nameless() -> Self {
        let desk = Self(tempfile::tempdir().unwrap());
        desk.done(&["init", "--pemda", "Kota Semarang", "--kode", "33.74"]);
        desk
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn run(&self, args: &[&str]) -> Ended {
        run(&self.path("registri"), args)
    }

    pub fn done(&self, args: &[&str]) -> Ended {
        done(&self.path("registri"), args)
    }

    pub fn json(&self, args: &[&str]) -> Value {
        self.done(&[args, &["--json"]].concat()).json()
    }

    pub fn file(&self, name: &str, text: &str) -> String {
        let path = self.path(name);
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    }

    pub fn out(&self, name: &str) -> String {
        self.path(name).to_str().unwrap().to_owned()
    }
}

fn keys(it: &Value) -> Vec<&str> {
    it.as_object().unwrap().keys().map(String::as_str).collect()
}

#[test]
fn the_whole_way_from_nothing_to_a_proven_bundle() {
    let desk = Desk::new();
    desk.done(&["example"]);
    let id = desk.json(&["search", "kado"])["rows"][0]["id"].as_str().unwrap().to_owned();
    desk.done(&["choose", &id, "SID-16", "2"]);
    desk.done(&["daerah", "choose", "SPD-01", "3"]);
    let sk = desk.file("SK Wali Kota.pdf", "%PDF-1.7 SK");
    desk.done(&[
        "attach",
        &id,
        "SID-16",
        &sk,
        "--nomor",
        "050/12",
        "--tanggal",
        "17 Agustus 2024",
        "--tentang",
        "Inovasi",
        "--pages",
        "3-4",
    ]);
    for (name, args) in [("out.zip", &["--zip"][..]), ("out", &[])] {
        let out = desk.out(name);
        let receipt = desk.done(&[&["bundle", &out, "--date", "2026-11-22"], args].concat()).json();
        assert_eq!(receipt["path"], *out);
        assert!(receipt["n_file"].as_u64().unwrap() > 10 && receipt["fingerprint"].as_str().unwrap().len() == 64);
        let verdict = desk.json(&["verify", &out]);
        assert_eq!((&verdict["answer"], &verdict["version"]), (&Value::from("valid"), &Value::from("1.0")));
        assert_eq!(verdict["faults"].as_array().unwrap().len(), 0);
    }
    // A changed byte is told, with its file, on stderr and by the exit code.
    fs::write(desk.path("out/data/index.html"), "lain").unwrap();
    let ended = desk.run(&["verify", &desk.out("out")]);
    assert_eq!(ended.code, Some(3), "{ended:?}");
    assert!(ended.stderr.contains("data/index.html"), "{}", ended.stderr);
    // What is cut off proves nothing, and says what to do.
    let whole = fs::read(desk.path("out.zip")).unwrap();
    fs::write(desk.path("potong.zip"), &whole[..whole.len() / 2]).unwrap();
    fs::write(desk.path("lain.7z"), b"7z\xbc\xaf\x27\x1c\0\x04").unwrap();
    for (name, told) in [("potong.zip", "terpotong"), ("lain.7z", "Ekstrak dahulu")] {
        let ended = desk.run(&["verify", &desk.out(name)]);
        assert_eq!(ended.code, Some(4), "{name}: {ended:?}");
        assert!(ended.stderr.contains(told) && ended.stdout.contains("Tidak dapat dinilai"), "{ended:?}");
    }
    let ended = desk.run(&["doctor"]);
    assert_eq!(ended.code, Some(0), "{ended:?}");
}

#[test]
fn a_score_has_the_keys_that_the_design_lists() {
    let desk = Desk::new();
    desk.done(&["register", "Kado"]);
    desk.done(&["edit", "Kado", "urusan_utama", "Kesehatan"]);
    // South of the equator every koordinat begins with a minus.
    desk.done(&["edit", "Kado", "koordinat", "-6.9903, 110.4229"]);
    desk.done(&["choose", "Kado", "SID-16", "3"]);
    for basis in ["claimed", "supported"] {
        let score = desk.json(&["score", "--instrument", "iga-2026", "--basis", basis]);
        for key in [
            "instrument",
            "basis",
            "spd",
            "n_inovasi",
            "divisor",
            "rata_kematangan",
            "skor_jumlah_inovasi",
            "skor_sid",
            "skor_total",
            "iid",
            "predikat",
            "urusan_dasar",
            "inovasi",
        ] {
            assert!(score.get(key).is_some(), "{key} in {score}");
        }
        assert_eq!(score["basis"], basis);
        for key in ["spd", "rata_kematangan", "skor_jumlah_inovasi", "skor_sid", "skor_total", "iid"] {
            let text = score[key].as_str().unwrap_or_else(|| panic!("{key} is text"));
            assert_eq!(text.rsplit_once('.').map(|it| it.1.len()), Some(2), "{key}: {text}");
        }
        assert_eq!(keys(&score["inovasi"][0]), ["id", "nama", "skor"]);
    }
    let claimed = desk.json(&["score"]);
    assert_eq!(claimed["inovasi"][0]["skor"], "9.00");
    // 9 ÷ 12 = 0.75; of 250: 0.30 %.
    assert_eq!((&claimed["rata_kematangan"], &claimed["iid"]), (&"0.75".into(), &"0.30".into()));
    assert_eq!(desk.json(&["score", "--basis", "supported"])["iid"], "0.00");
    assert_eq!(
        (&claimed["n_inovasi"], &claimed["divisor"], &claimed["urusan_dasar"]),
        (&1.into(), &12.into(), &1.into())
    );
}

#[test]
fn views_come_as_json() {
    let desk = Desk::new();
    let registry = desk.json(&["example"]);
    assert_eq!(registry["n_inovasi"], registry["n_contoh"]);
    let page = desk.json(&["list", "--sort", "claimed", "--descending", "--limit", "3", "--offset", "2"]);
    assert_eq!(page["rows"].as_array().unwrap().len(), 3);
    assert_eq!(page["total"], registry["n_inovasi"]);
    assert_eq!(desk.json(&["list"])["rows"].as_array().unwrap().len() as u64, page["total"].as_u64().unwrap());
    let worksheet = desk.json(&["show", "Pak Rahman"]);
    assert_eq!(worksheet["assessment"]["indikator"].as_array().unwrap().len(), 20);
    let findings = run(&desk.path("registri"), ["findings", "--json"]);
    assert_eq!(findings.code, Some(1), "something blocks: {}", findings.stderr);
    assert!(findings.json().as_array().unwrap().iter().all(|it| it["code"].is_string() && it["severity"].is_string()));
    assert_eq!(desk.run(&["findings", "Pak Rahman"]).code, Some(1));
    assert_eq!(desk.json(&["conflicts"]), Value::Array(Vec::new()));
    assert_eq!(desk.json(&["doctor"])["healthy"], true);
    assert_eq!(desk.json(&["daerah", "show"])["indikator"].as_array().unwrap().len(), 20);
    let gone = desk.json(&["example", "--remove"]);
    assert_eq!(gone["n_inovasi"], 0);
}

#[test]
fn two_laptops_meet_over_the_command_line() {
    let (a, b) = (Desk::new(), Desk::new());
    let parcel = a.out("kiriman.prakarsa");
    a.done(&["example"]);
    b.done(&["example"]);
    a.done(&["edit", "Pak Rahman", "tujuan", "dari A"]);
    b.done(&["edit", "Pak Rahman", "tujuan", "dari B"]);
    let receipt = a.done(&["parcel", "create", &parcel]).json();
    assert!(receipt["n_change"].as_u64().unwrap() > 100);
    let dry = b.json(&["parcel", "accept", &parcel, "--dry-run"]);
    assert_eq!((&dry["dry_run"], dry["conflicts"].as_array().unwrap().len()), (&true.into(), 1));
    assert_eq!(b.json(&["conflicts"]).as_array().unwrap().len(), 0);
    assert_eq!(b.json(&["parcel", "inspect", &parcel])["n_new"], dry["n_new"]);
    b.done(&["import", &parcel]);
    let conflicts = b.json(&["conflicts"]);
    let conflict = &conflicts[0];
    let head = conflict["heads"].as_array().unwrap().iter().find(|it| it["value"] == "dari A").unwrap();
    let word = |it: &Value| it.as_str().unwrap().to_owned();
    let left = b.json(&["resolve", &word(&conflict["subject"]), &word(&conflict["field"]), &word(&head["stamp"])]);
    assert_eq!(left, Value::Array(Vec::new()));
    let back = b.out("balik.prakarsa");
    b.done(&["parcel", "create", &back]);
    a.done(&["parcel", "accept", &back]);
    assert_eq!(a.json(&["conflicts"]), Value::Array(Vec::new()));
    assert_eq!(a.json(&["score"]), b.json(&["score"]));
    let (out_a, out_b) = (a.out("a.json"), b.out("b.json"));
    a.done(&["export", &out_a]);
    b.done(&["export", &out_b]);
    assert_eq!(fs::read_to_string(&out_a).unwrap(), fs::read_to_string(&out_b).unwrap());
    let again = a.json(&["import", &out_b]);
    assert_eq!((&again["n_new"], &again["n_changed"]), (&0.into(), &0.into()));
}

#[test]
fn words_of_help_and_version_stand_ready() {
    let desk = Desk::new();
    for args in [
        &["--help"][..],
        &["help"],
        &["--version"],
        &["attach", "--help"],
        &["parcel", "--help"],
        &["daerah", "choose", "--help"],
    ] {
        let ended = desk.done(args);
        assert!(ended.stdout.contains("prakarsa") && ended.stderr.is_empty(), "{args:?}: {ended:?}");
    }
    let help = desk.done(&["--help"]).stdout;
    for word in [
        "init",
        "example",
        "list",
        "show",
        "search",
        "import",
        "attach",
        "choose",
        "daerah",
        "score",
        "findings",
        "bundle",
        "verify",
        "parcel",
        "doctor",
        "--registry",
        "--json",
    ] {
        assert!(help.contains(word), "{word}");
    }
}

#[test]
fn the_folder_may_come_from_the_environment_and_the_language_from_a_flag() {
    let desk = Desk::new();
    let mut list = command(&desk.path("lain"), ["list"]);
    list.env("PRAKARSA_REGISTRY", desk.path("registri"));
    // What is said outright counts more than the environment.
    let ended = end(list);
    assert_eq!(ended.code, Some(3), "{ended:?}");
    assert!(ended.stderr.contains("belum ada registri"), "{}", ended.stderr);
    let mut list = std::process::Command::new(command(&desk.path("x"), ["list"]).get_program());
    list.arg("list").env("PRAKARSA_REGISTRY", desk.path("registri"));
    assert_eq!(end(list).code, Some(0));
    let ended = desk.run(&["show", "Tidak ada", "--english"]);
    assert!(ended.code == Some(3) && !ended.stderr.contains("Tidak ada yang"), "{ended:?}");
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let desk = Desk::new();
    desk.done(&["example"]);
    let mut child = command(&desk.path("registri"), ["show", "Pak Rahman", "--json"]).spawn().unwrap();
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn workbooks_go_in_and_out() {
    let desk = Desk::new();
    let recap = desk.file(
        "rekap.csv",
        "Judul;Keperluan;Kolom X;Tanggal Penerapan\nLapor;Kesehatan;cepat;2024\nSapa;Sosial;mudah;kapan-kapan\n",
    );
    let told = desk.json(&["inspect", &recap]);
    assert_eq!(
        (&told["own"], &told["sheets"][0]["columns"][1]["target"]),
        (&Value::from(false), &Value::from("urusan_utama"))
    );
    let counts = |it: &Value| ["n_new", "n_changed", "n_refused"].map(|key| it[key].as_u64().unwrap());
    let told = desk.json(&["import", &recap, "--dry-run", "--map", "C=manfaat"]);
    assert_eq!(counts(&told), [2, 0, 1]);
    assert!(!told["changes"].as_array().unwrap().iter().any(|it| it["field"] == "urusan_utama"), "not sure, not taken");
    let shown = desk.done(&["import", &recap, "--map", "C=manfaat", "--all"]).stdout;
    assert!(shown.contains("! D3 · Sapa") && shown.contains("+2 ~0 =0 !1 ≠0"), "{shown}");
    assert_eq!(desk.json(&["search", "lapor"])["rows"][0]["urusan_utama"], "kesehatan");
    let form = desk.out("formulir.xlsx");
    assert_eq!(desk.json(&["export", &form])["n_inovasi"], 2);
    assert_eq!(counts(&desk.json(&["import", &form])), [0, 0, 0]);
    desk.done(&["export", &desk.out("rekap-kita.csv"), "--only", "Lapor"]);
    let text = fs::read_to_string(desk.path("rekap-kita.csv")).unwrap();
    assert!(text.contains("Lapor") && !text.contains("Sapa"), "{text}");
    for map in ["C", "1=nama", "=nama"] {
        assert_eq!(desk.run(&["import", &recap, "--map", map]).code, Some(3), "{map}");
    }
}

#[test]
fn answers_are_judged_and_moved_over_the_command_line() {
    let desk = Desk::new();
    desk.done(&["register", "Kado"]);
    desk.done(&["propose", "Kado"]);
    desk.done(&["choose", "Kado", "SID-16", "2"]);
    assert!(desk.done(&["role"]).stdout.contains("petugas pengelola"));
    let refused = desk.run(&["verdict", "Kado", "SID-16", "2"]);
    assert_eq!(refused.code, Some(3));
    assert!(refused.stderr.contains("verifikator"), "{}", refused.stderr);
    assert!(desk.done(&["move", "Kado", "diajukan"]).stdout.contains("diajukan"));
    assert_eq!(desk.json(&["role", "verifier"])["role"], "verifier");
    let asked = desk.run(&["verdict", "Kado", "SID-16", "1", "--note", "cukup satu"]);
    assert_eq!(asked.code, Some(3));
    assert!(asked.stderr.contains("--meant"), "{}", asked.stderr);
    let meant = desk.json(&["verdict", "Kado", "SID-16", "1", "--note", "cukup satu", "--meant"]);
    assert_eq!(meant["verified"], "3.00");
    let queue = desk.json(&["queue", "waiting"]);
    assert_eq!((&queue["rows"][0]["nama"], &queue["rows"][0]["n_standing"]), (&"Kado".into(), &1.into()));
    assert!(desk.done(&["queue"]).stdout.contains("menunggu Anda"));
    assert_eq!(desk.run(&["move", "Kado", "dikembalikan"]).code, Some(3), "a return needs a note");
    assert_eq!(desk.json(&["move", "Kado", "dikembalikan", "--note", "Tambah SK"])["state"], "dikembalikan");
    assert_eq!(desk.json(&["list", "--verification", "dikembalikan"])["total"], 1);
    desk.done(&["verdict", "Kado", "SID-16", "--take-back"]);
    let replay = desk.json(&["replay", "Kado", "SID-16"]);
    assert_eq!(replay["verdicts"].as_array().unwrap().len(), 2);
    assert!(desk.done(&["replay", "Kado", "SID-16"]).stdout.contains("Keputusan ditarik"));
    assert!(desk.done(&["history", "Kado"]).stdout.contains("Catatan: Tambah SK"));
    desk.done(&["role", "officer"]);
    desk.done(&["move", "Kado", "diajukan"]);
    desk.done(&["role", "verifier"]);
    let asked = desk.run(&["move", "Kado", "disetujui"]);
    assert!(asked.code == Some(3) && asked.stderr.contains("SID-16"), "{}", asked.stderr);
    assert_eq!(desk.json(&["move", "Kado", "disetujui", "--meant"])["state"], "disetujui");
}

#[test]
fn a_terminal_without_a_name_works_and_says_one_before_it_judges() {
    let desk = Desk::nameless();
    desk.done(&["register", "Kado"]);
    desk.done(&["choose", "Kado", "SID-16", "2"]);
    assert!(desk.done(&["person"]).stdout.contains("prakarsa person"));
    desk.done(&["role", "verifier"]);
    let refused = desk.run(&["verdict", "Kado", "SID-16", "0", "--note", "Tambah SK"]);
    assert_eq!(refused.code, Some(3));
    assert!(refused.stderr.contains("prakarsa person"), "{}", refused.stderr);
    assert!(desk.done(&["person", "Bu Sari"]).stdout.contains("Bu Sari"));
    desk.done(&["verdict", "Kado", "SID-16", "0", "--note", "Tambah SK"]);
    assert!(desk.done(&["replay", "Kado", "SID-16"]).stdout.contains("Bu Sari"));
}

#[test]
fn people_read_official_names_and_decimal_commas() {
    let desk = Desk::new();
    let id = desk.json(&["register", "Pelita"])["id"].as_str().unwrap().to_owned();
    desk.done(&["choose", &id, "SID-16", "2"]);
    let told = desk.done(&["score"]).stdout;
    for wanted in ["Indeks Inovasi Daerah (IID): 0,", "Satuan Pemerintahan Daerah (SPD): ", "Skor total: "] {
        assert!(told.contains(wanted), "{wanted}: {told}");
    }
    assert!(!told.contains('_') && !told.contains("0."), "{told}");
    assert!(desk.done(&["score", "--english"]).stdout.contains("IID (Indeks Inovasi Daerah): 0."));
    assert!(desk.done(&["list"]).stdout.contains(",00"));
    assert!(desk.done(&["doctor"]).stdout.contains("1 cadangan; semua tindakan sudah ada di dalamnya."));
}

#[test]
fn attaching_tells_of_these_files_and_not_of_those_before() {
    let desk = Desk::new();
    let id = desk.json(&["register", "Pelita"])["id"].as_str().unwrap().to_owned();
    let (program, sound) = (desk.file("pasang.exe", "MZ"), desk.file("sk.pdf", "%PDF-1.4 rusak"));
    assert!(desk.done(&["attach", &id, "SID-16", &program]).stderr.contains("pasang.exe"));
    let told = desk.done(&["attach", &id, "SID-16", &sound]).stderr;
    assert!(told.contains("sk.pdf") && !told.contains("pasang.exe"), "{told}");
}

#[test]
fn a_removal_is_not_restored_from_history_and_says_so() {
    let desk = Desk::new();
    let id = desk.json(&["register", "Pelita"])["id"].as_str().unwrap().to_owned();
    desk.done(&["remove", &id]);
    desk.done(&["restore", &id]);
    let stamps = desk.json(&["history", &id, "removed"]);
    let stamp = stamps[0]["stamp"].as_str().unwrap();
    let refused = desk.run(&["restore-value", &id, "removed", stamp]);
    assert_eq!(refused.code, Some(3), "{refused:?}");
    assert!(refused.stderr.contains("prakarsa restore"), "{refused:?}");
}

#[test]
fn what_the_system_says_is_said_in_the_officers_language() {
    let desk = Desk::new();
    let path = desk.path("rusak.prakarsa");
    crate::refusals::parcels::forge(&path, &[serde_json::json!({ "first": "1@x" })], &[]);
    let told = desk.run(&["parcel", "accept", path.to_str().unwrap()]).stderr;
    assert!(told.contains("bukan tindakan") && !told.contains("not_an_act"), "{told}");
    fs::write(&path, "bukan zip").unwrap();
    let told = desk.run(&["parcel", "accept", path.to_str().unwrap()]).stderr;
    assert!(!told.contains("Zip") && !told.contains("zip"), "{told}");
}
