//! What published sources say that bears on an indikator, and the parameter that
//! follows from it. It explains an answer, or offers one; it never supports a score:
//! only bukti does.

use serde::{Deserialize, Serialize};

use crate::{
    assessment::{instrument::Indikator, score::Choice},
    inovasi::{
        penghargaan::Keyakinan,
        profile::{TextError, clean},
    },
    named,
};

/// Most citations of one indikator.
pub const MAX_CITATIONS: usize = 16;
/// Most sources, and most documents, of one citation.
pub const MAX_SOURCES: usize = 16;

named! {
    /// What a source is worth as bukti.
    pub enum CitationFit {
        /// The form accepts the source itself.
        Source = "source",
        /// What the form asks for can be had from the service it names.
        Obtainable = "obtainable",
        /// The form asks for another document; the source only tells of the fact.
        Other = "other",
    }
}

named! {
    /// How the year of a fact lies to the years that count.
    pub enum CitationTime {
        /// Within them.
        Inside = "inside",
        /// Not within them: the fact is no ground for an answer of this year.
        Outside = "outside",
        /// The years are limited, and the fact has none.
        Undated = "undated",
    }
}

/// What is said of one indikator of one subject.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Citation {
    /// One sentence: what the source says, or what was looked for in vain.
    pub fact: String,
    /// The year in which it was so; none where no source tells it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<u16>,
    /// The parameter that follows, from 1; none where none does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parameter: Option<u8>,
    /// The measuring basis of that parameter, where the indikator has several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub variant: Option<String>,
    /// Whether the source says it, or we read it so; none where nothing was found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keyakinan: Option<Keyakinan>,
    /// What the source is worth as bukti; none where that is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fit: Option<CitationFit>,
    /// What to bear in mind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caveat: Option<String>,
    /// Where it is said, the best first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sumber: Vec<PublishedSource>,
    /// Documents that it rests on and whose file nobody has yet.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub document: Vec<NamedDocument>,
}

/// A page or a paper that anybody can look up.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishedSource {
    /// Its title, in its own language; none where only its outlet is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Who published it: a newspaper, an office, a journal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outlet: Option<String>,
    /// When, as far as it is known: `2024`, `2024-03`, `2024-03-01`, or words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// Where on the web: `http` or `https`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
}

/// A document that a source names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedDocument {
    /// What it is called.
    pub title: String,
    /// Its official number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nomor: Option<String>,
    /// As [`PublishedSource::date`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// Where it can be read, or is told of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
}

/// Why citations cannot be kept.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CitationError {
    /// A text of it is too long, or holds control characters.
    #[error(transparent)]
    Text(#[from] TextError),
    /// The list, or one of its lists, is too long.
    #[error("more than {0}")]
    TooMany(usize),
    /// It says nothing.
    #[error("a citation without a fact")]
    NoFact,
    /// A source that neither title nor outlet names, or a document without a title.
    #[error("a source without a name")]
    NoTitle,
    /// It is no address on the web.
    #[error("{0:?} is no address on the web")]
    Address(String),
}

impl Citation {
    /// How its year lies to those that count for an indikator in `tahun`; none where
    /// every year counts, or no parameter follows.
    pub fn time(&self, indikator: &Indikator, tahun: i32) -> Option<CitationTime> {
        let years = indikator.window.map(|it| it.years(tahun)).filter(|_| self.parameter.is_some())?;
        Some(match self.year {
            None => CitationTime::Undated,
            Some(year) if years.contains(&i32::from(year)) => CitationTime::Inside,
            Some(_) => CitationTime::Outside,
        })
    }

    /// Whether it tells why this was chosen.
    pub fn tells_of(&self, choice: &Choice) -> bool {
        self.parameter == Some(choice.parameter) && self.variant == choice.variant
    }

