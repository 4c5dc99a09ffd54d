//! Values of history that are no words for people, as sentences: the key of one and
//! what fills it. Windows and command line speak them in their own language.

use domain::{
    assessment::{
        citation::Citation,
        instrument::{Instrument, pack::OwnPack, vocabulary::Vocabulary},
        verification::{Passage, Verdict},
    },
    core::date::PartialDate,
    inovasi::profile::{Field, FieldKind},
    merge::change::FieldKey,
    submission::{
        office::OfficeField,
        portal::PortalMark,
        publish::{PublicPart, PublicParts},
    },
};

use store::Reader;

use crate::{
    core::error::Result,
    show::{finding::field_label, verification::spoken},
    view::{ArgView, SaidView, Say},
};

/// What a value says; none where it is words already, or cannot be read.
pub(crate) fn said(field: &str, value: &str) -> Option<SaidView> {
    match FieldKey::read(field) {
        FieldKey::Verdict { .. } => verdict(&serde_json::from_str(value).ok()?),
        FieldKey::Verification(_) => passage(&serde_json::from_str(value).ok()?),
        FieldKey::Input { input, .. } => say(Say::Input, &[("input", &words(&input)), ("value", value)]),
        FieldKey::Tick { option, .. } => say(Say::Tick, &[("option", &words(&option))]),
        FieldKey::Citation { .. } => citations(&serde_json::from_str::<Vec<Citation>>(value).ok()?),
        FieldKey::Pack(instrument) => pack(&instrument, &serde_json::from_str(value).ok()?),
        FieldKey::Office(OfficeField::Publik) => public(value),
        FieldKey::Portal { entry, .. } => portal(&entry, &value.parse().ok()?),
        _ => None,
    }
}

/// What an office has made public, by the words of the form.
fn public(value: &str) -> Option<SaidView> {
    let chosen = PublicParts::read(value);
    let word = |it| match it {
        PublicPart::Field(field) => field.label().to_owned(),
        PublicPart::Extra(extra) => words(extra.name()),
    };
    let parts: Vec<String> = PublicPart::all().filter(|it| chosen.has(*it)).map(word).collect();
    let (parts, n) = (parts.join(", "), parts.len().to_string());
    say(Say::Public, &[("parts", &parts), ("n", &n)])
}

/// What was done with a field of the portal, which is named by what it is of.
fn portal(entry: &str, mark: &PortalMark) -> Option<SaidView> {
    let mut parts = entry.split('/').skip(1);
    let named = parts.next().unwrap_or_default();
    let entry = Field::by_name(named).map_or_else(|| words(named), |it| it.label().to_owned());
    match mark {
        PortalMark::Entered(_) => say(Say::PortalEntered, &[("entry", &entry)]),
        PortalMark::Skipped(why) => say(Say::PortalSkipped, &[("entry", &entry), ("why", why)]),
    }
}

/// What was done with a bukti; none for facts of its document, which are words already.
pub(crate) fn said_of_bukti(field: &str, nama: &str, value: Option<&str>) -> Option<SaidView> {
    let facts = [("nama", nama), ("pages", value.unwrap_or_default())];
    match (FieldKey::read(field), value) {
        (FieldKey::Link { .. }, None) => say(Say::BuktiDetached, &facts),
        (FieldKey::Link { .. }, Some("")) => say(Say::BuktiLinked, &facts),
        (FieldKey::Link { .. }, Some(_)) => say(Say::BuktiLinkedPages, &facts),
        (FieldKey::Removed, Some(_)) => say(Say::BuktiRemoved, &facts),
        (FieldKey::Removed, None) => say(Say::BuktiRestored, &facts),
        _ => None,
    }
}

fn verdict(it: &Verdict) -> Option<SaidView> {
    let (parameter, n) = (it.parameter.to_string(), it.seen.bukti.len().to_string());
    let facts = [("parameter", parameter.as_str()), ("note", it.note.as_str()), ("n", n.as_str())];
    match (it.parameter, it.note.is_empty()) {
        (0, _) => say(Say::VerdictReturned, &facts),
        (_, true) => say(Say::VerdictAccepted, &facts),
        (_, false) => say(Say::VerdictAcceptedNoted, &facts),
    }
}

fn passage(it: &Passage) -> Option<SaidView> {
    let state = spoken(it.state);
    let facts = [("state", state.as_str()), ("note", it.note.as_str())];
    say(if it.note.is_empty() { Say::Passage } else { Say::PassageNoted }, &facts)
}

fn citations(all: &[Citation]) -> Option<SaidView> {
    let facts: Vec<&str> = all.iter().map(|it| it.fact.as_str()).collect();
    say(Say::Citation, &[("facts", &facts.join(" "))])
}

fn pack(instrument: &str, it: &OwnPack) -> Option<SaidView> {
    let versi = it.versi.to_string();
    say(Say::Pack, &[("instrument", instrument), ("versi", &versi), ("alasan", &it.alasan)])
}

/// A slug as words.
fn words(slug: &str) -> String {
    slug.replace(['_', '-'], " ")
}

fn say(say: Say, facts: &[(&str, &str)]) -> Option<SaidView> {
    let args = facts.iter().map(|(name, value)| ArgView { name: (*name).to_owned(), value: (*value).to_owned() });
    Some(SaidView { say, args: args.collect() })
}

/// A value of history as people read it.
pub(crate) fn in_words(vocabulary: &Vocabulary, field: &FieldKey, value: &str) -> String {
    match field {
        FieldKey::Profile(field) => match field.kind() {
            FieldKind::Option => vocabulary.nama(*field, value).to_owned(),
            FieldKind::Date => PartialDate::read(value).map_or_else(|_| value.to_owned(), PartialDate::in_words),
            _ => value.to_owned(),
        },
        // The kind of picture: a hash says nothing to anybody.
        FieldKey::Office(OfficeField::Logo) => {
            field.names_blob(value).map_or_else(|| value.to_owned(), |it| it.ending.to_uppercase())
        }
        _ => value.to_owned(),
    }
}

/// The same, another inovasi by its name.
pub(crate) fn in_words_of(
    vocabulary: &Vocabulary,
    reader: &Reader<'_>,
    field: &FieldKey,
    value: &str,
) -> Result<String> {
    if *field == FieldKey::Profile(Field::PengembanganDari)
        && let Ok(id) = value.parse()
        && let Some(nama) = reader.inovasi(id)?.and_then(|it| it.profile.get(&Field::Nama).cloned())
    {
        return Ok(nama);
    }
    Ok(in_words(vocabulary, field, value))
}

/// A field's label: of the form, the code of an indikator, or its own key,
/// which the window puts into words.
pub(crate) fn label(vocabulary: &Vocabulary, field: &str, instrument: &Instrument) -> String {
    match FieldKey::read(field) {
        FieldKey::Profile(it) => instrument.profil.isian(it).map_or(it.label(), |it| &it.label).to_owned(),
        FieldKey::Member(it, member) => format!("{}: {}", it.label(), vocabulary.nama(it, &member)),
        FieldKey::Link { indikator, .. } => {
            instrument.indikator(&indikator).map_or_else(|| field.to_owned(), |it| it.code.clone())
        }
        _ => field_label(field, instrument),
    }
}
