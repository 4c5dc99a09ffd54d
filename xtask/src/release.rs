//! `cargo xtask release`: every package that can be made here, and what goes with it:
//! sums, what is inside, its licences, what is new. All of it is looked into at the end.

pub mod changelog;
pub mod inside;
pub mod licences;
pub mod sbom;
pub mod sums;
pub mod update;
pub mod version;

use std::path::{Path, PathBuf};

use crate::{
    look,
    package::{self, Made, windows, write},
    rust,
    step::{Done, Place, fresh_folder, say},
    system, tried, ui,
};

/// What the call asks for.
#[derive(Default)]
struct Asked {
    /// Where the programs of Windows lie, built.
    windows: Option<PathBuf>,
    /// Microsoft's offline installer of WebView2.
    webview2: Option<PathBuf>,
    /// Only the packages of Windows, from programs that lie built.
    only_windows: bool,
}

impl Asked {
    fn read(args: &[String]) -> Done<Self> {
        let mut asked = Self::default();
        let mut args = args.iter();
        while let Some(arg) = args.next() {
            let mut path = || args.next().map(PathBuf::from).ok_or_else(|| format!("{arg} names no path"));
            match arg.as_str() {
                "--windows" => asked.windows = Some(path()?),
                "--webview2" => asked.webview2 = Some(path()?),
                "--only-windows" => asked.only_windows = true,
                other => {
                    return Err(format!(
                        "{other}: cargo xtask release [--windows FOLDER [--webview2 FILE] [--only-windows]]"
                    ));
                }
            }
        }
        if asked.windows.is_none() && (asked.webview2.is_some() || asked.only_windows) {
            return Err("--webview2 and --only-windows go with --windows FOLDER".into());
        }
        Ok(asked)
    }
}

pub fn release(place: &Place, args: &[String]) -> Done {
    let asked = Asked::read(args)?;
    let version = version::version(place)?;
    version::stands_in_one_place(place)?;
    let needed: &[&[&str]] = match asked.only_windows {
        true => &[system::PACKAGE],
        false => &[system::BUILD, system::PACKAGE],
    };
    system::need(place, needed)?;
    let out = place.target.join(format!("prakarsa-{version}"));
    fresh_folder(&out)?;

    let systems = systems(place, &asked)?;
    say("What is inside, and its licences");
    let third_party = out.join("THIRD-PARTY.txt");
    write(&third_party, &licences::text(place, &systems)?)?;
    let told = out.join(format!("prakarsa-{version}.cdx.json"));
    write(&told, &sbom::document(place, &systems)?)?;
    write(&out.join(format!("CHANGELOG-{version}.md")), &changelog::excerpt(place, &version)?)?;

    let mut made: Vec<Made> = Vec::new();
    if !asked.only_windows {
        ui::build(place)?;
        rust::release(place)?;
        made.extend(package::native(place, &third_party, &out)?);
    }
    if let Some(programs) = &asked.windows {
        made.extend(of_windows(place, programs, asked.webview2.as_deref(), &third_party, &out)?);
    } else {
        println!(
            "\nNo packages of Windows: `cargo xtask windows programs` builds its programs and says where they lie,"
        );
        println!("and `--windows FOLDER` packs them.");
    }
    made.extend(update::updates(place, &version, &made, &out)?);
    sums::write(&out)?;
    look::judge(&out, &version)?;
    if let Some(programs) = &asked.windows {
        let from = windows::From { programs: programs.clone(), third_party };
        tried::under_wine(place, &from, &out)?;
    }
    say("Made");
    for it in &made {
        println!("   {}", it.path.display());
    }
    println!("\nAll of it, with sums, licences and what is inside, lies in {}", out.display());
    Ok(())
}

fn of_windows(
    place: &Place,
    programs: &Path,
    webview2: Option<&Path>,
    third_party: &Path,
    out: &Path,
) -> Done<Vec<Made>> {
    let from = windows::From { programs: programs.into(), third_party: third_party.into() };
    let mut made = windows::packages(place, &from, out)?;
    if let Some(webview2) = webview2 {
        made.extend(windows::full(place, &from, webview2, out)?);
    }
    Ok(made)
}

/// The systems that packages are made for.
fn systems(place: &Place, asked: &Asked) -> Done<Vec<String>> {
    let windows = asked.windows.is_some().then(|| "x86_64-pc-windows-gnu".to_owned());
    let own = (!asked.only_windows).then(|| licences::this_machine(place)).transpose()?;
    Ok(own.into_iter().chain(windows).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_says_what_it_wants_or_is_refused() {
        let read = |args: &[&str]| Asked::read(&args.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>());
        let asked = read(&["--windows", "/built", "--webview2", "/w.exe"]).unwrap();
        assert_eq!(
            (asked.windows.as_deref(), asked.webview2.as_deref()),
            (Some(Path::new("/built")), Some(Path::new("/w.exe")))
        );
        assert!(read(&[]).is_ok());
        for wrong in [&["--windows"][..], &["--webview2", "/w.exe"], &["--only-windows"], &["setup"]] {
            assert!(read(wrong).is_err(), "{wrong:?}");
        }
    }
}
