//! The setting itself: a world of a few sources and files, and nothing outside it.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{LazyLock, OnceLock},
};

use chrono::{Datelike, NaiveDate};
use typst::{
    Library, LibraryExt, World, WorldExt,
    diag::{FileError, FileResult, SourceDiagnostic},
    foundations::{Bytes, Datetime, Duration, Smart},
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook},
    utils::LazyHash,
};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};
use typst_svg::SvgOptions;

use crate::{Error, PaperPages, fonts::FONTS, paper::PaperJson, template};

/// For how many documents that did not ask for it something worked out is kept: as many as
/// are made at the same time, since each asks again for what it worked out before.
const KEPT: usize = 8;

/// From so many pages on, all that was worked out is let go of before the file is written:
/// it holds several times what the pages do, and nobody waits for papers beside such a one.
const LONG: usize = 100;

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));

static SHARED: LazyLock<Vec<Source>> =
    LazyLock::new(|| template::SHARED.map(|(path, text)| source(path, text.to_owned())).into());

/// Lets go of what was worked out for documents of some time ago: without it every
/// document would keep some megabytes.
pub(crate) fn forget() {
    typst::comemo::evict(KEPT);
}

/// What the libraries do, with a panic of theirs as its words. What they are given
/// comes from offices and other laptops, and they have been seen to break over it; the
/// act must end with an answer, and nothing half written. Nothing of ours is changed in
/// there; what they keep for later is whole between two steps of theirs.
pub(crate) fn caught<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|panic| {
        let words = panic.downcast_ref::<String>().map(String::as_str);
        words.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or_default().to_owned()
    })
}

/// A form of Typst text, read: what is done once for all papers that are set with it.
pub(crate) struct TypstForm {
    main: Source,
    /// Its path and its bytes.
    logo: Option<(String, Bytes)>,
}

impl TypstForm {
    pub(crate) fn new(main: &str, logo: Option<(Vec<u8>, String)>) -> Self {
        let logo = logo.map(|(bytes, ending)| (format!("/logo.{ending}"), Bytes::new(bytes)));
        Self { main: source("/main.typ", main.to_owned()), logo }
    }

    pub(crate) fn pdf(&self, paper: PaperJson<'_>, date: NaiveDate) -> Result<Vec<u8>, Error> {
        caught(|| self.of(paper).set_pdf(date)).unwrap_or_else(|it| Err(Error::Failed(it)))
    }

    pub(crate) fn pages(&self, paper: PaperJson<'_>, first: usize, most: usize) -> Result<PaperPages, Error> {
        caught(|| self.of(paper).set_pages(first, most)).unwrap_or_else(|it| Err(Error::Failed(it)))
    }

    fn of<'a>(&'a self, paper: PaperJson<'a>) -> Typesetting<'a> {
        Typesetting { form: self, own: Bytes::from_string(paper.own()), whole: OnceLock::new(), paper }
    }
}

/// One document in the making.
struct Typesetting<'a> {
    form: &'a TypstForm,
    paper: PaperJson<'a>,
    own: Bytes,
    /// Where a form asks for it.
    whole: OnceLock<Bytes>,
}

impl Typesetting<'_> {
    fn set(&self) -> Result<PagedDocument, Error> {
        typst::compile::<PagedDocument>(self).output.map_err(|it| self.error(&it))
    }

    fn set_pdf(&self, date: NaiveDate) -> Result<Vec<u8>, Error> {
        let document = self.set()?;
        if document.pages().len() >= LONG {
            typst::comemo::evict(0);
        }
        let standards = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1])
            .map_err(|it| Error::Template { line: None, message: it.message().to_string() })?;
        let options = PdfOptions {
            ident: Smart::Auto,
            creator: Smart::Custom(Some("Prakarsa".to_owned())),
            timestamp: day(date).map(Timestamp::new_utc),
            standards,
            ..PdfOptions::default()
        };
        typst_pdf::pdf(&document, &options).map_err(|it| self.error(&it))
    }

    fn set_pages(&self, first: usize, most: usize) -> Result<PaperPages, Error> {
        let document = self.set()?;
        let all = document.pages();
        let svg = all.iter().skip(first).take(most).map(|it| typst_svg::svg(it, &SvgOptions::default()));
        Ok(PaperPages { svg: svg.collect(), total: all.len() })
    }

    fn error(&self, all: &[SourceDiagnostic]) -> Error {
        let Some(first) = all.first() else { return Error::Template { line: None, message: String::new() } };
        let main = &self.form.main;
        let own = first.span.id() == Some(main.id());
        let at = self.range(first.span).filter(|_| own).map(|it| it.start);
        let line = at.and_then(|it| main.lines().byte_to_line(it)).map(|it| it + 1);
        let hints = first.hints.iter().map(|it| format!(" ({})", it.v));
        Error::Template { line, message: format!("{}{}", first.message, hints.collect::<String>()) }
    }
}

/// A source by the name that others import it by. All names stand here and are paths;
/// one that were none would be a source that nobody can import.
fn source(path: &str, text: String) -> Source {
    match VirtualPath::new(path) {
        Ok(path) => Source::new(FileId::new(RootedPath::new(VirtualRoot::Project, path)), text),
        Err(_) => Source::detached(text),
    }
}

fn day(date: NaiveDate) -> Option<Datetime> {
    let part = |it: u32| u8::try_from(it).ok();
    Datetime::from_ymd_hms(date.year(), part(date.month())?, part(date.day())?, 0, 0, 0)
}

impl World for Typesetting<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &FONTS.book
    }

    fn main(&self) -> FileId {
        self.form.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let found = std::iter::once(&self.form.main).chain(&*SHARED).find(|it| it.id() == id);
        found.cloned().ok_or_else(|| missing(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let path = id.vpath().get_with_slash();
        match &self.form.logo {
            _ if *id.root() != VirtualRoot::Project => Err(missing(id)),
            _ if path == "/shared.json" => Ok(self.paper.shared.object()),
            _ if path == "/own.json" => Ok(self.own.clone()),
            _ if path == "/paper.json" => Ok(self.whole.get_or_init(|| Bytes::from_string(self.paper.whole())).clone()),
            Some((logo, bytes)) if path == logo => Ok(bytes.clone()),
            _ => Err(missing(id)),
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.get(index)
    }

    /// A template has no clock: its day stands in the paper.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn missing(id: FileId) -> FileError {
    FileError::NotFound(id.vpath().get_with_slash().into())
}
