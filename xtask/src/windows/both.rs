//! One folder, two systems: the program of Windows and this machine's own work on the
//! same registry in turn, and what they make of it is the same to the byte.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use super::{
    programs::COMMAND_LINE,
    tools::{Tools, seen_from_windows},
};
use crate::{
    step::{Done, Place, about, fresh_folder, say},
    tally::Tally,
    tour::one_page_pdf,
};

/// The day that is written into every output.
const DAY: &str = "2026-11-22";

/// No single command takes as long.
const SECONDS: u32 = 300;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum System {
    Linux,
    Windows,
}

const BOTH: [System; 2] = [System::Linux, System::Windows];

/// What is made on both: how it is called, and the words that make it.
const OUTPUTS: &[(&str, &[&str])] = &[
    ("bundel", &["bundle", "OUT", "--date", DAY]),
    ("bundel.zip", &["bundle", "OUT", "--date", DAY]),
    ("bundel berkas", &["bundle", "OUT", "--date", DAY, "--volume", "10"]),
    ("katalog.json", &["export", "OUT"]),
    ("formulir.xlsx", &["export", "OUT"]),
    ("rekap.xlsx", &["export", "OUT", "--recap"]),
    ("rekap.csv", &["export", "OUT", "--recap"]),
    ("temuan.csv", &["export", "OUT", "--table", "findings"]),
    ("surat.pdf", &["report", "surat-pengantar", "OUT", "--date", DAY]),
    ("surat.docx", &["report", "surat-pengantar", "OUT", "--date", DAY, "--format", "docx"]),
    ("rekapitulasi.xlsx", &["report", "rekap", "OUT", "--date", DAY]),
    ("katalog publik", &["publish", "OUT"]),
];

/// What of it each takes into a registry of its own, as the other one made it.
const INPUTS: &[&str] = &["katalog.json", "formulir.xlsx", "rekap.csv", "bundel.zip"];

const INIT: &[&str] = &["init", "--pemda", "Kota Semarang", "--kode", "33.74", "--person", "Sri Ayu Ñawi"];

struct Desk<'a> {
    place: &'a Place,
    tools: &'a Tools,
    folder: PathBuf,
    registry: PathBuf,
}

/// Runs all of it; each thing that must hold counts as a test.
pub fn run(place: &Place, tools: &Tools, tally: &mut Tally) -> Done {
    say("The same folder under both systems, in turn");
    // Blanks and letters of several scripts, as folders of people have them.
    let folder = tools.folder().join("dua sistem é 漢");
    fresh_folder(&folder)?;
    let desk = Desk { place, tools, registry: folder.join("Registri Inovasi é"), folder };
    for system in BOTH {
        fs::create_dir(desk.folder_of(system)).map_err(|error| about(&desk.folder, &error))?;
    }
    tally.expect("both systems: they work on one registry in turn", desk.work_in_turn());
    for (name, words) in OUTPUTS {
        tally.expect(&format!("both systems: {name} is the same to the byte"), desk.make(name, words));
    }
    for name in INPUTS {
        tally.expect(&format!("both systems: {name} of the other is taken in, and back"), desk.take_in(name));
    }
    for (from, to) in [(System::Linux, System::Windows), (System::Windows, System::Linux)] {
        tally.expect(
            &format!("both systems: a parcel and a bundle travel from {from:?} to {to:?}"),
            desk.travel(from, to),
        );
    }
    Ok(())
}

