//! Every key that code can speak has a sentence in both languages.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    assessment::{
        carry::CarryReason,
        check::{CheckName, Kind},
        explain::{ExplainFormula, ExplainLabel},
        instrument::{diff::DifferenceKind, file::PackFaultCode},
        score::Basis,
        verification::Role,
    },
    bukti::{
        content::Unfit,
        fit::{FitStep, Unfitted},
    },
    core::{finding::FindingCode, notice::NoticeCode, reason::Reason},
    merge::change::FieldKey,
    submission::{official::OfficialFigure, steps},
};
use regex::Regex;
use registry::{
    Library, Op,
    progress::WorkStep,
    view::{ChangeKind, CutSays, GainFormula, OfficialMatch, PartKind, ProposalKind, Say, SkippedRow},
};
use serde::Deserialize;

use super::{files_of, is_test, report, source::shipped};
use crate::kit::read;

/// How shipped Rust speaks the reason of a refusal, with what is called around it.
pub const REASONS: [&str; 1] = [r"(?:\b[a-z_]+\(\s*)?\bReason::([A-Z]\w*)"];
/// How it speaks the code of a notice.
pub const NOTICES: [&str; 1] = [r"\bNoticeCode::([A-Z]\w*)"];

/// Where what ships lies.
const SHIPPED: [&str; 6] = [
    "crates/domain/src/",
    "crates/exchange/src/",
    "crates/registry/src/",
    "crates/cli/src/",
    "crates/bridge/src/",
    "src-tauri/",
];

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

/// The same, and no sentence is left over.
fn check_all(prefix: &str, keys: &BTreeSet<String>) {
    check(prefix, keys);
    let prefix = format!("{prefix}.");
    let all = sentences();
    let left = all.keys().filter(|it| it.strip_prefix(&prefix).is_some_and(|it| !keys.contains(it)));
    report("a sentence that nothing speaks", left.cloned().collect());
}

#[test]
fn every_finding_has_a_sentence_and_a_label() {
    let codes = names(FindingCode::ALL.map(FindingCode::name));
    check("finding", &codes);
    check("kind", &codes);
}

