//! Entering into the portal by hand: it goes on tomorrow and on another laptop, tells
//! what has changed since, and lets two people share the work.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
};

use domain::core::id::Subject;
use registry::{
    PortalField, PortalState, Reason,
    commands::{Desk, answer, desk::Places},
    progress::Unwatched,
    view::{PortalEntryView, PortalSubjectView},
};
use serde_json::{Value, json};

use crate::kit::{Cast, FixedEnv, Laptop, cli, pdf, whom};

fn worked_in(laptop: &Laptop) -> (String, Subject) {
    let id = laptop.register("Kado Mbak Ita");
    laptop.edit(&id, "jenis", "Digital");
    laptop.edit(&id, "waktu_penerapan", "17 Agustus 2024");
    laptop.edit(&id, "koordinat", "-6.9903, 110.4229");
    laptop.choose(&id, "SID-20", 2).unwrap();
    laptop.attach(&id, "SID-20", &laptop.file("undangan.pdf", pdf("undangan"))).unwrap();
    let subject = whom(&id);
    (id, subject)
}

fn entry(view: &PortalSubjectView, name: &str) -> PortalEntryView {
    view.entries.iter().find(|it| it.name == name).unwrap_or_else(|| panic!("{name}: {:#?}", view.entries)).clone()
}

fn state(laptop: &Laptop, subject: Subject, name: &str) -> PortalState {
    entry(&laptop.show_portal_subject(subject).unwrap(), name).state
}

#[test]
fn what_is_entered_comes_in_the_portal_s_order_and_form() {
    let laptop = Laptop::new(1);
    let (_, subject) = worked_in(&laptop);
    let view = laptop.show_portal_subject(subject).unwrap();
    let told: Vec<String> = view
        .entries
        .iter()
        .map(|it| format!("{} {}", it.label, it.text.clone().or(it.nama_berkas.clone()).unwrap()))
        .collect();
    assert_eq!(
        told[..4],
        [
            "Nama Inovasi Kado Mbak Ita",
            "Koordinat -6.990300,110.422900",
            "Jenis Inovasi Digital",
            "Waktu Penerapan 17/08/2024"
        ]
    );
    assert!(told[4].starts_with("SID-20 ") && told[5] == "SID-20 undangan.pdf", "{told:#?}");
    assert_eq!(view.entries[5].field, PortalField::File);
    let all = laptop.show_portal().unwrap();
    assert_eq!((all.lines.len(), all.lines[0].subject, all.counts.n_entry), (2, Subject::Daerah, 6));
}

#[test]
fn only_a_copy_that_was_handed_out_is_dragged_away_and_it_does_not_come_back_as_a_file() {
    let mut laptop = Laptop::new(1);
    let (_, subject) = worked_in(&laptop);
    let bukti = laptop.show_portal_subject(subject).unwrap().entries.into_iter().find_map(|it| it.bukti).unwrap();
    let (dragged, seen) = (Arc::<Mutex<Vec<PathBuf>>>::default(), laptop.path("meja"));
    let heard = dragged.clone();
    let folder = laptop.folder();
    laptop.close();
    let desk =
        Desk::new(Places { folder, ..Places::below(&seen) }, || Box::new(FixedEnv::new(1)), Box::new(|_| Ok(())))
            .dragging(Box::new(move |path| {
                heard.lock().unwrap().push(path.to_owned());
                Ok(())
            }));
    let ask = |command: &str, req: Value| answer(&desk, command, req, &mut |_| {});
    let refused = |path: &Path| ask("drag_out", json!({ "path": path })).unwrap_err().reason;
    // Nothing was handed out yet.
    assert_eq!(refused(&seen.join("opened/x/y.pdf")), Reason::PathNotHanded);
    let copy = ask("hand_out_bukti", json!({ "bukti": bukti, "reveal": false })).unwrap();
    let copy = PathBuf::from(copy.as_str().unwrap());
    ask("drag_out", json!({ "path": copy })).unwrap();
    assert_eq!(*dragged.lock().unwrap(), std::slice::from_ref(&copy));
    let other = seen.join("lain.pdf");
    fs::write(&other, pdf("lain")).unwrap();
    let led_away = copy.parent().unwrap().join("../../../lain.pdf");
    assert!(led_away.is_file());
    assert_eq!(refused(&other), Reason::PathNotHanded);
    // A path of another kind that a person chose is none either.
    for path in [&other, &led_away, &copy.with_file_name("tidak ada.pdf"), Path::new("01-undangan.pdf")] {
        desk.handed.hand(path);
        assert_eq!(refused(path), Reason::DragFailed, "{}", path.display());
    }
    assert_eq!(dragged.lock().unwrap().len(), 1);
    desk.drop_in(&[copy, other.clone()]);
    assert_eq!(desk.dropped().iter().map(|it| it.to_path_buf()).collect::<Vec<_>>(), [other]);
}

