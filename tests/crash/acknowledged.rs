//! The command line does act after act, acknowledges each by its answer, and is killed at
//! random moments of it. Every act that was acknowledged is there; the one under way is
//! there whole or not at all; and the next start finds the registry healthy.
//!
//! `CRASH_MOMENTS=1000 CRASH_SEED=7 cargo test -p suites -- crash::acknowledged` kills more
//! often, at other moments.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::Instant,
};

use proptest::prelude::Rng;
use proptest::test_runner::TestRng;
use registry::{ListInovasi, Registry, SystemEnv, progress::Unwatched};
use serde_json::Value;

use super::{Moment, Run, dice, kill_at, say};
use crate::kit::{cli, pdf};

/// Kills of an ordinary run.
const USUAL: usize = 100;

/// Every so many-th kill comes as an act is acknowledged; the others at any moment.
const ANSWERING: usize = 4;

/// Blanks and letters of several scripts, as folders of people have them.
const FOLDER: &str = "Registri Inovasi é 漢 (uji)";

/// The inovasi that every act but registering is about.
const NAMA: &str = "Lapor Warga é 漢";

/// Names that one import brings.
const IMPORTED: u32 = 20;

/// An act; its number makes what it writes unlike all that was written before.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Act {
    Register(u32),
    Import(u32),
    Edit(u32),
    Choose(u8),
    Attach(u32),
    Undo,
}

/// What the registry holds, as far as the acts write it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct State {
    names: BTreeSet<String>,
    tujuan: Option<String>,
    parameter: u8,
    bukti: BTreeSet<String>,
}

impl State {
    /// What it is after an act; `before` is what it was before the last one.
    fn after(&self, act: &Act, before: Option<&State>) -> State {
        let mut next = self.clone();
        match act {
            Act::Register(n) => drop(next.names.insert(registered(*n))),
            Act::Import(n) => next.names.extend(imported(*n)),
            Act::Edit(n) => next.tujuan = Some(written(*n)),
            Act::Choose(parameter) => next.parameter = *parameter,
            Act::Attach(n) => drop(next.bukti.insert(attached(*n))),
            Act::Undo => return before.unwrap().clone(),
        }
        next
    }

    /// What the next start finds, which is healthy. It is asked under the name of the
    /// machine that the command line has, so that both are one copy.
    fn found(registry: &Path) -> State {
        let open = Registry::open(registry, Box::new(SystemEnv)).unwrap();
        let health = open.run_doctor(&mut Unwatched).unwrap();
        assert!(health.healthy && health.problems.is_empty(), "{:#?}", health.problems);
        let page = open.list_inovasi(&ListInovasi { limit: 10_000, ..ListInovasi::default() }).unwrap();
        let nama = |it: registry::view::InovasiRow| (it.id, it.nama);
        let rows: Vec<_> = page.rows.into_iter().map(nama).collect();
        assert_eq!(page.total as usize, rows.len());
        let names: BTreeSet<String> = rows.iter().map(|it| it.1.clone()).collect();
        assert_eq!(names.len(), rows.len(), "nothing is there twice");
        let id = rows.iter().find(|it| it.1 == NAMA).unwrap().0;
        let shown = open.show_inovasi(id).unwrap();
        let tujuan = shown.profile.iter().find(|it| it.field.name() == "tujuan").unwrap().value.clone();
        let answers = &shown.assessment.indikator;
        let chosen: Vec<u8> = answers.iter().map(|it| it.parameter).filter(|it| *it > 0).collect();
        assert!(chosen.len() <= 1, "{chosen:?}");
        let bukti = answers.iter().flat_map(|it| &it.bukti).map(|it| it.nama_berkas.clone()).collect();
        State { names, tujuan, parameter: chosen.first().copied().unwrap_or(0), bukti }
    }
}

fn registered(n: u32) -> String {
    format!("Inovasi ke-{n} é")
}

fn imported(n: u32) -> impl Iterator<Item = String> {
    (0..IMPORTED).map(move |it| format!("Impor {n}, baris {it} ñ"))
}

fn written(n: u32) -> String {
    format!("Tujuan ke-{n}: “lebih cepat”")
}

fn attached(n: u32) -> String {
    format!("SK ke-{n} é.pdf")
}

/// Who works, and what was acknowledged.
struct Worker {
    desk: tempfile::TempDir,
    dice: TestRng,
    n: u32,
    now: State,
    /// What it was before the last act; absent where that one is taken back already.
    before: Option<State>,
}

impl Worker {
    fn new(dice: TestRng) -> Self {
        let desk = tempfile::tempdir().unwrap();
        let it = Self { desk, dice, n: 0, now: State::default(), before: None };
        cli::done(&it.registry(), ["init", "--pemda", "Kota Semarang", "--kode", "33.74", "--person", "Sri Ayu Ñawi"]);
        cli::done(&it.registry(), ["register", NAMA]);
        Self { now: State { names: [NAMA.to_owned()].into(), ..State::default() }, ..it }
    }

    fn registry(&self) -> PathBuf {
        self.desk.path().join(FOLDER)
    }

    /// The next act.
    fn draw(&mut self) -> Act {
        self.n += 1;
        match self.dice.next_u32() % 6 {
            0 => Act::Import(self.n),
            1 => Act::Edit(self.n),
            2 => Act::Choose(self.now.parameter % 3 + 1),
            3 => Act::Attach(self.n),
            4 if self.before.is_some() => Act::Undo,
            _ => Act::Register(self.n),
        }
    }

