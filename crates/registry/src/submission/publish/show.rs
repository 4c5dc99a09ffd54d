//! What is public, and how much there is of it.

use std::collections::BTreeMap;

use domain::{
    assessment::instrument::Instrument,
    core::number::count,
    inovasi::profile::Field,
    submission::publish::{PublicExtra, PublicPart},
};
use store::Reader;

use crate::{
    core::{
        error::Result,
        lookup,
        registry::Core,
        text::{Language, sentence},
    },
    view::{PublicPartView, PublicationView},
};

/// Every part that can be public, and how many inovasi would be told of.
///
/// # Errors
/// The database cannot be read.
pub(crate) fn show_publication(core: &Core) -> Result<PublicationView> {
    core.read(|reader| publication(core, reader))
}

pub(super) fn publication(core: &Core, reader: &Reader<'_>) -> Result<PublicationView> {
    let instrument = core.current_instrument_in(reader)?;
    let chosen = super::parts(reader)?;
    let ids = reader.inovasi_ids()?;
    let mut filled: BTreeMap<Field, u32> = BTreeMap::new();
    for id in &ids {
        let record = lookup::known(reader, *id)?;
        for field in record.profile.keys().chain(record.members.keys()) {
            *filled.entry(*field).or_default() += 1;
        }
    }
    let part = |it: PublicPart| PublicPartView {
        part: it.name().to_owned(),
        label: label(it, &instrument),
        public: chosen.has(it),
        usual: it.is_usual(),
        n_filled: match it {
            PublicPart::Field(field) => Some(filled.get(&field).copied().unwrap_or(0)),
            PublicPart::Extra(_) => None,
        },
    };
    Ok(PublicationView {
        parts: PublicPart::all().map(part).collect(),
        n_inovasi: count(ids.len()),
        n_proposed: count(crate::show::score::entries(reader, &instrument)?.len()),
    })
}

/// What people call a part: the form's word, or ours.
pub(super) fn label(part: PublicPart, instrument: &Instrument) -> String {
    match part {
        PublicPart::Field(it) => instrument.profil.isian(it).map_or(it.label(), |it| &it.label).to_owned(),
        PublicPart::Extra(it) => extra_label(it),
    }
}

fn extra_label(it: PublicExtra) -> String {
    sentence(&format!("public_extra.{it}"), &[] as &[(&str, String)], Language::Id)
}
