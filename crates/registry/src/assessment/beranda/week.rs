//! What was done in the last seven days and in the weeks before, out of history.

use std::collections::BTreeMap;

use domain::assessment::standing::{WEEK_MS, WEEKS, week_of, weeks_begin};
use store::Reader;

use crate::{
    core::{
        env::{end_of_day, rfc3339, today},
        error::Result,
        lookup::subject_nama,
        op::Op,
    },
    view::{OpCountView, PersonCountView, RecentActView, WeekCountView, WeekView},
};

/// Acts that change what the region has, or what it answers.
const NOTABLE: [Op; 10] = [
    Op::RegisterInovasi,
    Op::RemoveInovasi,
    Op::RestoreInovasi,
    Op::CombineInovasi,
    Op::AttachBukti,
    Op::ChooseParameter,
    Op::GiveVerdict,
    Op::AcceptParcel,
    Op::ImportWorkbook,
    Op::ResolveConflict,
];

/// Newest notable acts that are looked at; the same ones in a row are told once.
const LOOKED_AT: usize = 200;
/// Entries that are told.
const TOLD: usize = 8;
/// Persons and kinds of acts that are told.
const COUNTED: usize = 12;

struct Notable {
    row: i64,
    at: i64,
    op: Op,
    person: String,
}

/// The week ends tonight, so that a day is never cut in two. Acts with a later
/// time, by clocks that are wrong, belong to no week.
pub(super) fn week_view(reader: &Reader<'_>, now_ms: i64) -> Result<WeekView> {
    let until = end_of_day(now_ms);
    let mut series = [0_u32; WEEKS];
    let (mut by_op, mut by_person) = (BTreeMap::<Option<Op>, u32>::new(), BTreeMap::<String, u32>::new());
    let mut notable = Vec::new();
    reader.acts_between(weeks_begin(until), until, |it| {
        let Some(week) = week_of(until, it.at) else { return };
        if let Some(n) = series.get_mut(week) {
            *n += 1;
        }
        if week > 0 {
            return;
        }
        let op = Op::by_name(it.op);
        *by_op.entry(op).or_default() += 1;
        match by_person.get_mut(it.person) {
            Some(n) => *n += 1,
            None => drop(by_person.insert(it.person.to_owned(), 1)),
        }
        if let Some(op) = op.filter(|it| notable.len() < LOOKED_AT && NOTABLE.contains(it)) {
            notable.push(Notable { row: it.row, at: it.at, op, person: it.person.to_owned() });
        }
    })?;
    let begins = |week: usize| until - WEEK_MS * i64::try_from(week + 1).unwrap_or(0);
    Ok(WeekView {
        dari: today(begins(0)).to_string(),
        sampai: today(until - 1).to_string(),
        n_act: series.first().copied().unwrap_or(0),
        by_op: most(by_op).map(|(key, n)| OpCountView { key, n }).collect(),
        by_person: most(by_person).map(|(key, n)| PersonCountView { key, n }).collect(),
        series: series
            .iter()
            .enumerate()
            .rev()
            .map(|(week, n)| WeekCountView { dari: today(begins(week)).to_string(), n: *n })
            .collect(),
        recent: recent(reader, notable)?,
    })
}

/// The greatest first.
fn most<K: Ord>(counts: BTreeMap<K, u32>) -> impl Iterator<Item = (K, u32)> {
    let mut counts: Vec<(K, u32)> = counts.into_iter().collect();
    counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    counts.into_iter().take(COUNTED)
}

fn recent(reader: &Reader<'_>, notable: Vec<Notable>) -> Result<Vec<RecentActView>> {
    let mut views: Vec<RecentActView> = Vec::new();
    for it in notable {
        let subject = reader.subject_of_act(it.row)?.and_then(|it| it.parse().ok());
        let same = |last: &&mut RecentActView| last.op == it.op && last.person == it.person && last.subject == subject;
        if let Some(last) = views.last_mut().filter(same) {
            last.n += 1;
            continue;
        }
        if views.len() == TOLD {
            break;
        }
        let subject_nama = subject.map(|it| subject_nama(reader, it)).transpose()?.flatten();
        views.push(RecentActView { op: it.op, person: it.person, at: rfc3339(it.at), subject, subject_nama, n: 1 });
    }
    Ok(views)
}
