//! What kind of file it is, by its bytes, and who reads it.

use std::{
    fs::File,
    io::{Read, Seek, SeekFrom},
    path::Path,
};

use super::{Book, BookLimits, Error, csv, docx, fault, html, mht, ods, text, xls, xlsx, xml, xml_2003};
use crate::core::{
    disk::{DiskError, open_file},
    foreign_zip::{self, ZipLimits},
};

/// Sheets shrink twentyfold; rows of styled blanks a hundredfold.
const MAX_RATIO: u64 = 300;
const RATIO_FROM: u64 = 32 << 20;

/// A file that only points at a table is never longer, in bytes.
const MAX_POINTER: usize = 16 << 10;

pub(super) fn read(path: &Path, limits: &BookLimits) -> Result<Book, Error> {
    let disk = |source| DiskError::new("read", path, source);
    let mut file = open_file(path)?;
    let found = file.metadata().map_err(disk)?.len();
    if found > limits.max_file {
        return Err(Error::TooLarge { found, limit: limits.max_file });
    }
    let mut head = Vec::new();
    (&mut file).take(4096).read_to_end(&mut head).map_err(disk)?;
    if head.is_empty() {
        return Err(Error::Empty);
    }
    let name = path.file_stem().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
    let mut book = if head.starts_with(b"PK\x03\x04") {
        read_zipped(path, &name, limits)?
    } else if let Some(found) = fault::kind_of(&head) {
        return Err(Error::NotAWorkbook { found });
    } else {
        file.seek(SeekFrom::Start(0)).map_err(disk)?;
        let bytes = read_all(file, limits.max_file).map_err(disk)?;
        if head.starts_with(&xls::MAGIC) {
            xls::read(&bytes, limits)?
        } else if xls::is_bare(&head) {
            xls::read_bare(&bytes, &name, limits)?
        } else if mht::is_one(&head) {
            mht::read(&bytes, &name, limits)?
        } else {
            read_text(bytes, &name, limits)?
        }
    };
    csv::split(&mut book, limits)?;
    Ok(book)
}

fn read_all(file: File, limit: u64) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.take(limit).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn read_text(bytes: Vec<u8>, name: &str, limits: &BookLimits) -> Result<Book, Error> {
    // A download that broke off may leave nothing but zeros.
    if bytes.iter().all(|it| it.is_ascii_whitespace() || *it == 0) {
        return Err(Error::Empty);
    }
    let declared = html::declared(&bytes);
    let (text, encoding) = text::decode(bytes, declared.as_deref())?;
    let start = text.trim_start();
    if start.is_empty() {
        return Err(Error::Empty);
    }
    if is_pointer(start) {
        return Err(Error::Pointer);
    }
    if start.starts_with('{') && start.trim_end().ends_with('}') {
        return Err(Error::NotAWorkbook { found: "JSON" });
    }
    if xml_2003::is_one(&text) {
        return xml_2003::read(&text, name, limits);
    }
    let head = text::beginning(start, 4096);
    if head.starts_with("<?xml") && head.contains("<office:document") {
        return ods::read_flat(&text, name, limits);
    }
    if html::is_page(&text) || start.starts_with("<?xml") {
        return html::read(&text, name, limits);
    }
    csv::read(&text, encoding, name, limits)
}

/// Files that a folder in the cloud keeps in the place of a table, and links.
fn is_pointer(start: &str) -> bool {
    start.len() <= MAX_POINTER
        && (start.starts_with("[InternetShortcut]")
            || (start.starts_with('{') && (start.contains("docs.google.com") || start.contains("\"doc_id\"")))
            || (start.starts_with("<?xml") && start.contains("<plist") && start.contains("<key>URL</key>")))
}

fn read_zipped(path: &Path, name: &str, limits: &BookLimits) -> Result<Book, Error> {
    let zip_limits = ZipLimits {
        max_entries: limits.max_parts,
        max_name: 1024,
        max_total: limits.max_total,
        max_ratio: MAX_RATIO,
        ratio_from: RATIO_FROM,
    };
    let (archive, entries) = foreign_zip::open(path, &zip_limits)?;
    if entries.iter().any(|it| it.name == "Index.zip" || it.name.ends_with(".iwa")) {
        return Err(Error::Numbers);
    }
    let mut parts = xml::Parts::new(archive, entries, limits);
    if parts.has("[Content_Types].xml") && parts.has("_rels/.rels") {
        let main = xlsx::main_part(&mut parts)?;
        match main.split('/').next().unwrap_or_default() {
            _ if main.to_ascii_lowercase().ends_with(".bin") => Err(Error::Binary),
            "word" => docx::read(&mut parts, &main, name, limits),
            "ppt" => Err(Error::NotAWorkbook { found: "PowerPoint" }),
            _ => xlsx::read(&mut parts, &main, limits),
        }
    } else if parts.has("content.xml") {
        ods::read(&mut parts, limits)
    } else {
        Err(Error::NotAWorkbook { found: "zip" })
    }
}
