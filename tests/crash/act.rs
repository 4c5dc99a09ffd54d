//! The acts that are made to crash: what lies on the desk before, and what may be
//! found there afterwards.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use exchange::submission::publish::is_catalogue;
use serde_json::Value;
use tempfile::TempDir;

use crate::kit::{cli, copy_folder, root};

/// One command and the desk it is given on.
pub struct Act {
    pub name: &'static str,
    /// Lays the desk.
    prepare: fn(&Desk),
    args: &'static [&'static str],
    /// What it writes beside the registry, with what says whether it is whole.
    output: Option<(&'static str, Whole)>,
    /// Whether something is amiss before it, and nothing after.
    heals: bool,
}

type Whole = fn(&Desk, &Path) -> bool;

fn is_verified(desk: &Desk, path: &Path) -> bool {
    says(desk, &["verify"], path)
}

fn is_parcel(desk: &Desk, path: &Path) -> bool {
    says(desk, &["parcel", "inspect"], path)
}

fn says(desk: &Desk, check: &[&str], path: &Path) -> bool {
    let args = check.iter().map(|it| (*it).to_owned()).chain([path.display().to_string()]);
    cli::run(&desk.registry(), args).code == Some(0)
}

/// All that the last thing it writes names lies there.
fn is_catalogue_whole(_: &Desk, path: &Path) -> bool {
    let files = ["index.html", "cari.js", "gaya.css", "catalog.jsonld", "data/inovasi.csv", "data/inovasi.json"];
    let pages = fs::read_dir(path.join("inovasi")).is_ok_and(|it| it.count() == 1);
    is_catalogue(path) && pages && files.iter().all(|it| fs::metadata(path.join(it)).is_ok_and(|it| it.len() > 0))
}

fn are_papers(_: &Desk, path: &Path) -> bool {
    let paper = |it: PathBuf| fs::File::open(it).is_ok_and(|it| zip::ZipArchive::new(it).is_ok());
    match fs::read_dir(path) {
        Ok(all) => all.map(|it| paper(it.unwrap().path())).eq([true]),
        Err(_) => paper(path.to_owned()),
    }
}

/// In the order of `crashes!`.
pub const ACTS: &[Act] = &[
    Act { name: "init", prepare: |_| {}, args: INIT, output: None, heals: false },
    Act { name: "restore", prepare: damaged, args: &["doctor"], output: None, heals: false },
    Act {
        name: "migrate",
        prepare: old,
        args: &["edit", "Rumah Pelita Semarang", "tujuan", "Gizi balita"],
        output: None,
        heals: false,
    },
    Act { name: "register", prepare: worked_in, args: &["register", "Rumah Pelita"], output: None, heals: false },
    Act {
        name: "choose",
        prepare: worked_in,
        args: &["choose", "KADO MBAK ITA", "SID-17", "2"],
        output: None,
        heals: false,
    },
    Act {
        name: "attach",
        prepare: worked_in,
        args: &["attach", "KADO MBAK ITA", "SID-16", "@/foto.jpg"],
        output: None,
        heals: false,
    },
    Act {
        name: "accept",
        prepare: with_a_parcel,
        args: &["parcel", "accept", "@/masuk.prakarsa"],
        output: None,
        heals: false,
    },
    Act {
        name: "bundle",
        prepare: worked_in,
        args: &["bundle", "@/bundel"],
        output: Some(("bundel", is_verified)),
        heals: false,
    },
    Act {
        name: "parcel",
        prepare: worked_in,
        args: &["parcel", "create", "@/keluar.prakarsa"],
        output: Some(("keluar.prakarsa", is_parcel)),
        heals: false,
    },
    Act { name: "rebuild", prepare: shown_otherwise, args: &["doctor", "--rebuild"], output: None, heals: true },
    Act { name: "mend", prepare: bytes_gone, args: &["mend", "@/sumber"], output: None, heals: true },
    Act { name: "put_back", prepare: backed_up, args: &["backup", "restore", "%"], output: None, heals: false },
    Act { name: "confirm", prepare: lost, args: &["losses", "--confirm"], output: None, heals: false },
    Act { name: "send", prepare: worked_in, args: SEND, output: None, heals: false },
    Act {
        name: "volumes",
        prepare: worked_in,
        args: &["bundle", "@/jilid", "--zip", "--volume", "1"],
        output: Some(("jilid", is_verified)),
        heals: false,
    },
    Act {
        name: "publish",
        prepare: worked_in,
        args: &["publish", "@/katalog"],
        output: Some(("katalog", is_catalogue_whole)),
        heals: false,
    },
    Act {
        name: "publish_anew",
        prepare: published,
        args: &["publish", "@/katalog", "--force"],
        output: Some(("katalog", is_catalogue_whole)),
        heals: false,
    },
    Act {
        name: "document",
        prepare: worked_in,
        args: &["report", "surat-pengantar", "@/surat.docx", "--format", "docx"],
        output: Some(("surat.docx", are_papers)),
        heals: false,
    },
    Act {
        name: "documents",
        prepare: worked_in,
        args: &["report", "laporan-inovasi", "@/laporan", "--format", "docx"],
        output: Some(("laporan", are_papers)),
        heals: false,
    },
];

