//! The worksheet of one subject under one instrument: what was chosen, what
//! supports it, and what a verifier said of it. Scores, checks, findings and
//! verdicts all look at this one thing.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use rust_decimal::Decimal;

use crate::{
    assessment::{
        check::{Facts, FileFacts, FileText, Kind, daerah_of},
        instrument::{Indikator, Instrument},
        score::Choice,
        verification::{Seen, SeenBukti, Verdict},
    },
    bukti::{
        content::{Content, Unfit, unfit},
        ending_of,
        traces::Traces,
    },
    core::{
        date::PartialDate,
        id::{IndikatorId, InputId, OptionId},
    },
    inovasi::profile::{Field, Profile},
};

/// What is known of one bukti under one indikator.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Support {
    /// Name of the file as it was attached, ending included.
    pub nama_berkas: String,
    /// Lower-case hex; empty where it has not arrived.
    pub sha256: String,
    /// In bytes; 0 where its bytes have not arrived.
    pub size: u64,
    /// Number of the document; None where it is blank.
    pub nomor: Option<String>,
    /// ISO, possibly only year or month.
    pub tanggal: Option<String>,
    /// What the document is about; None where it is blank.
    pub tentang: Option<String>,
    /// What kind of document it is; None where nobody said: a guess is no word.
    pub jenis_dokumen: Option<String>,
    /// Which pages support this answer; empty where nobody said.
    pub pages: String,
    /// What its bytes are; None where nobody has looked.
    pub content: Option<Content>,
    /// What it tells of place and persons, where it is a picture.
    pub traces: Option<Traces>,
    /// Whether the bytes are in this registry, and sound as far as is known.
    pub present: bool,
    /// Whether they are here and known to be damaged.
    pub damaged: bool,
    /// Number of the reading of its text, if it was read; another reading has another.
    pub reading: Option<i64>,
    /// The text inside. Only where checks ask for it: see [`Worksheet::read_texts`].
    pub text: Option<Arc<FileText>>,
}

impl Support {
    /// Whether number and date are filled in.
    pub fn numbered(&self) -> bool {
        self.nomor.is_some() && self.tanggal.is_some()
    }

    /// Why it supports nothing under an indikator that takes these endings.
    pub fn unfit(&self, accepted: &[String]) -> Option<Unfit> {
        unfit(&self.nama_berkas, self.content, accepted)
    }

    /// Whether it can support anything there: its bytes are here, and known to be a
    /// document.
    pub fn is_fit(&self, accepted: &[String]) -> bool {
        self.present && self.content.is_some() && self.unfit(accepted).is_none()
    }

    fn facts(&self, own: &str) -> FileFacts {
        let named = |text: &str| daerah_of(text, own);
        FileFacts {
            nama_berkas: self.nama_berkas.clone(),
            ending: ending_of(&self.nama_berkas),
            nomor: self.nomor.clone(),
            tahun: self.tanggal.as_deref().and_then(|it| PartialDate::read(it).ok()).map(PartialDate::year),
            tentang: self.tentang.clone(),
            pages: Some(self.pages.clone()).filter(|it| !it.is_empty()),
            jenis_dokumen: self.jenis_dokumen.clone(),
            text: self.text.clone(),
            daerah: self.tentang.as_deref().and_then(named).or_else(|| named(&self.nama_berkas)),
            seconds: self.content.and_then(|it| it.seconds),
            ..FileFacts::default()
        }
    }
}

/// What checks and verdicts look at beside the bukti.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// The own region's name.
    pub daerah: String,
    /// Filled fields of the profile but the long texts, by name.
    pub profile: BTreeMap<String, String>,
    /// Names it had before.
    pub nama_lama: Vec<String>,
}

impl About {
    /// What stands in a profile.
    pub fn new(daerah: &str, profile: &Profile, nama_lama: Vec<String>) -> Self {
        let short = |it: &(&Field, &String)| it.0.kind() != crate::inovasi::profile::FieldKind::Paragraphs;
        let named = |it: (&Field, &String)| (it.0.name().to_owned(), it.1.clone());
        Self { daerah: daerah.to_owned(), profile: profile.iter().filter(short).map(named).collect(), nama_lama }
    }

