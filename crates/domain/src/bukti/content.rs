//! What a file is by its bytes, whether it can support an answer, and whether it may
//! be handed to a program of the system. Names alone decide nothing that bytes can.

use std::{fmt, str::FromStr};

use crate::{bukti::ending_of, named};

named! {
    /// What the bytes of a file are.
    pub enum Format {
        /// A PDF.
        Pdf = "pdf",
        /// A JPEG picture.
        Jpeg = "jpeg",
        /// A PNG picture.
        Png = "png",
        /// A picture of another kind.
        Picture = "picture",
        /// A moving picture.
        Video = "video",
        /// Sound alone.
        Audio = "audio",
        /// A document of a word processor.
        Document = "document",
        /// A spreadsheet.
        Sheet = "sheet",
        /// Slides.
        Slides = "slides",
        /// Plain text.
        Text = "text",
        /// HTML, SVG or XML.
        Page = "page",
        /// A zip or another archive.
        Archive = "archive",
        /// A file that only says where another one lies.
        Pointer = "pointer",
        /// Something that a machine executes.
        Program = "program",
        /// None of these.
        Unknown = "unknown",
    }
}

impl Format {
    /// Endings that such a file has, lower case; empty where it has none of its own.
    fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Pdf => &["pdf"],
            Self::Jpeg => &["jpg", "jpeg", "jpe", "jfif"],
            Self::Png => &["png"],
            Self::Picture => &["gif", "webp", "heic", "heif", "bmp", "tif", "tiff", "avif"],
            Self::Video => &["mp4", "m4v", "mov", "avi", "mkv", "webm", "3gp"],
            Self::Audio => &["mp3", "m4a", "wav", "ogg"],
            Self::Document => &["docx", "doc", "odt"],
            Self::Sheet => &["xlsx", "xls", "ods"],
            Self::Slides => &["pptx", "ppt", "odp"],
            Self::Text => &["txt", "csv"],
            Self::Page | Self::Archive | Self::Pointer | Self::Program | Self::Unknown => &[],
        }
    }

    /// What a file with this ending should be; None where an ending says nothing.
    fn of_ending(ending: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.endings().contains(&ending))
    }
}

named! {
    /// What is wrong with bytes of a known format.
    pub enum Flaw {
        /// They end too early or contradict themselves: nothing opens them.
        Damaged = "damaged",
        /// A password is needed.
        Encrypted = "encrypted",
        /// There is a macro or a script inside.
        Script = "script",
    }
}

/// What was found in the bytes of a file. Its text form `<format>/<flaw>/<seconds>`
/// is how it is kept.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Content {
    /// What they are.
    pub format: Format,
    /// What is wrong with them; None: nothing that was found.
    pub flaw: Option<Flaw>,
    /// Length of a recording; None where it is none, or does not say.
    pub seconds: Option<u32>,
}

impl Content {
    /// Sound bytes of a format.
    pub fn new(format: Format) -> Self {
        Self { format, flaw: None, seconds: None }
    }

    /// The same with something wrong.
    pub fn flawed(format: Format, flaw: Flaw) -> Self {
        Self { flaw: Some(flaw), ..Self::new(format) }
    }
}

impl fmt::Display for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}/", self.format, self.flaw.map_or("", Flaw::name))?;
        self.seconds.map_or(Ok(()), |it| write!(f, "{it}"))
    }
}

impl FromStr for Content {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let mut parts = text.split('/');
        let format = parts.next().and_then(Format::by_name).ok_or_else(|| text.to_owned())?;
        let flaw = parts.next().and_then(Flaw::by_name);
        Ok(Self { format, flaw, seconds: parts.next().and_then(|it| it.parse().ok()) })
    }
}

named! {
    /// Why a file supports nothing. Its name is the key of its sentence, under
    /// `unfit.`.
    pub enum Unfit {
        /// A program, a script, or a document with one inside.
        Program = "program",
        /// It only says where another file lies.
        Pointer = "pointer",
        /// A leftover of another program, or a download that was never finished.
        Temporary = "temporary",
        /// Nothing opens it.
        Damaged = "damaged",
        /// It needs a password.
        Encrypted = "encrypted",
        /// The indikator takes no files of this type.
        NotAccepted = "not_accepted",
    }
}

/// Endings of what a machine executes, documents with macros included.
const PROGRAMS: &[&str] = &[
    "exe", "com", "scr", "pif", "bat", "cmd", "ps1", "psm1", "vbs", "vbe", "js", "jse", "mjs", "wsf", "wsh", "hta",
    "msi", "msp", "msc", "jar", "reg", "cpl", "dll", "sys", "inf", "scf", "chm", "xll", "sh", "bash", "command", "app",
    "apk", "deb", "rpm", "appimage", "dmg", "pkg", "py", "rb", "pl", "php", "docm", "dotm", "xlsm", "xltm", "xlam",
    "pptm", "potm", "ppam", "ppsm",
];

/// Endings of files that only point elsewhere.
const POINTERS: &[&str] = &[
    "lnk", "url", "webloc", "website", "desktop", "icloud", "gdoc", "gsheet", "gslides", "gdraw", "gform", "gmap",
    "gsite", "glink",
];

/// Endings of what is not finished, and names of what a system leaves behind.
const UNFINISHED: &[&str] = &["crdownload", "part", "partial", "download", "tmp", "temp"];
const LEFTOVERS: &[&str] = &["thumbs.db", ".ds_store", "desktop.ini"];

