//! Rules on the command line.

use super::*;
use crate::kit::cli::{done, run};

#[test]
fn the_command_line_lists_checks_takes_in_compares_and_weighs() {
    let mut laptop = Laptop::new(1);
    laptop.close();
    let registry = laptop.folder();
    let json = |args: &[&str]| done(&registry, [&["instrument"], args, &["--json"]].concat()).json();
    let list = json(&["list"]);
    assert!(list["instruments"].as_array().unwrap().iter().any(|it| it["id"] == NOW && it["current"] == true));
    assert_eq!(json(&["show", NOW])["instrument"]["id"], NOW);

    let mut broken = fictitious(2031);
    broken.insert("indikator/bimtek.toml".into(), "nama = ".into());
    let broken = folder(&laptop, "rusak", &broken).display().to_string();
    let told = run(&registry, ["instrument", "check", &broken]);
    assert_eq!(told.code, Some(1), "{told:?}");
    assert!(told.stdout.contains("indikator/bimtek.toml:1:"), "{told:?}");
    let refused = run(&registry, ["instrument", "import", &broken, "--why", "coba"]);
    assert_eq!(refused.code, Some(3));
    assert!(refused.stderr.contains("Tidak ada yang dicatat"), "{refused:?}");

    let good = folder(&laptop, "iga-2031", &fictitious(2031)).display().to_string();
    assert_eq!(run(&registry, ["instrument", "import", &good]).code, Some(2), "why is asked for");
    let taken = json(&["import", &good, "--why", "Surat penjaringan 2031"]);
    assert!(taken["instruments"].as_array().unwrap().iter().any(|it| it["own"]["alasan"] == "Surat penjaringan 2031"));
    assert!(!json(&["compare", NOW, "iga-2031"])["differences"].as_array().unwrap().is_empty());
    let effect = json(&["effect", "iga-2031"]);
    assert_eq!(effect["standing"].as_array().unwrap().len(), 3);
    assert_eq!(json(&["versions", "iga-2031"]).as_array().unwrap().len(), 1);
    let out = laptop.path("aturan.zip").display().to_string();
    done(&registry, ["instrument", "export", "iga-2031", &out]);
    let lines = done(&registry, ["instrument", "effect", "iga-2031"]);
    assert!(lines.stdout.contains("IID"), "{lines:?}");
    // What costs points elsewhere stands first, right below what is compared.
    assert!(lines.stdout.lines().nth(1).is_some_and(|it| it.starts_with("! ")), "{lines:?}");
    json(&["remove", "iga-2031"]);
}
