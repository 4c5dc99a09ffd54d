//! What cannot be proven under Wine, each with its reason. Nothing of ours is here: what
//! fails for a fault of the program, or of a test, is mended.

/// Tests that are left out under Wine.
pub struct Known {
    /// As [`super::suites`] names it.
    pub suite: &'static str,
    pub why: &'static str,
    pub tests: &'static [&'static str],
}

const NO_PYTHON: &str = "the judge is a Python program, and Wine has no Python; the bundles are those of Linux to the byte, which it judged";

pub const KNOWN: &[Known] = &[
    Known {
        suite: "exchange suite",
        why: NO_PYTHON,
        tests: &[
            "verify::accepted::valid_bags_of_every_kind_are_accepted",
            "verify::bags_of_bagit_python_are_accepted",
            "verify::our_bundle_is_valid_for_bagit_python",
            "verify::refused::invalid_bags_are_refused_with_their_reason",
        ],
    },
    Known {
        suite: "suites suites",
        why: NO_PYTHON,
        tests: &[
            "submission::apart::a_bundle_in_volumes_is_several_bags_that_know_each_other",
            "submission::apart::an_assessor_sees_what_is_claimed_and_nothing_of_the_work_on_it",
            "submission::apart::photos_in_a_bundle_tell_nothing_unless_that_is_wanted",
            "submission::apart::reports_lie_in_the_folders_that_they_are_about",
            "submission::other_programs_find_the_bundle_valid_and_so_do_we",
            "submission::whole::every_fact_and_file_is_on_a_page_and_in_the_data",
        ],
    },
];

/// What is no test under Windows at all, by a `cfg` in its file, and why.
pub const ONLY_UNIX: &[(&str, &str)] = &[
    ("crates/exchange/tests/suite/hostile.rs links_never_lead_out", "whoever makes a link there must be administrator"),
    ("crates/exchange/tests/suite/verify/accepted.rs names_with_line_ends_are_found", "no name holds a line end there"),
    ("tests/backups/elsewhere.rs a_full_second_place_is_told_by_its_name", "writes to /dev/full"),
    ("tests/crash/calls/mod.rs", "ends the program at each call of the system, by a library that only Linux loads so"),
    ("tests/outputs.rs nothing_but_a_file_is_ever_replaced", "links, pipes and devices, which lie in no folder there"),
    ("tests/private.rs a_reading_that_is_killed_leaves_nothing_after_the_next_start", "looks into /proc"),
    ("tests/private.rs rights", "the rights of files; there they are those of the profile"),
    ("tests/refusals/files.rs a_file_that_may_not_be_read_is_refused_by_its_name", "gives a file to another account"),
    ("tests/refusals/full_disk.rs", "a full disk is a small file system mounted for it"),
    ("tests/refusals/untouched.rs", "a disk that cannot be written is a mount for it"),
    ("tests/terminal.rs an_answer_that_cannot_be_written_says_so", "writes to /dev/full"),
    ("tests/updates/hostile.rs links_lead_nowhere", "whoever makes a link there must be administrator"),
];

/// All of it, for the end of a run.
pub fn told() -> String {
    let n: usize = KNOWN.iter().map(|it| it.tests.len()).sum();
    let mut told = format!("Left out under Wine: {n} tests");
    for it in KNOWN {
        told.push_str(&format!("\n  {}: {}", it.suite, it.why));
        it.tests.iter().for_each(|it| told.push_str(&format!("\n    {it}")));
    }
    told.push_str("\nNo tests of Windows:");
    for (what, why) in ONLY_UNIX {
        told.push_str(&format!("\n  {what}: {why}"));
    }
    told
}

#[cfg(test)]
mod tests {
    use std::{
        fs,
        path::{Path, PathBuf},
    };

    use super::ONLY_UNIX;

    fn sources(folder: &Path) -> Vec<PathBuf> {
        let mut found = Vec::new();
        for path in fs::read_dir(folder).into_iter().flatten().flatten().map(|it| it.path()) {
            match path.is_dir() {
                true => found.extend(sources(&path)),
                false if path.extension().is_some_and(|it| it == "rs") => found.push(path),
                false => {}
            }
        }
        found
    }

    /// Files, tests and modules of tests that only Unix compiles.
    fn only_unix(text: &str) -> Vec<String> {
        let is_unix = |line: &str| ["cfg(unix)", "cfg(target_os = \"linux\")"].iter().any(|it| line.contains(it));
        let lines: Vec<&str> = text.lines().collect();
        if lines.iter().any(|it| it.starts_with("#![cfg(") && is_unix(it)) {
            return vec![String::new()];
        }
        let mut found = Vec::new();
        for (at, line) in lines.iter().enumerate().filter(|it| it.1.starts_with("#[cfg(") && is_unix(it.1)) {
            let around = lines.iter().skip(at.saturating_sub(1)).take(4);
            let is_test = around.clone().any(|it| *it == "#[test]");
            let named = around.filter_map(|it| {
                let name = |word: &str| it.strip_prefix(word)?.split(['(', ' ']).next();
                name("mod ").or_else(|| name("fn ").filter(|_| is_test))
            });
            found.extend(named.take(1).map(|it| format!(" {it}")));
            assert!(!line.is_empty());
        }
        found
    }

    #[test]
    fn whatever_only_unix_tests_has_its_reason() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        let crates = fs::read_dir(root.join("crates")).unwrap().flatten().map(|it| it.path().join("tests"));
        let mut found = Vec::new();
        for path in crates.chain([root.join("tests")]).flat_map(|it| sources(&it)) {
            let name = path.strip_prefix(root).unwrap().display().to_string().replace('\\', "/");
            found.extend(only_unix(&fs::read_to_string(&path).unwrap()).into_iter().map(|it| format!("{name}{it}")));
        }
        found.sort();
        assert_eq!(found, ONLY_UNIX.iter().map(|it| it.0).collect::<Vec<_>>());
    }
}
