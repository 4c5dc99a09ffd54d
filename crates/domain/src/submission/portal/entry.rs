//! What a person enters into the portal of one subject, in the portal's order.

use std::collections::BTreeMap;

use super::PortalMark;
use crate::{
    assessment::{
        instrument::{AnsweredBy, Indikator, Instrument, vocabulary::Vocabulary},
        score::Choice,
    },
    bukti::content::Content,
    core::{
        date::PartialDate,
        id::{BuktiId, IndikatorId},
    },
    inovasi::profile::{Field, FieldKind, Profile, RANCANG_BANGUN_PARTS},
    named,
};

named! {
    /// What kind of field of the portal it is.
    pub enum PortalField {
        /// A field of the profile.
        Profile = "profile",
        /// Which parameter of an indikator is chosen.
        Parameter = "parameter",
        /// The number of a document.
        Nomor = "nomor",
        /// The date of a document.
        Tanggal = "tanggal",
        /// What a document is about.
        Tentang = "tentang",
        /// A file.
        File = "file",
    }
}

named! {
    /// How far one field of the portal is.
    pub enum PortalState {
        /// Nobody has entered it.
        Open = "open",
        /// It was entered, and says so still.
        Entered = "entered",
        /// It was entered, and something else stands here now.
        Changed = "changed",
        /// It was left, for a reason.
        Skipped = "skipped",
    }
}

/// What is entered in one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PortalValue {
    /// Text to be pasted, as the portal takes it; empty where something was entered and
    /// nothing stands here any more.
    Text(String),
    /// A file to be handed over, by its bukti.
    File(PortalFile),
}

/// A document that is handed over, as far as the portal asks for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PortalFile {
    /// The bukti.
    pub bukti: BuktiId,
    /// The indikator, or the document of the profile, that it is for.
    pub indikator: IndikatorId,
    /// Name of the file as it was attached.
    pub nama_berkas: String,
    /// In bytes.
    pub size: u64,
    /// Lower-case hex; empty where its bytes have not arrived.
    pub sha256: String,
    /// Whether its bytes are here.
    pub present: bool,
    /// What its bytes are; None where nobody could look.
    pub content: Option<Content>,
    /// Its number; None where it is blank.
    pub nomor: Option<String>,
    /// ISO, possibly only year or month; None where it is blank.
    pub tanggal: Option<String>,
    /// What it is about; None where it is blank.
    pub tentang: Option<String>,
}

/// One field of the portal with what a person enters there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PortalEntry {
    /// Its name, the same on every laptop and in every year: `profil/nama`,
    /// `indikator/<id>/parameter`, `bukti/<id>/<uuid>/nomor`.
    pub name: String,
    /// What kind of field it is.
    pub field: PortalField,
    /// The indikator or the document of the profile it stands under; None for fields of
    /// the profile.
    pub under: Option<String>,
    /// What the form calls it, for fields of the profile; the code of the indikator, or
    /// the name of the document, for all else.
    pub label: String,
    /// What is entered.
    pub value: PortalValue,
}

impl PortalEntry {
    /// Everything that is entered, as text of which a digest is taken: another digest
    /// means that something else would be entered today.
    pub fn says(&self) -> &str {
        match &self.value {
            PortalValue::Text(text) => text,
            PortalValue::File(file) => &file.sha256,
        }
    }

    /// How far it is, where today's digest is this one.
    pub fn state(mark: Option<&PortalMark>, digest: &str) -> PortalState {
        match mark {
            None => PortalState::Open,
            Some(PortalMark::Skipped(_)) => PortalState::Skipped,
            Some(PortalMark::Entered(then)) if then == digest => PortalState::Entered,
            Some(PortalMark::Entered(_)) => PortalState::Changed,
        }
    }
}

/// What stands here of one subject, and what of it was entered.
#[derive(Debug)]
pub struct PortalSource<'a> {
    /// The year's rules: they give the order.
    pub instrument: &'a Instrument,
    /// The names of options.
    pub vocabulary: &'a Vocabulary,
    /// Which side answers.
    pub who: AnsweredBy,
    /// Of an inovasi; empty for the region.
    pub profile: &'a Profile,
    /// Fields of several members.
    pub members: &'a BTreeMap<Field, Vec<String>>,
    /// The parameters that are chosen.
    pub choices: &'a BTreeMap<IndikatorId, Choice>,
    /// Every bukti, in the order in which they were attached.
    pub files: &'a [PortalFile],
    /// What was done in the portal so far, by the name of the entry.
    pub marks: &'a BTreeMap<String, PortalMark>,
}

