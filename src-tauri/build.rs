//! Build script of the shell: the capability and permission files lie under
//! `src-tauri/`, and `ui/dist` must exist before Tauri embeds it.

#[path = "windows/manifest.rs"]
mod manifest;

fn main() {
    println!("cargo:rerun-if-changed=src-tauri/capabilities");
    println!("cargo:rerun-if-changed=src-tauri/permissions");
    let dist = std::path::Path::new("ui/dist/index.html");
    if !dist.exists() {
        // A fresh clone that only runs the Rust tests has no built interface yet.
        let made = std::fs::create_dir_all("ui/dist")
            .and_then(|()| std::fs::write(dist, "<!doctype html><title>Prakarsa</title>\n"));
        if let Err(error) = made {
            println!("cargo:warning=ui/dist could not be made: {error}");
        }
    }
    let own = std::path::PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default())
        .join("src-tauri/windows/prakarsa.manifest");
    // Tauri gives it to programs, and tests import as much of Windows as they do.
    let told = manifest::link(&own, "tests")
        .and_then(|()| std::fs::read_to_string(&own).map_err(|error| format!("{}: {error}", own.display())));
    let text = match told {
        Ok(text) => text,
        Err(error) => {
            println!("cargo:warning={error}");
            std::process::exit(1);
        }
    };
    let attributes = tauri_build::Attributes::new()
        .windows_attributes(tauri_build::WindowsAttributes::new().app_manifest(text))
        .capabilities_path_pattern("src-tauri/capabilities/**/*")
        .app_manifest(tauri_build::AppManifest::new().permissions_path_pattern("src-tauri/permissions/**/*"));
    if let Err(error) = tauri_build::try_build(attributes) {
        println!("cargo:warning={error:#}");
        std::process::exit(1);
    }
}