impl Desk<'_> {
    fn folder_of(&self, system: System) -> PathBuf {
        self.folder.join(format!("{system:?}"))
    }

    fn path(&self, system: System, path: &Path) -> String {
        match system {
            System::Linux => path.display().to_string(),
            System::Windows => seen_from_windows(path),
        }
    }

    /// What the command line answers there. Ending 1 means done, with findings.
    fn call(&self, system: System, registry: &Path, words: &[&str]) -> Done<String> {
        let mut command: Command = match system {
            System::Linux => self.place.call(self.place.built("debug", "prakarsa")),
            System::Windows => self.tools.wine(self.place, SECONDS, &self.tools.built("debug").join(COMMAND_LINE)),
        };
        command.arg("--registry").arg(self.path(system, registry)).args(words).env_remove("PRAKARSA_REGISTRY");
        let output = command.output().map_err(|error| format!("prakarsa did not start: {error}"))?;
        match output.status.code() {
            Some(0 | 1) => Ok(String::from_utf8_lossy(&output.stdout).into_owned()),
            _ => {
                let said = String::from_utf8_lossy(&output.stderr);
                Err(format!("{system:?}: prakarsa {}: {} {}", words.join(" "), output.status, said.trim()))
            }
        }
    }

    fn done(&self, system: System, words: &[&str]) -> Done<String> {
        self.call(system, &self.registry, words)
    }

    /// Begun on one, gone on with on the other, and each takes back what it did itself.
    fn work_in_turn(&self) -> Done {
        let [linux, windows] = BOTH;
        self.done(windows, INIT)?;
        self.done(windows, &["example"])?;
        let id = first_id(&self.done(linux, &["--json", "list", "--limit", "1"])?)?;
        let shown = self.done(linux, &["--json", "show", &id])?;
        let [first, second, ..] = told(&shown, "indikator")[..] else {
            return Err("the rules have no indikator".into());
        };
        let turns = [(linux, first), (windows, second), (linux, first), (windows, first)];
        for (n, (system, indikator)) in turns.into_iter().enumerate() {
            let sk = self.folder.join(format!("SK “contoh” {n} é.pdf"));
            fs::write(&sk, one_page_pdf(&format!("Contoh bukti {n}; bukan dokumen resmi.")))
                .map_err(|error| about(&sk, &error))?;
            self.done(system, &["choose", &id, indikator, "2"])?;
            self.done(system, &["attach", &id, indikator, &self.path(system, &sk), "--nomor", &format!("050/{n}")])?;
        }
        for system in BOTH {
            let before = self.done(system, &["--json", "show", &id])?;
            self.done(system, &["choose", &id, first, "1"])?;
            self.done(system, &["undo"])?;
            same("what is shown after an undo", &before, &self.done(system, &["--json", "show", &id])?)?;
            self.done(system, &["doctor"])?;
        }
        let [here, there] = BOTH.map(|system| self.done(system, &["--json", "score"]));
        same("the score", &here?, &there?)
    }

    /// The same output on both.
    fn make(&self, name: &str, words: &[&str]) -> Done {
        for system in BOTH {
            let out = self.path(system, &self.folder_of(system).join(name));
            let words: Vec<&str> = words.iter().map(|it| if *it == "OUT" { out.as_str() } else { it }).collect();
            self.done(system, &words)?;
        }
        let [here, there] = BOTH.map(|system| self.folder_of(system).join(name));
        same_trees(&here, &there)
    }

    /// Each reads in what the other one wrote out, with the same answer, and takes it back.
    fn take_in(&self, name: &str) -> Done {
        let [linux, windows] = BOTH;
        let mut answers = Vec::new();
        for (system, other) in [(linux, windows), (windows, linux)] {
            let registry = self.folder_of(system).join(format!("masuk dari {name}"));
            let list = || self.call(system, &registry, &["--json", "list", "--limit", "500"]);
            self.call(system, &registry, INIT)?;
            let mut answer =
                self.call(system, &registry, &["import", &self.path(system, &self.folder_of(other).join(name))])?;
            let listed = list()?;
            let mut names = told(&listed, "nama");
            names.sort_unstable();
            if names.is_empty() {
                return Err(format!("{system:?} read nothing in: {}", answer.trim()));
            }
            names.iter().for_each(|it| answer.push_str(&format!("\n{it}")));
            answers.push(answer);
            self.call(system, &registry, &["doctor"])?;
            self.call(system, &registry, &["undo"])?;
            if !told(&list()?, "nama").is_empty() {
                return Err(format!("{system:?} did not take it back"));
            }
        }
        match &answers[..] {
            [here, there] => same("the answer", here, there),
            _ => Err("one of them did not answer".into()),
        }
    }

    /// What one system made is taken in, and found valid, by the other.
    fn travel(&self, from: System, to: System) -> Done {
        let parcel = self.folder_of(from).join("untuk-brida.prakarsa");
        self.done(from, &["parcel", "create", &self.path(from, &parcel)])?;
        let other = self.folder_of(to).join("registri lain");
        self.call(to, &other, INIT)?;
        self.call(to, &other, &["parcel", "accept", &self.path(to, &parcel)])?;
        // A parcel tells when it was made and by whom; what it carries is the same.
        let taken = self.folder_of(to).join("katalog dari parsel.json");
        self.call(to, &other, &["export", &self.path(to, &taken)])?;
        same_trees(&self.folder_of(from).join("katalog.json"), &taken)?;
        for name in ["bundel", "bundel.zip"] {
            self.call(to, &other, &["verify", &self.path(to, &self.folder_of(from).join(name))])?;
        }
        self.call(to, &other, &["doctor"])?;
        Ok(())
    }
}

/// The texts under a name in an answer in JSON.
fn told<'a>(answer: &'a str, name: &str) -> Vec<&'a str> {
    let before = format!("\"{name}\": \"");
    answer.split(before.as_str()).skip(1).filter_map(|it| it.split('"').next()).collect()
}

fn first_id(answer: &str) -> Done<String> {
    told(answer, "id").first().map(|it| (*it).to_owned()).ok_or_else(|| "the example catalogue is empty".into())
}

fn same(what: &str, here: &str, there: &str) -> Done {
    let differ = here.lines().zip(there.lines()).find(|(a, b)| a != b);
    match differ {
        None if here.len() == there.len() => Ok(()),
        found => Err(format!("{what} differs: {found:?}")),
    }
}

/// Whether two files, or two folders with all that lies in them, are the same.
fn same_trees(here: &Path, there: &Path) -> Done {
    let [ours, theirs] = [files_of(here)?, files_of(there)?];
    if ours != theirs {
        let only = ours.iter().find(|it| !theirs.contains(it)).or(theirs.iter().find(|it| !ours.contains(it)));
        return Err(format!("only one of them holds {only:?}"));
    }
    for name in &ours {
        let read = |top: &Path| {
            let path = if name.as_os_str().is_empty() { top.to_owned() } else { top.join(name) };
            fs::read(&path).map_err(|error| about(&path, &error))
        };
        let [here, there] = [read(here)?, read(there)?];
        if here != there {
            let at = here.iter().zip(&there).position(|(a, b)| a != b).unwrap_or(here.len().min(there.len()));
            let (n, m) = (here.len(), there.len());
            return Err(format!("{} differs from byte {at} on ({n} and {m} bytes)", name.display()));
        }
    }
    Ok(())
}

/// Everything below a folder by its path in it; the empty path for a file.
fn files_of(top: &Path) -> Done<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut open = vec![PathBuf::new()];
    while let Some(below) = open.pop() {
        let path = if below.as_os_str().is_empty() { top.to_owned() } else { top.join(&below) };
        if !path.is_dir() {
            found.push(below);
            continue;
        }
        for entry in fs::read_dir(&path).map_err(|error| about(&path, &error))? {
            open.push(below.join(entry.map_err(|error| about(&path, &error))?.file_name()));
        }
    }
    found.sort();
    Ok(found)
}