pub fn named(name: &str) -> &'static Act {
    ACTS.iter().find(|it| it.name == name).unwrap()
}

const SEND: &[&str] = &[
    "send",
    "--nama-lengkap=Sri",
    "--jabatan=Kabid",
    "--instansi=BRIDA",
    "--nomor-hp=0812",
    "--email=sri@kota.go.id",
    "--nomor=IGA-1",
    "--tanggal=2026-08-03",
    "--meant",
];

const INIT: &[&str] = &["init", "--pemda", "Kota Semarang", "--kode", "33.74"];

/// A folder with a registry in it and whatever lies beside.
pub struct Desk(TempDir);

impl Desk {
    pub fn empty() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    pub fn registry(&self) -> PathBuf {
        self.path().join("registri")
    }

    pub fn copy(&self) -> Self {
        let copy = Self::empty();
        copy_folder(self.path(), copy.path());
        copy
    }

    fn done(&self, args: &[&str]) {
        cli::done(&self.registry(), self.placed(args));
    }

    /// `@` at the beginning stands for the desk, `%` for the name of the first backup.
    fn placed(&self, args: &[&str]) -> Vec<String> {
        let backup = || {
            let files = fs::read_dir(self.registry().join("backups")).unwrap();
            let first = files.map(|it| it.unwrap().path()).min().unwrap();
            first.file_stem().unwrap().to_str().unwrap().trim_start_matches("registry-").to_owned()
        };
        let desk = self.path().display().to_string();
        let place = |it: &&str| match it.strip_prefix('@') {
            Some(rest) => format!("{desk}{rest}"),
            None if *it == "%" => backup(),
            None => (*it).to_owned(),
        };
        args.iter().map(place).collect()
    }
}

fn worked_in(desk: &Desk) {
    desk.done(INIT);
    desk.done(&["register", "KADO MBAK ITA"]);
    desk.done(&["choose", "KADO MBAK ITA", "SID-16", "1"]);
    fs::write(desk.path().join("sk.pdf"), bytes(300_000)).unwrap();
    desk.done(&["attach", "KADO MBAK ITA", "SID-16", "@/sk.pdf"]);
    fs::write(desk.path().join("foto.jpg"), bytes(90_000)).unwrap();
}

/// A catalogue of before, which another takes the place of.
fn published(desk: &Desk) {
    worked_in(desk);
    desk.done(&["publish", "@/katalog"]);
    desk.done(&["edit", "KADO MBAK ITA", "tujuan", "Gizi balita"]);
}

fn bytes(n: usize) -> Vec<u8> {
    (0..n).map(|it| (it * it / 7) as u8).collect()
}

fn with_a_parcel(desk: &Desk) {
    let sender = Desk::empty();
    worked_in(&sender);
    sender.done(&["parcel", "create", "@/paket.prakarsa"]);
    desk.done(INIT);
    desk.done(&["register", "IJOLKE"]);
    fs::copy(sender.path().join("paket.prakarsa"), desk.path().join("masuk.prakarsa")).unwrap();
}

/// A backup, and a database that can no longer be read.
fn damaged(desk: &Desk) {
    worked_in(desk);
    desk.done(&["doctor"]);
    let database = desk.registry().join("registry.sqlite3");
    let mut bytes = fs::read(&database).unwrap();
    bytes[4096..40_000].fill(0x5a);
    fs::write(database, bytes).unwrap();
}

