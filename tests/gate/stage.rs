//! Where a row is played: a laptop with two inovasi, two bodies and a bukti.

use serde_json::json;

use super::{Base, Given, NOW, Row, THEN, Whose, acts::act, files};
use crate::{
    kit::{Laptop, key},
    rules,
};

/// The indikator of the first with variants, and the answer that holds a bukti of its
/// own already.
pub const VARIANTS: &str = "kemanfaatan-inovasi";
pub const ELSEWHERE: &str = "regulasi-inovasi-daerah";

/// Whom a row is about.
#[derive(Clone, Default)]
pub struct Ids {
    pub own: String,
    pub other: String,
    pub body: String,
    pub child: String,
    pub bukti: String,
}

impl Ids {
    /// A text with ids for its names.
    pub fn fill(&self, text: &str) -> String {
        text.replace("@self", &self.own)
            .replace("@other", &self.other)
            .replace("@body", &self.body)
            .replace("@child", &self.child)
    }

    /// The same with the other inovasi in the place of the first.
    pub fn swapped(&self) -> Self {
        Self { own: self.other.clone(), other: self.own.clone(), ..self.clone() }
    }
}

pub struct Stage {
    pub laptop: Laptop,
    pub ids: Ids,
}

/// The name of the file that is the bukti.
pub const FILE: &str = "sk.pdf";

impl Stage {
    pub fn new(row: &Row) -> Self {
        let laptop = Laptop::new(1);
        let earlier = matches!(row.base, Base::Earlier | Base::Silent);
        if earlier {
            laptop.begin_year(THEN).unwrap();
        }
        let mut ids = Ids { own: laptop.register("Lapor Semar"), ..Ids::default() };
        if earlier {
            laptop.begin_year(NOW).unwrap();
        }
        ids.other = laptop.register("Kado Mbak Ita");
        let bodies = |nama: &str| {
            let view = laptop.register_perangkat_daerah(nama, None, None).unwrap().view;
            view.perangkat_daerah.into_iter().find(|it| it.nama == nama).unwrap().id.to_string()
        };
        if row.field.starts_with("perangkat_daerah/") {
            (ids.body, ids.child) = (bodies("Dinas Kominfo"), bodies("UPTD Data"));
        }
        if row.field.starts_with("link/") || is_of_bukti(row.field) {
            let view = laptop.attach(&ids.own, ELSEWHERE, &laptop.file(FILE, "%PDF sk")).unwrap().view;
            ids.bukti = view.indikator.into_iter().flat_map(|it| it.bukti).next().unwrap().id.to_string();
        }
        let stage = Self { laptop, ids };
        match row.base {
            Base::Holds(value) => stage.put(row, value),
            Base::With(field, value) => stage.put(&Row { field, look: "", ..*row }, value),
            Base::Silent => drop(stage.laptop.choose(&stage.ids.own, ELSEWHERE, 1).unwrap()),
            Base::Plain | Base::Earlier => {}
        }
        stage
    }

    fn put(&self, row: &Row, value: &str) {
        if stands_by_act(&self.laptop, &self.ids, row, value).is_none() {
            files::json(&self.laptop, &self.ids, row, value).expect("a field of documents").unwrap();
        }
    }

    pub fn given(&self, row: &Row) {
        give(&self.laptop, &self.ids, row.given);
    }

    /// The other laptop of this office, which knows all that is known here.
    pub fn far(&self) -> Laptop {
        let far = Laptop::new(2);
        self.laptop.carry_to(&far);
        far
    }

    /// What is given, done on the other laptop and heard of here.
    pub fn given_afar(&self, row: &Row) {
        if row.given != Given::Nothing {
            let far = self.far();
            give(&far, &self.ids, row.given);
            far.carry_to(&self.laptop);
        }
    }
}

/// Writes a value by the act of the screen, where there is one that takes it.
pub fn stands_by_act(laptop: &Laptop, ids: &Ids, row: &Row, value: &str) -> Option<()> {
    act(laptop, ids, row, value)?.ok()
}

/// Lets a value come to stand, by the act or, where an older program let it through,
/// by an import.
pub fn stand(laptop: &Laptop, ids: &Ids, row: &Row, value: &str) -> Option<()> {
    match act(laptop, ids, row, value) {
        Some(Ok(())) => Some(()),
        Some(Err(_)) if !row.stood => None,
        _ => files::json(laptop, ids, row, value)?.ok(),
    }
}

pub fn give(laptop: &Laptop, ids: &Ids, given: Given) {
    match given {
        Given::Nothing => {}
        Given::Closed(year) => drop(laptop.close_year(year, true).unwrap()),
        Given::Waits(indikator) => {
            let nama = laptop.value(&ids.own, "nama").unwrap();
            let inovasi = json!([{ "id": ids.own, "nama": nama, "review": { NOW: { indikator: "reworded" } } }]);
            files::import(laptop, &json!({ "inovasi": inovasi })).unwrap();
        }
        Given::ChildBelow => {
            drop(laptop.edit_perangkat_daerah(&ids.child, "induk", Some(&ids.body), false).unwrap());
        }
        Given::Namesake(nama) => drop(laptop.register_perangkat_daerah(nama, None, None).unwrap()),
        Given::VariantGone => {
            let mut files = rules::embedded(NOW);
            let indikator = files.get_mut(&format!("indikator/{VARIANTS}.toml")).unwrap();
            *indikator = indikator.replace("\"f\"", "\"g\"");
            let folder = rules::folder(laptop, "aturan", &files);
            laptop.import_pack(&folder, "Satuan ukur diganti").unwrap();
        }
    }
}

/// Whether a field is said of a bukti itself.
fn is_of_bukti(field: &str) -> bool {
    ["nomor", "tanggal", "tentang"].contains(&field)
}

/// What stands in the field that a row looks at; members are parted by `; `.
pub fn look(laptop: &Laptop, ids: &Ids, row: &Row) -> Option<String> {
    let field = ids.fill(if row.look.is_empty() { row.field } else { row.look });
    let subject = match (field.split('/').next(), row.whose) {
        (Some("perangkat_daerah"), _) => format!("perangkat_daerah:{}", ids.body),
        (Some("link"), _) => format!("bukti:{}", ids.bukti),
        _ if is_of_bukti(&field) => format!("bukti:{}", ids.bukti),
        (_, Whose::Daerah) => "daerah".to_owned(),
        (_, Whose::Inovasi) => format!("inovasi:{}", ids.own),
    };
    let history = laptop.show_history(&subject, None).unwrap();
    let heads: Vec<_> = history.into_iter().filter(|it| it.stands).collect();
    if let Some(it) = heads.iter().find(|it| it.field == field) {
        return it.value.clone();
    }
    let within = format!("{}/", field.trim_end_matches('/'));
    let members = heads.iter().filter(|it| it.value.is_some()).filter_map(|it| it.field.strip_prefix(&within));
    let mut members: Vec<&str> = members.collect();
    members.sort_unstable();
    (!members.is_empty()).then(|| members.join("; "))
}

/// The key of the answer that a link names.
pub fn answer_key(ids: &Ids, row: &Row, indikator: &str) -> registry::AnswerKey {
    registry::AnswerKey { instrument: row.under.into(), ..key(&ids.own, indikator) }
}
