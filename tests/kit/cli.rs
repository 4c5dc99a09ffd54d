//! The command line as people run it: the real binary, its exit code and words.

use std::{
    ffi::OsStr,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::LazyLock,
};

use serde_json::Value;

/// The built `prakarsa`: the one that `cargo xtask test` names, else the one that
/// a plain `cargo test` has put beside these tests.
static BINARY: LazyLock<PathBuf> = LazyLock::new(|| {
    let beside = || {
        // <target>/<profile>/deps/suites-…
        let own = std::env::current_exe().unwrap();
        let profile = own.parent().and_then(Path::parent).unwrap();
        profile.join(format!("prakarsa{}", std::env::consts::EXE_SUFFIX))
    };
    let binary = std::env::var_os("PRAKARSA_BIN").map_or_else(beside, PathBuf::from);
    assert!(
        binary.is_file(),
        "the command line is not built: {} is missing. Run `cargo build --package cli` first, or `cargo xtask test`",
        binary.display()
    );
    binary
});

/// A command on a registry, not started yet.
pub fn command<A: AsRef<OsStr>>(registry: &Path, args: impl IntoIterator<Item = A>) -> Command {
    let mut command = Command::new(&*BINARY);
    command.arg("--registry").arg(registry).args(args).env_remove("PRAKARSA_REGISTRY");
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// How a command ended.
#[derive(Debug)]
pub struct Ended {
    /// None when it was killed.
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Ended {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}

/// Runs a command to its end.
pub fn run<A: AsRef<OsStr>>(registry: &Path, args: impl IntoIterator<Item = A>) -> Ended {
    end(command(registry, args))
}

pub fn end(mut command: Command) -> Ended {
    let output = command.output().unwrap();
    Ended {
        code: output.status.code(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Runs a command that must be done.
pub fn done<A: AsRef<OsStr>>(registry: &Path, args: impl IntoIterator<Item = A>) -> Ended {
    let ended = run(registry, args);
    assert_eq!(ended.code, Some(0), "{ended:?}");
    ended
}
