//! Numbers and ticks: the parameter follows of a number where it stands for exactly
//! one, and the checks see both.

use std::collections::BTreeSet;

use domain::assessment::{calculation::Calculation, check::CheckName};
use registry::{
    GiveInput, Reason, Result, TickOption,
    view::{AnswerView, AssessmentView, CheckedOutcome, IndikatorView, InputView, Outcome},
};

use crate::kit::{Laptop, assert_same, cli};

const YEAR: &str = "iga-2026";

fn give(
    laptop: &Laptop,
    subject: &str,
    (indikator, input): (&str, &str),
    value: &str,
) -> Result<Outcome<AssessmentView>> {
    laptop.give_input(&GiveInput {
        subject: laptop.subject(subject)?,
        instrument: YEAR.into(),
        indikator: indikator.into(),
        input: input.into(),
        value: value.into(),
    })
}

fn tick(laptop: &Laptop, subject: &str, indikator: &str, option: &str, on: bool) -> Result<Outcome<AssessmentView>> {
    laptop.tick_option(&TickOption {
        subject: laptop.subject(subject)?,
        instrument: YEAR.into(),
        indikator: indikator.into(),
        option: option.into(),
        on,
    })
}

fn answer(view: &AssessmentView, indikator: &str) -> AnswerView {
    view.indikator.iter().find(|it| it.indikator == indikator).unwrap().clone()
}

fn shown(laptop: &Laptop, subject: &str, indikator: &str) -> AnswerView {
    answer(&laptop.show_assessment(subject, YEAR).unwrap(), indikator)
}

/// Every indikator that asks for a number, with it.
fn asked(laptop: &Laptop) -> Vec<(IndikatorView, InputView)> {
    let texts = laptop.show_instrument(YEAR).unwrap();
    let each = |it: IndikatorView| it.input.clone().into_iter().map(move |input| (it.clone(), input));
    texts.indikator.into_iter().flat_map(each).collect()
}

/// Ends of bands with what lies just beside them, as officers write them.
fn probes(input: &InputView) -> BTreeSet<String> {
    let ends = input.band.iter().flat_map(|it| [it.minimum.clone(), it.maksimum.clone()]).flatten();
    let steps = ["0", "0.01", "-0.01", "0.005", "-0.005", "1", "-1"];
    let decimal = |it: &str| -> domain::Decimal { it.parse().unwrap() };
    ends.flat_map(|end| steps.map(|it| (decimal(&end) + decimal(it)).normalize().to_string().replace('.', ",")))
        .collect()
}

#[test]
fn every_number_of_every_indikator_chooses_or_leaves_the_choice() {
    let laptop = Laptop::new(1);
    let id = laptop.register("Kado");
    let (mut one, mut several, mut none) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for (indikator, input) in asked(&laptop) {
        let subject = if indikator.daerah { "daerah" } else { id.as_str() };
        for text in probes(&input) {
            laptop.choose(subject, &indikator.id, 0).unwrap();
            let given = give(&laptop, subject, (&indikator.code, &input.id), &text);
            if given.as_ref().is_err_and(|it| it.reason == Reason::NumberNegative) {
                assert!(text.starts_with('-'), "{} {text}", indikator.code);
                continue;
            }
            let view = given.unwrap().view;
            let now = answer(&view, &indikator.id);
            let fits = now.input.iter().find(|it| it.input == input.id).unwrap().fits.clone();
            match fits[..] {
                [only] => {
                    assert_eq!(now.parameter, only, "{} {text}", indikator.code);
                    assert_eq!(now.variant, input.variant, "{} {text}", indikator.code);
                    one.insert(indikator.daerah);
                }
                [] => {
                    assert_eq!(now.parameter, 0, "{} {text}", indikator.code);
                    none.insert(indikator.daerah);
                }
                _ => {
                    assert_eq!(now.parameter, 0, "{} {text}", indikator.code);
                    several.insert(indikator.daerah);
                }
            }
        }
    }
    // Both kinds of subject have numbers that fit; overlaps stand in the region's
    // printed bands, gaps in those of inovasi too.
    assert_eq!(one, [false, true].into());
    assert!(several.contains(&true), "{several:?}");
    assert!(none.contains(&false), "{none:?}");
    laptop.assert_healthy();
}

