//! Recaps made by chance, each with what is true of it.
//!
//! `RECAPS=2000 cargo test -p suites workbook::made` takes in more of them, and
//! `RECAP_SEED=7` only that of a number. The command that prints the shares is
//! `cargo xtask bench --recaps`.

use std::ops::RangeInclusive;

use suites::recap::tally;

use crate::kit::{FixedEnv, root};

/// Numbers of the recaps that are always made.
const ALWAYS: RangeInclusive<u64> = 1..=24;

#[test]
fn no_inovasi_too_many_none_lost_untold_and_no_wrong_value() {
    let told = |name: &str| std::env::var(name).ok().map(|it| it.parse::<u64>().unwrap());
    let seeds = match (told("RECAP_SEED"), told("RECAPS")) {
        (Some(seed), _) => seed..=seed,
        (None, Some(n)) => 1..=n,
        (None, None) => ALWAYS,
    };
    let kept = root().join("target/recaps");
    let found = tally(seeds, &|| Box::new(FixedEnv::new(1)), &kept);
    let wrong = |(seed, faults, file): &(u64, Vec<String>, std::path::PathBuf)| {
        format!("RECAP_SEED={seed}, {}:\n  {}", file.display(), faults.join("\n  "))
    };
    let wrong: Vec<String> = found.wrong.iter().map(wrong).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    assert!(found.right > 0 && found.asked > 0, "{} right, {} asked", found.right, found.asked);
}
