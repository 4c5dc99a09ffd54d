//! From a file to an installer that begins: what is done before, and what is not.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
};

use registry::{
    Code, PackageKind, Reason, Registry,
    commands::{
        Desk, JobKind, answer,
        desk::{Outside, Places},
    },
};
use serde_json::{Value, json};

use crate::{
    kit::{Signer, UpdateParts, UpdatedEnv, cli},
    refusals::assert_sentence,
};

type Seen = Arc<Mutex<Vec<(PathBuf, Vec<u8>)>>>;

/// A window over a registry in which somebody works, and an update on a stick.
struct Stage {
    held: tempfile::TempDir,
    env: UpdatedEnv,
    desk: Desk,
    stick: PathBuf,
    parts: UpdateParts,
    /// What was started, as it lay there then.
    started: Seen,
    shown: Arc<Mutex<Vec<PathBuf>>>,
}

impl Stage {
    fn new(kind: PackageKind) -> Self {
        let held = tempfile::tempdir().unwrap();
        let signer = Signer::new();
        let env = UpdatedEnv::new(held.path(), &signer).with(|it| it.kind = Some(kind));
        let (started, shown) = (Seen::default(), Arc::<Mutex<Vec<PathBuf>>>::default());
        let own = env.clone();
        let shows = shown.clone();
        let show = move |it: Outside<'_>| {
            if let Outside::Folder(path) = it {
                shows.lock().unwrap().push(path.to_owned());
            }
            Ok(())
        };
        let (starts, folder, other) = (started.clone(), held.path().join("registri"), env.clone());
        let leave = move |laid: &registry::LaidUpdate| -> registry::Result<()> {
            // Whoever is started finds the registry closed.
            drop(Registry::open(&folder, Box::new(other.clone()))?);
            starts.lock().unwrap().push((laid.path().to_owned(), fs::read(laid.path()).unwrap()));
            Ok(())
        };
        let desk = Desk::new(Places::below(held.path()), move || Box::new(own.clone()), Box::new(show));
        let desk = desk.leaving(Box::new(leave));
        let parts = UpdateParts::of("1.3.0");
        let stick = parts.write(&held.path().join("usb.prakarsa-update"), &signer);
        let stage = Self { held, env, desk, stick, parts, started, shown };
        stage.ask(
            "start_registry",
            json!({ "nama": "Kota Semarang", "kode": "33.74", "person": "Sri", "example": false }),
        );
        stage.ask("register_inovasi", json!({ "nama": "Lapor Semar" }));
        stage
    }

    fn try_ask(&self, command: &str, req: Value) -> registry::Result<Value> {
        self.desk.handed.hand(&self.stick);
        answer(&self.desk, command, req, &mut |_| {})
    }

    fn ask(&self, command: &str, req: Value) -> Value {
        self.try_ask(command, req).unwrap()
    }

    fn install(&self) -> registry::Result<Value> {
        self.try_ask("install_update", json!({ "path": self.stick }))
    }

    fn backups(&self) -> Vec<PathBuf> {
        let found = fs::read_dir(self.held.path().join("registri/backups"));
        found.into_iter().flatten().map(|it| it.unwrap().path()).collect()
    }
}

#[test]
fn an_installer_is_started_from_a_proved_copy_once_everything_is_backed_up() {
    let stage = Stage::new(PackageKind::Setup);
    let before = stage.backups();
    let view = stage.ask("inspect_update", json!({ "path": stage.stick }));
    assert_eq!((&view["own"], &view["offered"]), (&json!("1.2.3"), &json!("1.3.0")));
    assert!(stage.started.lock().unwrap().is_empty() && stage.backups() == before);

    let ready = stage.install().unwrap();
    assert_eq!((&ready["backed_up"], &ready["kind"]), (&json!(true), &json!("setup")));
    let started = stage.started.lock().unwrap().clone();
    let [(path, bytes)] = &started[..] else { panic!("{started:?}") };
    assert_eq!(bytes, stage.parts.bytes_of("setup.exe"));
    assert!(path.starts_with(stage.env.place()), "{}", path.display());
    assert!(stage.backups().len() > before.len());
    let backups = stage.ask("list_backups", Value::Null);
    assert_eq!((&backups["n_news"], &backups["backups"][0]["sound"]), (&json!(0), &json!(true)));
    // The stick may say something else by now.
    fs::write(&stage.stick, "lain").unwrap();
    assert_eq!(fs::read(path).unwrap(), stage.parts.bytes_of("setup.exe"));
    assert!(stage.shown.lock().unwrap().is_empty());
}

#[test]
fn what_no_program_may_install_is_shown_with_its_steps() {
    let stage = Stage::new(PackageKind::Portable);
    let ready = stage.install().unwrap();
    let path = PathBuf::from(ready["path"].as_str().unwrap());
    assert_eq!(fs::read(&path).unwrap(), stage.parts.bytes_of("portabel.zip"));
    assert_eq!(*stage.shown.lock().unwrap(), [path]);
    assert_eq!((&ready["command"], &ready["folder"]), (&Value::Null, &json!(stage.env.program.folder)));
    // The window works on.
    stage.ask("register_inovasi", json!({ "nama": "Sesudahnya" }));
    assert!(stage.started.lock().unwrap().is_empty());
}

