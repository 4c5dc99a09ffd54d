//! Answers and citations of the example against the research note they come from,
//! `assessed.json`: nothing is invented, and nothing of the note is left out.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use domain::assessment::{check::Kind, instrument::Instrument};
use regex::Regex;
use registry::Library;
use serde_json::{Map, Value, json};

use super::{catalogue, list, object};
use crate::kit::read;

const INSTRUMENT: &str = "iga-2026";

/// What the note says of one indikator, or that it found nothing.
#[derive(Clone)]
struct Told {
    /// Whose, and the code of the indikator: for a failure's words.
    of: String,
    /// The answer and its alternatives; `searched` and `found`; null for a bare code.
    entries: Vec<Value>,
    /// Documents that the note says are of use here.
    documents: Vec<Value>,
}

/// An inovasi of the example, or its region, beside what the note says of it.
struct Side {
    name: String,
    assessment: Map<String, Value>,
    citation: Map<String, Value>,
    /// By id of the indikator.
    told: BTreeMap<String, Told>,
}

fn note() -> Value {
    serde_json::from_str(&read("examples/semarang/assessed.json")).unwrap()
}

static PACK: LazyLock<std::sync::Arc<Instrument>> =
    LazyLock::new(|| Library::embedded().unwrap().instruments[INSTRUMENT].clone());

fn text<'a>(of: &'a Value, key: &str) -> &'a str {
    of.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// What stands under `key`, which knows this one instrument.
fn of_instrument(of: &Value, key: &str) -> Map<String, Value> {
    let Some(it) = of.get(key) else { return Map::new() };
    assert_eq!(object(it).keys().collect::<Vec<_>>(), [INSTRUMENT], "{key}");
    object(&it[INSTRUMENT]).clone()
}

/// The codes that a sentence names: `SID-22/33` are two.
fn codes(sentence: &str) -> Vec<String> {
    static CODE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\b(S[IP]D-)(\d+[ab]?(?:/\d+[ab]?)*)").unwrap());
    CODE.captures_iter(sentence)
        .flat_map(|it| it[2].split('/').map(|nomor| format!("{}{nomor}", &it[1])).collect::<Vec<_>>())
        .collect()
}

fn told(name: &str, of: &Value) -> BTreeMap<String, Told> {
    let mut by_code: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for (code, answer) in object(&of["answers"]) {
        let alternatives = list(answer, "alternatives").iter().cloned();
        by_code.insert(code.clone(), std::iter::once(answer.clone()).chain(alternatives).collect());
    }
    let absent = of.get("absent").map(|it| object(it).clone()).unwrap_or_default();
    let bare = list(of, "not_found").iter().map(|it| (it.as_str().unwrap().to_owned(), Value::Null));
    for (code, entry) in absent.into_iter().chain(bare) {
        assert!(by_code.insert(code.clone(), vec![entry]).is_none(), "{name}: {code} twice");
    }
    by_code
        .into_iter()
        .map(|(code, entries)| {
            let indikator = PACK.indikator.iter().find(|it| it.code == code).unwrap_or_else(|| panic!("{code}"));
            let used = list(of, "documents").iter().filter(|it| codes(text(it, "use")).contains(&code));
            let told = Told { of: format!("{name} {code}"), entries, documents: used.cloned().collect() };
            (indikator.id.to_string(), told)
        })
        .collect()
}

/// The region first, then the inovasi: both files name them in one order.
fn sides() -> Vec<Side> {
    let (catalogue, note) = (catalogue(), note());
    let mut sides = vec![Side {
        name: "daerah".to_owned(),
        assessment: of_instrument(&catalogue, "daerah"),
        citation: of_instrument(&catalogue, "citation"),
        told: told("daerah", &note["region"]),
    }];
    assert_eq!(list(&catalogue, "inovasi").len(), list(&note, "innovations").len());
    for (it, noted) in list(&catalogue, "inovasi").iter().zip(list(&note, "innovations")) {
        let name = text(it, "nama");
        assert!(text(noted, "name").contains(name), "{name} is not {}", noted["name"]);
        sides.push(Side {
            name: name.to_owned(),
            assessment: of_instrument(it, "assessment"),
            citation: of_instrument(it, "citation"),
            told: told(name, noted),
        });
    }
    sides
}

