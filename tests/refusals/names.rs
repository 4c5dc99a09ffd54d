//! Odd names come through: through history, parcels and bundles, unharmed and harmless.

use std::{
    collections::BTreeSet,
    fs,
    path::{Component, Path, PathBuf},
};

use exchange::core::names::fitting_name;
use registry::{DocumentFormat, ExportBundle, Reason, Registry, progress::Unwatched};

use crate::{
    kit::{Cast, Laptop, cli},
    outputs::{FILES, Write, bundle, folder_of, laptop, paper, refused},
};

/// What people, other systems and enemies call things.
fn names() -> Vec<String> {
    let mut names: Vec<String> = [
        "../../../etc/passwd",
        "..\\..\\Windows\\System32\\evil.dll",
        "/absolut/di/akar",
        "C:\\Users\\a\\SK.pdf",
        "CON",
        "con.pdf",
        "aux.txt",
        "NUL",
        "COM1.pdf",
        "LPT9",
        ".",
        "..",
        "...",
        "~/rumah",
        "-rf",
        "--help",
        "nama \u{202e}fdp.exe",
        "nol\u{200b}lebar",
        "kutip ' \" ` $(rm -rf /) ; | & < > * ? :",
        "<script>alert(1)</script>",
        "{{ 7 * 7 }} {% raw %}",
        "%00%2e%2e%2f",
        "emoji 🎉🇮🇩 dan é ñ ü 中文 العربية",
        "titik di akhir.",
        "spasi di akhir ",
        " spasi di awal",
        "a\tb\nc",
        "'; DROP TABLE inovasi; --",
        "e\u{301}",
        "é",
    ]
    .map(str::to_owned)
    .to_vec();
    names.push("n".repeat(500));
    names.push("panjang sekali ".repeat(22));
    names.push("é".repeat(300));
    names
}

/// Files of those names, as far as this system can hold them.
fn bukti(laptop: &Laptop, nth: usize, nama: &str) -> PathBuf {
    let folder = laptop.path(&format!("berkas-{nth}"));
    fs::create_dir_all(&folder).unwrap();
    let name: String = nama.chars().filter(|it| !matches!(it, '/' | '\0')).take(60).collect();
    let name = if matches!(name.as_str(), "." | "..") { format!("{name}x") } else { name };
    let name = if cfg!(windows) { fitting_name(&name, "bukti") } else { name };
    let path = folder.join(name);
    fs::write(&path, format!("isi {nth}")).unwrap();
    path
}

/// Every path below a folder, relative.
fn paths_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(inside) = open.pop() {
        for entry in fs::read_dir(inside).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path.clone());
            }
            found.push(path.strip_prefix(folder).unwrap().to_owned());
        }
    }
    found
}

#[test]
fn odd_names_come_through_and_never_escape() {
    let cast = Cast::new();
    let (a, b) = (&cast.laptop_a, &cast.laptop_b);
    let names = names();
    for (nth, nama) in names.iter().enumerate() {
        let id = a.register(nama);
        let file = bukti(a, nth, nama);
        a.attach(&id, "SID-16", &file).unwrap_or_else(|error| panic!("{nama:?}: {error}"));
    }
    a.carry_to(b);
    assert_eq!(b.show_registry().unwrap().n_inovasi as usize, names.len());
    b.assert_healthy();

    let desk = |laptop: &Laptop| {
        let entries = fs::read_dir(laptop.path(".")).unwrap();
        entries
            .map(|it| it.unwrap().file_name().into_string().unwrap())
            .filter(|it| it != "bundel")
            .collect::<BTreeSet<_>>()
    };
    let before = desk(b);
    let out = b.path("bundel");
    let req = ExportBundle {
        out: out.display().to_string(),
        zip: false,
        only: Vec::new(),
        date: Some("2026-11-22".into()),
        replace: false,
        ..ExportBundle::default()
    };
    b.export_bundle(&req, &mut Unwatched).unwrap();
    assert_eq!(desk(b), before, "nothing was written beside the bundle");
    for path in paths_below(&out) {
        let text = path.to_str().expect("every path is UTF-8");
        assert!(text.is_ascii() && text.len() <= 180, "{text}");
        assert!(path.components().all(|it| matches!(it, Component::Normal(_))), "{text}");
        for part in path.components().map(|it| it.as_os_str().to_str().unwrap()) {
            let stem = part.split('.').next().unwrap().to_lowercase();
            let reserved = ["con", "prn", "aux", "nul", "com1", "lpt9"].contains(&stem.as_str());
            assert!(!reserved && !part.ends_with(['.', ' ']), "{text}");
            assert!(!part.contains(['<', '>', ':', '"', '|', '?', '*', '\\']), "{text}");
        }
    }
    let verdict = Registry::verify_bundle(&out, None, &mut Unwatched).unwrap();
    assert!(verdict.is_valid(), "{:#?}", verdict.faults);
    // What was typed stands in the machine-readable part, and no page runs it.
    let pages: String = paths_below(&out)
        .iter()
        .filter(|it| it.extension().is_some_and(|it| it == "html"))
        .map(|it| fs::read_to_string(out.join(it)).unwrap())
        .collect();
    assert!(!pages.contains("<script>alert") && !pages.contains('\u{202e}'));
    assert!(pages.contains("&lt;script&gt;"));
    assert!(pages.contains("{{ 7 * 7 }}") || pages.contains("{{ 7 * 7 }}".replace('{', "&#123;").as_str()));
}

