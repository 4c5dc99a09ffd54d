//! What builds for Windows and runs it: where it lies, and how it is called.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use crate::step::{Done, Place, about, answer, ask};

/// By their names in Debian. Its `rustc-web` is the compiler of one version with the
/// sources of `rust-web-src`; it never comes before the one that people use.
pub const PACKAGES: &[&str] = &[
    "build-essential",
    "rustc-web",
    "rust-web-src",
    "rust-web-clippy",
    "gcc-mingw-w64-x86-64",
    "binutils-mingw-w64-x86-64",
    "wine",
    "wine64",
    "xvfb",
    "xauth",
];

/// What is built for.
pub const TARGET: &str = "x86_64-pc-windows-gnu";

/// Debian's compiler and its lints, by their full names: rustup's come first in a path.
const RUSTC: &str = "/usr/bin/rustc";
const CLIPPY: &str = "/usr/bin/cargo-clippy";
const LINKER: &str = "x86_64-w64-mingw32-gcc";

/// Names another folder for all that is built for Windows.
const FOLDER: &str = "PRAKARSA_WINDOWS_TARGET";

const SHIM: &str = include_str!("bcryptprimitives.c");

/// A machine that has all of it.
pub struct Tools {
    /// The target folder: outside of any clone, so that clones share it.
    target: PathBuf,
}

impl Tools {
    /// # Errors
    /// Says what is missing.
    pub fn find() -> Done<Tools> {
        if !cfg!(target_os = "linux") {
            return Err("they are run under Wine, on Linux".into());
        }
        for program in [RUSTC, CLIPPY, LINKER, "wine"] {
            ask(program, &["--version"]).ok_or_else(|| format!("{program} is not installed"))?;
        }
        ask("xvfb-run", &["--help"]).ok_or("xvfb-run is not installed")?;
        let sysroot = ask(RUSTC, &["--print", "sysroot"]).unwrap_or_default();
        let sources = Path::new(&sysroot).join("lib/rustlib/src/rust/library/std/Cargo.toml");
        if !sources.is_file() {
            return Err(format!("{} is not installed", sources.display()));
        }
        let named = |name: &str| std::env::var_os(name).filter(|it| !it.is_empty()).map(PathBuf::from);
        let cache = || Some(named("XDG_CACHE_HOME").unwrap_or(named("HOME")?.join(".cache")));
        let own = || Some(cache()?.join("prakarsa/windows"));
        let target = named(FOLDER).or_else(own).ok_or_else(|| format!("neither {FOLDER} nor HOME is set"))?;
        Ok(Tools { target })
    }

    /// Where all of it lies.
    pub fn folder(&self) -> &Path {
        &self.target
    }

    /// Where what was built with a profile lies.
    pub fn built(&self, profile: &str) -> PathBuf {
        self.target.join(TARGET).join(profile)
    }

    /// Cargo, told to build for Windows with Debian's compiler. Only this child is told:
    /// the rest of the machine goes on with its own.
    pub fn cargo(&self, place: &Place, verb: &str) -> Command {
        self.told(place.cargo(), verb)
    }

    /// The same for lints.
    pub fn clippy(&self, place: &Place) -> Command {
        self.told(place.call(CLIPPY), "clippy")
    }

    fn told(&self, mut command: Command, verb: &str) -> Command {
        command
            .args([verb, "--target", TARGET, "-Zbuild-std=std,panic_unwind"])
            .env("RUSTC", RUSTC)
            // What is not stable is the building of the standard library alone.
            .env("RUSTC_BOOTSTRAP", "1")
            .env("CARGO_TARGET_DIR", &self.target)
            .env("CARGO_INCREMENTAL", "0")
            .env("CARGO_TARGET_X86_64_PC_WINDOWS_GNU_LINKER", LINKER)
            .env("CC_x86_64_pc_windows_gnu", LINKER);
        command
    }

    /// A program of Windows, for at most some seconds.
    pub fn wine(&self, place: &Place, seconds: u32, program: &Path) -> Command {
        let mut command = place.call("timeout");
        command.args(["--kill-after=10", &seconds.to_string(), "wine"]).arg(program);
        self.in_prefix(&mut command);
        command
    }

    /// Wine's own settings, so that no other Windows programs of this person are touched.
    pub fn in_prefix(&self, command: &mut Command) {
        command
            .env("WINEPREFIX", self.prefix())
            .env("WINEARCH", "win64")
            .env("WINEDEBUG", "-all")
            // Offers nothing for download.
            .env("WINEDLLOVERRIDES", "mscoree,mshtml=");
    }

    fn prefix(&self) -> PathBuf {
        self.target.join("wine")
    }

    /// What programs under Wine know as `C:`.
    pub fn drive(&self) -> PathBuf {
        self.prefix().join("drive_c")
    }

    /// Makes what Wine needs, once: its folder, and the shim in it. There every program
    /// finds the shim, and none has it beside itself where a package is made.
    pub fn prepare(&self, place: &Place) -> Done {
        let system = self.drive().join("windows/system32");
        if !system.join("kernel32.dll").is_file() {
            std::fs::create_dir_all(&self.target).map_err(|error| about(&self.target, &error))?;
            let mut boot = place.call("timeout");
            boot.args(["--kill-after=10", "300", "wine", "wineboot", "--init"]).env_remove("DISPLAY");
            self.in_prefix(&mut boot);
            answer(&mut boot)?;
        }
        let shim = system.join("bcryptprimitives.dll");
        if !shim.is_file() {
            let made = self.compiled("bcryptprimitives.dll", SHIM, &["-shared", "-ladvapi32"])?;
            std::fs::copy(&made, &shim).map_err(|error| about(&shim, &error))?;
        }
        Ok(())
    }

    /// Something small for Windows, made of its source in C and kept in this folder.
    pub fn compiled(&self, name: &str, source: &str, options: &[&str]) -> Done<PathBuf> {
        let made = self.target.join(name);
        let from = made.with_extension("c");
        std::fs::write(&from, source).map_err(|error| about(&from, &error))?;
        answer(Command::new(LINKER).args(["-O1", "-Wall", "-s", "-o"]).arg(&made).arg(&from).args(options))?;
        Ok(made)
    }
}

/// A path as a program under Wine reads it.
pub fn seen_from_windows(path: &Path) -> String {
    format!("Z:{}", path.display().to_string().replace('/', "\\"))
}
