//! The cast: laptops of one office with wrong clocks, and parcels carried by hand.

pub mod cli;
mod dump;
mod env;
mod form;
mod laptop;
mod named;
mod parcel;
pub mod picture;
mod snapshot;
mod update;

pub use dump::assert_same;
pub use env::{FixedEnv, NOON, YEAR};
pub use form::typed_over;
pub use laptop::{Cast, Laptop, copy_folder, key, tree};
pub use named::whom;
pub use parcel::rewrite_acts;
pub use snapshot::{check_frozen, check_part, check_snapshot};
pub use update::{Signer, UpdateParts, UpdatedEnv, write_update};

use std::path::{Path, PathBuf};

use proptest::test_runner::{Config as ProptestConfig, FileFailurePersistence};

/// The root of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// The text of a file below the root.
pub fn read(path: &str) -> String {
    let path = root().join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A small PDF that readers open, with these words in it.
pub fn pdf(words: &str) -> Vec<u8> {
    format!("%PDF-1.4\n% {words}\nxref\n0 1\ntrailer\n<< /Size 1 >>\nstartxref\n9\n%%EOF\n").into_bytes()
}

/// Settings of a property test: `n` cases (or `PROPTEST_CASES`), and failures kept
/// in a file beside the tests.
pub fn proptest_config(n: u32, regressions: &str) -> ProptestConfig {
    let path: &'static str = root().join("tests").join(regressions).display().to_string().leak();
    ProptestConfig {
        cases: std::env::var("PROPTEST_CASES").map_or(n, |it| it.parse().unwrap()),
        failure_persistence: Some(Box::new(FileFailurePersistence::Direct(path))),
        ..ProptestConfig::default()
    }
}
