//! A second evaluator, written apart from the first: it reads the files as they
//! are, counts in whole millionths, and rounds once. Random registries must come
//! out the same to the cent under every year.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    assessment::score::{Answer, Answers, Basis, Choice, Entry, score},
    core::id::InovasiId,
    two_places,
};
use registry::Library;
use toml::Value;

use super::pack_on_disk;

const MILLION: i128 = 1_000_000;
/// Random registries for each year.
const ROUNDS: u64 = 10_000;

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) % n
    }
}

/// A text such as `0.75` in millionths.
fn millionths(text: &str) -> i128 {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    format!("{whole}{part:0<6}").parse().unwrap()
}

/// `top ÷ bottom` hundredfold, half up, as `12.34`; both positive.
fn cents((top, bottom): (i128, i128)) -> String {
    let hundredths = (top * 200 + bottom) / (2 * bottom);
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

struct Slow {
    head: Value,
    /// aspek → id, bobot, highest rung.
    lines: BTreeMap<String, Vec<(String, Option<i128>, u8)>>,
}

type Ratio = (i128, i128);

impl Slow {
    fn read(id: &str) -> Slow {
        let mut lines: BTreeMap<String, Vec<(String, Option<i128>, u8)>> = BTreeMap::new();
        let files = pack_on_disk(id);
        for (path, text) in files.iter().filter(|it| it.0.starts_with("indikator/")) {
            let it: Value = toml::from_str(text).unwrap();
            let rungs = it.get("parameter").map_or(0, |it| it.as_array().unwrap().len());
            let bobot = it.get("bobot").map(|it| millionths(it.as_str().unwrap()));
            let stem = path.trim_start_matches("indikator/").trim_end_matches(".toml");
            let aspek = it["aspek"].as_str().unwrap().to_owned();
            lines.entry(aspek).or_default().push((stem.to_owned(), bobot, u8::try_from(rungs).unwrap()));
        }
        Slow { head: toml::from_str(&files["instrument.toml"]).unwrap(), lines }
    }

    fn number(&self, key: &str) -> Option<i128> {
        self.head["skor"].get(key).map(|it| i128::from(it.as_integer().unwrap()))
    }

    /// Skor of one subject in millionths; None where it hangs on the unknown.
    fn subject(&self, aspek: &str, answers: &BTreeMap<String, u8>) -> Option<i128> {
        let own = self.head["aspek"].as_array().unwrap();
        let own = own.iter().find(|it| it["id"].as_str() == Some(aspek)).unwrap();
        if own.get("lengkap").and_then(Value::as_bool) == Some(false) {
            return None;
        }
        let mut sum = 0;
        for (id, bobot, _) in &self.lines[aspek] {
            let parameter = i128::from(answers.get(id).copied().unwrap_or(0));
            if parameter > 0 {
                sum += (*bobot)? * parameter;
            }
        }
        Some(sum)
    }

    /// spd, average, count, total, index; divisor.
    fn all(
        &self,
        daerah: &BTreeMap<String, u8>,
        inovasi: &[(Option<String>, BTreeMap<String, u8>)],
    ) -> [Option<Ratio>; 5] {
        let n = i128::try_from(inovasi.len()).unwrap();
        let spd = self.subject("spd", daerah).map(|it| (it, MILLION));
        let sum: Option<i128> = inovasi.iter().map(|it| self.subject("sid", &it.1)).sum();
        let divisor = match (self.number("pembagi_minimum"), self.head["skor"].get("pembagi_minimum_between")) {
            (Some(least), _) => Some(n.max(least)),
            (None, Some(between)) => (n >= i128::from(between[1].as_integer().unwrap())).then_some(n),
            (None, None) => None,
        };
        let rata = match (sum, divisor) {
            (Some(0), _) => Some((0, 1)),
            (Some(sum), Some(divisor)) => Some((sum, MILLION * divisor)),
            _ => None,
        };
        let six: Vec<&str> =
            self.head["skor"]["urusan_dasar"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
        let covered: BTreeSet<&str> =
            inovasi.iter().filter_map(|it| it.0.as_deref()).filter(|it| six.contains(it)).collect();
        let covered = i128::try_from(covered.len()).unwrap();
        let between = self.head["skor"].get("minimum_urusan_dasar_between");
        let at = |at: usize, otherwise| between.map_or(otherwise, |it| i128::from(it[at].as_integer().unwrap()));
        let (least, most) = match self.number("minimum_urusan_dasar") {
            Some(it) => (it, it),
            None => (at(0, 0), at(1, 6)),
        };
        let zero_below = self.head["skor"].get("gate_effect").and_then(Value::as_str) != Some("unknown");
        let each = millionths(self.head["skor"]["per_inovasi"].as_str().unwrap());
        let full = n.min(self.number("batas_inovasi").unwrap()) * each;
        let count = match () {
            () if covered >= most || full == 0 => Some((full, MILLION)),
            () if covered < least && zero_below => Some((0, 1)),
            () => None,
        };
        let add = |a: Option<Ratio>, b: Option<Ratio>| {
            let ((a, b), (c, d)) = (a?, b?);
            Some((a * d + c * b, b * d))
        };
        let total = add(add(spd, rata), count);
        let maksimum = millionths(self.head["skor"]["maksimum"].as_str().unwrap()) / MILLION;
        [spd, rata, count, total, total.map(|(top, bottom)| (top * 100, bottom * maksimum))]
    }

    fn predikat(&self, iid: &str) -> String {
        let value = millionths(iid);
        let inside = |it: &&Value| {
            let end = |key: &str| millionths(it[key].as_str().unwrap());
            (end("minimum")..=end("maksimum")).contains(&value)
        };
        self.head["predikat"].as_array().unwrap().iter().find(inside).unwrap()["nama"].as_str().unwrap().to_owned()
    }
}

#[test]
fn two_evaluators_agree_to_the_cent_on_random_registries() {
    let library = Library::embedded().unwrap();
    let mut dice = Dice(2026);
    let mut known = 0;
    for (id, instrument) in library.instruments.iter().filter(|it| it.0.starts_with("iga-")) {
        let slow = Slow::read(id);
        for round in 0..ROUNDS {
            // Now few inovasi, now many; now few answers, now nearly all.
            let eager = 1 + dice.below(10);
            let basis = Basis::ALL[usize::try_from(dice.below(3)).unwrap()];
            let mut answer = |aspek: &str| -> BTreeMap<String, u8> {
                let mut answers = BTreeMap::new();
                for (id, _, rungs) in &slow.lines[aspek] {
                    if *rungs > 0 && dice.below(10) < eager {
                        answers.insert(id.clone(), 1 + dice.below(u64::from(*rungs)) as u8);
                    }
                }
                answers
            };
            let daerah = answer("spd");
            let n = [0, 1, 5, 9, 10, 11, 12, 13, 14, 15, 30, 40][usize::try_from(round % 12).unwrap()];
            let mut inovasi: Vec<(Option<String>, BTreeMap<String, u8>)> =
                (0..n).map(|_| (None, answer("sid"))).collect();
            let urusan = &instrument.rules.urusan_dasar;
            for it in &mut inovasi {
                it.0 = urusan.get(usize::try_from(dice.below(7)).unwrap()).cloned();
            }
            let choices = |answers: &BTreeMap<String, u8>| -> Answers {
                let one = |(id, parameter): (&String, &u8)| {
                    // What does not count on this basis is something else.
                    let on = |it: Basis| if it == basis { *parameter } else { 9 };
                    let choice = Choice { parameter: on(Basis::Claimed), variant: None };
                    let (supported, verified) = (on(Basis::Supported), on(Basis::Verified));
                    (id.as_str().into(), Answer { choice, supported, verified })
                };
                answers.iter().map(one).collect()
            };
            let entries: Vec<Entry> = inovasi
                .iter()
                .map(|(urusan, answers)| Entry {
                    id: InovasiId(uuid::Uuid::nil()),
                    nama: String::new(),
                    urusan_utama: urusan.clone(),
                    answers: choices(answers),
                })
                .collect();
            let fast = score(instrument, &choices(&daerah), &entries, basis);
            let fast_shown = [fast.spd, fast.rata_kematangan, fast.skor_jumlah_inovasi, fast.skor_total, fast.iid]
                .map(|it| it.map(|it| two_places(it).to_string()));
            let slow_shown = slow.all(&daerah, &inovasi).map(|it| it.map(cents));
            assert_eq!(fast_shown, slow_shown, "{id} round {round}: {n} inovasi");
            assert_eq!(fast.predikat, slow_shown[4].as_deref().map(|it| slow.predikat(it)), "{id} round {round}");
            if let Some(bounds) = fast.bounds {
                let high = bounds.skor_total.high.unwrap();
                assert!(bounds.skor_total.low <= high && slow_shown[3].is_none(), "{id} round {round}");
            }
            known += usize::from(fast.iid.is_some());
        }
    }
    assert!(known >= 20_000, "only {known} registries had an index");
}
