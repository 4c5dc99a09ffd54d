//! A reminder: one short message to a perangkat daerah about what is still open, until
//! when, and what it is worth. Pure composition; its words are handed in.
//!
//! It speaks of what stands in this registry and of nothing else. What the checks cannot
//! tell is no fault of anybody: it is asked to be looked at together. A date that no
//! source knows is not told, nor a worth that cannot be computed.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::{
    assessment::{
        check::Checked,
        instrument::{
            Instrument, Kalender,
            kalender::{Phase, place},
        },
    },
    core::date::PartialDate,
    named, places,
    submission::steps::{NextStep, StepKind},
};

named! {
    /// By which way a reminder goes. Its name begins the keys of its sentences.
    pub enum ReminderChannel {
        /// A chat that writes `*so*` in bold.
        WhatsApp = "whatsapp",
        /// A letter with a subject.
        Email = "email",
    }
}

named! {
    /// What is open about one answer. Its name ends the key of its words.
    pub enum OpenKind {
        /// An indikator that must be filled has no answer.
        AnswerWajib = "answer_wajib",
        /// An indikator has no answer.
        Answer = "answer",
        /// An answer has no bukti.
        Attach = "attach",
        /// The bukti carry less than was chosen.
        Complete = "complete",
        /// Whether the bukti carry it cannot be told.
        Unsure = "unsure",
        /// An answer carried over from an earlier year waits for a second look.
        Review = "review",
    }
}

/// One answer of one inovasi that is still open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenItem {
    /// Place in the list of inovasi.
    pub inovasi: usize,
    /// Place in the instrument's indikator.
    pub indikator: usize,
    /// What is open.
    pub kind: OpenKind,
    /// Points of the index at most; None where they cannot be computed.
    pub gain: Option<Decimal>,
}

/// What is open of these steps, once for each answer and the most valuable first. To
/// raise an answer that stands is a wish, and nobody is reminded of it.
pub fn open_items(steps: &[NextStep]) -> Vec<OpenItem> {
    let mut found: BTreeMap<(usize, usize), OpenItem> = BTreeMap::new();
    for it in steps {
        let (Some(inovasi), Some(indikator), Some(kind)) = (it.inovasi, it.indikator, open_kind(it)) else { continue };
        let item = OpenItem { inovasi, indikator, kind, gain: it.gain_iid };
        let best = found.entry((inovasi, indikator)).or_insert_with(|| item.clone());
        // Whoever has no answer is told so, and not what the bukti of it would lack.
        if (item.gain, std::cmp::Reverse(item.kind)) > (best.gain, std::cmp::Reverse(best.kind)) {
            *best = item;
        }
    }
    let mut all: Vec<OpenItem> = found.into_values().collect();
    all.sort_by(|a, b| (b.gain, a.kind, a.inovasi, a.indikator).cmp(&(a.gain, b.kind, b.inovasi, b.indikator)));
    all
}

fn open_kind(it: &NextStep) -> Option<OpenKind> {
    let fails = it.lacks.iter().any(|it| matches!(it, Checked::Failed(_)));
    match it.kind {
        StepKind::AnswerWajib => Some(OpenKind::AnswerWajib),
        StepKind::Answer => Some(OpenKind::Answer),
        StepKind::Attach => Some(OpenKind::Attach),
        StepKind::Complete if fails => Some(OpenKind::Complete),
        StepKind::Complete => Some(OpenKind::Unsure),
        StepKind::Review => Some(OpenKind::Review),
        _ => None,
    }
}

/// Until when: the last day of a stage, as precise as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Until<'a> {
    /// The stage, as the instrument words it.
    pub tahap: &'a str,
    /// Its end.
    pub sampai: PartialDate,
}

/// Until when work is wanted: the end of the stage that runs, else of the next one. A
/// stage without an end is an event and no deadline; what is past is none either.
pub fn until(instrument: &Instrument, today: NaiveDate) -> Option<Until<'_>> {
    let of = |it: &'_ Kalender| {
        let sampai = PartialDate::read(it.sampai.as_deref()?).ok()?;
        let phase = place(it.dari.as_deref(), it.sampai.as_deref(), today).phase;
        let ahead = match phase {
            Phase::Past | Phase::Unknown => return None,
            Phase::Ahead => true,
            _ => false,
        };
        Some((ahead, sampai.last_day(), sampai))
    };
    let stages = instrument.kalender.iter().filter_map(|it| Some((of(it)?, it)));
    let first = stages.min_by_key(|((ahead, last, _), _)| (*ahead, *last))?;
    Some(Until { tahap: &first.1.nama, sampai: first.0.2 })
}

/// One open answer as it is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReminderItem {
    /// Of the inovasi.
    pub nama: String,
    /// Number and name of the indikator.
    pub indikator: String,
    /// What is open.
    pub kind: OpenKind,
    /// Points of the index at most.
    pub gain: Option<Decimal>,
}

