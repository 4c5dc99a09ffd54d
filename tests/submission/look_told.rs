//! What a look into a bundle says of its bytes and its rules.

use std::fs;

use registry::{ExportBundle, Reason, progress::Unwatched};

use super::{
    bundle, fixed,
    looked_into::{look, told},
    wanted,
};
use crate::kit::cli;

/// Bytes of a zip that no longer fit their checksum are told in words, not as its library does.
#[test]
fn a_zip_with_a_wrong_checksum_is_told_in_words() {
    let laptop = fixed();
    let zip = laptop.path("bundel.zip");
    bundle(&laptop, &zip, true).unwrap();
    let bytes = fs::read(&zip).unwrap();
    for name in ["data/katalog.json", "data/registri.json"] {
        let at = bytes.windows(name.len()).position(|it| it == name.as_bytes()).unwrap() + name.len() + 60;
        let mut damaged = bytes.clone();
        damaged[at] ^= 0x55;
        fs::write(&zip, damaged).unwrap();
        let error = look(&laptop, &zip).err().unwrap();
        let told = error.to_string();
        assert!([Reason::BundleDataUnreadable, Reason::BundleDataBroken].contains(&error.reason), "{told}");
        assert!(!told.contains('\u{201c}') && !told.contains("checksum"), "{told}");
    }
}

/// A region that has corrected its rules reckons by them; a bundle does not bring them.
#[test]
fn a_look_says_by_whose_rules_it_reckons() {
    let laptop = fixed();
    laptop.choose("Kado Mbak Ita", "SID-16", 3).unwrap();
    let out = laptop.path("bundel");
    bundle(&laptop, &out, false).unwrap();
    assert_eq!(told(&look(&laptop, &out).unwrap()).other_rules, None);
    // What was chosen alone is reckoned the same, too.
    let one = laptop.find_inovasi("Kado Mbak Ita").unwrap();
    let some = laptop.path("sebagian");
    laptop.export_bundle(&ExportBundle { only: vec![one], ..wanted(&some, false) }, &mut Unwatched).unwrap();
    assert_eq!(told(&look(&laptop, &some).unwrap()).other_rules, None);

    let fewer = crate::rules::corrected(None, "pembagi_minimum", "3");
    laptop.correct_pack(&crate::rules::correction(vec![fewer])).unwrap();
    let own = laptop.path("dikoreksi");
    bundle(&laptop, &own, false).unwrap();
    let shown = told(&look(&laptop, &own).unwrap()).other_rules.unwrap();
    let iid = laptop.standing("iga-2026").unwrap().claimed.iid;
    assert!(shown.told == iid && shown.found != iid, "{shown:?}");
    let ended = cli::run(&laptop.path("tidak-ada"), ["--bundle", own.to_str().unwrap(), "score"]);
    let found = shown.found.unwrap().replace('.', ",");
    assert!(ended.stderr.contains("aturan program ini") && ended.stderr.contains(&found), "{ended:?}");
    assert!(ended.stdout.contains(&found), "{ended:?}");
}
