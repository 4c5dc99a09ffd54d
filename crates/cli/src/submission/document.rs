//! Papers and the office that signs them, on the command line.

use std::{io::IsTerminal, path::PathBuf};

use clap::{Args, Subcommand};
use registry::{
    DocumentField, DocumentFormat, DocumentKind, DocumentRequest, Error, GivenField, OfficeField, Reason, Registry,
    Result, Signer, SignerForm, SignerRole, Subject, WriteDocuments,
    progress::{Watch, WorkStep},
    view::*,
};

use crate::{
    Done,
    run::inovasi,
    show::{Show, clean},
    write::write_beside,
};

#[derive(Args)]
pub struct ReportArgs {
    /// What to write; --list names the kinds
    #[arg(required_unless_present = "list")]
    kind: Option<String>,
    /// A file for one paper; a .zip or a new folder for any number
    #[arg(required_unless_present = "list")]
    out: Option<PathBuf>,
    /// Name the kinds instead
    #[arg(long)]
    list: bool,
    /// Of these inovasi, one paper each
    #[arg(long, num_args = 1.., value_name = "ID")]
    inovasi: Vec<String>,
    /// Of these bodies, one paper each
    #[arg(long, num_args = 1.., value_name = "NAMA")]
    perangkat_daerah: Vec<String>,
    /// pdf, docx or xlsx, where the kind has it; else what the kind is usually written as
    #[arg(long, value_parser = ["pdf", "docx", "xlsx"])]
    format: Option<String>,
    /// What the kind asks for, such as nomor=12 or batas="31 Mei 2026"; see --list
    #[arg(long = "set", num_args = 1.., value_name = "FIELD=VALUE")]
    set: Vec<String>,
    /// The day on the paper, YYYY-MM-DD
    #[arg(long)]
    date: Option<String>,
    /// Replace a file that is there; a folder never is
    #[arg(long)]
    force: bool,
}

#[derive(Subcommand)]
pub enum OfficeCommand {
    /// What stands on the paper, and who signs
    Show,
    /// Write one field of the paper; an empty value clears it
    Set {
        /// kop, alamat, tempat, pola_nomor or laman; a line break is written \\n
        field: String,
        value: String,
    },
    /// Take a picture (PNG, JPEG, SVG) as the coat of arms
    Logo { file: PathBuf },
    /// Say who signs in a place
    Signer(SignerArgs),
}

#[derive(Args)]
pub struct SignerArgs {
    /// kepala_daerah, sekretaris_daerah, kepala_brida, ketua_tim or kepala_perangkat_daerah
    role: String,
    /// Name with titles; empty: nobody signs there
    nama: String,
    #[arg(long, default_value = "")]
    jabatan: String,
    #[arg(long, default_value = "")]
    pangkat: String,
    #[arg(long, default_value = "")]
    nip: String,
    /// sendiri, a.n., u.b., plt., plh. or pj.
    #[arg(long, default_value = "sendiri")]
    form: String,
    /// In whose name, for a.n. and u.b.
    #[arg(long, default_value = "")]
    untuk: String,
    /// The body whose head it is
    #[arg(long, value_name = "NAMA")]
    perangkat_daerah: Option<String>,
}

/// Writes papers, or names their kinds.
///
/// # Errors
/// What is asked for does not exist, or cannot be written.
pub fn report(registry: &Registry, show: &Show, it: ReportArgs) -> Result<Done> {
    let (Some(kind), Some(out), false) = (it.kind, it.out, it.list) else {
        let view = registry.list_documents()?;
        return show.print(&view, || view.kinds.iter().map(|it| kind_line(show, it)).collect());
    };
    let unknown = |field: &str| Error::not_found(Reason::FieldUnknown).arg("field", field);
    let kind =
        DocumentKind::by_name(&kind).ok_or_else(|| Error::not_found(Reason::DocumentNone).arg("kind", clean(&kind)))?;
    let fields = it.set.iter().map(|it| {
        let (field, value) = it.split_once('=').unwrap_or((it, ""));
        let field = DocumentField::by_name(field).ok_or_else(|| unknown(field))?;
        Ok(GivenField { field, value: value.to_owned() })
    });
    let req = WriteDocuments {
        document: DocumentRequest {
            kind,
            inovasi: inovasi(registry, &it.inovasi)?,
            perangkat_daerah: it.perangkat_daerah,
            fields: fields.collect::<Result<_>>()?,
            date: it.date,
        },
        format: it
            .format
            .and_then(|it| DocumentFormat::by_name(&it))
            .or_else(|| kind.formats().first().copied())
            .unwrap_or(DocumentFormat::Pdf),
        out: out.display().to_string(),
        replace: it.force,
    };
    let receipt = registry.write_documents(&req, &mut Terminal::default())?;
    show.warn(&receipt.notices);
    // A receipt is JSON for people too: it is kept and compared.
    Show { json: true, language: show.language }.print(&receipt, Vec::new)
}

