//! What is remarked of a bag beside its proof: what lies outside it, how it came to be
//! read, and what no person put there.

use domain::core::notice::NoticeCode;

use super::{Notes, check::is_payload, source::BagSource};

/// Names of files outside the bag that a remark tells.
const SHOWN_OUTSIDE: usize = 5;

/// Files that a file manager or an office program leaves where it has been.
fn left_by_a_system(path: &str) -> bool {
    let name = path.rsplit_once('/').map_or(path, |it| it.1);
    let known = [".DS_Store", "Thumbs.db", "desktop.ini"];
    known.iter().any(|it| it.eq_ignore_ascii_case(name)) || name.starts_with("~$") || name.starts_with("._")
}

/// What lies outside the bag, and how the bag came to be read.
pub(super) fn remark(bag: &BagSource, remarks: &mut Notes) {
    if bag.backslashes {
        remarks.add(NoticeCode::BagZipBackslash, Vec::new());
    }
    if !bag.outside.is_empty() {
        let some = bag.outside.iter().take(SHOWN_OUTSIDE).map(String::as_str).collect::<Vec<_>>().join(", ");
        let n = bag.outside.len().to_string();
        remarks.add(NoticeCode::BagOutside, vec![("n", n), ("file", some)]);
    }
    for file in bag.files.iter().filter(|it| is_payload(&it.path) && left_by_a_system(&it.path)) {
        remarks.file(NoticeCode::BagSystemFile, &file.path);
    }
}
