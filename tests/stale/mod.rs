//! An act tells what it may have made stale. Whatever is kept and reads otherwise after
//! an act is either the read that the view of the act answers, or has a topic that was
//! touched; else a screen would go on showing an older truth.

mod acts;

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use registry::commands::{COMMANDS, CommandKind, Desk, answer, desk::Places};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::kit::FixedEnv;

const NOW: &str = "iga-2026";
const THEN: &str = "iga-2025";
const NEXT: &str = "iga-2027";
const INDIKATOR: &str = "regulasi-inovasi-daerah";
/// One that several checks look at.
const ACTORS: &str = "keterlibatan-aktor-inovasi";

type Kept = BTreeMap<(&'static str, String), Value>;

/// A desk with all that a window may keep of it.
struct Play {
    desk: Desk,
    folder: TempDir,
    own: String,
    other: String,
    kept: Kept,
    played: BTreeSet<&'static str>,
    stale: Vec<String>,
}

impl Play {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let env = FixedEnv::new(1);
        let desk = Desk::new(Places::below(folder.path()), move || Box::new(env.clone()), Box::new(|_| Ok(())));
        let (own, other) = Default::default();
        Self { desk, folder, own, other, kept: Kept::new(), played: BTreeSet::new(), stale: Vec::new() }
    }

    /// Whatever a request names, the person has chosen in a dialog.
    fn point_at(&self, req: &Value) {
        match req {
            Value::String(text) if Path::new(text).is_absolute() => drop(self.desk.handed.hand(text)),
            Value::Array(all) => all.iter().for_each(|it| self.point_at(it)),
            Value::Object(all) => all.values().for_each(|it| self.point_at(it)),
            _ => {}
        }
    }

    fn ask(&self, command: &str, req: Value) -> registry::Result<Value> {
        self.point_at(&req);
        answer(&self.desk, command, req, &mut |_| {})
    }

    fn read(&self, command: &str, req: Value) -> Value {
        self.ask(command, req).unwrap_or_else(|error| panic!("{command}: {error:?}"))
    }

    /// What a read is asked with here; one that is new to the table gets its line.
    fn asked(&self, read: &str) -> Vec<Value> {
        let subject = format!("inovasi:{}", self.own);
        match read {
            "open_registry"
            | "show_vocabulary"
            | "show_saved_views"
            | "show_years"
            | "list_perangkat_daerah"
            | "show_findings"
            | "show_beranda"
            | "standing_by_perangkat_daerah"
            | "show_instruments"
            | "list_conflicts"
            | "show_undo"
            | "show_submission"
            | "show_portal"
            | "list_documents"
            | "show_office"
            | "show_publication"
            | "list_backups"
            | "show_scenarios" => vec![Value::Null],
            "look_into_backup" => {
                let list = self.read("list_backups", Value::Null);
                list["backups"].as_array().unwrap().iter().map(|it| json!({ "backup": it["name"] })).collect()
            }
            "search_wilayah" => vec![json!({ "text": "semarang" })],
            "list_inovasi" | "show_facets" => {
                let list = |text| json!({ "text": text, "offset": 0, "limit": 100, "sort": null, "descending": false });
                ["", "lapor"].map(list).into()
            }
            "show_inovasi" => [&self.own, &self.other].map(|id| json!({ "id": id })).into(),
            "list_duplicates" => vec![json!({ "decided": true })],
            "compare_years" => vec![json!({ "id": self.own, "before": THEN, "after": NOW })],
            "list_penghargaan" => vec![json!({ "untuk": null }), json!({ "untuk": self.subject() })],
            "show_assessment" => {
                let of = |subject: &str| [NOW, THEN].map(|it| json!({ "subject": subject, "instrument": it }));
                [of(&subject), of("daerah")].concat()
            }
            "show_portal_subject" => [subject.as_str(), "daerah"].map(|it| json!({ "subject": it })).into(),
            "standing" | "show_pack" | "show_pack_versions" | "show_instrument" | "show_effect" => {
                [NOW, NEXT].map(|it| json!({ "instrument": it })).into()
            }
            "standing_of_perangkat_daerah" => vec![json!({ "nama": "Dinas Kesehatan" })],
            "show_verification" => {
                vec![json!({ "state": "", "perangkat_daerah": "", "person": "", "offset": 0, "limit": 100 })]
            }
            "show_official" => [NOW, THEN].map(|it| json!({ "instrument": it })).into(),
            "show_official_detail" => [NOW, THEN].map(|it| json!({ "id": self.own, "instrument": it })).into(),
            "remind" => {
                ["whatsapp", "email"].map(|it| json!({ "channel": it, "perangkat_daerah": null, "batas": null })).into()
            }
            "replay_verdict" => vec![json!({ "subject": subject, "instrument": NOW, "indikator": INDIKATOR })],
            "compare_instruments" => vec![json!({ "before": THEN, "after": NOW })],
            "show_history" => vec![json!({ "subject": subject, "field": null })],
            "show_best_set" => {
                ["claimed", "supported", "verified"].map(|it| json!({ "instrument": NOW, "basis": it })).into()
            }
            "next_steps" => vec![json!({
                "instrument": NOW, "basis": "supported", "inovasi": null, "perangkat_daerah": null, "limit": 50
            })],
            _ => panic!("what is {read} asked with?"),
        }
    }

    /// Everything that is read. What is refused is kept as well, but for what is not yet
    /// there to be looked at.
    fn read_all(&self) -> Kept {
        let reads = COMMANDS.iter().filter(|it| it.kind == CommandKind::Read);
        let asked = reads.flat_map(|it| self.asked(it.name).into_iter().map(|req| (it.name, req)));
        asked.filter_map(|(name, req)| Some(((name, req.to_string()), self.ask(name, req).ok()?))).collect()
    }

    /// Acts, and looks at what reads otherwise since.
    fn act(&mut self, command: &str, req: Value) -> Value {
        let info = COMMANDS.iter().find(|it| it.name == command).unwrap();
        let outcome = match self.ask(command, req) {
            Ok(outcome) => outcome,
            Err(error) => {
                self.stale.push(format!("{command} is refused: {error}"));
                return Value::Null;
            }
        };
        let touched = outcome["touched"].as_array().unwrap();
        let now = self.read_all();
        for (key, before) in &self.kept {
            let after = now.get(key).unwrap_or(&Value::Null);
            let is_shown = info.shown == Some(key.0) && *after == outcome["view"];
            let read = COMMANDS.iter().find(|it| it.name == key.0).unwrap();
            let is_touched = read.topics.iter().any(|it| touched.contains(&json!(it)));
            if before != after && !is_shown && !is_touched {
                let mut places = Vec::new();
                differences(before, after, "", &mut places);
                self.stale.push(format!("{command} leaves {} {} as it was: {places:?}", key.0, key.1));
            }
        }
        self.kept = now;
        self.played.insert(info.name);
        outcome["view"].clone()
    }

    fn file(&self, name: &str, bytes: &str) -> String {
        let path = self.folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path.display().to_string()
    }

    /// Of an answer of the first inovasi, what `pick` says.
    fn answer_of(&self, indikator: &str, pick: &str) -> Value {
        let view = self.read("show_assessment", json!({ "subject": self.subject(), "instrument": NOW }));
        let answers = view["indikator"].as_array().unwrap();
        answers.iter().find(|it| it["indikator"] == indikator).unwrap().pointer(pick).unwrap().clone()
    }

    fn subject(&self) -> String {
        format!("inovasi:{}", self.own)
    }
}

