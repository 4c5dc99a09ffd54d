//! What changed from one instrument to another: added, removed, reworded,
//! re-weighted. For people who know last year's rules by heart.

use crate::{
    assessment::instrument::{Indikator, Instrument, Parameter, wording::same_wording},
    core::id::IndikatorId,
    named,
};

named! {
    /// How a fact changed.
    /// Its name is the key of its sentence, under `difference.`.
    pub enum DifferenceKind {
        /// Only the second instrument has it.
        Added = "added",
        /// Only the first instrument has it.
        Removed = "removed",
        /// Another bobot, or one that became known or unknown.
        Reweighted = "reweighted",
        /// Other words beyond spelling: what an answer means may have changed.
        Reworded = "reworded",
        /// The later pack says that the meaning changed.
        Declared = "declared",
        /// What must be handed in, or when.
        Requirement = "requirement",
        /// Code or heading alone.
        Renumbered = "renumbered",
        /// A constant of the award.
        Constant = "constant",
    }
}

/// One difference.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Difference {
    /// What the change means for whoever answers.
    pub kind: DifferenceKind,
    /// The indikator's id; none for what belongs to the award.
    pub indikator: Option<IndikatorId>,
    /// What changed, by its key: `nama`, `bobot`, `parameter/3`,
    /// `variant/a/2`, `pembagi_minimum`, `predikat/Inovatif` …
    pub fact: String,
    /// As the first instrument has it; None where it is not there or not known.
    pub dulu: Option<String>,
    /// As the second instrument has it; None where it is not there or not known.
    pub kini: Option<String>,
}

/// Every difference from `a` to `b`: the award's constants first, then the
/// indikator in `b`'s order, then those that are gone.
pub fn diff(a: &Instrument, b: &Instrument) -> Vec<Difference> {
    let mut list = Differences { indikator: None, list: Vec::new() };
    let (dulu, kini) = (constants(a), constants(b));
    for (key, old) in &dulu {
        let new = kini.iter().find(|it| it.0 == *key).and_then(|it| it.1.clone());
        list.fact(DifferenceKind::Constant, key, old.clone(), new);
    }
    list.named("predikat", &bands(a), &bands(b));
    list.named("bagian", &sections(a), &sections(b));
    list.named("kategori", &categories(a), &categories(b));
    for is in &b.indikator {
        list.indikator = Some(is.id.clone());
        match a.indikator_by_id(&is.id) {
            Some(was) => list.indikator(was, is, a.tahun <= b.tahun),
            None => list.push(DifferenceKind::Added, "indikator", None, Some(title(is))),
        }
    }
    for was in a.indikator.iter().filter(|it| b.indikator_by_id(&it.id).is_none()) {
        list.indikator = Some(was.id.clone());
        list.push(DifferenceKind::Removed, "indikator", Some(title(was)), None);
    }
    list.list
}

/// The constants of an award by their key in `instrument.toml`, as text; a value
/// that is not known, or does not exist, is None.
pub fn constants(it: &Instrument) -> Vec<(&'static str, Option<String>)> {
    let (rules, kelayakan) = (&it.rules, &it.kelayakan);
    let text = |it: Option<u32>| it.map(|it| it.to_string());
    let decimal = |it: Option<rust_decimal::Decimal>| it.map(|it| it.normalize().to_string());
    let between = |it: Option<[u32; 2]>| it.map(|[least, most]| format!("{least}-{most}"));
    let list = |it: &[String]| (!it.is_empty()).then(|| it.join("; "));
    vec![
        ("formula", Some(rules.formula.name().to_owned())),
        ("pembagi_minimum", text(rules.pembagi_minimum).or(between(rules.pembagi_minimum_between))),
        ("per_inovasi", decimal(rules.per_inovasi)),
        ("batas_inovasi", text(rules.batas_inovasi)),
        ("minimum_urusan_dasar", text(rules.minimum_urusan_dasar).or(between(rules.minimum_urusan_dasar_between))),
        ("urusan_dasar", list(&rules.urusan_dasar)),
        ("maksimum", decimal(rules.maksimum)),
        ("dari", kelayakan.dari.map(|it| it.to_string())),
        ("sampai", kelayakan.sampai.map(|it| it.to_string())),
        ("minimum_kata", text(kelayakan.minimum_kata)),
        ("bagian_rancang_bangun", list(&kelayakan.bagian_rancang_bangun)),
        ("tahapan", kelayakan.tahapan.clone()),
        ("maksimum_usia", text(kelayakan.maksimum_usia)),
        ("maksimum_pengajuan", text(kelayakan.maksimum_pengajuan)),
    ]
}

