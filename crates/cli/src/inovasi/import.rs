//! Arguments of `import`.

use std::path::PathBuf;

use clap::Args;
use registry::{
    WorkbookDecision,
    view::{ProposalKind, RowMeaning},
};

#[derive(Args)]
pub struct Import {
    pub file: PathBuf,
    /// Only tell what would change
    #[arg(long)]
    pub dry_run: bool,
    /// Sheet of a workbook; else all that hold tables of inovasi
    #[arg(long)]
    pub sheet: Option<String>,
    /// Take what the file seems to mean: body_of_group, body_of_other_group,
    /// body_of_sheet, body_of_block, rows_below or several_names
    #[arg(long, value_name = "PROPOSAL", value_parser = proposal)]
    pub take: Vec<ProposalKind>,
    /// Do not take it
    #[arg(long, value_name = "PROPOSAL", value_parser = proposal)]
    pub leave: Vec<ProposalKind>,
    /// What a column of a workbook means, such as "D=nama"; empty: nothing. Behind a
    /// colon which comes first in its days: "E=waktu_penerapan:month-first"
    #[arg(long, value_name = "COL=KEY")]
    pub map: Vec<String>,
    /// What a row is, such as "12=skip", "5=group", "7=inovasi" or "40=header"; of
    /// another sheet than that of --sheet: "DINKES!12=skip"
    #[arg(long, value_name = "ROW=WORD", value_parser = said_row)]
    pub row: Vec<SaidRow>,
    /// Number of the row of headings, where the guess is wrong
    #[arg(long, value_name = "ROW")]
    pub header: Option<u32>,
    /// Take columns too that are only perhaps understood
    #[arg(long)]
    pub all: bool,
    /// Take a form's values even where they were changed here meanwhile
    #[arg(long)]
    pub take_diverged: bool,
    /// Which side wins in one cell that was changed in the form and here too, such as
    /// "Inovasi!C12=form" or "Inovasi!D12=here"
    #[arg(long, value_name = "CELL=SIDE", value_parser = decision)]
    pub cell: Vec<WorkbookDecision>,
    /// Know the columns again under the same headings
    #[arg(long)]
    pub remember: bool,
}

fn proposal(text: &str) -> Result<ProposalKind, String> {
    ProposalKind::by_name(text)
        .ok_or_else(|| ProposalKind::ALL.iter().map(|it| it.name()).collect::<Vec<_>>().join(", "))
}

/// What `--row` says of a row.
#[derive(Clone)]
pub struct SaidRow {
    pub sheet: Option<String>,
    pub row: u32,
    pub meaning: RowMeaning,
}

/// Reads what `--row` says, such as `12=skip` or `DINKES!12=skip`.
///
/// # Errors
/// It is none; told are the words there are.
fn said_row(text: &str) -> Result<SaidRow, String> {
    let words = || RowMeaning::ALL.iter().map(|it| it.name()).collect::<Vec<_>>().join(", ");
    let (place, word) = text.rsplit_once('=').ok_or_else(words)?;
    let (sheet, row) = match place.rsplit_once('!') {
        Some((sheet, row)) => (Some(sheet.trim().to_owned()), row),
        None => (None, place),
    };
    let row = row.trim().parse().map_err(|_| words())?;
    Ok(SaidRow { sheet, row, meaning: RowMeaning::by_name(word.trim()).ok_or_else(words)? })
}

/// Reads what `--cell` says, such as `Inovasi!C12=form`.
///
/// # Errors
/// It is none; told is what one looks like.
fn decision(text: &str) -> Result<WorkbookDecision, String> {
    let read = || {
        let (place, side) = text.rsplit_once('=')?;
        let (sheet, cell) = place.rsplit_once('!')?;
        let cell = cell.trim();
        let (column, row) = cell.split_at(cell.find(|it: char| it.is_ascii_digit())?);
        let take = match side.trim() {
            "form" => true,
            "here" => false,
            _ => return None,
        };
        let is_column = !column.is_empty() && column.chars().all(|it| it.is_ascii_alphabetic());
        let row = row.parse().ok().filter(|_| is_column)?;
        Some(WorkbookDecision { sheet: sheet.trim().to_owned(), row, column: column.to_ascii_uppercase(), take })
    };
    read().ok_or_else(|| "Inovasi!C12=form, Inovasi!C12=here".to_owned())
}
