//! The library that most people read workbooks with, beside ours in the same run.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use crate::measure::{Line, time};

/// The version that is measured.
const PACKAGE: &str = "openpyxl==3.1.5";
/// Every cell of every sheet is touched, as whoever takes them in does.
const LOAD: &str = "import sys, openpyxl
book = openpyxl.load_workbook(sys.argv[1], read_only=sys.argv[2] == 'read-only')
print(sum(1 for sheet in book for row in sheet.iter_rows(values_only=True) for it in row if it is not None))";

/// Loads a workbook with it; nothing where it cannot be had.
pub fn load(book: &Path, n: usize) -> Vec<Line> {
    let Some(python) = python() else {
        println!("openpyxl is left out: there is no python3, or the package cannot be had.");
        return Vec::new();
    };
    let read = |how: &str| {
        let ran = Command::new(&python).args(["-c", LOAD]).arg(book).arg(how).output();
        assert!(ran.is_ok_and(|it| it.status.success()), "openpyxl reads {}", book.display());
    };
    ["whole", "read-only"].map(|how| time(&format!("openpyxl of {n}: load, {how}"), 1, |_| read(how))).into()
}

/// A Python with the package, in a place of its own beside what is built.
fn python() -> Option<PathBuf> {
    let built = std::env::current_exe().ok()?;
    let place = built.parent()?.join(PACKAGE.replace("==", "-"));
    let python = place.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    let ran = |it: &mut Command| it.output().is_ok_and(|it| it.status.success());
    let has = || ran(Command::new(&python).args(["-c", "import openpyxl"]));
    if has() {
        return Some(python);
    }
    let made = ran(Command::new("python3").args(["-m", "venv"]).arg(&place));
    (made && ran(Command::new(&python).args(["-m", "pip", "install", "--quiet", PACKAGE])) && has()).then_some(python)
}
