//! Every key that code can speak has a sentence in both languages.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    assessment::{
        carry::CarryReason,
        check::{CheckName, Kind},
        explain::{ExplainFormula, ExplainLabel},
        instrument::diff::DifferenceKind,
        score::Basis,
        verification::Role,
    },
    bukti::content::Unfit,
    core::finding::FindingCode,
    merge::change::FieldKey,
    submission::{best::Unsolved, steps},
};
use regex::Regex;
use registry::{
    Library, Op,
    progress::WorkStep,
    view::{ChangeKind, GainFormula, Say},
};
use serde::Deserialize;

use super::{files_of, is_test, report, source::shipped};
use crate::kit::read;

/// How shipped Rust speaks the reason of a refusal.
pub const REASONS: [&str; 5] = [
    r#"\b(?:invalid|not_found|refuse)\(\s*"([a-z_]+)""#,
    r#"Error::new\(\s*[\w:]+,\s*"([a-z_]+)""#,
    r#"Self::new\(\s*[\w:]+,\s*"([a-z_]+)""#,
    r#"reason:\s*"([a-z_]+)""#,
    r#"\(Code::\w+,\s*"([a-z_]+)"\)"#,
];
/// How the registry speaks the code of a notice.
pub const NOTICES: [&str; 2] = [r#"code: "([a-z_]+)"\.into\(\)"#, r#"\blist\(\s*"([a-z_]+)""#];
/// How the verifier of bags speaks one.
pub const NOTES_OF_BAGS: [&str; 1] = [r#"\.(?:add|file)\(\s*"([a-z_0-9]+)""#];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sentence {
    pub id: String,
    en: String,
}

/// The `{places}` of a sentence.
pub fn places(sentence: &str) -> BTreeSet<String> {
    let place = Regex::new(r"\{(\w+)\}").unwrap();
    place.captures_iter(sentence).map(|it| it[1].to_owned()).collect()
}

pub fn sentences() -> BTreeMap<String, Sentence> {
    serde_json::from_str(&read("ui/src/text/messages.json")).unwrap()
}

/// What a pattern finds in the shipped Rust below some folders, texts included.
fn literals(folders: &[&str], patterns: &[&str]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for path in files_of(folders, &[".rs"]).into_iter().filter(|it| !is_test(it)) {
        let text = shipped(&read(&path), true);
        for pattern in patterns {
            let pattern = Regex::new(pattern).unwrap();
            found.extend(pattern.captures_iter(&text).map(|it| it[1].to_owned()));
        }
    }
    found
}

/// The texts inside every `fn reason` of a crate.
fn reasons_of_functions(folder: &str) -> BTreeSet<String> {
    let literal = Regex::new(r#"=>\s*\{?\s*"([a-z_]+)""#).unwrap();
    let mut found = BTreeSet::new();
    for path in files_of(&[folder], &[".rs"]).into_iter().filter(|it| !is_test(it)) {
        let text = shipped(&read(&path), true);
        for body in text.split("fn reason(").skip(1) {
            let body = body.split("\n    }\n").next().unwrap();
            found.extend(literal.captures_iter(body).map(|it| it[1].to_owned()));
        }
    }
    found
}

fn names<const N: usize>(names: [&str; N]) -> BTreeSet<String> {
    names.map(str::to_owned).into()
}

fn check(prefix: &str, keys: &BTreeSet<String>) {
    let sentences = sentences();
    let missing = |key: &&String| {
        let found = sentences.get(&format!("{prefix}.{key}"));
        !found.is_some_and(|it| !it.id.trim().is_empty() && !it.en.trim().is_empty())
    };
    assert!(!keys.is_empty(), "no key of {prefix} was found");
    let offences = keys.iter().filter(missing).map(|it| format!("{prefix}.{it}")).collect();
    report("no sentence in ui/src/text/messages.json", offences);
}

#[test]
fn every_finding_has_a_sentence_and_a_label() {
    let codes = names(FindingCode::ALL.map(FindingCode::name));
    check("finding", &codes);
    check("kind", &codes);
}

#[test]
fn every_kind_of_field_has_a_label() {
    // Fields of the profile begin with nothing: the year's form labels them.
    let kinds = FieldKey::KINDS.iter().filter(|it| !it.is_empty()).map(|it| (*it).to_owned());
    check("field", &kinds.collect());
}

#[test]
fn every_kind_of_document_is_named_as_its_list_names_it_and_every_pack_asks_for_known_ones() {
    let library = Library::embedded().unwrap();
    let list = &library.vocabulary.list("jenis_dokumen").unwrap().option;
    let sentences = sentences();
    for it in list {
        let named = &sentences[&format!("jenis_dokumen.{}", it.id)];
        assert_eq!((&named.id, Some(&named.en)), (&it.nama, it.en.as_ref()), "{}", it.id);
    }
    let asked = library.instruments.values().flat_map(|it| &it.indikator).flat_map(|it| &it.check);
    let mut n = 0;
    for check in asked {
        if let Kind::JenisDokumen { jenis_dokumen } = &check.kind {
            n += 1;
            assert!(jenis_dokumen.iter().all(|id| list.iter().any(|it| it.id == *id)), "{jenis_dokumen:?}");
        }
    }
    assert!(n > 100, "only {n} checks ask for a kind");
}

#[test]
fn every_fault_of_a_pack_has_a_sentence() {
    let mut keys = literals(&["crates/domain/src/assessment/instrument/"], &[r#"reason!\(\s*"([a-z_]+)""#]);
    keys.extend(literals(&["crates/registry/src/core/library.rs"], &[r#"fault\(&[^"]*"([a-z_]+)""#]));
    check("pack_fault", &keys);
}

#[test]
fn every_refusal_has_a_sentence() {
    let mut reasons = literals(&["crates/registry/src/", "crates/cli/src/", "src-tauri/"], &REASONS);
    reasons.extend(reasons_of_functions("crates/exchange/src/"));
    check("error", &reasons);
}

#[test]
fn every_notice_has_a_sentence() {
    let codes = literals(&["crates/registry/src/"], &NOTICES);
    check("notice", &codes);
    let of_bags = literals(&["crates/exchange/src/submission/verify"], &NOTES_OF_BAGS);
    check("notice", &of_bags.iter().map(|it| format!("bag_{it}")).collect());
    let shown = literals(&["crates/cli/src/"], &[r#""notice\.([a-z_]+)""#]);
    check("notice", &shown);
}

#[test]
fn every_step_of_an_explanation_has_a_sentence() {
    check("explain", &names(ExplainLabel::ALL.map(ExplainLabel::name)));
    check("explain", &names(ExplainFormula::ALL.map(ExplainFormula::name)));
}

#[test]
fn every_reason_why_there_is_no_best_set_has_a_sentence() {
    check("error", &names(Unsolved::ALL.map(Unsolved::name)));
    check("explain", &names(GainFormula::ALL.map(GainFormula::name)));
    check("step", &literals(&["crates/cli/src/"], &[r#""step\.([a-z_]+)""#]));
}

#[test]
fn every_member_of_a_vocabulary_that_is_spoken_has_a_sentence() {
    check("difference", &names(DifferenceKind::ALL.map(DifferenceKind::name)));
    check("step", &names(steps::StepKind::ALL.map(steps::StepKind::name)));
    check("step", &steps::StepNeeds::ALL.map(|it| format!("needs_{it}")).into());
    check("check", &names(CheckName::ALL.map(CheckName::name)));
    check("unsure", &names(CheckName::ALL.map(CheckName::name)));
    check("unfit", &names(Unfit::ALL.map(Unfit::name)));
    check("carry", &names(CarryReason::ALL.map(CarryReason::name)));
    check("value", &names(Say::ALL.map(Say::name)));
    check("simulation", &names(ChangeKind::ALL.map(ChangeKind::name)));
    check("role", &names(Role::ALL.map(Role::name)));
    check("basis", &names(Basis::ALL.map(Basis::name)));
    check("progress", &names(WorkStep::ALL.map(WorkStep::name)));
}

#[test]
fn both_languages_fill_the_same_places() {
    let mut offences = Vec::new();
    for (key, it) in sentences() {
        if places(&it.id) != places(&it.en) {
            offences.push(key.clone());
        }
        // Formulas and official terms are the same in both; sentences are not.
        if it.id == it.en && !key.starts_with("explain.") {
            offences.push(format!("{key} is not translated"));
        }
    }
    report("the two languages differ", offences);
}

#[test]
fn every_op_has_a_sentence() {
    check("op", &names(Op::ALL.map(Op::name)));
    check("op", &["unknown".to_owned()].into());
}

#[test]
fn every_op_is_named_after_the_method_that_does_it() {
    let names = literals(&["crates/registry/src/core/op.rs"], &[r#"    [A-Z]\w+ "([a-z_]+)":"#]);
    let methods = literals(&["crates/registry/src/"], &[r"pub fn (\w+)(?:<[^>]*>)?\("]);
    let variants = literals(&["crates/registry/src/core/op.rs"], &[r#"    ([A-Z]\w+) "[a-z_]+":"#]);
    assert!(names.len() >= 10 && names.len() == variants.len(), "{names:?}");
    let camel = |name: &str| -> String { name.split('_').map(|it| it[..1].to_uppercase() + &it[1..]).collect() };
    for name in &names {
        assert!(variants.contains(&camel(name)), "{name} is the name of its variant");
        // Beginning has no registry yet: `Registry::start`.
        assert!(methods.contains(name) || name == "start_registry", "no method Registry::{name}");
    }
}