/// Every citation with what it was made from. The lengths are compared elsewhere.
fn pairs() -> Vec<(Told, Value, Value)> {
    let mut pairs = Vec::new();
    for side in sides() {
        for (indikator, told) in side.told {
            let cited = side.citation.get(&indikator).and_then(Value::as_array).cloned().unwrap_or_default();
            for (cited, entry) in cited.into_iter().zip(told.entries.clone()) {
                pairs.push((told.clone(), cited, entry));
            }
        }
    }
    assert!(pairs.len() > 300, "{}", pairs.len());
    pairs
}

/// An object without the members that say nothing.
fn filled(of: Value) -> Value {
    let Value::Object(map) = of else { panic!("{of}") };
    Value::Object(map.into_iter().filter(|(_, it)| !it.is_null() && *it != json!([])).collect())
}

/// The date at the head of what the note says of one: it adds remarks, and some
/// have a span of years only.
fn date(noted: &str) -> Option<String> {
    static DATE: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"^(?:approved )?(\d{4}(?:-\d{2}){0,2})(?: \(.*\))?$").unwrap());
    DATE.captures(noted).map(|it| it[1].to_owned())
}

/// An address that opens: the note keeps some in part, and two are files of its own.
fn address(noted: &str) -> Option<&str> {
    (noted.starts_with("http") && !noted.contains(' ')).then_some(noted)
}

/// The outlet, with the note's remarks in Indonesian.
fn outlet(noted: &str) -> String {
    [(" (copy at ", " (salinan di "), (" (from ", " (dari "), (" (copy)", " (salinan)"), (" via ", " melalui ")]
        .iter()
        .fold(noted.to_owned(), |outlet, (was, is)| outlet.replace(was, is))
}

/// A title as it was printed; in brackets stands a description, which is none.
fn title(noted: &str) -> Option<&str> {
    static PAGE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r" \(page \d+\)$").unwrap());
    let printed = PAGE.find(noted).map_or(noted, |it| &noted[..it.start()]);
    (!printed.starts_with('(')).then_some(printed)
}

fn sumber(noted: &Value) -> Value {
    filled(json!({
        "title": title(text(noted, "title")),
        "outlet": outlet(text(noted, "outlet")),
        "date": date(text(noted, "date")),
        "address": address(text(noted, "address")),
    }))
}

fn sources(entry: &Value) -> Vec<Value> {
    let first = entry.get("source").into_iter();
    let more = ["more_sources", "sources"].into_iter().flat_map(|key| list(entry, key));
    first.chain(more).map(sumber).collect()
}

fn fit(entry: &Value) -> Option<&'static str> {
    match text(entry, "evidence_fit") {
        "" => None,
        it if it.starts_with("the source itself") || it.starts_with("the study itself") => Some("source"),
        it if it.starts_with("obtainable: ") => Some("obtainable"),
        it => it.starts_with("fact only: ").then_some("other"),
    }
}

/// A citation without its words: its sentences and documents are looked at apart.
fn made_from(entry: &Value) -> Value {
    let year = entry.get("fact_year").or_else(|| entry.get("year"));
    filled(json!({
        "year": year,
        "parameter": entry.get("parameter"),
        "variant": entry.get("variant"),
        "keyakinan": entry.get("confidence"),
        "fit": fit(entry),
        "sumber": sources(entry),
    }))
}

#[test]
fn every_answer_of_the_example_is_stated_in_the_note_and_the_other_way_round() {
    let mut n = 0;
    for side in sides() {
        let stated = side.told.iter().filter(|(_, it)| text(&it.entries[0], "confidence") == "stated");
        let answer = |it: &Value| filled(json!({ "parameter": it["parameter"], "variant": it.get("variant") }));
        let stated: Map<_, _> = stated.map(|(id, it)| (id.clone(), answer(&it.entries[0]))).collect();
        assert_eq!(side.assessment, stated, "{}", side.name);
        n += stated.len();
    }
    assert_eq!(n, 51, "43 of the inovasi, 8 of the region");
}

