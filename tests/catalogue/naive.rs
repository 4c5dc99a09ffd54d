//! The catalogue worked out the slow way: every worksheet is opened, and filters
//! are what their words say. Nothing here is shared with the fast way but the views.

use registry::view::LineState;
use std::{collections::BTreeMap, rc::Rc};

use domain::{core::finding::Severity, inovasi::perangkat_daerah::fold_name};
use registry::{
    Filter, ListInovasi, Registry,
    view::{InovasiRow, WorksheetView},
};

/// One inovasi as its worksheet shows it.
pub struct Known {
    pub view: WorksheetView,
    /// As the list of perangkat daerah names it today.
    pub perangkat_daerah: Option<String>,
    /// Folded names of its body and of those above it.
    bodies: Vec<String>,
    /// Folded names of bodies by their folded former names.
    formerly: Rc<BTreeMap<String, String>>,
    touched_at: Option<String>,
}

impl Known {
    pub fn value(&self, field: &str) -> Option<String> {
        self.view.profile.iter().find(|it| it.field.name() == field).and_then(|it| it.value.clone())
    }

    fn count(&self, severity: Severity) -> u32 {
        self.view.findings.iter().filter(|it| it.severity == severity).count() as u32
    }

    fn n_code(&self, code: &str) -> u32 {
        self.view.findings.iter().filter(|it| it.code.name() == code).count() as u32
    }

    fn n_bukti(&self) -> u32 {
        let answers = self.view.assessment.indikator.iter().map(|it| it.bukti.len());
        (answers.sum::<usize>() + self.view.berkas.iter().map(|it| it.bukti.len()).sum::<usize>()) as u32
    }

    pub fn is_proposed(&self, instrument: &str) -> bool {
        let usulan = &self.view.usulan;
        let here = usulan.iter().find(|it| it.instrument == instrument);
        match here.and_then(|it| it.proposed) {
            Some(said) => said,
            None => here.is_some_and(|it| it.n_chosen > 0) || usulan.iter().all(|it| it.proposed.is_none()),
        }
    }

    pub fn row(&self) -> InovasiRow {
        InovasiRow {
            id: self.view.id,
            nama: self.value("nama").unwrap_or_default(),
            kepanjangan: self.value("kepanjangan"),
            perangkat_daerah: self.perangkat_daerah.clone(),
            urusan_utama: self.value("urusan_utama"),
            tahapan: self.value("tahapan"),
            jenis: self.value("jenis"),
            bentuk: self.value("bentuk"),
            inisiator: self.value("inisiator"),
            waktu_uji_coba: self.value("waktu_uji_coba"),
            waktu_penerapan: self.value("waktu_penerapan"),
            waktu_pengembangan: self.value("waktu_pengembangan"),
            claimed: self.view.assessment.claimed.clone(),
            supported: self.view.assessment.supported.clone(),
            verified: self.view.assessment.verified.clone(),
            official: self.view.assessment.official.clone(),
            n_chosen: self.view.assessment.n_chosen,
            n_blocking: self.count(Severity::Blocking),
            n_warning: self.count(Severity::Warning),
            n_conflict: self.n_code("conflict"),
            n_bukti: self.n_bukti(),
            contoh: self.view.contoh,
            verification: self.view.assessment.state,
            proposed: self.is_proposed(&self.view.assessment.instrument),
            touched_at: self.touched_at.clone(),
            hits: Vec::new(),
        }
    }

    /// Whether it fits; of `facets` only those named are asked.
    fn fits(&self, filter: &Filter) -> bool {
        let one_of =
            |chosen: &[String], value: Option<String>| chosen.is_empty() || chosen.contains(&value.unwrap_or_default());
        let body = filter.perangkat_daerah.is_empty()
            || filter.perangkat_daerah.iter().any(|it| match (it.as_str(), &self.perangkat_daerah) {
                ("", own) => own.is_none(),
                (it, _) => {
                    let folded = fold_name(it);
                    self.bodies.contains(self.formerly.get(&folded).unwrap_or(&folded))
                }
            });
        let tahun = self.value("waktu_penerapan").map(|it| it.chars().take(4).collect::<String>());
        let state = |it: &LineState| match it {
            LineState::Ready => self.count(Severity::Blocking) == 0,
            LineState::Incomplete => self.count(Severity::Blocking) > 0,
            LineState::Conflict => self.n_code("conflict") > 0,
            LineState::Example => self.view.contoh,
            LineState::WithoutBukti => self.n_bukti() == 0,
        };
        let number = |it: &str| it.parse::<f64>().unwrap();
        type Own<'a> = &'a Option<String>;
        let fits = |bound: Own<'_>, own: Own<'_>, holds: fn(f64, f64) -> bool| {
            bound.as_ref().is_none_or(|it| own.as_ref().is_some_and(|own| holds(number(it), number(own))))
        };
        let least = |bound: Own<'_>, own: Own<'_>| fits(bound, own, |it, own| it <= own);
        let most = |bound: Own<'_>, own: Own<'_>| fits(bound, own, |it, own| own <= it);
        let (claimed, supported) = (&self.view.assessment.claimed, &self.view.assessment.supported);
        body && one_of(&filter.urusan_utama, self.value("urusan_utama"))
            && one_of(&filter.tahapan, self.value("tahapan"))
            && one_of(&filter.jenis, self.value("jenis"))
            && one_of(&filter.bentuk, self.value("bentuk"))
            && one_of(&filter.tahun, tahun)
            && (filter.usulan.is_empty() || filter.usulan.iter().any(|it| self.is_proposed(it)))
            && (filter.state.is_empty() || filter.state.iter().any(state))
            && (filter.finding.is_empty() || filter.finding.iter().any(|it| self.n_code(it.name()) > 0))
            && (filter.verification.is_empty() || filter.verification.contains(&self.view.assessment.state))
            && least(&filter.claimed_min, claimed)
            && most(&filter.claimed_max, claimed)
            && least(&filter.supported_min, supported)
            && most(&filter.supported_max, supported)
            && (!filter.proposed_only || self.is_proposed(&self.view.assessment.instrument))
    }
}

