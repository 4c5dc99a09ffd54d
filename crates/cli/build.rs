//! Build script of the command line: what it tells Windows of itself.

#[path = "../../src-tauri/windows/manifest.rs"]
mod manifest;

fn main() {
    let own = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../src-tauri/windows/prakarsa.manifest");
    if let Err(error) = manifest::link(&own, "bins") {
        println!("cargo:warning={error}");
        std::process::exit(1);
    }
}
