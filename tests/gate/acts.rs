//! The act of the screen for each field.

use domain::{bukti::BuktiField, merge::change::FieldKey};
use registry::{ChooseParameter, Error, GiveInput, GiveVerdict, TickOption};

use super::{
    NOW, Row, Whose,
    stage::{Ids, answer_key},
};
use crate::kit::{Laptop, whom};

/// What has grown, in words that are enough.
pub const GROWN: &str = "Dari satu menjadi tiga kelurahan";

/// The number of a parameter and its variant.
pub fn choice(value: &str) -> Option<(u8, Option<String>)> {
    match value.split_once('/') {
        _ if value.is_empty() => Some((0, None)),
        Some((nomor, variant)) => Some((nomor.parse().ok()?, Some(variant.to_owned()))),
        None => Some((value.parse().ok()?, None)),
    }
}

/// Writes a value (empty: takes it back) as a person does on the screen of its
/// field; None where no screen writes it.
pub fn act(laptop: &Laptop, ids: &Ids, row: &Row, value: &str) -> Option<Result<(), Error>> {
    let text = Some(value).filter(|it| !it.is_empty());
    // A member is taken out by its name.
    let member = row.value.text();
    let member = text.unwrap_or(&member);
    let own = std::slice::from_ref(&ids.own);
    let subject = if row.whose == Whose::Daerah { "daerah" } else { &ids.own };
    let subject = whom(subject);
    Some(match FieldKey::read(&ids.fill(row.field)) {
        FieldKey::Profile(it) if it.kind().has_members() => {
            laptop.set_member(&ids.own, it.name(), member, text.is_some()).map(drop)
        }
        FieldKey::Profile(it) => laptop.edit_inovasi(&ids.own, it.name(), text).map(drop),
        FieldKey::Choice { instrument, indikator } => {
            let (parameter, variant) = choice(value)?;
            let (instrument, indikator) = (instrument, indikator.into());
            laptop.choose_parameter(&ChooseParameter { subject, instrument, indikator, parameter, variant }).map(drop)
        }
        FieldKey::Input { instrument, indikator, input } => {
            let (instrument, indikator, input) = (instrument, indikator.into(), input);
            laptop.give_input(&GiveInput { subject, instrument, indikator, input, value: value.into() }).map(drop)
        }
        FieldKey::Tick { instrument, indikator, option } => {
            let (instrument, indikator, option) = (instrument, indikator.into(), option);
            laptop.tick_option(&TickOption { subject, instrument, indikator, option, on: text.is_some() }).map(drop)
        }
        field @ (FieldKey::Nomor | FieldKey::Tanggal | FieldKey::Tentang) => {
            let field = BuktiField::by_name(&field.to_string())?;
            laptop.edit_bukti(subject, row.under, &ids.bukti, field, text).map(drop)
        }
        FieldKey::Usulan(year) if value == "0" => laptop.withdraw_inovasi(own, &year).map(drop),
        FieldKey::Usulan(year) => laptop.propose_inovasi(own, &year, "").map(drop),
        FieldKey::GrowthNote(year) => laptop.propose_inovasi(own, &year, text.unwrap_or(GROWN)).map(drop),
        // Whoever is proposed again leaves the year before.
        FieldKey::Archived(year) if year != NOW => laptop.propose_inovasi(own, NOW, GROWN).map(drop),
        FieldKey::Review { instrument, indikator } if text.is_none() => {
            laptop.accept_review(&ids.own, &instrument, &indikator).map(drop)
        }
        FieldKey::Verdict { instrument, indikator } => {
            laptop.is("verifier");
            match text {
                None => laptop.take_verdict_back(&ids.own, &instrument, &indikator).map(drop),
                Some(it) => {
                    let parameter = it.parse().ok()?;
                    let (instrument, indikator) = (instrument, indikator.into());
                    let req = GiveVerdict {
                        subject,
                        instrument,
                        indikator,
                        parameter,
                        note: String::new(),
                        fingerprint: None,
                        meant: true,
                    };
                    laptop.give_verdict(&req).map(drop)
                }
            }
        }
        FieldKey::Verification(year) => laptop.move_answers(&ids.own, &year, text?, "", true).map(drop),
        FieldKey::PerangkatDaerah(it) => laptop.edit_perangkat_daerah(&ids.body, it.name(), text, false).map(drop),
        FieldKey::PerangkatDaerahNamaLama(_) => {
            laptop.set_perangkat_daerah_nama_lama(&ids.body, member, text.is_some()).map(drop)
        }
        FieldKey::Official { instrument, figure } => laptop.set_official(subject, &instrument, figure, text).map(drop),
        FieldKey::OfficialParameter { instrument, indikator } => {
            laptop.set_official_parameter(subject, &instrument, &indikator, text).map(drop)
        }
        FieldKey::Link { indikator, .. } => {
            let key = answer_key(ids, row, &indikator);
            match text {
                Some(pages) => laptop.link_bukti(&key, &ids.bukti, Some(pages)).map(drop),
                None => laptop.detach_bukti(&key, &ids.bukti).map(drop),
            }
        }
        _ => return None,
    })
}
