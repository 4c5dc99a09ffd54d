//! A fresh Windows of Wine's, with a profile and a list of settings.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use crate::{
    release::sums::{files, sha256},
    step::{Done, about, answer, run},
};

pub struct Machine {
    prefix: PathBuf,
    /// `AppData` of the account that programs run under.
    profile: PathBuf,
}

impl Machine {
    pub fn fresh(folder: &Path) -> Done<Self> {
        let mut machine = Self { prefix: folder.join("wine"), profile: PathBuf::new() };
        run(machine.wine("wine").args(["wineboot", "--init"]).stdout(Stdio::null()).stderr(Stdio::null()))?;
        machine.quiet()?;
        let users = machine.drive().join("users");
        let mut found = std::fs::read_dir(&users).map_err(|error| about(&users, &error))?.filter_map(Result::ok);
        let own = found.find(|it| it.file_name() != "Public").ok_or("Wine made no account")?;
        machine.profile = own.path().join("AppData");
        Ok(machine)
    }

    pub fn drive(&self) -> PathBuf {
        self.prefix.join("drive_c")
    }

    /// A folder of what stays on this machine.
    pub fn local(&self, name: &str) -> PathBuf {
        self.profile.join("Local").join(name)
    }

    fn wine(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.env("WINEPREFIX", &self.prefix).env("WINEDEBUG", "-all").env("TZ", "Asia/Jakarta");
        // It would offer to fetch other runtimes.
        command.env("WINEDLLOVERRIDES", "mscoree=;mshtml=").stdin(Stdio::null());
        command
    }

    /// As what it presents itself from now on.
    pub fn becomes_windows_10(&self) -> Done {
        let version = ["reg", "add", r"HKCU\Software\Wine", "/v", "Version", "/d", "win10", "/f"];
        answer(self.wine("wine").args(version))?;
        self.quiet()
    }

    /// What a program ends with.
    pub fn run(&self, program: &Path, args: &[&str]) -> Done<i32> {
        let status = self.wine("timeout").args(["--kill-after=10", "300", "wine"]).arg(program).args(args).status();
        Ok(status.map_err(|error| format!("wine: {error}"))?.code().unwrap_or(-1))
    }

    /// Runs a program that must end with a number.
    pub fn runs(&self, program: &Path, args: &[&str], wanted: i32) -> Done {
        let name = program.file_name().unwrap_or_default().to_string_lossy();
        let ended = self.run(program, args)?;
        if ended == wanted {
            Ok(())
        } else {
            Err(format!("{name} {} ended with {ended}, not {wanted}", args.join(" ")))
        }
    }

    pub fn start(&self, program: &Path) -> Done<Child> {
        let child = self.wine("wine").arg(program).spawn().map_err(|error| format!("wine: {error}"))?;
        // Wine tells when it has begun by nothing else: the first program after it waits for it.
        self.run(Path::new("cmd"), &["/c", "exit"])?;
        std::thread::sleep(std::time::Duration::from_secs(3));
        Ok(child)
    }

    /// Waits until no program of this machine runs.
    pub fn quiet(&self) -> Done {
        run(self.wine("timeout").args(["120", "wineserver", "--wait"]))
    }

    /// Lends the machine what Windows has and Wine 8 has not, from the one that `cargo
    /// xtask windows` keeps in a folder above the programs that it built.
    pub fn lend_shim(&self, programs: &Path) -> Done {
        let name = "windows/system32/bcryptprimitives.dll";
        let kept = programs.ancestors().map(|it| it.join("wine/drive_c").join(name));
        if let Some(shim) = kept.into_iter().find(|it| it.is_file()) {
            let to = self.drive().join(name);
            std::fs::copy(&shim, &to).map_err(|error| about(&to, &error))?;
        }
        Ok(())
    }

    /// Files of the profile that no other program writes, by their names below it.
    pub fn files(&self) -> Done<BTreeSet<String>> {
        let of_others = |it: &String| it.starts_with("Local/Temp/") || it.starts_with("Local/Microsoft/");
        let below = |it: PathBuf| Some(it.strip_prefix(&self.profile).ok()?.to_string_lossy().into_owned());
        Ok(files(&self.profile)?.into_iter().filter_map(below).filter(|it| !of_others(it)).collect())
    }

    /// Every file of a folder with its sum.
    pub fn contents(&self, folder: &Path) -> Done<BTreeMap<PathBuf, String>> {
        files(folder)?.into_iter().map(|it| sha256(&it).map(|sum| (it, sum))).collect()
    }

    /// Whether a value of this account's settings holds a text; an empty name is the
    /// value without one.
    pub fn says(&self, key: &str, name: &str, wanted: &str) -> Done {
        let which = if name.is_empty() { vec!["/ve"] } else { vec!["/v", name] };
        let told = answer(self.wine("wine").args(["reg", "query", &format!(r"HKCU\{key}")]).args(which))?;
        if told.contains(wanted) { Ok(()) } else { Err(format!("{key} {name} says {told:?}, not {wanted:?}")) }
    }

    pub fn has_no(&self, key: &str) -> Done {
        let told = self.wine("wine").args(["reg", "query", &format!(r"HKCU\{key}")]).output();
        match told.is_ok_and(|it| it.status.success()) {
            true => Err(format!("{key} is still there")),
            false => Ok(()),
        }
    }
}

impl Drop for Machine {
    fn drop(&mut self) {
        let _ = self.wine("wineserver").arg("--kill").status();
    }
}
