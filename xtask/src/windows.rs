//! `cargo xtask windows`: the programs as Windows gets them, built and proven on a
//! Debian machine, without Windows.
//!
//! Debian brings one compiler whose sources it also ships, so that the standard library
//! is built along for Windows; mingw-w64 links, Wine runs. All of it lies in a target
//! folder of its own: another compiler would throw the ordinary one away.

mod both;
mod known;
mod programs;
mod suites;
mod tools;
mod window;

use crate::{
    rust,
    step::{Done, Place, hear, say},
    system,
    tally::Tally,
    ui,
};
use tools::Tools;

/// Leaves the stage out of `cargo xtask test`.
const LEAVE_OUT: &str = "PRAKARSA_NO_WINDOWS";

pub fn windows(place: &Place, args: &[String]) -> Done {
    let part = match args {
        [] => "",
        [word] if ["programs", "both"].contains(&word.as_str()) => word,
        _ => return Err("cargo xtask windows [programs | both]".into()),
    };
    system::need(place, &[tools::PACKAGES])?;
    let tools = Tools::find()?;
    let mut tally = Tally::default();
    if part == "both" {
        tools.prepare(place)?;
        use_programs(place, &tools, &mut tally)?;
        return tally.close();
    }
    ui::build(place)?;
    if part == "programs" {
        let folder = programs::release(place, &tools)?;
        println!("\nThey lie in {}", folder.display());
        return Ok(());
    }
    prove(place, &mut tally);
    println!("\nThe programs, not optimised, lie in {}", tools.built("debug").display());
    tally.close()
}

/// Why the stage is no part of `cargo xtask test` here, in a sentence: that one installs
/// nothing for it, and never waits for the first build.
pub fn why_not() -> Option<String> {
    if std::env::var_os(LEAVE_OUT).is_some_and(|it| !it.is_empty()) {
        return Some(format!("{LEAVE_OUT} is set"));
    }
    let tools = match Tools::find() {
        Ok(tools) => tools,
        Err(why) => return Some(format!("{why}. `cargo xtask windows` installs what is missing, on Debian")),
    };
    let built = programs::DESKTOP;
    (!tools.built("debug").join(built).is_file())
        .then(|| format!("{built} was never built here. `cargo xtask windows` builds it, in an hour the first time"))
}

/// Everything that can be proven of Windows without it. What cannot even be tried counts
/// as a failure, and the sum of all else is still told.
pub fn prove(place: &Place, tally: &mut Tally) {
    if let Err(why) = Tools::find().and_then(|tools| prove_with(place, &tools, tally)) {
        tally.fail(&format!("Windows: {why}"));
    }
}

fn prove_with(place: &Place, tools: &Tools, tally: &mut Tally) -> Done {
    say("Wine");
    tools.prepare(place)?;
    say("Programs and tests for Windows");
    let (said, whole) = hear(&mut programs::build(place, tools))?;
    if !whole {
        tally.fail("Programs and tests for Windows");
    }
    suites::run(place, tools, &suites::of(&said), tally);
    use_programs(place, tools, tally)?;
    for program in [programs::COMMAND_LINE, programs::DESKTOP] {
        let held = programs::look(&tools.built("debug").join(program));
        tally.expect(&format!("{program} runs on any Windows of 64 bit"), held);
    }
    tally.check("Lints of what only Windows compiles (clippy)", &mut programs::lint(place, tools))
}

/// The programs at work, as they lie built.
fn use_programs(place: &Place, tools: &Tools, tally: &mut Tally) -> Done {
    tally.check("The command line of this machine", &mut rust::command_line(place))?;
    if let Err(why) = both::run(place, tools, tally) {
        tally.fail(&format!("both systems: {why}"));
    }
    window::run(place, tools, tally);
    Ok(())
}
