//! What draws the window, looked at before there is one: a program that shows nothing is
//! worse than one that says why.

use registry::text::{Language, sentence};

/// The oldest that draws what the page is made of, as its first two numbers. The page's
/// colours are written with `light-dark()`, which Chromium knows since 123 and WebKitGTK
/// since 2.44 (caniuse.com, "CSS light-dark()").
const OLDEST: (u32, u32) = if cfg!(windows) { (123, 0) } else { (2, 44) };

/// Settings of a computer that lead WebView2 elsewhere, past what is installed
/// (learn.microsoft.com, "Globals", `CreateCoreWebView2EnvironmentWithOptions`).
const OVERRIDES: [&str; 4] = [
    "WEBVIEW2_BROWSER_EXECUTABLE_FOLDER",
    "WEBVIEW2_USER_DATA_FOLDER",
    "WEBVIEW2_RELEASE_CHANNEL_PREFERENCE",
    "WEBVIEW2_ADDITIONAL_BROWSER_ARGUMENTS",
];

/// What draws, as found on this computer.
pub(crate) struct Webview {
    /// As it says itself: `126.0.2592.113`, `2.44.2`; none where there is none.
    pub(crate) version: Option<String>,
    /// What leads it elsewhere.
    pub(crate) overrides: Vec<&'static str>,
}

/// Why no window can be drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Undrawn {
    /// There is none.
    Missing,
    /// It does not know what the page is made of.
    Old,
}

impl Webview {
    /// Looks at this computer.
    pub(crate) fn look() -> Self {
        let is_set = |name: &&str| cfg!(windows) && std::env::var_os(name).is_some_and(|it| !it.is_empty());
        Self { version: tauri::webview_version().ok(), overrides: OVERRIDES.into_iter().filter(is_set).collect() }
    }

    /// What keeps it from drawing; none where nothing is known to. A version that cannot
    /// be read is given the benefit of the doubt: what happens is watched.
    pub(crate) fn fault(&self) -> Option<Undrawn> {
        let Some(version) = &self.version else { return Some(Undrawn::Missing) };
        let mut numbers = version.split('.').map(|it| it.parse::<u32>().ok());
        let first = numbers.next().flatten()?;
        let second = numbers.next().flatten().unwrap_or(0);
        // Of Apple's nothing is known: it comes with the system.
        (!cfg!(target_os = "macos") && (first, second) < OLDEST).then_some(Undrawn::Old)
    }

    /// What an officer reads of a fault: what it is, what was kept, what to do.
    pub(crate) fn told(&self, fault: Undrawn) -> String {
        let key = match fault {
            Undrawn::Missing => "start.webview_missing",
            Undrawn::Old if cfg!(windows) => "start.webview_old",
            Undrawn::Old => "start.webkit_old",
        };
        let (first, second) = OLDEST;
        let oldest = if cfg!(windows) { first.to_string() } else { format!("{first}.{second}") };
        let args = [("version", self.version.clone().unwrap_or_default()), ("oldest", oldest)];
        let mut told = in_both(key, &args);
        if !self.overrides.is_empty() {
            told.push_str("\n\n");
            told.push_str(&in_both("start.webview_led", &[("names", self.overrides.join(", "))]));
        }
        told
    }
}

/// A sentence in both languages: before there is a page, nobody knows which one is wanted.
pub(crate) fn in_both(key: &str, args: &[(&str, String)]) -> String {
    [Language::Id, Language::En].map(|it| sentence(key, args, it)).join("\n\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_known_to_draw_nothing_is_refused() {
        let none = Webview { version: None, overrides: Vec::new() };
        assert_eq!(none.fault(), Some(Undrawn::Missing));
        let old = if cfg!(windows) { Some(Undrawn::Old) } else { None };
        let table = [
            (if cfg!(windows) { "109.0.1518.140" } else { "2.42.5" }, Some(Undrawn::Old)),
            (if cfg!(windows) { "122.0.2365.106" } else { "2.43" }, Some(Undrawn::Old)),
            ("123.0.2420.53", None),
            ("131.0.2903.86 beta", None),
            ("2.44.0", old),
            ("2.50.1", old),
            ("who knows", None),
            ("", None),
        ];
        for (version, expected) in table {
            let seen = Webview { version: Some(version.to_owned()), overrides: Vec::new() }.fault();
            assert_eq!(seen, expected, "{version}");
        }
    }

    #[test]
    fn a_fault_is_told_in_both_languages_with_what_to_do_and_what_leads_elsewhere() {
        let webview = Webview { version: Some("109.0".to_owned()), overrides: vec![OVERRIDES[0]] };
        for fault in [Undrawn::Missing, Undrawn::Old] {
            let told = webview.told(fault);
            assert!(!told.contains("start.") && !told.contains('{'), "{told}");
            assert!(told.contains(OVERRIDES[0]), "{told}");
            assert!(told.matches("\n\n").count() >= 3, "{told}");
        }
    }
}