impl PortalSource<'_> {
    /// Every field that there is something to enter in, and every one that was entered
    /// and has nothing to enter any more, in the portal's order: the profile, its
    /// documents, then each indikator with its parameter and its bukti.
    pub fn entries(&self) -> Vec<PortalEntry> {
        let mut entries = Vec::new();
        if self.who == AnsweredBy::Inovasi {
            entries.extend(self.instrument.profil.isian.iter().filter_map(|it| self.isian(it.field, &it.label)));
            for it in &self.instrument.profil.berkas {
                entries.extend(self.documents(&it.id, &it.nama));
            }
        }
        for it in self.instrument.indikator_of(self.who) {
            entries.extend(self.answer(it));
        }
        let gone: Vec<PortalEntry> = self.gone(&entries).collect();
        entries.extend(gone);
        entries
    }

    fn isian(&self, field: Field, label: &str) -> Option<PortalEntry> {
        let name = format!("profil/{}", field.name());
        let text = self.text(field);
        let entered = matches!(self.marks.get(&name), Some(PortalMark::Entered(_)));
        (!text.is_empty() || entered).then(|| PortalEntry {
            name,
            field: PortalField::Profile,
            under: None,
            label: label.to_owned(),
            value: PortalValue::Text(text),
        })
    }

    /// A field as the portal takes it: options by their names, days as they are typed
    /// there, a koordinat in one cell.
    fn text(&self, field: Field) -> String {
        let of = |it: Field| self.profile.get(&it).map_or("", String::as_str);
        let named = |it: &str| self.vocabulary.nama(field, it).to_owned();
        match field.kind() {
            FieldKind::Set => {
                let members = self.members.get(&field).into_iter().flatten();
                members.map(|it| named(it)).collect::<Vec<_>>().join("; ")
            }
            FieldKind::Names => self.members.get(&field).map(|it| it.join("; ")).unwrap_or_default(),
            _ if of(field).is_empty() && field == Field::RancangBangun => self.parts_together(),
            // Where the whole stands only in its parts it is entered as one.
            _ if RANCANG_BANGUN_PARTS.contains(&field) && of(Field::RancangBangun).is_empty() => String::new(),
            FieldKind::Option if !of(field).is_empty() => named(of(field)),
            FieldKind::Date => typed_date(of(field)),
            _ if field == Field::Koordinat => of(field).replace(", ", ","),
            _ => of(field).to_owned(),
        }
    }

    /// The rancang bangun as one text, each part under its heading.
    fn parts_together(&self) -> String {
        let label = |it: Field| self.instrument.profil.isian(it).map_or(it.label(), |it| &it.label);
        let filled = RANCANG_BANGUN_PARTS.iter().filter_map(|it| Some((label(*it), self.profile.get(it)?)));
        filled.map(|(label, text)| format!("{label}\n{text}")).collect::<Vec<_>>().join("\n\n")
    }

    fn answer(&self, it: &Indikator) -> Vec<PortalEntry> {
        // Without a parameter the portal has no place for bukti.
        let Some(choice) = self.choices.get(&it.id) else { return Vec::new() };
        let rungs = it.parameter_of(choice.variant.as_deref());
        let teks = rungs.iter().find(|rung| rung.nomor == choice.parameter).map_or("", |rung| &rung.teks);
        let basis = it.variant.iter().find(|own| Some(&own.id) == choice.variant.as_ref());
        let text = basis.map_or_else(|| teks.to_owned(), |basis| format!("{}: {teks}", basis.nama));
        let parameter = PortalEntry {
            name: format!("indikator/{}/parameter", it.id),
            field: PortalField::Parameter,
            under: Some(it.id.to_string()),
            label: it.code.clone(),
            value: PortalValue::Text(text),
        };
        std::iter::once(parameter).chain(self.documents(&it.id, &it.code)).collect()
    }

    fn documents(&self, under: &str, label: &str) -> Vec<PortalEntry> {
        let own = self.files.iter().filter(|it| it.indikator == *under);
        own.flat_map(|it| {
            let entry = |field: PortalField, value| PortalEntry {
                name: format!("bukti/{under}/{}/{field}", it.bukti),
                field,
                under: Some(under.to_owned()),
                label: label.to_owned(),
                value,
            };
            let facts = [
                (PortalField::Nomor, it.nomor.clone()),
                (PortalField::Tanggal, it.tanggal.as_deref().map(typed_date)),
                (PortalField::Tentang, it.tentang.clone()),
            ];
            let mut list: Vec<PortalEntry> = Vec::new();
            for (field, text) in facts {
                let blank = entry(field, PortalValue::Text(text.unwrap_or_default()));
                let entered = matches!(self.marks.get(&blank.name), Some(PortalMark::Entered(_)));
                list.extend(Some(blank).filter(|it| entered || !it.says().is_empty()));
            }
            list.push(entry(PortalField::File, PortalValue::File(it.clone())));
            list
        })
        .collect()
    }

    /// What was entered and is no longer among what is to be entered: an answer that
    /// was taken back, a bukti that was taken away. It still stands in the portal.
    fn gone<'s>(&'s self, entries: &'s [PortalEntry]) -> impl Iterator<Item = PortalEntry> + 's {
        let is_there = |name: &str| entries.iter().any(|it| it.name == name);
        let entered = self.marks.iter().filter(|it| matches!(it.1, PortalMark::Entered(_)));
        entered.map(|it| it.0).filter(move |it| !is_there(it)).filter_map(|name| {
            let (kind, rest) = name.split_once('/')?;
            let (under, last) = match rest.rsplit_once('/') {
                Some((under, last)) => (under.split('/').next(), last),
                None => (None, rest),
            };
            let field = if kind == "profil" { PortalField::Profile } else { PortalField::by_name(last)? };
            let indikator = under.and_then(|it| self.instrument.indikator(it)).map(|it| it.code.clone());
            let berkas = || self.instrument.profil.berkas.iter().find(|it| Some(it.id.as_str()) == under);
            let label = match Field::by_name(last).filter(|_| kind == "profil") {
                Some(field) => field.label().to_owned(),
                None => indikator.or_else(|| berkas().map(|it| it.nama.clone())).unwrap_or_default(),
            };
            let value = PortalValue::Text(String::new());
            Some(PortalEntry { name: name.clone(), field, under: under.map(str::to_owned), label, value })
        })
    }
}

