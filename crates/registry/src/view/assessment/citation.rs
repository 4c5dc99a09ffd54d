//! What published sources say of answers.

use domain::{
    assessment::citation::{CitationFit, CitationTime},
    inovasi::penghargaan::Keyakinan,
};
use serde::Serialize;

use crate::view::view;

view! {
    /// What a published source says of an answer. It supports nothing: only bukti does.
    struct CitationView {
        /// One sentence: what it says, or what was looked for in vain.
        fact: String,
        year: Option<u16>,
        /// How that year lies to those that count; absent where every year counts.
        time: Option<CitationTime>,
        /// The rung that follows; absent where none does.
        parameter: Option<u8>,
        variant: Option<String>,
        keyakinan: Option<Keyakinan>,
        /// What the source is worth as bukti; absent where that is not known.
        fit: Option<CitationFit>,
        caveat: Option<String>,
        /// Where it is said.
        sumber: Vec<CitedSourceView>,
        /// Documents it rests on whose file is not here.
        document: Vec<CitedDocumentView>,
        /// Whether the chosen rung is the one that follows from it.
        stands: bool,
    }

    /// A page or a paper that can be looked up.
    struct CitedSourceView {
        /// Absent where only its outlet is known.
        title: Option<String>,
        outlet: Option<String>,
        /// ISO date, month or year, or words.
        date: Option<String>,
        /// On the web: `http` or `https`.
        address: Option<String>,
    }

    /// A document that a source names.
    struct CitedDocumentView {
        title: String,
        nomor: Option<String>,
        /// ISO date, month or year, or words.
        date: Option<String>,
        /// Where it is told of, on the web.
        address: Option<String>,
    }
}
