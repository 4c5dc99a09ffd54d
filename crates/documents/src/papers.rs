//! The papers of one kind that one act makes: whatever they have in common (form, coat of
//! arms, what is said of the region) is made ready once. Several can be made at the same
//! time; each is the same, byte for byte, as if it were made alone.

use domain::submission::{
    document::{DocumentFormat, DocumentKind, DocumentOf},
    dossier::Dossier,
    office::Office,
};

use crate::{
    Error, Options, PaperPages, UnprintableText,
    docx::{self, DocxForm, DrawnLogo},
    paper::{self, OwnPaper, SharedPaper},
    rekap, template,
    typeset::{self, TypstForm},
};

/// See the head of this file.
pub struct Papers<'a> {
    kind: DocumentKind,
    dossier: &'a Dossier,
    office: &'a Office,
    options: &'a Options,
    shared: SharedPaper,
    form: PaperForm,
}

/// What papers are made with.
enum PaperForm {
    Pdf(TypstForm),
    Docx(Box<DocxForm>, Option<DrawnLogo>),
    Xlsx,
}

/// One document, whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenPaper {
    /// The file.
    pub bytes: Vec<u8>,
    /// What a PDF cannot print as it was written; of other formats nothing.
    pub unprintable: Vec<UnprintableText>,
}

impl<'a> Papers<'a> {
    /// Makes ready what they have in common.
    ///
    /// # Errors
    /// The kind is not written in this format; the office's own template cannot be filled.
    pub fn new(
        kind: DocumentKind,
        format: DocumentFormat,
        dossier: &'a Dossier,
        office: &'a Office,
        options: &'a Options,
    ) -> Result<Self, Error> {
        let unknown = || Error::Format { kind, format };
        if !kind.formats().contains(&format) {
            return Err(unknown());
        }
        let form = match format {
            DocumentFormat::Pdf => {
                let built_in = template::built_in(kind).ok_or_else(unknown)?;
                let own = options.own.as_deref().map(String::from_utf8_lossy);
                PaperForm::Pdf(TypstForm::new(own.as_deref().unwrap_or(built_in), office.logo.clone()))
            }
            DocumentFormat::Docx => {
                let own = options.own.clone();
                let template = own.or_else(|| docx::built_in(kind)).ok_or_else(unknown)?;
                let form = DocxForm::read(&template).map_err(|it| Error::Docx(Box::new(it)))?;
                let picture = |it: &(Vec<u8>, String)| typeset::caught(|| docx::picture(&it.0, &it.1)).ok().flatten();
                PaperForm::Docx(Box::new(form), office.logo.as_ref().and_then(picture))
            }
            DocumentFormat::Xlsx => PaperForm::Xlsx,
        };
        Ok(Self { kind, dossier, office, options, shared: SharedPaper::of(dossier, office), form })
    }

    /// The paper about one of them.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn write(&self, of: &DocumentOf) -> Result<WrittenPaper, Error> {
        let told = |bytes| WrittenPaper { bytes, unprintable: Vec::new() };
        match &self.form {
            PaperForm::Pdf(form) => {
                let own = self.own(of)?;
                let unprintable = self.shared.unprintable(&own);
                let bytes = form.pdf(self.shared.json(own), self.options.date);
                typeset::forget();
                Ok(WrittenPaper { bytes: bytes.map_err(|it| it.under(self.options))?, unprintable })
            }
            PaperForm::Docx(form, logo) => {
                let filled = form.fill(self.shared.value(self.own(of)?), logo.as_ref());
                filled.map(told).map_err(|it| Error::Docx(Box::new(it)))
            }
            PaperForm::Xlsx => {
                rekap::workbook(self.dossier, self.options).map(told).map_err(|it| Error::Failed(it.to_string()))
            }
        }
    }

    /// Some pages of one of them as pictures, from the page `first` (0: the first).
    ///
    /// # Errors
    /// See [`Error`]; only a PDF has pages.
    pub fn pages(&self, of: &DocumentOf, first: usize, most: usize) -> Result<PaperPages, Error> {
        let PaperForm::Pdf(form) = &self.form else {
            return Err(Error::Format { kind: self.kind, format: DocumentFormat::Pdf });
        };
        let pages = form.pages(self.shared.json(self.own(of)?), first, most);
        typeset::forget();
        pages.map_err(|it| it.under(self.options))
    }

    /// What a PDF about one of them cannot print as it was written.
    ///
    /// # Errors
    /// [`Error::Scope`].
    pub fn unprintable(&self, of: &DocumentOf) -> Result<Vec<UnprintableText>, Error> {
        Ok(self.shared.unprintable(&self.own(of)?))
    }

    /// What a Typst template reads, as JSON: README.md tells what stands in it.
    ///
    /// # Errors
    /// [`Error::Scope`].
    pub fn json(&self, of: &DocumentOf) -> Result<String, Error> {
        Ok(self.shared.json(self.own(of)?).whole())
    }

    fn own(&self, of: &DocumentOf) -> Result<OwnPaper, Error> {
        let paper = paper::paper(self.kind, self.dossier, self.office, self.options, of);
        paper.map(|it| OwnPaper::of(&it)).ok_or(Error::Scope { kind: self.kind })
    }
}