    fn command(&self, act: &Act) -> Command {
        let file = |name: String, bytes: Vec<u8>| {
            let path = self.desk.path().join(name);
            fs::write(&path, bytes).unwrap();
            path.display().to_string()
        };
        let words = |it: &[&str]| it.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>();
        let args = match act {
            Act::Register(n) => words(&["register", &registered(*n)]),
            Act::Import(n) => {
                let rows: String = imported(*n).map(|it| format!("{it};\r\n")).collect();
                words(&["import", &file(format!("rekap {n}.csv"), format!("Nama Inovasi;Tujuan\r\n{rows}").into())])
            }
            Act::Edit(n) => words(&["edit", NAMA, "tujuan", &written(*n)]),
            Act::Choose(parameter) => words(&["choose", NAMA, "SID-16", &parameter.to_string()]),
            Act::Attach(n) => {
                words(&["attach", NAMA, "SID-16", &file(attached(*n), pdf(&n.to_string().repeat(90_000)))])
            }
            Act::Undo => words(&["undo"]),
        };
        cli::command(&self.registry(), args)
    }

    fn did(&mut self, act: &Act, found: State) {
        let before = std::mem::replace(&mut self.now, found);
        self.before = (*act != Act::Undo).then_some(before);
    }

    /// Does act after act until the moment comes. Answers which one was killed, and what
    /// it had said until then.
    fn work(&mut self, moment: Moment) -> (Act, String) {
        let begun = Instant::now();
        loop {
            let act = self.draw();
            let child = self.command(&act).spawn().unwrap();
            let left = match moment {
                Moment::After(time) => Moment::After(time.saturating_sub(begun.elapsed())),
                Moment::Answering => moment,
            };
            match kill_at(child, left) {
                Run::Killed { said } => return (act, said),
                Run::Ended { code, said } => {
                    assert!(code == Some(0) && !said.is_empty(), "{act:?}: {code:?}, {said}");
                    // It was quicker than the kill.
                    if matches!(moment, Moment::Answering) {
                        return (act, said);
                    }
                    let next = self.now.after(&act, self.before.as_ref());
                    self.did(&act, next);
                }
            }
        }
    }
}

#[test]
fn whatever_was_acknowledged_outlives_a_kill_at_any_moment() {
    let kills = super::moments(USUAL);
    let (seed, dice) = dice();
    let mut worker = Worker::new(dice);
    let started = Instant::now();
    cli::done(&worker.registry(), ["choose", NAMA, "SID-16", "1"]);
    let whole_run = started.elapsed();
    worker.did(&Act::Choose(1), State { parameter: 1, ..worker.now.clone() });
    let (mut nothing, mut whole, mut acknowledged) = (0, 0, 0);
    for kill in 1..=kills {
        let time = whole_run.mul_f64(2.0 * f64::from(worker.dice.next_u32()) / f64::from(u32::MAX));
        let moment = if kill % ANSWERING == 0 { Moment::Answering } else { Moment::After(time) };
        let (act, said) = worker.work(moment);
        let (without, with) = (worker.now.clone(), worker.now.after(&act, worker.before.as_ref()));
        let found = State::found(&worker.registry());
        let told = format!("dice {seed}, kill {kill}, {moment:?}, {act:?}, said {said:?}: {found:?}");
        match (said.ends_with('\n'), found == with) {
            (true, true) => acknowledged += 1,
            (true, false) => panic!("it was acknowledged and is gone. {told}"),
            (false, true) => whole += 1,
            (false, false) => {
                assert_eq!(found, without, "neither without the act nor with it. {told}");
                nothing += 1;
            }
        }
        if found == with {
            worker.did(&act, found);
        }
        if kill % 10 == 0 {
            cli::done(&worker.registry(), ["doctor"]);
        }
    }
    let (names, bukti) = (worker.now.names.len(), worker.now.bukti.len());
    say(&format!(
        "killed between acknowledged acts, dice {seed}: {kills} kills in {} acts of {whole_run:?}; of those killed, \
         nothing was there of {nothing}, all of {whole}, and {acknowledged} had been acknowledged; \
         {names} inovasi and {bukti} bukti in the end",
        worker.n
    ));
    assert!(nothing > 0 && acknowledged > 0, "all kills came at the same moment");
}

/// Whoever meets another at work waits a moment, and is told when that is not enough.
#[test]
fn of_writers_at_once_each_is_done_or_told_and_nothing_is_lost() {
    const WRITERS: u32 = 8;
    let worker = Worker::new(dice().1);
    let started: Vec<_> = (0..WRITERS).map(|it| (it, worker.command(&Act::Register(it)).spawn().unwrap())).collect();
    let mut done = BTreeSet::from([NAMA.to_owned()]);
    for (n, child) in started {
        let ended = child.wait_with_output().unwrap();
        match ended.status.code() {
            Some(0) => drop(done.insert(registered(n))),
            Some(3) => {
                let said = String::from_utf8(ended.stderr).unwrap();
                assert!(said.contains("sedang dipakai"), "{said}");
            }
            other => panic!("{other:?}: {ended:?}"),
        }
    }
    assert!(done.len() > 1);
    assert_eq!(State::found(&worker.registry()).names, done);
    let health: Value = cli::done(&worker.registry(), ["--json", "doctor"]).json();
    assert_eq!(health["n_inovasi"], done.len());
}