    fn field(&self, field: Field) -> Option<&String> {
        self.profile.get(field.name())
    }
}

/// The answers of one subject with all they stand on, by indikator id.
#[derive(Clone, Debug, Default)]
pub struct Worksheet {
    /// What stands in the profile and belongs to every answer.
    pub about: About,
    /// What was chosen; an indikator without a choice is left out.
    pub choices: BTreeMap<IndikatorId, Choice>,
    /// Those whose bytes are not here included.
    pub bukti: BTreeMap<IndikatorId, Vec<Support>>,
    /// The officer's numbers, by input.
    pub inputs: BTreeMap<IndikatorId, BTreeMap<InputId, Decimal>>,
    /// What the officer ticked of what the checks count.
    pub ticks: BTreeMap<IndikatorId, BTreeSet<OptionId>>,
    /// The last word of a verifier on each answer, whether it stands or not.
    pub verdicts: BTreeMap<IndikatorId, Verdict>,
}

impl Worksheet {
    /// Fetches the texts of those bukti whose indikator have checks that look at them.
    ///
    /// # Errors
    /// Whatever `text` returns, which gives the text of a reading.
    pub fn read_texts<E>(
        &mut self,
        instrument: &Instrument,
        mut text: impl FnMut(i64) -> Result<Arc<FileText>, E>,
    ) -> Result<(), E> {
        for (indikator, bukti) in &mut self.bukti {
            let asks =
                instrument.indikator_by_id(indikator).is_some_and(|it| it.check.iter().any(|it| it.kind.reads_text()));
            for it in bukti.iter_mut().filter(|_| asks) {
                it.text = it.reading.map(&mut text).transpose()?;
            }
        }
        Ok(())
    }

    /// Everything that the checks of an indikator may look at.
    pub(super) fn facts(&self, instrument: &Instrument, indikator: &Indikator) -> Facts {
        let about = &self.about;
        let penerapan = about.field(Field::WaktuPenerapan).and_then(|it| PartialDate::read(it).ok());
        Facts {
            tahun: instrument.tahun,
            nama: about.field(Field::Nama).cloned().unwrap_or_default(),
            nama_lain: about.field(Field::Kepanjangan).into_iter().chain(&about.nama_lama).cloned().collect(),
            tahun_penerapan: penerapan.map(PartialDate::year),
            daerah: about.daerah.clone(),
            files: self
                .present(&indikator.id)
                .filter(|it| it.is_fit(&indikator.file_types))
                .map(|it| it.facts(&about.daerah))
                .collect(),
            numbers: self.inputs.get(&indikator.id).cloned().unwrap_or_default(),
            ticked: self.ticks.get(&indikator.id).cloned(),
            fields: about.profile.clone(),
        }
    }

    /// All that is to be seen of one answer today.
    pub(super) fn seen(&self, indikator: &Indikator) -> Seen {
        let choice = self.choices.get(&indikator.id);
        let rung = choice.and_then(|it| {
            indikator.parameter_of(it.variant.as_deref()).iter().find(|rung| rung.nomor == it.parameter)
        });
        let mut bukti: Vec<SeenBukti> = self
            .present(&indikator.id)
            .map(|it| SeenBukti {
                sha256: it.sha256.clone(),
                nama_berkas: it.nama_berkas.clone(),
                nomor: it.nomor.clone(),
                tanggal: it.tanggal.clone(),
                tentang: it.tentang.clone(),
                jenis_dokumen: it.jenis_dokumen.clone(),
                pages: it.pages.clone(),
            })
            .collect();
        bukti.sort();
        let looked_at = |kind: &Kind| match kind {
            Kind::NameInText => Some(Field::Nama.name()),
            Kind::YearEqualsPenerapan => Some(Field::WaktuPenerapan.name()),
            Kind::FieldIs { field, .. } => Field::by_name(field).map(Field::name),
            _ => None,
        };
        let fields = indikator.check.iter().filter_map(|it| looked_at(&it.kind));
        let inputs = self.inputs.get(&indikator.id).into_iter().flatten();
        Seen {
            choice: choice.map(ToString::to_string).unwrap_or_default(),
            teks: rung.map(|it| it.teks.clone()).unwrap_or_default(),
            input: inputs.map(|(id, value)| (id.to_string(), value.normalize().to_string())).collect(),
            tick: self.ticks.get(&indikator.id).into_iter().flatten().map(ToString::to_string).collect(),
            bukti,
            profile: fields.filter_map(|it| Some((it.to_owned(), self.about.profile.get(it)?.clone()))).collect(),
        }
    }

