//! The steps as a work list to tick off.

use std::path::Path;

use domain::core::number::count;
use exchange::inovasi::workbook::{BookOut, ColumnOut, KindOut, RowOut, SheetOut, write_csv, write_plain};

use crate::{
    core::{
        env::today,
        error::Result,
        output,
        registry::Core,
        text::{Language, sentence},
    },
    submission::steps::{NextSteps, next_steps},
    view::{ArgView, StepView, StepsReceipt, StepsView},
};

/// Writes the steps as a work list with a column to tick off: a workbook where the name
/// ends in `.xlsx`, else CSV.
///
/// # Errors
/// As [`Registry::next_steps`](crate::Registry::next_steps); the disk refuses.
pub(crate) fn export_steps(
    core: &Core,
    req: &NextSteps,
    out: &Path,
    replace: bool,
    language: Language,
) -> Result<StepsReceipt> {
    let place = output::place(core, out, replace)?;
    let view = next_steps(core, req)?;
    let sheet = work_list(&view, language);
    let receipt = match out.extension().is_some_and(|it| it.eq_ignore_ascii_case("xlsx")) {
        false => write_csv(&sheet, place)?,
        true => {
            let made_at = Some(today(core.env.now_ms()));
            let book = BookOut { title: sheet.name.clone(), made_at, sheets: vec![sheet] };
            write_plain(&book, place)?
        }
    };
    Ok(StepsReceipt {
        path: out.display().to_string(),
        n_step: count(receipt.n_row),
        size: receipt.size as f64,
        sha256: receipt.sha256.to_string(),
    })
}

/// A step in words, with what the checks find lacking.
fn in_words(it: &StepView, say: &impl Fn(&str, &[ArgView]) -> String) -> String {
    let lacks = it.lacks.iter().map(|lack| say(&lack.key(), &lack.args));
    [say(&format!("step.{}", it.kind), &it.args)].into_iter().chain(lacks).collect::<Vec<_>>().join(" ")
}

pub(in crate::submission) fn work_list(view: &StepsView, language: Language) -> SheetOut {
    let say = |key: &str, args: &[ArgView]| {
        let args: Vec<(&str, String)> = args.iter().map(|it| (it.name.as_str(), it.value.clone())).collect();
        sentence(key, &args, language)
    };
    let texts = ["step", "subject", "perangkat_daerah", "code"].map(|it| (it, KindOut::Line));
    let numbers = ["gain_iid", "gain_kematangan", "n_act"].map(|it| (it, KindOut::Locked));
    let columns: Vec<ColumnOut> = [("nomor", KindOut::Locked)]
        .into_iter()
        .chain(texts)
        .chain(numbers)
        .chain([("needs", KindOut::Line), ("done", KindOut::Line)])
        .map(|(key, kind)| ColumnOut {
            key: key.to_owned(),
            label: say(&format!("step.column_{key}"), &[]),
            kind,
            ..ColumnOut::default()
        })
        .collect();
    let rows = view.steps.iter().enumerate().map(|(at, it)| RowOut {
        id: None,
        values: vec![
            Some((at + 1).to_string()),
            Some(in_words(it, &say)),
            Some(it.nama.clone()),
            it.perangkat_daerah.clone(),
            it.code.clone(),
            it.gain_iid_exact.clone(),
            it.gain_kematangan.clone(),
            Some(it.n_act.to_string()),
            it.needs.as_ref().map(|needs| say(&format!("step.needs_{needs}"), &it.args)),
            None,
        ],
    });
    SheetOut { name: "Langkah".into(), columns, rows: rows.collect(), spare_rows: 0 }
}
