//! Rows of a recap that name another pemda, as exports of a whole province do: a column
//! that says whose an inovasi is means none of the fields, but it is looked at.

use std::collections::BTreeMap;

use domain::{
    core::{notice::NoticeCode, number::count},
    inovasi::{
        perangkat_daerah::fold_name,
        wilayah::pemda::{PemdaKind, PemdaName},
    },
    submission::dossier::Pemda,
};
use exchange::inovasi::workbook::{column_name, synonyms};

use super::{
    left::{HeadedColumn, entries},
    part::{BookPart, PartCount, runs},
};
use crate::{core::open::arg, view::NoticeView};

/// What its headings stand under among those of recaps.
const HEADINGS: &str = "pemda";

/// Tells of a table which rows name another pemda than ours.
pub(super) fn remark(part: &BookPart<'_>, counted: &PartCount, ours: &Pemda) -> Option<NoticeView> {
    part.mapping.as_ref()?;
    let own = PemdaName { kode: Some(ours.kode.clone()), ..PemdaName::read(&ours.nama) };
    let headings = synonyms().remove(HEADINGS).unwrap_or_default();
    // Where an inovasi of a province lies says nothing of whose it is.
    let of_province = PemdaName::read(&ours.nama).kind == Some(PemdaKind::Provinsi);
    let tells = |it: &&String| !of_province || PemdaName::read(it).kind.is_none();
    let headings: Vec<String> = headings.iter().filter(tells).map(|it| fold_name(it)).collect();
    let column = part.columns.iter().find(|it: &&HeadedColumn| headings.contains(&fold_name(&it.header)))?;
    let mut said: BTreeMap<String, bool> = BTreeMap::new();
    let (mut rows, mut first) = (Vec::new(), String::new());
    for line in entries(part, counted) {
        let text = line.cell(column.at).text();
        let text = text.trim();
        // What holds no word names no pemda.
        if !text.chars().any(char::is_alphabetic) {
            continue;
        }
        let other = *said.entry(text.to_owned()).or_insert_with(|| !PemdaName::read(text).is_same(&own));
        if other {
            rows.push(line.number);
            if first.is_empty() {
                first = text.chars().take(100).collect();
            }
        }
    }
    let args = [
        ("sheet", part.sheet.name.clone()),
        ("letter", column_name(column.at)),
        ("n", count(rows.len()).to_string()),
        ("nama", first),
        ("rows", runs(&rows)),
        ("pemda", ours.nama.clone()),
    ];
    let args = args.iter().map(|(name, value)| arg(name, value)).collect();
    (!rows.is_empty()).then_some(NoticeView { code: NoticeCode::BookOtherPemda, args })
}
