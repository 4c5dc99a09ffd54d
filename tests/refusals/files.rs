//! Files that are not there, are no files, or may not be read.

use std::{fs, path::Path};

use registry::{BuktiFacts, Reason, progress::Unwatched};

use super::refused;
use crate::kit::{Laptop, cli, key};

fn laptop() -> Laptop {
    let laptop = Laptop::new(1);
    laptop.register("Kado");
    laptop
}

/// A place that has no bytes to give.
struct Odd {
    name: &'static str,
    make: fn(&Path),
    /// The reasons that say what it is.
    attach: Reason,
    read: &'static [Reason],
}

const ODD: &[Odd] = &[
    Odd { name: "hilang.json", make: |_| {}, attach: Reason::FileMissing, read: &[Reason::FileMissing] },
    Odd {
        name: "folder.json",
        make: |it| fs::create_dir(it).unwrap(),
        attach: Reason::FileIsFolder,
        read: &[Reason::FileIsFolder, Reason::FileUnreadable],
    },
    Odd {
        name: "kosong.json",
        make: |it| fs::write(it, "").unwrap(),
        attach: Reason::FileEmpty,
        read: &[Reason::JsonSyntax, Reason::ParcelNotAParcel, Reason::FileEmpty],
    },
    #[cfg(unix)]
    Odd {
        name: "putus.json",
        make: |it| std::os::unix::fs::symlink("tidak-ada", it).unwrap(),
        attach: Reason::FileMissing,
        read: &[Reason::FileMissing],
    },
    #[cfg(unix)]
    Odd {
        name: "lingkar.json",
        make: |it| std::os::unix::fs::symlink(it, it).unwrap(),
        attach: Reason::FileUnreadable,
        read: &[Reason::FileUnreadable],
    },
    #[cfg(unix)]
    Odd { name: "pipa.json", make: pipe, attach: Reason::FileSpecial, read: &[Reason::FileSpecial] },
    #[cfg(unix)]
    Odd {
        name: "soket.json",
        make: |it| drop(std::os::unix::net::UnixListener::bind(it).unwrap()),
        attach: Reason::FileSpecial,
        read: &[Reason::FileSpecial, Reason::FileUnreadable],
    },
    #[cfg(unix)]
    Odd {
        name: "perangkat.json",
        make: |it| std::os::unix::fs::symlink("/dev/zero", it).unwrap(),
        attach: Reason::FileSpecial,
        read: &[Reason::FileSpecial],
    },
];

/// A pipe. Should anybody open it, bytes come, so that a test fails and never hangs.
#[cfg(unix)]
fn pipe(path: &Path) {
    assert!(std::process::Command::new("mkfifo").arg(path).status().unwrap().success());
    let path = path.to_owned();
    std::thread::spawn(move || fs::write(path, "isi pipa"));
}

#[test]
fn what_is_no_readable_file_is_refused_by_its_name() {
    let laptop = laptop();
    let good = laptop.file("baik.pdf", "%PDF");
    for odd in ODD {
        let path = laptop.path(odd.name);
        (odd.make)(&path);
        // The good file in front of it is not kept either: all or none.
        let paths = [good.clone(), path.clone()];
        let error = refused(&laptop, |it| {
            it.attach_bukti(&key(it.subject("Kado").unwrap(), "SID-16"), &paths, &BuktiFacts::default(), &mut Unwatched)
        });
        assert_eq!(error.reason, odd.attach, "{}: {error}", odd.name);
        assert!(error.to_string().contains(odd.name), "{error}");

        let error = refused(&laptop, |it| it.import_registry(&path, false, &mut Unwatched));
        assert!(odd.read.contains(&error.reason), "{} as document: {error:?}", odd.name);
        let error = refused(&laptop, |it| it.accept(&path));
        assert!(odd.read.contains(&error.reason), "{} as parcel: {error:?}", odd.name);
        let error = registry::Registry::verify_bundle(&path, None, &mut Unwatched).err();
        if odd.name != "folder.json" {
            super::assert_sentence(&error.unwrap_or_else(|| panic!("{} is no bag", odd.name)));
        }
    }
}