#[test]
fn every_cause_has_a_sentence() {
    let of_disk = literals(&["crates/exchange/src/core/disk.rs"], &[r#"=> "([a-z_]+)","#]);
    let of_parcel = literals(
        &["crates/exchange/src/merge/parcel/"],
        &[
            r#"damaged\(\w+, "([a-z_0-9]+)"\)"#,
            r#"\bErr\("([a-z_]+)"\)"#,
            r#"ok_or\("([a-z_]+)"\)"#,
            r#"map_err\(\|_\| "([a-z_]+)"\)"#,
            r#"\btext\(&[a-z_.]+, "([a-z_]+)"\)"#,
        ],
    );
    let of_act = literals(&["crates/domain/src/merge/chain.rs"], &[r#", "([a-z_]+)"\),"#, r#"Some\("([a-z_]+)"\)"#]);
    assert!(of_act.len() > 6, "{of_act:?}");
    let of_parcel: BTreeSet<String> = of_parcel.union(&of_act).cloned().collect();
    assert!(of_disk.len() > 10 && of_parcel.len() > 15, "{of_disk:?} {of_parcel:?}");
    // "finish" and "write" are operations.
    let operations = ["finish", "write"];
    check("cause", &of_disk.union(&of_parcel).filter(|it| !operations.contains(&it.as_str())).cloned().collect());
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
fn faults_of_packs_and_their_sentences_are_one_list() {
    check_all("pack_fault", &names(PackFaultCode::ALL.map(PackFaultCode::name)));
}

#[test]
fn every_fault_of_a_pack_is_found_somewhere() {
    let found = literals(&SHIPPED, &[r"\breason!\(\s*([A-Z]\w*)", r"\bPackFaultCode::([A-Z]\w*)"]);
    let idle = |it: &&PackFaultCode| !found.contains(&format!("{it:?}"));
    report(
        "a fault that nothing finds",
        PackFaultCode::ALL.iter().filter(idle).map(PackFaultCode::to_string).collect(),
    );
}

#[test]
fn reasons_and_their_sentences_are_one_list() {
    check_all("error", &names(Reason::ALL.map(Reason::name)));
}

#[test]
fn every_reason_is_given_somewhere() {
    let given = literals(&SHIPPED, &REASONS);
    let idle = |it: &&Reason| !given.contains(&format!("{it:?}"));
    report("a reason that no act gives", Reason::ALL.iter().filter(idle).map(Reason::to_string).collect());
}

#[test]
fn notices_and_their_sentences_are_one_list() {
    check_all("notice", &names(NoticeCode::ALL.map(NoticeCode::name)));
}

#[test]
fn every_notice_is_told_somewhere() {
    let told = literals(&SHIPPED, &NOTICES);
    let idle = |it: &&NoticeCode| !told.contains(&format!("{it:?}"));
    report("a notice that nothing tells", NoticeCode::ALL.iter().filter(idle).map(NoticeCode::to_string).collect());
}

#[test]
fn what_the_command_line_alone_says_are_its_sentences() {
    check_all("cli", &literals(&["crates/cli/src/"], &[r#""cli\.([a-z_]+)""#]));
}

#[test]
fn every_step_of_an_explanation_has_a_sentence() {
    check("explain", &names(ExplainLabel::ALL.map(ExplainLabel::name)));
    check("explain", &names(ExplainFormula::ALL.map(ExplainFormula::name)));
}

#[test]
fn every_step_to_a_best_set_has_a_sentence() {
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
    check("unfitted", &names(Unfitted::ALL.map(Unfitted::name)));
    check("fit_step", &names(FitStep::ALL.map(FitStep::name)));
    check("carry", &names(CarryReason::ALL.map(CarryReason::name)));
    check("value", &names(Say::ALL.map(Say::name)));
    check("simulation", &names(ChangeKind::ALL.map(ChangeKind::name)));
    check("role", &names(Role::ALL.map(Role::name)));
    check("basis", &names(Basis::ALL.map(Basis::name)));
    check("progress", &names(WorkStep::ALL.map(WorkStep::name)));
    check("official_figure", &names(OfficialFigure::ALL.map(OfficialFigure::name)));
    check("official_cut", &names(CutSays::ALL.map(CutSays::name)));
    check_all("part", &names(PartKind::ALL.map(PartKind::name)));
    check_all("proposal", &names(ProposalKind::ALL.map(ProposalKind::name)));
    check_all("skipped", &names(SkippedRow::ALL.map(SkippedRow::name)));
    check("official_match", &names(OfficialMatch::ALL.map(OfficialMatch::name)));
}

#[test]
fn both_languages_fill_the_same_places() {
    let mut offences = Vec::new();
    for (key, it) in sentences() {
        if places(&it.id) != places(&it.en) {
            offences.push(key.clone());
        }
        // Formulas and official terms are the same in both; sentences are not.
        if it.id == it.en && !key.starts_with("explain.") && !key.starts_with("official_figure.") {
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

#[test]
fn what_is_told_before_there_is_a_window_fills_its_sentences() {
    let sources: Vec<String> = files_of(&["src-tauri/"], &[".rs"]).iter().map(|it| read(it)).collect();
    let all = sentences();
    let told: Vec<_> = all.iter().filter(|it| it.0.starts_with("start.")).collect();
    assert!(told.len() > 5, "only {} are told", told.len());
    for (key, sentence) in told {
        let teller = sources.iter().find(|it| it.contains(&format!("\"{key}\"")));
        let teller = teller.unwrap_or_else(|| panic!("nobody says {key}"));
        for place in places(&sentence.id) {
            assert!(teller.contains(&format!("(\"{place}\", ")), "{key}: nothing fills {place}");
        }
    }
}
