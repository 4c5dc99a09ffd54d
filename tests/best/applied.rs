//! The best set proposed in one act, what was pinned, and the written work list.

use domain::core::finding::FindingCode;
use exchange::inovasi::workbook::{BookLimits, read_book};
use registry::BestPin;
use registry::{Basis, DEFAULT_INSTRUMENT, NextSteps, Op, Reason, text::Language, view::*};

use super::journeys::{set, thirteen};
use crate::kit::{Cast, Laptop, cli};

fn year() -> &'static str {
    DEFAULT_INSTRUMENT.trim()
}

fn proposed(laptop: &Laptop) -> u32 {
    laptop.score(year(), Basis::Claimed).unwrap().n_inovasi
}

fn marks(view: &BestView) -> Vec<(String, bool, bool)> {
    view.inovasi
        .iter()
        .filter(|it| it.pinned || it.excluded)
        .map(|it| (it.id.to_string(), it.pinned, it.excluded))
        .collect()
}

#[test]
fn the_best_set_is_proposed_in_one_act_that_can_be_taken_back() {
    let (laptop, ids) = thirteen();
    let shown = laptop.show_best_set(year(), "claimed").unwrap();
    let applied = laptop.apply_best(&set("claimed", &[], &[])).unwrap();
    assert_eq!(applied.view.best.iid, shown.best.iid);
    assert_eq!(applied.view.now.iid, shown.best.iid, "the region now stands where it was said to");
    assert!(applied.view.inovasi.iter().all(|it| it.chosen && it.id.to_string() != ids[12]));
    assert_eq!(proposed(&laptop), 12);
    // Once more finds nothing to do.
    laptop.apply_best(&set("claimed", &[], &[])).unwrap();
    assert_eq!(proposed(&laptop), 12);

    let undone = laptop.undo().unwrap().view;
    assert_eq!(undone.done.op, Some(Op::ApplyBest));
    assert_eq!(laptop.show_best_set(year(), "claimed").unwrap(), shown, "as if nothing had been done");
    laptop.redo().unwrap();
    assert_eq!(proposed(&laptop), 12);
}

#[test]
fn a_closed_year_keeps_its_inovasi() {
    let (laptop, _) = thirteen();
    laptop.close_year(year(), true).unwrap();
    let before = laptop.export_registry().unwrap();
    assert_eq!(laptop.apply_best(&set("claimed", &[], &[])).unwrap_err().reason, Reason::YearClosed);
    assert_eq!(laptop.export_registry().unwrap(), before);
}

#[test]
fn what_grew_since_an_earlier_year_may_be_said_later() {
    let laptop = Laptop::new(1);
    laptop.begin_year("iga-2025").unwrap();
    let id = laptop.register("Rumah Pelita");
    laptop.begin_year(year()).unwrap();
    // It counts in silence, since it has an answer.
    let lines = laptop.show_instrument(year()).unwrap().indikator;
    laptop.choose(&id, &lines.iter().find(|it| !it.daerah).unwrap().id, 1).unwrap();
    assert!(laptop.show_inovasi(&id).unwrap().usulan.iter().all(|it| it.instrument != year() || it.proposed.is_none()));
    laptop.apply_best(&set("claimed", &[], &[])).unwrap();
    assert_eq!(proposed(&laptop), 1);
    let shown = laptop.show_inovasi(&id).unwrap();
    assert!(shown.findings.iter().any(|it| it.code == FindingCode::GrowthNoteMissing), "{:#?}", shown.usulan);
}