#[test]
fn it_goes_on_on_another_laptop_and_tells_what_has_changed_since() {
    let cast = Cast::new();
    let (sri, budi) = (&cast.laptop_a, &cast.laptop_b);
    let (id, subject) = worked_in(sri);
    let copied = entry(&sri.show_portal_subject(subject).unwrap(), "profil/jenis").digest;
    sri.tick_portal(subject, "profil/nama", None).unwrap();
    sri.tick_portal(subject, "profil/jenis", Some(&copied)).unwrap();
    sri.skip_portal(subject, "profil/koordinat", "portal menolak titiknya").unwrap();
    sri.carry_to(budi);
    let view = budi.show_portal_subject(subject).unwrap();
    assert_eq!((view.counts.n_entered, view.counts.n_skipped), (2, 1));
    assert_eq!(entry(&view, "profil/koordinat").why.as_deref(), Some("portal menolak titiknya"));
    assert_eq!(entry(&view, "profil/nama").person.as_deref(), Some("Petugas 2"));

    // The portal says still what was entered then.
    budi.edit(&id, "jenis", "Nondigital");
    assert_eq!(state(budi, subject, "profil/jenis"), PortalState::Changed);
    // What was copied before the change is not entered as it stands now.
    budi.tick_portal(subject, "profil/jenis", Some(&copied)).unwrap();
    assert_eq!(state(budi, subject, "profil/jenis"), PortalState::Changed);
    budi.tick_portal(subject, "profil/jenis", None).unwrap();
    assert_eq!(state(budi, subject, "profil/jenis"), PortalState::Entered);
    // What is blank now stands in the portal all the same.
    budi.tick_portal(subject, "profil/waktu_penerapan", None).unwrap();
    budi.edit(&id, "waktu_penerapan", "");
    assert_eq!(state(budi, subject, "profil/waktu_penerapan"), PortalState::Changed);
    budi.reopen_portal(subject, "profil/waktu_penerapan").unwrap();
    assert!(budi.show_portal_subject(subject).unwrap().entries.iter().all(|it| it.name != "profil/waktu_penerapan"));
    budi.undo().unwrap();
    assert_eq!(state(budi, subject, "profil/waktu_penerapan"), PortalState::Changed);
    budi.carry_to(sri);
    assert_eq!(sri.show_portal_subject(subject).unwrap(), budi.show_portal_subject(subject).unwrap());
}

#[test]
fn a_file_taken_away_after_it_was_entered_is_told() {
    let laptop = Laptop::new(1);
    let (id, subject) = worked_in(&laptop);
    let view = laptop.show_portal_subject(subject).unwrap();
    let file = view.entries.iter().find(|it| it.field == PortalField::File).unwrap();
    laptop.tick_portal(subject, &file.name, None).unwrap();
    laptop.detach_bukti(&crate::kit::key(&id, "SID-20"), file.bukti.unwrap()).unwrap();
    let gone = entry(&laptop.show_portal_subject(subject).unwrap(), &file.name);
    assert_eq!((gone.state, gone.label.as_str(), gone.text.as_deref()), (PortalState::Changed, "SID-20", Some("")));
}