    fn checked(self) -> Result<Self, CitationError> {
        if self.sumber.len() > MAX_SOURCES || self.document.len() > MAX_SOURCES {
            return Err(CitationError::TooMany(MAX_SOURCES));
        }
        let source = |it: PublishedSource| {
            let (title, outlet) = (line(it.title)?, line(it.outlet)?);
            if title.is_none() && outlet.is_none() {
                return Err(CitationError::NoTitle);
            }
            Ok(PublishedSource { title, outlet, date: line(it.date)?, address: address(it.address)? })
        };
        let document = |it: NamedDocument| {
            Ok::<_, CitationError>(NamedDocument {
                title: clean(&it.title, false)?.ok_or(CitationError::NoTitle)?,
                nomor: line(it.nomor)?,
                date: line(it.date)?,
                address: address(it.address)?,
            })
        };
        Ok(Self {
            fact: clean(&self.fact, false)?.ok_or(CitationError::NoFact)?,
            variant: line(self.variant)?,
            caveat: line(self.caveat)?,
            sumber: self.sumber.into_iter().map(source).collect::<Result<_, _>>()?,
            document: self.document.into_iter().map(document).collect::<Result<_, _>>()?,
            ..self
        })
    }
}

fn line(text: Option<String>) -> Result<Option<String>, TextError> {
    Ok(text.map(|it| clean(&it, false)).transpose()?.flatten())
}

fn address(text: Option<String>) -> Result<Option<String>, CitationError> {
    let text = line(text)?;
    match text {
        Some(it) if !is_web_address(&it) => Err(CitationError::Address(it)),
        other => Ok(other),
    }
}

/// Whether a browser may be sent there: `http` or `https`, a host, and nothing that
/// is not seen.
pub fn is_web_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|it| it.starts_with(|it: char| it.is_ascii_alphanumeric()))
        && text.chars().all(|it| {
            !it.is_whitespace() && !it.is_control() && !matches!(it, '"' | '\'' | '<' | '>' | '\\' | '^' | '`' | '|')
        })
}

/// Cleans and checks what is said of one indikator.
///
/// # Errors
/// There are too many, or one of them cannot be kept.
pub fn check_citations(all: Vec<Citation>) -> Result<Vec<Citation>, CitationError> {
    if all.len() > MAX_CITATIONS {
        return Err(CitationError::TooMany(MAX_CITATIONS));
    }
    all.into_iter().map(Citation::checked).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(fact: &str) -> Citation {
        Citation { fact: fact.into(), ..Citation::default() }
    }

    #[test]
    fn only_addresses_on_the_web_are_kept() {
        for good in ["https://semarangkota.go.id/p/1?a=b&c=d", "http://a.id"] {
            assert!(is_web_address(good), "{good}");
        }
        for bad in [
            "",
            "semarangkota.go.id",
            "file:///C:/Windows/system32/calc.exe",
            "javascript:alert(1)",
            "https:///x",
            "https://-x",
            "https://a.id/ b",
            "https://a.id/\"&calc&\"",
            "https://a.id/^|calc",
            "HTTPS//a.id",
        ] {
            assert!(!is_web_address(bad), "{bad}");
        }
    }

    #[test]
    fn what_says_nothing_or_leads_nowhere_is_refused() {
        let source = |title: &str, address: &str| PublishedSource {
            title: Some(title.into()),
            address: Some(address.into()),
            ..PublishedSource::default()
        };
        let full = Citation { sumber: vec![source(" Judul ", "https://a.id")], ..told(" Tiga ton beras. ") };
        let kept = check_citations(vec![full]).unwrap();
        assert_eq!((kept[0].fact.as_str(), kept[0].sumber[0].title.as_deref()), ("Tiga ton beras.", Some("Judul")));
        assert_eq!(check_citations(kept.clone()), Ok(kept));

        let refused = |it: Citation| check_citations(vec![it]).unwrap_err();
        assert_eq!(refused(told("  ")), CitationError::NoFact);
        assert_eq!(
            refused(Citation { sumber: vec![source(" ", "https://a.id")], ..told("x") }),
            CitationError::NoTitle
        );
        let elsewhere = Citation { sumber: vec![source("x", "file:///x")], ..told("x") };
        assert_eq!(refused(elsewhere), CitationError::Address("file:///x".into()));
        let many = Citation { document: vec![NamedDocument::default(); MAX_SOURCES + 1], ..told("x") };
        assert_eq!(refused(many), CitationError::TooMany(MAX_SOURCES));
        assert_eq!(check_citations(vec![told("x"); MAX_CITATIONS + 1]), Err(CitationError::TooMany(MAX_CITATIONS)));
    }
}
