//! Three laptops and more, whatever people do on them and in whatever order parcels
//! arrive, late, twice or never: in the end all show the same, and nothing that was
//! acknowledged is lost.
//!
//! A story comes out of one number, which is printed; a story that fails is cut down to
//! the steps that matter and told. CONTRIBUTING.md says how to run and read it.

mod acts;
mod deliveries;
mod judge;
mod mishaps;
mod script;
mod world;

use std::{
    cell::Cell,
    collections::BTreeSet,
    hash::{BuildHasher, Hasher},
    panic::{self, AssertUnwindSafe},
    sync::Once,
};

use registry::{Code, Op};

use acts::{ACTS, Act, Turn, Way};
use script::{Dice, Script};
use world::{World, name};

/// Ops that history has no act of, with the reason.
const UNRECORDED: [(Op, &str); 14] = [
    (Op::SetPerson, "who works at this copy"),
    (Op::SetRole, "what he says he is, at this copy"),
    (Op::ConfirmLosses, "a loss is about this copy"),
    (Op::KeepNote, "a note to oneself"),
    (Op::KeepSavedView, "a way of looking, at this copy"),
    (Op::KeepScenario, "a question, at this copy"),
    (Op::PinInovasi, "a way of asking, at this copy"),
    (Op::MakeBackup, "a file of this copy"),
    (Op::SetBackupPlace, "a folder of this machine"),
    (Op::LookAtBukti, "what files are is read from their bytes"),
    (Op::RebuildTables, "tables are made anew; history stays as it is"),
    (Op::MendBukti, "bytes are put back; history stays as it is"),
    (Op::AcceptParcel, "the acts in it are those of others"),
    (Op::LoadExample, "an act of the catalogue itself, under its own name"),
];

/// How a story ended.
struct Ended {
    /// What happened, a line for each step.
    told: Vec<String>,
    /// Acts that somebody has done, by name.
    done: BTreeSet<&'static str>,
    /// Ops that stand in history.
    recorded: BTreeSet<String>,
    /// What was not as it must be.
    fault: Option<String>,
}

/// One step of somebody.
fn step(world: &mut World, act: &Act, who: usize, dice: &Dice) -> acts::Done {
    match act.way {
        Way::World(happen) => happen(world, who, dice),
        Way::Person(act) => {
            let serial = world.serial();
            act(&Turn { laptop: &world.laptops[who], dice, serial })
        }
    }
}

/// Lives through a story. What is refused is refused for a reason that people can be
/// told; anything else is a fault.
fn live(script: &Script) -> Ended {
    let mut world = World::new(script);
    let lived = quietly(|| {
        for it in &script.steps {
            let (act, dice) = (it.act, it.dice.clone());
            let n = world.laptops.len();
            let first = dice.below(n);
            // Whoever is the first that has something to do it to.
            let mut turns = (first..first + n).map(|it| it % n);
            let (who, done) = loop {
                let who = turns.next().unwrap();
                world.tell(it.at, &format!("{}: {}", name(who), act.name));
                let done = step(&mut world, act, who, &dice);
                world.listen(who, &format!("step {}, {}", it.at, act.name));
                if turns.len() == 0 || !matches!(done, Ok(None)) {
                    break (who, done);
                }
                world.told.pop();
            };
            let more = match done {
                Ok(Some(what)) => {
                    world.done.insert(act.name);
                    what
                }
                Ok(None) => "nothing to do".to_owned(),
                Err(error) => {
                    let told = matches!(error.code, Code::NotFound | Code::Invalid | Code::Conflict);
                    assert!(told, "{} at {}: {error:?}", act.name, name(who));
                    format!("refused, {}", error.reason)
                }
            };
            if let Some(line) = world.told.last_mut() {
                *line = format!("{line} {more}");
            }
        }
        world.told.push("      the end".into());
        judge::end(&mut world);
    });
    Ended { told: world.told, done: world.done, recorded: world.recorded, fault: lived.err() }
}

thread_local! {
    static QUIET: Cell<bool> = const { Cell::new(false) };
}

/// Runs something that may panic; what it says then is the error, and is not printed.
fn quietly(run: impl FnOnce()) -> Result<(), String> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let loud = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !QUIET.get() {
                loud(info);
            }
        }));
    });
    QUIET.set(true);
    let ended = panic::catch_unwind(AssertUnwindSafe(run));
    QUIET.set(false);
    ended.map_err(|it| match it.downcast::<String>() {
        Ok(text) => *text,
        Err(it) => it.downcast::<&str>().map_or_else(|_| "a panic without words".into(), |it| (*it).to_owned()),
    })
}