/// A date as people type it: `17/08/2024`; in words where only its month or year is known.
fn typed_date(iso: &str) -> String {
    match PartialDate::read(iso) {
        Ok(date) if date.is_complete() => date.first_day().format("%d/%m/%Y").to_string(),
        Ok(date) => date.in_words(),
        Err(_) => iso.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::instrument::profil::{Isian, Need};

    fn year() -> Instrument {
        let mut it = crate::assessment::carry::tests::year(2026, "a|b|c", "");
        let field = |field: Field| Isian {
            field,
            need: Need::Optional,
            label: field.label().to_owned(),
            source: Vec::new(),
            confidence: crate::assessment::instrument::Confidence::Confirmed,
        };
        it.profil.isian = [
            Field::Nama,
            Field::Koordinat,
            Field::WaktuPenerapan,
            Field::WaktuUjiCoba,
            Field::RancangBangun,
            Field::DasarHukum,
        ]
        .map(field)
        .into();
        it
    }

    fn told(entries: &[PortalEntry]) -> Vec<String> {
        entries.iter().map(|it| format!("{} {}", it.name, it.says().replace('\n', "|"))).collect()
    }

    #[test]
    fn the_portal_s_fields_come_in_its_order_and_as_it_takes_them() {
        let (instrument, vocabulary) = (year(), Vocabulary::default());
        let uuid: BuktiId = "01940000-0000-7000-8000-000000000001".parse().unwrap();
        let file = PortalFile {
            bukti: uuid,
            indikator: "satu".into(),
            nama_berkas: "sk.pdf".into(),
            size: 3,
            sha256: "ab".into(),
            present: true,
            content: None,
            nomor: Some("050/12".into()),
            tanggal: Some("2024-08".into()),
            tentang: None,
        };
        let profile: Profile = [
            (Field::Nama, "Kado"),
            (Field::Koordinat, "-6.990300, 110.422900"),
            (Field::WaktuPenerapan, "2024-08-17"),
            (Field::DasarHukum, "Perwal"),
        ]
        .map(|(field, value)| (field, value.to_owned()))
        .into();
        let mut source = PortalSource {
            instrument: &instrument,
            vocabulary: &vocabulary,
            who: AnsweredBy::Inovasi,
            profile: &profile,
            members: &BTreeMap::new(),
            choices: &[("satu".into(), Choice { parameter: 2, variant: None })].into(),
            files: &[file],
            marks: &BTreeMap::new(),
        };
        assert_eq!(
            told(&source.entries()),
            [
                "profil/nama Kado",
                "profil/koordinat -6.990300,110.422900",
                "profil/waktu_penerapan 17/08/2024",
                "profil/rancang_bangun Dasar Hukum|Perwal",
                "indikator/satu/parameter b",
                &format!("bukti/satu/{uuid}/nomor 050/12"),
                &format!("bukti/satu/{uuid}/tanggal Agustus 2024"),
                &format!("bukti/satu/{uuid}/file ab"),
            ]
        );
        // What was entered and has nothing to enter any more still stands in the portal.
        let entered = |name: &str| (name.to_owned(), PortalMark::Entered("x".into()));
        let skipped = ("profil/jenis".to_owned(), PortalMark::Skipped("tidak ada".into()));
        let tentang = format!("bukti/satu/{uuid}/tentang");
        let marks = BTreeMap::from([
            entered("profil/waktu_uji_coba"),
            entered(&tentang),
            entered("indikator/lain/parameter"),
            skipped,
        ]);
        source.marks = &marks;
        let found = told(&source.entries());
        for it in ["profil/waktu_uji_coba ".to_owned(), format!("{tentang} "), "indikator/lain/parameter ".to_owned()] {
            assert!(found.contains(&it), "{it}: {found:#?}");
        }
        assert_eq!(found.len(), 11);
    }

    #[test]
    fn a_mark_holds_what_was_entered_then() {
        let entered = PortalMark::Entered("aa".into());
        let skipped = PortalMark::Skipped("portal menolak".into());
        for (mark, digest, state) in [
            (None, "aa", PortalState::Open),
            (Some(&entered), "aa", PortalState::Entered),
            (Some(&entered), "bb", PortalState::Changed),
            (Some(&skipped), "bb", PortalState::Skipped),
        ] {
            assert_eq!(PortalEntry::state(mark, digest), state, "{mark:?}");
        }
    }
}
