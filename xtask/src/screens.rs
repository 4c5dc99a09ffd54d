//! `cargo xtask screens`: pictures of every screen, light and dark, taken from
//! the real window on the example catalogue. They go into an ignored folder; those
//! that the documents show (`docs/screens/`) are renewed from there.

use crate::{
    rust,
    step::{Done, Place, about, fresh_folder, run, say},
    system::{self, BUILD, WINDOW},
    test::in_the_window,
    ui,
};

pub fn screens(place: &Place) -> Done {
    system::need(place, &[BUILD, WINDOW])?;
    if !system::has_driver() {
        return Err("pictures need WebKitWebDriver, which only Linux has".into());
    }
    ui::build(place)?;
    say("The app");
    run(&mut rust::build(place))?;
    let folder = place.root.join("gen/screens");
    fresh_folder(&folder)?;
    say("Taking pictures");
    run(in_the_window(place, 900)
        .args(["--test", "by_hand", "--", "--nocapture", "pictures"])
        .env("SCREENS_OUT", &folder))?;
    let shown = place.root.join("docs/screens");
    for entry in std::fs::read_dir(&shown).map_err(|error| about(&shown, &error))? {
        let old = entry.map_err(|error| about(&shown, &error))?.path();
        let new = old.file_name().map(|name| folder.join(name)).filter(|it| it.is_file());
        if let Some(new) = new {
            std::fs::copy(&new, &old).map_err(|error| about(&old, &error))?;
        }
    }
    println!("\nThe pictures lie in {}", folder.display());
    Ok(())
}