#[test]
fn without_a_backup_nothing_is_started() {
    let stage = Stage::new(PackageKind::Setup);
    let backups = stage.held.path().join("registri/backups");
    let _ = fs::remove_dir_all(&backups);
    fs::write(&backups, "tempat cadangan").unwrap();
    let error = stage.install().unwrap_err();
    assert_eq!(error.reason, Reason::UpdateBackupFailed, "{error:?}");
    assert_sentence(&error);
    assert!(stage.started.lock().unwrap().is_empty());
    assert!(!stage.env.place().exists(), "nothing was laid ready");
    // Whoever clears the place can go on.
    fs::remove_file(&backups).unwrap();
    stage.install().unwrap();
    assert_eq!(stage.started.lock().unwrap().len(), 1);
}

#[test]
fn a_backup_that_is_damaged_counts_for_none() {
    let stage = Stage::new(PackageKind::Setup);
    stage.ask("make_backup", Value::Null);
    for it in stage.backups() {
        let mut bytes = fs::read(&it).unwrap();
        let half = bytes.len() / 2;
        bytes[half..].fill(0x5a);
        fs::write(&it, bytes).unwrap();
    }
    stage.desk.close();
    stage.install().unwrap();
    let sound = stage.backups().iter().filter(|it| store::is_sound(it)).count();
    assert_eq!(sound, 1, "{:?}", stage.backups());
}

#[test]
fn an_update_waits_for_other_work_and_an_installer_that_does_not_begin_is_told() {
    let stage = Stage::new(PackageKind::Setup);
    let mut nobody = |_: registry::commands::JobView| {};
    let job = stage.desk.jobs.begin(JobKind::create_parcel, &mut nobody);
    let error = stage.install().unwrap_err();
    assert_eq!((error.code, error.reason), (Code::Busy, Reason::UpdateBusy));
    assert_sentence(&error);
    drop(job);
    // The desk of a carrier that only starts it: what lies there is no program.
    let env = stage.env.clone();
    let desk = Desk::new(Places::below(stage.held.path()), move || Box::new(env.clone()), Box::new(|_| Ok(())));
    stage.desk.close();
    desk.handed.hand(&stage.stick);
    let error = answer(&desk, "install_update", json!({ "path": stage.stick }), &mut |_| {}).unwrap_err();
    assert_eq!(error.reason, Reason::UpdateStartFailed);
    assert_sentence(&error);
    answer(&desk, "register_inovasi", json!({ "nama": "Tetap bekerja" }), &mut |_| {}).unwrap();
}

#[test]
fn packages_go_once_their_version_runs() {
    let stage = Stage::new(PackageKind::Portable);
    stage.install().unwrap();
    fs::create_dir_all(stage.env.place().join("catatan saya")).unwrap();
    let names = || {
        let found = fs::read_dir(stage.env.place()).unwrap();
        let mut all: Vec<_> = found.map(|it| it.unwrap().file_name().into_string().unwrap()).collect();
        all.sort();
        all
    };
    let opened_by = |version: &str| {
        stage.desk.close();
        let env = stage.env.with(|it| it.version = version.parse().unwrap());
        let desk = Desk::new(Places::below(stage.held.path()), move || Box::new(env.clone()), Box::new(|_| Ok(())));
        assert!(desk.open_registry().unwrap().is_some());
        desk.close();
    };
    opened_by("1.2.3");
    assert_eq!(names(), ["1.3.0", "catatan saya"]);
    opened_by("1.3.0");
    assert_eq!(names(), ["catatan saya"]);
}

#[test]
fn the_terminal_trusts_nobody_more_than_the_window() {
    let held = tempfile::tempdir().unwrap();
    let registry = held.path().join("registri");
    let signer = Signer::new();
    let path = UpdateParts::of("99.0.0").write(&held.path().join("usb.prakarsa-update"), &signer);
    let path = path.to_str().unwrap();
    let run = |args: &[&str]| cli::run(&registry, args.iter().copied());
    // A build without a key can judge nothing; one with a key does not know this one.
    let (code, key) = match registry::RunningProgram::find().keys.is_empty() {
        true => (4, "kunci untuk memeriksa pembaruan".to_owned()),
        false => (3, signer.key().id),
    };
    for args in [&["update", path, "--check"][..], &["update", path], &["update", path, "--start"]] {
        let ended = run(args);
        assert_eq!((ended.code, ended.stderr.contains(&key)), (Some(code), true), "{ended:?}");
        assert!(ended.stdout.is_empty() && !registry.exists());
    }
    assert_eq!(run(&["update", path, "--check", "--start"]).code, Some(2));
    assert_eq!(run(&["update"]).code, Some(2));
    let none = held.path().join("surat.txt");
    fs::write(&none, "surat").unwrap();
    for (file, words) in [(none.as_path(), "bukan berkas pembaruan"), (Path::new("/tidak/ada"), "/tidak/ada")] {
        let ended = run(&["update", file.to_str().unwrap()]);
        assert_eq!((ended.code, ended.stderr.contains(words)), (Some(3), true), "{ended:?}");
    }
}
