//! Answers carried over from one instrument to another, by indikator id.
//!
//! An indikator keeps its id through the years, so its answer can come along.
//! Whether it still says what the officer meant is another question: where the
//! ladder, its numbers or its measuring basis changed, a person looks again.

use std::collections::BTreeMap;

use crate::{
    assessment::{
        instrument::{Indikator, Instrument, Parameter, wording::same_wording},
        score::Choice,
    },
    core::id::IndikatorId,
    named,
};

/// Why an answer needs a second look, or could not come along.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Why {
    /// The chosen rung says something else now.
    Reworded {
        /// Text of the chosen rung in the old instrument.
        dulu: String,
        /// Text of the rung of that number in the new one.
        kini: String,
    },
    /// The words of the chosen rung stand under another number now.
    Renumbered {
        /// The parameter that was chosen.
        dulu: u8,
        /// The parameter that has the same words now, and is answered.
        kini: u8,
    },
    /// The chosen rung is the same; another one of the ladder is not.
    LadderChanged,
    /// The later instrument itself says what changed.
    Declared {
        /// Its `changed`, in the pack's words.
        teks: String,
    },
    /// The measuring basis is gone, or means something else.
    VariantChanged {
        /// Id of the basis that was chosen.
        variant: String,
    },
    /// The new year asks for a measuring basis; the old one did not.
    VariantAsked,
    /// The new ladder ends below the chosen rung.
    RungGone {
        /// The parameter that was chosen.
        parameter: u8,
    },
    /// The rungs of the new year are not known.
    RungsUnknown,
    /// The new instrument has no such indikator for this subject.
    NotAsked,
}

named! {
    /// The name of a [`Why`]: the key of its sentence, under `carry.`.
    #[allow(missing_docs, reason = "told at the variants of `Why`")]
    pub enum CarryReason {
        Reworded = "reworded",
        Renumbered = "renumbered",
        LadderChanged = "ladder_changed",
        Declared = "declared",
        VariantChanged = "variant_changed",
        VariantAsked = "variant_asked",
        RungGone = "rung_gone",
        RungsUnknown = "rungs_unknown",
        NotAsked = "not_asked",
    }
}

impl CarryReason {
    /// As history keeps several: joined by commas.
    pub fn join(reasons: impl IntoIterator<Item = Self>) -> String {
        reasons.into_iter().map(Self::name).collect::<Vec<_>>().join(",")
    }

    /// What history keeps, read again; a reason that this program does not know is
    /// left out.
    pub fn split(text: &str) -> Vec<Self> {
        text.split(',').filter_map(|it| Self::by_name(it.trim())).collect()
    }
}

impl Why {
    /// The name that its sentence goes by.
    pub fn reason(&self) -> CarryReason {
        match self {
            Why::Reworded { .. } => CarryReason::Reworded,
            Why::Renumbered { .. } => CarryReason::Renumbered,
            Why::LadderChanged => CarryReason::LadderChanged,
            Why::Declared { .. } => CarryReason::Declared,
            Why::VariantChanged { .. } => CarryReason::VariantChanged,
            Why::VariantAsked => CarryReason::VariantAsked,
            Why::RungGone { .. } => CarryReason::RungGone,
            Why::RungsUnknown => CarryReason::RungsUnknown,
            Why::NotAsked => CarryReason::NotAsked,
        }
    }
}

/// An answer that a person should look at before it counts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Review {
    /// Id in both instruments.
    pub indikator: IndikatorId,
    /// What would be answered now: valid under the new instrument.
    pub choice: Choice,
    /// The gravest reason first; never empty.
    pub why: Vec<Why>,
}

/// An answer that cannot come along; it stays with the old instrument.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Dropped {
    /// Id in the old instrument; the new one may not have it.
    pub indikator: IndikatorId,
    /// What was answered under the old instrument.
    pub choice: Choice,
    /// The one reason that keeps it there.
    pub why: Why,
}

/// What became of every answer. Each id stands in exactly one of the three.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Carried {
    /// Answers that come along and mean what they meant.
    pub same: BTreeMap<IndikatorId, Choice>,
    /// Answers that come along and wait for a second look.
    pub review: Vec<Review>,
    /// Answers that stay behind.
    pub dropped: Vec<Dropped>,
}

