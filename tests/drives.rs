//! A share of a network that never answers.

use std::{fs, io, path::Path};

use registry::{
    Reason,
    commands::{Desk, answer, desk::Places},
};
use serde_json::{Value, json};

use crate::kit::{FixedEnv, Laptop};

fn desk_of(laptop: &mut Laptop, share: &'static str) -> Desk {
    let (folder, seen) = (laptop.folder(), laptop.path("meja"));
    laptop.close();
    let silent = move |folder: &Path| match folder.ends_with(share) {
        true => Err(io::ErrorKind::TimedOut.into()),
        false => Ok(()),
    };
    let places = Places { folder, ..Places::below(&seen) };
    Desk::new(places, || Box::new(FixedEnv::new(1)), Box::new(|_| Ok(()))).asking(Box::new(silent))
}

#[test]
fn a_share_that_does_not_answer_is_told_and_nothing_waits_for_it() {
    let mut laptop = Laptop::new(1);
    laptop.register("Kado");
    let share = laptop.path("server");
    fs::create_dir(&share).unwrap();
    let desk = desk_of(&mut laptop, "server");
    let ask = |command: &str, req: Value| answer(&desk, command, req, &mut |_| {});
    let parcel = |folder: &Path| {
        let out = desk.handed.hand(folder.join("kiriman.prakarsa"));
        ask("create_parcel", json!({ "out": out, "replace": false }))
    };
    let error = parcel(&share).unwrap_err();
    assert_eq!(error.reason, Reason::FileUnreadable);
    let told = error.to_string();
    assert!(told.contains(&share.display().to_string()) && told.contains("tidak menjawab"), "{told}");
    assert_eq!(fs::read_dir(&share).unwrap().count(), 0);
    // All else goes on.
    parcel(&laptop.path("")).unwrap();
}
