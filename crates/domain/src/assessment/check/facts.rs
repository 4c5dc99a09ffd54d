//! What the checks may look at, and how a text or an address is read.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use rust_decimal::Decimal;

use crate::core::id::{InputId, OptionId};

/// What is known of one bukti under one indikator. `None` is "not known".
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct FileFacts {
    /// Name of the file, ending included.
    pub nama_berkas: String,
    /// Lower case, without the point.
    pub ending: String,
    /// Number of the document.
    pub nomor: Option<String>,
    /// The year of the document.
    pub tahun: Option<i32>,
    /// What the document is about.
    pub tentang: Option<String>,
    /// Which pages support this answer.
    pub pages: Option<String>,
    /// Which kind of document somebody said it is.
    pub jenis_dokumen: Option<String>,
    /// The text inside, as far as it was read.
    pub text: Option<Arc<FileText>>,
    /// Where it leads, if the bukti is a link.
    pub link: Option<String>,
    /// The region that the document comes from.
    pub daerah: Option<String>,
    /// Length of a recording.
    pub seconds: Option<u32>,
}

/// All that the checks of one indikator may look at.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Facts {
    /// The instrument's year, T-0.
    pub tahun: i32,
    /// The present name of the inovasi; empty for the region.
    pub nama: String,
    /// Former names and abbreviations that count as the name.
    pub nama_lain: Vec<String>,
    /// The year of waktu penerapan.
    pub tahun_penerapan: Option<i32>,
    /// The own region's name.
    pub daerah: String,
    /// Of this indikator, those whose bytes are here and that can support something.
    pub files: Vec<FileFacts>,
    /// The officer's numbers, by the input's id.
    pub numbers: BTreeMap<InputId, Decimal>,
    /// What the officer ticked; none when nobody was asked yet.
    pub ticked: Option<BTreeSet<OptionId>>,
    /// Fields of the profile, by name.
    pub fields: BTreeMap<String, String>,
}

/// What checks ask of the text inside a file, worked out once.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct FileText {
    /// Its [`plain`] words with a space on either side of each.
    words: String,
    /// The addresses in it.
    links: Vec<String>,
}

impl FileText {
    /// Reads a text of any length once; what it keeps grows with it.
    pub fn new(text: &str) -> Self {
        let links = text.split_whitespace().filter(|it| host(it).is_some()).map(str::to_owned).collect();
        Self { words: format!(" {} ", plain(text)), links }
    }

    /// Whether these plain words stand in it, whole and in a row.
    pub(super) fn has(&self, words: &str) -> bool {
        !words.is_empty() && self.words.contains(&format!(" {words} "))
    }

    /// Bytes that it takes in memory, about.
    pub fn size(&self) -> usize {
        self.words.len() + self.links.iter().map(String::len).sum::<usize>()
    }
}

/// Endings of still pictures.
pub(super) fn is_image(ending: &str) -> bool {
    matches!(ending, "jpg" | "jpeg" | "png" | "webp" | "heic" | "gif" | "bmp" | "tif" | "tiff")
}

/// Endings of moving pictures.
pub(super) fn is_recording(ending: &str) -> bool {
    matches!(ending, "mp4" | "mov" | "avi" | "mkv" | "webm" | "m4v" | "3gp")
}

/// Small letters and digits with single spaces: what a scan and a form agree on.
pub(crate) fn plain(text: &str) -> String {
    let spaced: String =
        text.chars().flat_map(char::to_lowercase).map(|it| if it.is_alphanumeric() { it } else { ' ' }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The links of a file, where they can be known: a bukti that is a link, or the
/// addresses in its text.
pub(super) fn links(file: &FileFacts) -> Option<Vec<String>> {
    if let Some(link) = &file.link {
        return Some(vec![link.clone()]);
    }
    // Where the file does not speak, the officer may have written the address down.
    let told = || FileText::new(file.tentang.as_deref().unwrap_or_default()).links;
    match &file.text {
        Some(text) => Some(text.links.iter().cloned().chain(told()).collect()),
        None => Some(told()).filter(|it| !it.is_empty()),
    }
}

/// A daerah that a text names, by the first word after `Kabupaten`, `Kota` or
/// `Provinsi`: another than the own one, where it names several. Two that begin alike
/// read as one, so nothing is counted twice.
pub(in crate::assessment) fn daerah_of(text: &str, own: &str) -> Option<String> {
    let (plain, own) = (plain(text), plain(own));
    let words: Vec<&str> = plain.split(' ').collect();
    let named = words.windows(2).filter_map(|it| match it {
        ["kabupaten" | "kab", nama] => Some(format!("kabupaten {nama}")),
        [kind @ ("kota" | "provinsi"), nama] => Some(format!("{kind} {nama}")),
        _ => None,
    });
    let is_own = |it: &String| own == *it || own.starts_with(&format!("{it} "));
    let (own, others): (Vec<String>, Vec<String>) = named.partition(is_own);
    others.into_iter().chain(own).next()
}

/// The host of an address, in small letters; none for what is no address.
pub(super) fn host(link: &str) -> Option<String> {
    let link = link.trim_matches(|it: char| !it.is_alphanumeric() && it != '/').to_lowercase();
    let rest = match link.split_once("://") {
        Some(("http" | "https", rest)) => rest,
        Some(_) => return None,
        None if link.starts_with("www.") => link.as_str(),
        None => return None,
    };
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?.split(':').next()?.trim_end_matches('.');
    (host.contains('.') && !host.starts_with('.')).then(|| host.to_owned())
}

/// `x.go.id` ends in the domain `go.id`; `logo.id` does not.
pub(super) fn ends_in_domain(host: &str, domain: &str) -> bool {
    let domain = domain.trim_start_matches('.').to_lowercase();
    host == domain || host.ends_with(&format!(".{domain}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_a_host_and_a_word_is_no_address() {
        let table = [
            ("https://Suara.id/berita/1?x=2", Some("suara.id")),
            ("(http://a.b.go.id:8080/x),", Some("a.b.go.id")),
            ("www.kompas.com", Some("www.kompas.com")),
            ("https://user:pass@evil.com/go.id", Some("evil.com")),
            ("https://", None),
            ("ftp://x.com", None),
            ("kompas.com", None),
            ("https://localhost/x", None),
            ("", None),
        ];
        for (link, wanted) in table {
            assert_eq!(host(link).as_deref(), wanted, "{link}");
        }
        for (host, domain, wanted) in [
            ("semarang.go.id", ".go.id", true),
            ("go.id", ".go.id", true),
            ("logo.id", "go.id", false),
            ("go.id.com", "go.id", false),
            ("X.GO.ID", "go.id", false),
        ] {
            assert_eq!(ends_in_domain(host, domain), wanted, "{host} {domain}");
        }
    }

    #[test]
    fn words_are_found_whole() {
        for (text, words, wanted) in [
            ("Inovasi SI-CEPAT (2024)", "si cepat", true),
            ("pada tahun", "ada", false),
            ("x", "", false),
            ("Perda No. 7", "perda no 7", true),
        ] {
            assert_eq!(FileText::new(text).has(&plain(words)), wanted, "{text} {words}");
        }
    }
}
