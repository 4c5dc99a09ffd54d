//! The worked cases of `instruments/*/cases/*.toml`.

use std::collections::BTreeMap;

use domain::{
    Decimal,
    assessment::{
        instrument::{AnsweredBy, Instrument},
        score::{Answer, Answers, Basis, Choice, Entry, Standing, score},
    },
    core::id::{IndikatorId, InovasiId},
    two_places,
};
use registry::{Library, progress::Unwatched};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::kit::{self, Laptop};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CaseFile {
    #[serde(default)]
    case: Vec<Case>,
    #[serde(default)]
    terbit: Vec<Published>,
}

/// A result that somebody published: no answers, only what came of them.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Published {
    daerah: String,
    /// The instrument's year unless said: a year without a pack had the same bands.
    tahun: Option<i32>,
    iid: String,
    predikat: String,
    n_inovasi: Option<u32>,
    rata_kematangan: Option<String>,
    sumber: String,
}

/// One case, with the file and instrument it belongs to.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    keterangan: String,
    basis: String,
    daerah: Given,
    inovasi: Vec<Given>,
    hasil: BTreeMap<String, toml::Value>,
    #[serde(skip)]
    file: String,
    #[serde(skip)]
    instrument: String,
}

/// The answers of one subject, or of `jumlah` equal inovasi.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Given {
    jumlah: Option<usize>,
    urusan_utama: Option<String>,
    /// The parameter of every indikator that `parameter` does not name.
    semua: Option<u8>,
    #[serde(default)]
    parameter: BTreeMap<String, u8>,
    #[serde(default)]
    variant: BTreeMap<String, String>,
}

/// Every file of cases, with its name and the instrument it belongs to.
fn files() -> Vec<(String, String, CaseFile)> {
    let mut files = Vec::new();
    for id in Library::embedded().unwrap().instruments.keys() {
        let folder = kit::root().join("instruments").join(id.as_str()).join("cases");
        for entry in std::fs::read_dir(&folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            let text = std::fs::read_to_string(&path).unwrap();
            let file = toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            files.push((id.to_string(), path.file_name().unwrap().to_string_lossy().into_owned(), file));
        }
    }
    files
}

pub fn all() -> Vec<Case> {
    let with_place = |(instrument, name, file): (String, String, CaseFile)| {
        let place = move |it| Case { file: name.clone(), instrument: instrument.clone(), ..it };
        file.case.into_iter().map(place)
    };
    files().into_iter().flat_map(with_place).collect()
}

impl Case {
    /// The indikator it names.
    pub fn names(&self) -> String {
        let given = self.inovasi.iter().chain([&self.daerah]);
        given.flat_map(|it| it.parameter.keys().cloned()).collect::<Vec<_>>().join(" ")
    }

    fn place(&self) -> String {
        format!("{} {}: {}", self.instrument, self.file, self.keterangan)
    }

    fn basis(&self) -> Basis {
        *Basis::ALL.iter().find(|it| it.name() == self.basis).unwrap()
    }

    fn expected(&self) -> BTreeMap<String, String> {
        let text = |it: &toml::Value| match it {
            toml::Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        self.hasil.iter().map(|(name, value)| (name.clone(), text(value))).collect()
    }
}

impl Given {
    fn choices(&self, instrument: &Instrument, who: AnsweredBy) -> BTreeMap<IndikatorId, Choice> {
        let named = |map: &BTreeMap<String, u8>, it: &domain::assessment::instrument::Indikator| {
            map.get(&it.code).or_else(|| map.get(it.id.as_str())).copied()
        };
        for name in self.parameter.keys().chain(self.variant.keys()) {
            let found = instrument.indikator(name).unwrap_or_else(|| panic!("no indikator {name}"));
            assert_eq!(found.answered_by, who, "{name}");
        }
        instrument
            .indikator_of(who)
            .filter_map(|it| {
                let parameter = named(&self.parameter, it).or(self.semua).filter(|it| *it > 0)?;
                let variant = self.variant.get(&it.code).or_else(|| self.variant.get(it.id.as_str())).cloned();
                Some((it.id.clone(), Choice { parameter, variant }))
            })
            .collect()
    }

