//! The command line as people run it: the real binary, its exit code and words.

use std::{
    ffi::OsStr,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::LazyLock,
};

use serde_json::Value;

/// The built `prakarsa`, of the same profile as these tests.
static BINARY: LazyLock<PathBuf> = LazyLock::new(|| {
    // <target>/<profile>/deps/suites-…
    let own = std::env::current_exe().unwrap();
    let profile = own.parent().and_then(Path::parent).unwrap().to_owned();
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["build", "--quiet", "--offline", "--package", "cli", "--target-dir"]);
    cargo.arg(profile.parent().unwrap()).current_dir(super::root());
    if profile.ends_with("release") {
        cargo.arg("--release");
    }
    assert!(cargo.status().unwrap().success(), "the command line builds");
    profile.join(format!("prakarsa{}", std::env::consts::EXE_SUFFIX))
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