#[test]
fn every_citation_stands_in_the_note_and_the_other_way_round() {
    for side in sides() {
        let indikator: BTreeSet<&String> = side.citation.keys().collect();
        assert_eq!(indikator, side.told.keys().collect(), "{}", side.name);
        for (indikator, told) in &side.told {
            let cited = side.citation[indikator].as_array().unwrap();
            assert_eq!(cited.len(), told.entries.len(), "{}", told.of);
            let mut documents = Vec::new();
            for (cited, entry) in cited.iter().zip(&told.entries) {
                let mut bare = object(cited).clone();
                documents.extend(list(cited, "document"));
                bare.retain(|key, _| !["fact", "caveat", "document"].contains(&key.as_str()));
                assert_eq!(Value::Object(bare), made_from(entry), "{}", told.of);
            }
            assert_eq!(documents.len(), told.documents.len(), "{}: documents", told.of);
            for noted in &told.documents {
                let nomor = Some(text(noted, "number")).filter(|it| it.contains(|it: char| it.is_ascii_digit()));
                let (date, address) = (date(text(noted, "date")), address(text(noted, "address")));
                let is_it = |it: &&&Value| {
                    let mut bare = object(it).clone();
                    let title = bare.remove("title").unwrap_or_default();
                    let words = format!("{} {}", text(noted, "title"), text(noted, "date"));
                    let known = numbers(&words, &ENGLISH);
                    numbers(title.as_str().unwrap_or_default(), &INDONESIAN).is_subset(&known)
                        && Value::Object(bare) == filled(json!({ "nomor": nomor, "date": date, "address": address }))
                };
                assert_eq!(documents.iter().filter(is_it).count(), 1, "{}: {noted}", told.of);
            }
        }
    }
}

/// How a language writes numbers.
struct Writing {
    number: Regex,
    /// What stands between thousands, and what before a fraction.
    thousands: char,
    fraction: char,
}

static ENGLISH: LazyLock<Writing> = LazyLock::new(|| Writing {
    number: Regex::new(r"\d+(?:,\d{3})*(?:\.\d+)?").unwrap(),
    thousands: ',',
    fraction: '.',
});

static INDONESIAN: LazyLock<Writing> = LazyLock::new(|| Writing {
    number: Regex::new(r"\d+(?:\.\d{3})*(?:,\d+)?").unwrap(),
    thousands: '.',
    fraction: ',',
});

/// Every number of a sentence, in one writing: 36.068 and 4,81 are 36068 and 4.81.
fn numbers(sentence: &str, writing: &Writing) -> BTreeSet<String> {
    let plain = |it: &str| it.replace(writing.thousands, "").replace(writing.fraction, ".");
    writing.number.find_iter(sentence).map(|it| plain(it.as_str())).collect()
}

#[test]
fn every_number_of_a_sentence_stands_in_the_note() {
    assert_eq!(numbers("4,81 dari 36.068 (20/2018).", &INDONESIAN), numbers("4.81 of 36,068 (20/2018).", &ENGLISH));
    let note = note();
    // The day the search ended: 2026-11-28.
    let ended = BTreeSet::from(["28".to_owned(), "2026".to_owned()]);
    assert_eq!(text(&note["meta"], "made"), "2026-11-28");
    for (told, cited, entry) in pairs() {
        let searched = entry.is_null() || entry.get("searched").is_some();
        let known = ["value", "fact", "searched", "found"].map(|key| text(&entry, key)).join(" ");
        let mut known = numbers(&known, &ENGLISH);
        if searched {
            known.extend(ended.clone());
        }
        assert_eq!(numbers(text(&cited, "fact"), &INDONESIAN), known, "{}: {}", told.of, cited["fact"]);

        let in_time = text(&entry, "in_time");
        let uses: Vec<&str> = told.documents.iter().map(|it| text(it, "use")).collect();
        let reasons = [text(&entry, "caveat"), in_time, text(&note["meta"]["in_time"], in_time), &uses.join(" ")];
        let known = numbers(&reasons.join(" "), &ENGLISH);
        let caveat = numbers(text(&cited, "caveat"), &INDONESIAN);
        assert!(caveat.is_subset(&known), "{}: {}", told.of, cited["caveat"]);
        let of_note = numbers(text(&entry, "caveat"), &ENGLISH);
        assert!(of_note.is_subset(&caveat), "{}: a number of the caveat is gone", told.of);
    }
}