/// Where two answers differ, for whoever mends it.
fn differences(a: &Value, b: &Value, at: &str, found: &mut Vec<String>) {
    match (a, b) {
        (Value::Object(a), Value::Object(b)) => {
            a.iter().for_each(|(key, it)| {
                differences(it, b.get(key).unwrap_or(&Value::Null), &format!("{at}/{key}"), found)
            });
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            a.iter().zip(b).enumerate().for_each(|(n, (a, b))| differences(a, b, &format!("{at}/{n}"), found));
        }
        _ if a != b && found.len() < 5 => found.push(at.to_owned()),
        _ => {}
    }
}

#[test]
fn whatever_reads_otherwise_after_an_act_is_outdated_by_it() {
    let mut play = Play::new();
    acts::registry_of_two(&mut play);
    acts::answers(&mut play);
    acts::verdicts(&mut play);
    acts::lists(&mut play);
    acts::years(&mut play);
    acts::sets(&mut play);
    acts::histories(&mut play);
    acts::sending(&mut play);
    acts::office(&mut play);
    acts::official(&mut play);
    acts::backups(&mut play);
    acts::rules_of_a_region(&mut play);
    let acts = COMMANDS.iter().filter(|it| it.kind == CommandKind::Act || it.shown.is_some());
    let missing = acts.filter(|it| !play.played.contains(it.name)).map(|it| format!("nobody plays {}", it.name));
    play.stale.extend(missing);
    assert!(play.stale.is_empty(), "\n{}", play.stale.join("\n"));
}
