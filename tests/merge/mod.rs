//! Merging as tables that an officer can read, played twice: by the pure rules
//! of `domain::merge::plan`, and by real registries that exchange parcels.

mod pure;
mod real;

use serde::Deserialize;

use crate::kit;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fields {
    case: Vec<FieldCase>,
}

/// A row of `fields.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FieldCase {
    keterangan: String,
    base: Option<String>,
    ours: Option<String>,
    theirs: Option<String>,
    shown: Option<String>,
    conflict: Option<Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Steps {
    case: Vec<Case>,
}

/// A row of `steps.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    keterangan: String,
    steps: Vec<String>,
    #[serde(flatten)]
    expected: State,
}

/// What a laptop shows of the inovasi.
#[derive(Deserialize, Default, PartialEq, Eq, Debug)]
#[serde(default)]
pub struct State {
    pub shown: Option<String>,
    pub urusan: Vec<String>,
    pub removed: bool,
    /// Distinct values, sorted; `""` for blank.
    pub conflict: Option<Vec<String>>,
    pub member_conflict: bool,
    pub removal_open: bool,
}

/// The field that the tables write.
pub const FIELD: &str = "kepanjangan";

/// What a step says.
#[derive(Debug)]
pub enum Act<'a> {
    Write(Option<&'a str>),
    Member(&'a str, bool),
    Removed(bool),
    CarryTo(usize),
    Choose(&'a str),
    ChooseRemoved(bool),
}

/// Who a step is about, and what it says.
pub fn read(step: &str) -> (usize, Act<'_>) {
    let who = |name: &str| ["a", "b", "c"].iter().position(|it| *it == name).unwrap();
    let (name, words) = step.split_once(' ').unwrap();
    let (verb, rest) = words.split_once(' ').unwrap_or((words, ""));
    let act = match (verb, rest) {
        ("writes", value) => Act::Write(Some(value)),
        ("clears", "") => Act::Write(None),
        ("adds", member) => Act::Member(member, true),
        ("drops", member) => Act::Member(member, false),
        ("removes", "") => Act::Removed(true),
        ("restores", "") => Act::Removed(false),
        ("to", other) => Act::CarryTo(who(other)),
        ("chooses", "removed") => Act::ChooseRemoved(true),
        ("chooses", "kept") => Act::ChooseRemoved(false),
        ("chooses", value) => Act::Choose(value),
        _ => panic!("what does {step:?} mean?"),
    };
    (who(name), act)
}

/// Somebody who can play a step.
pub trait Player {
    fn play(&mut self, who: usize, act: Act<'_>);
    fn state(&self, who: usize) -> State;
}

/// Every case of both tables.
fn cases() -> Vec<Case> {
    let fields: Fields = toml::from_str(&kit::read("tests/merge/fields.toml")).unwrap();
    let steps: Steps = toml::from_str(&kit::read("tests/merge/steps.toml")).unwrap();
    let mut cases: Vec<Case> = fields.case.into_iter().map(Case::from).collect();
    cases.extend(steps.case);
    for case in &mut cases {
        if let Some(values) = &mut case.expected.conflict {
            values.sort();
        }
        case.expected.urusan.sort();
    }
    assert!(cases.len() >= 50);
    cases
}

impl From<FieldCase> for Case {
    fn from(it: FieldCase) -> Self {
        let write = |who: &str, value: &str| match value.trim() {
            "" => format!("{who} clears"),
            value => format!("{who} writes {value}"),
        };
        let shared = it.base.iter().flat_map(|it| [write("a", it), "a to b".into(), "a to c".into()]);
        let apart = [("a", &it.ours), ("b", &it.theirs)];
        let apart = apart.into_iter().filter_map(|(who, value)| Some(write(who, value.as_ref()?)));
        Case {
            keterangan: it.keterangan,
            steps: shared.chain(apart).collect(),
            expected: State {
                shown: it.shown.map(|it| it.trim().to_owned()),
                conflict: it.conflict,
                ..State::default()
            },
        }
    }
}

fn play(case: &Case, player: &mut impl Player) {
    for step in &case.steps {
        let (who, act) = read(step);
        player.play(who, act);
    }
    for (from, to) in [(0, 1), (0, 2), (1, 0), (1, 2), (2, 0), (2, 1)] {
        player.play(from, Act::CarryTo(to));
    }
    for who in 0..3 {
        let name = ["a", "b", "c"][who];
        assert_eq!(player.state(who), case.expected, "{}: what {name} shows", case.keterangan);
    }
}

#[test]
fn the_pure_rules_settle_every_case_as_the_tables_say() {
    for case in cases() {
        play(&case, &mut pure::Laptops::default());
    }
}

#[test]
fn registries_that_exchange_parcels_settle_every_case_as_the_tables_say() {
    for case in cases() {
        let mut laptops = real::Laptops::new();
        play(&case, &mut laptops);
        laptops.assert_equal(&case.keterangan);
    }
}
