//! The version stands in one place: `[workspace.package]` of Cargo.toml. Tauri takes it
//! from there, and the interface has none of its own.

use crate::step::{Done, Place, about, ask};

pub fn version(place: &Place) -> Done<String> {
    let manifest = read(place, "Cargo.toml")?;
    in_manifest(&manifest).map(str::to_owned).ok_or_else(|| "Cargo.toml has no [workspace.package] version".into())
}

/// The version of the workspace.
fn in_manifest(manifest: &str) -> Option<&str> {
    let section = manifest.split("[workspace.package]").nth(1)?;
    let section = section.split("\n[").next()?;
    let value = section.lines().find_map(|it| it.trim().strip_prefix("version")?.trim().strip_prefix('='))?;
    let version = value.trim().trim_matches('"');
    let is_number = |it: &str| !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit());
    // What Windows can write into a program: three numbers.
    (version.split('.').count() == 3 && version.split('.').all(is_number)).then_some(version)
}

/// Whether nothing else tells a version of the app, which could be another one.
pub fn stands_in_one_place(place: &Place) -> Done {
    for name in ["tauri.conf.json", "ui/package.json", "ui/package-lock.json"] {
        let text = read(place, name)?;
        let document: serde_json::Value = serde_json::from_str(&text).map_err(|error| format!("{name}: {error}"))?;
        let own = [document.get("version"), document.pointer("/packages//version")];
        if own.into_iter().flatten().next().is_some() {
            return Err(format!("{name} tells a version of its own; the one of Cargo.toml counts: take it out there"));
        }
    }
    Ok(())
}

/// Seconds since 1970 of the commit that is packed: the time of whatever must tell one.
pub fn epoch(place: &Place) -> String {
    let root = place.root.to_string_lossy();
    let told = ask("git", &["-C", &root, "log", "-1", "--format=%ct"]);
    told.filter(|it| !it.is_empty()).unwrap_or_else(|| "0".into())
}

/// The same as RFC 3339.
pub fn day(place: &Place) -> Option<String> {
    let root = place.root.to_string_lossy();
    ask("git", &["-C", &root, "log", "-1", "--format=%cI"]).filter(|it| !it.is_empty())
}

fn read(place: &Place, name: &str) -> Done<String> {
    let path = place.root.join(name);
    std::fs::read_to_string(&path).map_err(|error| about(&path, &error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_of_the_workspace_is_read() {
        let of = |text: &str| in_manifest(text).map(str::to_owned);
        let table = [
            ("[workspace.package]\nversion = \"0.1.0\"\nedition = \"2024\"\n", Some("0.1.0")),
            (
                "[package]\nversion = \"9.9.9\"\n[workspace.package]\nedition = \"2024\"\nversion=\"1.20.3\"",
                Some("1.20.3"),
            ),
            ("[workspace.package]\nedition = \"2024\"\n[package]\nversion = \"9.9.9\"\n", None),
            ("[workspace.package]\nversion = \"1.0.0-rc.1\"\n", None),
            ("[package]\nversion = \"9.9.9\"\n", None),
        ];
        for (text, expected) in table {
            assert_eq!(of(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn the_version_of_the_app_stands_in_one_place() {
        let place = Place::find();
        assert_eq!(version(&place).unwrap(), env!("CARGO_PKG_VERSION"));
        stands_in_one_place(&place).unwrap();
    }
}
