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
        /// When it was so; absent where no source tells it.
        year: Option<u16>,
        /// How that year lies to those that count; absent where every year counts.
        time: Option<CitationTime>,
        /// The rung that follows; absent where none does.
        parameter: Option<u8>,
        /// Measuring basis of that rung, where there are several.
        variant: Option<String>,
        /// How sure it is; absent where nothing was found.
        keyakinan: Option<Keyakinan>,
        /// What the source is worth as bukti; absent where that is not known.
        fit: Option<CitationFit>,
        /// What to bear in mind.
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
        /// Who published it.
        outlet: Option<String>,
        /// ISO date, month or year, or words.
        date: Option<String>,
        /// On the web: `http` or `https`.
        address: Option<String>,
    }

    /// A document that a source names.
    struct CitedDocumentView {
        /// What it is called.
        title: String,
        /// Its official number.
        nomor: Option<String>,
        /// ISO date, month or year, or words.
        date: Option<String>,
        /// Where it is told of, on the web.
        address: Option<String>,
    }
}
