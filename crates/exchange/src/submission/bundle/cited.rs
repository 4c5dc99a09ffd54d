//! What published sources say of an answer, as pages and JSON files tell it.

use domain::{
    assessment::{
        citation::{CitationTime, is_web_address},
        instrument::Indikator,
    },
    inovasi::penghargaan::Keyakinan,
    submission::dossier::DossierAnswer,
};
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct PageCitation<'a> {
    pub fact: &'a str,
    pub year: Option<u16>,
    /// How that year lies to those that count.
    pub time: Option<CitationTime>,
    pub keyakinan: Option<Keyakinan>,
    pub caveat: Option<&'a str>,
    pub sumber: Vec<PageSource<'a>>,
    /// Documents whose file is not here.
    pub document: Vec<PageSource<'a>>,
}

/// A page, a paper or a document.
#[derive(Serialize)]
pub(super) struct PageSource<'a> {
    pub title: Option<&'a str>,
    pub nomor: Option<&'a str>,
    pub outlet: Option<&'a str>,
    pub date: Option<&'a str>,
    pub address: Option<&'a str>,
}

/// What is said of the chosen parameter.
pub(super) fn cited<'a>(answer: &'a DossierAnswer, indikator: Option<&Indikator>, tahun: i32) -> Vec<PageCitation<'a>> {
    answer
        .citation
        .iter()
        .map(|it| PageCitation {
            fact: &it.fact,
            year: it.year,
            time: indikator.and_then(|indikator| it.time(indikator, tahun)),
            keyakinan: it.keyakinan,
            caveat: it.caveat.as_deref(),
            sumber: it
                .sumber
                .iter()
                .map(|it| PageSource {
                    title: it.title.as_deref(),
                    nomor: None,
                    outlet: it.outlet.as_deref(),
                    date: it.date.as_deref(),
                    address: it.address.as_deref().filter(|it| is_web_address(it)),
                })
                .collect(),
            document: it
                .document
                .iter()
                .map(|it| PageSource {
                    title: Some(&it.title),
                    nomor: it.nomor.as_deref(),
                    outlet: None,
                    date: it.date.as_deref(),
                    address: it.address.as_deref().filter(|it| is_web_address(it)),
                })
                .collect(),
        })
        .collect()
}
