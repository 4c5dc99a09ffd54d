//! A whole list of reminders at once: a text to read from, or a table to send by.

use std::path::Path;

use domain::core::number::count;
use exchange::{
    core::port::write_file,
    inovasi::workbook::{ColumnOut, KindOut, RowOut, SheetOut, write_csv},
};

use super::{Remind, remind};
use crate::{
    core::{
        error::{Error, Result},
        output,
        registry::Core,
        text::{Language, sentence},
    },
    view::{ReminderView, RemindersReceipt, RemindersView},
};

/// Writes every reminder of which something is open: a table with name and message
/// where the name ends in `.csv`, else a text.
///
/// # Errors
/// As [`Registry::remind`](crate::Registry::remind); something stands there and
/// `replace` is not said; the disk refuses.
pub(crate) fn export_reminders(core: &Core, req: &Remind, out: &Path, replace: bool) -> Result<RemindersReceipt> {
    let place = output::place(core, out, replace)?;
    let mut view = remind(core, req)?;
    view.reminders.retain(|it| it.n_item > 0);
    let size = match out.extension().is_some_and(|it| it.eq_ignore_ascii_case("csv")) {
        true => write_csv(&table(&view), place)?.size,
        false => write_file(place, one_text(&view).as_bytes()).map_err(|error| Error::file(out, &error))?.size,
    };
    Ok(RemindersReceipt { path: out.display().to_string(), n_reminder: count(view.reminders.len()), size: size as f64 })
}

fn say(key: &str) -> String {
    sentence(key, &[] as &[(&str, String)], Language::Id)
}

fn table(view: &RemindersView) -> SheetOut {
    let column = |key: &str, kind| ColumnOut {
        key: key.to_owned(),
        label: say(&format!("remind.column_{key}")),
        kind,
        ..ColumnOut::default()
    };
    let row = |it: &ReminderView| RowOut {
        id: None,
        values: vec![
            Some(it.perangkat_daerah.clone()),
            Some(it.n_item.to_string()),
            it.gain.clone(),
            it.subject.clone(),
            Some(it.text.clone()),
        ],
    };
    SheetOut {
        name: "Pengingat".into(),
        columns: vec![
            column("perangkat_daerah", KindOut::Line),
            column("n_item", KindOut::Locked),
            column("gain", KindOut::Locked),
            column("subject", KindOut::Line),
            column("text", KindOut::Paragraphs),
        ],
        rows: view.reminders.iter().map(row).collect(),
        spare_rows: 0,
    }
}

/// Messages one below the other, each headed by whom it goes to; with a mark at its
/// beginning and ends of lines that the plainest editor of Windows knows.
fn one_text(view: &RemindersView) -> String {
    let whole = |it: &ReminderView| {
        let subject = it.subject.iter().map(|it| format!("{}: {it}\n\n", say("remind.column_subject")));
        format!("=== {} ===\n\n{}{}\n", it.perangkat_daerah, subject.collect::<String>(), it.text)
    };
    let text: Vec<String> = view.reminders.iter().map(whole).collect();
    format!("\u{feff}{}", text.join("\n\n").replace('\n', "\r\n"))
}
