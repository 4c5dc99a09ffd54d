//! Reminders to perangkat daerah: what of their inovasi is still open, until when and
//! what it is worth. `export` writes a whole list at once.

pub(crate) mod export;

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    Decimal,
    assessment::{instrument::Instrument, score::Basis},
    core::number::count,
    inovasi::perangkat_daerah::fold_name,
    places,
    submission::{
        remind::{MOST_ITEMS, OpenItem, ReminderChannel, ReminderFacts, ReminderItem, compose, open_items, until},
        steps::{StepSheet, next_steps_of_each},
    },
};
use store::Reader;

use crate::{
    core::{
        env::today,
        error::{Error, Reason, Result},
        registry::Core,
        text::{Language, sentence},
    },
    submission::steps::{KnownInovasi, MOST, daerah_sheet, inovasi_sheets},
    view::{ReminderView, RemindersView},
};

/// What a gain is reckoned on: bukti count, words do not.
const BASIS: Basis = Basis::Supported;

/// Whom to remind, and how.
#[derive(Debug, Clone, serde::Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct Remind {
    /// By which way the messages go.
    pub channel: ReminderChannel,
    /// Only this body; all that have proposed inovasi when absent.
    pub perangkat_daerah: Option<String>,
    /// Until when, in the office's words; the instrument's kalender tells it when absent.
    pub batas: Option<String>,
}

/// Composes a reminder for every body that has proposed inovasi. They are Indonesian in
/// either language of the app: they go to offices.
///
/// # Errors
/// No proposed inovasi is of that body.
pub(crate) fn remind(core: &Core, req: &Remind) -> Result<RemindersView> {
    core.read(|reader| {
        let instrument = core.current_instrument_in(reader)?;
        let daerah = daerah_sheet(reader, &instrument)?;
        let (known, sheets) = inovasi_sheets(reader, &instrument)?;
        let (bodies, n_without) = bodies(reader, &known)?;
        let wanted =
            |it: &Body| req.perangkat_daerah.as_ref().is_none_or(|nama| fold_name(nama) == fold_name(&it.nama));
        let bodies: Vec<Body> = bodies.into_iter().filter(wanted).collect();
        if let (Some(nama), true) = (&req.perangkat_daerah, bodies.is_empty()) {
            return Err(Error::not_found(Reason::PerangkatDaerahMissing).arg("id", nama));
        }
        let groups: Vec<BTreeSet<usize>> = bodies.iter().map(|it| it.inovasi.clone()).collect();
        let (_, each) = next_steps_of_each(&instrument, &daerah, &sheets, BASIS, &groups, MOST as usize);
        let until = until(&instrument, today(core.env.now_ms()));
        let batas = req.batas.as_deref().map(str::trim).filter(|it| !it.is_empty());
        let pemda = reader.pemda()?.nama;
        let reminders = bodies.iter().zip(&each).map(|(body, steps)| {
            let open = open_items(steps);
            let items: Vec<ReminderItem> =
                open.iter().take(MOST_ITEMS).map(|it| item(it, &instrument, &sheets)).collect();
            let gain = open.iter().map(|it| it.gain).sum::<Option<Decimal>>();
            let facts = ReminderFacts {
                perangkat_daerah: &body.nama,
                pemda: &pemda,
                award: &instrument.nama,
                n_inovasi: body.inovasi.len(),
                items: &items,
                n_item: open.len(),
                gain,
                batas,
                until,
            };
            let made = compose(req.channel, &facts, &|key, args| sentence(key, args, Language::Id));
            ReminderView {
                perangkat_daerah: body.nama.clone(),
                n_inovasi: count(body.inovasi.len()),
                n_item: count(open.len()),
                gain: gain.map(|it| places(it, 2).to_string()),
                subject: made.subject,
                text: made.text,
            }
        });
        Ok(RemindersView {
            reminders: reminders.collect(),
            tahap: until.map(|it| it.tahap.to_owned()),
            sampai: until.map(|it| it.sampai.to_string()),
            n_without: count(n_without),
        })
    })
}

fn item(it: &OpenItem, instrument: &Instrument, sheets: &[StepSheet]) -> ReminderItem {
    let indikator = instrument.indikator.get(it.indikator);
    ReminderItem {
        nama: sheets.get(it.inovasi).map_or_else(String::new, |it| it.nama.clone()),
        indikator: indikator.map_or_else(String::new, |it| format!("{} {}", it.code, it.nama)),
        kind: it.kind,
        gain: it.gain,
    }
}

/// A body with its own inovasi, by their places in the list.
struct Body {
    nama: String,
    inovasi: BTreeSet<usize>,
}

/// Bodies that inovasi name, by name, and how many inovasi name none.
fn bodies(reader: &Reader<'_>, known: &[KnownInovasi]) -> Result<(Vec<Body>, usize)> {
    let list = reader.perangkat_daerah()?;
    let mut found: BTreeMap<String, Body> = BTreeMap::new();
    let mut n_without = 0;
    for (at, it) in known.iter().enumerate() {
        let named = it.perangkat_daerah.as_deref().unwrap_or_default().trim();
        if named.is_empty() {
            n_without += 1;
            continue;
        }
        let nama = list.find(named).map_or(named, |it| &it.nama);
        let body = found.entry(fold_name(nama));
        body.or_insert_with(|| Body { nama: nama.to_owned(), inovasi: BTreeSet::new() }).inovasi.insert(at);
    }
    let mut all: Vec<Body> = found.into_values().collect();
    all.sort_by(|a, b| a.nama.cmp(&b.nama));
    Ok((all, n_without))
}
