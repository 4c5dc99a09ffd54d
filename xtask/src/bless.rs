//! `cargo xtask bless`: every snapshot, the typed calls of the interface and the
//! locks of final instruments, written anew. Look at the diff before committing.

use crate::{
    rust,
    step::{Done, Place, run, say},
    system::{self, BUILD, JUDGE},
    ui,
};

pub fn bless(place: &Place) -> Done {
    system::need(place, &[BUILD, JUDGE])?;
    ui::build(place)?;
    say("Every test, and every program that a test starts");
    run(&mut rust::build(place))?;
    say("Writing what the tests compare with");
    run(rust::test(place).arg("--no-fail-fast").env("BLESS", "1").env("INSTA_UPDATE", "always"))?;
    println!("\nBlessed. Read `git diff` as carefully as code.");
    Ok(())
}
