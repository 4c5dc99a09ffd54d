//! The parts of a zipped workbook, as XML that is counted and not believed.

mod source;

use std::{
    borrow::Cow,
    io::{BufReader, Read},
};

use quick_xml::{
    Reader, XmlVersion,
    events::{BytesEnd, BytesRef, BytesStart, Event},
};
use source::XmlSource;

use super::{BookLimits, Error};
use crate::core::foreign_zip::{ForeignZip, ZipEntry, zip_fault};

/// Elements inside each other. Sheets have ten.
const MAX_DEPTH: usize = 200;

/// The zip of a workbook.
pub(super) struct Parts<'a> {
    archive: ForeignZip,
    entries: Vec<ZipEntry>,
    limits: &'a BookLimits,
    left: u64,
}

impl<'a> Parts<'a> {
    pub(super) fn new(archive: ForeignZip, entries: Vec<ZipEntry>, limits: &'a BookLimits) -> Self {
        Self { archive, entries, limits, left: limits.max_total }
    }

    fn index(&self, name: &str) -> Option<usize> {
        // Some programs begin the names of parts at the root, as links do.
        let plain = |it: &str| it.replace('\\', "/").trim_start_matches('/').eq_ignore_ascii_case(name);
        let same = |it: &&ZipEntry| it.name == name || plain(&it.name);
        self.entries.iter().find(same).map(|it| it.index)
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.index(name).is_some()
    }

    /// Opens a part to read as XML.
    pub(super) fn open(&mut self, name: &str) -> Result<Xml<'_>, Error> {
        let index = self.index(name).ok_or_else(|| Error::damaged(name, "missing"))?;
        let entry = self.archive.by_index(index).map_err(|it| zip_fault(it, name))?;
        let limit = self.limits.max_part.min(self.left);
        if entry.size() > limit {
            return Err(Error::Bomb { detail: format!("{} bytes", entry.size()) });
        }
        self.left -= entry.size();
        // The zip reader ends with an error when more comes than was declared.
        let inner = BufReader::with_capacity(64 * 1024, entry.take(limit.saturating_add(1)));
        let source = XmlSource::of_part(inner).map_err(|it| crate::core::foreign_zip::io_fault(it, name))?;
        Ok(Xml::new(source, name))
    }
}

/// One part, event by event.
pub(super) struct Xml<'a> {
    reader: Reader<XmlSource<'a>>,
    buffer: Vec<u8>,
    part: String,
    depth: usize,
}

/// What the readers look at.
pub(super) enum Node<'a> {
    Open(BytesStart<'a>),
    Close(BytesEnd<'a>),
    /// A piece of text; the next piece may belong to it.
    Text(Cow<'a, str>),
    /// Comments and the like.
    Other,
    End,
}

impl<'a> Xml<'a> {
    fn new(source: XmlSource<'a>, part: &str) -> Self {
        let mut reader = Reader::from_reader(source);
        reader.config_mut().expand_empty_elements = true;
        Self { reader, buffer: Vec::new(), part: part.to_owned(), depth: 0 }
    }

    /// A file that is XML as a whole; `name` stands for it where it is damaged.
    pub(super) fn of_text(text: &'a str, name: &str) -> Self {
        Self::new(XmlSource::Text(text.as_bytes()), name)
    }
}

impl Xml<'_> {
    /// The next event.
    pub(super) fn next(&mut self) -> Result<Node<'_>, Error> {
        self.buffer.clear();
        let event = self.reader.read_event_into(&mut self.buffer).map_err(|it| fault(&self.part, &it))?;
        Ok(match event {
            Event::Start(it) => {
                self.depth += 1;
                if self.depth > MAX_DEPTH {
                    return Err(Error::damaged(&self.part, "too deep"));
                }
                Node::Open(it)
            }
            Event::End(it) => {
                self.depth = self.depth.saturating_sub(1);
                Node::Close(it)
            }
            Event::Text(it) => Node::Text(it.xml10_content()),
            Event::CData(it) => Node::Text(it.xml10_content()),
            Event::GeneralRef(it) => Node::Text(entity(&it, &self.part)?),
            Event::DocType(_) => return Err(Error::DocumentType { part: self.part.clone() }),
            Event::Eof if self.depth > 0 => return Err(Error::damaged(&self.part, "ends too early")),
            Event::Eof => Node::End,
            _ => Node::Other,
        })
    }

    /// Goes past the end of the element that was opened last.
    pub(super) fn skip(&mut self) -> Result<(), Error> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            self.next()?;
        }
        Ok(())
    }

    pub(super) fn part(&self) -> &str {
        &self.part
    }
}

fn entity<'a>(it: &BytesRef<'_>, part: &str) -> Result<Cow<'a, str>, Error> {
    let broken = || Error::damaged(part, "unknown entity");
    if it.is_char_ref() {
        let it = it.resolve_char_ref().map_err(|_| broken())?;
        return it.map(|it| Cow::Owned(it.to_string())).ok_or_else(broken);
    }
    Ok(Cow::Borrowed(match it.xml10_content().as_ref() {
        "lt" => "<",
        "gt" => ">",
        "amp" => "&",
        "apos" => "'",
        "quot" => "\"",
        _ => return Err(broken()),
    }))
}

/// An attribute, by its name without the prefix.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut found = None;
    for it in element.attributes().with_checks(false).flatten() {
        if it.key.local_name().as_ref() == name {
            found = it.normalized_value(XmlVersion::Implicit1_0).ok().map(Cow::into_owned);
        }
    }
    found
}

/// The same, as a number.
pub(super) fn number<N: std::str::FromStr>(element: &BytesStart<'_>, name: &str) -> Option<N> {
    attribute(element, name).and_then(|it| it.parse().ok())
}

fn fault(part: &str, error: &quick_xml::Error) -> Error {
    match error {
        quick_xml::Error::Io(it) => {
            let kind = it.kind();
            let copy = std::io::Error::new(kind, it.to_string());
            crate::core::foreign_zip::io_fault(copy, part).into()
        }
        other => Error::damaged(part, other),
    }
}
