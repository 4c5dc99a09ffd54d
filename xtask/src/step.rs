//! Running other programs, and saying so.

use std::{
    ffi::OsStr,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Instant,
};

/// Done, or the sentence that says why not.
pub type Done<T = ()> = Result<T, String>;

/// Where the project and what is built of it lie.
pub struct Place {
    pub root: PathBuf,
    pub target: PathBuf,
}

impl Place {
    pub fn find() -> Place {
        let own = || PathBuf::from(env!("CARGO_MANIFEST_DIR"));
        let manifest = std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(own, PathBuf::from);
        let root = manifest.parent().unwrap_or(&manifest).to_owned();
        // This program itself lies in <target>/debug/.
        let target = std::env::current_exe()
            .ok()
            .and_then(|exe| Some(exe.parent()?.parent()?.to_owned()))
            .unwrap_or_else(|| root.join("target"));
        Place { root, target }
    }

    /// A program that was built.
    pub fn built(&self, profile: &str, name: &str) -> PathBuf {
        self.target.join(profile).join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
    }

    /// A call of `program` in the root.
    pub fn call(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.root);
        command
    }

    /// The same cargo that runs this program.
    pub fn cargo(&self) -> Command {
        self.call(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
    }
}

/// Says what comes next.
pub fn say(what: &str) {
    println!("\n── {what}");
}

/// Runs a program to its end; its words go where ours go.
pub fn run(command: &mut Command) -> Done {
    let started = Instant::now();
    let status = command.status().map_err(|error| not_started(command, &error.to_string()))?;
    if !status.success() {
        return Err(format!("`{}` failed ({status})", words(command)));
    }
    let seconds = started.elapsed().as_secs();
    if seconds >= 5 {
        println!("   ({seconds} s)");
    }
    Ok(())
}

/// Runs a program, shows its words as they come and hands each line to `each`.
/// Answers whether the program ended well.
pub fn follow(command: &mut Command, mut each: impl FnMut(&str)) -> Done<bool> {
    let mut child = command.stdout(Stdio::piped()).spawn().map_err(|error| not_started(command, &error.to_string()))?;
    if let Some(out) = child.stdout.take() {
        for line in BufReader::new(out).split(b'\n') {
            let line = line.map_err(|error| error.to_string())?;
            let line = String::from_utf8_lossy(&line);
            let line = line.trim_end_matches('\r');
            println!("{line}");
            each(line);
        }
    }
    let status = child.wait().map_err(|error| error.to_string())?;
    Ok(status.success())
}

/// What a program prints, if it starts and ends well.
pub fn ask(program: &str, args: &[&str]) -> Option<String> {
    let output = Command::new(program).args(args).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// What a program prints; its failure with its own last words.
pub fn answer(command: &mut Command) -> Done<String> {
    let output = command.output().map_err(|error| not_started(command, &error.to_string()))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned());
    }
    let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    Err(format!("`{}` failed ({}): {said}", words(command), output.status))
}

/// What a program prints, and whether it ended well; what it says beside that goes where
/// our words go.
pub fn hear(command: &mut Command) -> Done<(String, bool)> {
    let output = command.stderr(Stdio::inherit()).output().map_err(|error| not_started(command, &error.to_string()))?;
    Ok((String::from_utf8_lossy(&output.stdout).into_owned(), output.status.success()))
}

/// An empty folder in the place of whatever was there.
pub fn fresh_folder(path: &Path) -> Done {
    if path.exists() {
        std::fs::remove_dir_all(path).map_err(|error| about(path, &error))?;
    }
    std::fs::create_dir_all(path).map_err(|error| about(path, &error))
}

pub fn about(path: &Path, error: &std::io::Error) -> String {
    format!("{}: {error}", path.display())
}

fn not_started(command: &Command, error: &str) -> String {
    format!("`{}` did not start: {error}", words(command))
}

fn words(command: &Command) -> String {
    let name = Path::new(command.get_program()).file_name().unwrap_or(command.get_program());
    let args = command.get_args().map(|it| it.to_string_lossy());
    std::iter::once(name.to_string_lossy()).chain(args).collect::<Vec<_>>().join(" ")
}
