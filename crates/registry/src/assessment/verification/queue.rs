//! What waits for whom, and how long it took.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::{
    Decimal,
    assessment::{
        instrument::AnsweredBy,
        turnaround::{Decided, PassageStep, Turnaround, decided, standing, turnaround, turnaround_by_person},
        verdict::{Tally, tally},
        verification::{Passage, Role, State, waits_for},
    },
    core::{id::Subject, number::count},
    two_places,
};
use store::Reader;

use crate::{
    core::{env::rfc3339, error::Result, lookup::role_of, registry::Core},
    inovasi::catalogue::{self, Catalogue},
    show::assessment::Answered,
    view::{QueueRow, StateCountView, TurnaroundRow, TurnaroundView, VerificationView},
};

/// What of the queue is wanted.
#[derive(Debug, Clone, Default, PartialEq, serde::Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
#[serde(default)]
pub struct VerificationFilter {
    /// Only what lies in this state.
    pub state: Option<State>,
    /// Only what waits for this role.
    pub waiting: bool,
    /// As the list of perangkat daerah names it today; empty: all.
    pub perangkat_daerah: String,
    /// Who judged an answer or moved them last: that person's own queue; empty:
    /// everybody's.
    pub person: String,
    /// Rows passed over from the beginning.
    pub offset: u32,
    /// At most 500 rows are given.
    pub limit: u32,
}

impl VerificationFilter {
    /// What a word asks for: a state, `waiting`, or all where it is empty.
    ///
    /// # Errors
    /// There is no such state.
    pub fn said(word: &str) -> Result<Self> {
        let waiting = word == "waiting";
        let state = (!waiting && !word.is_empty()).then(|| super::state(word)).transpose()?;
        Ok(Self { state, waiting, ..Self::default() })
    }
}

/// Most rows of one window.
const MAX_ROWS: u32 = 500;

/// Inovasi and the region on their way from `draf` to `terkirim`, what waits for
/// this role first and the longest first, and how long verifiers took. Under the
/// instrument that the screens use; what is neither proposed nor moved is no part.
///
/// # Errors
/// The database cannot be read.
pub(crate) fn show_verification(core: &Core, filter: &VerificationFilter) -> Result<VerificationView> {
    catalogue::look(core, |look| {
        let role = role_of(look.reader)?;
        let history = History::read(look.reader, &look.catalogue.instrument().id)?;
        let rows = all_rows(look.reader, look.catalogue, role, &history)?;
        let n_waiting = count(rows.iter().filter(|it| it.waits).count());
        let named = |chosen: &str, value: Option<&String>| chosen.is_empty() || value.is_some_and(|it| it == chosen);
        let bodies: BTreeSet<String> = rows.iter().filter_map(|it| it.perangkat_daerah.clone()).collect();
        let rest: Vec<QueueRow> = rows
            .into_iter()
            .filter(|it| named(&filter.perangkat_daerah, it.perangkat_daerah.as_ref()))
            .filter(|it| named(&filter.person, it.person.as_ref()) || it.verifiers.contains(&filter.person))
            .collect();
        let n_in = |state: State| count(rest.iter().filter(|it| it.state == state).count());
        let states = State::ALL.map(|it| StateCountView { state: it, n: n_in(it), waits: waits_for(it, role) });
        let fits = |it: &QueueRow| filter.state.is_none_or(|state| it.state == state) && (!filter.waiting || it.waits);
        let mut rows: Vec<QueueRow> = rest.into_iter().filter(fits).collect();
        rows.sort_by(|a, b| order(a).cmp(&order(b)));
        let total = count(rows.len());
        let (offset, limit) = (filter.offset as usize, filter.limit.min(MAX_ROWS) as usize);
        Ok(VerificationView {
            role,
            n_waiting,
            states: states.into(),
            total,
            rows: rows.into_iter().skip(offset).take(limit).collect(),
            perangkat_daerah: bodies.into_iter().collect(),
            persons: history.persons(),
            turnaround: turnaround_view(&history.decided),
        })
    })
}

/// What waits first; then the longest there, what nobody moved last; then by name.
fn order(it: &QueueRow) -> (bool, bool, &Option<String>, &str) {
    (!it.waits, it.since.is_none(), &it.since, &it.nama)
}

/// What history tells of all passages under one instrument.
#[derive(Default)]
struct History {
    /// The last step that stands, by subject.
    last: HashMap<Subject, (PassageStep, Passage)>,
    decided: Vec<Decided>,
    /// Who gave the verdicts on each subject.
    verifiers: HashMap<Subject, BTreeSet<String>>,
}

