//! Papers: which there are, and whom each is made for. `list` names them, `write` writes
//! them, `preview` shows them before; `overview` is what they tell beside the dossier.

pub(crate) mod list;
mod make;
pub(in crate::submission) mod overview;
pub(crate) mod preview;
pub(crate) mod write;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use documents::{Options, Papers, UnprintableText};
use domain::{
    assessment::score::Entry,
    core::{id::InovasiId, notice::NoticeCode},
    inovasi::perangkat_daerah::fold_name,
    submission::{
        document::{DocumentField, DocumentFormat, DocumentKind, DocumentOf, DocumentScope},
        dossier::Dossier,
        office::Office,
    },
};

use crate::{
    core::{
        error::{Code, Error, Reason, Result},
        output,
        progress::{self, Watch, WorkStep},
        registry::Core,
    },
    submission::{
        bundle::{dossier::dossier, verify::read_code},
        office::office,
        template::used_form,
    },
    view::{ArgView, NoticeView},
};

/// Which documents are meant.
#[derive(Debug, Clone, serde::Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct DocumentRequest {
    /// What kind of paper.
    pub kind: DocumentKind,
    /// Of these inovasi, one paper each; with `perangkat_daerah` empty too: of all that
    /// the kind is made of.
    pub inovasi: Vec<InovasiId>,
    /// Of these bodies, by their names, one paper each.
    pub perangkat_daerah: Vec<String>,
    /// What the kind asks for beside.
    pub fields: Vec<GivenField>,
    /// The day on the paper, as dates are typed; today when absent.
    pub date: Option<String>,
}

/// What was said of one thing that a kind asks for.
#[derive(Debug, Clone, serde::Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct GivenField {
    /// Which.
    pub field: DocumentField,
    /// As it is printed.
    pub value: String,
}

/// All that papers are made from, frozen.
struct Frozen {
    dossier: Dossier,
    office: Office,
    /// One paper each.
    of: Vec<DocumentOf>,
    options: Options,
    /// What papers lack.
    notices: Vec<NoticeView>,
}

impl DocumentRequest {
    /// Every paper of a kind, with nothing said beside, on some day.
    pub(in crate::submission) fn every(kind: DocumentKind, day: NaiveDate) -> Self {
        let date = Some(day.to_string());
        Self { kind, inovasi: Vec::new(), perangkat_daerah: Vec::new(), fields: Vec::new(), date }
    }
}

/// Each paper that is asked for, made of what is handed in: whom it is about, and its
/// bytes.
///
/// # Errors
/// The kind is not made of such subjects, or there are none; the office's own template is
/// broken; `watch` stopped it.
pub(in crate::submission) fn make_each(
    core: &Core,
    req: &DocumentRequest,
    wanted: impl Fn(&Entry) -> bool,
    watch: &mut dyn Watch,
) -> Result<Vec<(DocumentOf, Vec<u8>)>> {
    let frozen = freeze_of(core, req, DocumentFormat::Pdf, wanted, watch)?;
    let (papers, total) = (frozen.papers(req.kind, DocumentFormat::Pdf)?, frozen.of.len());
    let mut made = Vec::with_capacity(total);
    make::make_in_order(
        &frozen.of,
        |at, _| progress::step(watch, WorkStep::Reading, req.kind.name(), at, total),
        |of| Ok(papers.write(of)?.bytes),
        |of, bytes| {
            made.push((of.clone(), bytes));
            Ok(())
        },
    )?;
    Ok(made)
}

fn freeze(core: &Core, req: &DocumentRequest, format: DocumentFormat, watch: &mut dyn Watch) -> Result<Frozen> {
    freeze_of(core, req, format, |_| true, watch)
}

/// The lock is held only while all is read.
fn freeze_of(
    core: &Core,
    req: &DocumentRequest,
    format: DocumentFormat,
    wanted: impl Fn(&Entry) -> bool,
    watch: &mut dyn Watch,
) -> Result<Frozen> {
    let date = output::date(core, req.date.as_deref())?;
    let (dossier, (office, mut notices), (template, told)) = core.read(|reader| {
        let instrument = core.current_instrument_in(reader)?;
        let (mut dossier, _) = dossier(core, reader, &instrument, wanted, watch)?;
        dossier.overview = overview::overview(core, reader, &instrument)?;
        Ok((dossier, office(reader)?, used_form(reader, req.kind, format)?))
    })?;
    notices.extend(told);
    let of = whom(&dossier, req)?;
    // A slip would stand on signed papers.
    let code = req.fields.iter().find(|it| it.field == DocumentField::KodeBundel && !it.value.trim().is_empty());
    code.map(|it| read_code(&it.value)).transpose()?;
    let options = Options {
        draft: req.kind.is_handed_in(),
        fields: req.fields.iter().map(|it| (it.field, it.value.clone())).collect(),
        own: template,
        ..plain_options(date)
    };
    Ok(Frozen { dossier, office, of, options, notices })
}

/// Nothing said beside the day.
fn plain_options(date: NaiveDate) -> Options {
    Options {
        of: DocumentOf::Daerah,
        date,
        draft: false,
        fields: BTreeMap::new(),
        own: None,
        program: concat!("Prakarsa ", env!("CARGO_PKG_VERSION")).to_owned(),
    }
}

