//! `cargo xtask screens`: pictures of every screen, light and dark, taken from
//! the real window on the example catalogue, for `docs/screens/`.

use crate::{
    rust,
    step::{Done, Place, run, say},
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
    run(rust::test(place).args(["--no-run", "--test", "ipc", "--test", "by_hand"]))?;
    let folder = place.root.join("docs/screens");
    say("Taking pictures");
    run(in_the_window(place, 900)
        .args(["--test", "by_hand", "--", "--nocapture", "pictures"])
        .env("SCREENS_OUT", &folder))?;
    println!("\nThe pictures lie in {}", folder.display());
    Ok(())
}
