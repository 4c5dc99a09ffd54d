//! The catalogue in memory: what it lists, counts and orders is what the slow way
//! finds, and after any acts it is what a fresh one would be.

mod acts;
mod many;
mod naive;

use domain::bukti::BuktiField;
use domain::core::finding::FindingCode;
use proptest::prelude::*;
use registry::{
    Basis, DEFAULT_INSTRUMENT, Filter, ListInovasi, Reason, Registry, Sort,
    view::{Facet, LineState},
};

use crate::kit::{Laptop, assert_same};
use acts::{Act, act, perform};

fn ask(filter: Filter, sort: &str, descending: bool) -> ListInovasi {
    ListInovasi { limit: 500, sort: Sort::by_name(sort), descending, filter, ..ListInovasi::default() }
}

/// All that comes from the catalogue, as text.
fn shown(registry: &Registry) -> String {
    let mut text = String::new();
    let mut show = |name: &str, it: String| text.push_str(&format!("== {name}\n{it}\n"));
    for sort in naive::COLUMNS.iter().chain(&["touched"]) {
        // A facet that leaves everybody in, so that the plain window is not taken.
        let all = Filter { state: vec![LineState::Ready, LineState::Incomplete], ..Filter::default() };
        let page = registry.list_inovasi(&ask(all, sort, false)).unwrap();
        show(sort, serde_json::to_string_pretty(&page).unwrap());
    }
    show("facets", serde_json::to_string_pretty(&registry.show_facets(&ListInovasi::default()).unwrap()).unwrap());
    let instrument = DEFAULT_INSTRUMENT.trim();
    show("score", serde_json::to_string_pretty(&registry.score(instrument, Basis::Supported).unwrap()).unwrap());
    show("standing", serde_json::to_string_pretty(&registry.standing(instrument).unwrap()).unwrap());
    show("beranda", serde_json::to_string_pretty(&registry.show_beranda().unwrap()).unwrap());
    show("bodies", serde_json::to_string_pretty(&registry.standing_by_perangkat_daerah().unwrap()).unwrap());
    show("findings", serde_json::to_string_pretty(&registry.show_findings(7).unwrap()).unwrap());
    text
}

/// The same folder seen by somebody who begins anew.
fn fresh(laptop: &Laptop) -> Registry {
    Registry::open_to_read(&laptop.folder(), Box::new(laptop.env.clone())).unwrap()
}

/// A filter by chance, out of what acts by chance can make.
fn filter() -> impl Strategy<Value = Filter> {
    let some = |all: &'static [&'static str]| {
        prop_oneof![
            3 => Just(Vec::new()),
            2 => prop::collection::vec(prop::sample::select(all).prop_map(str::to_owned), 1..3),
        ]
    };
    let bound =
        || prop::option::weighted(0.1, prop::sample::select(&["0", "3.00", "12.5"][..]).prop_map(str::to_owned));
    let profile = (
        some(&["", "Dinas Kesehatan", "Kecamatan Tugu", "Puskesmas Tugu", "Tidak Ada"]),
        some(&["", "kesehatan", "sosial"]),
        some(&["", "inisiatif", "penerapan"]),
        some(&["", "digital"]),
        some(&["", "tata-kelola"]),
        some(&["", "2023", "2024"]),
    );
    let derived = (
        some(&["iga-2026"]),
        some(&["ready", "incomplete", "conflict", "example", "without_bukti"]),
        some(&[
            "field_missing",
            "koordinat_outside",
            "perangkat_daerah_unlisted",
            "rancang_bangun_short",
            "bukti_missing",
        ]),
        bound(),
        bound(),
        any::<bool>(),
    );
    (profile, derived).prop_map(|(profile, derived)| Filter {
        perangkat_daerah: profile.0,
        urusan_utama: profile.1,
        tahapan: profile.2,
        jenis: profile.3,
        bentuk: profile.4,
        tahun: profile.5,
        usulan: derived.0.into_iter().map(Into::into).collect(),
        state: derived.1.iter().map(|it| LineState::by_name(it).unwrap()).collect(),
        finding: derived.2.iter().map(|it| FindingCode::by_name(it).unwrap()).collect(),
        claimed_min: derived.3.clone(),
        supported_max: derived.4,
        proposed_only: derived.5 && derived.3.is_none(),
        ..Filter::default()
    })
}