fn title(it: &Indikator) -> String {
    format!("{} {}", it.code, it.nama)
}

fn bands(it: &Instrument) -> Vec<(String, String)> {
    it.predikat.iter().map(|it| (it.nama.clone(), format!("{} s.d. {}", it.minimum, it.maksimum))).collect()
}

fn sections(it: &Instrument) -> Vec<(String, String)> {
    it.bagian
        .iter()
        .map(|it| {
            let limit = |it: Option<u32>| it.map_or_else(|| "?".to_owned(), |it| it.to_string());
            let bobot = it.bobot.map_or_else(|| "?".to_owned(), |it| it.normalize().to_string());
            (it.id.clone(), format!("{} ({bobot} %, {} kata)", it.nama, limit(it.maksimum_kata)))
        })
        .collect()
}

fn categories(it: &Instrument) -> Vec<(String, String)> {
    it.kategori.iter().map(|it| (it.id.clone(), it.nama.clone())).collect()
}

struct Differences {
    indikator: Option<IndikatorId>,
    list: Vec<Difference>,
}

impl Differences {
    fn push(&mut self, kind: DifferenceKind, fact: &str, dulu: Option<String>, kini: Option<String>) {
        let indikator = self.indikator.clone();
        self.list.push(Difference { kind, indikator, fact: fact.to_owned(), dulu, kini });
    }

    /// A fact that is compared letter by letter.
    fn fact(&mut self, kind: DifferenceKind, fact: &str, dulu: Option<String>, kini: Option<String>) {
        if dulu != kini {
            self.push(kind, fact, dulu, kini);
        }
    }

    /// A text that may be spelt otherwise.
    fn words(&mut self, kind: DifferenceKind, fact: &str, dulu: Option<&str>, kini: Option<&str>) {
        let same = match (dulu, kini) {
            (Some(dulu), Some(kini)) => same_wording(dulu, kini),
            (dulu, kini) => dulu == kini,
        };
        if !same {
            self.push(kind, fact, dulu.map(str::to_owned), kini.map(str::to_owned));
        }
    }

    /// Lists of things with a name, which come, go, or say something else.
    fn named(&mut self, fact: &str, dulu: &[(String, String)], kini: &[(String, String)]) {
        for (name, new) in kini {
            let old = dulu.iter().find(|it| it.0 == *name).map(|it| it.1.clone());
            let kind = if old.is_some() { DifferenceKind::Constant } else { DifferenceKind::Added };
            self.fact(kind, &format!("{fact}/{name}"), old, Some(new.clone()));
        }
        for (name, old) in dulu.iter().filter(|it| kini.iter().all(|kini| kini.0 != it.0)) {
            self.push(DifferenceKind::Removed, &format!("{fact}/{name}"), Some(old.clone()), None);
        }
    }

    fn indikator(&mut self, was: &Indikator, is: &Indikator, forward: bool) {
        use DifferenceKind::*;
        let text = |it: &Indikator| it.bobot.map(|it| it.normalize().to_string());
        self.fact(Reweighted, "bobot", text(was), text(is));
        self.ladder("parameter", &was.parameter, &is.parameter);
        for basis in &is.variant {
            let fact = format!("variant/{}", basis.id);
            match was.variant.iter().find(|it| it.id == basis.id) {
                Some(old) => {
                    self.words(Reworded, &fact, Some(&old.nama), Some(&basis.nama));
                    self.ladder(&fact, &old.parameter, &basis.parameter);
                }
                None => self.push(Added, &fact, None, Some(basis.nama.clone())),
            }
        }
        for basis in was.variant.iter().filter(|it| is.variant.iter().all(|is| is.id != it.id)) {
            self.push(Removed, &format!("variant/{}", basis.id), Some(basis.nama.clone()), None);
        }
        let (earlier, later) = if forward { (was, is) } else { (is, was) };
        if let Some(teks) = later.changed.as_ref().filter(|it| earlier.changed.as_ref() != Some(*it)) {
            self.push(Declared, "changed", None, Some(teks.clone()));
        }
        let wajib = |it: &Indikator| Some(if it.wajib { "wajib" } else { "tidak wajib" }.to_owned());
        self.fact(Requirement, "wajib", wajib(was), wajib(is));
        self.words(Requirement, "bukti", was.bukti.as_deref(), is.bukti.as_deref());
        let endings = |it: &Indikator| (!it.file_types.is_empty()).then(|| it.file_types.join(", "));
        self.fact(Requirement, "file_types", endings(was), endings(is));
        let largest = |it: &Indikator| it.maksimum_mb.map(|it| format!("{it} MB"));
        self.fact(Requirement, "maksimum_mb", largest(was), largest(is));
        let window = |it: &Indikator| it.window.map(|it| format!("{} s.d. {}", it.dari, it.sampai));
        self.fact(Requirement, "window", window(was), window(is));
        self.fact(Renumbered, "code", Some(was.code.clone()), Some(is.code.clone()));
        self.words(Renumbered, "nama", Some(&was.nama), Some(&is.nama));
        self.words(Renumbered, "variabel", was.variabel.as_deref(), is.variabel.as_deref());
    }

