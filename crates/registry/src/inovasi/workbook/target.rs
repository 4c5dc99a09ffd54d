//! What a column of a recap can mean: the fields of the profile and the indikator
//! of the year, with all that people call them.

use domain::{
    assessment::instrument::{AnsweredBy, Indikator},
    inovasi::profile::{FIELDS, Field, FieldKind},
    merge::change::FieldKey,
};
use exchange::inovasi::workbook::{ColumnTarget, Looks, synonyms};
use store::Reader;

use crate::{
    core::{error::Result, registry::Core},
    view::TargetGroup,
};

/// The key of the column that holds ids.
pub(crate) const ID: &str = "id";

/// A target with what a person sees of it.
pub(crate) struct KnownTarget {
    pub target: ColumnTarget,
    pub label: String,
    pub group: TargetGroup,
}

/// Every target, in the order of the form.
pub(crate) fn targets(core: &Core, reader: &Reader<'_>) -> Result<Vec<KnownTarget>> {
    let instrument = core.current_instrument_in(reader)?;
    let mut synonyms = synonyms();
    let mut known = vec![KnownTarget {
        target: ColumnTarget { key: ID.into(), names: synonyms.remove(ID).unwrap_or_default(), looks: Looks::Id },
        label: "ID".into(),
        group: TargetGroup::Profil,
    }];
    for field in FIELDS {
        let label = instrument.profil.isian(*field).map_or(field.label(), |it| &it.label).to_owned();
        let mut names = vec![label.clone(), field.label().to_owned()];
        names.extend(synonyms.remove(field.name()).unwrap_or_default());
        let looks = match field.kind() {
            FieldKind::Date => Looks::Date,
            FieldKind::Option => Looks::Option(spellings(core, *field)),
            _ => Looks::Text,
        };
        known.push(KnownTarget {
            target: ColumnTarget { key: field.name().into(), names, looks },
            label,
            group: TargetGroup::Profil,
        });
    }
    for it in instrument.indikator_of(AnsweredBy::Inovasi) {
        let key = FieldKey::Choice { instrument: instrument.id.clone(), indikator: it.id.clone() }.to_string();
        let texts = it.parameter.iter().map(|it| it.teks.clone()).collect();
        known.push(KnownTarget {
            target: ColumnTarget { key, names: names_of(it), looks: Looks::Parameter(texts) },
            label: format!("{} {}", it.code, it.nama),
            group: TargetGroup::Indikator,
        });
    }
    Ok(known)
}

fn spellings(core: &Core, field: Field) -> Vec<String> {
    let list = core.library.vocabulary.list_of(field);
    let options = list.map(|it| it.option.as_slice()).unwrap_or_default();
    options.iter().flat_map(|it| std::iter::once(&it.nama).chain(&it.alias)).cloned().collect()
}

/// An indikator by its code, its name, or its bare number.
fn names_of(it: &Indikator) -> Vec<String> {
    let mut names = vec![it.code.clone(), it.nama.clone(), format!("{} {}", it.code, it.nama)];
    if let Some(nomor) = it.nomor {
        let nomor = format!("{nomor}{}", it.huruf.as_deref().unwrap_or(""));
        names.extend([format!("{nomor} {}", it.nama), format!("Indikator {nomor}"), nomor]);
    }
    names
}