/// Carries the answers of one subject from `old` to `new`, each by indikator id.
/// Every choice in `same` and `review` fits `new`. `old` may be the later year:
/// "what if last year's rules had stayed" is the same question.
pub fn carry(old: &Instrument, new: &Instrument, choices: &BTreeMap<IndikatorId, Choice>) -> Carried {
    let mut carried = Carried::default();
    for (id, choice) in choices {
        let fate = match (old.indikator_by_id(id), new.indikator_by_id(id)) {
            (Some(was), Some(is)) if was.answered_by == is.answered_by => {
                carry_one(was, is, declared(old, new, was, is), choice)
            }
            _ => Err(Why::NotAsked),
        };
        match fate {
            Ok((choice, why)) if why.is_empty() => {
                carried.same.insert(id.clone(), choice);
            }
            Ok((choice, why)) => carried.review.push(Review { indikator: id.clone(), choice, why }),
            Err(why) => {
                carried.dropped.push(Dropped { indikator: id.clone(), choice: choice.clone(), why });
            }
        }
    }
    carried
}

/// What the later of two years says about a change of meaning that the earlier
/// one does not say already.
fn declared(old: &Instrument, new: &Instrument, was: &Indikator, is: &Indikator) -> Option<Why> {
    let (earlier, later) = if old.tahun <= new.tahun { (was, is) } else { (is, was) };
    let teks = later.changed.as_ref().filter(|it| earlier.changed.as_ref() != Some(*it))?;
    Some(Why::Declared { teks: teks.clone() })
}

fn carry_one(
    was: &Indikator,
    is: &Indikator,
    declared: Option<Why>,
    choice: &Choice,
) -> Result<(Choice, Vec<Why>), Why> {
    if is.parameter.is_empty() {
        return Err(Why::RungsUnknown);
    }
    let mut why: Vec<Why> = Vec::new();
    let variant = carry_variant(was, is, choice.variant.as_deref(), &mut why);
    let dulu = was.parameter_of(choice.variant.as_deref());
    let kini = is.parameter_of(variant.as_deref());
    let text = |ladder: &[Parameter], nomor: u8| {
        ladder.iter().find(|it| it.nomor == nomor).map(|it| it.teks.clone()).unwrap_or_default()
    };
    let chosen = text(dulu, choice.parameter);
    let mut parameter = choice.parameter;
    if !same_wording(&chosen, &text(kini, parameter)) {
        let moved = kini.iter().find(|it| same_wording(&chosen, &it.teks));
        if let Some(moved) = moved {
            parameter = moved.nomor;
            why.push(Why::Renumbered { dulu: choice.parameter, kini: parameter });
        } else if kini.iter().all(|it| it.nomor != parameter) {
            return Err(Why::RungGone { parameter });
        } else {
            why.push(Why::Reworded { dulu: chosen, kini: text(kini, parameter) });
        }
    } else if !same_ladder(dulu, kini) {
        why.push(Why::LadderChanged);
    }
    why.extend(declared);
    Ok((Choice { parameter, variant }, why))
}

/// The basis that comes along, with what is to be said about it.
fn carry_variant(was: &Indikator, is: &Indikator, chosen: Option<&str>, why: &mut Vec<Why>) -> Option<String> {
    let Some(id) = chosen else {
        if was.variant.is_empty() && !is.variant.is_empty() {
            why.push(Why::VariantAsked);
        }
        return None;
    };
    let named = |it: &Indikator| it.variant.iter().find(|it| it.id == id).map(|it| it.nama.clone());
    match (named(was), named(is)) {
        (Some(dulu), Some(kini)) if same_wording(&dulu, &kini) => Some(id.to_owned()),
        (_, kini) => {
            why.push(Why::VariantChanged { variant: id.to_owned() });
            kini.map(|_| id.to_owned())
        }
    }
}

/// Whether two ladders have the same rungs with the same words.
pub(crate) fn same_ladder(a: &[Parameter], b: &[Parameter]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.nomor == b.nomor && same_wording(&a.teks, &b.teks))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::assessment::instrument::file::{PackFile, read_pack};

    const HEAD: &str = r#"