#[test]
fn a_choice_stays_where_the_number_leaves_it_open_and_where_it_is_taken_back() {
    let laptop = Laptop::new(1);
    let id = laptop.register("Kado");
    let complaints = ("SID-27", "persen-selesai");
    let found = asked(&laptop).into_iter().find(|it| it.1.id == complaints.1).unwrap().0.id;
    let complaints = (found.as_str(), complaints.1);
    let at = |text: &str| answer(&give(&laptop, &id, complaints, text).unwrap().view, complaints.0);
    assert_eq!(at("85%").parameter, 2);
    let gap = at("50,5");
    assert_eq!((gap.parameter, gap.input[0].value.as_str(), gap.input[0].fits.len()), (2, "50.5", 0));
    let cleared = at(" ");
    assert_eq!((cleared.parameter, cleared.input.len()), (2, 0));
    // The same number again writes nothing new.
    at("85");
    let n = laptop.show_history(format!("inovasi:{id}"), None).unwrap().len();
    at("85,0 %");
    assert_eq!(laptop.show_history(format!("inovasi:{id}"), None).unwrap().len(), n);
}

#[test]
fn what_is_no_number_is_refused_and_changes_nothing() {
    let laptop = Laptop::new(1);
    let id = laptop.register("Kado");
    let days = ("kemudahan-proses-inovasi-yang-dihasilkan", "lama-hari");
    give(&laptop, &id, days, "3").unwrap();
    let before = laptop.dump();
    for (key, text, reason) in [
        (days, "1.500", Reason::NumberAmbiguous),
        (days, "85%", Reason::NumberNotPercent),
        (days, "tiga", Reason::NumberUnreadable),
        (days, "1,2,3", Reason::NumberUnreadable),
        ((days.0, "lain"), "3", Reason::InputUnknown),
        (("SID-99", "lama-hari"), "3", Reason::IndikatorUnknown),
        (("SPD-07", "nilai"), "3", Reason::IndikatorWrongSubject),
    ] {
        let error = give(&laptop, &id, key, text).unwrap_err();
        assert_eq!(error.reason, reason, "{text}: {error}");
        assert!(!error.to_string().contains('{'), "{error}");
    }
    assert_eq!(tick(&laptop, &id, days.0, "media", true).unwrap_err().reason, Reason::TickUnknown);
    assert_same(&before, &laptop.dump(), "after refusals");
}

#[test]
fn a_number_and_what_follows_of_it_are_one_act() {
    let laptop = Laptop::new(1);
    let id = laptop.register("Kado");
    let people = ("kemanfaatan-inovasi", "jumlah-penerima");
    let now = answer(&give(&laptop, &id, people, "1.234,0").unwrap().view, people.0);
    assert_eq!((now.parameter, now.variant.as_deref()), (3, Some("a")));
    laptop.undo().unwrap();
    let now = shown(&laptop, &id, people.0);
    assert_eq!((now.parameter, now.input.len()), (0, 0));
    laptop.redo().unwrap();
    let now = shown(&laptop, &id, people.0);
    assert_eq!((now.parameter, now.input[0].value.as_str()), (3, "1234"));
    // It travels with its choice, and the other laptop sees the same.
    let other = Laptop::new(2);
    laptop.carry_to(&other);
    assert_same(&laptop.export_registry().unwrap(), &other.export_registry().unwrap(), "by parcel");
    assert_eq!(shown(&other, &id, people.0), now);
}

#[test]
fn a_closed_year_takes_no_number_and_no_tick() {
    let laptop = Laptop::new(1);
    let id = laptop.register("Kado");
    laptop.close_year(YEAR, true).unwrap();
    let days = ("kemudahan-proses-inovasi-yang-dihasilkan", "lama-hari");
    assert_eq!(give(&laptop, &id, days, "3").unwrap_err().reason, Reason::YearClosed);
    assert_eq!(tick(&laptop, &id, "keterlibatan-aktor-inovasi", "media", true).unwrap_err().reason, Reason::YearClosed);
    laptop.close_year(YEAR, false).unwrap();
    give(&laptop, &id, days, "3").unwrap();
    laptop.remove_inovasi(&id).unwrap();
    assert!(give(&laptop, &id, days, "1").is_err(), "a removed inovasi is not edited");
}