fn kind_line(show: &Show, it: &DocumentKindView) -> String {
    let formats: Vec<&str> = it.formats.iter().map(|it| it.name()).collect();
    let scopes: Vec<&str> = it.scopes.iter().map(|it| it.name()).collect();
    let asks: Vec<&str> = it.asks.iter().map(|it| it.name()).collect();
    let asks = if asks.is_empty() { String::new() } else { format!("  --set {}", asks.join(", ")) };
    let nama = show.say(&format!("document.{}", it.kind), &[]);
    format!("{:<25} {nama}  [{}]  ({}){asks}", it.kind.name(), formats.join(", "), scopes.join(", "))
}

/// Tells on a terminal how many papers are written; elsewhere nothing.
#[derive(Default)]
pub(crate) struct Terminal {
    told: bool,
}

impl Watch for Terminal {
    fn step(&mut self, _: WorkStep, nama: &str, done: u64, total: u64) -> bool {
        if total > 1 && std::io::stderr().is_terminal() {
            write_beside(&format!("\r\u{1b}[K{} / {total}  {}", done + 1, clean(nama)));
            self.told = true;
        }
        true
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        if self.told {
            write_beside("\r\u{1b}[K");
        }
    }
}

/// The office's paper and its signers.
///
/// # Errors
/// The act did not happen.
pub fn office(
    show: &Show,
    command: OfficeCommand,
    read: impl Fn() -> Result<Registry>,
    write: impl Fn() -> Result<Registry>,
) -> Result<Done> {
    show.office(&match command {
        OfficeCommand::Show => read()?.show_office()?,
        OfficeCommand::Set { field, value } => {
            let known =
                OfficeField::by_name(&field).filter(|it| !matches!(it, OfficeField::Logo | OfficeField::Publik));
            let known = known.ok_or_else(|| Error::not_found(Reason::FieldUnknown).arg("field", &field))?;
            write()?.edit_office(known, Some(&value.replace("\\n", "\n")))?.view
        }
        OfficeCommand::Logo { file } => write()?.set_office_logo(&file)?.view,
        OfficeCommand::Signer(it) => {
            let unknown = |field: &str| Error::not_found(Reason::FieldUnknown).arg("field", field);
            let role = SignerRole::by_name(&it.role).ok_or_else(|| unknown(&it.role))?;
            let form = SignerForm::by_name(&it.form).ok_or_else(|| unknown(&it.form))?;
            let registry = write()?;
            let subject = match &it.perangkat_daerah {
                None => Subject::Daerah,
                Some(nama) => {
                    let list = registry.list_perangkat_daerah()?.perangkat_daerah;
                    let found = list.iter().find(|it| it.nama.eq_ignore_ascii_case(nama.trim()));
                    let found =
                        found.ok_or_else(|| Error::not_found(Reason::PerangkatDaerahMissing).arg("id", nama))?;
                    Subject::PerangkatDaerah(found.id)
                }
            };
            let signer = (!it.nama.trim().is_empty()).then_some(Signer {
                nama: it.nama,
                jabatan: it.jabatan,
                pangkat: it.pangkat,
                nip: it.nip,
                form,
                untuk: it.untuk,
            });
            registry.set_signer(subject, role, signer.as_ref())?.view
        }
    })
}

impl Show {
    fn office(&self, it: &OfficeView) -> Result<Done> {
        self.warn(&it.notices);
        self.print(it, || {
            let label = |key: String| self.say(&key, &[]);
            let field = |it: &OfficeFieldView| {
                let value = it.value.as_deref().unwrap_or("–").replace('\n', " / ");
                format!("{}: {}", label(format!("office_field.{}", it.field)), clean(&value))
            };
            let mut lines: Vec<String> = it.field.iter().map(field).collect();
            let named = it.signer.iter().filter_map(|it| Some((it, it.signer.as_ref()?)));
            lines.extend(named.map(|(place, it)| {
                let whose = if place.perangkat_daerah.is_empty() {
                    String::new()
                } else {
                    format!(" {}", place.perangkat_daerah)
                };
                let role = label(format!("signer_role.{}", place.role));
                format!("{role}{}: {}, {}", clean(&whose), clean(&it.nama), clean(&it.jabatan))
            }));
            lines
        })
    }
}
