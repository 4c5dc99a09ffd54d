//! A program that dies at a chosen call, or writes down every call that changes
//! a file: a small library of C between it and the system (`shim.c`).

use std::{
    path::{Path, PathBuf},
    process::Command,
    sync::LazyLock,
};

use crate::kit::root;

/// The shim, built once for all tests of this run.
static SHIM: LazyLock<PathBuf> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap().keep();
    let library = folder.join("shim.so");
    let built = Command::new("cc")
        .args(["-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-o"])
        .arg(&library)
        .arg(root().join("tests/crash/calls/shim.c"))
        .args(["-ldl", "-lpthread"])
        .status();
    assert!(
        built.as_ref().is_ok_and(std::process::ExitStatus::success),
        "the shim is built by a C compiler, which `cargo xtask test` installs: {built:?}"
    );
    library
});

/// The same command with the shim in between, counting what happens below `desk`.
pub fn watched(mut command: Command, desk: &Path) -> Command {
    command.env("LD_PRELOAD", &*SHIM).env("CRASH_ROOT", desk.canonicalize().unwrap());
    command
}

/// Kills it as it enters its `n`-th call.
pub fn dying(command: Command, desk: &Path, n: usize) -> Command {
    let mut command = watched(command, desk);
    command.env("CRASH_AT", n.to_string());
    command
}

/// One call that changed something.
#[derive(Debug, Clone)]
pub struct Call {
    pub op: Op,
    pub path: PathBuf,
    /// The new name, of a rename or a link.
    pub other: PathBuf,
    /// Of a write; the new size, of a truncation. In bytes.
    pub offset: u64,
    pub bytes: Vec<u8>,
}

/// What a call did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Op {
    Create,
    Empty,
    Write,
    Resize,
    Sync,
    Remove,
    RemoveFolder,
    MakeFolder,
    Rename,
    Link,
}

/// Runs it to its end and answers what it did, call by call.
pub fn recorded(command: Command, desk: &Path) -> (std::process::Output, Vec<Call>) {
    let log = tempfile::NamedTempFile::new().unwrap();
    let mut command = watched(command, desk);
    let output = command.env("CRASH_LOG", log.path()).output().unwrap();
    let bytes = std::fs::read(log.path()).unwrap();
    let mut rest = bytes.as_slice();
    let mut calls = Vec::new();
    while !rest.is_empty() {
        calls.push(read_call(&mut rest));
    }
    (output, calls)
}

fn read_call(rest: &mut &[u8]) -> Call {
    let op = match take(rest, 1)[0] {
        b'c' => Op::Create,
        b't' => Op::Empty,
        b'w' => Op::Write,
        b's' => Op::Resize,
        b'f' => Op::Sync,
        b'u' => Op::Remove,
        b'd' => Op::RemoveFolder,
        b'm' => Op::MakeFolder,
        b'r' => Op::Rename,
        b'l' => Op::Link,
        other => panic!("unknown call {other}"),
    };
    let path = text(rest);
    let other = text(rest);
    let offset = number(rest);
    let n = number(rest) as usize;
    Call { op, path, other, offset, bytes: take(rest, n).to_vec() }
}

fn take<'a>(rest: &mut &'a [u8], n: usize) -> &'a [u8] {
    let (taken, left) = rest.split_at(n);
    *rest = left;
    taken
}

fn number(rest: &mut &[u8]) -> u64 {
    u64::from_le_bytes(take(rest, 8).try_into().unwrap())
}

fn text(rest: &mut &[u8]) -> PathBuf {
    let n = u32::from_le_bytes(take(rest, 4).try_into().unwrap()) as usize;
    PathBuf::from(String::from_utf8(take(rest, n).to_vec()).unwrap())
}
