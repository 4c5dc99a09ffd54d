//! Short names that every file system takes: ASCII, unique, never reserved.
//!
//! Sources of the limits: Windows' naming rules (reserved device names, no
//! trailing dot or blank, 260 characters for a whole path, of which 180 are left
//! to a bundle), and the pitfalls that were tried in `dependencies.md` section 4.

use domain::bukti::ending_of;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Longest path inside a bundle or parcel, in characters.
pub const MAX_PATH: usize = 180;
/// Longest slug of an inovasi's name, in characters.
const MAX_SLUG: usize = 32;
/// Longest file name of a bukti, in characters.
const MAX_BUKTI: usize = 44;

/// A slug: lower-case ASCII letters, digits and single hyphens, cut after a
/// whole word where that leaves enough; `fallback` when nothing is left, and
/// never a name reserved by Windows.
pub fn slug(text: &str, max: usize, fallback: &str) -> String {
    let mut slug = String::new();
    // Compatibility forms fold ﬁ, ², Ａ and the like into plain letters.
    for it in text.nfkd().filter(|it| !is_combining_mark(*it)) {
        if it.is_ascii_alphanumeric() {
            slug.push(it.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
        // One more than allowed, so that a whole last word is recognised.
        if slug.len() > max {
            break;
        }
    }
    if slug.len() > max {
        let whole = slug.rfind('-').filter(|at| *at * 2 >= max && *at <= max);
        slug.truncate(whole.unwrap_or(max));
    }
    let slug = slug.trim_matches('-');
    match slug {
        "" => fallback.to_owned(),
        reserved if is_reserved(reserved) => format!("{reserved}-1"),
        usable => usable.to_owned(),
    }
}

/// Why Windows cannot hold a name that somebody gave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameFault {
    /// It is the one by which other programs mean the terminal.
    Dash,
    /// A device is called so, whatever stands behind a dot.
    Device,
    /// It ends in a dot or a blank, which Windows drops.
    Ending,
    /// It holds a sign that nobody sees and no system shows.
    Hidden,
    /// It holds a sign that means something else there.
    Sign(char),
}

/// What is wrong with one name of a file or folder, the gravest first; None: every system
/// takes it. A stick or a mail carries what is made here to Windows, so this is asked on
/// every system.
pub fn name_fault(name: &str) -> Option<NameFault> {
    if name.chars().any(char::is_control) {
        return Some(NameFault::Hidden);
    }
    if let Some(sign) = name.chars().find(|it| SIGNS.contains(it)) {
        return Some(NameFault::Sign(sign));
    }
    if name == "-" {
        return Some(NameFault::Dash);
    }
    if name.ends_with('.') || name.ends_with(char::is_whitespace) {
        return Some(NameFault::Ending);
    }
    is_reserved(name).then_some(NameFault::Device)
}

/// The name nearest to one that Windows cannot hold; `fallback` where nothing is left.
pub fn fitting_name(name: &str, fallback: &str) -> String {
    let held: String = name.chars().map(|it| if it.is_control() || SIGNS.contains(&it) { '-' } else { it }).collect();
    let held = held.trim().trim_end_matches(|it: char| it == '.' || it.is_whitespace()).trim_matches('-');
    match held.split_once('.') {
        _ if held.is_empty() => fallback.to_owned(),
        Some((stem, ending)) if is_reserved(held) => format!("{}-1.{ending}", stem.trim_end()),
        None if is_reserved(held) => format!("{held}-1"),
        _ => held.to_owned(),
    }
}

/// Signs of names that mean something else on Windows.
const SIGNS: [char; 8] = ['<', '>', ':', '"', '|', '?', '*', '\\'];

/// Names of devices on Windows, with or without an ending.
fn is_reserved(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or("").trim_end().to_lowercase();
    let device = |it: &str| {
        stem.strip_prefix(it).is_some_and(|rest| {
            let mut rest = rest.chars();
            let digit = |it: char| it.is_ascii_digit() || matches!(it, '¹' | '²' | '³');
            rest.next().is_some_and(digit) && rest.next().is_none()
        })
    };
    matches!(stem.as_str(), "con" | "prn" | "aux" | "nul" | "conin$" | "conout$") || device("com") || device("lpt")
}

/// The folder of an inovasi: `01-kado-mbak-ita`. `n` counts from 1 in the
/// bundle's order and makes the name unique; `total` gives its width, so that
/// folders sort in order.
pub fn inovasi_folder(n: usize, total: usize, nama: &str) -> String {
    let width = total.max(n).to_string().len().max(2);
    format!("{n:0width$}-{}", slug(nama, MAX_SLUG, "inovasi"))
}

/// The file of a bukti: `01-sk-wali-kota.pdf`. `n` counts from 1 in its folder;
/// `total` gives its width, so that files sort in order; `nama_berkas` is the
/// untrusted name on the officer's disk.
pub fn bukti_file(n: usize, total: usize, nama_berkas: &str) -> String {
    let name = nama_berkas.rsplit(['/', '\\']).next().unwrap_or("");
    let ending = ending_of(name);
    let stem = if ending.is_empty() { name } else { name.rsplit_once('.').map_or("", |it| it.0) };
    let dot = if ending.is_empty() { "" } else { "." };
    let width = total.max(n).to_string().len().max(2);
    let number = format!("{n:0width$}-");
    let room = MAX_BUKTI.saturating_sub(number.len() + dot.len() + ending.len());
    format!("{number}{}{dot}{ending}", slug(stem, room, "bukti"))
}

/// Whether a relative path may be written anywhere: parts joined by `/`, none of
/// them empty, `.`, `..`, reserved or ending in a dot or blank; no characters
/// that some system refuses or hides; at most [`MAX_PATH`] characters.
pub fn is_safe_path(path: &str) -> bool {
    let bad = |it: char| it.is_control() || domain::inovasi::profile::is_invisible(it) || SIGNS.contains(&it);
    path.chars().count() <= MAX_PATH
        && !path.contains(bad)
        && !path.starts_with('~')
        && path
            .split('/')
            .all(|part| !part.is_empty() && !part.ends_with(['.', ' ']) && !part.starts_with(' ') && !is_reserved(part))
}

/// All but `/` and the unreserved signs of RFC 3986.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// A relative link to a path, percent-encoded.
pub fn link(path: &str) -> String {
    utf8_percent_encode(path, ESCAPED).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_short_and_numbered() {
        for (n, total, nama, expected) in [
            (1, 5, "Kado Mbak Ita", "01-kado-mbak-ita"),
            (2, 5, "  “Pak Rahman”  ", "02-pak-rahman"),
            (3, 300, "SIPINTÉR", "003-sipinter"),
            (4, 5, "🎉✨", "04-inovasi"),
            (5, 5, "", "05-inovasi"),
            (6, 5, "../../etc/passwd", "06-etc-passwd"),
            (7, 5, "gnp.\u{202e}fdp", "07-gnp-fdp"),
            (8, 5, "ﬁle²", "08-file2"),
            (9, 5, "Гагарин", "09-inovasi"),
            (
                10,
                10,
                "Sistem Informasi Pelayanan Administrasi Terpadu Kecamatan Semarang Tengah",
                "10-sistem-informasi-pelayanan",
            ),
        ] {
            assert_eq!(inovasi_folder(n, total, nama), expected, "{nama:?}");
        }
        assert_eq!(inovasi_folder(1, 1, &"x".repeat(500)).len(), 3 + 32);
    }

    #[test]
    fn files_keep_their_ending_and_nothing_else_that_harms() {
        for (n, name, expected) in [
            (1, "SK Wali Kota.PDF", "01-sk-wali-kota.pdf"),
            (2, r"C:\Users\a\foto.jpeg", "02-foto.jpeg"),
            (3, "CON", "03-con-1"),
            (4, "con.pdf", "04-con-1.pdf"),
            (5, "tanpa akhiran", "05-tanpa-akhiran"),
            (6, "...", "06-bukti"),
            (7, ".pdf", "07-bukti.pdf"),
            (8, "a.b\u{0}c", "08-a-b-c"),
            (9, "x.\u{202e}gpj", "09-x-gpj"),
            (10, "akhir. ", "10-akhir"),
        ] {
            assert_eq!(bukti_file(n, n, name), expected, "{name:?}");
        }
        let long = bukti_file(123, 123, &format!("{}.{}", "a".repeat(400), "b".repeat(10)));
        assert_eq!(long.len(), 44);
    }

    #[test]
    fn reserved_names_are_known() {
        for name in ["con", "AUX", "nul.txt", "com1", "LPT9.pdf", "com¹", "prn . x", "CONIN$"] {
            assert!(is_reserved(name), "{name}");
        }
        for name in ["console", "com", "com10", "auxiliary", "lpt", "01-con"] {
            assert!(!is_reserved(name), "{name}");
        }
    }

    #[test]
    fn unsafe_paths_are_known() {
        for path in ["a", "data/index.html", "data/01-a/b c.pdf", "blobs/ab"] {
            assert!(is_safe_path(path), "{path}");
        }
        let long = "a/".repeat(90) + "a";
        for path in [
            "",
            "/a",
            "a/",
            "a//b",
            ".",
            "..",
            "a/../b",
            "a/./b",
            "a\\b",
            "C:/a",
            "c:",
            "~/a",
            "a/b.",
            "a/b ",
            "a/ b",
            "con",
            "a/AUX.txt",
            "a\nb",
            "a\u{202e}b",
            "a\u{0}",
            "a*",
            "a?",
            &long,
        ] {
            assert!(!is_safe_path(path), "{path:?}");
        }
    }

    #[test]
    fn links_are_encoded() {
        assert_eq!(link("data/01-a/b c%.pdf"), "data/01-a/b%20c%25.pdf");
        assert_eq!(link("é"), "%C3%A9");
    }

    #[test]
    fn any_text_gives_a_safe_path() {
        let mut seed: u32 = 7;
        for _ in 0..5_000 {
            let text: String = (0..12)
                .filter_map(|_| {
                    seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    char::from_u32((seed >> 8) % 0x3000)
                })
                .collect();
            let path = format!("data/{}/{}", inovasi_folder(1, 9, &text), bukti_file(1, 1, &text));
            assert!(is_safe_path(&path) && path.is_ascii(), "{text:?} gave {path:?}");
        }
    }
}
