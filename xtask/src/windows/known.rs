//! What cannot be proven under Wine, each with its reason. Nothing of ours is here: what
//! fails for a fault of the program is mended.

/// A test that is left out under Wine.
pub struct Known {
    /// As [`super::suites`] names it.
    pub suite: &'static str,
    pub test: &'static str,
    pub why: &'static str,
}

const NO_PYTHON: &str =
    "its judge is a Python program, and Wine has no Python; the bundles are those of Linux to the byte";

pub const KNOWN: &[Known] =
    &[Known { suite: "exchange suite", test: "verify::bags_of_bagit_python_are_accepted", why: NO_PYTHON }];

/// What is no test under Windows at all, by the `cfg` of its own file.
pub const ONLY_UNIX: &[(&str, &str)] = &[
    ("suites crash", "ends the program at each call of the system, by a library that only Linux loads so"),
    ("suites refusals::full_disk", "a full disk is a small file system mounted for it, which needs Linux"),
    ("suites refusals::untouched", "watches every call of the system by strace, which only Linux has"),
];

/// All of it, for the end of a run.
pub fn told() -> String {
    let mut told = format!("Left out under Wine: {} tests", KNOWN.len());
    for it in KNOWN {
        told.push_str(&format!("\n  {} {}: {}", it.suite, it.test, it.why));
    }
    told.push_str("\nNo tests of Windows:");
    for (what, why) in ONLY_UNIX {
        told.push_str(&format!("\n  {what}: {why}"));
    }
    told
}