#[test]
fn outputs_go_only_where_they_can_appear_whole() {
    let laptop = laptop();
    let folder = laptop.path("sudah-ada");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("milik-orang.txt"), "jangan disentuh").unwrap();
    let file = laptop.file("berkas", "jangan disentuh");
    for out in [folder.clone(), laptop.path("tidak-ada/di-sini.prakarsa"), file.join("di-dalam-berkas")] {
        let error = laptop.create_parcel(&out, false, &mut Unwatched).unwrap_err();
        super::assert_sentence(&error);
    }
    assert_eq!(fs::read_to_string(folder.join("milik-orang.txt")).unwrap(), "jangan disentuh");
    assert_eq!(fs::read_to_string(&file).unwrap(), "jangan disentuh");
    let left: Vec<_> = fs::read_dir(laptop.path(".")).unwrap().map(|it| it.unwrap().file_name()).collect();
    assert_eq!(left.len(), 3, "nothing half-written is left: {left:?}");
}

#[test]
fn the_command_line_says_which_file_and_exits_with_3() {
    let mut laptop = laptop();
    laptop.close();
    let folder = laptop.folder();
    for odd in ODD {
        let path = laptop.path(odd.name);
        (odd.make)(&path);
        let path = path.to_str().unwrap();
        for args in [
            &["attach", "Kado", "SID-16", path][..],
            &["import", path],
            &["import", path, "--dry-run"],
            &["parcel", "accept", path],
            &["parcel", "inspect", path],
            &["verify", path],
        ] {
            let ended = cli::run(&folder, args);
            assert_eq!(ended.code, Some(3), "{args:?}: {ended:?}");
            // A folder may well be a bag; what it lacks is then said instead.
            let named = args[0] == "verify" && odd.name == "folder.json";
            assert!(named || ended.stderr.contains(odd.name), "{args:?}: {}", ended.stderr);
        }
    }
    let ended = cli::run(&folder, ["import", "tanpa-akhiran"]);
    assert_eq!((ended.code, ended.stderr.contains("tanpa-akhiran")), (Some(3), true), "{ended:?}");
    laptop.open().unwrap();
    assert_eq!(laptop.stamps().len(), 4);
}

/// Root may read everything, so the command line runs as somebody else.
#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read_is_refused_by_its_name() {
    use std::os::unix::{fs::PermissionsExt, process::CommandExt};

    const NOBODY: u32 = 65534;
    let mut laptop = laptop();
    laptop.close();
    let root = fs::metadata(laptop.folder()).map(|it| std::os::unix::fs::MetadataExt::uid(&it)).unwrap() == 0;
    let open = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    open(&laptop.path("."), 0o755);
    let secret = laptop.file("rahasia.pdf", "%PDF");
    open(&secret, 0);
    let document = laptop.file("rahasia.json", "{}");
    open(&document, 0);
    let as_somebody = |program: &mut std::process::Command| {
        if root {
            program.uid(NOBODY).gid(NOBODY);
        }
    };
    // The binary lies where only its builder may look.
    let program = laptop.path("prakarsa");
    fs::copy(cli::command(&laptop.folder(), ["list"]).get_program(), &program).unwrap();
    if root {
        let status = std::process::Command::new("chown").args(["-R", "65534:65534"]).arg(laptop.folder()).status();
        assert!(status.unwrap().success());
    }
    let run = |args: &[&str]| {
        let mut command = std::process::Command::new(&program);
        command.arg("--registry").arg(laptop.folder()).args(args);
        as_somebody(&mut command);
        cli::end(command)
    };
    assert_eq!(run(&["list"]).code, Some(0), "the registry itself is somebody's own");
    for (args, name) in [
        (&["attach", "Kado", "SID-16", secret.to_str().unwrap()][..], "rahasia.pdf"),
        (&["import", document.to_str().unwrap()], "rahasia.json"),
        (&["parcel", "accept", document.to_str().unwrap()], "rahasia.json"),
        (&["verify", document.to_str().unwrap()], "rahasia.json"),
    ] {
        let ended = run(args);
        assert_eq!(ended.code, Some(3), "{args:?}: {ended:?}");
        assert!(ended.stderr.contains(name) && ended.stderr.contains("tidak boleh"), "{args:?}: {}", ended.stderr);
    }
    // A registry of somebody else takes nothing.
    if root {
        let status = std::process::Command::new("chown").args(["-R", "0:0"]).arg(laptop.folder()).status();
        assert!(status.unwrap().success());
    }
    let ended = run(&["register", "Tidak boleh"]);
    assert_eq!(ended.code, Some(3), "{ended:?}");
}