    fn answers(&self, instrument: &Instrument, who: AnsweredBy) -> Answers {
        let answer = |choice| Answer::claimed(choice);
        self.choices(instrument, who).into_iter().map(|(id, choice)| (id, answer(choice))).collect()
    }

    fn json(&self, instrument: &Instrument, who: AnsweredBy) -> Value {
        let answers: Map<String, Value> = self
            .choices(instrument, who)
            .into_iter()
            .map(|(id, it)| (id.into(), json!({ "parameter": it.parameter, "variant": it.variant })))
            .collect();
        json!({ instrument.id.as_str(): answers })
    }
}

/// How a case writes what cannot be computed.
const UNKNOWN: &str = "tidak dapat dihitung";

fn shown(it: &Standing) -> BTreeMap<String, String> {
    let known = |value: Option<String>| value.unwrap_or_else(|| UNKNOWN.to_owned());
    let money = |value: Option<Decimal>| known(value.map(|it| two_places(it).to_string()));
    [
        ("spd", money(it.spd)),
        ("n_inovasi", it.n_inovasi.to_string()),
        ("divisor", known(it.divisor.map(|it| it.to_string()))),
        ("rata_kematangan", money(it.rata_kematangan)),
        ("skor_jumlah_inovasi", money(it.skor_jumlah_inovasi)),
        ("skor_sid", money(it.skor_sid)),
        ("skor_total", money(it.skor_total)),
        ("iid", money(it.iid)),
        ("predikat", known(it.predikat.clone())),
        ("urusan_dasar", it.urusan_dasar_tercakup.len().to_string()),
        ("kursi_kosong", known(it.kursi_kosong.map(|it| it.to_string()))),
    ]
    .into_iter()
    .map(|(name, value)| (name.to_owned(), value))
    .collect()
}

#[test]
fn the_bands_give_every_published_predikat_and_its_sum_can_be() {
    let library = Library::embedded().unwrap();
    let mut n = 0;
    for (id, _, file) in files() {
        let it = &library.instruments[id.as_str()];
        for own in file.terbit {
            let place = format!("{id}: {} {}", own.daerah, own.tahun.unwrap_or(it.tahun));
            let iid: Decimal = own.iid.parse().unwrap();
            assert_eq!(it.predikat(iid).map(|it| it.nama.as_str()), Some(own.predikat.as_str()), "{place}");
            assert!(own.sumber.contains("https://"), "{place}: nobody says so");
            n += 1;
            let Some((mean, many)) = own.rata_kematangan.zip(own.n_inovasi) else { continue };
            // What is left for the region's lines, known as finely as the index was told.
            let percent = it.rules.maksimum.unwrap() / Decimal::ONE_HUNDRED;
            let left = iid * percent - mean.parse::<Decimal>().unwrap() - it.rules.count(many).unwrap();
            let slack = percent * Decimal::new(5, iid.scale() + 1);
            let most = it.aspek_of(AnsweredBy::Daerah).unwrap().maksimum.unwrap();
            assert!(left >= -slack && left <= most + slack, "{place}: {left} for the region");
        }
    }
    assert_eq!(n, 9);
}

#[test]
fn every_worked_case_comes_out_to_the_cent() {
    let library = Library::embedded().unwrap();
    let cases = all();
    for case in &cases {
        let instrument = &library.instruments[case.instrument.as_str()];
        let daerah = case.daerah.answers(instrument, AnsweredBy::Daerah);
        let mut inovasi = Vec::new();
        for group in &case.inovasi {
            let answers = group.answers(instrument, AnsweredBy::Inovasi);
            for _ in 0..group.jumlah.unwrap_or(1) {
                inovasi.push(Entry {
                    id: InovasiId(Uuid::from_u128(inovasi.len() as u128)),
                    nama: format!("Inovasi {}", inovasi.len()),
                    urusan_utama: group.urusan_utama.clone(),
                    answers: answers.clone(),
                });
            }
        }
        let standing = score(instrument, &daerah, &inovasi, case.basis());
        assert_eq!(shown(&standing), case.expected(), "{}", case.place());
    }
    assert!(cases.len() >= 30 + 7, "only {} cases", cases.len());
}

#[test]
fn worked_cases_come_out_the_same_through_import_and_database() {
    let library = Library::embedded().unwrap();
    // Every case of the research, and a sample of the others.
    let sample = all().into_iter().enumerate().filter(|(at, it)| at % 24 == 0 || it.file == "uji-acuan.toml");
    for (_, case) in sample {
        let instrument = &library.instruments[case.instrument.as_str()];
        let laptop = Laptop::new(1);
        let mut inovasi = Vec::new();
        for group in &case.inovasi {
            for _ in 0..group.jumlah.unwrap_or(1) {
                inovasi.push(json!({
                    "nama": format!("Inovasi {}", inovasi.len()),
                    "urusan_utama": group.urusan_utama,
                    "assessment": group.json(instrument, AnsweredBy::Inovasi),
                }));
            }
        }
        let document = json!({
            "format": "prakarsa-registry",
            "version": 1,
            "daerah": case.daerah.json(instrument, AnsweredBy::Daerah),
            "inovasi": inovasi,
        });
        let file = laptop.file("kasus.json", document.to_string());
        laptop.import_registry(&file, false, &mut Unwatched).unwrap();
        let view = laptop.score(&case.instrument, case.basis()).unwrap();
        let Value::Object(view) = serde_json::to_value(view).unwrap() else { unreachable!() };
        for (name, expected) in case.expected() {
            let found = match &view[&name] {
                Value::String(text) => text.clone(),
                Value::Null => UNKNOWN.to_owned(),
                other => other.to_string(),
            };
            assert_eq!(found, expected, "{name} of {}", case.place());
        }
    }
}

/// The vectors as the research printed them: spd, inovasi, skor each, urusan
/// dasar covered → average, count, sid, total, iid, predikat.
type Vector = (&'static str, usize, &'static str, usize, [&'static str; 5], &'static str);
const VECTORS: [Vector; 7] = [
    ("63", 200, "111", 6, ["111.00", "76.00", "187.00", "250.00", "100.00"], "Sangat Inovatif"),
    ("63", 12, "111", 5, ["111.00", "4.56", "115.56", "178.56", "71.42"], "Sangat Inovatif"),
    ("63", 12, "111", 4, ["111.00", "0.00", "111.00", "174.00", "69.60"], "Sangat Inovatif"),
    ("63", 6, "111", 5, ["55.50", "2.28", "57.78", "120.78", "48.31"], "Inovatif"),
    ("40", 30, "80", 6, ["80.00", "11.40", "91.40", "131.40", "52.56"], "Inovatif"),
    ("50.25", 100, "90", 6, ["90.00", "38.00", "128.00", "178.25", "71.30"], "Sangat Inovatif"),
    ("0", 0, "0", 0, ["0.00", "0.00", "0.00", "0.00", "0.00"], "Tidak Dapat Dinilai"),
];

#[test]
fn the_seven_vectors_of_the_research_are_among_the_cases() {
    let cases: Vec<Case> = all().into_iter().filter(|it| it.file == "uji-acuan.toml").collect();
    assert_eq!(cases.len(), VECTORS.len());
    for ((spd, n, each, covered, numbers, predikat), case) in VECTORS.iter().zip(cases) {
        let found = case.expected();
        let spd: domain::Decimal = spd.parse().unwrap();
        assert_eq!(found["spd"], two_places(spd).to_string(), "{}", case.place());
        assert_eq!(found["n_inovasi"], n.to_string(), "{}", case.place());
        assert_eq!(found["urusan_dasar"], covered.to_string(), "{}", case.place());
        let names = ["rata_kematangan", "skor_jumlah_inovasi", "skor_sid", "skor_total", "iid"];
        for (name, expected) in names.iter().zip(numbers) {
            assert_eq!(found[*name], *expected, "{name} of {}", case.place());
        }
        assert_eq!(found["predikat"], *predikat, "{}", case.place());
        // The skor of each inovasi is what its answers add up to.
        let instrument = &Library::embedded().unwrap().instruments[case.instrument.as_str()];
        for group in &case.inovasi {
            let answers = group.answers(instrument, AnsweredBy::Inovasi);
            let skor = domain::assessment::score::skor_of(instrument, AnsweredBy::Inovasi, &answers, Basis::Claimed);
            assert_eq!(skor, Some(each.parse::<domain::Decimal>().unwrap()), "{}", case.place());
        }
    }
}
