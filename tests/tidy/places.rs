//! The places of a sentence are filled by whoever speaks it: `{name}` stands only
//! where code gives `name` beside the key. Both languages have the same places
//! (`sentences`), so one of them is asked.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use domain::{
    assessment::{
        check::{Check, CheckName, Checked, Facts, Kind, run_checks},
        explain::ExplainFormula,
        instrument::file::PackFaultCode,
    },
    core::{finding::FindingCode, notice::NoticeCode, reason::Reason},
    submission::steps::{StepKind, StepNeeds},
};
use regex::Regex;
use registry::{
    DEFAULT_INSTRUMENT, Library,
    view::{ChangeKind, GainFormula, Say},
};

use super::{
    files_of, is_test, report,
    sentences::{REASONS, places, sentences},
    source::shipped,
};
use crate::kit::{Laptop, read};

type Names = BTreeSet<String>;

fn names(list: &[&str]) -> Names {
    list.iter().map(|it| (*it).to_owned()).collect()
}

/// The names that a piece of code gives values: `arg("name", …)`, `("name", …)` or an
/// `ArgView` written out.
fn given(code: &str) -> Names {
    let pair = Regex::new(r#"(?:\(\s*"([a-z_0-9]+)",\s|name: "([a-z_0-9]+)"\.into\(\))"#).unwrap();
    pair.captures_iter(code).map(|it| it.get(1).or(it.get(2)).unwrap().as_str().to_owned()).collect()
}

/// What of the text still belongs to the expression it begins in, calls behind it included.
fn rest_of_expression(text: &str) -> &str {
    let (mut depth, mut quoted, mut before) = (0, false, ' ');
    for (at, it) in text.char_indices() {
        match it {
            '"' if before != '\\' => quoted = !quoted,
            _ if quoted => (),
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            ',' | ';' | '=' | '?' if depth < 0 => return &text[..at],
            _ => (),
        }
        if depth < -1 {
            return &text[..at];
        }
        before = it;
    }
    text
}

/// Every place in the shipped code of some folders where a key is spoken, with the
/// names given beside it or by what is called there; where it is spoken alone, those
/// of its function.
fn spoken(folders: &[&str], patterns: &[&str]) -> Vec<(String, Names, String)> {
    let patterns: Vec<Regex> = patterns.iter().map(|it| Regex::new(it).unwrap()).collect();
    let paths: Vec<String> = files_of(folders, &[".rs"]).into_iter().filter(|it| !is_test(it)).collect();
    let called = Regex::new(r"\b([a-z_]+)\(").unwrap();
    let closure = Regex::new(r"let ([a-z_]+) = \|").unwrap();
    let mut found = Vec::new();
    for path in &paths {
        for body in functions(path) {
            let helpers = closure.captures_iter(&body).map(|it| {
                let own = rest_of_expression(&body[it.get(0).unwrap().end()..]);
                (it[1].to_owned(), given(own))
            });
            let helpers: BTreeMap<String, Names> = helpers.collect();
            for it in patterns.iter().flat_map(|it| it.captures_iter(&body)) {
                let (whole, key) = (it.get(0).unwrap(), it.get(1).unwrap());
                let beside = rest_of_expression(&body[whole.end()..]);
                if beside.starts_with(", ..") || beside.starts_with(" =>") || body[..whole.start()].ends_with("== ") {
                    continue; // A pattern that is matched, no sentence that is spoken.
                }
                let mut names = given(beside);
                for call in called.captures_iter(&format!("{}{beside}", whole.as_str())) {
                    names.extend(helpers.get(&call[1]).or(HELPERS.get(&call[1])).into_iter().flatten().cloned());
                }
                let names = if names.is_empty() { given(&body) } else { names };
                found.push((key.as_str().to_owned(), names, path.clone()));
            }
        }
    }
    assert!(!found.is_empty(), "nothing is spoken in {folders:?}");
    found
}

/// What the functions give that only hand a key on.
static HELPERS: LazyLock<BTreeMap<String, Names>> = LazyLock::new(|| {
    let head = Regex::new(r"fn ([a-z_]+)").unwrap();
    let paths = files_of(&["crates/exchange/src/submission/verify"], &[".rs"]);
    let bodies = paths.iter().filter(|it| !is_test(it)).flat_map(|it| functions(it));
    let handed = |it: &String| ["fn file(", "fn line(", "fn in_manifest("].iter().any(|head| it.contains(head));
    bodies.filter(handed).map(|it| (head.captures(&it).unwrap()[1].to_owned(), given(&it))).collect()
});

/// The body of every function of a file.
fn functions(path: &str) -> Vec<String> {
    let text = shipped(&read(path), true);
    let head = Regex::new(r"(?m)^ *(?:pub(?:\([a-z]+\))? )?fn ").unwrap();
    let starts: Vec<usize> = head.find_iter(&text).map(|it| it.start()).chain([text.len()]).collect();
    starts.windows(2).map(|it| text[it[0]..it[1]].to_owned()).collect()
}

/// Complains of each sentence with a place that nothing fills.
#[derive(Default)]
struct Report(Vec<String>);

impl Report {
    fn filled(&mut self, key: &str, given: &Names, whence: &str) {
        let all = sentences();
        let Some(sentence) = all.get(key) else { return };
        for place in places(&sentence.id).difference(given) {
            self.0.push(format!("{key}: nothing fills {{{place}}} in {whence}"));
        }
    }

    /// Each member of a vocabulary that a function names is filled by that function.
    fn functions(&mut self, path: &str, prefix: &str, kind: &str, members: &[(String, &str)]) {
        let functions = functions(path);
        for (variant, name) in members {
            let named = format!(r"\b{kind}::{variant}\b");
            let named = Regex::new(&named).unwrap();
            for body in functions.iter().filter(|it| named.is_match(it)) {
                self.filled(&format!("{prefix}.{name}"), &given(body), path);
            }
        }
    }

    fn done(self) {
        report("a sentence has a place that nothing fills", self.0);
    }
}

/// Variants as they stand in code, with their names.
macro_rules! members {
    ($kind:ident) => {
        $kind::ALL.map(|it| (format!("{it:?}"), it.name())).as_slice()
    };
}

/// How a notice is spoken with what fills it: written out, by one that lists several,
/// or noted of a bag.
const NOTICES: [&str; 4] = [
    r"\bcode: NoticeCode::(\w+)",
    r"\b(?:list|counted)\(\s*NoticeCode::(\w+)",
    r"\(NoticeCode::(\w+), vec!",
    r"\.(?:add|file)\(\s*NoticeCode::(\w+)",
];

/// The name of a variant as it stands in code.
fn named<'a>(members: &[(String, &'a str)], variant: &str) -> &'a str {
    members.iter().find(|it| it.0 == variant).unwrap().1
}