#[test]
fn a_bukti_of_an_odd_name_opens_under_a_safe_one() {
    let laptop = Laptop::new(1);
    let id = laptop.register("Kado");
    for (nth, nama) in names().iter().enumerate() {
        laptop.attach(&id, "SID-16", &bukti(&laptop, nth, nama)).unwrap();
    }
    let view = laptop.show_inovasi(&id).unwrap();
    let folder = laptop.path("buka");
    for it in view.assessment.indikator.iter().flat_map(|it| &it.bukti) {
        let path = laptop.open_bukti(it.id, &folder).unwrap().path;
        assert!(path.starts_with(&folder), "{}", path.display());
        let name = path.file_name().unwrap().to_str().unwrap();
        assert!(name.is_ascii() && name.len() <= 60, "{name}");
    }
}

#[test]
fn names_that_look_alike_are_found_as_they_were_typed() {
    let laptop = Laptop::new(1);
    // Direction marks and zero-width characters are gone; everything else stays.
    let id = laptop.register("Pak\u{200b} Rah\u{202e}man");
    assert_eq!(laptop.value(&id, "nama").as_deref(), Some("Pak Rahman"));
    for wild in ["%", "_", "*", "\"", "'", "NEAR(", "nama:", "OR", "-", "()", "\u{0}", "🎉"] {
        let req = registry::ListInovasi { text: wild.into(), limit: 10, ..Default::default() };
        let page = laptop.list_inovasi(&req).unwrap();
        assert!(page.rows.len() <= 1, "{wild}");
    }
}

/// Names that Windows cannot hold, or takes for a device: refused on every system, since
/// what is made here is carried there.
#[test]
fn a_name_that_windows_cannot_hold_is_refused_everywhere() {
    let laptop = laptop();
    let folder = folder_of(&laptop);
    const NAMES: [(&str, Reason); 25] = [
        ("CON", Reason::TargetNameDevice),
        ("con", Reason::TargetNameDevice),
        ("PRN.ENDING", Reason::TargetNameDevice),
        ("aux.lama.ENDING", Reason::TargetNameDevice),
        ("Nul .ENDING", Reason::TargetNameDevice),
        ("COM0.ENDING", Reason::TargetNameDevice),
        ("COM9.ENDING", Reason::TargetNameDevice),
        ("LPT0", Reason::TargetNameDevice),
        ("lpt9.ENDING", Reason::TargetNameDevice),
        ("COM¹.ENDING", Reason::TargetNameDevice),
        ("LPT².ENDING", Reason::TargetNameDevice),
        ("com³", Reason::TargetNameDevice),
        ("CONIN$.ENDING", Reason::TargetNameDevice),
        ("conout$", Reason::TargetNameDevice),
        ("rekap.ENDING.", Reason::TargetNameEnding),
        ("rekap.ENDING ", Reason::TargetNameEnding),
        ("rekap. .", Reason::TargetNameEnding),
        ("re<kap.ENDING", Reason::TargetNameSign),
        ("re>kap.ENDING", Reason::TargetNameSign),
        ("rekap.ENDING:aliran", Reason::TargetNameSign),
        ("re\"kap.ENDING", Reason::TargetNameSign),
        ("re|kap.ENDING", Reason::TargetNameSign),
        ("rekap?.ENDING", Reason::TargetNameSign),
        ("rekap*.ENDING", Reason::TargetNameSign),
        ("re\u{7}kap.ENDING", Reason::TargetNameHidden),
    ];
    let more: [(&str, Write); 6] = [
        ("", |it, out, replace| bundle(it, out, false, replace)),
        ("pdf", |it, out, replace| paper(it, out, DocumentFormat::Pdf, replace)),
        ("docx", |it, out, replace| paper(it, out, DocumentFormat::Docx, replace)),
        ("", |it, out, _| it.copy_registry(None, out, &mut Unwatched).map(drop)),
        ("", |it, out, replace| {
            let req = registry::Publish { out: out.display().to_string(), proposed: false, replace };
            it.publish(&req, &mut Unwatched).map(drop)
        }),
        ("csv", |it, out, replace| {
            let channel = registry::ReminderChannel::Email;
            let req = registry::Remind { channel, perangkat_daerah: None, batas: None };
            it.export_reminders(&req, out, replace).map(drop)
        }),
    ];
    for (ending, write) in FILES.iter().chain(&more) {
        for (name, reason) in NAMES {
            let name = name.replace("ENDING", if ending.is_empty() { "x" } else { ending });
            let error = refused(*write, &laptop, &folder.join(&name), false);
            assert_eq!(error.reason, reason, "{name:?}: {error}");
            super::assert_sentence(&error);
            assert_eq!(fs::read_dir(&folder).unwrap().count(), 0, "{name:?}");
            // The name that the sentence offers is taken by every system.
            let free = error.args.iter().find(|it| it.0 == "free").unwrap().1.clone();
            let free = Path::new(&free).file_name().unwrap().to_str().unwrap();
            assert_eq!(exchange::core::names::name_fault(free), None, "{free}");
        }
    }
    // A folder on the way is its system's affair; names that only look alike are taken.
    #[cfg(unix)]
    fs::create_dir(folder.join("CON")).unwrap();
    for name in ["CONTOH.json", "COM10.json", "com.json", "nul-1.json", ".rekap.json", "rekap v1.2.json", "…é.json"]
    {
        laptop.write_registry(&folder.join(name), false).unwrap();
        #[cfg(unix)]
        laptop.write_registry(&folder.join("CON").join(name), false).unwrap();
    }
    // Nor does a registry begin under such a name.
    let ended =
        cli::run(&folder.join("AUX"), ["init", "--pemda", "Kota Semarang", "--kode", "33.74", "--person", "Sri"]);
    assert!(
        ended.code == Some(3) && ended.stderr.contains("nama perangkat") && !folder.join("AUX").exists(),
        "{ended:?}"
    );
}
