//! The built `prakarsa` says what it can do. Having this test also means that a
//! plain `cargo test` builds the program that the suites start.

use std::process::Command;

#[test]
fn every_command_says_what_it_does() {
    let help = |args: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_prakarsa")).args(args).output().unwrap();
        assert!(output.status.success(), "{args:?}: {output:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    let all = help(&["--help"]);
    let commands = all.split("Commands:\n").nth(1).unwrap().split("\n\n").next().unwrap();
    let mut n = 0;
    for line in commands.lines().filter(|it| it.starts_with("  ") && !it.starts_with("   ")) {
        let mut words = line.split_whitespace();
        let name = words.next().unwrap();
        assert!(words.next().is_some(), "`prakarsa {name}` says nothing of itself");
        assert!(help(&["help", name]).contains("Usage: prakarsa"), "{name}");
        n += 1;
    }
    assert!(n > 20, "the commands were found: {all}");
}

/// The profile that Windows carries from computer to computer would take all bukti along,
/// and is often a share, on which no database can be trusted.
#[test]
fn untold_the_registry_lies_where_it_stays_on_this_computer() {
    let home = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_prakarsa"));
    command.arg("list").env("HOME", home.path());
    for name in ["PRAKARSA_REGISTRY", "XDG_DATA_HOME"] {
        command.env_remove(name);
    }
    let said = String::from_utf8(command.output().unwrap().stderr).unwrap();
    let expected = match std::env::consts::OS {
        "windows" => r"AppData\Local\id.prakarsa.desktop\registri",
        "macos" => "/Library/Application Support/id.prakarsa.desktop/registri",
        _ => "/.local/share/id.prakarsa.desktop/registri",
    };
    assert!(said.contains(expected), "{said}");
}
