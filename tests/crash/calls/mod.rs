//! A crash at every call: the command line is killed as it enters each call that
//! changes a file, and disks are laid down as a power cut could have left them.
//! Afterwards the next start succeeds by itself, and holds either nothing of the
//! act or all of it.
#![cfg(target_os = "linux")]

mod disk;
pub mod shim;

use std::fs;

use super::{
    act,
    act::{ACTS, Desk, Found},
};
use crate::kit::cli;
use disk::{Disk, Names};

/// Disks laid down for each act and way of keeping names.
const POWER_CUTS: u64 = 24;

/// Kills the act at each of its calls in turn, until it comes to its end alive.
fn killed_at_every_call(name: &str) {
    let act = act::named(name);
    let template = act.template();
    let (before, after) = act.ends(&template);
    let mut n = 0;
    loop {
        n += 1;
        let desk = template.copy();
        let ended = cli::end(shim::dying(act.command(&desk), desk.path(), n));
        let found = act.look(&desk);
        if ended.code.is_some() {
            assert_eq!(found, after, "{name} was not killed at call {n}, and did not come to its end: {ended:?}");
            break;
        }
        assert!(
            found == before || found == after,
            "{name}, killed at call {n}: {found:?}, and not {before:?} or {after:?}"
        );
        act.clean(&desk, n);
    }
    println!("{name}: killed at {} calls", n - 1);
    assert!(n > 5, "{name} changes next to nothing");
}

/// Cuts the power at random moments, and once after the answer.
fn power_lost(name: &str, names: Names) {
    let act = act::named(name);
    let template = act.template();
    let (before, after) = act.ends(&template);
    let desk = template.copy();
    let root = desk.path().canonicalize().unwrap();
    let start = Disk::of(&root, names);
    let (output, calls) = shim::recorded(act.command(&desk), desk.path());
    assert!(output.status.code().is_some(), "{output:?}");
    for seed in 0..POWER_CUTS {
        // Every fourth comes after the answer: then all of it must be there.
        let reached = if seed % 4 == 3 { calls.len() } else { spread(seed, calls.len()) };
        let mut disk = start.clone();
        calls[..reached].iter().for_each(|it| disk.play(it));
        let found = {
            let left = Desk::empty();
            disk.lay_down(&root, left.path(), seed);
            act.look(&left)
        };
        let right = found == after || (reached < calls.len() && found == before);
        assert!(right, "{name}, power cut {seed} ({names:?}) after {reached} of {} calls: {found:?}", calls.len());
    }
}

/// Moments spread over `n` calls.
fn spread(seed: u64, n: usize) -> usize {
    let golden = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32;
    (golden as usize * n) >> 32
}

macro_rules! crashes {
    ($($name:ident),* $(,)?) => {
        mod kill { $(#[test] fn $name() { super::killed_at_every_call(stringify!($name)); })* }
        mod power { $(#[test] fn $name() {
            super::power_lost(stringify!($name), super::Names::InOrder);
            super::power_lost(stringify!($name), super::Names::BySync);
        })* }
        #[test]
        fn every_act_crashes() {
            let named = [$(stringify!($name)),*];
            assert_eq!(ACTS.iter().map(|it| it.name).collect::<Vec<_>>(), named);
        }
    };
}

crashes!(
    init,
    restore,
    migrate,
    register,
    choose,
    attach,
    accept,
    bundle,
    parcel,
    rebuild,
    mend,
    put_back,
    confirm,
    send,
    volumes,
    publish,
    publish_anew,
    document,
    documents
);

#[test]
fn a_disk_that_never_loses_power_is_the_disk_as_it_is() {
    let act = act::named("attach");
    let desk = act.template().copy();
    let root = desk.path().canonicalize().unwrap();
    let mut disk = Disk::of(&root, Names::BySync);
    let (_, calls) = shim::recorded(act.command(&desk), desk.path());
    calls.iter().for_each(|it| disk.play(it));
    disk.sync_all();
    let laid = Desk::empty();
    disk.lay_down(&root, laid.path(), 0);
    assert_eq!(files(&laid), files(&desk));
    assert_eq!(act.look(&laid), Found::of(&desk, act));
}

fn files(desk: &Desk) -> Vec<(std::path::PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    let mut open = vec![desk.path().to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                found.push((path.strip_prefix(desk.path()).unwrap().to_owned(), fs::read(&path).unwrap()));
            }
        }
    }
    found.sort();
    found
}
