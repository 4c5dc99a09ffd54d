//! Build script of the command line: what it tells Windows of itself.

#[path = "../../src-tauri/windows/manifest.rs"]
mod manifest;

fn main() {
    let own = std::path::PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default())
        .join("../../src-tauri/windows/prakarsa.manifest");
    if let Err(error) = manifest::link(&own, "bins") {
        println!("cargo:warning={error}");
        std::process::exit(1);
    }
}
