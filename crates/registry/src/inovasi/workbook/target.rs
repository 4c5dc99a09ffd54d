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
/// The keys of columns that hold one part of a point each, which is kept as one value.
pub(crate) const LINTANG: &str = "koordinat/lintang";
/// See [`LINTANG`].
pub(crate) const BUJUR: &str = "koordinat/bujur";
/// The key of a column that holds short names; which it means shows beside the others.
pub(crate) const SINGKATAN: &str = "nama/singkatan";
/// What the headings stand under that mean none of the fields, the portal's among them.
const OTHERS: [&str; 6] = ["lain", "tahun", "kematangan", "kematangan_verifikasi", "hasil_qc", "pemda"];
/// Latitudes and longitudes of Indonesia, in whole degrees.
const PARTS: [(&str, &str, i16, i16); 2] = [(LINTANG, "Lintang", -12, 7), (BUJUR, "Bujur", 94, 142)];

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
            FieldKind::Option | FieldKind::Set => Looks::Option(spellings(core, *field)),
            _ if *field == Field::Koordinat => Looks::Koordinat,
            _ => Looks::Text,
        };
        known.push(KnownTarget {
            target: ColumnTarget { key: field.name().into(), names, looks },
            label,
            group: TargetGroup::Profil,
        });
    }
    for (key, label, least, most) in PARTS {
        let mut names = synonyms.remove(key).unwrap_or_default();
        names.push(label.to_owned());
        known.push(KnownTarget {
            target: ColumnTarget { key: key.into(), names, looks: Looks::Number { least, most } },
            label: label.to_owned(),
            group: TargetGroup::Profil,
        });
    }
    for it in instrument.indikator_of(AnsweredBy::Inovasi) {
        let key = FieldKey::Choice { instrument: instrument.id.clone(), indikator: it.id.clone() }.to_string();
        let texts = it.parameter.iter().map(|it| it.teks.clone()).collect();
        let highest = it.parameter.iter().map(|it| it.nomor).max().unwrap_or_default();
        known.push(KnownTarget {
            target: ColumnTarget { key, names: names_of(core, it), looks: Looks::Parameter { texts, highest } },
            label: format!("{} {}", it.code, it.nama),
            group: TargetGroup::Indikator,
        });
    }
    Ok(known)
}

/// What the guess is made with: every target, and the headings that mean none.
pub(super) fn guessed(targets: &[KnownTarget]) -> Vec<ColumnTarget> {
    let mut synonyms = synonyms();
    let mut of = |key: &str| synonyms.remove(key).unwrap_or_default();
    let short = ColumnTarget { key: SINGKATAN.into(), names: of(SINGKATAN), looks: Looks::Text };
    let others = OTHERS.iter().flat_map(|it| of(it)).collect();
    let others = ColumnTarget { key: String::new(), names: others, looks: Looks::Other };
    targets.iter().map(|it| it.target.clone()).chain([short, others]).collect()
}

fn spellings(core: &Core, field: Field) -> Vec<String> {
    let list = core.library.vocabulary.list_of(field);
    let options = list.map(|it| it.option.as_slice()).unwrap_or_default();
    options.iter().flat_map(|it| std::iter::once(&it.nama).chain(&it.alias)).cloned().collect()
}

/// An indikator by its code, its name, or its bare number; and by the names that other
/// years gave it, since recaps are copied from year to year.
fn names_of(core: &Core, it: &Indikator) -> Vec<String> {
    let mut names = vec![it.code.clone(), it.nama.clone(), format!("{} {}", it.code, it.nama)];
    if let Some(nomor) = it.nomor {
        let nomor = format!("{nomor}{}", it.huruf.as_deref().unwrap_or(""));
        names.extend([format!("{nomor} {}", it.nama), format!("Indikator {nomor}"), nomor]);
    }
    for other in core.library.instruments.values().filter_map(|year| year.indikator_by_id(&it.id)) {
        if !names.contains(&other.nama) {
            names.push(other.nama.clone());
        }
    }
    names
}
