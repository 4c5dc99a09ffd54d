//! What the machine must have: system packages, Node, a display.

use std::process::Command;

use crate::step::{Done, Place, ask, run, say};

/// What a build of the app needs. The development files of GTK, Soup and
/// JavaScriptCore come with the first.
pub const BUILD: &[&str] = &["libwebkit2gtk-4.1-dev", "build-essential", "pkg-config"];

/// What drives the real window without a screen: the driver, a screen in memory,
/// a session bus, and letters beyond those the app brings.
pub const WINDOW: &[&str] = &["webkit2gtk-driver", "xvfb", "xauth", "dbus", "fonts-dejavu-core"];

/// What makes packages and opens them: those of Windows, and those of the other family
/// of Linux.
pub const PACKAGE: &[&str] = &["nsis", "rpm", "cpio"];

/// What the outside judge of bundles needs.
pub const JUDGE: &[&str] = &["python3", "python3-venv"];

const NODE: (u32, u32) = (20, 19);

/// Sees to it that the machine has what is needed; on Debian and its family by
/// installing it.
pub fn need(place: &Place, packages: &[&[&str]]) -> Done {
    need_node()?;
    if !cfg!(target_os = "linux") {
        println!("{}", elsewhere());
        return Ok(());
    }
    let wanted: Vec<&str> = packages.concat();
    if ask("dpkg-query", &["--version"]).is_none() {
        println!("This is not Debian or Ubuntu; these packages are needed, by their Debian names:");
        println!("  {}", wanted.join(" "));
        return Ok(());
    }
    let missing: Vec<&str> = wanted.into_iter().filter(|it| !has_package(it)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    say(&format!("Installing system packages: {}", missing.join(" ")));
    run(apt(place)?.arg("update").arg("--quiet"))?;
    run(apt(place)?.args(["install", "--yes", "--no-install-recommends"]).args(&missing))
        .map_err(|why| format!("{why}\nInstall them yourself: {}", missing.join(" ")))
}

fn has_package(name: &str) -> bool {
    ask("dpkg-query", &["--show", "--showformat=${db:Status-Status}", name]).as_deref() == Some("installed")
}

/// `apt-get` with the rights it needs.
fn apt(place: &Place) -> Done<Command> {
    let is_root = ask("id", &["-u"]).as_deref() == Some("0");
    let mut command = match (is_root, ask("sudo", &["--version"]).is_some()) {
        (true, _) => place.call("env"),
        (false, true) => {
            let mut sudo = place.call("sudo");
            sudo.arg("env");
            sudo
        }
        (false, false) => return Err("system packages are missing, and this user is neither root nor has sudo".into()),
    };
    command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]);
    Ok(command)
}

fn need_node() -> Done {
    let (major, minor) = NODE;
    let wanted = format!("Node {major}.{minor} or newer is needed, with npm");
    let version = ask("node", &["--version"]).ok_or_else(|| format!("{wanted}; there is none"))?;
    let mut parts = version.trim_start_matches('v').split('.').map(|it| it.parse().unwrap_or(0_u32));
    let found = (parts.next().unwrap_or(0), parts.next().unwrap_or(0));
    if found < NODE {
        return Err(format!("{wanted}; here is {version}"));
    }
    Ok(())
}

fn elsewhere() -> &'static str {
    if cfg!(windows) {
        "Needed on Windows: the Microsoft C++ Build Tools (workload \"Desktop development with C++\") \
         and the WebView2 runtime, which Windows 10 (1803 and later) and 11 bring along."
    } else {
        "Needed on macOS: the Xcode Command Line Tools (`xcode-select --install`)."
    }
}

/// Whether a window can be shown here.
pub fn has_display() -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|it| !it.is_empty());
    !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY")
}

/// Whether the real window can be driven by a program here.
pub fn has_driver() -> bool {
    cfg!(target_os = "linux") && Command::new("WebKitWebDriver").arg("--version").output().is_ok()
}

/// `program` on a screen in memory as large as an office laptop's, for at most
/// some seconds.
pub fn on_a_screen(place: &Place, seconds: u32, program: impl AsRef<std::ffi::OsStr>) -> Command {
    let mut command = place.call("timeout");
    command
        .args(["--kill-after=10", &seconds.to_string()])
        .args(["xvfb-run", "--auto-servernum", "--server-args=-screen 0 1366x768x24"])
        .arg(program)
        // A screen in memory: no other backend, and no window on the desk of whoever runs this.
        .env_remove("WAYLAND_DISPLAY")
        .env("GDK_BACKEND", "x11");
    // With these WebKitGTK takes no pictures.
    for name in ["WEBKIT_DISABLE_DMABUF_RENDERER", "WEBKIT_DISABLE_COMPOSITING_MODE"] {
        command.env_remove(name);
    }
    command
}