#[test]
fn two_people_share_the_work_and_equal_ticks_agree() {
    let cast = Cast::new();
    let (sri, budi) = (&cast.laptop_a, &cast.laptop_b);
    let (_, subject) = worked_in(sri);
    let other = whom(sri.register("Lain"));
    sri.turn_portal(subject, Some("Sri")).unwrap();
    sri.carry_to(budi);
    budi.turn_portal(other, Some("Budi")).unwrap();
    budi.carry_to(sri);
    for laptop in [sri, budi] {
        let lines = laptop.show_portal().unwrap().lines;
        let turn = |of: Subject| lines.iter().find(|it| it.subject == of).unwrap().turn.clone();
        assert_eq!((turn(subject).as_deref(), turn(other).as_deref()), (Some("Sri"), Some("Budi")));
    }
    // Both enter the same thing: they agree.
    for laptop in [sri, budi] {
        laptop.tick_portal(subject, "profil/nama", None).unwrap();
    }
    cast.exchange_all();
    assert!(sri.list_conflicts().unwrap().is_empty() && budi.list_conflicts().unwrap().is_empty());
    // Both take one turn, apart: both are told.
    sri.turn_portal(other, Some("Sri")).unwrap();
    budi.turn_portal(other, Some("Bu Ani")).unwrap();
    cast.exchange_all();
    for laptop in cast.all() {
        assert_eq!(laptop.list_conflicts().unwrap().len(), 1);
    }
    sri.turn_portal(subject, None).unwrap();
    assert_eq!(sri.show_portal_subject(subject).unwrap().turn, None);
}

#[test]
fn what_cannot_be_said_of_an_entry_is_refused_and_nothing_is_written() {
    let laptop = Laptop::new(1);
    let (_, subject) = worked_in(&laptop);
    let before = laptop.show_portal_subject(subject).unwrap();
    assert_eq!(laptop.tick_portal(subject, "profil/tidak", None).unwrap_err().reason, Reason::PortalEntryMissing);
    assert_eq!(laptop.tick_portal(subject, "profil/nama", Some("x")).unwrap_err().reason, Reason::PortalEntryMissing);
    assert_eq!(laptop.skip_portal(subject, "profil/nama", " ").unwrap_err().reason, Reason::PortalWhyMissing);
    assert_eq!(laptop.show_portal_subject(subject).unwrap(), before);
    assert!(laptop.run_doctor(&mut Unwatched).unwrap().healthy);
}

#[test]
fn the_command_line_walks_through_the_portal() {
    let mut laptop = Laptop::new(1);
    let (id, _) = worked_in(&laptop);
    laptop.close();
    let run = |args: &[&str]| cli::run(&laptop.folder(), [&["portal"], args].concat());
    let list = run(&["list", "--inovasi", &id]);
    assert!(list.stdout.contains("  profil/nama  Nama Inovasi: Kado Mbak Ita"), "{list:?}");
    assert!(run(&["tick", &id, "profil/nama"]).stdout.starts_with("1 / 6"), "{list:?}");
    assert!(run(&["skip", &id, "profil/jenis", "belum tahu"]).stdout.contains("(belum tahu)"));
    assert!(run(&["turn", &id, "Sri"]).stdout.contains("Kado Mbak Ita  Sri"));
    let undone = run(&["tick", &id, "profil/nama", "--undo"]);
    assert!(undone.stdout.starts_with("1 / 6") && undone.code == Some(0), "{undone:?}");
    let all = run(&["list"]);
    assert!(all.stdout.contains("1 / 6  inovasi:"), "{all:?}");
    let missing = run(&["tick", &id, "profil/tidak"]);
    assert!(missing.code != Some(0) && missing.stderr.contains("profil/tidak"), "{missing:?}");
}
