//! The setup program tried under Wine: installed, upgraded, refused, removed, with the
//! files listed before and after. What only Windows can show stands in
//! docs/windows-checklist.md.

mod machine;

use std::{collections::BTreeSet, path::Path};

use crate::{
    look,
    package::windows::{self, From, PROGRAMS, TEXTS},
    release::version,
    step::{Done, Place, about, ask, fresh_folder, say},
};
use machine::Machine;

/// Where the program lies, and where it keeps its data, below the local profile.
const INSTALLED: &str = "Programs/Prakarsa";
const DATA: &str = "id.prakarsa.desktop";

/// What the setup program ends with: WebView2 is missing, as it is under Wine.
const WITHOUT_WEBVIEW2: i32 = 3;
/// Nothing was changed.
const REFUSED: i32 = 2;

/// An exe that says that it was started and ends, or that stays until it is ended.
const BEACON: &str =
    "#include <stdio.h>\nint main(void) { FILE *it = fopen(\"C:\\\\started\", \"w\"); return it ? fclose(it) : 1; }\n";
const ENDS: &str = "#include <windows.h>\nint main(void) { Sleep(8000); return 0; }\n";
const STAYS: &str = "#include <windows.h>\nint main(void) { Sleep(600000); return 0; }\n";

pub fn under_wine(place: &Place, from: &From, out: &Path) -> Done {
    if ask("wine", &["--version"]).is_none() || ask("x86_64-w64-mingw32-gcc", &["--version"]).is_none() {
        println!("\nThe setup program is not tried: wine or mingw-w64 is missing.");
        return Ok(());
    }
    say("The setup program under Wine");
    let folder = place.target.join("tried");
    fresh_folder(&folder)?;
    let trial =
        Trial { place, from, folder: &folder, machine: Machine::fresh(&folder)?, version: version::version(place)? };
    trial.goes_through_a_life(&out.join(format!("Prakarsa-{}-setup.exe", trial.version)))?;
    trial.knows_the_webview2_that_was_looked_at()
}

struct Trial<'a> {
    place: &'a Place,
    from: &'a From,
    folder: &'a Path,
    machine: Machine,
    version: String,
}