#[test]
fn a_pin_survives_a_restart_and_stays_on_its_laptop() {
    let (mut laptop, ids) = thirteen();
    laptop.pin_inovasi(&ids[12], Some(BestPin::Pinned), year(), "claimed").unwrap();
    let view = laptop.pin_inovasi(&ids[0], Some(BestPin::Excluded), year(), "claimed").unwrap().view;
    let said = [(ids[0].clone(), false, true), (ids[12].clone(), true, false)];
    assert_eq!(marks(&view), said);
    laptop.open().unwrap();
    for on in ["claimed", "supported", "verified"] {
        let view = laptop.show_best_set(year(), on).unwrap();
        let mut found = marks(&view);
        found.sort_by_key(|it| it.1);
        assert_eq!(found, said, "{on}");
        assert_eq!((view.n_pinned, view.n_excluded), (1, 1));
    }
    assert!(
        marks(&laptop.show_best_set("iga-2026", "claimed").unwrap()).len() == if year() == "iga-2026" { 2 } else { 0 }
    );

    // What is not proposed is not asked about, and not forgotten.
    laptop.withdraw_inovasi(&ids[12..], year()).unwrap();
    assert_eq!(marks(&laptop.show_best_set(year(), "claimed").unwrap()), said[..1]);
    let refused = laptop.pin_inovasi(&ids[12], None, year(), "claimed").unwrap_err();
    assert_eq!(refused.reason, Reason::BestNotProposed);
    laptop.propose_inovasi(&ids[12..], year(), "").unwrap();
    assert_eq!(marks(&laptop.show_best_set(year(), "claimed").unwrap()).len(), 2);

    let other = Laptop::new(2);
    laptop.carry_to(&other);
    assert!(marks(&other.show_best_set(year(), "claimed").unwrap()).is_empty());

    laptop.pin_inovasi(&ids[0], None, year(), "claimed").unwrap();
    assert_eq!(marks(&laptop.show_best_set(year(), "claimed").unwrap()), said[1..]);
    assert!(marks(&laptop.release_pins(year(), "claimed").unwrap().view).is_empty());
}

#[test]
fn what_is_pinned_is_proposed_and_what_is_excluded_is_not() {
    let (laptop, ids) = thirteen();
    let view = laptop.apply_best(&set("claimed", &[&ids[12]], &[&ids[0]])).unwrap().view;
    let sent: Vec<String> = view.inovasi.iter().map(|it| it.id.to_string()).collect();
    assert!(sent.contains(&ids[12]) && !sent.contains(&ids[0]), "{sent:?}");
}

#[test]
fn both_totals_of_a_worth_are_told() {
    let (laptop, _) = thirteen();
    let view = laptop.show_best_set(year(), "claimed").unwrap();
    let number = |it: &Option<String>| it.as_ref().unwrap().parse::<domain::Decimal>().unwrap();
    for it in &view.inovasi {
        let worth = number(&it.with_total) - number(&it.without_total);
        assert!((worth - number(&it.worth_total)).abs() <= domain::Decimal::new(2, 4), "{it:?}");
    }
}

#[test]
fn a_work_list_is_read_back_as_it_was_written() {
    let laptop = Laptop::new(1);
    laptop.load_example().unwrap();
    let req = NextSteps { instrument: year().into(), basis: Basis::Supported, limit: 150, ..NextSteps::default() };
    let view = laptop.next_steps(&req).unwrap();
    let out = laptop.path("langkah.csv");
    laptop.export_steps(&req, &out, false, Language::Id).unwrap();
    let book = read_book(&out, &BookLimits::default()).unwrap();
    let lines = &book.sheets[0].lines;
    assert_eq!(lines.len(), view.steps.len() + 1);
    for (line, step) in lines[1..].iter().zip(&view.steps) {
        assert_eq!(line.cell(2).text(), step.nama);
        assert_eq!(line.cell(4).text(), step.code.clone().unwrap_or_default());
    }
}

#[test]
fn the_command_line_applies_it_too() {
    let (mut laptop, _) = thirteen();
    laptop.close();
    cli::done(&laptop.folder(), ["best", "--apply"]);
    laptop.open().unwrap();
    assert_eq!(proposed(&laptop), 12);
}

#[test]
fn two_laptops_that_apply_the_same_set_agree() {
    let cast = Cast::new();
    let ids: Vec<String> = ["Satu", "Dua", "Tiga"].iter().map(|it| cast.office.register(it)).collect();
    cast.exchange_all();
    for it in [&cast.laptop_a, &cast.laptop_b] {
        it.apply_best(&set("claimed", &[], &[&ids[0]])).unwrap();
    }
    cast.exchange_all();
    for it in cast.all() {
        assert!(it.list_conflicts().unwrap().is_empty());
        assert_eq!(proposed(it), 2);
    }
}