/// What a reminder is made of.
#[derive(Clone, Debug)]
pub struct ReminderFacts<'a> {
    /// Whom it goes to, by name.
    pub perangkat_daerah: &'a str,
    /// Who writes: the region.
    pub pemda: &'a str,
    /// The award and its year.
    pub award: &'a str,
    /// How many inovasi of the body are proposed.
    pub n_inovasi: usize,
    /// The most valuable first; those beyond [`MOST_ITEMS`] need not be here.
    pub items: &'a [ReminderItem],
    /// How many are open in all.
    pub n_item: usize,
    /// What all of them bring at most; None where one of them cannot be computed.
    pub gain: Option<Decimal>,
    /// Until when, in the words of the office; they go before the instrument's.
    pub batas: Option<&'a str>,
    /// Until when by the instrument; None where no source says.
    pub until: Option<Until<'a>>,
}

/// Says a sentence: its key and what fills it.
pub type SaySentence<'a> = &'a dyn Fn(&str, &[(&str, String)]) -> String;

/// Most that are named one by one.
pub const MOST_ITEMS: usize = 5;
/// Characters of a reminder: what a phone shows without "read more".
pub const MOST_CHARS: usize = 900;
/// Characters of a name inside one, the more the better.
const NAMES: [usize; 3] = [60, 44, 32];
/// The same where long names leave no room.
const LEAST_NAME: usize = 24;

/// A composed reminder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reminder {
    /// Of a letter; None in a chat.
    pub subject: Option<String>,
    /// The message, lines parted by `\n`.
    pub text: String,
}

/// Composes the message, in at most [`MOST_CHARS`] characters: names are shortened
/// first, then fewer are named.
pub fn compose(channel: ReminderChannel, of: &ReminderFacts<'_>, say: SaySentence<'_>) -> Reminder {
    let plain = |text: &str, most: usize| shortened(&without_marks(channel, text), most);
    let subject = (channel == ReminderChannel::Email).then(|| {
        let args = [("award", plain(of.award, 80)), ("perangkat_daerah", plain(of.perangkat_daerah, 60))];
        say("remind.subject", &args)
    });
    let whole = |most: usize, name: usize| text(channel, of, say, most, name);
    let fewer = (1..=MOST_ITEMS.min(of.items.len())).rev().map(|most| (most, LEAST_NAME));
    let text = NAMES
        .map(|name| (MOST_ITEMS, name))
        .into_iter()
        .chain(fewer)
        .map(|(most, name)| whole(most, name))
        .find(|it| it.chars().count() <= MOST_CHARS)
        .unwrap_or_else(|| whole(0, LEAST_NAME));
    Reminder { subject, text }
}

fn text(channel: ReminderChannel, of: &ReminderFacts<'_>, say: SaySentence<'_>, most: usize, name: usize) -> String {
    let own = |part: &str, args: &[(&str, String)]| say(&format!("remind.{channel}_{part}"), args);
    let plain = |text: &str, most: usize| shortened(&without_marks(channel, text), most);
    let number = |it: Decimal| places(it, 2).to_string().replace('.', ",");
    let n_inovasi = ("n_inovasi", of.n_inovasi.to_string());
    let mut lines = vec![own("open", &[("perangkat_daerah", plain(of.perangkat_daerah, 90))]), String::new()];
    let award = ("award", plain(of.award, 80));
    if of.n_item == 0 {
        lines.push(own("nothing", &[award, n_inovasi]));
    } else {
        lines.extend([own("lead", &[award, n_inovasi, ("n", of.n_item.to_string())]), String::new()]);
        for (at, it) in of.items.iter().take(most).enumerate() {
            let indikator = plain(&it.indikator, name);
            let what = say(&format!("remind.open_{}", it.kind), &[("indikator", indikator)]);
            let worth = it.gain.filter(|it| places(*it, 2) > Decimal::ZERO).map(number);
            let worth = worth.map_or_else(String::new, |it| say("remind.worth", &[("gain", it)]));
            let args = [("at", (at + 1).to_string()), ("nama", plain(&it.nama, name)), ("what", what)];
            lines.push(own("item", &args) + &worth);
        }
        let more = of.n_item.saturating_sub(of.items.len().min(most));
        lines.extend((more > 0).then(|| say("remind.more", &[("n", more.to_string())])));
        lines.push(String::new());
        let gain = of.gain.filter(|it| places(*it, 2) > Decimal::ZERO).map(number);
        lines.extend(gain.map(|it| own("gain", &[("gain", it)])));
        lines.extend(deadline(of, &own, &plain));
        lines.push(say("remind.sent", &[]));
    }
    lines.extend([String::new(), say("remind.close", &[("pemda", plain(of.pemda, 80))])]);
    lines.join("\n")
}