proptest! {
    #![proptest_config(ProptestConfig {
        max_shrink_iters: 300,
        ..crate::kit::proptest_config(16, "catalogue.regressions")
    })]

    #[test]
    fn after_any_acts_the_catalogue_is_what_a_fresh_one_would_be(
        acts in prop::collection::vec((0..2_usize, act()), 10..70),
    ) {
        let laptops = [Laptop::new(1), Laptop::new(2)];
        let mut pile = Vec::new();
        let look = |laptop: &Laptop| assert_same(&shown(&fresh(laptop)), &shown(laptop), "in between");
        for (who, act) in &acts {
            perform(&laptops[*who], act, &mut pile, look);
        }
        laptops.iter().for_each(look);
    }

    #[test]
    fn every_filter_lists_counts_and_orders_what_the_slow_way_finds(
        acts in prop::collection::vec(act(), 15..60),
        filters in prop::collection::vec((filter(), 0..naive::COLUMNS.len(), any::<bool>()), 6),
    ) {
        let (laptop, other) = (Laptop::new(1), Laptop::new(2));
        let mut pile = Vec::new();
        for (at, act) in acts.iter().enumerate() {
            // A second hand, so that there are conflicts and bytes that have not arrived.
            let hand = if at % 4 == 3 && !matches!(act, Act::Look) { &other } else { &laptop };
            perform(hand, act, &mut pile, |_| {});
        }
        other.carry_to(&laptop);
        let all = naive::all(&laptop);
        let rows = naive::rows(&all);
        for (filter, column, descending) in filters {
            let sort = naive::COLUMNS[column];
            check_list(&laptop, &all, &rows, &filter, sort, descending);
            check_facets(&laptop, &all, &filter);
        }
    }
}

fn check_list(
    laptop: &Laptop,
    all: &[naive::Known],
    rows: &std::collections::BTreeMap<String, registry::view::InovasiRow>,
    filter: &Filter,
    sort: &str,
    descending: bool,
) {
    let page = laptop.list_inovasi(&ask(filter.clone(), sort, descending)).unwrap();
    let mut expected = naive::fitting(all, filter);
    assert_eq!(page.total as usize, expected.len(), "{filter:?}");
    let key = |id: &String| (naive::column(&rows[id], sort), rows[id].nama.to_ascii_lowercase(), id.clone());
    expected.sort_by(|a, b| {
        let (a, b) = (key(a), key(b));
        let by_column = if descending { b.0.cmp(&a.0) } else { a.0.cmp(&b.0) };
        let whole_turned = descending && sort == "nama";
        let ties = (&a.1, &a.2).cmp(&(&b.1, &b.2));
        by_column.then(if whole_turned { ties.reverse() } else { ties })
    });
    let listed: Vec<String> = page.rows.iter().map(|it| it.id.to_string()).collect();
    assert_eq!(listed, expected, "{sort} {descending} {filter:?}");
    for row in &page.rows {
        assert_eq!(row, &rows[&row.id.to_string()], "{filter:?}");
    }
    // Windows laid side by side are the whole.
    let mut windows = Vec::new();
    for offset in (0..page.total).step_by(3) {
        let window = ListInovasi { offset, limit: 3, ..ask(filter.clone(), sort, descending) };
        windows.extend(laptop.list_inovasi(&window).unwrap().rows.into_iter().map(|it| it.id.to_string()));
    }
    assert_eq!(windows, listed);
}

fn check_facets(laptop: &Laptop, all: &[naive::Known], filter: &Filter) {
    let view = laptop.show_facets(&ask(filter.clone(), "", false)).unwrap();
    assert_eq!(view.total as usize, naive::fitting(all, filter).len());
    for facet in &view.facets {
        for choice in &facet.choices {
            let n = naive::count(all, filter, facet.facet.name(), &choice.value);
            assert_eq!(choice.n as usize, n, "{} {choice:?} {filter:?}", facet.facet);
        }
        // Nothing that would leave somebody is missing among the choices.
        for value in
            ["", "kesehatan", "inisiatif", "digital", "tata-kelola", "2024", "ready", "field_missing", "conflict"]
        {
            let derived = matches!(facet.facet, Facet::State | Facet::Finding | Facet::Usulan | Facet::Verification);
            let known = match value {
                "ready" | "conflict" => {
                    facet.facet == Facet::State || (value == "conflict" && facet.facet == Facet::Finding)
                }
                "field_missing" => facet.facet == Facet::Finding,
                _ => !derived,
            };
            if known && naive::count(all, filter, facet.facet.name(), value) > 0 {
                assert!(facet.choices.iter().any(|it| it.value == value), "{} {value:?}", facet.facet);
            }
        }
    }
}

#[test]
fn another_program_that_writes_is_noticed() {
    let laptop = Laptop::new(1);
    let id = laptop.register("Kado");
    let beside = fresh(&laptop);
    let count = |registry: &Registry, tahapan: &str| {
        let filter = Filter { tahapan: vec![tahapan.into()], ..Filter::default() };
        registry.list_inovasi(&ask(filter, "", false)).unwrap().total
    };
    assert_eq!((count(&beside, ""), count(&beside, "penerapan")), (1, 0));
    laptop.edit(&id, "tahapan", "penerapan");
    assert_eq!((count(&beside, ""), count(&beside, "penerapan")), (0, 1));
}

