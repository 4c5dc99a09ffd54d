//! Without the graphics card: what a start leaves for the next one where nothing was
//! drawn with it, and how what draws is told.
//!
//! It is told by the environment, which holds for every window and every process behind
//! it, and has to be set before the first one. A program cannot safely change its own
//! once threads run, so it starts itself anew in the right one.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use registry::Log;

/// Is there where nothing was drawn with the graphics card; holds the version of what
/// drew nothing, since a newer one may do better.
const OFF: &str = "graphics-off.txt";

/// What says so to what draws. WebView2 takes further arguments of the browser from its
/// name (learn.microsoft.com, "WebView2 browser flags"), WebKitGTK each from its own
/// (webkitgtk.org, "Environment variables").
const SAID: &[(&str, &str)] = if cfg!(windows) {
    &[("WEBVIEW2_ADDITIONAL_BROWSER_ARGUMENTS", "--disable-gpu")]
} else {
    &[("WEBKIT_DISABLE_DMABUF_RENDERER", "1"), ("WEBKIT_DISABLE_COMPOSITING_MODE", "1")]
};

/// Whether this run draws with the graphics card, and what the next one does.
#[derive(Clone)]
pub(crate) struct Graphics {
    mark: PathBuf,
    version: String,
}

impl Graphics {
    /// As what runs in `folder` left it for what draws in `version`.
    pub(crate) fn left_in(folder: &Path, version: Option<&str>) -> Self {
        Self { mark: folder.join(OFF), version: version.unwrap_or_default().to_owned() }
    }

    /// Whether the graphics card is left out.
    pub(crate) fn off(&self) -> bool {
        fs::read_to_string(&self.mark).is_ok_and(|it| it == self.version)
    }

    /// From the next start on. What cannot be written only means that it is tried again.
    pub(crate) fn turn_off(&self) {
        let _ = fs::write(&self.mark, &self.version);
    }

    /// From the next start on.
    pub(crate) fn turn_on(&self) {
        let _ = fs::remove_file(&self.mark);
    }

    /// What has to be said that is not yet: each name with its value.
    fn unsaid(&self, said: impl Fn(&str) -> Option<String>) -> Vec<(&'static str, String)> {
        if !self.off() {
            return Vec::new();
        }
        SAID.iter()
            .filter_map(|&(name, value)| match said(name) {
                Some(there) if there.contains(value) => None,
                // What an office set stays beside it.
                Some(there) if cfg!(windows) => Some((name, format!("{there} {value}"))),
                _ => Some((name, value.to_owned())),
            })
            .collect()
    }

    /// Goes on in a program that has it said, where it has to be; this one ends then.
    pub(crate) fn enter(&self, log: &Log) {
        let unsaid = self.unsaid(|name| env::var(name).ok());
        let (false, Ok(program)) = (unsaid.is_empty(), env::current_exe()) else { return };
        let mut anew = Command::new(program);
        anew.args(env::args_os().skip(1)).envs(unsaid);
        log.say("without the graphics card");
        if let Err(error) = go_on(anew) {
            // It is tried with it again, and watched.
            log.say(&format!("could not start anew: {}", error.kind()));
        }
    }
}

/// Becomes the other program; returns only where that fails.
#[cfg(unix)]
fn go_on(mut anew: Command) -> std::io::Result<()> {
    use std::os::unix::process::CommandExt;
    Err(anew.exec())
}

/// Windows has no way to become another program: this one ends when that one has begun.
#[cfg(not(unix))]
fn go_on(mut anew: Command) -> std::io::Result<()> {
    anew.spawn()?;
    std::process::exit(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_left_out_until_what_draws_is_a_newer_one() {
        let folder = tempfile::tempdir().unwrap();
        let own = folder.path();
        let old = Graphics::left_in(own, Some("120.0"));
        assert!(!old.off());
        assert!(old.unsaid(|_| None).is_empty());
        old.turn_off();
        assert!(old.off());
        assert!(!Graphics::left_in(own, Some("130.0")).off());
        old.turn_on();
        assert!(!old.off());
    }

    #[test]
    fn what_is_said_already_is_not_said_again_and_an_office_keeps_its_own() {
        let folder = tempfile::tempdir().unwrap();
        let graphics = Graphics::left_in(folder.path(), None);
        graphics.turn_off();
        assert_eq!(graphics.unsaid(|_| None).len(), SAID.len());
        assert!(graphics.unsaid(|name| SAID.iter().find(|it| it.0 == name).map(|it| it.1.to_owned())).is_empty());
        let beside = graphics.unsaid(|_| Some("--lang=id".to_owned()));
        assert_eq!(beside.iter().all(|it| it.1.starts_with("--lang=id ")), cfg!(windows));
    }
}