    fn ladder(&mut self, fact: &str, was: &[Parameter], is: &[Parameter]) {
        let text =
            |ladder: &'_ [Parameter], nomor| ladder.iter().find(|it| it.nomor == nomor).map(|it| it.teks.clone());
        let highest = was.len().max(is.len());
        for nomor in 1..=u8::try_from(highest).unwrap_or(u8::MAX) {
            let (dulu, kini) = (text(was, nomor), text(is, nomor));
            let kind = match (&dulu, &kini) {
                (None, _) => DifferenceKind::Added,
                (_, None) => DifferenceKind::Removed,
                _ => DifferenceKind::Reworded,
            };
            self.words(kind, &format!("{fact}/{nomor}"), dulu.as_deref(), kini.as_deref());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::carry::tests::year;

    #[test]
    fn what_changed_is_told_and_spelling_is_not() {
        // keterangan, old ladder, new ladder, more of old, more of new, expected
        type Row<'a> = (&'a str, &'a str, &'a str, &'a str, &'a str, &'a [&'a str]);
        let table: [Row<'_>; 12] = [
            ("nothing", "a|b", "a|b", "", "", &[]),
            ("spelling", "Peraturan Daerah|x", "peraturan daerah.|x", "", "", &[]),
            ("a rung", "a|1 kali", "a|2 kali", "", "", &["reworded parameter/2"]),
            ("a rung more", "a|b", "a|b|c", "", "", &["constant maksimum", "added parameter/3"]),
            ("a rung less", "a|b", "a", "", "", &["constant maksimum", "removed parameter/2"]),
            ("a basis", "a|b", "a|b", "/a:Orang", "/b:Unit", &["added variant/b", "removed variant/a"]),
            ("a basis renamed", "a|b", "a|b", "/a:Orang", "/a:Unit", &["reworded variant/a"]),
            ("declared", "a|b", "a|b", "", "changed = 'x'", &["declared changed"]),
            ("declared both", "a|b", "a|b", "changed = 'x'", "changed = 'x'", &[]),
            ("wajib", "a|b", "a|b", "", "wajib = true", &["requirement wajib"]),
            ("bukti", "a|b", "a|b", "bukti = 'SK'", "bukti = 'Perda'", &["requirement bukti"]),
            ("window", "a|b", "a|b", "", "window = [-2, 0]", &["requirement window"]),
        ];
        for (keterangan, old, new, more_old, more_new, expected) in table {
            let (old, new) = (year(2025, old, more_old), year(2026, new, more_new));
            let told: Vec<String> =
                diff(&old, &new).iter().map(|it| format!("{} {}", it.kind.name(), it.fact)).collect();
            assert_eq!(told, expected, "{keterangan}");
        }
    }

    #[test]
    fn an_instrument_differs_from_another_by_its_indikator_and_constants() {
        let (a, mut b) = (year(2025, "a|b", ""), year(2026, "a|b", ""));
        b.indikator[0].id = "dua".into();
        b.indikator[0].bobot = None;
        b.rules.pembagi_minimum = Some(14);
        let told: Vec<String> = diff(&a, &b)
            .into_iter()
            .map(|it| {
                let value = |it: Option<String>| it.unwrap_or_else(|| "-".into());
                format!("{} {} {} > {}", it.kind.name(), it.fact, value(it.dulu), value(it.kini))
            })
            .collect();
        let wanted =
            ["constant pembagi_minimum 1 > 14", "added indikator - > INO-01 Satu", "removed indikator INO-01 Satu > -"];
        assert_eq!(told, wanted);
    }
}