#[test]
fn refusals_fill_their_sentences() {
    let mut told = Report::default();
    for (variant, given, path) in spoken(&["crates/registry/src/", "crates/cli/src/", "src-tauri/"], &REASONS) {
        told.filled(&format!("error.{}", named(members!(Reason), &variant)), &given, &path);
    }
    told.done();
}

#[test]
fn faults_of_files_fill_their_sentences() {
    let arm = Regex::new(r"Self::(\w+)[^=]*=>\s*\{?\s*Reason::(\w+)").unwrap();
    let variant = Regex::new(r"Self::(\w+)").unwrap();
    let mut told = Report::default();
    let mut n = 0;
    for path in files_of(&["crates/exchange/src/"], &[".rs"]).into_iter().filter(|it| !is_test(it)) {
        let functions = functions(&path);
        let of = |name: &str| functions.iter().find(|it| it.contains(&format!("fn {name}(&self)")));
        let (Some(reason), Some(args)) = (of("reason"), of("args")) else { continue };
        let (before, arms) = args.split_once("match self").unwrap_or((args, ""));
        let mut by_variant: BTreeMap<String, Names> = BTreeMap::new();
        for arm in arms.split("\n            Self::").map(|it| format!("Self::{it}")) {
            let Some((head, body)) = arm.split_once("=>") else { continue };
            let mut names = given(body);
            if body.contains("at(place)") {
                names.extend(given(before));
            }
            by_variant.extend(variant.captures_iter(head).map(|it| (it[1].to_owned(), names.clone())));
        }
        for it in arm.captures_iter(reason) {
            n += 1;
            let reason = named(members!(Reason), &it[2]);
            told.filled(&format!("error.{reason}"), by_variant.get(&it[1]).unwrap_or(&Names::new()), &path);
        }
    }
    assert!(n > 40, "only {n} faults were found");
    told.done();
}