#[test]
fn every_citation_is_a_sentence_and_keeps_the_caveat_of_the_note() {
    for (told, cited, entry) in pairs() {
        for sentence in ["fact", "caveat"].into_iter().filter_map(|key| cited.get(key)).filter_map(Value::as_str) {
            assert!(sentence.ends_with('.') && sentence.trim() == sentence, "{}: {sentence}", told.of);
        }
        assert!(cited.get("fact").is_some(), "{}", told.of);
        let has = cited.get("caveat").is_some();
        // A document can have a reason of its own; else only these have.
        let parts = ["sumber", "document"].into_iter().flat_map(|key| list(&cited, key));
        let not_whole = parts.filter(|it| it.get("address").is_none()).count() > 0;
        let needs_reason = !["", "yes", "no", "undated", "no year rule"].contains(&text(&entry, "in_time"));
        let wanted = entry.get("caveat").is_some() || not_whole || needs_reason;
        assert!(has || !wanted, "{}: no caveat", told.of);
        assert!(wanted || !has || cited.get("document").is_some(), "{}: {}", told.of, cited["caveat"]);
        assert_eq!(not_whole, text(&cited, "caveat").contains("tidak tersimpan."), "{}", told.of);
    }
}

#[test]
fn no_answer_is_without_a_source_that_can_be_looked_up() {
    let looked_up = |cited: &Value| {
        let found =
            |it: &Value| it.get("address").is_some() || (it.get("outlet").is_some() && it.get("date").is_some());
        list(cited, "sumber").iter().any(found)
    };
    for side in sides() {
        for (indikator, answer) in &side.assessment {
            let is_it = |it: &&Value| {
                it.get("parameter") == answer.get("parameter") && it.get("variant") == answer.get("variant")
            };
            let cited = side.citation[indikator].as_array().unwrap();
            let cited = cited.iter().find(is_it).unwrap_or_else(|| panic!("{}: {indikator}", side.name));
            assert_eq!(cited["keyakinan"], "stated", "{}: {indikator}", side.name);
        }
        for (indikator, cited) in &side.citation {
            let claims = cited.as_array().unwrap().iter().filter(|it| it.get("parameter").is_some());
            assert!(claims.clone().all(looked_up), "{}: {indikator}", side.name);
        }
    }
}

/// Whether a fact lies in time is reckoned from its year; the note says the same.
#[test]
fn what_the_note_says_of_the_year_follows_from_the_window() {
    let mut n = 0;
    for side in sides() {
        for (id, told) in side.told {
            let indikator = PACK.indikator.iter().find(|it| it.id == id).unwrap();
            let entry = &told.entries[0];
            let cited = &side.citation[&id][0];
            let year = cited.get("year").and_then(Value::as_i64);
            let years = indikator.window.map(|it| it.years(PACK.tahun));
            let in_window = years.clone().map(|it| year.map(|year| it.contains(&i32::try_from(year).unwrap())));
            let before = indikator.check.iter().any(|it| matches!(it.kind, Kind::YearBeforeTahun));
            let agrees = match text(entry, "in_time") {
                "" => continue,
                "yes" => in_window == Some(Some(true)),
                "no" => in_window == Some(Some(false)),
                "undated" => in_window == Some(None),
                "no year rule" => in_window.is_none(),
                // Inside by one reading of the rule: the caveat says so.
                "borderline" => in_window != Some(Some(false)) && cited.get("caveat").is_some(),
                "yes (Perkada before 2026)" => {
                    in_window.is_none() && before && year.is_some_and(|it| it < i64::from(PACK.tahun))
                }
                other => panic!("{}: {other}", told.of),
            };
            assert!(agrees, "{}: {} of {year:?} in {years:?}", told.of, entry["in_time"]);
            n += 1;
        }
    }
    assert_eq!(n, 96);
}