#[test]
fn bytes_that_arrive_late_make_an_answer_supported() {
    let (sender, receiver) = (Laptop::new(1), Laptop::new(2));
    let id = sender.register("Kado");
    sender.choose(&id, "SID-16", 3).unwrap();
    let file = sender.file("bukti.pdf", b"isi");
    sender.attach(&id, "SID-16", &file).unwrap();
    sender.carry_to(&receiver);
    assert_same(&shown(&fresh(&receiver)), &shown(&receiver), "with the bytes");
    // The row of the bytes is lost as on a laptop that has not received them yet.
    let shown_before = shown(&receiver);
    let database = rusqlite::Connection::open(receiver.folder().join("registry.sqlite3")).unwrap();
    database.execute("DELETE FROM blob", []).unwrap();
    drop(database);
    receiver.edit(&id, "tujuan", "lebih cepat");
    assert_ne!(shown_before, shown(&receiver), "not supported without them");
    sender.carry_to(&receiver);
    assert_same(&shown(&fresh(&receiver)), &shown(&receiver), "the bytes have come again");
}

#[test]
fn what_changes_beside_an_inovasi_changes_its_line() {
    let laptop = Laptop::new(1);
    let id = laptop.register("Kado");
    laptop.edit(&id, "perangkat_daerah", "Kecamatan Tugu");
    laptop.edit(&id, "koordinat", "-6.98, 110.41");
    let file = laptop.file("bukti.pdf", b"isi");
    let bukti = laptop
        .attach(&id, "SID-16", &file)
        .unwrap()
        .view
        .indikator
        .into_iter()
        .flat_map(|it| it.bukti)
        .next()
        .unwrap()
        .id;
    let has = |code: &str| {
        let filter = Filter { finding: vec![FindingCode::by_name(code).unwrap()], ..Filter::default() };
        laptop.list_inovasi(&ask(filter, "", false)).unwrap().total == 1
    };
    assert!(has("bukti_unnumbered") && !has("perangkat_daerah_unlisted"));
    for (field, value) in [(BuktiField::Nomor, "1/24"), (BuktiField::Tanggal, "2024-01-02")] {
        laptop.edit_bukti(&id, DEFAULT_INSTRUMENT.trim(), bukti, field, Some(value)).unwrap();
    }
    assert!(!has("bukti_unnumbered"), "its bukti was described");
    laptop.register_perangkat_daerah("Dinas Kesehatan", None, None).unwrap();
    assert!(has("perangkat_daerah_unlisted"), "there is a list now");
    let list = laptop.register_perangkat_daerah("Kec. Tugu", None, None).unwrap().view.perangkat_daerah;
    assert!(!has("perangkat_daerah_unlisted"), "and it is on it");
    let tugu = list.iter().find(|it| it.nama == "Kec. Tugu").unwrap();
    laptop.edit_perangkat_daerah(tugu.id, "aktif", Some("0"), false).unwrap();
    assert!(has("perangkat_daerah_inactive"));
    laptop.edit_perangkat_daerah(tugu.id, "nama", Some("Kecamatan Tugu Raya"), true).unwrap();
    let page = laptop.list_inovasi(&ask(Filter::default(), "n_bukti", false)).unwrap();
    assert_eq!(page.rows[0].perangkat_daerah.as_deref(), Some("Kecamatan Tugu Raya"));
    laptop.detach_bukti(&crate::kit::key(&id, "SID-16"), bukti).unwrap();
    assert!(!has("bukti_unnumbered"));
    assert_same(&shown(&fresh(&laptop)), &shown(&laptop), "in the end");
}

#[test]
fn the_most_severe_findings_are_the_first_of_all() {
    let laptop = Laptop::new(1);
    laptop.load_example().unwrap();
    let id = laptop.register("Kado");
    let file = laptop.file("lepas.pdf", b"lepas");
    laptop.attach(&id, "SID-16", &file).unwrap();
    let all = laptop.list_findings().unwrap();
    for limit in [0, 1, 10, 60, all.len(), all.len() + 5] {
        let view = laptop.show_findings(limit).unwrap();
        assert_eq!(view.findings, all[..limit.min(all.len())], "{limit}");
        assert_eq!((view.n_blocking + view.n_warning + view.n_hint) as usize, all.len());
    }
    let daerah: Vec<_> = all.iter().filter(|it| it.subject == registry::Subject::Daerah).cloned().collect();
    assert_eq!(laptop.findings_of("daerah").unwrap(), daerah);
}

#[test]
fn what_is_no_choice_is_refused() {
    let laptop = Laptop::new(1);
    for filter in [
        Filter { usulan: vec!["iga-1999".into()], ..Filter::default() },
        Filter { claimed_min: Some("banyak".into()), ..Filter::default() },
    ] {
        let refused = laptop.list_inovasi(&ask(filter.clone(), "", false)).unwrap_err();
        assert_eq!(refused.reason, Reason::FilterUnknown);
        assert_eq!(laptop.show_facets(&ask(filter, "", false)).unwrap_err().reason, Reason::FilterUnknown);
    }
}