fn deadline(of: &ReminderFacts<'_>, own: SaySentence<'_>, plain: &dyn Fn(&str, usize) -> String) -> Option<String> {
    if let Some(batas) = of.batas {
        return Some(own("batas", &[("batas", plain(batas, 60))]));
    }
    let until = of.until?;
    let part = if until.sampai.is_complete() { "until_day" } else { "until_month" };
    Some(own(part, &[("batas", until.sampai.in_words()), ("tahap", plain(until.tahap, 48))]))
}

/// A chat would read these as the beginning of bold or struck-out text.
fn without_marks(channel: ReminderChannel, text: &str) -> String {
    let is_mark = |it: char| channel == ReminderChannel::WhatsApp && matches!(it, '*' | '~' | '`');
    let kept: String =
        text.chars().map(|it| if it.is_control() { ' ' } else { it }).filter(|it| !is_mark(*it)).collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let kept: String = text.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A key with its values: enough to see what is said.
    fn say(key: &str, args: &[(&str, String)]) -> String {
        let values: Vec<&str> = args.iter().map(|it| it.1.as_str()).collect();
        format!("{}({})", key.trim_start_matches("remind."), values.join("|"))
    }

    fn item(nama: &str, gain: Option<i64>) -> ReminderItem {
        ReminderItem {
            nama: nama.to_owned(),
            indikator: "16 Bimtek".into(),
            kind: OpenKind::Attach,
            gain: gain.map(|it| Decimal::new(it, 2)),
        }
    }

    fn facts<'a>(items: &'a [ReminderItem]) -> ReminderFacts<'a> {
        ReminderFacts {
            perangkat_daerah: "Dinas Kesehatan",
            pemda: "Kota Semarang",
            award: "IGA 2026",
            n_inovasi: 3,
            items,
            n_item: items.len(),
            gain: None,
            batas: None,
            until: None,
        }
    }

    #[test]
    fn what_is_not_known_is_not_told() {
        let items = [item("Kado", None)];
        let told = compose(ReminderChannel::WhatsApp, &facts(&items), &say);
        assert_eq!(
            told.text,
            "whatsapp_open(Dinas Kesehatan)\n\nwhatsapp_lead(IGA 2026|3|1)\n\nwhatsapp_item(1|Kado|open_attach(16 \
             Bimtek))\n\nsent()\n\nclose(Kota Semarang)"
        );
        assert_eq!(told.subject, None);
    }

    #[test]
    fn a_letter_has_a_subject_and_tells_worth_and_deadline() {
        let items = [item("Kado", Some(125)), item("Tuai", Some(0))];
        let sampai = PartialDate::read("2026-08").unwrap();
        let whole = ReminderFacts {
            gain: Some(Decimal::new(125, 2)),
            until: Some(Until { tahap: "Penjaringan", sampai }),
            ..facts(&items)
        };
        let told = compose(ReminderChannel::Email, &whole, &say);
        assert_eq!(told.subject.as_deref(), Some("subject(IGA 2026|Dinas Kesehatan)"));
        assert!(told.text.contains("email_item(1|Kado|open_attach(16 Bimtek))worth(1,25)\nemail_item(2|Tuai|"));
        assert!(!told.text.contains("worth(0"), "what rounds to nothing is no promise");
        assert!(told.text.contains("email_gain(1,25)\nemail_until_month(Agustus 2026|Penjaringan)\nsent()"));
        let told = compose(ReminderChannel::Email, &ReminderFacts { batas: Some("Jumat ini"), ..whole }, &say);
        assert!(told.text.contains("email_batas(Jumat ini)") && !told.text.contains("until"));
    }

    #[test]
    fn only_five_are_named_and_the_rest_counted() {
        let items: Vec<ReminderItem> = (0..7).map(|it| item(&format!("Inovasi {it}"), Some(10))).collect();
        let told = compose(ReminderChannel::WhatsApp, &ReminderFacts { n_item: 40, ..facts(&items) }, &say).text;
        assert!(told.contains("item(5|Inovasi 4") && !told.contains("item(6|"));
        assert!(told.contains("more(35)"), "{told}");
    }

    #[test]
    fn however_long_the_names_the_message_stays_short() {
        let long = "Sistem *Informasi* Pelayanan `Terpadu`\n".repeat(12);
        let items: Vec<ReminderItem> =
            (0..5).map(|_| ReminderItem { indikator: long.clone(), ..item(&long, Some(10)) }).collect();
        let wordy = |key: &str, args: &[(&str, String)]| say(key, args) + &" kata".repeat(20);
        for channel in ReminderChannel::ALL {
            let of = ReminderFacts { perangkat_daerah: &long, n_item: 9, ..facts(&items) };
            let told = compose(channel, &of, &wordy).text;
            assert!(told.chars().count() <= MOST_CHARS, "{}", told.chars().count());
            if channel == ReminderChannel::WhatsApp {
                assert!(!told.contains(['*', '`']), "{told}");
            }
        }
    }
}
