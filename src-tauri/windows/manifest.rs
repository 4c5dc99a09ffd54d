//! For build scripts: what a program tells Windows of itself. The window gets it by
//! Tauri; the command line and the tests of the window by this.

use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
};

/// Links the manifest into the programs of a kind: `bins` or `tests`.
///
/// # Errors
/// The compiler of resources is missing, or refuses.
pub fn link(manifest: &Path, kind: &str) -> Result<(), String> {
    println!("cargo:rerun-if-changed={}", manifest.display());
    let said = |name: &str| env::var(name).unwrap_or_default();
    if said("CARGO_CFG_TARGET_OS") != "windows" {
        return Ok(());
    }
    if said("CARGO_CFG_TARGET_ENV") == "msvc" {
        println!("cargo:rustc-link-arg-{kind}=/MANIFEST:EMBED");
        println!("cargo:rustc-link-arg-{kind}=/MANIFESTINPUT:{}", manifest.display());
        return Ok(());
    }
    let made = PathBuf::from(said("OUT_DIR"));
    let (script, resource) = (made.join("manifest.rc"), made.join("manifest.o"));
    let text = format!("1 24 \"{}\"\n", manifest.display().to_string().replace('\\', "/"));
    std::fs::write(&script, text).map_err(|error| format!("{}: {error}", script.display()))?;
    let windres = if cfg!(windows) { "windres" } else { "x86_64-w64-mingw32-windres" };
    let ended = Command::new(windres).arg(&script).arg(&resource).status();
    match ended {
        Ok(it) if it.success() => {
            println!("cargo:rustc-link-arg-{kind}={}", resource.display());
            Ok(())
        }
        other => Err(format!("{windres} did not make the manifest: {other:?}")),
    }
}
