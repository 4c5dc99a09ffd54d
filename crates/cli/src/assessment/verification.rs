//! Verification on the command line: role, verdicts, moves, the queue.

use clap::Subcommand;
use registry::{Error, GiveVerdict, Reason, Registry, Result, VerificationFilter, view::*};

use crate::{
    Done,
    run::year,
    show::{Show, arg, clean},
};

#[derive(Subcommand)]
pub enum Verification {
    /// Accept an answer at PARAMETER, or return it (0) with a note
    Verdict {
        /// An inovasi, or "daerah"
        id: String,
        /// Id or code of the indikator
        indikator: String,
        /// The parameter accepted, at most the claimed one; 0 returns
        #[arg(required_unless_present = "take_back", default_value_t = 0)]
        parameter: u8,
        /// What has to be done; a return needs it
        #[arg(long, default_value = "")]
        note: String,
        /// Accept it although the bukti support less
        #[arg(long)]
        meant: bool,
        /// Take the verdict back instead
        #[arg(long)]
        take_back: bool,
        #[arg(long)]
        instrument: Option<String>,
    },
    /// Every verdict on an answer, with what was seen
    Replay {
        id: String,
        indikator: String,
        #[arg(long)]
        instrument: Option<String>,
    },
    /// Move answers to STATE: draf, diajukan, dikembalikan, disetujui, disahkan, siap_kirim, terkirim
    Move {
        /// An inovasi, or "daerah"
        id: String,
        state: String,
        /// What has to be mended; a return needs it
        #[arg(long, default_value = "")]
        note: String,
        /// Approve although answers are undecided, lapsed or returned
        #[arg(long)]
        meant: bool,
        #[arg(long)]
        instrument: Option<String>,
    },
    /// What lies where on its way, what waits for this role first
    Queue {
        /// A state, or "waiting"; empty: all
        #[arg(default_value = "")]
        state: String,
        #[arg(long, value_name = "NAMA", default_value = "")]
        perangkat_daerah: String,
        /// Who moved them last
        #[arg(long, default_value = "")]
        person: String,
        #[arg(long, default_value_t = 100)]
        limit: u32,
    },
    /// Say who works here: operator, officer, verifier, head; without it, tell
    Role { role: Option<String> },
    /// Say by name who works here, for history; without it, tell
    Person { nama: Option<String> },
}

/// What is said of whoever works at a registry of his own.
fn of_oneself(registry: &Registry) -> Result<RegistryView> {
    let view = registry.show_registry()?;
    if view.looked_at.as_ref().is_some_and(|it| it.bundle.is_some()) {
        return Err(Error::invalid(Reason::BundleWithoutSettings));
    }
    Ok(view)
}

/// Runs one of them.
///
/// # Errors
/// The act did not happen.
pub fn run(
    write: impl Fn() -> Result<Registry>,
    read: impl Fn() -> Result<Registry>,
    show: &Show,
    it: Verification,
) -> Result<Done> {
    match it {
        Verification::Verdict { id, indikator, parameter, note, meant, take_back, instrument } => {
            let registry = write()?;
            let (subject, instrument) = (registry.find_subject(&id)?, year(&registry, instrument)?);
            let outcome = if take_back {
                registry.take_verdict_back(subject, &instrument, &indikator)?
            } else {
                let indikator = indikator.into();
                let req = GiveVerdict { subject, instrument, indikator, parameter, note, fingerprint: None, meant };
                registry.give_verdict(&req)?
            };
            show.assessment(&outcome.view)
        }
        Verification::Replay { id, indikator, instrument } => {
            let registry = read()?;
            let view =
                registry.replay_verdict(registry.find_subject(&id)?, &year(&registry, instrument)?, &indikator)?;
            show.print(&view, || view.verdicts.iter().flat_map(|it| replayed(show, it)).collect())
        }
        Verification::Move { id, state, note, meant, instrument } => {
            let registry = write()?;
            let moved = registry.move_answers(
                registry.find_subject(&id)?,
                &year(&registry, instrument)?,
                &state,
                &note,
                meant,
            )?;
            show.print(&moved.view, || {
                let args = vec![arg("state", &spoken(moved.view.state.name()))];
                vec![show.say("value.passage", &args)]
            })
        }
        Verification::Queue { state, perangkat_daerah, person, limit } => {
            let filter = VerificationFilter { perangkat_daerah, person, limit, ..VerificationFilter::said(&state)? };
            let view = read()?.show_verification(&filter)?;
            show.print(&view, || {
                let mut lines: Vec<String> = view.rows.iter().map(|it| row(show, it)).collect();
                lines.push(show.say(
                    "queue.total",
                    &[
                        arg("total", &view.total),
                        arg("n_waiting", &view.n_waiting),
                        arg("role", &show.say(&format!("role.{}", view.role), &[])),
                    ],
                ));
                lines
            })
        }
        Verification::Role { role } => {
            let view = match role {
                Some(role) => write()?.set_role(&role)?.view,
                None => of_oneself(&read()?)?,
            };
            show.print(&view, || {
                let role = show.say(&format!("role.{}", view.role), &[]);
                vec![show.say("role.is", &[arg("role", &role)])]
            })
        }
        Verification::Person { nama } => {
            let view = match nama {
                Some(nama) => write()?.set_person(&nama)?.view,
                None => of_oneself(&read()?)?,
            };
            show.print(&view, || {
                let key = if view.person.is_empty() { "person.none" } else { "person.is" };
                vec![show.say(key, &[arg("person", &clean(&view.person))])]
            })
        }
    }
}

fn row(show: &Show, it: &QueueRow) -> String {
    let args = [
        arg("state", &spoken(it.state.name())),
        arg("n_standing", &it.n_standing),
        arg("n_claimed", &it.n_claimed),
        arg("n_lapsed", &it.n_lapsed),
        arg("n_returned", &it.n_returned),
    ];
    let waits = if it.waits { format!(" ({})", show.say("queue.waits", &[])) } else { String::new() };
    format!("{}  {}{waits}\n    {}", it.subject, clean(&it.nama), show.say("queue.row", &args))
}

fn replayed(show: &Show, it: &ReplayedVerdict) -> Vec<String> {
    let n = it.seen.as_ref().map_or(0, |it| it.bukti.len());
    let key = match it.parameter {
        None => "value.verdict_taken_back",
        Some(0) => "value.verdict_returned",
        Some(_) => "value.verdict_accepted",
    };
    let parameter = it.parameter.unwrap_or(0);
    let said = show.say(key, &[arg("parameter", &parameter), arg("n", &n), arg("note", &clean(&it.note))]);
    let mut lines = vec![format!("{}  {}: {said}", it.at, clean(&it.person))];
    lines.extend(it.until_now.iter().map(|it| {
        let shown = |text: &Option<String>| clean(text.as_deref().unwrap_or("–"));
        format!("    {}: {} → {}", clean(&it.what.to_string()), shown(&it.dulu), shown(&it.kini))
    }));
    lines
}

fn spoken(state: &str) -> String {
    state.replace('_', " ")
}