id = "uji"
nama = "Uji"
tahun = TAHUN
status = "draft"
dasar_hukum = []
source = { U1 = "karangan" }
predikat = [{ nama = "Semua", minimum = "0.00", maksimum = "100.00" }]
kelayakan = {}
[[aspek]]
id = "i"
code = "INO"
nama = "Inovasi"
answered_by = "inovasi"
nomor = [1, 1]
baris = 1
bobot = "1"
maksimum = "MAKS"
[skor]
nomor = 2
code = "INO-02"
nama = "Banyaknya"
pembagi_minimum = 1
per_inovasi = "0"
batas_inovasi = 0
minimum_urusan_dasar = 0
urusan_dasar = []
maksimum = "MAKS"
source = ["U1"]
confidence = "unknown"
"#;

    /// An instrument of one indikator `satu` with the rungs given, divided by `|`.
    pub(crate) fn year(tahun: i32, rungs: &str, more: &str) -> Instrument {
        let rungs: Vec<&str> = rungs.split('|').collect();
        let head = HEAD.replace("TAHUN", &tahun.to_string()).replace("MAKS", &rungs.len().to_string());
        let ladder = |kind: &str| -> String {
            let rung = |(at, teks): (usize, &&str)| format!("[[{kind}]]\nnomor = {}\nteks = '{teks}'\n", at + 1);
            rungs.iter().enumerate().map(rung).collect()
        };
        let (top, variant) = more.split_once('/').unwrap_or((more, ""));
        let variants: String = variant
            .split_terminator(',')
            .map(|it| {
                let (id, nama) = it.split_once(':').unwrap();
                format!("[[variant]]\nid = '{id}'\nnama = '{nama}'\n{}", ladder("variant.parameter"))
            })
            .collect();
        let file = format!(
            "nama = 'Satu'\naspek = 'i'\ncode = 'INO-01'\nnomor = 1\nvariabel = 'V'\nbobot = '1'\n\
             source = ['U1']\n{top}\n[confidence]\n{}{variants}",
            ladder("parameter")
        );
        let files =
            [PackFile { path: "instrument.toml", text: &head }, PackFile { path: "indikator/satu.toml", text: &file }];
        read_pack(&files).unwrap()
    }

    #[test]
    fn an_answer_comes_along_is_looked_at_or_stays() {
        // keterangan, old ladder, new ladder (rungs by `|`), more of old, more of new, chosen, expected
        let table = [
            ("same text", "a b|c d", "a b|c d", "", "", "2", "same 2"),
            ("spelling", "Peraturan Daerah|x", "peraturan daerah.|x", "", "", "1", "same 1"),
            ("a number changed", "1-10 orang|x", "1-30 orang|x", "", "", "1", "review 1 reworded"),
            ("a neighbour changed", "a|1 kali", "a|2 kali", "", "", "1", "review 1 ladder_changed"),
            ("a rung added above", "a|b", "a|b|c", "", "", "2", "review 2 ladder_changed"),
            ("rungs exchanged", "a|b", "b|a", "", "", "1", "review 2 renumbered"),
            ("the top rung gone", "a|b|c", "a|b", "", "", "3", "dropped rung_gone"),
            ("declared", "a|b", "a|b", "", "changed = 'kini per unit'", "1", "review 1 declared"),
            ("declared both", "a|b", "a|b", "changed = 'x'", "changed = 'x'", "1", "same 1"),
            ("both reasons", "a|b", "z|b", "", "changed = 'x'", "1", "review 1 reworded declared"),
            ("basis kept", "a|b", "a|b", "/a:Orang", "/a:orang,b:Unit", "1/a", "same 1/a"),
            ("basis gone", "a|b", "a|b", "/a:Orang,b:Unit", "/b:Unit", "1/a", "review 1 variant_changed"),
            ("basis renamed", "a|b", "a|b", "/a:Orang", "/a:Barang", "1/a", "review 1/a variant_changed"),
            ("basis new", "a|b", "a|b", "", "/a:Orang", "1", "review 1 variant_asked"),
            ("basis never chosen", "a|b", "a|b", "/a:Orang", "/a:Orang", "1", "same 1"),
        ];
        for (keterangan, old, new, more_old, more_new, chosen, expected) in table {
            let (old, new) = (year(2025, old, more_old), year(2026, new, more_new));
            let choices = BTreeMap::from([("satu".into(), chosen.parse().unwrap())]);
            let carried = carry(&old, &new, &choices);
            let mut told: Vec<String> = carried.same.values().map(|it| format!("same {it}")).collect();
            told.extend(carried.review.iter().map(|it| {
                let why: Vec<&str> = it.why.iter().map(|it| it.reason().name()).collect();
                format!("review {} {}", it.choice, why.join(" "))
            }));
            told.extend(carried.dropped.iter().map(|it| format!("dropped {}", it.why.reason())));
            assert_eq!(told, [expected], "{keterangan}");
        }
    }

    #[test]
    fn going_back_a_year_asks_the_same_questions() {
        let (early, late) = (year(2025, "a|b", ""), year(2026, "a|b", "changed = 'x'"));
        let choices = BTreeMap::from([("satu".into(), "1".parse().unwrap())]);
        assert_eq!(carry(&late, &early, &choices).review.len(), 1);
        assert_eq!(carry(&late, &late, &choices).same, choices);
    }

    #[test]
    fn an_unknown_indikator_stays_with_its_year() {
        let it = year(2026, "a", "");
        let choices = BTreeMap::from([("lain".into(), "1".parse().unwrap())]);
        let carried = carry(&it, &it, &choices);
        assert_eq!(carried.dropped[0].why, Why::NotAsked);
        assert_eq!((carried.same.len(), carried.review.len()), (0, 0));
    }
}
