//! The outside judge: bagit-python of the Library of Congress.
//!
//! `PRAKARSA_BAGIT_PYTHON` names a Python that has it; without it, a virtual
//! environment is made once in the target folder. Without either, tests fail.

use std::{
    fs::File,
    path::{Path, PathBuf},
    process::Command,
    sync::OnceLock,
};

fn has_bagit(python: &Path) -> bool {
    Command::new(python).args(["-c", "import bagit"]).output().is_ok_and(|it| it.status.success())
}

fn run(command: &mut Command) {
    let output = command.output().unwrap_or_else(|it| panic!("{command:?}: {it}"));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?} failed: {said}");
}

/// A Python that can `import bagit`.
pub fn python() -> &'static Path {
    static PYTHON: OnceLock<PathBuf> = OnceLock::new();
    PYTHON.get_or_init(|| {
        if let Some(python) = std::env::var_os("PRAKARSA_BAGIT_PYTHON") {
            let python = PathBuf::from(python);
            assert!(has_bagit(&python), "PRAKARSA_BAGIT_PYTHON has no bagit");
            return python;
        }
        let target = Path::new(env!("CARGO_TARGET_TMPDIR"));
        let venv = target.join("bagit-1.9.0");
        let python = venv.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
        // Test processes may run side by side; the lock goes with the process.
        let lock = File::create(target.join("bagit-1.9.0.lock")).unwrap();
        lock.lock().unwrap();
        if !has_bagit(&python) {
            run(Command::new("python3").args(["-m", "venv"]).arg(&venv));
            run(Command::new(&python).args(["-m", "pip", "install", "--quiet", "bagit==1.9.0"]));
        }
        python
    })
}

/// Validates every argument; one line each: the verdict and the reason.
const JUDGE: &str = r#"
import bagit, logging, sys
logging.disable(logging.CRITICAL)
for path in sys.argv[1:]:
    try:
        bagit.Bag(path).validate()
        print("valid")
    except Exception as error:
        print("invalid", " ".join(ascii(str(error)).split()))
"#;

/// What bagit-python says of each folder: valid or not, and its words.
pub fn judge(bags: &[&Path]) -> Vec<(bool, String)> {
    let output = Command::new(python()).args(["-c", JUDGE]).args(bags).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(said.lines().count(), bags.len(), "{}", String::from_utf8_lossy(&output.stderr));
    said.lines().map(|it| (it == "valid", it.to_owned())).collect()
}

/// Makes a bag of a folder, as bagit-python makes it.
pub fn make(folder: &Path, options: &[&str]) {
    run(Command::new(python()).args(["-m", "bagit", "--quiet"]).args(options).arg(folder));
}
