//! The office's own forms of papers, on the command line.

use std::path::PathBuf;

use clap::Subcommand;
use registry::{DocumentFormat, DocumentKind, Error, Reason, Registry, Result, view::*};

use crate::{
    Done,
    show::{Show, clean},
};

#[derive(Subcommand)]
pub enum TemplateCommand {
    /// Name the kinds and which of them the office has its own form of
    List,
    /// Write the form that is in use, to be changed
    Copy {
        kind: String,
        out: PathBuf,
        /// docx (for a word processor) or pdf (Typst text)
        #[arg(long, default_value = "docx", value_parser = ["docx", "pdf"])]
        format: String,
        /// Replace a file that is there
        #[arg(long)]
        force: bool,
    },
    /// Take a changed form (.docx or .typ) as the office's own, after a check
    Give { kind: String, file: PathBuf },
    /// Say everything that is wrong with a form, and where; exit code 1 where something is
    Check { file: PathBuf },
    /// Go back to the built-in form
    Remove {
        kind: String,
        /// docx or pdf
        #[arg(long, default_value = "docx", value_parser = ["docx", "pdf"])]
        format: String,
    },
}

/// Runs one of them.
///
/// # Errors
/// The act did not happen.
pub fn run(
    show: &Show,
    command: TemplateCommand,
    read: impl Fn() -> Result<Registry>,
    write: impl Fn() -> Result<Registry>,
) -> Result<Done> {
    match command {
        TemplateCommand::List => show.templates(&read()?.list_documents()?),
        TemplateCommand::Copy { kind, out, format: wanted, force } => {
            let receipt = read()?.copy_template(known(&kind)?, format(&wanted), &out, force)?;
            show.print(&receipt, || vec![clean(&receipt.path)])
        }
        TemplateCommand::Give { kind, file } => show.templates(&write()?.give_template(known(&kind)?, &file)?.view),
        TemplateCommand::Check { file } => {
            let view = Registry::check_template(&file)?;
            show.print(&view, || view.faults.iter().map(|it| show.fault(it)).collect())?;
            Ok(if view.faults.is_empty() { Done::Clean } else { Done::WithFindings })
        }
        TemplateCommand::Remove { kind, format: wanted } => {
            show.templates(&write()?.remove_template(known(&kind)?, format(&wanted))?.view)
        }
    }
}

fn known(kind: &str) -> Result<DocumentKind> {
    DocumentKind::by_name(kind).ok_or_else(|| Error::not_found(Reason::DocumentNone).arg("kind", clean(kind)))
}

fn format(name: &str) -> DocumentFormat {
    DocumentFormat::by_name(name).unwrap_or(DocumentFormat::Docx)
}

impl Show {
    fn templates(&self, it: &DocumentsView) -> Result<Done> {
        self.print(it, || {
            let names = |of: &[DocumentFormat]| of.iter().map(|it| it.name()).collect::<Vec<_>>().join(", ");
            let line = |it: &DocumentKindView| {
                let own = if it.own.is_empty() { "–".to_owned() } else { names(&it.own) };
                format!("{:<25} [{}]  {own}", it.kind.name(), names(&it.formats))
            };
            it.kinds.iter().map(line).collect()
        })
    }

    /// What is wrong, what was probably meant, and where.
    fn fault(&self, it: &TemplateFaultView) -> String {
        let say = |key: &str, name: &'static str, value: &str| {
            self.say(key, &[ArgView { name: name.to_owned(), value: value.to_owned() }])
        };
        let mut line = say(&format!("template_fault.{}", it.cause), "text", &it.text);
        if let Some(near) = &it.near {
            line = format!("{line} {}", say("template_near", "near", near));
        }
        let number = |it: Option<u32>| it.map(|it| it.to_string()).unwrap_or_default();
        let places = [
            ("heading", it.heading.clone()),
            ("row", number(it.row)),
            ("paragraph", it.paragraph.clone()),
            ("line", number(it.line)),
        ];
        let told = places.iter().filter(|it| !it.1.is_empty());
        let told: Vec<String> = told.map(|it| say(&format!("template_place.{}", it.0), it.0, &it.1)).collect();
        if told.is_empty() { line } else { format!("{line} ({})", told.join("; ")) }
    }
}