#[test]
fn notices_fill_their_sentences() {
    let mut told = Report::default();
    let folders =
        ["crates/registry/src/", "crates/exchange/src/inovasi/workbook", "crates/exchange/src/submission/verify"];
    for (variant, given, path) in spoken(&folders, &NOTICES) {
        told.filled(&format!("notice.{}", named(members!(NoticeCode), &variant)), &given, &path);
    }
    told.done();
}

#[test]
fn findings_fill_exactly_their_sentences() {
    let all = sentences();
    let mut offences = Vec::new();
    let mut n = 0;
    let of_bytes = functions("crates/domain/src/core/finding/bytes.rs");
    for body in functions("crates/domain/src/core/finding.rs").into_iter().chain(of_bytes) {
        for code in FindingCode::ALL.iter().filter(|it| body.contains(&format!("FindingCode::{it:?},"))) {
            n += 1;
            let (given, wanted) = (given(&body), places(&all[&format!("finding.{code}")].id));
            if given != wanted {
                offences.push(format!("finding.{code}: {given:?} is given, {wanted:?} is wanted"));
            }
        }
    }
    assert!(n > 30, "only {n} constructors were found");
    report("constructor and sentence differ", offences);
}

#[test]
fn checks_fill_their_sentences() {
    let (word, domain, value) = (vec!["x".to_owned()], vec!["go.id".to_owned()], vec!["digital".to_owned()]);
    let kinds = [
        Kind::NameInText,
        Kind::WordInText { word },
        Kind::JenisDokumen { jenis_dokumen: vec!["sk".into()] },
        Kind::YearInWindow { minimum: 1 },
        Kind::YearEqualsPenerapan,
        Kind::YearBeforeTahun,
        Kind::OneFilePerYear { year: vec![0], minimum: 1, consecutive: false },
        Kind::CountAtLeast { minimum: 1 },
        Kind::ImagePerMethod { minimum: 1 },
        Kind::LinkPresent,
        Kind::LinkNotOwnDomain { domain },
        Kind::NumberInBand { input: "x".into() },
        Kind::DistinctRegions { minimum: 1 },
        Kind::DurationAtMost { seconds: 1 },
        Kind::TicksAtLeast { option: vec!["x".into()], minimum: 1 },
        Kind::FieldIs { field: "jenis".into(), value },
    ];
    assert_eq!(kinds.iter().map(Kind::name).collect::<Vec<_>>(), CheckName::ALL);
    let pack = Library::embedded().unwrap().instruments[DEFAULT_INSTRUMENT.trim()].clone();
    let mut told = Report::default();
    for kind in kinds {
        let mut indikator = pack.indikator[0].clone();
        indikator.check = vec![Check { parameter: vec![], variant: vec![], advice: false, kind }];
        let outcome = run_checks(&indikator, None, 1, &Facts::default()).remove(0);
        let (Checked::Failed(reason) | Checked::CannotTell(reason)) = outcome.checked else {
            panic!("{} passes on nothing", outcome.check.kind.name())
        };
        let (kind, own) =
            (&outcome.check.kind, |args: &[(&str, String)]| args.iter().map(|it| it.0.to_owned()).collect());
        let found: Names = own(&reason.args);
        told.filled(&format!("check.{}", kind.name()), &found, "its reason");
        told.filled(&format!("unsure.{}", kind.name()), &found, "its reason");
        told.filled(&format!("wanted.{}", kind.name()), &own(&kind.wanted(&indikator, 2026)), "Kind::wanted");
        let with_indikator = found.into_iter().chain(["indikator".to_owned()]).collect();
        told.filled(&format!("finding.{}", kind.finding()), &with_indikator, "check_failed");
    }
    told.done();
}

#[test]
fn checks_of_every_pack_fill_the_sentences_of_the_rules() {
    let laptop = Laptop::new(1);
    let mut told = Report::default();
    for it in laptop.show_instruments().unwrap().instruments {
        for check in laptop.show_pack(&it.id).unwrap().check {
            let given = check.args.into_iter().map(|it| it.name).collect();
            told.filled(&format!("rule_check.{}", check.kind), &given, &it.id);
        }
    }
    told.done();
}

