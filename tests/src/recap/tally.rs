//! Many recaps, one after the other, and how they came in.

use std::{
    collections::BTreeMap,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
};

use registry::{DEFAULT_INSTRUMENT, Env, Registry, Start};

use super::{Bench, Checked, Recap, Verdict, check, file, make, write};

#[derive(Default)]
pub struct Tally {
    pub n: usize,
    pub right: usize,
    pub asked: usize,
    /// Seeds of those in which something is wrong, with what, and the file.
    pub wrong: Vec<(u64, Vec<String>, PathBuf)>,
    /// By habit: recaps, those that came in right without a question, those that were wrong.
    pub habits: BTreeMap<String, [usize; 3]>,
    /// In how many recaps something of a kind was asked.
    pub questions: BTreeMap<String, usize>,
    /// The seeds that each kind was asked with.
    pub seeds: BTreeMap<String, Vec<u64>>,
    /// Each recap as a grid, where there are few.
    pub shown: Vec<String>,
}

/// Makes the recaps of some numbers and takes each in. Files of those that are wrong are
/// left in `kept`.
pub fn tally(seeds: impl Iterator<Item = u64>, env: &dyn Fn() -> Box<dyn Env>, kept: &Path) -> Tally {
    let folder = tempfile::tempdir().unwrap();
    let instrument = codes(folder.path(), env);
    let bench = Bench { folder: folder.path(), env, instrument: &instrument };
    let mut tally = Tally::default();
    for seed in seeds {
        let recap = make(seed, &instrument);
        let path = folder.path().join(recap.file_name());
        write(&recap, &path);
        // One that ends the run must not hide the others.
        let checked = catch_unwind(AssertUnwindSafe(|| check(&bench, &recap, &path)));
        let checked = checked.unwrap_or_else(|why| {
            let why = why.downcast_ref::<String>().cloned().unwrap_or_else(|| "it fell".into());
            Checked { verdict: Verdict::Wrong, faults: vec![why], asked: Vec::new() }
        });
        if tally.n < 3 {
            tally.shown.push(shown(&recap));
        }
        tally.add(seed, &recap.habits, checked, &path, kept);
        std::fs::remove_file(&path).unwrap();
    }
    tally
}

/// A recap as a grid.
fn shown(recap: &Recap) -> String {
    let mut text = format!("{} {:?}\n", recap.seed, recap.habits);
    for sheet in &recap.sheets {
        text.push_str(&format!("== {} {:?}\n", sheet.name, sheet.tables));
        for (row, line) in sheet.lines.iter().enumerate() {
            let cells: Vec<String> =
                line.iter().map(|it| file::shown(it).chars().take(24).collect::<String>().replace('\n', "⏎")).collect();
            text.push_str(&format!("{:>3} {}\n", row + 1, cells.join(" | ")));
        }
    }
    text
}

/// Code and key of the answer of every indikator that an inovasi answers.
fn codes(folder: &Path, env: &dyn Fn() -> Box<dyn Env>) -> Vec<(String, String)> {
    let start = Start { nama: "Kota Semarang".into(), kode: "33.74".into(), person: "Petugas".into() };
    let registry = Registry::start(&folder.join("kode"), &start, env()).unwrap();
    let instrument = DEFAULT_INSTRUMENT.trim();
    let all = registry.show_instrument(instrument).unwrap().indikator;
    let of = |it: &registry::view::IndikatorView| (it.code.clone(), format!("assessment/{instrument}/{}", it.id));
    all.iter().filter(|it| !it.daerah).map(of).collect()
}

impl Tally {
    fn add(&mut self, seed: u64, habits: &[String], mut checked: Checked, path: &Path, kept: &Path) {
        self.n += 1;
        checked.asked.sort();
        checked.asked.dedup();
        for it in checked.asked {
            self.seeds.entry(it.clone()).or_default().push(seed);
            *self.questions.entry(it).or_default() += 1;
        }
        for it in habits {
            let of = self.habits.entry(it.clone()).or_default();
            of[0] += 1;
            of[1] += usize::from(checked.verdict == Verdict::Right);
            of[2] += usize::from(checked.verdict == Verdict::Wrong);
        }
        match checked.verdict {
            Verdict::Right => self.right += 1,
            Verdict::Asked => self.asked += 1,
            Verdict::Wrong => {
                std::fs::create_dir_all(kept).unwrap();
                let copy = kept.join(path.file_name().unwrap());
                std::fs::copy(path, &copy).unwrap();
                self.wrong.push((seed, checked.faults, copy));
            }
        }
    }

    /// In hundredths of a percent, so that it can be told as it is.
    pub fn share(&self, n: usize) -> String {
        let share = n * 10_000 / self.n.max(1);
        format!("{}.{:02} %", share / 100, share % 100)
    }
}