impl History {
    fn read(reader: &Reader<'_>, instrument: &str) -> Result<Self> {
        let mut steps: BTreeMap<String, (Subject, Vec<(PassageStep, Passage)>)> = BTreeMap::new();
        reader.passages(instrument, |it| {
            let step = PassageStep {
                state: it.passage.state,
                person: it.person,
                at: it.at,
                takes_back: it.op == crate::core::op::Op::Undo.name(),
            };
            let of = steps.entry(it.subject.to_string()).or_insert_with(|| (it.subject, Vec::new()));
            of.1.push((step, it.passage));
        })?;
        let mut history = Self::default();
        for (_, (subject, taken)) in steps {
            let only: Vec<PassageStep> = taken.iter().map(|it| it.0.clone()).collect();
            history.decided.extend(decided(&only));
            let last = standing(&only).last().map(|it| (*it).clone());
            if let Some(step) = last
                && let Some((_, passage)) = taken.into_iter().rev().find(|it| it.0 == step)
            {
                history.last.insert(subject, (step, passage));
            }
        }
        reader.verdict_persons(instrument, |subject, person| {
            history.verifiers.entry(subject).or_default().insert(person);
        })?;
        Ok(history)
    }

    fn persons(&self) -> Vec<String> {
        let verifiers = self.verifiers.values().flatten();
        let persons: BTreeSet<&String> = self.last.values().map(|it| &it.0.person).chain(verifiers).collect();
        persons.into_iter().filter(|it| !it.is_empty()).cloned().collect()
    }
}

/// What a row is made of.
struct Lying {
    subject: Subject,
    nama: String,
    perangkat_daerah: Option<String>,
    state: State,
    tally: Tally,
    n_blocking: u32,
}

fn all_rows(reader: &Reader<'_>, catalogue: &Catalogue, role: Role, history: &History) -> Result<Vec<QueueRow>> {
    let instrument = catalogue.instrument();
    let mut rows = Vec::new();
    if instrument.indikator_of(AnsweredBy::Daerah).next().is_some() {
        let answered = Answered::read(reader, Subject::Daerah, instrument)?;
        let judged = answered.judge(instrument);
        let findings = answered.findings(instrument, &judged);
        let blocking = |it: &&domain::core::finding::Finding| it.severity == domain::core::finding::Severity::Blocking;
        rows.push(Lying {
            subject: Subject::Daerah,
            nama: reader.pemda()?.nama,
            perangkat_daerah: None,
            state: reader.passage(Subject::Daerah, &instrument.id)?.unwrap_or_default().state,
            tally: tally(&judged),
            n_blocking: count(findings.iter().filter(blocking).count()),
        });
    }
    rows.extend(catalogue.on_the_way().map(|it| Lying {
        subject: Subject::Inovasi(it.id),
        nama: it.nama,
        perangkat_daerah: it.perangkat_daerah,
        state: it.state,
        tally: it.tally,
        n_blocking: it.n_blocking,
    }));
    Ok(rows.into_iter().map(|it| row(it, role, history)).collect())
}

fn row(it: Lying, role: Role, history: &History) -> QueueRow {
    let last = history.last.get(&it.subject);
    // What a verifier has approved and what is no longer as he saw it is his again.
    let lapsed = role == Role::Verifier
        && it.tally.n_lapsed > 0
        && matches!(it.state, State::Disetujui | State::Disahkan | State::SiapKirim);
    QueueRow {
        subject: it.subject,
        nama: it.nama,
        perangkat_daerah: it.perangkat_daerah,
        state: it.state,
        waits: waits_for(it.state, role) || lapsed,
        n_claimed: it.tally.n_claimed,
        n_standing: it.tally.n_standing,
        n_lapsed: it.tally.n_lapsed,
        n_returned: it.tally.n_returned,
        n_open: it.tally.n_open(),
        at_risk: it.tally.at_risk.map(|it| two_places(it).to_string()),
        n_blocking: it.n_blocking,
        since: last.map(|it| rfc3339(it.0.at)),
        person: last.map(|it| it.0.person.clone()),
        verifiers: history.verifiers.get(&it.subject).into_iter().flatten().cloned().collect(),
        note: last.map_or_else(String::new, |it| it.1.note.clone()),
    }
}

fn turnaround_view(all: &[Decided]) -> TurnaroundView {
    let row = |person: String, it: Turnaround| TurnaroundRow {
        person,
        n_disetujui: it.n_disetujui,
        n_dikembalikan: it.n_dikembalikan,
        median_hours: it.median.map(hours),
        longest_hours: it.longest.map(hours),
    };
    TurnaroundView {
        whole: row(String::new(), turnaround(all.iter())),
        persons: turnaround_by_person(all).into_iter().map(|it| row(it.0, it.1)).collect(),
    }
}

/// Milliseconds as hours with one decimal.
fn hours(ms: i64) -> String {
    let tenths = ms / 360_000;
    Decimal::new(tenths, 1).to_string()
}