/// Tables that are not what history says, and an act that has rotted, whole in a backup.
fn shown_otherwise(desk: &Desk) {
    worked_in(desk);
    desk.done(&["edit", "KADO MBAK ITA", "tujuan", "Turun 15 persen"]);
    desk.done(&["doctor"]);
    let database = rusqlite::Connection::open(desk.registry().join("registry.sqlite3")).unwrap();
    for sql in [
        "UPDATE inovasi SET tujuan = 'Turun 35 persen'",
        "UPDATE change SET value = 'Turun 25 persen' WHERE value = 'Turun 15 persen'",
        "DELETE FROM bukti_link",
    ] {
        assert_eq!(database.execute(sql, []).unwrap(), 1, "{sql}");
    }
}

/// A bukti without its bytes, which lie in another folder.
fn bytes_gone(desk: &Desk) {
    worked_in(desk);
    let sources = desk.path().join("sumber");
    fs::create_dir(&sources).unwrap();
    fs::rename(desk.path().join("sk.pdf"), sources.join("sk.pdf")).unwrap();
    for shelf in fs::read_dir(desk.registry().join("blobs")).unwrap() {
        fs::remove_dir_all(shelf.unwrap().path()).unwrap();
    }
}

fn backed_up(desk: &Desk) {
    worked_in(desk);
    desk.done(&["doctor"]);
    desk.done(&["edit", "KADO MBAK ITA", "tujuan", "Gizi balita"]);
    desk.done(&["register", "IJOLKE"]);
}

/// A registry that was restored, and nobody has read what was lost.
fn lost(desk: &Desk) {
    damaged(desk);
    assert_eq!(cli::run(&desk.registry(), ["list"]).code, Some(5));
}

fn old(desk: &Desk) {
    copy_folder(&root().join("tests/old/format-1"), &desk.registry());
}

/// What the next start finds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Numbers of changes, inovasi, bukti and blobs; None: there is no registry.
    counts: Option<[u64; 4]>,
    healthy: bool,
    /// Losses that nobody has read.
    unread: usize,
    /// What it writes beside the registry: None where nothing lies there, else
    /// whether it is whole.
    output: Option<bool>,
}

impl Found {
    /// As the command line tells it.
    pub fn of(desk: &Desk, act: &Act) -> Self {
        let doctor = cli::run(&desk.registry(), ["--json", "doctor"]);
        // A folder that stepped aside for one that never came stands again by now.
        let output = act.output.and_then(|(name, is_whole)| {
            let path = desk.path().join(name);
            path.exists().then(|| is_whole(desk, &path))
        });
        let Ok(view) = serde_json::from_str::<Value>(&doctor.stdout) else {
            let none = cli::run(&desk.registry(), ["list"]);
            assert!(none.stderr.contains("belum ada registri"), "the next start failed: {doctor:?}");
            return Self { counts: None, healthy: true, unread: 0, output };
        };
        let counts = ["n_change", "n_inovasi", "n_bukti", "n_blob"].map(|it| view[it].as_u64().unwrap());
        let losses = cli::run(&desk.registry(), ["--json", "losses"]).json();
        let unread = losses.as_array().unwrap().iter().filter(|it| it["confirmed"] == false).count();
        Self { counts: Some(counts), healthy: view["healthy"] == true, unread, output }
    }
}

impl Act {
    pub fn template(&self) -> Desk {
        let desk = Desk::empty();
        (self.prepare)(&desk);
        desk
    }

    pub fn command(&self, desk: &Desk) -> Command {
        cli::command(&desk.registry(), desk.placed(self.args))
    }

    /// What there is without the act, and with all of it.
    pub fn ends(&self, template: &Desk) -> (Found, Found) {
        let before = self.look(&template.copy());
        let desk = template.copy();
        cli::end(self.command(&desk));
        let after = Found::of(&desk, self);
        assert!(before.healthy != self.heals && after.healthy, "{before:?}, {after:?}");
        (before, after)
    }

    /// What the next start finds, whatever the act has left. A registry that was only
    /// begun is made by beginning it again.
    pub fn look(&self, desk: &Desk) -> Found {
        if self.args == INIT {
            cli::end(self.command(desk));
        }
        Found::of(desk, self)
    }

    /// What a dead run had begun is gone once somebody has started again.
    pub fn clean(&self, desk: &Desk, n: usize) {
        let mut left = Vec::new();
        for entry in fs::read_dir(desk.path()).unwrap() {
            left.push(entry.unwrap().file_name().into_string().unwrap());
        }
        left.retain(|it| it.contains("sebagian"));
        assert!(left.is_empty(), "{} killed at call {n} left {left:?}", self.name);
    }
}