    /// Bukti of an answer whose bytes are here.
    fn present(&self, indikator: &str) -> impl Iterator<Item = &Support> {
        self.bukti.get(indikator).into_iter().flatten().filter(|it| it.present)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::{
        check::Check,
        instrument::AnsweredBy,
        instrument::{Window, tests::indikator},
    };

    fn file(nama: &str, tanggal: Option<&str>) -> Support {
        let tanggal = tanggal.map(str::to_owned);
        let content = "pdf//".parse().ok();
        Support { nama_berkas: nama.into(), sha256: nama.into(), present: true, content, tanggal, ..Support::default() }
    }

    fn sheet(parameter: u8, files: Vec<Support>) -> Worksheet {
        Worksheet {
            choices: [("satu".into(), Choice { parameter, variant: None })].into(),
            bukti: [("satu".into(), files)].into(),
            ..Worksheet::default()
        }
    }

    fn check(parameter: u8, kind: Kind) -> Check {
        Check { parameter: vec![parameter], variant: Vec::new(), advice: false, kind }
    }

    #[test]
    fn what_is_supported_is_the_highest_rung_whose_checks_pass() {
        let mut it = indikator();
        it.window = Some(Window { dari: -2, sampai: 0 });
        it.check = (1..=3).map(|n| check(n, Kind::YearInWindow { minimum: n.into() })).collect();
        let mut year = crate::assessment::carry::tests::year(2026, "a|b|c", "");
        year.indikator = vec![it.clone()];
        // chosen, dates of the files, supported
        let table: [(u8, &[Option<&str>], u8); 7] = [
            (3, &[], 0),
            (3, &[Some("2026-01-02")], 1),
            (3, &[Some("2026"), Some("2025-05")], 2),
            (2, &[Some("2026"), Some("2025"), Some("2024")], 2),
            (3, &[Some("2026"), Some("2025"), Some("2023")], 2),
            // What is not known is no proof.
            (3, &[Some("2026"), None, None], 1),
            (3, &[Some("2019")], 0),
        ];
        for (chosen, dates, supported) in table {
            let files = dates.iter().enumerate().map(|(at, it)| file(&format!("{at}.pdf"), *it)).collect();
            let answers = sheet(chosen, files).answers(&year, AnsweredBy::Inovasi);
            assert_eq!(answers["satu"].supported, supported, "{chosen} {dates:?}");
        }
    }

    #[test]
    fn a_verdict_counts_while_the_same_is_to_be_seen() {
        let mut it = indikator();
        it.check = vec![check(1, Kind::NameInText)];
        let year = crate::assessment::carry::tests::year(2026, "a|b|c", "");
        let mut sheet = sheet(2, vec![file("sk.pdf", None), file("a.pdf", None)]);
        sheet.about.profile.insert("nama".into(), "Kado".into());
        assert_eq!(sheet.judged(&year, &it).verified(), 0);
        let verdict = Verdict { parameter: 1, seen: sheet.judged(&year, &it).seen().clone(), ..Verdict::default() };
        sheet.verdicts.insert("satu".into(), verdict);
        assert_eq!(sheet.judged(&year, &it).verified(), 1);
        // The order of files is nobody's doing, and a field no check looks at neither.
        if let Some(files) = sheet.bukti.get_mut("satu") {
            files.reverse();
        }
        sheet.about.profile.insert("jenis".into(), "digital".into());
        assert_eq!(sheet.judged(&year, &it).verified(), 1);
        sheet.about.profile.insert("nama".into(), "Kado Mbak Ita".into());
        assert_eq!(sheet.judged(&year, &it).verified(), 0);
    }
}