/// The recap of a dossier that is frozen already, with the lists that it counts by.
///
/// # Errors
/// The library of workbooks refuses it.
pub(in crate::submission) fn recap(dossier: &Dossier, date: NaiveDate) -> Result<Vec<u8>> {
    let (kind, format) = (DocumentKind::Rekap, DocumentFormat::Xlsx);
    Ok(documents::write(kind, format, dossier, &Office::default(), &plain_options(date))?)
}

/// Beginning of a text that a notice shows, in characters, and most letters it names.
const SHOWN: usize = 60;
const LETTERS: usize = 12;

impl Frozen {
    fn papers(&self, kind: DocumentKind, format: DocumentFormat) -> Result<Papers<'_>> {
        Ok(Papers::new(kind, format, &self.dossier, &self.office, &self.options)?)
    }
}

/// Letters that a PDF cannot print, gathered over the papers of one act.
#[derive(Default)]
struct UnknownLetters {
    letters: BTreeSet<char>,
    first: Option<UnprintableText>,
}

impl UnknownLetters {
    fn add(&mut self, found: Vec<UnprintableText>) {
        for it in found {
            self.letters.extend(it.letters.iter().copied());
            self.first.get_or_insert(it);
        }
    }

    /// What one notice tells of them.
    fn notice(self, dossier: &Dossier) -> Option<NoticeView> {
        let first = self.first?;
        let letters: Vec<String> = self.letters.into_iter().take(LETTERS).map(String::from).collect();
        let nama = if first.of.is_empty() { &dossier.pemda.nama } else { &first.of };
        let text: String = first.text.chars().take(SHOWN).collect();
        let args = [("letters", letters.join(" ")), ("nama", nama.clone()), ("text", text)];
        let args = args.map(|(name, value)| ArgView { name: name.to_owned(), value }).into();
        Some(NoticeView { code: NoticeCode::LettersUnknown, args })
    }
}

/// Whose papers are asked for, in the order of the dossier.
fn whom(dossier: &Dossier, req: &DocumentRequest) -> Result<Vec<DocumentOf>> {
    let scopes = req.kind.scopes();
    let refuse = || Error::invalid(Reason::DocumentScope).arg("kind", req.kind);
    let bodies = &dossier.overview.perangkat_daerah;
    let mut named = Vec::new();
    for nama in &req.perangkat_daerah {
        let body = bodies.iter().find(|it| fold_name(&it.nama) == fold_name(nama));
        let body = body.ok_or_else(|| Error::not_found(Reason::PerangkatDaerahMissing).arg("id", nama))?;
        // Whoever is named twice is meant once.
        if !named.contains(&body) {
            named.push(body);
        }
    }
    let mut seen = BTreeSet::new();
    let inovasi: Vec<InovasiId> = req.inovasi.iter().copied().filter(|it| seen.insert(*it)).collect();
    let has = |scope| scopes.contains(&scope);
    let of = match (named.is_empty(), inovasi.is_empty()) {
        (true, true) => match scopes.first() {
            Some(DocumentScope::Daerah) => vec![DocumentOf::Daerah],
            Some(DocumentScope::PerangkatDaerah) => bodies
                .iter()
                .filter(|it| if req.kind.needs_inovasi() { !it.inovasi.is_empty() } else { it.listed })
                .map(|it| DocumentOf::PerangkatDaerah(it.nama.clone()))
                .collect(),
            _ => dossier.inovasi.iter().map(|it| DocumentOf::Inovasi(it.id)).collect(),
        },
        (true, false) if has(DocumentScope::Inovasi) => inovasi.into_iter().map(DocumentOf::Inovasi).collect(),
        (false, true) if has(DocumentScope::PerangkatDaerah) => {
            named.into_iter().map(|it| DocumentOf::PerangkatDaerah(it.nama.clone())).collect()
        }
        (false, true) if has(DocumentScope::Inovasi) => {
            named.into_iter().flat_map(|it| &it.inovasi).copied().map(DocumentOf::Inovasi).collect()
        }
        _ => return Err(refuse()),
    };
    if of.is_empty() { Err(Error::not_found(Reason::DocumentNone).arg("kind", req.kind)) } else { Ok(of) }
}

impl From<documents::Error> for Error {
    fn from(error: documents::Error) -> Self {
        match error {
            documents::Error::Scope { kind } => Self::invalid(Reason::DocumentScope).arg("kind", kind),
            documents::Error::Format { kind, format } => {
                Self::invalid(Reason::DocumentFormat).arg("kind", kind).arg("format", format.name().to_uppercase())
            }
            documents::Error::Template { line, message } => Self::new(Code::Invalid, Reason::TemplateBroken)
                .arg("line", line.map_or_else(|| "–".to_owned(), |it| it.to_string()))
                .arg("cause", message),
            documents::Error::Docx(fault) => Self::invalid(Reason::TemplateUnfilled)
                .arg("near", &fault.place.text)
                .arg("fault", fault.cause)
                .arg("text", &fault.text),
            documents::Error::Failed(_) => Self::new(Code::Invalid, Reason::DocumentFailed),
        }
    }
}