/// Why a file supports nothing; None where it may support something. `accepted` are
/// the endings that are taken, lower case; empty: nobody says. What is not known of
/// its bytes is no ground.
pub fn unfit(nama_berkas: &str, content: Option<Content>, accepted: &[String]) -> Option<Unfit> {
    let (nama, ending) = (nama_berkas.to_lowercase(), ending_of(nama_berkas));
    let format = content.map(|it| it.format);
    let flaw = content.and_then(|it| it.flaw);
    if LEFTOVERS.contains(&nama.as_str())
        || ["~$", "._", ".~lock"].iter().any(|it| nama.starts_with(it))
        || UNFINISHED.contains(&ending.as_str())
    {
        return Some(Unfit::Temporary);
    }
    if POINTERS.contains(&ending.as_str()) || format == Some(Format::Pointer) {
        return Some(Unfit::Pointer);
    }
    if PROGRAMS.contains(&ending.as_str()) || format == Some(Format::Program) || flaw == Some(Flaw::Script) {
        return Some(Unfit::Program);
    }
    let meant = Format::of_ending(&ending);
    let unreadable =
        matches!(format, Some(Format::Text | Format::Unknown)) && !matches!(meant, None | Some(Format::Text));
    if flaw == Some(Flaw::Damaged) || unreadable {
        return Some(Unfit::Damaged);
    }
    if flaw == Some(Flaw::Encrypted) {
        return Some(Unfit::Encrypted);
    }
    let taken = |ending: &str| accepted.iter().any(|it| it == ending);
    let fits = taken(&ending) && format.is_none_or(|it| it.endings().iter().any(|it| taken(it)));
    (!accepted.is_empty() && !fits).then_some(Unfit::NotAccepted)
}

/// Whether the ending says another format than the bytes: what opens it elsewhere is
/// misled.
pub fn is_mislabelled(nama_berkas: &str, content: Content) -> bool {
    let meant = Format::of_ending(&ending_of(nama_berkas));
    !content.format.endings().is_empty() && meant.is_some_and(|it| it != content.format)
}

/// Whether a file may be handed to a program of the system: only what is known to be
/// a document or a picture, under an ending of its own.
pub fn is_openable(nama_berkas: &str, content: Option<Content>) -> bool {
    content.is_some_and(|it| {
        let own = it.format.endings().contains(&ending_of(nama_berkas).as_str());
        own && !matches!(unfit(nama_berkas, content, &[]), Some(Unfit::Program | Unfit::Pointer | Unfit::Temporary))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_content_survives_its_text() {
        for text in ["pdf//", "pdf/encrypted/", "video//120", "unknown/damaged/"] {
            assert_eq!(text.parse::<Content>().unwrap().to_string(), text);
        }
        assert!("hologram//".parse::<Content>().is_err());
    }

    #[test]
    fn what_is_no_document_supports_nothing_and_opens_nowhere() {
        let pdf: Vec<String> = vec!["pdf".into()];
        // name, content, unfit where PDF alone is taken, mislabelled, openable
        let table = [
            ("sk.pdf", "pdf//", None, false, true),
            ("SK.PDF", "pdf//", None, false, true),
            ("sk.pdf", "pdf/damaged/", Some(Unfit::Damaged), false, true),
            ("sk.pdf", "pdf/encrypted/", Some(Unfit::Encrypted), false, true),
            ("sk.pdf", "unknown//", Some(Unfit::Damaged), false, false),
            ("sk.pdf", "text//", Some(Unfit::Damaged), true, false),
            ("sk.pdf", "jpeg//", Some(Unfit::NotAccepted), true, false),
            ("sk.pdf", "program//", Some(Unfit::Program), false, false),
            ("sk.pdf", "pointer//", Some(Unfit::Pointer), false, false),
            ("sk.docx", "document//", Some(Unfit::NotAccepted), false, true),
            ("sk.docx", "pdf//", Some(Unfit::NotAccepted), true, false),
            ("sk.docm", "document//", Some(Unfit::Program), false, false),
            ("sk.docx", "document/script/", Some(Unfit::Program), false, false),
            ("sk.hta", "pdf//", Some(Unfit::Program), false, false),
            ("sk.lnk", "unknown//", Some(Unfit::Pointer), false, false),
            ("sk.gdoc", "text//", Some(Unfit::Pointer), false, false),
            ("gambar.svg", "page//", Some(Unfit::NotAccepted), false, false),
            ("gambar.svg", "page/script/", Some(Unfit::Program), false, false),
            ("~$sk.docx", "unknown//", Some(Unfit::Temporary), false, false),
            ("sk.pdf.crdownload", "pdf//", Some(Unfit::Temporary), false, false),
            ("Thumbs.db", "unknown//", Some(Unfit::Temporary), false, false),
            (".DS_Store", "unknown//", Some(Unfit::Temporary), false, false),
            ("tanpa", "pdf//", Some(Unfit::NotAccepted), false, false),
        ];
        for (nama, text, wanted, mislabelled, openable) in table {
            let content: Content = text.parse().unwrap();
            assert_eq!(unfit(nama, Some(content), &pdf), wanted, "{nama} {text}");
            assert_eq!(is_mislabelled(nama, content), mislabelled, "{nama} {text}");
            assert_eq!(is_openable(nama, Some(content)), openable, "{nama} {text}");
        }
        assert_eq!(unfit("sk.pdf", None, &pdf), None, "what is not known is no ground");
        assert!(!is_openable("sk.pdf", None), "nor an allowance");
        assert_eq!(unfit("sk.docx", Some(Content::new(Format::Document)), &[]), None, "nobody says what is taken");
    }
}