impl Trial<'_> {
    /// Installed, used, upgraded, refused, removed.
    fn goes_through_a_life(&self, setup: &Path) -> Done {
        let machine = &self.machine;
        let bare = machine.files()?;
        let staged = self.folder.join("staged");
        windows::stage(self.place, self.from, &staged)?;
        let older = self.setup(&staged, "0.0.1", None)?;

        // Wine begins as Windows 7.
        machine.runs(&older, &["/S"], REFUSED)?;
        machine.becomes_windows_10()?;
        machine.runs(&older, &["/S"], WITHOUT_WEBVIEW2)?;
        let installed: BTreeSet<String> = machine.files()?.difference(&bare).cloned().collect();
        listed("installed", &installed);
        let wanted =
            PROGRAMS.iter().chain(&TEXTS).chain(&["uninstall.exe"]).map(|it| format!("Local/{INSTALLED}/{it}"));
        let link = "Roaming/Microsoft/Windows/Start Menu/Programs/Prakarsa.lnk".to_owned();
        same("what was installed", &installed, &wanted.chain([link]).collect())?;
        machine.says(r"Software\Prakarsa", "Folder", r"Programs\Prakarsa")?;
        machine.says(r"Software\Classes\.prakarsa", "", "Prakarsa.Parcel")?;
        machine.says(r"Software\Classes\Prakarsa.Parcel\shell\open\command", "", "prakarsa-desktop.exe")?;
        machine.says(UNINSTALL, "DisplayVersion", "0.0.1")?;

        // A registry, and a file that a person laid beside the program.
        self.is_used()?;
        let kept = machine.local(DATA).join("registri");
        let before = machine.contents(&kept)?;
        let own = machine.local(INSTALLED).join("catatan saya.txt");
        std::fs::write(&own, "milik saya").map_err(|error| about(&own, &error))?;

        // Upgraded, while it runs and after.
        let program = machine.local(INSTALLED).join("prakarsa.exe");
        let real = std::fs::read(&program).map_err(|error| about(&program, &error))?;
        self.compiled(STAYS, &program)?;
        let mut running = machine.start(&program)?;
        machine.runs(setup, &["/S"], REFUSED)?;
        machine.says(UNINSTALL, "DisplayVersion", "0.0.1")?;
        running.kill().and_then(|()| running.wait()).map_err(|error| error.to_string())?;
        machine.quiet()?;
        // As the program starts it: it waits for what runs, and goes on once that has ended.
        self.compiled(ENDS, &program)?;
        let mut ends = machine.start(&program)?;
        machine.runs(setup, &["/S", "/UPDATE"], WITHOUT_WEBVIEW2)?;
        ends.wait().map_err(|error| error.to_string())?;
        machine.says(UNINSTALL, "DisplayVersion", &self.version)?;
        if std::fs::read(&program).map_err(|error| about(&program, &error))? != real {
            return Err("the upgrade left an old program behind".into());
        }
        let wrong = look::laid_down(&machine.local(INSTALLED), &self.version, "catatan saya.txt")?;
        if !wrong.is_empty() {
            return Err(format!("what was installed is not fit:\n  {}", wrong.join("\n  ")));
        }
        // An older one does not take its place by itself.
        machine.runs(&older, &["/S"], REFUSED)?;
        machine.says(UNINSTALL, "DisplayVersion", &self.version)?;

        // Removed: what a person owns is still there, byte for byte.
        machine.runs(&machine.local(INSTALLED).join("uninstall.exe"), &["/S"], 0)?;
        machine.quiet()?;
        let left: BTreeSet<String> = machine.files()?.difference(&bare).cloned().collect();
        listed("left after removal", &left);
        let ours = |it: &&String| !it.starts_with(&format!("Local/{DATA}/"));
        let own = BTreeSet::from([format!("Local/{INSTALLED}/catatan saya.txt")]);
        same("what is left", &left.iter().filter(ours).cloned().collect(), &own)?;
        if machine.contents(&kept)? != before {
            return Err("the registry is not what it was before the upgrade and the removal".into());
        }
        for key in [UNINSTALL, r"Software\Prakarsa", r"Software\Classes\Prakarsa.Parcel", r"Software\Classes\.prakarsa"]
        {
            machine.has_no(key)?;
        }
        println!("   installed, refused while it ran, upgraded, refused an older one, removed; the registry stayed");
        Ok(())
    }

    /// Makes a registry where the program puts it by itself: in the local profile, which
    /// no logon copies to a server.
    fn is_used(&self) -> Done {
        let machine = &self.machine;
        machine.lend_shim(&self.from.programs)?;
        let program = machine.local(INSTALLED).join("prakarsa.exe");
        machine.runs(&program, &["init", "--pemda", "Kota Semarang", "--kode", "33.74", "--person", "Sri Ayu"], 0)?;
        let made = machine.local(DATA).join("registri/registry.sqlite3");
        if made.is_file() { Ok(()) } else { Err(format!("prakarsa.exe made no {}", made.display())) }
    }

    /// The full variant: Microsoft's installer is started when its bytes are those that
    /// were looked at, and only then.
    fn knows_the_webview2_that_was_looked_at(&self) -> Done {
        let staged = self.folder.join("staged");
        let folder = self.folder.join("lengkap");
        fresh_folder(&folder)?;
        let webview2 = folder.join("MicrosoftEdgeWebView2RuntimeInstallerX64.exe");
        self.compiled(BEACON, &webview2)?;
        // Longer than what is read at once; what follows a program is not loaded.
        let mut whole = std::fs::read(&webview2).map_err(|error| about(&webview2, &error))?;
        whole.resize(whole.len() + 2_500_000, 7);
        std::fs::write(&webview2, &whole).map_err(|error| about(&webview2, &error))?;
        let setup = self.setup(&staged, &self.version, Some(&webview2))?;
        let beside = folder.join("prakarsa-lengkap.exe");
        std::fs::rename(&setup, &beside).map_err(|error| about(&beside, &error))?;
        let started = self.machine.drive().join("started");
        let mut other = whole.clone();
        if let Some(last) = other.last_mut() {
            *last = 8;
        }
        for (bytes, expected) in [(Some(&whole), true), (Some(&other), false), (None, false)] {
            let _ = std::fs::remove_file(&webview2);
            let _ = std::fs::remove_file(&started);
            if let Some(bytes) = bytes {
                std::fs::write(&webview2, bytes).map_err(|error| about(&webview2, &error))?;
            }
            self.machine.runs(&beside, &["/S"], WITHOUT_WEBVIEW2)?;
            if started.is_file() != expected {
                return Err(format!(
                    "the WebView2 beside ({} bytes) was {} started",
                    bytes.map_or(0, Vec::len),
                    if expected { "not" } else { "wrongly" }
                ));
            }
        }
        println!("   the full one starts the WebView2 that was looked at, and neither another nor none");
        self.machine.runs(&self.machine.local(INSTALLED).join("uninstall.exe"), &["/S"], 0)?;
        self.machine.quiet()
    }

    fn setup(&self, staged: &Path, version: &str, webview2: Option<&Path>) -> Done<std::path::PathBuf> {
        let out = self.folder.join(format!("setup-{version}-{}.exe", webview2.is_some()));
        windows::setup(self.place, staged, version, webview2, &out).map(|it| it.path)
    }

    fn compiled(&self, source: &str, out: &Path) -> Done {
        let path = self.folder.join("stands-in.c");
        std::fs::write(&path, source).map_err(|error| about(&path, &error))?;
        crate::step::run(self.place.call("x86_64-w64-mingw32-gcc").args(["-O1", "-s", "-o"]).arg(out).arg(&path))
    }
}

const UNINSTALL: &str = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\Prakarsa";

fn listed(what: &str, files: &BTreeSet<String>) {
    println!("   {what}:");
    for it in files {
        println!("     {it}");
    }
}

fn same(what: &str, found: &BTreeSet<String>, wanted: &BTreeSet<String>) -> Done {
    if found == wanted {
        return Ok(());
    }
    let differs: Vec<&String> = found.symmetric_difference(wanted).collect();
    Err(format!("{what} is not what it must be; it differs by {differs:?}"))
}