/// Lives through a story that must end well, or tells the shortest one that does not.
fn must_end_well(script: Script) -> Ended {
    let ended = live(&script);
    let Some(fault) = ended.fault else { return ended };
    let whole = script.command();
    let budget = number("CONVERGE_SHRINK").unwrap_or(60);
    let shortest = script
        .shortened(usize::try_from(budget).unwrap(), |it| live(it).fault.is_some_and(|it| kind(&it) == kind(&fault)));
    let told = live(&shortest);
    panic!(
        "{fault}\n\nAgain: {whole}\n\nThe shortest story, {} of {} steps:\n{}\n{}\n\nAgain: {}",
        shortest.steps.len(),
        shortest.n,
        told.told.join("\n"),
        told.fault.unwrap_or_default(),
        shortest.command()
    );
}

/// What a fault is about, whoever it befell and at whichever line.
fn kind(fault: &str) -> Vec<&str> {
    let plain = |it: &&str| it.len() > 1 && !it.contains(|it: char| it.is_ascii_digit());
    fault.lines().next().unwrap_or_default().split(' ').filter(plain).collect()
}

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|it| it.parse().unwrap_or_else(|_| panic!("{name} is no number: {it}")))
}

/// A number that was never used before.
fn fresh_seed() -> u64 {
    std::hash::RandomState::new().build_hasher().finish() % 1_000_000_000
}

/// Steps of a story.
const STEPS: usize = 120;

/// Stories that are told on every run, together with one that nobody knows.
const SEEDS: [u64; 2] = [1, 2];

/// Stories that follow where those have left an act out, since chance has moved on.
const FURTHER: u64 = 12;

/// Lives through stories side by side, since most of the time they wait for the disk.
fn live_all(scripts: Vec<Script>) -> Vec<Ended> {
    std::thread::scope(|scope| {
        let running: Vec<_> = scripts.into_iter().map(|it| scope.spawn(|| must_end_well(it))).collect();
        let ended = running.into_iter().map(|it| it.join());
        ended.map(|it| it.unwrap_or_else(|fault| panic::resume_unwind(fault))).collect()
    })
}

/// Acts that nobody has done in any of these stories, and ops that history does not have.
fn left_out(all: &[Ended]) -> Vec<&'static str> {
    let undone = ACTS.iter().map(|it| it.name).filter(|act| all.iter().all(|it| !it.done.contains(act)));
    let local: Vec<Op> = UNRECORDED.iter().map(|it| it.0).collect();
    let of_history = Op::ALL.into_iter().filter(|it| !local.contains(it)).map(Op::name);
    undone.chain(of_history.filter(|op| all.iter().all(|it| !it.recorded.contains(*op)))).collect()
}

#[test]
fn every_op_has_an_act_here() {
    for op in Op::ALL {
        assert!(ACTS.iter().any(|it| it.ops.contains(&op)), "{op}: add a row to `acts!`");
    }
}

#[test]
fn laptops_converge_whatever_happens() {
    let steps = number("CONVERGE_STEPS").map_or(STEPS, |it| usize::try_from(it).unwrap());
    let told = |seed: u64| {
        println!("a story: CONVERGE_SEED={seed} CONVERGE_STEPS={steps}");
        Script::new(seed, steps)
    };
    if let Some(seed) = number("CONVERGE_SEED") {
        let mut script = told(seed);
        if let Ok(only) = std::env::var("CONVERGE_ONLY") {
            let kept: Vec<usize> = only.split(',').map(|it| it.trim().parse().unwrap()).collect();
            script = script.keeping(&kept);
        }
        println!("{}", must_end_well(script).told.join("\n"));
        return;
    }
    if let Some(rounds) = number("CONVERGE_ROUNDS") {
        let mut all: Vec<Ended> = Vec::new();
        for _ in 0..rounds {
            all.push(must_end_well(told(fresh_seed())));
        }
        println!("in none of {rounds} stories: {:?}", left_out(&all));
        return;
    }
    let mut all = live_all(SEEDS.into_iter().chain([fresh_seed()]).map(told).collect());
    for seed in 1000..1000 + FURTHER {
        if left_out(&all).is_empty() {
            return;
        }
        all.push(must_end_well(told(seed)));
    }
    let left_out = left_out(&all);
    assert!(left_out.is_empty(), "nobody has done it, or history has no act of it: {left_out:?}");
}
