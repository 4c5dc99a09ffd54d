//! Papers, and the office that signs them.

use domain::{
    core::id::Subject,
    submission::{
        document::{DocumentField, DocumentFormat, DocumentKind, DocumentScope},
        office::{OfficeField, Signer, SignerRole},
        template::TemplateFaultCause,
    },
};
use serde::Serialize;

use crate::view::{NoticeView, view};

view! {
    /// The office's paper and its signers.
    struct OfficeView {
        /// Every line that can be said of it, in order; not the coat of arms.
        field: Vec<OfficeFieldView>,
        /// Whether there is a coat of arms.
        has_logo: bool,
        /// Why papers are made without it.
        notices: Vec<NoticeView>,
        /// Every place in which somebody can sign: of the region, then of each perangkat
        /// daerah.
        signer: Vec<SignerView>,
    }

    /// What was said of one field of the paper.
    struct OfficeFieldView {
        /// Which.
        field: OfficeField,
        /// Absent: nothing was said.
        value: Option<String>,
    }

    /// One place in which somebody can sign.
    struct SignerView {
        /// The region, or the perangkat daerah.
        subject: Subject,
        /// Which place.
        role: SignerRole,
        /// The name of the perangkat daerah; empty for the region.
        perangkat_daerah: String,
        /// Absent: nobody is named.
        signer: Option<Signer>,
    }

    /// A kind of paper.
    struct DocumentKindView {
        /// Its name.
        kind: DocumentKind,
        /// Of what it can be made, the usual first.
        scopes: Vec<DocumentScope>,
        /// In which formats, the usual first.
        formats: Vec<DocumentFormat>,
        /// What it asks of whoever writes it.
        asks: Vec<DocumentField>,
        /// In which of them the office has its own form.
        own: Vec<DocumentFormat>,
    }

    /// Every kind of paper, and whom papers can be made for.
    struct DocumentsView {
        /// In the order in which they are offered.
        kinds: Vec<DocumentKindView>,
        /// Names of the perangkat daerah, in order.
        perangkat_daerah: Vec<String>,
    }

    /// Pages of a paper before it is written.
    struct DocumentPreview {
        /// Those that were asked for.
        pages: Vec<DocumentPageView>,
        /// Pages of that paper.
        n_page: u32,
        /// Papers that would be written; the pages are of the first.
        n_document: u32,
        /// What it lacks.
        notices: Vec<NoticeView>,
    }

    /// One page.
    struct DocumentPageView {
        /// A whole SVG, without scripts.
        svg: String,
    }

    /// What is wrong with a template that somebody wants to give back.
    struct TemplateCheckView {
        /// For which format it would be.
        format: DocumentFormat,
        /// None: it can be given back.
        faults: Vec<TemplateFaultView>,
    }

    /// One thing that is wrong with a template, and where.
    struct TemplateFaultView {
        /// Key of its sentence, under `template_fault.`.
        cause: TemplateFaultCause,
        /// What was typed there, or what a library says.
        text: String,
        /// What was probably meant.
        near: Option<String>,
        /// The nearest heading above; empty: none.
        heading: String,
        /// The row of its table, from 1.
        row: Option<u32>,
        /// The beginning of its paragraph; empty: unknown.
        paragraph: String,
        /// The line of a Typst text, from 1.
        line: Option<u32>,
    }

    /// A template that was written to be changed.
    struct TemplateReceipt {
        /// Where it lies.
        path: String,
        /// Bytes.
        size: f64,
    }

    /// Papers that were written.
    struct DocumentsReceipt {
        /// Where they lie: a file, a folder or a zip.
        path: String,
        /// What kind.
        kind: DocumentKind,
        /// How many.
        n_document: u32,
        /// Bytes of all of them together.
        size: f64,
        /// What they lack.
        notices: Vec<NoticeView>,
    }
}