#[test]
fn the_checks_see_numbers_and_ticks_and_supported_follows() {
    let laptop = Laptop::new(1);
    let id = laptop.register("Kado");
    let days = ("kemudahan-proses-inovasi-yang-dihasilkan", "lama-hari");
    laptop.attach_as(&id, days.0, ("SOP", "2025", "Kado")).unwrap();
    laptop.choose(&id, days.0, 3).unwrap();
    let told = |indikator: &str| {
        let it = shown(&laptop, &id, indikator);
        let outcome = it.check.iter().find(|it| matches!(it.kind, CheckName::NumberInBand | CheckName::TicksAtLeast));
        (outcome.unwrap().outcome, it.supported_parameter)
    };
    // Nothing is known of the number: neither proof nor blame.
    assert_eq!(told(days.0), (CheckedOutcome::CannotTell, 0));
    give(&laptop, &id, days, "4").unwrap();
    assert_eq!(told(days.0), (CheckedOutcome::Passed, 2));
    laptop.choose(&id, days.0, 3).unwrap();
    assert_eq!(told(days.0), (CheckedOutcome::Failed, 2));
    give(&laptop, &id, days, "1").unwrap();
    assert_eq!(told(days.0), (CheckedOutcome::Passed, 3));

    let actors = "keterlibatan-aktor-inovasi";
    let texts = laptop.show_instrument(YEAR).unwrap();
    let line = texts.indikator.iter().find(|it| it.id == actors).unwrap();
    let counted = &line.check.iter().find(|it| !it.option.is_empty()).unwrap().option;
    assert_eq!((counted[1].id.as_str(), counted[1].nama.as_str()), ("pelaku-usaha", "Pelaku usaha"));
    let options: Vec<String> = counted.iter().map(|it| it.id.to_string()).collect();
    laptop.attach_as(&id, actors, ("SK", "2025", "Kado")).unwrap();
    laptop.choose(&id, actors, 3).unwrap();
    assert_eq!(told(actors), (CheckedOutcome::CannotTell, 0));
    for (n, option) in options.iter().enumerate() {
        let now = answer(&tick(&laptop, &id, actors, option, true).unwrap().view, actors);
        assert_eq!(now.tick.len(), n + 1);
        assert_eq!(now.supported_parameter, [0, 0, 1, 2, 3][n], "{option}");
    }
    assert_eq!(told(actors), (CheckedOutcome::Passed, 3));
    tick(&laptop, &id, actors, &options[0], false).unwrap();
    assert_eq!(told(actors), (CheckedOutcome::Failed, 2));
    laptop.undo().unwrap();
    assert_eq!(told(actors), (CheckedOutcome::Passed, 3));
}

#[test]
fn a_number_is_worked_out_of_two_without_recording() {
    let out = |how, first, second| registry::Registry::work_out(how, first, second).unwrap();
    assert_eq!(out("change", "1.200,5", "1.440,6").value, "20");
    assert_eq!((out("share", "2", "3").value.as_str(), out("share", "2", "3").rounded), ("66.67", true));
    assert_eq!(out("days", "1 Januari 2026", "27 Maret 2026").value, "85");
    let refused = |how, first, second| registry::Registry::work_out(how, first, second).unwrap_err().reason;
    assert_eq!(refused("share", "1", "0"), Reason::DividedByZero);
    assert_eq!(refused("sum", "1", "0"), Reason::CalculationUnknown);
    assert_eq!(refused("days", "2026", "2026"), Reason::DayWanted);
    // Every number that could be worked out says how, and every way is a known one.
    let laptop = Laptop::new(1);
    let ways: BTreeSet<Calculation> = asked(&laptop).into_iter().flat_map(|it| it.1.calculation).collect();
    assert!(
        [Calculation::Change, Calculation::Months, Calculation::Days].iter().all(|it| ways.contains(it)),
        "{ways:?}"
    );
}

#[test]
fn numbers_and_ticks_are_given_by_the_command_line() {
    let laptop = Laptop::new(1);
    laptop.register("Kado");
    let mut laptop = laptop;
    laptop.close();
    let done = |args: &[&str]| {
        let ended = cli::run(&laptop.folder(), args);
        assert_eq!(ended.code, Some(0), "{ended:?}");
    };
    done(&["input", "Kado", "SID-28", "lama-hari", "3"]);
    done(&["input", "daerah", "SPD-07", "nilai", "-5,15%"]);
    done(&["tick", "Kado", "keterlibatan-aktor-inovasi", "media"]);
    done(&["tick", "Kado", "keterlibatan-aktor-inovasi", "komunitas"]);
    done(&["tick", "Kado", "keterlibatan-aktor-inovasi", "media", "--off"]);
    let refused = cli::run(&laptop.folder(), ["input", "Kado", "SID-28", "lama-hari", "1.500"]);
    assert!(refused.code == Some(3) && refused.stderr.contains("1500"), "{refused:?}");
    laptop.open().unwrap();
    let id = "Kado".to_owned();
    assert_eq!(shown(&laptop, &id, "kemudahan-proses-inovasi-yang-dihasilkan").parameter, 2);
    assert_eq!(shown(&laptop, &id, "keterlibatan-aktor-inovasi").tick, ["komunitas"]);
    assert_eq!(shown(&laptop, "daerah", "jumlah-peningkatan-pad").input[0].fits, [1, 2]);
}