/// The command line speaks some keys of its own.
#[test]
fn the_command_line_fills_its_sentences() {
    let key = Regex::new(r#""([a-z]+\.[a-z_]+)""#).unwrap();
    let mut told = Report::default();
    for path in files_of(&["crates/cli/src/"], &[".rs"]) {
        for body in functions(&path) {
            key.captures_iter(&body).for_each(|it| told.filled(&it[1], &given(&body), &path));
        }
    }
    told.done();
}

#[test]
fn what_is_told_of_numbers_steps_and_history_fills_its_sentences() {
    let mut told = Report::default();
    told.functions("crates/domain/src/assessment/explain.rs", "explain", "ExplainFormula", members!(ExplainFormula));
    told.functions("crates/registry/src/submission/steps.rs", "explain", "GainFormula", members!(GainFormula));
    told.functions("crates/registry/src/show/said.rs", "value", "Say", members!(Say));
    let step: Names = functions("crates/registry/src/submission/steps.rs").iter().flat_map(|it| given(it)).collect();
    for key in StepKind::ALL
        .map(|it| format!("step.{it}"))
        .into_iter()
        .chain(StepNeeds::ALL.map(|it| format!("step.needs_{it}")))
    {
        told.filled(&key, &step, "steps.rs");
    }
    let remind: Names = functions("crates/domain/src/submission/remind.rs").iter().flat_map(|it| given(it)).collect();
    for key in sentences().keys().filter(|it| it.starts_with("remind.")) {
        told.filled(key, &remind, "remind.rs");
    }
    for key in sentences().keys().filter(|it| it.starts_with("template_")) {
        let place = key.strip_prefix("template_place.").or_else(|| key.strip_prefix("template_")).unwrap();
        let filled = if key.starts_with("template_fault.") { "text" } else { place };
        told.filled(key, &names(&[filled]), "template.rs");
    }
    // A sentence inside those that say that there is no portal copy.
    for path in ["crates/registry/src/bukti/fit.rs", "crates/domain/src/core/finding/file.rs"] {
        let unfitted: Names = functions(path).iter().flat_map(|it| given(it)).collect();
        for key in sentences().keys().filter(|it| it.starts_with("unfitted.")) {
            told.filled(key, &unfitted, path);
        }
    }
    let change: Names =
        functions("crates/registry/src/submission/simulation.rs").iter().flat_map(|it| given(it)).collect();
    for kind in ChangeKind::ALL {
        told.filled(&format!("simulation.{kind}"), &change, "simulation.rs");
    }
    told.done();
}

#[test]
fn what_is_wrong_in_a_pack_fills_its_sentence() {
    let mut told = Report::default();
    let spoken = Regex::new(r#"reason!\(\s*([A-Z]\w*)((?:[^()]|\([^()]*\))*)\)"#).unwrap();
    let place = Regex::new(r"\b([a-z]+) = ").unwrap();
    let mut n = 0;
    for path in files_of(&["crates/domain/src/assessment/instrument/"], &[".rs"]) {
        for it in spoken.captures_iter(&shipped(&read(&path), true)) {
            let names = place.captures_iter(&it[2]).map(|it| it[1].to_owned()).collect();
            told.filled(&format!("pack_fault.{}", named(members!(PackFaultCode), &it[1])), &names, &path);
            n += 1;
        }
    }
    assert!(n > 50, "only {n} reasons were found");
    told.done();
}

/// A new family of sentences with places is held against its callers here.
#[test]
fn no_family_of_sentences_with_places_is_forgotten() {
    let known = names(&[
        "check",
        "cli",
        "error",
        "explain",
        "finding",
        "notice",
        "official_cut",
        "pack_fault",
        "person",
        "progress",
        "queue",
        "remind",
        "role",
        "rule_check",
        "score",
        "simulation",
        "start",
        "step",
        "template_fault",
        "template_near",
        "template_place",
        "unfitted",
        "unsure",
        "value",
        "wanted",
    ]);
    let all = sentences();
    let with_places = all.iter().filter(|it| !places(&it.1.id).is_empty());
    let found: Names = with_places.map(|it| it.0.split('.').next().unwrap().to_owned()).collect();
    assert_eq!(found, known);
}