/// Every inovasi that is not removed, by name.
pub fn all(registry: &Registry) -> Vec<Known> {
    let mut list = registry.list_perangkat_daerah().unwrap().perangkat_daerah;
    list.sort_by_key(|it| (fold_name(&it.nama), it.id));
    let mut formerly = BTreeMap::new();
    for it in &list {
        for nama in it.nama_lama.iter().map(|it| fold_name(it)) {
            if !list.iter().any(|other| fold_name(&other.nama) == nama) {
                formerly.entry(nama).or_insert_with(|| fold_name(&it.nama));
            }
        }
    }
    let formerly = Rc::new(formerly);
    let page = registry.list_inovasi(&ListInovasi { limit: 500, ..ListInovasi::default() }).unwrap();
    let found = |text: &str| {
        let named = |it: &&registry::view::PerangkatDaerahView| fold_name(&it.nama) == fold_name(text);
        let formerly =
            |it: &&registry::view::PerangkatDaerahView| it.nama_lama.iter().any(|it| fold_name(it) == fold_name(text));
        list.iter().find(named).or_else(|| list.iter().find(formerly))
    };
    page.rows
        .iter()
        .map(|row| {
            let view = registry.show_inovasi(row.id).unwrap();
            let written =
                view.profile.iter().find(|it| it.field.name() == "perangkat_daerah").and_then(|it| it.value.clone());
            let body = written.as_deref().and_then(found);
            let mut bodies = vec![];
            let mut at = body;
            while let Some(it) = at.filter(|it| !bodies.contains(&fold_name(&it.nama))) {
                bodies.push(fold_name(&it.nama));
                at = it.induk.as_ref().and_then(|id| list.iter().find(|it| it.id == *id));
            }
            if body.is_none() {
                bodies.extend(written.as_deref().map(fold_name));
            }
            let history = registry.show_history(registry::Subject::Inovasi(row.id), None).unwrap();
            Known {
                perangkat_daerah: body.map(|it| it.nama.clone()).or(written),
                bodies,
                formerly: formerly.clone(),
                touched_at: history.iter().find(|it| it.berkas.is_none()).map(|it| it.at.clone()),
                view,
            }
        })
        .collect()
}

/// Ids of what fits, by name.
pub fn fitting(all: &[Known], filter: &Filter) -> Vec<String> {
    all.iter().filter(|it| it.fits(filter)).map(|it| it.view.id.to_string()).collect()
}

/// How many would fit if one facet asked for one value alone.
pub fn count(all: &[Known], filter: &Filter, facet: &str, value: &str) -> usize {
    let mut only = serde_json::to_value(filter).unwrap();
    only[facet] = serde_json::json!([value]);
    fitting(all, &serde_json::from_value(only).unwrap()).len()
}

/// A column of a row as something that can be ordered.
pub fn column(row: &InovasiRow, sort: &str) -> Option<String> {
    let number = |it: u32| Some(format!("{it:06}"));
    let skor = |it: &Option<String>| it.as_ref().map(|it| format!("{it:0>8}"));
    match sort {
        "nama" => Some(row.nama.to_ascii_lowercase()),
        "kepanjangan" => row.kepanjangan.as_ref().map(|it| it.to_ascii_lowercase()),
        "perangkat_daerah" => row.perangkat_daerah.as_ref().map(|it| it.to_ascii_lowercase()),
        "urusan_utama" => row.urusan_utama.clone(),
        "tahapan" => row.tahapan.clone(),
        "jenis" => row.jenis.clone(),
        "bentuk" => row.bentuk.clone(),
        "inisiator" => row.inisiator.clone(),
        "waktu_uji_coba" => row.waktu_uji_coba.clone(),
        "waktu_penerapan" => row.waktu_penerapan.clone(),
        "waktu_pengembangan" => row.waktu_pengembangan.clone(),
        "claimed" => skor(&row.claimed),
        "supported" => skor(&row.supported),
        "n_chosen" => number(row.n_chosen),
        "n_blocking" => number(row.n_blocking),
        "n_warning" => number(row.n_warning),
        "n_conflict" => number(row.n_conflict),
        "n_bukti" => number(row.n_bukti),
        "contoh" => number(row.contoh.into()),
        "proposed" => number(row.proposed.into()),
        "touched_at" => row.touched_at.clone(),
        "id" => Some(row.id.to_string()),
        other => panic!("no column {other}"),
    }
}

pub const COLUMNS: [&str; 22] = [
    "nama",
    "kepanjangan",
    "perangkat_daerah",
    "urusan_utama",
    "tahapan",
    "jenis",
    "bentuk",
    "inisiator",
    "waktu_uji_coba",
    "waktu_penerapan",
    "waktu_pengembangan",
    "claimed",
    "supported",
    "n_chosen",
    "n_blocking",
    "n_warning",
    "n_conflict",
    "n_bukti",
    "contoh",
    "proposed",
    "touched_at",
    "id",
];

/// All rows by id.
pub fn rows(all: &[Known]) -> BTreeMap<String, InovasiRow> {
    all.iter().map(|it| (it.view.id.to_string(), it.row())).collect()
}
